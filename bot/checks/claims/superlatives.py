"""Words that set their sender above all others ("the best in town", "the only one"), and whether proof says so.

A brief may say such words, and a sentence of a post that repeats them then stands as `from_brief`: the brief does
say it in so many words. That nothing shows it to be true is another matter, which the checks bring up apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.checks.claims.evidence import Evidence, dossier
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.signals import found_in, superlative_forms
from bot.checks.claims.special import denied
from bot.checks.claims.tracing import said
from bot.checks.phrases import Found, find, plain, starts_clause
from bot.checks.view import View, view
from bot.domain.brief import Brief

_SIGNALS = frozenset({"superlative", "superlative form", "unique"})


def unbacked(text: str, brief: Brief | None, today: date, lexicon: Lexicon) -> tuple[str, ...]:
    """The superlatives in a text that no valid proof point and no sentence of a released source carries."""
    found = tuple(_superlatives(text, lexicon))
    shown = [_stems(each, lexicon) for each in _shown(brief, today, lexicon)] if found else []
    return tuple(words for words, needed in found if not any(needed <= each for each in shown))


def _superlatives(text: str, lexicon: Lexicon) -> Iterator[tuple[str, frozenset[str]]]:
    """Each superlative, with what proof of it has to say: the same of the same, in the same field."""
    seen = view(said(text))
    for sentence in seen.sentences:
        words = sentence.text
        if words.rstrip("\"'”’») ").endswith("?") or _SIGNALS.isdisjoint(found_in(words, lexicon)):
            continue
        scopes = tuple(find(lexicon.signals.get("scope", ()), words))
        where = " ".join(scope.text for scope in scopes)
        for found in _in_sentence(words, bool(scopes), lexicon):
            following = words[found.end :]
            of = View(following).lowers[:1] if following[:1].isspace() else ()
            yield found.text, _stems(f"{found.text} {' '.join(of)} {where}", lexicon)


def _in_sentence(words: str, scoped: bool, lexicon: Lexicon) -> Iterator[Found]:
    lists = lexicon.signals
    articles = frozenset(lists.get("article", ()))
    loose = find(lists.get("superlative", ()), words)
    absolute = (each for each in loose if scoped or _sets_apart(words, each, articles))
    every = (*find(lists.get("unique", ()), words), *absolute, *superlative_forms(words, lexicon))
    end = -1
    for found in sorted(every, key=lambda each: (each.start, -each.end)):  # the longest where several overlap
        if found.start >= end and not denied(words, found, lexicon):
            yield found
            end = found.end


def _sets_apart(words: str, found: Found, articles: frozenset[str]) -> bool:
    """Whether "best" stands as in "the best" or "Best soup in town", and not as in "do your best"."""
    before, inside = View(plain(words[: found.start])), View(plain(found.text))
    around = (*before.lowers[-1:], *inside.lowers[:1])
    return not articles.isdisjoint(around) or starts_clause(words, found.start)


def _shown(brief: Brief | None, today: date, lexicon: Lexicon) -> Iterator[str]:
    """What valid proof and released sources say, where it denies nothing, with the scope it holds in."""
    for each in dossier(brief, today, lexicon).all if brief else ():
        if _usable(each):
            yield f"{each.statement.text} {each.scope_text}"


def _usable(evidence: Evidence) -> bool:
    released = evidence.kind == "proof" or (evidence.kind == "source" and evidence.permission != "internal")
    return released and not evidence.expired and not evidence.statement.negative


def _stems(text: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.content(word) for word in View(text).lowers if word not in lexicon.neutral)
