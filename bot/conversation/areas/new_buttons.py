"""The buttons of /new. `part` is one of `PARTS` of bot/conversation/areas/new_order.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Pick:
    """This persona, phase, proposition or goal."""

    code: ClassVar[str] = "n.p"
    workspace: int
    part: str
    key: str


@dataclass(frozen=True)
class Toggle:
    """This channel, or not after all."""

    code: ClassVar[str] = "n.c"
    workspace: int
    channel: str


@dataclass(frozen=True)
class AllChannels:
    """Show every channel there is."""

    code: ClassVar[str] = "n.all"
    workspace: int


@dataclass(frozen=True)
class FromSource:
    """Rest on this source, or not after all."""

    code: ClassVar[str] = "n.s"
    workspace: int
    key: str


@dataclass(frozen=True)
class Commercial:
    """Say that it is an advertisement, or not after all."""

    code: ClassVar[str] = "n.ad"
    workspace: int


@dataclass(frozen=True)
class Without:
    """Leave out what was typed: `what` is one of `TYPED` of bot/conversation/areas/new_order.py."""

    code: ClassVar[str] = "n.no"
    workspace: int
    what: str


@dataclass(frozen=True)
class Next:
    """Nothing more to say about this part."""

    code: ClassVar[str] = "n.nx"
    workspace: int


@dataclass(frozen=True)
class Change:
    """Another choice for one part."""

    code: ClassVar[str] = "n.ch"
    workspace: int
    part: str


@dataclass(frozen=True)
class Back:
    """The part before this one."""

    code: ClassVar[str] = "n.b"
    workspace: int


@dataclass(frozen=True)
class Stop:
    """Make nothing."""

    code: ClassVar[str] = "n.x"
    workspace: int


@dataclass(frozen=True)
class Make:
    """It is right like this: begin."""

    code: ClassVar[str] = "n.go"
    workspace: int


@dataclass(frozen=True)
class SameAsLast:
    """Everything as in the last pack."""

    code: ClassVar[str] = "n.l"
    workspace: int


@dataclass(frozen=True)
class Resume:
    """Go on where I was."""

    code: ClassVar[str] = "n.r"
    workspace: int


@dataclass(frozen=True)
class Afresh:
    """Forget where I was."""

    code: ClassVar[str] = "n.f"
    workspace: int
