"""An echo without any library: what the server can do, so that it shows when the server is the limit."""

from __future__ import annotations

import asyncio
import os
import re

import orjson
import uvloop

CONNECTIONS = 16
_LENGTH = re.compile(rb"content-length: (\d+)")


async def main() -> None:
    """Polls and echoes until it is killed."""
    port = int(os.environ["TELEGRAM_API_URL"].rpartition(":")[2])
    base = f"/bot{os.environ['TELEGRAM_BOT_TOKEN']}/"
    free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await asyncio.open_connection("127.0.0.1", port))

    async def call(method: str, values: dict[str, object]) -> bytes:
        reader, writer = line = await free.get()
        body = orjson.dumps(values)
        writer.write(
            b"POST %b%b HTTP/1.1\r\ncontent-length: %d\r\n\r\n" % (base.encode(), method.encode(), len(body))
        )
        writer.write(body)
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        answer = await reader.readexactly(int(length[1]) if length else 0)
        free.put_nowait(line)
        return answer

    offset = 0
    async with asyncio.TaskGroup() as group:
        while True:
            for update in orjson.loads(await call("getUpdates", {"offset": offset, "timeout": 50}))["result"]:
                offset = update["update_id"] + 1
                values = {"chat_id": update["message"]["chat"]["id"], "text": update["message"]["text"]}
                group.create_task(call("sendMessage", values))


if __name__ == "__main__":
    uvloop.run(main())
