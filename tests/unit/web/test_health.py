"""What watches a process: alive, ready, and what is missing, without a word that somebody else wrote."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx
import pytest

from bot.domain.errors import StorageError
from bot.web import app, health

SECRET = "postgresql://kern:g3heim@db.example/kernbot"


async def asked(asks: Mapping[str, health.Ask], path: str = health.READY, method: str = "GET") -> httpx.Response:
    """The answer to one request."""
    transport = httpx.ASGITransport(app(*health.routes(asks)))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot.example") as client:
        return await client.request(method, path)


async def fine() -> str | None:
    """Nothing is missing."""
    return None


async def lacking() -> str | None:
    """Something is."""
    return "not yet"


async def broken() -> str | None:
    """It fails, and its error says too much."""
    raise StorageError(f"cannot reach {SECRET}")


async def test_alive_asks_nothing_of_anybody() -> None:
    answer = await asked({"database": broken}, health.HEALTHY)
    assert (answer.status_code, answer.text) == (200, "ok\n")


async def test_ready_when_all_are() -> None:
    answer = await asked({"jobs": fine, "database": fine})
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "missing": {}, "asked": ["database", "jobs"]}
    assert answer.headers["cache-control"] == "no-store"


async def test_what_is_missing_is_named() -> None:
    answer = await asked({"jobs": lacking, "database": fine})
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "missing": {"jobs": "not yet"}, "asked": ["database", "jobs"]}


async def test_an_error_tells_its_type_and_nothing_more() -> None:
    answer = await asked({"database": broken})
    assert answer.json()["missing"] == {"database": "does not answer (StorageError)"}
    assert SECRET not in answer.text


async def test_what_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.01)

    async def hangs() -> str | None:
        await asyncio.Event().wait()
        return None

    answer = await asked({"database": hangs, "jobs": fine})
    assert answer.status_code == 503
    assert answer.json()["missing"] == {"database": "no answer in 0.01 s"}


@pytest.mark.parametrize("path", [health.HEALTHY, health.READY])
async def test_they_can_only_be_asked(path: str) -> None:
    assert (await asked({}, path, "POST")).status_code == 405
