"""What rules propose from a text: each field with the literal words it came from, for a person to keep or drop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from bot.domain.brief import Brand, Objection, Persona, Proposition, RequiredWord

MAX_TEXT = 4000
MAX_LINE = 400
_ENDS = (". ", "! ", "? ", "\n")


class Proposed(NamedTuple):
    """A field with a value, and the words of the text that carry it. Fields of several values come several times.

    `seen` and `against` count the words for and against, where the value was counted (the form of address).
    """

    field: str
    value: str
    sentence: str
    seen: int = 0
    against: int = 0


def block(field: str, lines: Sequence[str], limit: int = MAX_TEXT) -> tuple[Proposed, ...]:
    """One value of several lines, as they stand there, cut at the end of a sentence where they are too many."""
    text = "\n".join(line.strip() for line in lines).strip()
    if limit == MAX_LINE:
        text = text.split("\n", 1)[0]
    return (Proposed(field, cut(text, limit), "\n".join(lines).strip()),) if text else ()


def cut(text: str, limit: int) -> str:
    """The text up to the last sentence that fits."""
    if len(text) <= limit:
        return text
    place = max(text.rfind(end, 0, limit) for end in _ENDS)
    return text[: place + 1 if place > 0 else limit].strip()


def many(field: str, pairs: Iterable[tuple[str, str]], most: int) -> tuple[Proposed, ...]:
    """Several values, each once, with the line each stands in."""
    once: dict[str, Proposed] = {}
    for value, line in pairs:
        once.setdefault(value.casefold(), Proposed(field, value, line))
    return tuple(once.values())[:most]


def brand(kept: Sequence[Proposed], name: str) -> Brand:
    """A brand of what was kept; `name` counts where none was. Samples are texts of their own, no part of it."""
    one = _single(kept)
    data: dict[str, Any] = {key: one[key] for key in ("sector", "site", "voice", "address", "emoji") if key in one}
    data |= {key: _all(kept, key) for key in ("banned", "preferred")}
    required = tuple(RequiredWord(text=text) for text in _all(kept, "required"))
    return Brand(name=one.get("name", name), required=required, **data)


def persona(kept: Sequence[Proposed]) -> Persona | None:
    """A persona of what was kept, every field an assumption; None without a need."""
    one = _single(kept)
    if "need" not in one:
        return None
    data: dict[str, Any] = {key: one[key] for key in ("name", "role", "situation") if key in one}
    data |= {key: _all(kept, key) for key in ("questions", "decision_factors", "vocabulary")}
    objections = tuple(Objection(text=text) for text in _all(kept, "objections"))
    return Persona(need=one["need"], objections=objections, **data)


def proposition(kept: Sequence[Proposed]) -> Proposition | None:
    """A proposition of what was kept; None without its text."""
    one = _single(kept)
    data: dict[str, Any] = {key: one[key] for key in ("need", "benefit", "better") if key in one}
    return Proposition(text=one["text"], **data) if "text" in one else None


def _single(kept: Sequence[Proposed]) -> dict[str, str]:
    return {item.field: item.value for item in reversed(kept)}


def _all(kept: Sequence[Proposed], field: str) -> tuple[str, ...]:
    return tuple(item.value for item in kept if item.field == field)
