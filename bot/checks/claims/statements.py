"""A sentence read for comparison: its figures, content words, periods, denials and reservations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from bot.checks.claims.counting import count
from bot.checks.claims.figures import Figure
from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.pairing import Count, Placed
from bot.checks.claims.tokens import PAUSES, Item, items

LATE, UP, DOWN, SUM, ALL, ON_TIME = "@late", "@up", "@down", "sum", "@all:", "@same:on time"
_NEAR = 3
_SILENT = frozenset({"after", "of", "joins", "oneof", "number", "scale", "clock", "share"})


@dataclass(eq=False)
class Statement:
    """A sentence taken apart; a value that nobody changes.

    It is not frozen because one is made for nearly every sentence of every post, and freezing takes longer than
    filling. Words are in the form that `Lexicon.content` gives them.
    """

    text: str
    tokens: tuple[str, ...]
    """Every word in lower case, for word-for-word comparison."""
    clause_of: Sequence[int]
    """The number of the clause of each item."""
    figures: tuple[Figure, ...] = ()
    figure_at: tuple[int, ...] = ()
    """The place of each figure in the row of items."""
    dated: list[tuple[int, str]] = field(default_factory=list)
    """Codes of periods with their places."""
    placed: list[tuple[int, str]] = field(default_factory=list)
    """Content words with their place in the row, outside figures and periods."""
    narrow: set[str] = field(default_factory=set)
    """Content words behind a preposition that narrows down."""
    names: set[str] = field(default_factory=set)
    """Words with a capital inside the sentence."""
    limits: dict[str, set[int]] = field(default_factory=dict)
    """Reservation or condition to the clauses that make it."""
    cues: set[str] = field(default_factory=set)
    spoken: dict[str, str] = field(default_factory=dict)
    """Content word to the word as it stands in the text."""
    standard: set[str] = field(default_factory=set)
    """Content words behind "than": what something is compared with."""
    listed: set[str] = field(default_factory=set)
    """Content words beside "and" or "or"."""
    denials: int = 0
    since: bool = False
    past: bool = False
    present: bool = False

    @property
    def periods(self) -> tuple[str, ...]:
        """Codes of the periods that it names."""
        return tuple(code for _, code in self.dated)

    @property
    def negative(self) -> bool:
        """Whether it denies; two denials cancel out."""
        return self.denials % 2 == 1

    @property
    def question(self) -> bool:
        """Whether it asks rather than states."""
        return self.text.rstrip("\"'”’») ").endswith("?")

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The content words in order."""
        return tuple(word for _, word in self.placed)

    @cached_property
    def words(self) -> frozenset[str]:
        """The content words without their order."""
        return frozenset(self.content)

    @cached_property
    def clauses(self) -> Mapping[int, frozenset[str]]:
        """The content words of each clause, by its number."""
        found: dict[int, set[str]] = {}
        for place, word in self.placed:
            found.setdefault(self.clause_of[place], set()).add(word)
        return {clause: frozenset(words) for clause, words in found.items()}

    @cached_property
    def before(self) -> Mapping[str, frozenset[str]]:
        """Content word to the content words that stand directly before it: what kind of thing it is."""
        found: dict[str, frozenset[str]] = {}
        for (place, word), (following, other) in pairwise(self.placed):
            if following == place + 1:
                found[other] = found.get(other, frozenset()) | {word}
        return found


@lru_cache(maxsize=512)
def read(text: str, lexicon: Lexicon) -> Statement:
    """The statement that a sentence makes."""
    row = items(text, lexicon)
    counted = count(row, lexicon, lexicon.scale_words.search(text.lower()) is not None)
    found = Statement(text, tuple([item.word for item in row if item.word not in PAUSES]), _clauses(row))
    _fill(found, row, counted, lexicon)
    found.dated += counted.periods
    if counted.placed:
        found.figure_at = tuple(each.start for each in counted.placed)
        found.figures = _surrounded(counted.placed, found.placed, found.clause_of)
    return found


def _fill(found: Statement, row: Sequence[Item], counted: Count, lexicon: Lexicon) -> None:
    flow = _Flow()
    for place, item in enumerate(row):
        if place in counted.used or item.word in PAUSES:
            flow = _Flow(joining=flow.joining and place in counted.used)
            continue
        word = _marked(place, item, found) if item.kinds else None
        if word is None:
            word = _ordinary(item, found, flow, lexicon)
        if not word:
            continue
        found.placed.append((place, word))
        found.spoken.setdefault(word, item.text)
        if item.text[0].isupper() and place and row[place - 1].word not in PAUSES:
            found.names.add(word)
        flow.note(word, found)


@dataclass(slots=True)
class _Flow:
    """What the words before mean for the word that comes: behind a preposition, behind "than", behind "and"."""

    narrowing: bool = False
    narrowed: bool = False
    comparing: bool = False
    joining: bool = False

    def note(self, word: str, found: Statement) -> None:
        if self.narrowing:
            found.narrow.add(word)
            self.narrowed = True
        if self.comparing:
            found.standard.add(word)
        if self.joining:
            found.listed.add(word)
            self.joining = False


def _ordinary(item: Item, found: Statement, flow: _Flow, lexicon: Lexicon) -> str:
    """The content word of an item without a meaning of its own, "" where it has none; moves the flow on."""
    kinds = item.kinds
    if kinds:
        if "restrict" in kinds:
            flow.narrowing, flow.narrowed = True, False
        flow.comparing = flow.comparing or ("than" in kinds and bool(found.placed))
        found.past = found.past or "past" in kinds
        found.present = found.present or "present" in kinds
        if "and" in kinds:
            flow.joining = True
            found.listed.update(word for _, word in found.placed[-1:])
    if item.word in lexicon.neutral or (kinds and kinds.keys() & _SILENT):
        flow.narrowing = flow.narrowing and not flow.narrowed  # an article goes on, what follows the noun ends it
        return ""
    return lexicon.content(item.word)


def _marked(place: int, item: Item, found: Statement) -> str | None:
    """Notes what a phrase means. Gives its content word, "" for none, or None when it is an ordinary word."""
    kinds = item.kinds
    if "not" in kinds:
        found.denials += 1
    elif "limit" in kinds:
        found.limits.setdefault(kinds["limit"], set()).add(found.clause_of[place])
        found.spoken.setdefault(kinds["limit"], item.text)
    elif "period" in kinds:
        found.dated.append((place, kinds["period"]))
    elif "since" in kinds:
        found.since = True
    elif "cue" in kinds:
        found.cues.add(kinds["cue"])
        return "" if kinds["cue"] == SUM else f"@{kinds['cue']}"
    elif "late" in kinds:
        return LATE
    elif "filler" not in kinds:
        kind = next((kind for kind in ("rate", "strict", "all", "same") if kind in kinds), None)
        return f"@{kind}:{kinds[kind]}" if kind else None
    return ""


def _clauses(row: Sequence[Item]) -> list[int]:
    """The number of the clause that each item stands in."""
    numbers: list[int] = []
    clause = 0
    for item in row:
        if item.word in PAUSES:
            clause += 1
        numbers.append(clause)
    return numbers


def _surrounded(
    placed: Sequence[Placed], content: Sequence[tuple[int, str]], clause_of: Sequence[int]
) -> tuple[Figure, ...]:
    """The figures, each with the content words around it; another figure or clause shuts the view."""
    figures: list[Figure] = []
    nouns = {place for place, _ in content}
    for at, each in enumerate(placed):
        floor = placed[at - 1].end if at else 0
        ceiling = placed[at + 1].start if at + 1 < len(placed) else len(clause_of)
        clause = clause_of[each.start]
        here = [(place, word) for place, word in content if clause_of[place] == clause]
        after = [word for place, word in here if each.end <= place < ceiling][:_NEAR]
        before = [word for place, word in here if floor <= place < each.start][-_NEAR:]
        head = after[0] if after else (before[-1] if before else "")
        near = frozenset((*after, *before))
        base = frozenset(word for _, word in here) if each.part_at is not None else near & {head}
        clauses = frozenset({clause, clause if each.part_at is None else clause_of[each.part_at]})
        plain = not (each.figure.unit or each.figure.bound or each.figure.whole)
        label = plain and each.label
        bare = plain and each.end not in nouns
        figures.append(
            each.figure._replace(
                head=head, near=near, behind=frozenset(after), base=base, clauses=clauses, label=label, bare=bare
            )
        )
    return tuple(figures)
