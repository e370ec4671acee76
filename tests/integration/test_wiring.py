"""The whole program behind a transport that is not ours: as an emulator of Telegram would use it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram import Update
from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest, RequestData

from bot.storage.database import Database
from bot.wiring import Services, load_settings, telegram_application
from bot.wiring.working import Duty, _place
from tests.fakes.telegram import TOKEN

ME = {"id": 424242, "is_bot": True, "first_name": "Kern", "username": "kern_test_bot"}
ADA = {"id": 5, "is_bot": False, "first_name": "Ada", "language_code": "nl"}
CHAT = {"id": 5, "type": "private", "first_name": "Ada"}


class Emulated(BaseRequest):
    """A transport without a network: keeps what was called, and answers as Telegram does."""

    read_timeout = 1.0

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        """One call."""
        assert url.startswith(f"https://api.telegram.org/bot{TOKEN}/"), "the caller's address stays"
        name = url.rpartition("/")[2]
        given = dict(request_data.parameters) if request_data else {}
        self.calls.append((name, given))
        result: Any = True
        if name == "getMe":
            result = ME
        elif name in ("sendMessage", "editMessageText"):
            result = {"message_id": 100 + len(self.calls), "date": 1, "chat": CHAT, "text": given["text"]}
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def texts(self) -> list[str]:
        """What was sent or changed, in order."""
        return [given["text"] for name, given in self.calls if name in ("sendMessage", "editMessageText")]


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[tuple[Any, Emulated]]:
    """The ready application, started and stopped as the library says."""
    transport = Emulated()
    environ = {"DATA_DIR": str(folder), "KERNBOT__CHAT__REGISTRATION": "open"}
    services = Services(load_settings(None, environ, folder), environ)
    builder = ApplicationBuilder().token(TOKEN).request(transport).get_updates_request(Emulated())
    application = telegram_application(builder, services)
    async with application:
        await application.start()
        yield application, transport
        await application.stop()


def message(update: int, text: str) -> dict[str, Any]:
    content: dict[str, Any] = {"message_id": update, "date": 1, "chat": CHAT, "from": ADA, "text": text}
    if text.startswith("/"):
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {"update_id": update, "message": content}


async def test_storing_order_and_dedupe_work_through_process_update(tmp_path: Path) -> None:
    async with started(tmp_path) as (application, transport):

        async def given(data: dict[str, Any]) -> None:
            await application.process_update(Update.de_json(data, application.bot))

        await given(message(1, "/start"))
        await given(message(1, "/start"))
        assert len(transport.texts()) == 1, "seen before is dropped"
        await asyncio.gather(
            *(given(message(number, f"/language {'en' if number % 2 else 'nl'}")) for number in range(2, 5))
        )
        said = transport.texts()[1:]
        assert len(said) == 3
        assert ["English" in text for text in said] == [bool(number % 2) for number in range(2, 5)]
    async with started(tmp_path) as (application, transport):
        await application.process_update(Update.de_json(message(4, "/start"), application.bot))
        assert transport.texts() == [], "and stays seen after a restart"
        await application.process_update(Update.de_json(message(5, "/start"), application.bot))
        assert "Kernbot" in transport.texts()[0]


async def test_an_application_can_be_made_and_thrown_away(tmp_path: Path) -> None:
    environ = {"DATA_DIR": str(tmp_path)}
    services = Services(load_settings(None, environ, tmp_path), environ)
    builder = ApplicationBuilder().token(TOKEN).request(Emulated()).get_updates_request(Emulated())
    assert telegram_application(builder, services).bot.token == TOKEN


@pytest.mark.parametrize("alone", [True, False])
def test_a_terminal_shares_its_jobs_with_no_worker_whatever_the_database(tmp_path: Path, alone: bool) -> None:
    url = "postgresql://somebody:x@127.0.0.1/kernbot"
    environ = {"DATA_DIR": str(tmp_path), "DATABASE_URL": url}
    services = Services(load_settings(None, environ, tmp_path), environ)
    shared = SimpleNamespace(file=None)
    place = _place(services, cast(Database, shared), Duty(alone=alone), "terminal")
    assert place == (tmp_path / "kernbot.terminal-jobs.db" if alone else url)
