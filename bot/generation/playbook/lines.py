"""Lines of the playbook: choosing one by the seed, and filling it in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

from bot.domain.brief import Address
from bot.generation.playbook.sentences import inner

_FORM = re.compile(r"<([^<>|]*)\|([^<>|]*)(?:\|([^<>|]*))?>")
_SLOT = re.compile(r"(“|: |^)?\{([a-z_]+\d?)\}")
_GUARD = re.compile(r"\{(if|no)_([a-z_]+\d?)\}")
_AUTHORED = " => "
PARTED = "\x1f"
"""Parts a title from its text, or a comment from its answer (` => ` in a file); no tidied text holds it."""
_FREE = frozenset({"brand", "where", "merge"})
"""Slots that tell a line from its neighbours less than the brief's own sentences do."""


class Piece(NamedTuple):
    """Something of the brief. `low` is how it stands after a colon, `quoted` says it may only be quoted."""

    key: str
    text: str
    low: str = ""
    quoted: bool = False


class Written(NamedTuple):
    """A filled line, with the keys of the pieces in it."""

    text: str
    keys: tuple[str, ...] = ()


Find = Callable[[str], Piece | None]


def slots(line: str) -> list[str]:
    """The names of the slots in a line."""
    return [match.group(2) for match in _SLOT.finditer(_GUARD.sub("", line))]


@lru_cache(maxsize=4096)
def addressed(line: str, address: Address) -> str | None:
    """The line in one form of address; None where it has no wording for it."""
    place = ("je", "u", "neutral").index(address)
    forms = [match.groups() for match in _FORM.finditer(line)]
    if any(form[place] is None for form in forms):
        return None
    return _FORM.sub(lambda match: match.group(place + 1), line)


def is_bare(line: str) -> bool:
    """Whether the line holds nothing but the brief's own words, so that it may be used again and again."""
    return not any(sign.isalpha() for sign in _SLOT.sub("", _GUARD.sub("", line)))


def fill(line: str, find: Find) -> Written | None:
    """The line with its slots filled; None when one has no value. What is filled in is never read again.

    `{if_x}` and `{no_x}` show nothing: the line needs, or must do without, a value for x.
    """
    for guard in _GUARD.finditer(line):
        if (find(guard.group(2)) is None) == (guard.group(1) == "if"):
            return None
    line = _GUARD.sub("", line).replace(_AUTHORED, PARTED)
    values: dict[str, Piece] = {}
    for name in slots(line):
        piece = find(name)
        if piece is None:
            return None
        values[name] = piece

    def put(match: re.Match[str]) -> str:
        before, piece = match.group(1) or "", values[match.group(2)]
        if before == "“":
            return before + inner(piece.text)
        if piece.quoted:
            return f"{before}“{inner(piece.text)}”"
        return before + (piece.low if before == ": " and piece.low else piece.text)

    return Written(_SLOT.sub(put, line), tuple(dict.fromkeys(piece.key for piece in values.values())))


def order(pool: Sequence[str], seed: str, turn: int) -> list[str]:
    """The lines in the order to try: those that hold the brief's words first, each group in seeded order.

    `turn` is the place of a post in its pack, so that posts of one pack begin at different lines.
    """
    return [line for group in groups(tuple(pool), seed) for line in _turned(group, turn)]


@lru_cache(maxsize=256)
def groups(pool: tuple[str, ...], seed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that hold the brief's words, and the others, each in seeded order."""
    mixed = list(pool)
    Random(seed).shuffle(mixed)
    own = tuple(line for line in mixed if any(name not in _FREE for name in slots(line)))
    return own, tuple(line for line in mixed if line not in own)


def _turned(group: Sequence[str], turn: int) -> list[str]:
    if not group:
        return []
    place = turn % len(group)
    return [*group[place:], *group[:place]]
