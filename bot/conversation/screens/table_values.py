"""The fields of an entry in words: their names, and what they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.conversation.areas import table_fields
from bot.conversation.areas.table_fields import FIELDS, Field
from bot.conversation.catalogue import Texts
from bot.conversation.spans import Piece, bold, italic, short
from bot.domain.base import Model
from bot.domain.brief import Persona

SHOWN = 320
"""Characters of a field on the card of an entry."""
MAX_LINES = 6


def told(t: Texts, kind: str, data: Model, name: Callable[[str], str]) -> list[Piece | list[Piece]]:
    """What is filled in, a line or list for each field, and what is still empty."""
    rows: list[Piece | list[Piece]] = []
    seen = data.observed if isinstance(data, Persona) else ()
    empty: list[str] = []
    for field in FIELDS[kind]:
        values = shown(t, kind, field, getattr(data, field.key), name)
        label = label_of(t, kind, field.key)
        if not values:
            empty.append(label)
            continue
        mark = f" ({t('table-seen')})" if field.key in seen else ""
        rows.append([bold(f"{label}{mark}:"), _joined(values)])
    if empty:
        rows.append(italic(t("table-still-empty", fields=", ".join(empty))))
    return rows


def shown(t: Texts, kind: str, field: Field, value: object, name: Callable[[str], str]) -> tuple[str, ...]:
    """The value of a field in the words of the screen."""
    values = table_fields.lines_of(value)
    if field.shape == "channels":
        return tuple(name(key) for key in values)
    if field.shape == "choice":
        return tuple(t(f"table-choice-{field.key}-{key}") if key in field.options else key for key in values)
    return values


def _joined(values: Sequence[str]) -> str:
    if len(values) == 1:
        return " " + short(values[0], SHOWN)
    more = "\n…" if len(values) > MAX_LINES else ""
    return "".join(f"\n– {short(value, 140)}" for value in values[:MAX_LINES]) + more


def label_of(t: Texts, kind: str, key: str) -> str:
    """What a field is called."""
    return t(f"table-field-{kind}-{key.replace('_', '-')}")
