"""What people hand over: a text or a file is read in a job, and what it offers is proposed, to be kept or dropped.

Nothing is kept before a person says so: the text of a source travels with its proposals until then.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from bot.domain.base import Language, Model
from bot.domain.brief import Brand, Permission, Persona, Proof, Source
from bot.domain.errors import BadInputError
from bot.domain.progress import OnEvent
from bot.domain.records import Job, Membership, WorkspaceRecord
from bot.knowledge.store import Knowledge
from bot.services import limits, reading, workspaces
from bot.services.briefs import composed
from bot.services.once import once, workspace_of
from bot.services.reading import brands, cues, people, proposals, series
from bot.services.reading.proposals import Proposed
from bot.services.writing import Writing

if TYPE_CHECKING:
    from bot.generation.content import SourceReading
    from bot.storage.database import Database, Work
    from bot.storage.scope import Scope

SOURCE = "source"
"""The kind of job that is done here."""
Aim = Literal["source", "brand", "persona", "proposition", "workspace"]
Fetch = Callable[[str, str], Awaitable[bytes]]
"""Fetches a file: the front it came in through, and what that front calls it."""
Writes = Callable[[WorkspaceRecord], Writing]
READERS = 2
"""Files that are read at the same time: each may take a processor for seconds."""
_MAX_LINE = 400
_SHORT_NAME = 3


class FileRef(Model):
    """A file that is still to be fetched; `size` in bytes."""

    front: str
    ref: str
    name: str
    mime: str
    size: int


class Asked(Model):
    """What is to be read, and what for. `language` is that of the person, for what went wrong."""

    aim: Aim
    language: Language
    permission: Permission = "internal"
    text: str = ""
    file: FileRef | None = None
    by_rules: bool = False
    """Without a model, whatever the workspace allows."""
    look: bool = False
    """Only whether it can be read: nothing is made of it, and no model sees it."""


class Item(Model):
    """Something proposed. `field` says what: a field of a brand, persona or proposition; or of a source `need`,
    `questions`, `phase` (value: its key), `fact`, `series` (value: a phase's key, sentence: the question).
    `sentence` holds the literal words it came from."""

    field: str
    value: str
    sentence: str = ""
    kept: bool = True


class Found(Model):
    """What a text offers. `text` is what was read, for a workspace file its content as JSON; `source` the key of
    the source once that is kept."""

    aim: Aim
    permission: Permission = "internal"
    text: str
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    source: str | None = None

    def flipped(self, place: int) -> Found:
        """The same with one item kept or dropped. Raises IndexError."""
        items = list(self.items)
        items[place] = items[place].model_copy(update={"kept": not items[place].kept})
        return self.model_copy(update={"items": tuple(items)})

    def of(self, field: str) -> tuple[Item, ...]:
        """The kept items of a field."""
        return tuple(item for item in self.items if item.kept and item.field == field)


class Made(Model):
    """What came of the kept proposals: keys of new entries by kind, and the workspace if it is a new one."""

    keys: tuple[tuple[str, str], ...] = ()
    workspace: int | None = None
    brand: str = ""


class Intake:
    """Reads what was handed over: the job `source`. Raises BadInputError in the language of the person."""

    def __init__(self, database: Database, knowledge: Knowledge, writes: Writes, fetch: Fetch) -> None:
        self._database = database
        self._knowledge = knowledge
        self._writes = writes
        self._fetch = fetch
        self._room = asyncio.Semaphore(READERS)

    @once
    async def __call__(self, job: Job, tell: OnEvent) -> str:
        asked = Asked.model_validate(_request(job))
        record = await _workspace(self._database, job)
        if asked.aim == "workspace":
            return (await self._workspace_file(asked)).model_dump_json()
        read = await self._read(asked)
        if asked.look:
            return Found(aim=asked.aim, text="").model_dump_json()
        notes = reading.notes(read, self._knowledge.labels, asked.language)
        writing = self._writes(record._replace(models=record.models and not asked.by_rules))
        async with limits.paid(self._database, job, SOURCE, writing) as bill:
            items = tuple(await self._items(asked, record, read.text, writing))
            found = Found(aim=asked.aim, permission=asked.permission, text=read.text, items=items, notes=notes)
            async with self._database.work() as work:
                return await bill.close(work, found)

    async def _read(self, asked: Asked) -> reading.Reading:
        try:
            content, file = await self._content(asked), asked.file
            if file is None:
                return await asyncio.to_thread(reading.pasted, asked.text)
            async with self._room:
                return await asyncio.to_thread(reading.read, content, file.name, file.mime)
        except reading.UnreadableError as error:
            raise BadInputError(error.told(self._knowledge.labels, asked.language)) from None

    async def _content(self, asked: Asked) -> bytes:
        if asked.file is None:
            return asked.text.encode()
        reading.refuse_size(asked.file.size)
        return await self._fetch(asked.file.front, asked.file.ref)

    async def _workspace_file(self, asked: Asked) -> Found:
        try:
            content = await self._content(asked)
        except reading.UnreadableError as error:
            raise BadInputError(error.told(self._knowledge.labels, asked.language)) from None
        as_json = bool(asked.file and asked.file.name.lower().endswith(".json"))
        file = await asyncio.to_thread(workspaces.parsed, content, as_json)
        return Found(aim="workspace", text=file.model_dump_json(by_alias=True, exclude_none=True))

    async def _items(self, asked: Asked, record: WorkspaceRecord, text: str, writing: Writing) -> list[Item]:
        lists = cues.lists(self._knowledge, record.language)
        if asked.aim == "source":
            source = Source(text=text, permission=asked.permission)
            read = await writing.read_source(record.language, source, record.journey)
            items = list(self._of_source(read, record))
            return unnamed(items, text, lists, record.brand.name) if asked.permission == "anonymous" else items
        read_by = {"brand": brands.brand_from, "persona": people.persona_from}
        rules = read_by.get(asked.aim, people.proposition_from)
        found = await asyncio.to_thread(rules, text, lists)
        return [Item(field=one.field, value=one.value, sentence=one.sentence) for one in found]

    def _of_source(self, read: SourceReading, record: WorkspaceRecord) -> Iterator[Item]:
        phases = self._knowledge.journey(record.journey).phases
        if read.persona_need:
            yield Item(field="need", value=read.persona_need, sentence=read.persona_need)
        yield from (Item(field="questions", value=one, sentence=one) for one in read.persona_questions)
        yield from (Item(field="phase", value=key) for key in read.phases)
        yield from (Item(field="fact", value=fact.text, sentence=fact.sentence) for fact in read.facts)
        for one in series.series_from(read, phases, record.language):
            yield Item(field="series", value=one.phase, sentence=one.question)


def unnamed(items: Iterable[Item], text: str, lists: cues.Lists, brand: str) -> list[Item]:
    """The same, with what names a person left for somebody to tick: no names may go out of this source."""
    names = people.named(text, lists, brand)
    return [
        item.model_copy(update={"kept": item.kept and not names(f"{item.value}\n{item.sentence}")})
        for item in items
    ]


async def keep(scope: Scope, found: Found, by: int) -> Made:
    """Makes entries of what was kept of a source, persona or proposition. What rests on a source that stays
    inside becomes no proof: it may not be stated."""
    made: list[tuple[str, str]] = []

    async def add(kind: Any, data: Any) -> str:
        entry = await scope.entries.add(kind, data, by, key=data.id)
        made.append((kind, entry.key))
        return entry.key

    if found.aim == "source":
        source = await add("source", Source(text=found.text, permission=found.permission))
        persona = _asking(found)
        if persona:
            await add("persona", persona)
        for fact in found.of("fact") if found.permission != "internal" else ():
            key = await scope.entries.free_key("proof")
            await add("proof", Proof(id=key, text=_line(fact.value), source=source))
    elif found.aim == "persona" and (persona := proposals.persona(_proposed(found))):
        await add("persona", persona)
    elif found.aim == "proposition" and (said := proposals.proposition(_proposed(found))):
        await add("proposition", said)
    return Made(keys=tuple(made))


def brand_of(found: Found, now: Brand) -> Brand:
    """The brand with what was kept of a file on top: words join those that are there, the rest is replaced."""
    kept = _proposed(found)
    told = proposals.brand(kept, now.name)
    fields = {item.field for item in kept}
    single = ("name", "sector", "site", "voice", "address", "emoji")
    data: dict[str, Any] = {key: getattr(told, key) for key in single if key in fields}
    for key in ("banned", "preferred", "required"):
        data[key] = tuple(dict.fromkeys((*getattr(now, key), *getattr(told, key))))
    return now.model_copy(update=data)


async def foreign_brand(work: Work, person: int, workspace: int, text: str) -> Membership | None:
    """Another of the person's brands that a text names, if it names one: a slip to be asked about."""
    mine = await work.workspaces.of(person)
    own = next((one.brand for one in mine if one.workspace == workspace), "")
    told = _folded(text)
    for other in mine:
        if other.workspace == workspace or other.brand.casefold() == own.casefold():
            continue
        within = _named(own).sub(" ", told) if _named(other.brand).search(_folded(own)) else told
        if _named(other.brand).search(within):
            return other
    return None


def _named(brand: str) -> re.Pattern[str]:
    """The name as words of their own; one of a letter or two counts only as it is written."""
    return re.compile(
        rf"(?<!\w){re.escape(_folded(brand))}(?!\w)", 0 if len(brand) < _SHORT_NAME else re.IGNORECASE
    )


def _folded(text: str) -> str:
    return " ".join(composed(text).split())


def _asking(found: Found) -> Persona | None:
    """A persona of the kept need and questions, all of it assumed until a person says it was observed."""
    questions = tuple(_line(item.value) for item in found.of("questions"))
    need = next((item.value for item in found.of("need")), None) or next(iter(questions), None)
    return Persona(need=need, questions=questions) if need else None


def _proposed(found: Found) -> list[Proposed]:
    return [Proposed(item.field, item.value, item.sentence) for item in found.items if item.kept]


def _line(text: str) -> str:
    return proposals.cut(" ".join(text.split()), _MAX_LINE)


def _request(job: Job) -> Any:
    """What was asked; where the person waits stands before it."""
    return json.loads(job.request)[1]


async def _workspace(database: Database, job: Job) -> WorkspaceRecord:
    async with database.read() as work:
        return await work.workspaces.get(workspace_of(job))
