"""How fast a bot may send, in buckets as Telegram describes them, and what happens when it does not mind.

Told by Telegram: about one message a second in a chat with short bursts, 20 a minute in a group, 30 a second in
all; edits count like messages. Drafts are limited too, but nobody tells how: that figure is a guess.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from tests.fakes.telegram.errors import too_many

_SENDING = frozenset({"sendMessage", "sendDocument", "editMessageText", "editMessageReplyMarkup"})


@dataclass(frozen=True)
class Pace:
    """The limits. `scale` multiplies all rates and bursts (10: ten times as fast); `on` False means no limits."""

    scale: float = 1.0
    on: bool = True
    chat_per_second: float = 1.0
    chat_burst: float = 4
    group_per_minute: float = 20
    overall_per_second: float = 30
    drafts_per_second: float = 5


REAL = Pace()


@dataclass
class _Bucket:
    left: float
    at: float
    blocked_until: float = -math.inf


class PaceKeeper:
    """Counts calls. `clock` is in seconds; `complain` hears of calls into a block."""

    def __init__(self, pace: Pace, clock: Callable[[], float], complain: Callable[[str], None]) -> None:
        self.pace = pace
        self.refused = 0
        self._clock = clock
        self._complain = complain
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def pass_or_refuse(self, method: str, chat: str) -> None:
        """Lets a call through. Raises ApiError 429 with retry_after in whole seconds, and blocks until then."""
        now = self._clock()
        scopes = self._scopes(method, chat)
        for scope, rate, burst in scopes:
            bucket = self._filled(scope, rate, burst, now)
            if now < bucket.blocked_until:
                self._complain(f"{method} for chat {chat} while told to wait ({scope[0]})")
                raise too_many(self._refuse(bucket.blocked_until - now))
            if bucket.left < 1:
                seconds = self._refuse((1 - bucket.left) / rate)
                bucket.blocked_until = now + seconds
                raise too_many(seconds)
        for scope, _, _ in scopes:
            self._buckets[scope].left -= 1

    def block(self, method: str, chat: str, seconds: int) -> None:
        """Makes a scripted 429 count like one of the limits: who calls again too early is told off."""
        scope = ("drafts" if method == "sendMessageDraft" else "chat", chat)
        now = self._clock()
        bucket = self._buckets.setdefault(scope, _Bucket(math.inf, now))
        bucket.blocked_until = now + seconds

    def _refuse(self, seconds: float) -> int:
        self.refused += 1
        return max(1, math.ceil(seconds))

    def _scopes(self, method: str, chat: str) -> list[tuple[tuple[str, str], float, float]]:
        pace = self.pace
        if method == "sendMessageDraft":
            rate = pace.drafts_per_second * pace.scale
            scopes = [(("drafts", chat), rate, rate)]
        elif method in _SENDING:
            overall = pace.overall_per_second * pace.scale
            burst = pace.chat_burst * max(1.0, pace.scale)
            scopes = [
                (("overall", ""), overall, overall),
                (("chat", chat), pace.chat_per_second * pace.scale, burst),
            ]
            if chat.startswith("-"):
                group = pace.group_per_minute * pace.scale
                scopes.append((("group", chat), group / 60, group))
        else:
            scopes = []
        return scopes if pace.on else [(scope, math.inf, math.inf) for scope, _, _ in scopes]

    def _filled(self, scope: tuple[str, str], rate: float, burst: float, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(scope, _Bucket(burst, now))
        if math.isfinite(rate):
            bucket.left = min(burst, bucket.left + (now - bucket.at) * rate)
        bucket.at = now
        return bucket
