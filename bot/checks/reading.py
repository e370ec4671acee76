"""What the language checks share: the texts of a draft, phrases of a list in them, what surrounds a hit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.checks import phrases
from bot.checks.view import View, view
from bot.domain.check import CheckContext, Draft

MAX_HITS = 8
NEGATION_REACH = 2
NEGATION_LOOKBACK, EXCEPTION_REACH = 60, 60
# Longer than the widest gap of a phrase, so that no phrase begins in one part and ends in the next.
BETWEEN = "\n" + "\0\n" * (phrases.MAX_GAP_WORDS + 2)


class Reading(NamedTuple):
    """One text of a draft: the main field (`text`) or a part."""

    part: str
    view: View


class Place(NamedTuple):
    """A phrase of a list where it stands in a draft; `start` and `end` count in the view's text."""

    part: str
    view: View
    text: str
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """The sentence around it."""
        return self.view.sentence_at(self.start).text


@dataclass(frozen=True)
class Whole:
    """All texts of a draft, also as one long text: searching that once beats searching every part."""

    readings: tuple[Reading, ...]

    @cached_property
    def prose(self) -> str:
        """The prose of all parts."""
        return BETWEEN.join(reading.view.prose for reading in self.readings)

    @cached_property
    def text(self) -> str:
        """The full text of all parts, with quotations, addresses and hashtags."""
        return BETWEEN.join(reading.view.text for reading in self.readings)

    @cached_property
    def lowercase(self) -> str:
        """The full text in lower case, with straight apostrophes."""
        return self.text.lower().replace("’", "'")

    @cached_property
    def lowers(self) -> tuple[str, ...]:
        """Every word of the prose in lower case."""
        return tuple(word for reading in self.readings for word in reading.view.lowers)

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for reading in self.readings:
            starts.append(starts[-1] + len(reading.view.text) + len(BETWEEN))
        return starts

    def find(self, wanted: tuple[str, ...], text: str) -> Iterator[Place]:
        """The phrases in `text` (this object's prose or text), each placed in its part."""
        for found in phrases.find(wanted, text):
            number = bisect_right(self._starts, found.start) - 1
            offset = self._starts[number]
            part, seen = self.readings[number]
            start, end = found.start - offset, found.end - offset
            yield Place(part, seen, seen.text[start:end], start, end)


@lru_cache(maxsize=128)
def _whole(segments: tuple[tuple[str, str], ...]) -> Whole:
    (name, main), *rest = segments
    beside = (Reading(part, view(text)) for part, text in rest if text not in main)
    return Whole((Reading(name, view(main)), *beside))


def whole(draft: Draft) -> Whole:
    """The texts of a draft, each once: what the main field already holds (its first hook) is left out."""
    return _whole(draft.segments())


def listed(context: CheckContext, *keys: str) -> tuple[str, ...]:
    """The phrases of these lists in the language of the draft; none where there is no such list."""
    wanted: tuple[str, ...] = ()
    for key in keys:
        found = context.phrases.get(key)
        if found:
            wanted += found[context.language]
    return wanted


def places(draft: Draft, context: CheckContext, *keys: str) -> Iterator[Place]:
    """Every phrase of these lists in the draft's own prose: no quotation, address, hashtag or mention."""
    seen = whole(draft)
    return seen.find(listed(context, *keys), seen.prose)


def any_of(draft: Draft, context: CheckContext, *keys: str) -> bool:
    """Whether any phrase of these lists stands in the prose."""
    return next(places(draft, context, *keys), None) is not None


def once(found: Iterable[Place], limit: int = MAX_HITS) -> tuple[Place, ...]:
    """The first place of each wording in each part, at most `limit`: one remark for one fault."""
    first: dict[tuple[str, str], Place] = {}
    for place in found:
        first.setdefault((place.part, place.text.lower()), place)
    return tuple(first.values())[:limit]


def is_negated(place: Place, context: CheckContext) -> bool:
    """Whether a negation ("geen", "without") stands within two words before the phrase."""
    negations = phrases.words(listed(context, "negations"))
    before = place.view.prose[max(0, place.start - NEGATION_LOOKBACK) : place.start]
    clause = before.replace("\n", ".").rpartition(".")[2]
    return not negations.isdisjoint(View(clause).lowers[-NEGATION_REACH:])


def overlaps(place: Place, context: CheckContext, key: str) -> bool:
    """Whether an exception of another list lies over the phrase ("only one left to" over "only one left")."""
    start = max(0, place.start - EXCEPTION_REACH)
    around = place.view.prose[start : place.end + EXCEPTION_REACH]
    return any(
        start + found.start < place.end and place.start < start + found.end
        for found in phrases.find(listed(context, key), around)
    )
