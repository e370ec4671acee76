"""The database fails: held by another process, out of room, restarted in the middle, out of connections. Each time
what was said to be stored is there, what was not said to be is not half there, and the work goes on afterwards."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.errors import StorageError
from bot.domain.records import SpentToday
from bot.storage.database import Database
from bot.storage.postgres import PATIENCE as CONNECTION_PATIENCE
from bot.storage.sqlite import PATIENCE
from tests.chaos.packs import CALLS, CHANNELS, installation
from tests.fakes import postgres as fake
from tests.fakes.bot_process import Kind
from tests.fakes.postgres import Server
from tests.integration.storage.filling import DAY, Clock, Filled, approved, fill, submitted, version

Figure = Callable[[str, str], None]

HOLDER = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""
WRITERS = 8
BACKUPS = 10
RESTARTS = 6
PACK_SECONDS = 3.0
"""As long as a pack takes here, about: the restarts are spread over it."""
POOL = 15
"""Connections that one process may have at once: five that stay, ten on top."""


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """An SQLite database as it is used."""
    made = Database(f"sqlite:///{tmp_path}/data/kernbot.db", Clock())
    await made.upgrade()
    yield made
    await made.close()


async def filled(db: Database) -> Filled:
    """A workspace with something of everything."""
    async with db.work() as work:
        return await fill(work)


async def add(db: Database, made: Filled) -> None:
    """Two things in one transaction that have to agree ever after."""
    async with db.work() as work:
        quota = work.within(made.workspace).quota
        await quota.add(made.anna, DAY, SpentToday(1, 0, 0.0))
        await asyncio.sleep(0)
        await quota.add(made.bram, DAY, SpentToday(1, 0, 0.0))


async def counted(db: Database, made: Filled) -> int:
    """How often it was stored; the two agree."""
    async with db.read() as work:
        quota = work.within(made.workspace).quota
        anna, bram = await quota.of(made.anna, DAY), await quota.of(made.bram, DAY)
    assert anna.generations - 1 == bram.generations  # one was there before
    return bram.generations


async def problems(db: Database) -> list[str]:
    """What verify says."""
    return [problem.what async for problem in db.verify()]


class Pause:
    """Measures how long the event loop stood still at most."""

    longest = 0.0

    async def watch(self) -> None:
        """Until it is cancelled."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            self.longest = max(self.longest, time.perf_counter() - before - 0.005)


@contextmanager
def held(file: Path, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the write lock for so long."""
    command = [sys.executable, "-c", HOLDER, str(file), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


async def test_another_process_holds_the_database_for_seconds(db: Database, figure: Figure) -> None:
    made = await filled(db)
    assert db.file is not None
    pause = Pause()
    with held(db.file, 3):
        began = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            watcher = tasks.create_task(pause.watch())
            writers = [tasks.create_task(add(db, made)) for _ in range(WRITERS)]
            async with db.read() as work:
                assert await work.people.anybody()
            await asyncio.gather(*writers)
            watcher.cancel()
        took = time.perf_counter() - began
    assert await counted(db, made) == WRITERS
    assert took > 2
    figure("SQLite held by another process for 3 s: transactions lost of 8", "0")
    figure("the same: longest the chat stood still meanwhile", f"{pause.longest * 1000:.0f} ms")
    assert pause.longest < 0.5


async def test_another_process_does_not_let_go(db: Database, figure: Figure) -> None:
    made = await filled(db)
    assert db.file is not None
    with held(db.file, 60):
        began = time.perf_counter()
        with pytest.raises(StorageError, match="busy"):
            await add(db, made)
        took = time.perf_counter() - began
    assert took < PATIENCE + 5
    await add(db, made)
    assert await counted(db, made) == 1
    figure("SQLite held without end: said after", f"{took:.1f} s")


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Files of this process do not grow beyond this: writing fails as on a broken or full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


async def test_the_disk_takes_no_more_in_the_middle_of_a_write(db: Database, figure: Figure) -> None:
    """At every size at which a write can stop within a few hundred kilobytes, a page at a time."""
    made = await filled(db)
    assert db.file is not None
    log = db.file.with_name(f"{db.file.name}-wal")
    stored, refused = 0, Counter[str]()
    for extra in range(0, 120_000, 1_500):
        for _ in range(3):
            try:
                with no_file_beyond(log.stat().st_size + extra % 9_000):
                    await add(db, made)
                    stored += 1
            except StorageError as error:
                refused[error.what] += 1
        assert await counted(db, made) == stored
    await add(db, made)
    assert await counted(db, made) == stored + 1
    assert await problems(db) == []
    assert refused
    assert stored
    figure(f"SQLite, writing stopped {refused.total()} times at different bytes: rows lost or half stored", "0")


async def test_the_disk_is_full(db: Database, figure: Figure) -> None:
    made = await filled(db)
    async with db.work() as work:
        used = (await work.link.execute(text("PRAGMA page_count"))).scalar_one()
        await work.link.execute(text(f"PRAGMA max_page_count = {used + 4}"))
    number, refused = 1, Counter[str]()
    for _ in range(60):
        try:
            async with db.work() as work:
                posts = work.within(made.workspace).posts
                await posts.add_version(made.post.id, version(made.anna, f"{number} " + "Lang. " * 200), number)
            number += 1
        except StorageError as error:
            refused[error.what] += 1
    async with db.read() as work:
        assert len(await work.within(made.workspace).posts.versions(made.post.id)) == number
    assert await problems(db) == []
    async with db.work() as work:
        await work.link.execute(text("PRAGMA max_page_count = 1000000"))
    await add(db, made)
    assert set(refused) == {"The disk of the database is full."}
    figure(f"SQLite without room, {refused.total()} transactions refused: rows lost or half stored", "0")


async def written_while(db: Database, made: Filled, copies: Callable[[], Awaitable[None]]) -> int:
    """Several writers make, hand in and approve until the copies are made; returns how many texts."""
    stop = asyncio.Event()
    written = 0

    async def write() -> None:
        nonlocal written
        while not stop.is_set():
            async with db.work() as work:
                post = await work.within(made.workspace).posts.add(made.pack.id, version(made.anna, f"{written}"))
            async with db.work() as work:
                await submitted(work, made.workspace, post.id, made.anna)
            await asyncio.sleep(0)
            async with db.work() as work:
                await approved(work, made.workspace, post.id, made.bram)
            written += 1

    async with asyncio.TaskGroup() as tasks:
        for _ in range(4):
            tasks.create_task(write())
        await copies()
        stop.set()
    return written


async def versions_in(db: Database) -> int:
    """How many versions it has."""
    async with db.read() as work:
        return int((await work.link.execute(text("SELECT count(*) FROM versions"))).scalar_one())


async def test_a_backup_taken_under_load_is_sound(db: Database, tmp_path: Path, figure: Figure) -> None:
    """Each copy is restored elsewhere and gone through."""
    made = await filled(db)
    copies = [tmp_path / f"{number}.db" for number in range(BACKUPS)]

    async def taken() -> None:
        for copy in copies:
            await asyncio.sleep(0.2)
            await db.backup(copy)

    written = await written_while(db, made, taken)
    versions = []
    for copy in copies:
        other = Database(f"sqlite:///{tmp_path}/{copy.stem}/kernbot.db", Clock())
        await other.restore(copy)
        assert await problems(other) == []
        versions.append(await versions_in(other))
        await other.close()
    assert versions == sorted(set(versions))
    figure(
        f"{len(copies)} backups while {written} texts were written and approved: problems found after restoring",
        "0",
    )


class Restarted:
    """A Postgres server that can be stopped and started again with its data."""

    def __init__(self, stack: ExitStack) -> None:
        self._user = fake._user()
        self._folder = Path(tempfile.mkdtemp(prefix="kernbot-postgres-"))
        stack.callback(shutil.rmtree, self._folder)
        if self._user is not None:
            os.chown(self._folder, self._user.pw_uid, self._user.pw_gid)
        self._programs = fake._reachable(fake.programs_of_postgres(), self._folder, self._user)
        self.server = Server(fake._free_port(), "geheim")
        fake._make(self._programs, self._folder, self.server, self._user)
        self._running = ExitStack()
        stack.callback(self.stop)
        self.start()

    def start(self) -> None:
        """Starts it and waits until it answers."""
        self._running.enter_context(fake._kept(self._programs, self._folder, self.server, self._user))

    def stop(self) -> None:
        """Ends it at once; whoever is at work is thrown out."""
        self._running.close()

    async def again(self, seconds: float) -> None:
        """Is away for so long."""
        await asyncio.to_thread(self.stop)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(self.start)

    async def does(self, program: str, *values: str) -> None:
        """Runs a program that comes with the server."""
        process = await asyncio.create_subprocess_exec(self._programs / program, *values)
        assert await process.wait() == 0


@pytest.fixture
def restarted() -> Iterator[Restarted]:
    """A server of this test alone."""
    with ExitStack() as stack:
        yield Restarted(stack)


async def test_postgres_is_restarted_in_the_middle(restarted: Restarted, figure: Figure) -> None:
    db = Database(restarted.server.new(), Clock())
    await db.upgrade()
    made = await filled(db)
    stop = asyncio.Event()
    works = asyncio.Event()
    stored, again, refused = 0, 0.0, Counter[str]()

    async def work() -> None:
        nonlocal stored
        while not stop.is_set():
            try:
                await add(db, made)
                stored += 1
                works.set()
            except StorageError as error:
                refused[error.what] += 1
                await asyncio.sleep(0.02)

    async with asyncio.TaskGroup() as tasks:
        for _ in range(WRITERS):
            tasks.create_task(work())
        for _ in range(3):
            await asyncio.sleep(0.5)
            await restarted.again(0.2)
            down = time.perf_counter()
            works.clear()
            async with asyncio.timeout(20):
                await works.wait()
            again = time.perf_counter() - down
        stop.set()
    there = await counted(db, made)
    # A server may store a transaction and end before it says so: then we were told that it failed.
    assert stored <= there <= stored + 3 * WRITERS
    assert set(refused) == {"The database cannot be reached."}
    assert await problems(db) == []
    await db.close()
    figure(f"Postgres restarted 3 times under {stored} transactions: stored ones lost, or half stored", "0")
    figure("the same: stored, though the server ended before it could say so", str(there - stored))
    figure("the same: works again after the server does, at the last restart", f"{again * 1000:.0f} ms")


async def test_postgres_is_restarted_while_packs_are_made(
    restarted: Restarted, tmp_path: Path, figure: Figure
) -> None:
    """A process with the webhook and two workers are in the middle of it."""
    kinds: dict[str, Kind] = {"web": "web", "one": "worker", "two": "worker"}
    slowest = 0.0
    async with installation(tmp_path, kinds, restarted.server.new()) as here:
        await here.pack(await here.order())
        usual = len(here.messages[0])
        paid = len(here.model.finished)
        for number in range(RESTARTS):
            card = await here.order()
            before, began = len(here.noor.person.messages), time.perf_counter()

            async def breaks(after: float) -> None:
                await asyncio.sleep(after)
                await restarted.again(1.0)

            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(breaks(0.1 + number * PACK_SECONDS / RESTARTS))
                await here.makes(card)
            slowest = max(slowest, time.perf_counter() - began)
            await here.settled()
            assert len(here.said(before)) >= usual
            here.messages.append([message.text for message in here.said(before)])
        rows = await here.rows()
        calls = len(here.model.finished) - paid
        assert all(bot.running for bot in here.bots.values())
    doubled = sum(len(messages) - len(set(messages)) for messages in here.messages[1:])
    again = calls - RESTARTS * CALLS
    assert (rows.packs, rows.posts, rows.wrong) == (RESTARTS + 1, len(CHANNELS) * (RESTARTS + 1), 0)
    assert set(rows.jobs) == {"done"}
    assert doubled <= RESTARTS
    assert again == 0
    what = f"Postgres restarted {RESTARTS} times, each in the middle of a pack"
    figure(f"{what}: packs or posts lost, doubled, or not in order by verify", "0, 0, 0")
    figure("the same: messages that stand twice", str(doubled))
    figure(f"the same: calls of {calls} that were answered and paid for again", str(again))
    figure("the same: longest from the order to the last post", f"{slowest:.1f} s")


async def test_a_dump_of_postgres_under_load_is_sound(
    restarted: Restarted, tmp_path: Path, figure: Figure
) -> None:
    """As docs/operations.md says to make backups: each is restored elsewhere and gone through."""
    url = restarted.server.new()
    db = Database(url, Clock())
    await db.upgrade()
    made = await filled(db)
    dumps = [tmp_path / f"{number}.dump" for number in range(BACKUPS)]

    async def taken() -> None:
        for dump in dumps:
            await asyncio.sleep(0.2)
            await restarted.does("pg_dump", "--format=custom", f"--file={dump}", url)

    written = await written_while(db, made, taken)
    await db.close()
    versions = []
    for dump in dumps:
        restored = restarted.server.new()
        await restarted.does("pg_restore", "--exit-on-error", f"--dbname={restored}", str(dump))
        other = Database(restored, Clock())
        assert await problems(other) == []
        versions.append(await versions_in(other))
        await other.close()
    assert versions == sorted(set(versions))
    figure(
        f"{len(dumps)} dumps of Postgres while {written} texts were written and approved: problems found after "
        "restoring",
        "0",
    )


async def test_every_connection_of_the_pool_is_in_use(restarted: Restarted, figure: Figure) -> None:
    db = Database(restarted.server.new(), Clock())
    await db.upgrade()
    made = await filled(db)
    async with AsyncExitStack() as stack:
        for _ in range(POOL):
            await stack.enter_async_context(db.read())
        began = time.perf_counter()
        with pytest.raises(StorageError, match="in use"):
            await add(db, made)
        took = time.perf_counter() - began
    assert took < CONNECTION_PATIENCE + 5
    await asyncio.gather(*(add(db, made) for _ in range(4 * POOL)))
    assert await counted(db, made) == 4 * POOL
    await db.close()
    figure(f"all {POOL} connections of a process in use: said after", f"{took:.1f} s")
    figure("the same: transactions lost of 60 at once afterwards", "0")


async def test_the_server_takes_no_more_connections(restarted: Restarted, figure: Figure) -> None:
    url = restarted.server.new()
    many = [Database(url, Clock()) for _ in range(5)]
    await many[0].upgrade()
    made = await filled(many[0])
    refused = Counter[str]()
    async with AsyncExitStack() as stack:
        for number in range(5 * POOL):
            try:
                await stack.enter_async_context(many[number % 5].read())
            except StorageError as error:
                refused[error.what] += 1
    assert set(refused) == {
        "The database server gives out no more connections: all of its max_connections are in use."
    }
    for db in many:
        await add(db, made)
    assert await counted(many[0], made) == len(many)
    for db in many:
        await db.close()
    figure(
        f"Postgres at its limit of connections, {refused.total()} refused: each said what to do, and later worked",
        "yes",
    )
