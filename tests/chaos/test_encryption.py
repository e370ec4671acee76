"""Changing the key, killed again and again while a bot goes on writing: nothing is lost, and the old key is not
needed any more in the end."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.cipher import Cipher, keys_from, new_key
from bot.storage.database import Database
from tests.fakes.postgres import running
from tests.integration.storage.filling import Clock, Filled, fill, version

Figure = Callable[[str, str], None]
ROOT = Path(__file__).parents[2]
FIRST, SECOND = new_key(), new_key()
TEXTS = 1200
KILLS = 5


async def many(db: Database) -> Filled:
    """A brand with a post of many versions."""
    await db.upgrade()
    async with db.work() as work:
        made = await fill(work)
        for number in range(1, TEXTS):
            await work.within(made.workspace).posts.add_version(
                made.post.id, version(made.anna, str(number)), number
            )
    return made


async def changed(db: Database) -> int:
    """How many texts are under the new key."""
    under = text("SELECT count(*) FROM versions WHERE substr(content, 1, 13) = :head")
    async with db.read() as work:
        head = Cipher(keys_from(SECOND)).head
        return int((await work.link.execute(under, {"head": head})).scalar_one())


async def rotated(url: str, db: Database, until: int | None) -> int | None:
    """`kernbot db rotate-key` in a process of its own, killed when so many texts have been changed; its exit code
    if it was not."""
    keys = {"KERNBOT_ENCRYPTION_KEYS": f"{SECOND},{FIRST}", "DATABASE_URL": url}
    environ = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), **keys}
    command = [sys.executable, "-m", "bot", "db", "rotate-key"]
    process = await asyncio.create_subprocess_exec(*command, env=environ, stderr=asyncio.subprocess.DEVNULL)
    while until is not None and process.returncode is None:
        if await changed(db) >= until:
            process.kill()
            await process.wait()
            return None
        await asyncio.sleep(0.001)
    return await process.wait()


async def killed_again_and_again(url: str) -> tuple[int, int]:
    """How often it was killed, and how many texts were written meanwhile."""
    before = Database(url, Clock(), cipher=Cipher(keys_from(FIRST)))
    made = await many(before)
    await before.close()
    bot = Database(url, Clock(), cipher=Cipher(keys_from(f"{SECOND},{FIRST}")))
    await bot.upgrade()
    stop, kills, number = asyncio.Event(), 0, TEXTS

    async def work_on() -> None:
        nonlocal number
        while not stop.is_set():
            async with bot.work() as work:
                posts = work.within(made.workspace).posts
                await posts.add_version(made.post.id, version(made.anna, str(number)), number)
            number += 1
            await asyncio.sleep(0.02)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(work_on())
        for kill in range(1, KILLS + 1):
            kills += await rotated(url, bot, kill * TEXTS // (KILLS + 1)) is None
            assert [problem async for problem in bot.verify()] == []
            assert await changed(bot) < number
        assert await rotated(url, bot, None) == 0
        stop.set()
    await bot.close()
    after = Database(url, Clock(), cipher=Cipher(keys_from(SECOND)))
    await after.upgrade()
    assert [problem async for problem in after.verify()] == []
    async with after.read() as work:
        found = await work.within(made.workspace).posts.versions(made.post.id)
        assert [one.content.text for one in found[1:]] == [str(each) for each in range(1, number)]
    await after.close()
    return kills, number - TEXTS


@pytest.mark.parametrize("kind", ["SQLite", "Postgres"])
async def test_the_key_is_changed_by_a_process_that_is_killed(kind: str, tmp_path: Path, figure: Figure) -> None:
    if kind == "SQLite":
        kills, written = await killed_again_and_again(f"sqlite:///{tmp_path}/kernbot.db")
    else:
        with running() as server:
            kills, written = await killed_again_and_again(server.new())
    assert kills == KILLS
    figure(f"key changed, killed {kills} times: texts lost of those written meanwhile", f"0 of {written}")
