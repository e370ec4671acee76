"""What encryption at rest costs: the same work on SQLite with a key and without, turn by turn, in CPU time."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.table import Row
from bot.domain.brief import Brand, Brief, Persona, Proposition
from bot.domain.keeping import NewPack, NewVersion
from bot.domain.pack import Claim, Post
from bot.domain.records import WorkspaceRecord
from bot.domain.review import Rules
from bot.storage.cipher import OPEN, Cipher, keys_from, new_key
from bot.storage.database import Database, utc_now

ROUNDS = 15
EACH = 60
"""Updates, and posts stored and read, of one round."""
MOST = 1.5
TEXT = "Binnen een dag een droge kelder, ook als het water al een week hoog staat. " * 12


class _Team:
    """A database with a brand in it, and how long work on it takes."""

    def __init__(self, file: Path, cipher: Cipher) -> None:
        self.database = Database(f"sqlite:///{file}", cipher=cipher)
        self.updates: list[float] = []
        self.posts: list[float] = []
        self._number = 0

    async def open(self) -> None:
        await self.database.upgrade()
        async with self.database.work() as work:
            self._anna = (await work.people.who("telegram", "1", "Anna")).id
            self._brand = (await work.workspaces.create(_record(), self._anna)).id
            await work.people.at(self._anna, self._brand)
            brief = Brief(
                brand=Brand(name="Waterkant"),
                persona=Persona(need="Droge voeten"),
                phase="consider",
                proposition=Proposition(text="Binnen een dag een droge kelder."),
            )
            pack = await work.within(self._brand).packs.add(NewPack(brief, "nl", "playbook", self._anna))
            self._pack = pack.id

    async def round(self) -> None:
        began = time.process_time()
        for _ in range(EACH):
            await self._update()
        between = time.process_time()
        for _ in range(EACH):
            await self._post()
        self.updates.append(between - began)
        self.posts.append(time.process_time() - between)

    async def _update(self) -> None:
        """What every update of a chat does."""
        self._number += 1
        async with self.database.work() as work:
            await work.inbox.first_time("telegram", str(self._number))
            await work.people.arrive("telegram", "1", "Anna", "1")
            await work.workspaces.get(self._brand)
            await work.flows.put("telegram", "1", self._anna, '["new.channels", {"persona": "P1"}]')

    async def _post(self) -> None:
        """A post is stored, and its card is drawn."""
        content = Post(
            channel="linkedin",
            topic="t1",
            text=TEXT,
            claims=(Claim(text=TEXT[:60], kind="fact", standing="unproven"),),
        )
        async with self.database.work() as work:
            here = work.within(self._brand)
            post = await here.posts.add(self._pack, NewVersion(content, "nl", self._anna, writer="playbook"))
        async with self.database.read() as work:
            here = work.within(self._brand)
            await here.posts.version(post.id)
            await here.packs.get(self._pack)


def rows() -> Iterator[Row]:
    """How much longer each takes with a key."""
    updates, posts = asyncio.run(_ratios())
    yield Row("encrypted against plain: an update", updates, "x", most=MOST)
    yield Row("encrypted against plain: a post stored and shown", posts, "x", most=MOST)


async def _ratios() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        plain = _Team(Path(folder) / "plain.db", OPEN)
        sealed = _Team(Path(folder) / "sealed.db", Cipher(keys_from(new_key())))
        both = (plain, sealed)
        for team in both:
            await team.open()
            await team.round()  # not counted: everything is compiled and loaded
        for team in both:
            team.updates.clear()
            team.posts.clear()
        for _ in range(ROUNDS):
            for team in both:
                await team.round()
        for team in both:
            await team.database.close()
    return _ratio(sealed.updates, plain.updates), _ratio(sealed.posts, plain.posts)


def _ratio(slow: list[float], fast: list[float]) -> float:
    return median(one / other for one, other in zip(slow, fast, strict=True))


def _record() -> WorkspaceRecord:
    return WorkspaceRecord(
        id=0,
        brand=Brand(name="Waterkant", voice="Nuchter."),
        language="nl",
        journey="canvas7",
        channels=("linkedin",),
        rules=Rules(),
        timezone="Europe/Amsterdam",
        responsible="Anna",
        models=False,
        models_by=None,
        models_at=None,
        demo=False,
        created_at=utc_now(),
    )
