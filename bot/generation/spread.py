"""Picks topics that differ, greedily and in the order they arrive.

Asking for many candidates with their tails brings more variety than asking again (arXiv 2510.01171,
2402.01727); what is too near to a shown one is not lost, it waits in the reserve.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from bot.domain.pack import Topic

TOO_ALIKE = 80
"""Token-set ratio of two titles from which they count as the same idea."""


def differs(topic: Topic, shown: Sequence[Topic]) -> bool:
    """Whether a topic differs enough from each one shown: its title, and two of question, angle, format."""
    return all(_apart(topic, other) for other in shown)


def _apart(one: Topic, other: Topic) -> bool:
    if fuzz.token_set_ratio(one.title.lower(), other.title.lower()) >= TOO_ALIKE:
        return False
    same = (one.question == other.question) + (one.angle == other.angle) + (one.format == other.format)
    return same <= 1


def numbered(shown: Sequence[Topic], reserve: Sequence[Topic]) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
    """The topics with ids t1, t2 ... in the order shown, the reserve counting on."""
    named = [topic.model_copy(update={"id": f"t{number}"}) for number, topic in enumerate([*shown, *reserve], 1)]
    return tuple(named[: len(shown)]), tuple(named[len(shown) :])
