"""What a claim may not leave out of its proof, because without it the claim would say more than the proof does."""

from __future__ import annotations

from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.matching import Matching
from bot.checks.claims.statements import ALL, DOWN, LATE, ON_TIME, UP, Statement


def needed(
    claim: Statement, proof: Statement, matching: Matching, shared: frozenset[str], lexicon: Lexicon
) -> frozenset[str]:
    """The content words of the proof that the claim, or what stands before it, has to have.

    With figures: all words of the clauses that the figures stand in, except those of figures that are left out.
    Without: names, what stands between the words used or closely before them, and a restriction in front.
    """
    free = {word for word in proof.words if word.startswith(ALL)} | lexicon.droppable
    if matching.turned:
        free |= {LATE, ON_TIME}
    if any(link is not None and link.change for link in matching.links):
        free |= {UP, DOWN}
    if not claim.figures:
        return (_inside(proof, shared) | _closer(proof, shared)) - free
    for link in matching.links:
        if link is not None and link.whole_alone:
            return proof.figures[link.used[0]].base - free
    figures = [proof.figures[at] for at in matching.used]
    used = frozenset[str]().union(*(figure.near | figure.base for figure in figures))
    spoken_in = {clause for figure in figures for clause in figure.clauses}
    quoted = (words for clause, words in proof.clauses.items() if clause in spoken_in or not claim.words)
    others = (proof.figures[at].near for at in range(len(proof.figures)) if at not in matching.used)
    return (used.union(*quoted) - (frozenset[str]().union(*others) - used) | _closer(proof, shared)) - free


def _inside(proof: Statement, shared: frozenset[str]) -> frozenset[str]:
    """Words between those that the claim uses, and a restriction in front of them."""
    places = [at for at, word in enumerate(proof.content) if word in shared]
    if not places:
        return frozenset()
    before = frozenset(proof.content[: places[0]]) & proof.narrow
    return frozenset(proof.content[places[0] : places[-1]]) | before


def _closer(proof: Statement, shared: frozenset[str]) -> frozenset[str]:
    """Names, and whatever stands directly before a word that the claim uses: large customers, urgent repairs."""
    found: set[str] = set(proof.names)
    waiting = list(shared)
    while waiting:
        for word in proof.before.get(waiting.pop(), ()):
            if word not in found and word not in shared:
                found.add(word)
                waiting.append(word)
    return frozenset(found)
