"""The fields that a team fills in: how each is typed, read and shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import ValidationError

from bot.conversation.general import UnreadableError
from bot.domain.base import Model
from bot.domain.brief import Objection, RequiredWord

Shape = Literal["text", "line", "link", "list", "pairs", "date", "choice", "channels"]
"""`link`: a web address; `list`: one a line; `pairs`: one a line, with a second text behind a bar; `channels`:
channels, by tapping."""
ModelT = TypeVar("ModelT", bound=Model)
MOST: Mapping[Shape, int] = {"text": 4000, "line": 400, "link": 400, "list": 8000, "pairs": 12000, "date": 40}
"""Characters that may be typed."""
MOST_LINES = 60
_LINE = 400
_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
_LINK = re.compile(r"https?://[^\s/?#.<>\"]+(?:\.[^\s/?#.<>\"]+)+(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-•*–]|\d{1,2}[.)])\s+")
_PAIRS: Mapping[str, tuple[type[Model], str, str]] = {
    "objections": (Objection, "text", "answer"),
    "required": (RequiredWord, "text", "when"),
}


class Field(NamedTuple):
    """A field, by its key in the data. One that is `needed` cannot be emptied."""

    key: str
    shape: Shape = "text"
    options: tuple[str, ...] = ()
    needed: bool = False


BRAND = "brand"
FIELDS: Mapping[str, tuple[Field, ...]] = {
    BRAND: (
        Field("name", "line", needed=True),
        Field("sector", "line"),
        Field("voice"),
        Field("address", "choice", ("je", "u", "neutral"), needed=True),
        Field("locale", "choice", ("nl-NL", "nl-BE", "en-GB", "en-US")),
        Field("emoji", "choice", ("none", "some", "free"), needed=True),
        Field("banned", "list"),
        Field("preferred", "list"),
        Field("required", "pairs"),
        Field("site", "link"),
    ),
    "persona": (
        Field("name", "line"),
        Field("role", "line"),
        Field("need", needed=True),
        Field("situation"),
        Field("questions", "list"),
        Field("decision_factors", "list"),
        Field("objections", "pairs"),
        Field("vocabulary", "list"),
        Field("channels", "channels"),
    ),
    "proposition": (Field("text", needed=True), Field("need"), Field("benefit"), Field("better")),
    "proof": (
        Field("text", "line", needed=True),
        Field("source", "line"),
        Field("period", "line"),
        Field("scope", "line"),
        Field("valid_until", "date"),
    ),
    "asset": (Field("title", "line", needed=True), Field("kind", "line", needed=True), Field("url", "link")),
}
"""What can be filled in, by kind of entry and for the brand, in the order of the cards."""
FIRST: Mapping[str, str] = {"persona": "need", "proposition": "text", "proof": "text", "asset": "title"}
"""The field that a new entry begins with."""


def field_of(kind: str, key: str) -> Field | None:
    """A field by its key."""
    return next((field for field in FIELDS.get(kind, ()) if field.key == key), None)


def read(field: Field, typed: str) -> Any:
    """What was typed as the field's value; nothing typed empties it. Raises UnreadableError, which says why."""
    if not typed:
        if field.needed:
            raise UnreadableError("table-needed")
        return () if field.shape in ("list", "pairs", "channels") else None
    if len(typed) > MOST.get(field.shape, _LINE):
        raise UnreadableError("error-too-long", MOST.get(field.shape, _LINE))
    match field.shape:
        case "line":
            return " ".join(typed.split())
        case "link":
            return _link(typed)
        case "list":
            return _lines(typed)
        case "pairs":
            return tuple(_pair(field.key, line) for line in _lines(typed))
        case "date":
            return _date(typed)
        case "choice" if typed not in field.options:
            raise UnreadableError("table-choose")
        case _:
            return typed


def changed(data: ModelT, field: Field, value: Any) -> ModelT:
    """The data with another value. Raises UnreadableError for what the data does not take."""
    held: dict[str, Any] = {**data.model_dump(), field.key: value}
    try:
        return type(data).model_validate(held)
    except ValidationError:
        raise UnreadableError("table-not-taken") from None


def toggled(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The values with one more, or without it."""
    return tuple(one for one in values if one != value) if value in values else (*values, value)


def lines_of(value: Any) -> tuple[str, ...]:
    """A value as it is typed, one text a line; nothing for what is empty."""
    match value:
        case None:
            return ()
        case date():
            return (f"{value:%d-%m-%Y}",)
        case Objection() | RequiredWord():
            return (" | ".join(filter(None, value.model_dump().values())),)
        case tuple():
            return tuple(line for one in value for line in lines_of(one))
        case dict():
            return tuple(f"{key}: {one}" for key, one in value.items())
        case _:
            return (str(value),)


def title(kind: str, key: str, data: Model) -> str:
    """What an entry is called in a list: proof by its key, as that is what texts refer to."""
    names = ("name", "role", "need") if kind == "persona" else ("title", "text")
    name = next((str(found) for one in names if (found := getattr(data, one, None))), key)
    return f"{key} · {name}" if kind == "proof" else name


def _lines(typed: str) -> tuple[str, ...]:
    pieces = typed.splitlines() if "\n" in typed else typed.split(";")
    lines = tuple(filter(None, (" ".join(_BULLET.sub("", piece.strip()).split()) for piece in pieces)))
    if not lines:
        raise UnreadableError("error-text-wanted")
    if len(lines) > MOST_LINES:
        raise UnreadableError("table-too-many", MOST_LINES)
    if any(len(line) > _LINE and "|" not in line for line in lines):
        raise UnreadableError("error-too-long", _LINE)
    return tuple(dict.fromkeys(lines))


def _pair(key: str, line: str) -> Model:
    kind, first, second = _PAIRS[key]
    said, _, then = line.partition("|")
    try:
        return kind.model_validate({first: said.strip(), second: then.strip() or None})
    except ValidationError:
        raise UnreadableError("table-not-taken") from None


def _link(typed: str) -> str:
    """A web address; the name of a site alone is one too."""
    address = typed.strip()
    if "://" not in address and _LINK.fullmatch(f"https://{address}"):
        address = f"https://{address}"
    if not _LINK.fullmatch(address):
        raise UnreadableError("table-link-wanted")
    return address


def _date(typed: str) -> date:
    found = _DATE.fullmatch(typed.strip())
    if found is None:
        raise UnreadableError("table-date-wanted")
    day, month, year = found.group(1, 2, 3) if found[3] else found.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise UnreadableError("table-date-wanted") from None


def options(field: Field, channels: Iterable[str]) -> tuple[str, ...]:
    """What can be chosen for a field; nothing where it is typed."""
    return tuple(channels) if field.shape == "channels" else field.options
