"""A sentence read for comparison: its figures, content words, periods, denials and reservations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from bot.checks.claims.counting import count
from bot.checks.claims.figures import Figure
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.pairing import Count
from bot.checks.claims.tokens import Item, items

LATE, UP, DOWN, SUM, ALL, ON_TIME = "@late", "@up", "@down", "sum", "@all:", "@same:on time"
_NEAR = 3


@dataclass(slots=True)
class _Parts:
    """What a pass over the items collects."""

    content: list[tuple[int, str]] = field(default_factory=list)
    narrow: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    limits: set[str] = field(default_factory=set)
    cues: set[str] = field(default_factory=set)
    periods: list[str] = field(default_factory=list)
    spoken: dict[str, str] = field(default_factory=dict)
    denials: int = 0
    since: bool = False


@dataclass(frozen=True, eq=False)
class Statement:
    """A sentence taken apart. Words are in the form that `Lexicon.content` gives them."""

    text: str
    figures: tuple[Figure, ...]
    content: tuple[str, ...]
    """Content words in order, outside figures and periods."""
    words: frozenset[str]
    clauses: tuple[frozenset[str], ...]
    narrow: frozenset[str]
    """Content words behind a preposition that narrows down."""
    names: frozenset[str]
    """Words with a capital inside the sentence."""
    before: Mapping[str, frozenset[str]]
    """Content word to the content words that stand directly before it: what kind of thing it is."""
    periods: tuple[str, ...]
    since: bool
    negative: bool
    limits: frozenset[str]
    cues: frozenset[str]
    tokens: tuple[str, ...]
    """Every word in lower case, for word-for-word comparison."""
    spoken: Mapping[str, str]
    """Content word to the word as it stands in the text."""

    @property
    def question(self) -> bool:
        """Whether it asks rather than states."""
        return self.text.rstrip("\"'”’») ").endswith("?")


@lru_cache(maxsize=8192)
def read(text: str, lexicon: Lexicon) -> Statement:
    """The statement that a sentence makes."""
    row = items(text, lexicon)
    counted = count(row, lexicon)
    parts = _parts(row, counted, lexicon)
    clause_of = _clauses(row)
    clauses: dict[int, set[str]] = {}
    for place, word in parts.content:
        clauses.setdefault(clause_of[place], set()).add(word)
    return Statement(
        text=text,
        figures=_surrounded(counted, parts.content, clause_of),
        content=tuple(word for _, word in parts.content),
        words=frozenset(word for _, word in parts.content),
        clauses=tuple(frozenset(words) for words in clauses.values()),
        narrow=frozenset(parts.narrow),
        names=frozenset(parts.names),
        before=_before(parts.content),
        periods=(*counted.periods, *parts.periods),
        since=parts.since,
        negative=parts.denials % 2 == 1,
        limits=frozenset(parts.limits),
        cues=frozenset(parts.cues),
        tokens=tuple(item.word for item in row if not item.pause),
        spoken=parts.spoken,
    )


def _parts(row: Sequence[Item], counted: Count, lexicon: Lexicon) -> _Parts:
    found = _Parts()
    narrowing = False
    for place, item in enumerate(row):
        if place in counted.used or item.pause:
            narrowing = False
            continue
        word = _marked(item, found) if item.kinds else None
        if word is None:
            if "restrict" in item.kinds:
                narrowing = True
                continue
            if item.word in lexicon.neutral or item.kinds.keys() & _SILENT:
                continue
            word = lexicon.content(item.word)
        elif not word:
            continue
        found.content.append((place, word))
        found.spoken.setdefault(word, item.text)
        if narrowing:
            found.narrow.add(word)
        if place and item.text[0].isupper() and not row[place - 1].pause:
            found.names.add(word)
    return found


_SILENT = frozenset({"bound", "after", "of", "range", "joins", "oneof", "number", "scale"})


def _marked(item: Item, found: _Parts) -> str | None:
    """Notes what a phrase means. Gives its content word, "" for none, or None when it is an ordinary word."""
    kinds = item.kinds
    if "not" in kinds:
        found.denials += 1
        return ""
    if "limit" in kinds:
        found.limits.add(kinds["limit"])
        found.spoken.setdefault(kinds["limit"], item.text)
        return ""
    if "period" in kinds:
        found.periods.append(kinds["period"])
        return ""
    if "since" in kinds:
        found.since = True
        return ""
    if "cue" in kinds:
        found.cues.add(kinds["cue"])
        return "" if kinds["cue"] == SUM else f"@{kinds['cue']}"
    if "late" in kinds:
        return LATE
    for kind in ("rate", "strict", "all", "same"):
        if kind in kinds:
            return f"@{kind}:{kinds[kind]}"
    return "" if "filler" in kinds else None


def _before(content: Sequence[tuple[int, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for (place, word), (following, other) in pairwise(content):
        if following == place + 1:
            found[other] = found.get(other, frozenset()) | {word}
    return found


def _clauses(row: Sequence[Item]) -> list[int]:
    numbers: list[int] = []
    clause = 0
    for item in row:
        clause += item.pause
        numbers.append(clause)
    return numbers


def _surrounded(
    counted: Count, content: Sequence[tuple[int, str]], clause_of: Sequence[int]
) -> tuple[Figure, ...]:
    """The figures, each with the content words around it; another figure or clause shuts the view."""
    figures: list[Figure] = []
    for at, each in enumerate(counted.placed):
        floor = counted.placed[at - 1].end if at else 0
        ceiling = counted.placed[at + 1].start if at + 1 < len(counted.placed) else len(clause_of)
        clause = clause_of[each.start]
        after = [w for p, w in content if each.end <= p < ceiling and clause_of[p] == clause][:_NEAR]
        before = [w for p, w in content if floor <= p < each.start and clause_of[p] == clause][-_NEAR:]
        head = after[0] if after else (before[-1] if before else "")
        near = frozenset((*after, *before))
        base = frozenset(w for p, w in content if clause_of[p] == clause) if each.whole_first else near & {head}
        figures.append(replace(each.figure, head=head, near=near, base=base, clause=clause))
    return tuple(figures)
