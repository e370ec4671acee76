"""The buttons of the table: each names the workspace it belongs to, so that an old card stays with its brand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ListEntries:
    """The entries of a kind, so many pages on; `gone` 1 for those that were withdrawn."""

    code: ClassVar[str] = "t.list"
    workspace: int
    kind: str
    page: int
    gone: int


@dataclass(frozen=True)
class Open:
    """One entry; 0 is the brand itself."""

    code: ClassVar[str] = "t.open"
    workspace: int
    entry: int


@dataclass(frozen=True)
class Add:
    """A new entry."""

    code: ClassVar[str] = "t.add"
    workspace: int
    kind: str


@dataclass(frozen=True)
class ChangeField:
    """Another value for a field."""

    code: ClassVar[str] = "t.field"
    workspace: int
    entry: int
    field: str


@dataclass(frozen=True)
class Pick:
    """This value for a field; an empty one empties it. Of channels: one more, or one less."""

    code: ClassVar[str] = "t.pick"
    workspace: int
    entry: int
    field: str
    value: str


@dataclass(frozen=True)
class Observed:
    """Which fields are observed."""

    code: ClassVar[str] = "t.obs"
    workspace: int
    entry: int


@dataclass(frozen=True)
class Seen:
    """A field is observed, or an assumption again."""

    code: ClassVar[str] = "t.seen"
    workspace: int
    entry: int
    field: str


@dataclass(frozen=True)
class Withdraw:
    """Asks whether an entry is to be withdrawn; `sure` 1 does it."""

    code: ClassVar[str] = "t.gone"
    workspace: int
    entry: int
    sure: int


@dataclass(frozen=True)
class Restore:
    """A withdrawn entry is used again."""

    code: ClassVar[str] = "t.back"
    workspace: int
    entry: int


@dataclass(frozen=True)
class Sharper:
    """Three sharper wordings."""

    code: ClassVar[str] = "t.sharp"
    workspace: int
    entry: int


@dataclass(frozen=True)
class TakeSharper:
    """This wording, by its place from 0."""

    code: ClassVar[str] = "t.take"
    workspace: int
    entry: int
    place: int


@dataclass(frozen=True)
class Sure:
    """It is meant for this brand, whatever other brand the text names."""

    code: ClassVar[str] = "t.sure"
    workspace: int


@dataclass(frozen=True)
class Never:
    """What was just typed is dropped."""

    code: ClassVar[str] = "t.never"
    workspace: int


@dataclass(frozen=True)
class UseChannel:
    """A channel of the brand: one more, or one less."""

    code: ClassVar[str] = "t.chan"
    workspace: int
    channel: str


@dataclass(frozen=True)
class UseJourney:
    """The journey model that the brand works with."""

    code: ClassVar[str] = "t.jour"
    workspace: int
    journey: str


@dataclass(frozen=True)
class Export:
    """The brand with everything on its table as one file."""

    code: ClassVar[str] = "t.file"
    workspace: int
