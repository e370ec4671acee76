"""The buttons of what people hand over. `job` is the job that read it: its proposals lie under that number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Use:
    """Read it for this: a source with its permission, or what it is to be made into."""

    code: ClassVar[str] = "s.use"
    workspace: int
    aim: str
    permission: str


@dataclass(frozen=True)
class NoUse:
    """Forget what was sent."""

    code: ClassVar[str] = "s.no"
    workspace: int


@dataclass(frozen=True)
class Flip:
    """Keep a proposal, or drop it."""

    code: ClassVar[str] = "s.flip"
    workspace: int
    job: int
    place: int


@dataclass(frozen=True)
class Page:
    """Another piece of the proposals."""

    code: ClassVar[str] = "s.page"
    workspace: int
    job: int
    page: int


@dataclass(frozen=True)
class Take:
    """Keep what is marked; `new` 1 makes a brand of its own of it."""

    code: ClassVar[str] = "s.take"
    workspace: int
    job: int
    new: int


@dataclass(frozen=True)
class AskDrop:
    """Keep nothing? Asked first: what was proposed is gone then."""

    code: ClassVar[str] = "s.sure"
    workspace: int
    job: int
    page: int


@dataclass(frozen=True)
class Drop:
    """Keep nothing."""

    code: ClassVar[str] = "s.drop"
    workspace: int
    job: int


@dataclass(frozen=True)
class MakePosts:
    """Make posts of one topic of the series."""

    code: ClassVar[str] = "s.make"
    workspace: int
    job: int
    place: int


@dataclass(frozen=True)
class Hear:
    """Have what was said written out."""

    code: ClassVar[str] = "s.hear"
    workspace: int


@dataclass(frozen=True)
class HearAgain:
    """Have it written out once more, after something went wrong."""

    code: ClassVar[str] = "s.again"
    workspace: int
    job: int


@dataclass(frozen=True)
class UseWords:
    """What was written out is what was said."""

    code: ClassVar[str] = "s.said"
    workspace: int
    job: int


@dataclass(frozen=True)
class MendWords:
    """What was written out has to be corrected."""

    code: ClassVar[str] = "s.mend"
    workspace: int
    job: int


@dataclass(frozen=True)
class DropWords:
    """Do nothing with what was written out."""

    code: ClassVar[str] = "s.mute"
    workspace: int
    job: int
