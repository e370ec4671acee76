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


def taken(
    shown: Sequence[Topic], reserve: Sequence[Topic], count: int
) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
    """So many topics out of the reserve, those first that differ from what is shown, and what is left of it."""
    found: list[Topic] = []
    for fresh in (True, False):
        for topic in reserve:
            if len(found) < count and topic not in found and (not fresh or differs(topic, [*shown, *found])):
                found.append(topic)
    return tuple(found), tuple(topic for topic in reserve if topic not in found)


def is_known(topic: Topic, seen: Sequence[Topic]) -> bool:
    """Whether somebody saw this topic already, under whatever wording of its title."""
    title = topic.title.lower()
    return any(fuzz.token_set_ratio(title, other.title.lower()) >= TOO_ALIKE for other in seen)


def _apart(one: Topic, other: Topic) -> bool:
    if fuzz.token_set_ratio(one.title.lower(), other.title.lower()) >= TOO_ALIKE:
        return False
    same = (one.question == other.question) + (one.angle == other.angle) + (one.format == other.format)
    return same <= 1


def numbered(
    shown: Sequence[Topic], reserve: Sequence[Topic], seen: Sequence[Topic] = ()
) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
    """The topics with ids t1, t2 ... in the order shown, the reserve counting on; after those seen before."""
    first = max((int(topic.id[1:]) for topic in seen if topic.id[1:].isdigit()), default=0) + 1
    named = [
        topic.model_copy(update={"id": f"t{number}"}) for number, topic in enumerate([*shown, *reserve], first)
    ]
    return tuple(named[: len(shown)]), tuple(named[len(shown) :])
