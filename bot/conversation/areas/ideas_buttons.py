"""The buttons of topics, the key message, and the jobs that make them. `topic` is a topic's id in its pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class PickTopic:
    """Write posts on this topic."""

    code: ClassVar[str] = "i.p"
    workspace: int
    pack: int
    topic: str


@dataclass(frozen=True)
class More:
    """More topics out of the reserve."""

    code: ClassVar[str] = "i.m"
    workspace: int
    pack: int


@dataclass(frozen=True)
class OtherAngle:
    """Topics from another angle."""

    code: ClassVar[str] = "i.a"
    workspace: int
    pack: int


@dataclass(frozen=True)
class Steer:
    """Topics in the direction of a sentence."""

    code: ClassVar[str] = "i.s"
    workspace: int
    pack: int


@dataclass(frozen=True)
class Later:
    """Save some of these `count` topics, from place `first` on."""

    code: ClassVar[str] = "i.l"
    workspace: int
    pack: int
    first: int
    count: int


@dataclass(frozen=True)
class Keep:
    """Save this topic for later."""

    code: ClassVar[str] = "i.k"
    workspace: int
    pack: int
    topic: str


@dataclass(frozen=True)
class Shown:
    """These `count` topics again, from place `first` on."""

    code: ClassVar[str] = "i.b"
    workspace: int
    pack: int
    first: int
    count: int


@dataclass(frozen=True)
class UseSaved:
    """Begin with a topic that was saved."""

    code: ClassVar[str] = "i.y"
    workspace: int
    key: str


@dataclass(frozen=True)
class StopJob:
    """Stop making this."""

    code: ClassVar[str] = "i.x"
    workspace: int
    job: int


@dataclass(frozen=True)
class RunAgain:
    """Try once more: what is done already is not made twice."""

    code: ClassVar[str] = "i.r"
    workspace: int
    job: int


@dataclass(frozen=True)
class ByRules:
    """Go on with the template writer."""

    code: ClassVar[str] = "i.t"
    workspace: int
    job: int


@dataclass(frozen=True)
class EditMessage:
    """Another wording for a part of the key message: `core`, `promise` or `next_step`."""

    code: ClassVar[str] = "i.e"
    workspace: int
    pack: int
    part: str


@dataclass(frozen=True)
class RedoMessage:
    """Another key message."""

    code: ClassVar[str] = "i.o"
    workspace: int
    pack: int
    topic: str


@dataclass(frozen=True)
class WriteAgain:
    """The posts once more, with the key message as it is now."""

    code: ClassVar[str] = "i.w"
    workspace: int
    pack: int
    topic: str
