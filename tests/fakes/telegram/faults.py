"""What goes wrong on purpose with the next calls of a method."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True)
class Drop:
    """The connection breaks: before the call is handled, or after it (done, but the answer is lost)."""

    after: bool = False


@dataclass(frozen=True)
class Delay:
    """The call is handled at once and answered late, or handled late with `before`."""

    seconds: float
    before: bool = False


@dataclass(frozen=True)
class Fail:
    """An error answer instead of the true one; the call is not handled, unless `after`. A 429 takes `retry_after`
    and counts as a block: a call into it is a violation. Without a description Telegram's own is sent."""

    status: int
    description: str = ""
    retry_after: int | None = None
    after: bool = False


Fault = Drop | Delay | Fail


class Faults:
    """The faults to come, by method; while it is `dark` every call meets one."""

    def __init__(self) -> None:
        self.dark = False
        self._waiting: dict[str, deque[Fault]] = {}

    def add(self, method: str, fault: Fault, times: int) -> None:
        """The next so many calls of the method meet the fault, after those that wait already."""
        self._waiting.setdefault(method.lower(), deque()).extend([fault] * times)

    def clear(self) -> None:
        """No more of them come."""
        self._waiting.clear()

    def next_of(self, method: str) -> Fault | None:
        """The fault of this call."""
        if self.dark:
            return Drop()
        waiting = self._waiting.get(method.lower())
        return waiting.popleft() if waiting else None

    @property
    def left(self) -> int:
        """How many are still to come."""
        return sum(map(len, self._waiting.values()))
