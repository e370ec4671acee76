"""Scripts: whether the words fit in the seconds, and whether the shots follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise
from typing import NamedTuple

from bot.checks.counters import count
from bot.checks.length import HARD
from bot.domain.check import Check, CheckContext, Draft, Hit

TOLERANCE = 1.15
"""A speaker varies by about this factor around the words a minute of a channel."""
MAX_HITS = 5
SECONDS_A_MINUTE = 60
_FIGURE = re.compile(r"\d[\d.,]*")
_SPOKEN_SIGN = re.compile("[%€$£&]")
_HARD_FIGURE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+|\d{5,})(?![\w])")


class Timed(NamedTuple):
    """A shot with what is said in it; `start` and `end` in seconds."""

    place: int
    start: float
    end: float
    spoken: str


def words_spoken(text: str) -> int:
    """Words as a voice says them: a figure takes one word for every two digits, and one for its sign."""
    extra = sum(max(0, (sum(map(str.isdigit, f)) + 1) // 2 - count(f, "words")) for f in _FIGURE.findall(text))
    return count(text, "words") + extra + len(_SPOKEN_SIGN.findall(text))


def seconds_spoken(text: str, words_per_minute: int) -> float:
    """How long a text takes to say, in seconds."""
    return words_spoken(text) * SECONDS_A_MINUTE / max(1, words_per_minute)


def too_long(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A script outside the seconds that the channel documents."""
    return _duration(draft, context, hard=True)


def unusual_length(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A script outside the seconds that work best by convention."""
    return _duration(draft, context, hard=False)


def pace(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A shot with more words than can be said in it."""
    spoken = context.channel.spoken
    return islice(_hurried(draft, spoken.words_per_minute), MAX_HITS) if spoken else ()


def order(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Shots that overlap, leave a gap, end before they begin, or do not begin at zero."""
    beats = _beats(draft)
    if beats and beats[0].start != 0:
        yield _misplaced(beats[0], 0)
    for beat in beats:
        if beat.end <= beat.start:
            yield _misplaced(beat, beat.start)
    for one, other in pairwise(beats):
        if other.start != one.end:
            yield _misplaced(other, one.end)


def hard_figures(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A figure that is hard to say and to take in by ear: decimals, thousands, long numbers."""
    if context.channel.spoken is None:
        return
    for beat in _beats(draft):
        found = _HARD_FIGURE.search(beat.spoken)
        if found:
            yield Hit(found.group(), {"figure": found.group()}, f"beats[{beat.place}].spoken")


def _beats(draft: Draft) -> list[Timed]:
    value = draft.parts.get("beats")
    if not isinstance(value, list | tuple):
        return []
    found: list[Timed] = []
    for place, beat in enumerate(value):
        if isinstance(beat, Mapping):
            start, end, spoken = beat.get("start"), beat.get("end"), beat.get("spoken")
            if isinstance(start, int | float) and isinstance(end, int | float):
                found.append(Timed(place, start, end, spoken if isinstance(spoken, str) else ""))
    return found


def _duration(draft: Draft, context: CheckContext, *, hard: bool) -> Iterator[Hit]:
    spoken = context.channel.spoken
    beats = _beats(draft)
    if spoken is None or not beats or (spoken.basis in HARD) != hard:
        return
    words = " ".join(beat.spoken for beat in beats)
    said = seconds_spoken(words, spoken.words_per_minute) / TOLERANCE
    seconds = round(max(beats[-1].end, said))
    if not spoken.min_seconds <= seconds <= spoken.max_seconds:
        values = {"seconds": seconds, "min": spoken.min_seconds, "max": spoken.max_seconds}
        yield Hit(beats[-1].spoken, values, f"beats[{beats[-1].place}]")


def _hurried(draft: Draft, words_per_minute: int) -> Iterator[Hit]:
    for beat in _beats(draft):
        has = beat.end - beat.start
        needs = seconds_spoken(beat.spoken, words_per_minute)
        if has > 0 and needs > has * TOLERANCE + 0.5:
            room = int(has * TOLERANCE * words_per_minute / SECONDS_A_MINUTE)
            values = {"needs": round(needs), "has": _plain(has), "room": room, "words": words_spoken(beat.spoken)}
            yield Hit(beat.spoken, values, f"beats[{beat.place}].spoken")


def _misplaced(beat: Timed, expected: float) -> Hit:
    values = {"number": beat.place + 1, "start": _plain(beat.start), "end": _plain(beat.end)}
    return Hit(beat.spoken, {**values, "expected": _plain(expected)}, f"beats[{beat.place}]")


def _plain(seconds: float) -> str:
    return f"{seconds:g}"


CHECKS: tuple[Check, ...] = (
    Check("spoken.limit", "blocking", too_long),
    Check("spoken.length", "advice", unusual_length),
    Check("spoken.pace", "advice", pace),
    Check("spoken.order", "blocking", order),
    Check("spoken.figures", "advice", hard_figures),
)
