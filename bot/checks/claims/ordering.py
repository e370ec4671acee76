"""Whether a claim has the words and figures of its proof in the same roles, as far as their order tells.

Painters call residents, or residents call painters; 31 before and 4 after, or the other way round: the same words
and figures, another statement. So the order of the proof has to be kept, but for what grammar moves about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from bot.checks.claims.matching import Matching
from bot.checks.claims.statements import Statement
from bot.domain.base import Language

Key = str | int
_ANYWHERE = ("@rate", "@same")


def same_order(claim: Statement, proof: Statement, matching: Matching, language: Language) -> bool:
    """Whether the claim tells the proof in its order.

    Beside figures one thing may have moved ("91% was repaired", "we repaired 91%"). Without figures only a group
    behind a preposition may come first ("On Mondays residents call"); Dutch then turns subject and verb round, and
    puts the verb last in a clause of its own. How often and when may stand anywhere.
    """
    if any(link is not None and link.change for link in matching.links):
        return True
    told = _sequence(proof, {at: at for at in range(len(proof.figures))})
    links = {at: link.used[0] for at, link in enumerate(matching.links) if link and len(link.used) == 1}
    retold = _sequence(claim, links)
    ranks = {key: rank for rank, key in enumerate(key for key in told if key in set(retold))}
    keys = [key for key in retold if key in ranks]
    row = [ranks[key] for key in keys]
    if len(row) <= 2 or _rises(row):
        return True
    if claim.figures and len(row) - _longest_rise(row) == 1:
        return True
    return _grammar(row, keys, claim, language)


def _grammar(row: Sequence[int], keys: Sequence[Key], claim: Statement, language: Language) -> bool:
    first_back = next(at for at, (one, two) in enumerate(pairwise(row), 1) if one > two)
    rest = row[first_back:]
    if all(key in claim.narrow for key in keys[:first_back]):
        turned = language == "nl" and len(rest) > 1 and rest[0] == rest[1] + 1 and _rises([rest[1], *rest[2:]])
        if _rises(rest) or turned:
            return True
    verb_last = _rises(row[:-1]) and row[-2] - row[-1] > 1
    return language == "nl" and verb_last


def _sequence(statement: Statement, figures: dict[int, int]) -> list[Key]:
    """Words, figures (by number) and, where there are several, periods, each once and in order."""
    placed: list[tuple[int, Key]] = [pair for pair in statement.placed if not pair[1].startswith(_ANYWHERE)]
    placed += [(statement.figure_at[at], number) for at, number in figures.items()]
    if len(statement.dated) > 1:
        placed += [(place, f"@{code}") for place, code in statement.dated]
    placed.sort(key=lambda pair: pair[0])
    return list(dict.fromkeys(key for _, key in placed))


def _rises(row: Sequence[int]) -> bool:
    return all(one < two for one, two in pairwise(row))


def _longest_rise(row: Sequence[int]) -> int:
    ends: list[int] = []
    for rank in row:
        at = bisect_left(ends, rank)
        ends[at : at + 1] = [rank]
    return len(ends)
