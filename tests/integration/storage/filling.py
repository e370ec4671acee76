"""Two brands with people, packs, posts and a record in them, for the tests of storage."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, select

from bot.domain.base import Language
from bot.domain.brief import Asset, Brand, Brief, Persona, Proof, Proposition, Source
from bot.domain.keeping import NewPack, NewVersion, Said
from bot.domain.pack import Claim, Post, SourceFact, Topic, Usage, Why
from bot.domain.records import Entry, Job, Outsider, PackRecord, PostRecord, SpentToday, WorkspaceRecord
from bot.domain.reminders import Item, Reader, Reminder
from bot.domain.review import Actor, Moved, Rules, Situation, Tick, move, sentence_key
from bot.services.privacy import Notice, prune
from bot.storage.database import Database, Work
from bot.storage.tables import metadata

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
REVIEWER = frozenset({"reviewer"})


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        """Moves on by so many hours, minutes, days."""
        self.now += timedelta(**by)


class Filled(NamedTuple):
    """A workspace with one of everything in it. `anna` owns and writes, `bram` reviews."""

    workspace: int
    anna: int
    bram: int
    pack: PackRecord
    post: PostRecord
    proof: Entry
    job: Job
    invite: int
    link: int


def record(name: str = "Waterkant") -> WorkspaceRecord:
    """A workspace to be stored."""
    return WorkspaceRecord(
        id=0,
        brand=Brand(name=name, voice="Nuchter.", banned=("uniek",)),
        language="nl",
        journey="canvas7",
        channels=("linkedin",),
        rules=Rules(),
        timezone="Europe/Amsterdam",
        responsible="Anna van der Berg",
        models=False,
        models_by=None,
        models_at=None,
        demo=False,
        created_at=START,
    )


def brief(name: str = "Waterkant") -> Brief:
    """A brief as it is stored with a pack."""
    return Brief(
        brand=Brand(name=name),
        persona=Persona(need="Droge voeten"),
        phase="consider",
        proposition=Proposition(text="Binnen een dag een droge kelder."),
    )


def topic() -> Topic:
    """An idea."""
    return Topic(
        id="t1",
        title="Wat kost een natte kelder?",
        angle="rekenen",
        question="Wat ben ik kwijt?",
        format="list",
        media="owned",
        why=Why(need="droog", phase="afwegen", proposition="snel", goal="bellen"),
    )


def claim(text: str = "Na een dag is 94% van de kelders droog.") -> Claim:
    """A fact that rests on B1."""
    return Claim(text=text, kind="fact", standing="proven", proof="B1")


def version(
    author: int | None, text: str = "Een dag werk, een droge kelder.", language: Language = "nl"
) -> NewVersion:
    """A version to be stored."""
    content = Post(
        channel="linkedin", topic="t1", text=text, parts={"hooks": ["Nat?", "Droog!"]}, claims=(claim(),)
    )
    return NewVersion(content, language, author, carried={"B1": "1"}, writer="playbook", usage=Usage(calls=1))


def said(person: int, name: str = "Bram", reason: str = "") -> Said:
    """A person's word."""
    return Said(person, name, reason, responsible="Anna van der Berg")


async def submitted(work: Work, workspace: int, post: int, by: int) -> None:
    """Puts the latest version up for review."""
    latest = await work.within(workspace).posts.version(post)
    await work.within(workspace).reviews.decide(latest, "submit", Moved("in_review"), said(by, "Anna"))


async def approved(work: Work, workspace: int, post: int, by: int, rules: Rules | None = None) -> None:
    """Approves the latest version by the rules of the domain."""
    here = work.within(workspace)
    latest = await here.posts.version(post)
    situation = Situation(latest.state, latest.author, latest.approvals)
    moved = move(situation, "approve", Actor(by, REVIEWER), rules or Rules())
    await here.reviews.decide(latest, "approve", moved, said(by))


async def first_time(database: Database, update: str) -> bool:
    """Takes an update in a transaction of its own; False if it was taken before."""
    async with database.work() as work:
        return await work.inbox.first_time("telegram", update)


async def forget(database: Database) -> None:
    """What the program does now and then."""
    async with database.work() as work:
        await prune(work, Notice())


async def members(work: Work, workspace_name: str, account: str) -> tuple[int, int, int]:
    """A workspace with an owner and a reviewer."""
    anna = await work.people.who("telegram", f"{account}-a", "Anna van der Berg")
    bram = await work.people.who("telegram", f"{account}-b", "Bram")
    workspace = (await work.workspaces.create(record(workspace_name), anna.id)).id
    await work.workspaces.set_roles(workspace, bram.id, REVIEWER)
    await work.people.at(anna.id, workspace)
    return workspace, anna.id, bram.id


async def fill(work: Work, name: str = "Waterkant", account: str = "1") -> Filled:
    """A workspace with rows in every table there is."""
    workspace, anna, bram = await members(work, name, account)
    here = work.within(workspace)
    await work.inbox.first_time("telegram", f"{account}-u1")
    await work.flows.put("telegram", f"{account}-a", anna, '["new.channels", {"persona": "P1"}]')
    await work.workspaces.link(workspace, "telegram", f"{account}-group", anna)
    expires = START + timedelta(days=7)
    invite = await work.invites.create(workspace, {"editor"}, f"geheim-{account}", expires, anna)
    admission = f"toegang-{account}"
    await work.admissions.create(admission, expires)
    await work.admissions.redeem(admission, bram)
    proof = await here.entries.add("proof", Proof(id="x", text="94% is na een dag droog."), anna)
    pack = await here.packs.add(NewPack(brief(name), "nl", "playbook", anna, topics=(topic(),), facts=(fact(),)))
    post = await here.posts.add(pack.id, version(anna))
    latest = await here.posts.version(post.id)
    await here.reviews.opened(latest.id, bram)
    for kind in ("ticked", "confirmed", "not_a_claim"):
        await here.ticks.add(latest, Tick(sentence_key(claim()), "B1@1", kind, bram, START))
    await submitted(work, workspace, post.id, anna)
    await approved(work, workspace, post.id, bram)
    outsider = Outsider("C. Klant", "Waterschap", "mail", DAY, "bericht 7")
    await here.reviews.note(latest, "reported", said(anna, "Anna")._replace(outsider=outsider))
    await here.cards.add(f"post:{post.id}", ("telegram", f"{account}-a", "77"))
    job, _ = await here.jobs.submit("pack", anna, '{"brief": 1}', f"tg-{account}", total=3)
    await here.told.first_time(job.id, "started")
    await here.pieces.pay(job.id, "post:linkedin", Usage(calls=1, prompt_tokens=900))
    await here.pieces.stored(job.id, "post:linkedin", post.id)
    await here.quota.add(anna, DAY, SpentToday(1, 1200, 0.25))
    told = Reminder(
        workspace, "review", Reader("telegram", f"{account}-b", bram), "nl", (Item(post.id, "waits", "1"),)
    )
    await work.reminders.keep(told, told.items[0])
    await here.reminders.switch("proof", told.reader, False)
    link = await here.clients.create(pack.id, (latest,), "nl", f"klant-{account}", expires, anna)
    return Filled(workspace, anna, bram, pack, await here.posts.get(post.id), proof, job, invite.id, link.id)


def fact() -> SourceFact:
    """A fact of a source."""
    return SourceFact(id="f1", text="94% droog", sentence="Na een dag was 94% droog.")


ENTRIES = {
    "persona": Persona(name="Starter", need="Een droge kelder"),
    "proposition": Proposition(text="Binnen een dag droog."),
    "proof": Proof(id="B9", text="94% is na een dag droog."),
    "asset": Asset(id="M9", kind="page", title="Prijzen", url="https://waterkant.example/prijzen"),
    "source": Source(title="Gesprek", text="Na een dag was 94% droog."),
    "topic": topic(),
}


Rows = dict[str, list[tuple[Any, ...]]]


async def rows_of(work: Work, workspace: int) -> Rows:
    """Everything that belongs to a workspace, by table."""
    tables = [table for table in metadata.sorted_tables if "workspace_id" in table.c]
    return {table.name: await rows(work, table, table.c.workspace_id == workspace) for table in tables}


async def rows(work: Work, table: Table, where: ColumnElement[bool]) -> list[tuple[Any, ...]]:
    """The rows of a table for which something holds."""
    found = await work.link.execute(select(table).where(where))
    return sorted((tuple(row) for row in found), key=repr)
