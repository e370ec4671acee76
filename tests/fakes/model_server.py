"""A strict, scripted endpoint that speaks OpenAI's chat completions, on loopback.

It answers 400 to whatever OpenAI would refuse, and remembers it: leaving the `async with` block then fails the
test. What it is told not to support it refuses too, in the words of real servers, but that is no offence. Each
chat request takes the next step of the script; without one, `answer` writes.

    async with ModelServer(script=[Fail(500), Say('{"a": 1}')]) as server:
        endpoint = Endpoint("fake", "small", server.base_url, "right key")
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self

from tests.fakes import speech
from tests.fakes.strict_requests import Json, offences_of, prompt_of, sample

KEY = "right key"
_PIECE = re.compile(r"\s*\S{1,5}|\s+")  # about a token each
_CACHED_FROM, _CACHED_STEP = 1024, 128  # OpenAI caches prefixes of at least 1,024 tokens, in steps of 128


@dataclass(frozen=True)
class Say:
    """An answer. `finish` None ends the stream without a reason; it is `length` where max_tokens ends it.

    `error` is sent inside the stream, after the text; `usage` overrules what is counted, or leaves it out (None).
    `running` is usage that goes along with every piece of text, as some servers do; `endless` ignores max_tokens.
    """

    text: str = ""
    finish: str | None = "stop"
    refusal: str = ""
    error: Json | None = None
    usage: Json | None = field(default_factory=dict)
    running: Json | None = None
    endless: bool = False


@dataclass(frozen=True)
class Write:
    """What was said in a recording: `body` is sent as JSON, or as it is where it is a text."""

    body: object


@dataclass(frozen=True)
class Fail:
    """An error answer: OpenAI's error object, or any other `body`."""

    status: int
    message: str = "It failed."
    code: str | None = None
    type: str | None = None
    param: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None

    def content(self) -> object:
        """What is sent."""
        error = {"message": self.message, "type": self.type, "param": self.param, "code": self.code}
        return self.body if self.body is not None else {"error": error}


@dataclass(frozen=True)
class Break:
    """An answer that goes wrong after this text: the line is cut; silence until the client hangs up; no JSON,
    and then an end as if nothing was wrong."""

    text: str = ""
    how: Literal["cut", "silence", "garbage"] = "cut"


Step = Say | Fail | Write | Break
Answer = Callable[[Json], str]


def sample_answer(request: Json) -> str:
    """A valid answer to the schema of the request, `{}` where it has none."""
    form = request.get("response_format", {})
    schema = form.get("json_schema", {}).get("schema")
    return json.dumps(sample(schema, schema.get("$defs", {}))) if schema else "{}"


class ModelServer:
    """The endpoint. `formats` are the types of response_format that it takes and `refused` the parameters and
    schema keywords that it does not; `first_token` is in seconds, `tokens_per_second` None means at once."""

    def __init__(
        self,
        script: Iterable[Step] = (),
        answer: Answer = sample_answer,
        *,
        models: tuple[str, ...] = ("small",),
        formats: tuple[str, ...] = ("json_schema", "json_object"),
        refused: frozenset[str] = frozenset(),
        context: int = 32_000,
        first_token: float = 0.0,
        tokens_per_second: float | None = None,
    ) -> None:
        self.script = deque(script)
        self.fault: Callable[[Json], Step | None] = lambda request: None
        """What goes wrong with a request, if anything does; a script goes first."""
        self.requests: list[Json] = []
        """The bodies of all chat requests, those refused included."""
        self.heard: list[speech.Request] = []
        """All requests for a transcript that OpenAI would take."""
        self.told: list[Json] = []
        """The usage that was told at the end of each answer."""
        self.offences: list[str] = []
        self.listed = models
        """The names that the list of models shows."""
        self._answer = answer
        self._models = models
        self._formats = formats
        self._refused = refused
        self._context = context
        self.first_token = first_token
        self._pace = tokens_per_second
        self._prompts: list[str] = []
        self._connections: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    @contextlib.asynccontextmanager
    async def gone(self) -> AsyncIterator[None]:
        """Nobody listens at its address inside."""
        await self._close()
        try:
            yield
        finally:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._close()
        assert kind is not None or not self.offences, f"malformed requests: {self.offences}"

    async def _close(self) -> None:
        self._server.close()
        serving = [task for task in self._connections.values() if task]
        for writer in self._connections:
            writer.close()
        await asyncio.gather(*serving)
        await self._server.wait_closed()

    @property
    def base_url(self) -> str:
        """What a client is told."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections[writer] = asyncio.current_task()
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while request := await _read(reader):
                await self._respond(*request, reader, writer)
                await writer.drain()
        del self._connections[writer]
        writer.close()

    async def _respond(
        self,
        start: str,
        headers: Mapping[str, str],
        content: bytes,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        if headers.get("authorization") != f"Bearer {KEY}":
            fail = Fail(401, "Incorrect API key provided.", "invalid_api_key", "invalid_request_error")
            return _send_error(writer, fail)
        if start.startswith("GET /v1/models "):
            return _send(writer, 200, {"object": "list", "data": [_model(name) for name in self.listed]})
        if start.startswith("POST /v1/audio/transcriptions "):
            return await self._write_out(headers, content, writer)
        if not start.startswith("POST /v1/chat/completions "):
            return _send_error(writer, Fail(404, f"Invalid URL ({start}).", type="invalid_request_error"))
        request = json.loads(content)
        self.requests.append(request)
        fail_or_none = self._refusal(request)
        if fail_or_none:
            return _send_error(writer, fail_or_none)
        step = self.script.popleft() if self.script else self.fault(request) or Say(self._answer(request))
        if isinstance(step, Fail):
            return _send_error(writer, step)
        if isinstance(step, Break):
            return await self._break(request, step, reader, writer)
        assert isinstance(step, Say), f"{step} is no answer in a chat"
        return await self._stream(request, step, writer)

    async def _write_out(self, headers: Mapping[str, str], content: bytes, writer: asyncio.StreamWriter) -> None:
        try:
            asked = speech.request_of(dict(headers), content)
        except ValueError as error:
            self.offences.append(str(error))
            return _send_error(writer, Fail(400, str(error), type="invalid_request_error"))
        if asked.model not in self._models:
            return _send_error(writer, Fail(404, f"The model `{asked.model}` does not exist.", "model_not_found"))
        self.heard.append(asked)
        await asyncio.sleep(self.first_token)
        step = self.script.popleft() if self.script else self.fault({}) or Write({"text": "a plain text"})
        if isinstance(step, Fail):
            return _send_error(writer, step)
        assert isinstance(step, Write), f"{step} is no transcript"
        return _send(writer, 200, step.body)

    def _refusal(self, request: Json) -> Fail | None:
        offences = list(offences_of(request))
        if offences:
            self.offences += offences
            return Fail(400, "; ".join(offences), "invalid_value", "invalid_request_error")
        if request["model"] not in self._models:
            return Fail(404, f"The model `{request['model']}` does not exist.", "model_not_found")
        for name in sorted(self._refused & request.keys()):
            return Fail(
                400, f"Unsupported parameter: '{name}' is not supported here.", "unsupported_parameter", param=name
            )
        form = request.get("response_format", {"type": "text"})
        if form["type"] not in (*self._formats, "text"):
            return Fail(
                400, f"'response_format' of type '{form['type']}' is not supported.", param="response_format"
            )
        for keyword in sorted(self._refused):
            if f'"{keyword}":' in json.dumps(form):
                return Fail(
                    400,
                    f"Invalid schema for response_format: '{keyword}' is not permitted.",
                    param="response_format",
                )
        if _tokens(prompt_of(request)) > self._context:
            return Fail(
                400, f"This model's maximum context length is {self._context} tokens.", "context_length_exceeded"
            )
        return None

    async def _stream(self, request: Json, step: Say, writer: asyncio.StreamWriter) -> None:
        most = request.get("max_tokens") or request.get("max_completion_tokens") or 10**9
        pieces = _PIECE.findall(step.text)
        most = len(pieces) if step.endless else most
        finish = "length" if len(pieces) > most else step.finish
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        _event(writer, _chunk(request, {"role": "assistant", "content": ""}))
        async for piece in self._paced(pieces[:most]):
            so_far = {"usage": step.running} if step.running else {}
            _event(writer, {**_chunk(request, {"content": piece}), **so_far})
            await writer.drain()
        if step.refusal:
            _event(writer, _chunk(request, {"refusal": step.refusal}))
        if step.error:
            _event(writer, {"error": step.error})
        elif finish:
            _event(writer, _chunk(request, {}, finish))
            if request.get("stream_options", {}).get("include_usage") and step.usage is not None:
                usage = step.usage or self._usage(request, len(pieces[:most]))
                self.told.append(usage)
                _event(writer, {**_chunk(request, {}), "choices": [], "usage": usage})
            _event(writer, "[DONE]")
        writer.write(b"0\r\n\r\n")

    async def _break(
        self, request: Json, step: Break, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        if step.text:
            _event(writer, _chunk(request, {"content": step.text}))
        await writer.drain()
        if step.how == "silence":
            await reader.read(1)  # until the client hangs up
        if step.how == "garbage":
            _event(writer, '{"choices": [{"delta": {"content": "half')
            _event(writer, _chunk(request, {}, "stop"))
            writer.write(b"0\r\n\r\n")
        else:
            raise ConnectionAbortedError

    async def _paced(self, pieces: list[str]) -> AsyncIterator[str]:
        loop = asyncio.get_running_loop()
        begin = loop.time() + self.first_token
        for place, piece in enumerate(pieces):
            due = begin + (place / self._pace if self._pace else 0.0)
            if due > loop.time():
                await asyncio.sleep(due - loop.time())
            yield piece

    def _usage(self, request: Json, completion: int) -> Json:
        prompt = prompt_of(request)
        same = max((_common(prompt, earlier) for earlier in self._prompts), default=0) // 4
        self._prompts.append(prompt)
        return {
            "prompt_tokens": _tokens(prompt),
            "completion_tokens": completion,
            "total_tokens": _tokens(prompt) + completion,
            "prompt_tokens_details": {"cached_tokens": same - same % _CACHED_STEP if same >= _CACHED_FROM else 0},
        }


def _tokens(text: str) -> int:
    return -(-len(text) // 4)


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _model(name: str) -> Json:
    return {"id": name, "object": "model", "created": 0, "owned_by": "test"}


def _chunk(request: Json, delta: Json, finish: str | None = None) -> Json:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": request["model"]}
    return {**head, "choices": [choice]}


async def _read(reader: asyncio.StreamReader) -> tuple[str, dict[str, str], bytes] | None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1") if not reader.at_eof() else ""
    if not head:
        return None
    start, *lines = head.rstrip("\r\n").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return start, headers, await reader.readexactly(int(headers.get("content-length", 0)))


def _event(writer: asyncio.StreamWriter, data: Json | str) -> None:
    text = data if isinstance(data, str) else json.dumps(data)
    event = f"data: {text}\n\n".encode()
    writer.write(b"%x\r\n%s\r\n" % (len(event), event))


def _send_error(writer: asyncio.StreamWriter, fail: Fail) -> None:
    _send(writer, fail.status, fail.content(), fail.headers)


def _send(writer: asyncio.StreamWriter, status: int, content: object, headers: Mapping[str, str] = {}) -> None:
    body = content.encode() if isinstance(content, str) else json.dumps(content).encode()
    more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n{more}\r\n"
    writer.write(head.encode("latin-1") + body)
