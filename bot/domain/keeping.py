"""What is handed over to be kept, and the shapes in which it comes back together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.pack import KeyMessage, Post, SourceFact, Topic, Usage
from bot.domain.records import Decision, Membership, Origin, Outsider, Person, PostRecord
from bot.domain.review import Tick


class NewVersion(NamedTuple):
    """A version to be stored, as it comes from a writer or a person."""

    content: Post
    language: Language
    author: int | None
    origin: Origin = "written"
    instruction: str = ""
    carried: Mapping[str, str] = MappingProxyType({})
    writer: str = ""
    templates: str = ""
    usage: Usage = Usage()


class NewPack(NamedTuple):
    """A pack to be stored; its posts follow one by one."""

    brief: Brief
    language: Language
    writer: str
    by: int | None
    templates: str = ""
    topics: tuple[Topic, ...] = ()
    reserve: tuple[Topic, ...] = ()
    facts: tuple[SourceFact, ...] = ()
    key_message: KeyMessage | None = None
    usage: Usage = Usage()
    notes: tuple[str, ...] = ()


class Said(NamedTuple):
    """What a person says about a version, to be put on record; `person` None is an outsider who said it
    themselves, under the name that they typed."""

    person: int | None
    person_name: str
    reason: str = ""
    ticks: tuple[Tick, ...] = ()
    self_approval: bool = False
    responsible: str | None = None
    outsider: Outsider | None = None


class AuditLine(NamedTuple):
    """A decision with what it was about, as the record shows it."""

    decision: Decision
    channel: str
    topic: str
    number: int
    language: Language


class Admission(NamedTuple):
    """A link that lets one person use this installation, once; the first one makes its admin."""

    id: int
    admin: bool
    expires_at: datetime


class Arrival(NamedTuple):
    """Everything that the first look at an event needs: who, what they are in the middle of in this chat (JSON),
    and their place in the workspace at hand."""

    person: Person
    flow: str | None
    home: Membership | None


class CardCopy(NamedTuple):
    """A message that shows a card: the front, its id of the chat, and its id of the message, empty for one that
    does not stand yet."""

    front: str
    chat: str
    id: str


class Page(NamedTuple):
    """A piece of a list of posts; `more` if there is a next piece."""

    posts: tuple[PostRecord, ...]
    more: bool


class Problem(NamedTuple):
    """Something stored that does not agree with itself."""

    workspace: int
    post: int
    version: int
    what: str
