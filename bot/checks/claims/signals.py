"""Which signals of a claim a sentence gives off: one pass of a set of expressions, whatever the lists hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import re2

from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.special import GREEN, HEALTH
from bot.checks.phrases import LOWER, NEVER, OPENING, UPPER, Found, lower, pattern, plain
from bot.domain.base import Language

# What may stand before a word. Naming those few signs compiles four times as fast as "no letter and no digit".
_START = r"(?:^|[\s\"'(\[{<>|/*_#@&+=~•·.,;:!?-])"
_CAPITAL = rf"[{UPPER}][{LOWER}']+"
_PARTICLES = rf"(?:[{LOWER}]{{1,3}}\s){{0,3}}"
_LETTER = r"[^\s\d.,;:!?()\"]"
_DAY = r"[0-3]?\d"
_SUPERLATIVE: dict[Language, str] = {"nl": "ste", "en": "est"}


class ExpressionSet(NamedTuple):
    """Expressions that are looked for in one pass, with the name of each."""

    set: re2.Set
    names: tuple[str, ...]

    def found_in(self, text: str) -> set[str]:
        """The names of those that a text holds."""
        matches: list[int] = self.set.Match(text) or []
        return {self.names[index] for index in matches}


class Signals(NamedTuple):
    """The expressions of one language in two sets, and what a superlative looks like.

    `lists` is for text in lower case, which takes half the time of leaving case to the expressions; `parties`
    needs the capitals.
    """

    lists: ExpressionSet
    parties: ExpressionSet
    superlative_form: re.Pattern[str]


@lru_cache(maxsize=16)
def signals(lexicon: Lexicon) -> Signals:
    """Compiles the lists of a lexicon."""
    return Signals(_compiled(dict(_lists(lexicon))), _compiled(dict(_parties(lexicon))), _superlative(lexicon))


def _compiled(expressions: Mapping[str, str]) -> ExpressionSet:
    options = re2.Options()
    options.log_errors = False
    compiled = re2.Set.SearchSet(options)
    for expression in expressions.values():
        compiled.Add(expression)
    compiled.Compile()
    return ExpressionSet(compiled, tuple(expressions))


@lru_cache(maxsize=1024)
def found_in(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The names of all signals in a text."""
    compiled = signals(lexicon)
    text = plain(text)
    found = compiled.lists.found_in(lower(text)) | compiled.parties.found_in(text)
    if "superlative form" in found and next(superlative_forms(text, lexicon), None) is None:
        found.discard("superlative form")
    return frozenset(found)


def superlative_forms(text: str, lexicon: Lexicon) -> Iterator[Found]:
    """Every superlative known by its form alone ("the fastest"), words that only look like one left out."""
    for match in signals(lexicon).superlative_form.finditer(plain(text)):
        yield Found(text[match.start() : match.end()], *match.span())


def _lists(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    lists = lexicon.signals
    beside_names = ("organisation", "firm", "role", "than", "article", "no_superlative")
    for name, phrases in lists.items():
        if name not in beside_names:
            yield name, _any_of(phrases)
    yield "closing", _any_of(lexicon.names.get("greeting", ()))
    yield "digit", r"\d"
    yield "number", _any_of(word for word in lexicon.number_words if word not in _OFTEN_NO_NUMBER)
    yield "list", rf"^\W*(?:(?:{_LETTER}+\s)?\d{{1,2}}[.):]|\d{{1,2}}:\d{{2}}(?::\d{{2}})?)\s"
    than = _choice(lists.get("than", ()))
    yield "than", rf"{_LETTER}{{3,}}ere?\s(?:[^\s,;:.!?]+\s){{0,3}}?(?:{than})\s"
    articles = _choice(lists.get("article", ()))
    yield "superlative form", rf"{_START}(?:{articles})\s{_LETTER}{{3,}}{_SUPERLATIVE[lexicon.language]}\b"
    months = "|".join(word for word, kinds in lexicon.terms.items() if "month" in kinds) or NEVER
    yield "day", rf"{_START}{_DAY}\s(?:{months})\b|{_START}(?:{months})\s{_DAY}(?:\D|$)"
    for name in (GREEN, HEALTH):
        for kind, phrases in lexicon.kinds(name).items():
            yield kind, _any_of(phrases)


def _parties(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Organisations and people, known by the capitals of their names."""
    lists = lexicon.signals
    yield "organisation", f"(?i:{_any_of(lists.get('organisation', ()))})\\s{_PARTICLES}{_CAPITAL}"
    yield "firm", f"{_START}{_CAPITAL}\\s(?i:{_choice(lists.get('firm', ()))})"
    yield "partners", f"{_START}{_CAPITAL}\\s&\\s{_CAPITAL}"
    yield "role", f"{_START}{_CAPITAL}\\s{_PARTICLES}{_CAPITAL},\\s(?i:{_choice(lists.get('role', ()))})"


_OFTEN_NO_NUMBER = frozenset({"een", "one"})


def _choice(phrases: Iterable[str]) -> str:
    return "|".join(pattern(lower(phrase)) for phrase in phrases) or NEVER


def _any_of(phrases: Iterable[str]) -> str:
    """One expression for a list; a phrase pinned with ^ has to open the sentence."""
    free: list[str] = []
    pinned: list[str] = []
    for phrase in phrases:
        (pinned if phrase.startswith(OPENING) else free).append(pattern(lower(phrase).removeprefix(OPENING)))
    parts = [f"{_START}(?:{'|'.join(free)})"] if free else []
    parts += [rf"^\W*(?:{'|'.join(pinned)})"] if pinned else []
    return f"(?:{'|'.join(parts)})" if parts else NEVER


def _superlative(lexicon: Lexicon) -> re.Pattern[str]:
    """A superlative form that is none of the words which only look like one."""
    lists = lexicon.signals
    articles = "|".join(re.escape(word) for word in lists.get("article", ())) or "(?!)"
    words = "|".join(re.escape(word) for word in lists.get("no_superlative", ())) or "(?!)"
    ending = _SUPERLATIVE[lexicon.language]
    return re.compile(rf"\b(?:{articles})\s+(?!(?:{words})\b)[^\W\d_]{{3,}}{ending}\b", re.IGNORECASE)
