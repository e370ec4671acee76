"""Workspaces as use cases: found one, fill it from a file, give it back as a file, and take a brief from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.base import Language
from bot.domain.brief import Asset, Brand, Brief, Persona, Proof, Proposition, Source, Workspace
from bot.domain.errors import BadInputError, NotFoundError
from bot.domain.records import Entry, EntryData, EntryKind, Membership, WorkspaceRecord
from bot.domain.review import Rules
from bot.knowledge import yaml_file
from bot.services import review
from bot.services.briefs import composed, visible

if TYPE_CHECKING:
    from bot.storage.scope import Scope
    from bot.storage.work import Work

FILED: tuple[tuple[EntryKind, str], ...] = (
    ("persona", "personas"),
    ("proposition", "propositions"),
    ("proof", "proof"),
    ("asset", "assets"),
    ("source", "sources"),
)
"""What a workspace file holds beside the brand: the kind of entry, and its key in the file."""


Filed = tuple[EntryKind, Persona | Proposition | Proof | Asset | Source]


class Usual(NamedTuple):
    """What a new workspace starts with where nobody says otherwise."""

    journey: str
    channels: tuple[str, ...]
    timezone: str = "Europe/Amsterdam"


class Chosen(NamedTuple):
    """What a person picked for a brief, by the keys of the entries."""

    persona: str
    phase: str
    proposition: str
    channels: tuple[str, ...]
    goal: str | None = None
    link: str | None = None
    source: str | None = None
    keywords: tuple[str, ...] = ()
    commercial: bool = False


async def found(
    work: Work, brand: Brand, language: Language, owner: int, usual: Usual, *, demo: bool = False
) -> WorkspaceRecord:
    """A new workspace of one member, which becomes the one at hand."""
    new = WorkspaceRecord(
        id=0,
        brand=brand,
        language=language,
        journey=usual.journey,
        channels=usual.channels,
        rules=Rules(),
        timezone=usual.timezone,
        responsible=None,
        models=False,
        models_by=None,
        models_at=None,
        demo=demo,
        created_at=work.now,
    )
    record = await work.workspaces.create(new, owner)
    await work.people.at(owner, record.id)
    return record


async def try_out(work: Work, brief: Brief, person: int) -> Membership | None:
    """The person's own copy of a demo brand, with everything its brief brings along, at hand from now on; the one
    from before if they have it."""
    for one in await work.workspaces.of(person):
        if one.brand == brief.brand.name and (await work.workspaces.get(one.workspace)).demo:
            await work.people.at(person, one.workspace)
            return one
    usual = Usual(brief.journey, brief.channels)
    record = await found(work, brief.brand, brief.language, person, usual, demo=True)
    await fill(work.within(record.id), of_brief(brief), person)
    return await work.workspaces.membership(record.id, person)


async def fill(scope: Scope, entries: Iterable[Filed], by: int) -> None:
    """Adds entries under the ids they bring, or the next free ones."""
    for kind, data in entries:
        await scope.entries.add(kind, data, by, key=data.id)


def of_file(file: Workspace) -> list[Filed]:
    """The entries of a workspace file."""
    return [(kind, data) for kind, key in FILED for data in getattr(file, key)]


def of_brief(brief: Brief) -> list[Filed]:
    """The entries that a brief brings along: how the demo brand comes to have a persona, proof and a source."""
    entries: list[Filed] = [("persona", brief.persona), ("proposition", brief.proposition)]
    entries += [("proof", one) for one in brief.proof]
    entries += [("asset", one) for one in brief.assets]
    return [*entries, ("source", brief.source)] if brief.source else entries


async def as_file(scope: Scope, record: WorkspaceRecord) -> Workspace:
    """The workspace as `kernbot.workspace/1`, without what was withdrawn."""
    held: dict[str, tuple[object, ...]] = {}
    for kind, key in FILED:
        held[key] = tuple(entry.data for entry in await scope.entries.all(kind))
    return Workspace.model_validate({"brand": record.brand, **held})


async def brief_for(scope: Scope, record: WorkspaceRecord, chosen: Chosen) -> Brief:
    """The brief of what was picked, with every proof point and asset that may be used. Raises NotFoundError."""
    persona = (await _entry(scope, "persona", chosen.persona)).data
    proposition = (await _entry(scope, "proposition", chosen.proposition)).data
    source = (await _entry(scope, "source", chosen.source)).data if chosen.source else None
    return Brief.model_validate(
        {
            "language": record.language,
            "brand": record.brand,
            "persona": persona,
            "journey": record.journey,
            "phase": chosen.phase,
            "proposition": proposition,
            "source": source,
            "proof": tuple(entry.data for entry in await scope.entries.all("proof")),
            "assets": tuple(entry.data for entry in await scope.entries.all("asset")),
            "goal": chosen.goal,
            "keywords": chosen.keywords,
            "channels": chosen.channels or record.channels,
            "link": chosen.link,
            "commercial_relation": chosen.commercial,
        }
    )


async def _entry(scope: Scope, kind: EntryKind, key: str) -> Entry:
    entry = await scope.entries.by_key(kind, key)
    if entry is None or entry.withdrawn:
        raise NotFoundError("This entry is not there any more.")
    return entry


async def changed(work: Work, workspace: int, entry: Entry, data: EntryData, by: int) -> Entry:
    """The next revision; posts that rest on a proof point which changed are to be checked again. Raises
    ConflictError when somebody else was first."""
    return await _settled(work, workspace, await work.within(workspace).entries.change(entry, data, by))


async def withdrawn(work: Work, workspace: int, entry: Entry, by: int) -> Entry:
    """It is used no more; posts that rest on it are to be checked again. Raises as `changed`."""
    return await _settled(work, workspace, await work.within(workspace).entries.withdraw(entry, by))


async def restored(work: Work, workspace: int, entry: Entry, by: int) -> Entry:
    """It is used again. Raises as `changed`."""
    return await _settled(work, workspace, await work.within(workspace).entries.restore(entry, by))


async def _settled(work: Work, workspace: int, entry: Entry) -> Entry:
    if entry.kind == "proof":
        await review.proof_moved(work, workspace, entry.key)
    return entry


async def copy_rules(work: Work, source: int, target: int) -> None:
    """A workspace gets the review rules and the channels of another; texts and proof never go along."""
    taken, into = await work.workspaces.get(source), await work.workspaces.get(target)
    await work.workspaces.save(into._replace(rules=taken.rules, channels=taken.channels))


def parsed(content: bytes, as_json: bool = False) -> Workspace:
    """A workspace file (`kernbot.workspace/1`), YAML or JSON. Raises BadInputError with every offence: its line,
    its key, what is accepted and the nearest known key."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / ("workspace.json" if as_json else "workspace.yaml")
        try:
            text = composed(content.decode("utf-8-sig").replace("\r\n", "\n"))
            file.write_text(visible(text), "utf-8")
            return yaml_file.parse(file, yaml_file.read(file), Workspace)
        except UnicodeDecodeError:
            raise BadInputError(f"{file.name} is not UTF-8 text.", "Save it as UTF-8 and try again.") from None
        except BadInputError as error:
            raise BadInputError(error.what.replace(str(file), file.name), error.next_step) from None


def as_yaml(file: Workspace) -> str:
    """A workspace file as YAML, without what is empty."""
    data = file.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True)
    return yaml_file.dumped({"schema": file.schema_, **data})


async def add_file(scope: Scope, file: Workspace, by: int) -> int:
    """Adds the entries of a file to a workspace, without those whose key is used already. Returns how many."""
    added = 0
    for kind, data in of_file(file):
        if data.id is None or await scope.entries.by_key(kind, data.id) is None:
            await scope.entries.add(kind, data, by, key=data.id)
            added += 1
    return added
