"""Two brands side by side, for tests of what may never cross: one full of words that nobody outside may read, and
people who have no business there.

Every button and every step is made from tables by the names of its fields. A field that is not in the tables is an
error: whoever adds one says here what it points at.
"""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from io import BytesIO
from itertools import islice, product
from pathlib import Path
from typing import Any, get_args, get_type_hints

from bot.conversation.all_areas import AREAS
from bot.conversation.areas.new_order import NewOrder
from bot.conversation.areas.posts_plan import AskSame
from bot.conversation.areas.review_outside import AskWho
from bot.conversation.areas.source_offer import Offered
from bot.conversation.areas.source_voice import Spoken
from bot.conversation.areas.table_change import AskField, AskNew, InDoubt
from bot.conversation.effects import Answer, Draft, Edit, Effect, Hand, Send
from bot.conversation.flow import Flow, stored
from bot.domain.rewrite import HOWS
from bot.domain.team import Role
from bot.services.intake import FileRef
from tests.fakes.talking import FRONT, NOW, Chatter, Stage
from tests.fakes.whole import DATABASE, person

TAPS = {kind: rule for area in AREAS for kind, rule in area.taps.items()}
STEPS = {kind: rule for area in AREAS for kind, rule in area.steps.items()}
COMMANDS = {name: rule for area in AREAS for name, rule in area.commands.items()}
REPLIES = {word: rule for area in AREAS for word, rule in area.replies.items()}
REPORTS = {kind: rule for area in AREAS for kind, rule in area.reports.items()}

BRAND = "Zilverspar"
MEMBERS: Mapping[str, Role] = {
    "inesmarijn": "owner",
    "edowolf": "editor",
    "rosalinde": "reviewer",
    "viconia": "viewer",
}
VICTIM = "thaddeus"
"""A member whom others change and remove."""
OUTSIDERS = ("zed", "olga", "fons")
"""Of no team, owner of another brand, and a former owner."""
STRANGER = "nobody"
"""Was never here."""
GROUP, OTHER_GROUP, OLD_GROUP, NO_GROUP = "zilvergroep", "olgagroep", "oudegroep", "losgroep"
"""The group of the secret brand, that of olga, one that the brand let go of, and one of nobody."""
SECRETS = (
    BRAND,
    "Fluorietstem",
    "Kwartsmeer",
    "Lindegoud",
    "Bernsteen",
    "Opaalweg",
    "Granietbron",
    "Topaasidee",
    "Smaragdkern",
    "Robijntekst",
    "Jaspisreden",
    "Malachiet",
    *(name.capitalize() for name in (*MEMBERS, VICTIM)),
)
VOICE = FileRef(front=FRONT, ref="ref", name="voice.ogg", mime="audio/ogg", size=9)
NOWHERE = 10**9
"""Added to an id: nothing has such a one."""
MOST = 300
"""Mixes of what the fields of one button may hold that are tried."""
ID_FIELDS = frozenset({"workspace", "source", "post", "entry", "job", "pack", "person", "invite", "chat", "link"})
"""Fields that point at something of a brand; the others, in _PLAIN, say what to do with it."""
_DAY = (NOW.date() + timedelta(days=2)).toordinal()
_PLAIN: Mapping[tuple[str, type[Any]], tuple[Any, ...]] = {
    **{
        (name, int): (0, 1)
        for name in ("place", "claim", "gone", "mine", "everywhere", "every", "state", "channel", "new", "rules")
    },
    **{(name, int): (0,) for name in ("first", "at", "page", "month")},
    **{(name, int): (1, 0) for name in ("version", "number", "sure", "on", "same", "revision")},
    ("count", int): (2,),
    ("after", int): (NOWHERE,),
    ("days", int): (30,),
    ("day", int): (_DAY,),
    ("hours", int): (24,),
    ("reject", bool): (True, False),
    ("language", str): ("nl",),
    ("role", str): ("reviewer",),
    ("roles", str): ("editor",),
    ("front", str): (FRONT,),
    ("may", str): ("yes",),
    ("kind", str): ("persona", "md", "review"),
    ("field", str): ("need", "text", "channels"),
    ("value", str): ("linkedin",),
    ("aim", str): ("source", "brand"),
    ("permission", str): ("public", "internal"),
    ("part", str): ("core", "who", "hooks", "first_comment", "hashtags"),
    ("key", str): ("P2", "V2", "awareness"),
    ("topic", str): ("t1",),
    ("then", str): ("edit", "shorter", "other_hook.1", "weaker_claim.1"),
    ("text", str): ("Nieuw.",),
    ("how", str): HOWS,
    ("word", str): ("n", "t", "c"),
    ("what", str): ("link", "about", "keywords", "trigger"),
    ("journey", str): ("funnel5",),
    ("channel", str): ("linkedin",),
    ("name", str): ("Olgaland",),
    ("need", str): ("Rust.",),
    ("attachment", str): ("Akkoord!",),
}


Rows = dict[str, list[Any]]
"""What is stored, by table."""


@dataclass(frozen=True)
class Brands:
    """What there is: ids of the secret brand by the name of the field that holds them."""

    workspace: int
    ids: Mapping[str, tuple[Any, ...]]
    people: Mapping[str, int]
    own: int
    """The workspace of olga."""

    def values(self, name: str, of: type[Any]) -> tuple[Any, ...]:
        """What a field of a button or step may hold. Raises KeyError for a field that nobody described."""
        if name in ID_FIELDS:
            return self.ids[name]
        assert (name, of) in _PLAIN, f"say in the tables of {__name__} what the field {name} points at"
        if name == "key":
            return (*self.ids["key"], *_PLAIN[name, of])
        return _PLAIN[name, of]


@dataclass(frozen=True)
class Scene:
    """A stage with both brands."""

    stage: Stage
    brands: Brands
    folder: Path

    def who(self, account: str, group: str = "") -> Chatter:
        """Anybody, in private or in a group."""
        return person(self.stage, account, group=group)

    async def waits(self, chatter: Chatter, flow: Flow | None) -> None:
        """Puts somebody in the middle of a step, whoever they are."""
        async with self.stage.database.work() as work:
            found = await work.people.who(FRONT, chatter.sender.id, chatter.sender.name)
            if flow is None:
                await work.flows.clear(FRONT, chatter.chat.id, found.id)
            else:
                await work.flows.put(FRONT, chatter.chat.id, found.id, stored(flow))

    def copied(self) -> sqlite3.Connection:
        """Everything that is stored now, apart."""
        copy = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(self.folder / DATABASE)) as base:
            base.backup(copy)
        return copy

    def restore(self, copy: sqlite3.Connection) -> None:
        """Puts a copy in the place of everything: far quicker than another stage."""
        with closing(sqlite3.connect(self.folder / DATABASE)) as base:
            copy.backup(base)

    def rows(self, *without: str, of: int | None = None) -> Rows:
        """Everything that is stored, or all of one workspace, but for these tables."""
        with closing(sqlite3.connect(self.folder / DATABASE)) as base:
            names = [name for (name,) in base.execute("select name from sqlite_master where type = 'table'")]
            found = {}
            for name in names:
                if name in without or name.startswith(("sqlite_", "alembic")):
                    continue
                columns = [row[1] for row in base.execute(f"pragma table_info({name})")]
                key = "id" if name == "workspaces" else "workspace_id"
                if of is None:
                    found[name] = base.execute(f"select * from {name}").fetchall()
                elif key in columns:
                    found[name] = base.execute(f"select * from {name} where {key} = ?", (of,)).fetchall()
        return found


def buttons(brands: Brands, kind: type[Any]) -> Iterator[Any]:
    """Buttons of a kind that point into the secret brand, every mix of what its fields may hold."""
    hints = get_type_hints(kind)
    held = [brands.values(field.name, hints[field.name]) for field in fields(kind)]
    return islice((kind(*mix) for mix in product(*held)), MOST)


def agree(flow: Flow | None, button: Any) -> bool:
    """Whether a step and a button are about the same things."""
    shared = ID_FIELDS.intersection(held_by(button), held_by(flow) if flow else ())
    return all(getattr(flow, name) == getattr(button, name) for name in shared)


def steps(brands: Brands, kind: type[Flow]) -> list[Flow]:
    """Steps of a kind that point into the secret brand: what it needs, filled in."""
    special = [flow for flow in _special(brands) if type(flow) is kind]
    if special:
        return special
    needed = {name: field.annotation for name, field in kind.model_fields.items() if field.is_required()}
    held = []
    for name, of in needed.items():
        values = get_args(of) or brands.values(name, of or str)
        held.append(values if name in ID_FIELDS else values[:1])
    return [kind(**dict(zip(needed, mix, strict=True))) for mix in product(*held)]


def _special(brands: Brands) -> list[Flow]:
    """Steps that hold more than their fields say."""
    home, post = brands.workspace, brands.ids["post"]
    order = NewOrder(workspace=home, persona="P1", phase="awareness", proposition="V1", channels=("linkedin",))
    done = order.model_copy(update={"done": ("who",)})
    ask = AskField(workspace=home, entry=brands.ids["entry"][0], revision=1, field="need")
    return [
        *(done.model_copy(update={"at": at}) for at in ("all", "who", "where", "what", "when", "goal")),
        Offered(workspace=home, text="Zo werkt dat bij ons. " * 20),
        Spoken(workspace=home, file=VOICE),
        ask,
        InDoubt(workspace=home, text="Nieuw", field=ask),
        InDoubt(workspace=home, text="Nieuw", new=AskNew(workspace=home, of="persona")),
        *(AskSame(workspace=home, post=one, version=1) for one in post),
        *(AskWho(workspace=home, post=one, version=1, attachment="Akkoord!") for one in post),
    ]


def elsewhere(thing: Any) -> Any:
    """The same button or step pointing at what does not exist."""
    moved: dict[str, Any] = {}
    for field in held_by(thing):
        if field in ID_FIELDS:
            value = getattr(thing, field)
            moved[field] = value + NOWHERE if isinstance(value, int) else "nergens"
    if isinstance(thing, InDoubt):
        moved |= {one: elsewhere(inner) for one in ("field", "new") if (inner := getattr(thing, one)) is not None}
    return changed(thing, **moved)


def changed(thing: Any, **values: Any) -> Any:
    """The same button or step with other values, as far as it has such fields."""
    fitting = {name: value for name, value in values.items() if name in held_by(thing)}
    return thing.model_copy(update=fitting) if isinstance(thing, Flow) else replace(thing, **fitting)


def held_by(thing: Any) -> tuple[str, ...]:
    """The fields of a button or step, or of a kind of them."""
    kind: Any = thing if isinstance(thing, type) else type(thing)
    return tuple(kind.model_fields) if issubclass(kind, Flow) else tuple(one.name for one in fields(kind))


def told(effects: Iterable[Effect]) -> str:
    """Everything that somebody could read in effects, files unpacked."""
    words: list[str] = []
    for effect in effects:
        match effect:
            case (
                Send(chat=chat, screen=screen)
                | Edit(or_send=chat, screen=screen)
                | Draft(chat=chat, screen=screen)
            ):
                words += [chat.title if chat else "", screen.text, screen.placeholder]
                words += [f"{span.url}" for span in screen.spans]
                words += [f"{one.label}{one.copy}{one.url}" for row in screen.rows for one in row]
            case Answer(text=text):
                words.append(text)
            case Hand(name=name, content=content, caption=caption):
                words += [name, caption, _unpacked(content)]
    return "\n".join(words)


def _unpacked(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def leaked(effects: Iterable[Effect], but: str = "") -> list[str]:
    """The secret words that stand in effects, without those that the person typed."""
    said = told(effects).casefold()
    return [one for one in SECRETS if one.casefold() in said and one.casefold() not in but.casefold()]


def alike(effects: Iterable[Effect]) -> list[Any]:
    """Effects without what differs between two taps or two files made at the same moment."""
    plain: list[Any] = []
    for effect in effects:
        if isinstance(effect, Answer):
            plain.append(effect._replace(tap=""))
        elif isinstance(effect, Hand):
            plain.append(effect._replace(content=_unpacked(effect.content).encode()))
        else:
            plain.append(effect)
    return plain
