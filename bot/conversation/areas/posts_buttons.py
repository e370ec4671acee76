"""Buttons about a post. `version` is the number of the version that was before the person's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Open:
    """Back to the card."""

    code: ClassVar[str] = "p.open"
    workspace: int
    post: int


@dataclass(frozen=True)
class Whole:
    """Everything that the card had no room for."""

    code: ClassVar[str] = "p.all"
    workspace: int
    post: int


@dataclass(frozen=True)
class OneClaim:
    """What a claim rests on; `place` counts from 0."""

    code: ClassVar[str] = "p.claim"
    workspace: int
    post: int
    version: int
    place: int


@dataclass(frozen=True)
class Edit:
    """I write it myself."""

    code: ClassVar[str] = "p.edit"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class EditPart:
    """I write this part of it myself: `part` is its key."""

    code: ClassVar[str] = "p.part"
    workspace: int
    post: int
    version: int
    part: str


@dataclass(frozen=True)
class Sure:
    """A new version of this text is wanted, although it is up for review or approved: `then` says what was asked
    for, with the number of what was chosen behind a dot."""

    code: ClassVar[str] = "p.sure"
    workspace: int
    post: int
    version: int
    then: str


@dataclass(frozen=True)
class Again:
    """Judge the same text by the proof of today."""

    code: ClassVar[str] = "p.again"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Ask:
    """Rewrite in this way, or choose first what is meant."""

    code: ClassVar[str] = "p.ask"
    workspace: int
    post: int
    version: int
    how: str


@dataclass(frozen=True)
class Hook:
    """This opening; `place` counts from 0 in the openings of the version."""

    code: ClassVar[str] = "p.hook"
    workspace: int
    post: int
    version: int
    place: int


@dataclass(frozen=True)
class Weaken:
    """This claim; `place` counts from 0 in the claims of the version."""

    code: ClassVar[str] = "p.weak"
    workspace: int
    post: int
    version: int
    place: int


@dataclass(frozen=True)
class Retry:
    """Run a rewriting that stopped once more."""

    code: ClassVar[str] = "p.retry"
    workspace: int
    job: int


@dataclass(frozen=True)
class ByRules:
    """The same rewriting by the template writer."""

    code: ClassVar[str] = "p.rules"
    workspace: int
    job: int


@dataclass(frozen=True)
class Versions:
    """All versions."""

    code: ClassVar[str] = "p.vers"
    workspace: int
    post: int


@dataclass(frozen=True)
class OneVersion:
    """A version, and what changed in it."""

    code: ClassVar[str] = "p.ver"
    workspace: int
    post: int
    number: int


@dataclass(frozen=True)
class Clean:
    """The approved text to copy."""

    code: ClassVar[str] = "p.clean"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Plan:
    """Choose a date."""

    code: ClassVar[str] = "p.plan"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Slot:
    """This date: `day` is the ordinal of the proleptic Gregorian calendar."""

    code: ClassVar[str] = "p.slot"
    workspace: int
    post: int
    version: int
    day: int


@dataclass(frozen=True)
class Unplan:
    """No date any more."""

    code: ClassVar[str] = "p.unpl"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Publish:
    """It went out."""

    code: ClassVar[str] = "p.pub"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class NoLink:
    """It went out where there is no link to."""

    code: ClassVar[str] = "p.nolink"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Same:
    """Whether (1) or not (0) the text that went out is the approved one."""

    code: ClassVar[str] = "p.same"
    workspace: int
    post: int
    version: int
    same: int


@dataclass(frozen=True)
class Leave:
    """Nothing after all."""

    code: ClassVar[str] = "p.no"
    workspace: int
    post: int
