"""What is kept: people, workspaces, packs, posts with their versions, and the record of decisions.

All times are aware, in UTC. Every record but a person's belongs to exactly one workspace, and is only ever read
through it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple

from bot.domain.base import Language
from bot.domain.brief import Asset, Brand, Brief, Persona, Proof, Proposition, Source
from bot.domain.pack import KeyMessage, Post, SourceFact, Topic, Usage
from bot.domain.review import Action, Approval, Rules, State, Tick
from bot.domain.team import Role

EntryKind = Literal["persona", "proposition", "proof", "asset", "source", "topic"]
EntryData = Persona | Proposition | Proof | Asset | Source | Topic
Origin = Literal["written", "rewritten", "edited"]
DecisionKind = Action | Literal["comment", "new_version", "reported", "client_approve", "client_comment"]
"""`new_version`: a version was followed by a next one although people had it before them or had approved it;
`reported`: a member passes on the word of an outsider; `client_...`: the outsider said so through a link."""
OUTSIDE: tuple[DecisionKind, ...] = ("reported", "client_approve", "client_comment")
"""The word of somebody who is no member."""
MOVES_NOTHING: tuple[DecisionKind, ...] = ("comment", "new_version", *OUTSIDE)
"""What is put on record and changes no state."""
Verdict = Literal["approve", "comment"]
"""What an outsider may say of a text."""
JobState = Literal["waiting", "running", "done", "failed", "cancelled", "interrupted"]


class Person(NamedTuple):
    """Somebody who uses Kernbot. `current` is the workspace at hand; `informed_at` when they were told what
    happens to their text; `admin` runs this installation."""

    id: int
    name: str
    language: Language | None = None
    current: int | None = None
    informed_at: datetime | None = None
    admin: bool = False


class Membership(NamedTuple):
    """A person in a workspace, with the brand's name as it opens every card."""

    workspace: int
    brand: str
    person: int
    name: str
    roles: frozenset[Role]


class WorkspaceRecord(NamedTuple):
    """A workspace. `models` says that its owner lets a model provider see its texts (who and when beside it)."""

    id: int
    brand: Brand
    language: Language
    journey: str
    channels: tuple[str, ...]
    rules: Rules
    timezone: str
    responsible: str | None
    models: bool
    models_by: int | None
    models_at: datetime | None
    demo: bool
    created_at: datetime


class Entry(NamedTuple):
    """A persona, proposition, proof point, asset, source or saved topic. `revision` counts its changes from 1;
    a withdrawn entry stays readable, and is used no more."""

    id: int
    kind: EntryKind
    key: str
    data: EntryData
    revision: int
    withdrawn: bool
    changed_by: int | None
    changed_at: datetime


class PackRecord(NamedTuple):
    """What one brief produced, without its posts, and with all that made it: brief, templates, writer."""

    id: int
    brief: Brief
    language: Language
    writer: str
    templates: str
    topics: tuple[Topic, ...]
    reserve: tuple[Topic, ...]
    facts: tuple[SourceFact, ...]
    key_message: KeyMessage | None
    usage: Usage
    notes: tuple[str, ...]
    by: int | None
    at: datetime


class Published(NamedTuple):
    """Where and when a post went out, and whether the text there equals the approved one."""

    url: str
    at: datetime
    same: bool


class PostRecord(NamedTuple):
    """A piece for one channel; `version` is the number of its latest version, whose state is the post's.

    `slot` is the planned date, which an edit keeps; `check_again`: proof that it rests on has changed; `author`
    made the latest version, and `changed_at` is when the post last got a version or a state.
    """

    id: int
    pack: int
    channel: str
    topic: str
    version: int
    state: State
    slot: date | None
    published: Published | None
    check_again: bool
    author: int | None = None
    changed_at: datetime | None = None


class Version(NamedTuple):
    """A version of a post, never changed once stored. `carried` holds the version of each proof point that its
    claims rest on; `author` None is a former member, or nobody for what a writer made unasked."""

    id: int
    post: int
    number: int
    hash: str
    content: Post
    state: State
    origin: Origin
    instruction: str
    carried: dict[str, str]
    author: int | None
    writer: str
    templates: str
    usage: Usage
    approvals: tuple[Approval, ...]
    at: datetime
    language: Language = "nl"


class Outsider(NamedTuple):
    """The word of somebody who is no member, as a member reports it or as they typed it themselves through a link
    (then name and organisation are what they say they are, and `via` is `link`); `attachment` is the message it
    came in."""

    name: str
    organisation: str
    via: str
    on: date
    attachment: str = ""


class Decision(NamedTuple):
    """A line of the record: who said what about which text. `person_name` outlives the person's account only as
    "former member"; `hash` is the version's hash when it was decided; `opened_at` when the person first saw it."""

    id: int
    post: int
    version: int
    hash: str
    kind: DecisionKind
    person: int | None
    person_name: str
    reason: str
    level: str | None
    ticks: tuple[Tick, ...]
    self_approval: bool
    responsible: str | None
    writer: str
    outsider: Outsider | None
    opened_at: datetime | None
    at: datetime


class Job(NamedTuple):
    """A long use case: `kind` and `request` (JSON) say what to do, `done` of `total` how far it is. `result` is
    what its handler came to (JSON), from when that is stored until it is known to be done."""

    id: int
    workspace: int | None
    person: int
    kind: str
    request: str
    state: JobState
    done: int
    total: int
    error: str
    at: datetime
    result: str | None = None


class Invite(NamedTuple):
    """A link that lets one person in, once, before it expires; `secret` is only known when it is made."""

    id: int
    workspace: int
    roles: frozenset[Role]
    expires_at: datetime
    used_by: int | None
    revoked: bool


class ClientLink(NamedTuple):
    """A page for somebody outside about the posts of a pack, until it expires; its secret is only known when it is
    made. `language` is that of the page."""

    id: int
    workspace: int
    pack: int
    language: Language
    expires_at: datetime
    created_by: int | None
    revoked: bool


class ClientAsk(NamedTuple):
    """A post that a link asks about, in the version that was the latest when the link was made; `verdict` is what
    was answered, once."""

    post: int
    version: int
    verdict: Verdict | None
    answered_at: datetime | None


class SpentToday(NamedTuple):
    """What a person or workspace used on one day: generations, tokens, cost in the currency of the settings."""

    generations: int
    tokens: int
    cost: float
