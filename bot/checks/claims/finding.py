"""Rules that find claims in a text, whoever wrote it and whatever the writer says about it.

A sentence is a claim when a reader could ask for proof of it. Figures that matter, comparisons, superlatives,
research, effects, named parties and the like make a fact; what we say we do, and what the reader is said to
get, makes a promise. Questions, actions asked of the reader, the reader's own situation, dates of events,
opinions and quotations are none, unless they hold something that is a claim in any company.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.checks.claims.figures import FACTOR, PERCENT, POINT, TIMES, TIMES_OVER, Figure
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.signals import found_in
from bot.checks.claims.special import GREEN, HEALTH, special
from bot.checks.claims.statements import Statement, read
from bot.checks.view import Sentence, View, view
from bot.domain.pack import ClaimKind

_PLACEHOLDER = re.compile(r"\[[^\]\n]*\]")
_CURRENCIES = frozenset({"eur", "usd", "gbp"})
_FEW = 12
_SENTENCE = 4
_CLOSING = 8
_CHEER = 6
_DIRECTION = ".visual"
"""The part of a beat that tells the maker what to film: no reader gets to read it."""
CONTEXT = 2
"""Sentences before a claim whose period and subject still hold."""
# What makes a claim in any company.
_HARD = frozenset({"unique", "absolute", "research", "organisation", "firm", "partners", "role"})
_SPECIAL = {GREEN: frozenset({"generic", "neutrality", "label"}), HEALTH: frozenset({"health", "safety"})}
# What makes a claim unless the sentence is an opinion, an action or about the reader.
_SOFT = frozenset({"quantity", "effect", "availability"})
_PROMISES = frozenset({"guarantee", "you_get"})
_SUPERLATIVES = frozenset({"superlative", "superlative form"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that states something: where it stands, what kind it is, and the proof its writer means.

    `context` holds the sentences before it in the same part: a period named there still holds.
    """

    text: str
    part: str
    kind: ClaimKind
    proof: str | None = None
    source_sentence: str | None = None
    context: tuple[str, ...] = ()


def find_claims(
    pieces: Iterable[tuple[str, str]], lexicon: Lexicon, brand: str | None = None
) -> tuple[Candidate, ...]:
    """The claims in the pieces of a draft (part and text), each sentence once, in order."""
    found: dict[str, Candidate] = {}
    for part, text in pieces:
        if part.endswith(_DIRECTION):
            continue
        for candidate in _of_piece(part, text, lexicon, brand):
            found.setdefault(candidate.text, candidate)
    return tuple(found.values())


def _of_piece(part: str, text: str, lexicon: Lexicon, brand: str | None) -> Iterator[Candidate]:
    seen = view(text)
    sentences = seen.sentences
    for at, sentence in enumerate(sentences):
        kind = kind_of(_own_words(seen, sentence), lexicon, brand)
        if kind is not None:
            before = tuple(each.text for each in sentences[max(0, at - CONTEXT) : at])
            yield Candidate(literal(text, seen, sentence), part, kind, context=before)


def _own_words(seen: View, sentence: Sentence) -> str:
    """The sentence without quotations, addresses, hashtags and slots to fill in."""
    words = seen.prose[sentence.start : sentence.end]
    return _PLACEHOLDER.sub(" ", words) if "[" in words else words


def literal(text: str, seen: View, sentence: Sentence) -> str:
    """The sentence as it stands in the text.

    Where the view had to drop invisible marks, places differ; lines do not, so the whole line is given then.
    """
    if seen.text == text:
        return sentence.text
    line = seen.text.count("\n", 0, sentence.start)
    return text.split("\n")[line].strip()


@lru_cache(maxsize=1024)
def kind_of(words: str, lexicon: Lexicon, brand: str | None = None) -> ClaimKind | None:
    """Fact, promise, or None when the sentence is no claim."""
    signals = found_in(words.replace(brand, "…") if brand else words, lexicon)  # its own name claims nothing
    own = "own" in signals or (brand is not None and _speaks(words, brand))
    if not signals and not own:
        return None
    if _no_statement(words, signals):
        return None
    statement = read(words, lexicon) if signals & {"digit", "number"} else None
    if statement is not None and any(_strong(figure) for figure in statement.figures):
        return "fact"
    if "action" in signals or "list" in signals:
        return "promise" if "joint" in signals else None
    boast = _superlative(signals, own) or _boasts(words, signals)
    hard = bool(signals & _HARD) or boast or _is_special(words, signals, lexicon)
    if hard and "reader" not in signals:
        return "fact"
    if _set_aside(signals):
        return None
    if signals & _SOFT or _compares(signals):
        return "fact"
    return _by_figures(statement, own) or _by_promise(signals, own, words)


def _speaks(words: str, brand: str) -> bool:
    """Whether the brand stands in a sentence and not in a title or signature."""
    return brand in words and sum(word.isalpha() for word in words.replace(brand, "").split()) >= _SENTENCE


def _no_statement(words: str, signals: frozenset[str]) -> bool:
    """A question, a source that is named, the line that closes a letter."""
    asks = words.rstrip("\"'”’») ").endswith("?") and "statement" not in signals
    return asks or "credit" in signals or ("closing" in signals and len(words.split()) <= _CLOSING)


def _is_special(words: str, signals: frozenset[str], lexicon: Lexicon) -> bool:
    """About the environment, health or safety, innocent turns of speech aside."""
    lists = (name for name, kinds in _SPECIAL.items() if signals & kinds)
    return any(next(special(words, lexicon, name), None) is not None for name in lists)


def _set_aside(signals: frozenset[str]) -> bool:
    """An opinion, the date of an event, or the reader's own situation."""
    if signals & {"opinion", "day", "event"}:
        return True
    return "reader" in signals and not signals & (_PROMISES | {"availability"})


def _strong(figure: Figure) -> bool:
    """A figure nobody writes without meaning it: a percentage, an amount, a share, a multiple, a decimal."""
    units = (PERCENT, POINT, FACTOR)
    return figure.unit in units or figure.unit in _CURRENCIES or figure.whole is not None or figure.places > 0


def _superlative(signals: frozenset[str], own: bool) -> bool:
    """Of our own, or with the field it holds in; other superlatives are a manner of speaking."""
    return bool(signals & _SUPERLATIVES) and (own or "scope" in signals)


def _boasts(words: str, signals: frozenset[str]) -> bool:
    """A short cheer ("Best coffee!") that says no field, and means every other."""
    cheers = words.rstrip("\"'”’») ").endswith("!") and 1 < len(words.split()) <= _CHEER
    return cheers and "no_boast" not in signals and bool(signals & _SUPERLATIVES)


def _compares(signals: frozenset[str]) -> bool:
    return bool(signals & {"than", "comparison"}) and "rhetorical" not in signals


def _by_figures(statement: Statement | None, own: bool) -> ClaimKind | None:
    if statement is None:
        return None
    if statement.since and statement.periods:
        return "fact"
    weighty = [figure for figure in statement.figures if _weighty(figure, own)]
    if not weighty:
        return None
    terms = all(figure.unit in TIMES and figure.bound == "<=" for figure in weighty)
    return "promise" if own and terms else "fact"


def _weighty(figure: Figure, own: bool) -> bool:
    """A measure or a length of time, a limit, a count beyond a dozen in digits, or any figure about ourselves."""
    many = figure.value > _FEW and figure.text[:1].isdecimal()
    measure = figure.unit not in ("", TIMES_OVER)
    return not figure.label and bool(measure or figure.bound or own or many)


def _by_promise(signals: frozenset[str], own: bool, words: str) -> ClaimKind | None:
    if signals & _PROMISES or (own and len(words.split()) >= _SENTENCE):
        return "promise"
    return None
