"""What the table shows: lists and cards, with what they need out of storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.areas import table_buttons as press
from bot.conversation.areas.table_fields import BRAND
from bot.conversation.effects import Screen
from bot.conversation.screens import table as screens
from bot.conversation.screens.table import Place
from bot.conversation.turn import Turn
from bot.domain.base import Model
from bot.domain.brief import Proposition
from bot.domain.errors import NotFoundError
from bot.domain.pack import Finding
from bot.domain.records import Entry, EntryKind, WorkspaceRecord

if TYPE_CHECKING:
    from bot.storage.scope import Scope

KINDS: tuple[EntryKind, ...] = ("persona", "proposition", "proof", "asset")
"""What has a list of its own here; sources are made from what people send."""


async def held(turn: Turn, number: int) -> tuple[str, Model, int]:
    """What is being changed: its kind, its data and its revision; 0 is the brand, which has no revisions."""
    if not number:
        return BRAND, (await record(turn)).brand, 0
    one = await entry(turn, number)
    return one.kind, one.data, one.revision


async def entry(turn: Turn, number: int) -> Entry:
    """An entry of the workspace at hand. Raises NotFoundError."""
    return await scope(turn).entries.get(number)


async def list_of(turn: Turn, wanted: press.ListEntries) -> Screen:
    """A piece of a list. Raises NotFoundError for a kind that has none."""
    kind = kind_of(wanted.kind)
    if kind is None:
        raise NotFoundError("There is no such list.")
    every = await scope(turn).entries.all(kind, withdrawn=True)
    shown = [one for one in every if one.withdrawn == bool(wanted.gone)]
    others = len(every) - len(shown)
    shelf = screens.Shelf(kind, shown, min(wanted.page, len(shown) // screens.PAGE), bool(wanted.gone), others)
    return screens.listed(turn.texts, place(turn), shelf)


async def brand(turn: Turn) -> Screen:
    """The card of the brand."""
    data = (await record(turn)).brand
    return screens.brand(turn.texts, place(turn), data, lambda key: channel(turn, key))


async def card(turn: Turn, one: Entry) -> Screen:
    """The card of an entry; of a proposition with what stands against it."""
    findings: tuple[Finding, ...] = ()
    if isinstance(one.data, Proposition):
        home = await record(turn)
        findings = turn.desk.writing(home).against(home.language, one.data, home.brand)
    return screens.entry(turn.texts, place(turn), one, lambda key: channel(turn, key), findings)


def channel(turn: Turn, key: str) -> str:
    """The name of a channel; a file may name one that is not there any more."""
    known = turn.desk.knowledge
    return known.channel(key).name[turn.texts.language] if key in known.channel_keys else key


def kind_of(name: str) -> EntryKind | None:
    """A kind that has a list of its own here."""
    return next((kind for kind in KINDS if kind == name), None)


def place(turn: Turn) -> Place:
    """Whose table it is."""
    return Place(turn.here.workspace, turn.here.brand)


def scope(turn: Turn) -> Scope:
    """What belongs to the workspace at hand."""
    return turn.work.within(turn.here.workspace)


async def record(turn: Turn) -> WorkspaceRecord:
    """The workspace at hand."""
    return await turn.work.workspaces.get(turn.here.workspace)
