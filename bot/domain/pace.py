"""Places in a row for whoever may only do a thing so often, such as sending messages: the port behind a pace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Row(NamedTuple):
    """A row that places are taken in, called `kind:whatever`. One place comes free every `step` seconds, and those
    that nobody took are kept, `burst` at most."""

    name: str
    step: float
    burst: float


class Place(NamedTuple):
    """What asking for places came to: when they were `taken`, the seconds until they may be used; else the seconds
    until asking again makes sense. `closed` says that a row was closed."""

    taken: bool
    wait: float = 0.0
    closed: bool = False


class Reservations(Protocol):
    """Places in rows that all who share these reservations take one after the other."""

    async def take(self, rows: Sequence[Row], last: Row | None = None, watched: Sequence[str] = ()) -> Place:
        """If each of the rows has a place free now, and none of them and of those `watched` is closed: takes these
        places, and the next one in the `last` row, whenever that comes. Else it takes nothing."""
        ...

    async def close(self, name: str, seconds: float, every: str) -> None:
        """Closes a row for so many seconds from now. If another one of its kind is closed as well, so is the row
        `every`."""
        ...

    async def closed(self, names: Sequence[str]) -> float:
        """Seconds until all of these rows are open; 0 or less when they are."""
        ...


def kind(name: str) -> str:
    """The kind of a row."""
    return name.partition(":")[0]
