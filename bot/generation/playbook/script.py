"""A spoken script: shots that follow each other from zero, each long enough to be said."""

from __future__ import annotations

import math
from typing import Any

from bot.checks.counters import count
from bot.checks.spoken import seconds_spoken
from bot.domain.channel import Spoken
from bot.domain.playbook import Scene
from bot.generation.playbook import sentences as s
from bot.generation.playbook.desk import Desk, Fits

USUAL = Spoken(min_seconds=15, max_seconds=60, words_per_minute=135, hook_max_words=12, basis="convention")
_MAX_VISUAL = 200
_MAX_SCREEN = 60
_LEAST_SECONDS = 2
_CLOSING_SECONDS = 7
"""Room kept for the last shot while the others are chosen."""


def sayable(fits: Fits, spoken: Spoken | None) -> Fits:
    """The same test, and where there is speech: no more words than a spoken opening may have."""
    if spoken is None:
        return fits
    return lambda text: fits(text) and count(text, "words") <= spoken.hook_max_words


class Script:
    """Shots for one film. Each shot takes its seconds from what is left of the channel's longest film."""

    def __init__(self, desk: Desk, scene: Scene, spoken: Spoken, fits: Fits, mechanism: str) -> None:
        self.mechanism = mechanism
        self._desk = desk
        self._scene = scene
        self._spoken = spoken
        self._fits = fits
        self._left = spoken.max_seconds - _CLOSING_SECONDS

    def opening(self, hook: str) -> dict[str, Any]:
        """The first shot, in which the hook is said."""
        return self._shot("open", hook, hook if len(hook) <= _MAX_SCREEN else "")

    def shot(self, role: str) -> dict[str, Any] | None:
        """A shot in which a role speaks, when there is time for it."""
        names = (f"open_{self.mechanism}", "open_any") if role == "open" else (role,)
        tried = (self._desk.role(name, "say", self._in_time) for name in names)
        said = next((written for written in tried if written is not None), None)
        if said is None:
            return None
        screen = s.figure(said.text, self._desk.material.grammar)
        if screen is None:
            written = self._desk.role(role, "screen", lambda text: len(text) <= _MAX_SCREEN)
            screen = written.text if written else ""
        return self._shot(self._after_opening() if role == "open" else role, said.text, screen)

    def closing(self) -> dict[str, Any] | None:
        """The last shot, that looks back at the first."""
        self._left = _CLOSING_SECONDS
        return self.shot("close")

    def timed(self, shots: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The shots with start and end; a film that is too short holds its shots longer."""
        lasting = [self._seconds(shot["spoken"]) for shot in shots]
        place = 0
        while sum(lasting) < self._spoken.min_seconds:
            lasting[place % len(lasting)] += 1
            place += 1
        ends = [sum(lasting[: n + 1]) for n in range(len(lasting))]
        return [
            {"start": end - last, "end": end, **shot} for shot, last, end in zip(shots, lasting, ends, strict=True)
        ]

    def _after_opening(self) -> str:
        return "reply" if self.mechanism == "objection" else "*"

    def _in_time(self, text: str) -> bool:
        return self._fits(text) and self._seconds(text) <= self._left

    def _seconds(self, text: str) -> int:
        return max(_LEAST_SECONDS, math.ceil(seconds_spoken(text, self._spoken.words_per_minute)))

    def _shot(self, role: str, spoken: str, screen: str) -> dict[str, Any]:
        self._left -= self._seconds(spoken)
        shots = self._scene.shots
        pools = [(f"{self._scene.key}.{name}", shots[name]) for name in (role, "*") if name in shots]
        seen = self._desk.aside(pools, lambda text: len(text) <= _MAX_VISUAL)
        return {"visual": seen, "spoken": spoken, "on_screen": screen}
