"""What the language checks share: the texts of a draft, phrases of a list in them, what surrounds a hit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.checks import phrases
from bot.checks.view import View, view
from bot.domain.check import CheckContext, Draft

MAX_HITS = 8
NEGATION_REACH = 2
EXCEPTION_REACH = 60


class Reading(NamedTuple):
    """One text of a draft: the main field (`text`) or a part."""

    part: str
    view: View


class Place(NamedTuple):
    """A phrase of a list where it stands in a draft."""

    part: str
    view: View
    text: str
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """The sentence around it."""
        return self.view.sentence_at(self.start).text


def readings(draft: Draft) -> tuple[Reading, ...]:
    """The texts of a draft, each once: what the main field already holds (its first hook) is left out."""
    segments = draft.segments()
    rest = (Reading(part, view(text)) for part, text in segments[1:] if text not in draft.text)
    return (Reading("text", view(draft.text)), *rest)


def listed(context: CheckContext, key: str) -> tuple[str, ...]:
    """The phrases of a list in the language of the draft; none when there is no such list."""
    phrases_of = context.phrases.get(key)
    return phrases_of[context.language] if phrases_of else ()


def places(draft: Draft, context: CheckContext, *keys: str) -> Iterator[Place]:
    """Every phrase of these lists in the draft's own prose: no quotation, address, hashtag or mention."""
    wanted = tuple(phrase for key in keys for phrase in listed(context, key))
    if wanted:
        for part, seen in readings(draft):
            for found in phrases.find(wanted, seen.prose):
                yield Place(part, seen, *found)


def once(found: Iterable[Place], limit: int = MAX_HITS) -> tuple[Place, ...]:
    """The first place of each wording in each part, at most `limit`: one remark for one fault."""
    first: dict[tuple[str, str], Place] = {}
    for place in found:
        first.setdefault((place.part, place.text.lower()), place)
    return tuple(first.values())[:limit]


def is_negated(place: Place, context: CheckContext) -> bool:
    """Whether a negation ("geen", "without") stands within two words before the phrase."""
    negations = phrases.words(listed(context, "negations"))
    before = place.view.prose[max(0, place.start - 60) : place.start]
    clause = before.replace("\n", ".").rpartition(".")[2]
    return not negations.isdisjoint(View(clause).lowers[-NEGATION_REACH:])


def overlaps(place: Place, context: CheckContext, key: str) -> bool:
    """Whether an exception of another list lies over the phrase ("free month" over "free")."""
    start = max(0, place.start - EXCEPTION_REACH)
    around = place.view.prose[start : place.end + EXCEPTION_REACH]
    return any(
        start + found.start < place.end and place.start < start + found.end
        for found in phrases.find(listed(context, key), around)
    )
