"""Leaves an endpoint alone that does not work, so that a dead provider costs each call nothing instead of minutes.

Nothing shared: with many processes each finds out for itself, which costs each of them a few failed calls.
"""

from __future__ import annotations

from bot.domain.errors import ModelFailedError
from bot.generation.problems import EndpointFailedError

FAILURES = 5
"""Failures in a row after which an endpoint counts as dead. One in five calls that fail by chance, as at a bad
moment of a provider, do so five times in a row once in three thousand."""
LOST_SECONDS = 45.0
"""Or once failures in a row have taken this long together: who stays silent is not waited for five times."""
LONGEST = 8
"""How many times the first rest the longest one is: each trial that fails doubles it."""
CLOSED = 4
"""How many times the first rest a rest is after what only a person can mend, such as an empty account."""
LONGEST_BLOCK = 600.0
"""Seconds; an endpoint that asks to be left alone for longer is tried before that."""


class Breaker:
    """What is known of one endpoint: whether it works, and until when it is left alone.

    `rest` is the first rest in seconds. Times are seconds of one clock that never goes back; the caller says them.
    """

    def __init__(self, rest: float) -> None:
        self._rest = rest
        self._failures = 0
        self._lost = 0.0
        self._rests = 0
        self._until = 0.0
        self.why: ModelFailedError | None = None
        """What it failed with, as long as it counts as dead."""
        self._trying = False
        self._blocked = 0.0

    @property
    def shut(self) -> bool:
        """Whether it counts as dead; a trial may be due."""
        return self.why is not None

    def enter(self, now: float) -> bool:
        """Lets a call through; true for the trial, one at a time, of an endpoint that has rested. Raises what the
        endpoint last failed with, while it is left alone."""
        if self.why is None:
            return False
        if self._trying or now < self._until:
            raise _again(self.why)
        self._trying = True
        return True

    def leave(self, trial: bool) -> None:
        """A call is over that tells nothing, such as one that a person stopped."""
        if trial:
            self._trying = False

    def works(self) -> bool:
        """It answered. Tells whether it did not before."""
        back = self.shut
        self._failures, self._lost, self._rests, self._until = 0, 0.0, 0, 0.0
        self.why, self._trying = None, False
        return back

    def failed(self, why: ModelFailedError, trial: bool, took: float, now: float) -> bool:
        """It was asked and failed after so many seconds. Tells whether it is left alone from now on."""
        if self.shut and not trial:
            return False  # it was asked before the others failed: that says nothing new
        self._failures += 1
        self._lost += took
        if trial or self._failures >= FAILURES or self._lost >= LOST_SECONDS:
            self._rests = min(2 * self._rests, LONGEST) or 1
            return self._shut(why, now + self._rests * self._rest)
        return False

    def closed(self, why: ModelFailedError, now: float, seconds: float | None = None) -> bool:
        """It said that asking again is useless, at all or for so many seconds. Tells whether that is new."""
        return self._shut(why, now + min(CLOSED * self._rest if seconds is None else seconds, LONGEST_BLOCK))

    def block(self, seconds: float, now: float) -> None:
        """It works, but wants no call for so many seconds."""
        self._blocked = max(self._blocked, now + seconds)

    def wait(self, now: float) -> float:
        """Seconds until it may be called again."""
        return max(self._blocked - now, 0.0)

    def _shut(self, why: ModelFailedError, until: float) -> bool:
        new = not self.shut
        self.why, self._until, self._trying = why, until, False
        return new


def _again(why: ModelFailedError) -> ModelFailedError:
    """The error once more, for another call."""
    what = f"{why.what} It is left alone for a while."
    if isinstance(why, EndpointFailedError):
        return type(why)(what, why.next_step, why.about)
    return type(why)(what, why.next_step)
