"""Other topics than those seen: from another angle, or towards what a sentence asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.checks.view import view
from bot.domain.pack import Topic
from bot.generation import spread
from bot.generation.playbook import sentences as s

_CLAUSE_ENDS = ",;:.!?"
Stems = Callable[[str], frozenset[str]]
Picked = tuple[tuple[Topic, ...], tuple[Topic, ...]]


class Wish(NamedTuple):
    """What a sentence asks for and what it does not want, as stems."""

    wanted: frozenset[str]
    unwanted: frozenset[str]


def fresh(topics: Iterable[Topic], seen: Sequence[Topic]) -> list[Topic]:
    """The topics that nobody saw yet."""
    return [topic for topic in topics if not spread.is_known(topic, seen)]


def other_angle(topics: Sequence[Topic], seen: Sequence[Topic], count: int) -> Picked:
    """So many fresh topics from angles that were seen least, and the other fresh ones as reserve."""
    angles = [topic.angle for topic in seen]
    ordered = sorted(fresh(topics, seen), key=lambda topic: angles.count(topic.angle))
    return _spread(ordered, seen, count)


def steered(
    topics: Sequence[Topic],
    seen: Sequence[Topic],
    asked: Wish,
    cues: Mapping[str, str],
    stems: Stems,
    count: int,
) -> Picked:
    """Fresh topics that share words with the wish, the most of them in front; nothing when none does.

    `cues` holds by the name of an angle the words that point at it.
    """
    scores = {topic.title: _score(topic, asked, cues.get(topic.angle, ""), stems) for topic in topics}
    fitting = [topic for topic in fresh(topics, seen) if scores[topic.title] > 0]
    return _spread(sorted(fitting, key=lambda topic: -scores[topic.title]), seen, count)


def wish(sentence: str, negations: Sequence[str], stems: Stems) -> Wish:
    """The words of a sentence; those of a clause are unwanted from a negation on."""
    wanted: set[str] = set()
    unwanted: set[str] = set()
    for clause in _clauses(sentence):
        words = [word.lower for word in view(clause).words]
        first = next((place for place, word in enumerate(words) if word in negations), len(words))
        wanted |= stems(" ".join(words[:first]))
        unwanted |= stems(" ".join(words[first:]))
    return Wish(frozenset(wanted), frozenset(unwanted - wanted))


def _clauses(sentence: str) -> list[str]:
    for end in _CLAUSE_ENDS:
        sentence = sentence.replace(f"{end} ", "\n")
    return [clause for clause in sentence.splitlines() if clause.strip()]


def _score(topic: Topic, asked: Wish, cues: str, stems: Stems) -> float:
    """Words of the topic itself weigh more than those of its angle and format."""
    own = stems(f"{topic.title} {topic.question}")
    around = stems(f"{topic.angle} {topic.format} {cues}")
    if s.shared(asked.unwanted, own | around):
        return 0.0
    if not asked.wanted:
        return 1.0
    return 2.0 * len(s.shared(asked.wanted, own)) + len(s.shared(asked.wanted, around))


def _spread(ordered: Sequence[Topic], seen: Sequence[Topic], count: int) -> Picked:
    shown, reserve = spread.taken((), ordered, count)
    return spread.numbered(shown, reserve, seen)
