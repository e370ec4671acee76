"""What changed between two versions, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "added", "removed"]
_WORD = re.compile(r"\S+\s*|\s+")
_PIECE = re.compile(r"\s+|\S+")
_PATIENCE = 3_000_000
"""Pairs of equal words above which the readable comparison would take seconds: then the quick one is taken."""


class Change(NamedTuple):
    """A run of text that stands in both versions, or in one only."""

    kind: Kind
    text: str


def word_diff(old: str, new: str) -> tuple[Change, ...]:
    """The runs in order, what was removed before what came for it.

    `same` and `removed` joined give the old text, `same` and `added` the new one.
    """
    one, other = _WORD.findall(old), _WORD.findall(new)
    changes: list[Change] = []
    for tag, start, end, begin, stop in _opcodes(one, other):
        if tag == "equal":
            changes.append(Change("same", "".join(one[start:end])))
        else:
            changes += _replaced("".join(one[start:end]), "".join(other[begin:stop]))
    return tuple(_merged(changes))


def _opcodes(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """difflib finds the longest shared passages, which reads best; it is too slow on long texts of few words."""
    shared, words = Counter(one), Counter(other)
    if sum(times * words[word] for word, times in shared.items()) <= _PATIENCE:
        yield from SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        return
    from rapidfuzz.distance import LCSseq

    for code in LCSseq.opcodes(one, other):
        yield code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end


def _replaced(old: str, new: str) -> Iterator[Change]:
    """A replacement without the words and spaces that both have at their beginning and end."""
    one, other = _PIECE.findall(old), _PIECE.findall(new)
    head = _alike(one, other)
    tail = _alike(one[head:][::-1], other[head:][::-1])
    yield Change("same", "".join(one[:head]))
    yield Change("removed", "".join(one[head : len(one) - tail]))
    yield Change("added", "".join(other[head : len(other) - tail]))
    yield Change("same", "".join(one[len(one) - tail :]))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _merged(changes: Sequence[Change]) -> Iterator[Change]:
    """Runs of one kind joined, empty ones left out; between two of the same text removed comes before added."""
    removed = added = same = ""
    for kind, text in changes:
        if not text:
            continue
        if kind == "same":
            yield from _pending(removed, added)
            removed = added = ""
            same += text
            continue
        if same:
            yield Change("same", same)
            same = ""
        removed, added = (removed + text, added) if kind == "removed" else (removed, added + text)
    yield from _pending(removed, added)
    if same:
        yield Change("same", same)


def _pending(removed: str, added: str) -> Iterator[Change]:
    if removed:
        yield Change("removed", removed)
    if added:
        yield Change("added", added)
