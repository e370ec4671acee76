"""How the library reaches Telegram: aiohttp with connections kept open, and orjson.

The library's own httpx transport looks at every open connection for each waiting request, which costs more than
all else that a cheap answer takes (docs/speed.md).
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple

import aiohttp
import orjson
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

FILE_BYTES = 20 * 1024 * 1024
"""The largest file that the Bot API hands out (core.telegram.org/bots/api#getfile)."""
_JSON = {"Content-Type": "application/json"}
_CHUNK = 64 * 1024


class NotSentError(NetworkError):
    """Telegram was not reached: what was to be done has certainly not happened."""


class Patience(NamedTuple):
    """Seconds to wait: for a free connection, to connect, to write (files: `upload`), and for the answer."""

    pool: float = 5.0
    connect: float = 5.0
    write: float = 10.0
    upload: float = 60.0
    read: float = 20.0


class AiohttpRequest(BaseRequest):
    """The library's port to the network. Errors never carry the address: the token stands in it."""

    def __init__(self, connections: int = 256, patience: Patience | None = None) -> None:
        self._connections = connections
        self._patience = patience or Patience()
        self._usual = self._timeout(self._patience.read, None, None, None, upload=False)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer, where a call says nothing else."""
        return self._patience.read

    async def initialize(self) -> None:
        """Opens the pool; a second time does nothing."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30)
            self._session = aiohttp.ClientSession(
                connector=connector,
                timeout=self._usual,
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Closes the pool."""
        if self._session is not None:
            await self._session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict; what orjson refuses, such as half a surrogate pair, goes the library's way.

        Raises TelegramError for what is no JSON at all.
        """
        try:
            answer: dict[str, Any] = orjson.loads(payload)
        except orjson.JSONDecodeError:
            return BaseRequest.parse_json_payload(payload)
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body.

        Raises NotSentError when there was no connection; TimedOut and NetworkError when it is not known what
        happened; BadRequest for a file over 20 MB.
        """
        if self._session is None or self._session.closed:
            raise NotSentError("The connection to Telegram is not open.")
        given = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        upload = request_data is not None and request_data.contains_files
        timeout = self._usual
        if upload or any(value is not BaseRequest.DEFAULT_NONE for value in given):
            timeout = self._timeout(*(_seconds(value) for value in given), upload=upload)
        try:
            if method == "GET":
                return await self._download(self._session, url, timeout)
            return await self._call(self._session, url, request_data, timeout)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(f"No connection to Telegram ({type(error).__name__}).") from None
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"No connection to Telegram ({type(error).__name__}).") from None

    async def _call(
        self,
        session: aiohttp.ClientSession,
        url: str,
        request_data: RequestData | None,
        limits: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        body: aiohttp.FormData | bytes | None = None
        headers = None
        if request_data is not None and request_data.contains_files:
            body = _form(request_data)
        elif request_data is not None:
            body, headers = orjson.dumps(request_data.parameters), _JSON
        async with session.post(url, data=body, headers=headers, timeout=limits) as answer:
            return answer.status, await answer.read()

    async def _download(
        self, session: aiohttp.ClientSession, url: str, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        async with session.get(url, timeout=limits) as answer:
            content = bytearray()
            async for chunk in answer.content.iter_chunked(_CHUNK):
                content += chunk
                if len(content) > FILE_BYTES:
                    raise BadRequest("Bad Request: file is too big")
            return answer.status, bytes(content)

    def _timeout(
        self,
        read: float | None,
        write: float | None,
        connect: float | None,
        pool: float | None,
        *,
        upload: bool,
    ) -> aiohttp.ClientTimeout:
        """aiohttp knows no limit for writing: it is counted in the total."""
        usual = self._patience
        read = usual.read if read is None else read
        write = (usual.upload if upload else usual.write) if write is None else write
        connect = usual.connect if connect is None else connect
        pool = usual.pool if pool is None else pool
        return aiohttp.ClientTimeout(
            total=pool + connect + write + read, connect=pool + connect, sock_connect=connect, sock_read=read
        )


def _seconds(value: object) -> float | None:
    return value if isinstance(value, int | float) else None


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)  # names as they are, in UTF-8
    for name, (file_name, content, mime) in request_data.multipart_data.items():
        body = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, body, filename=file_name, content_type=mime)
    return form
