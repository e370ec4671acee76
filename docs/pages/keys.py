"""The keys of a data model for readers who do not read Python: type, default and accepted values in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

_ONE_LINE = r"^[^\r\n]*$"
_ID = r"^[A-Za-z][A-Za-z0-9_-]{0,39}$"


class Key(NamedTuple):
    """One key of a model: its name, its type in words, and its default as it would be written in YAML."""

    name: str
    type: str
    default: str


def keys(model: type[BaseModel], links: Mapping[str, str]) -> Iterator[Key]:
    """Every key of a model, in order. `links` say in Markdown what stands for a model inside it, by its name."""
    schema = model.model_json_schema(by_alias=True)
    required = schema.get("required", ())
    for name, shape in schema["properties"].items():
        default = "required" if name in required else _default(shape.get("default"))
        yield Key(name, _type(shape, links), default)


def _type(shape: Mapping[str, Any], links: Mapping[str, str]) -> str:
    if "$ref" in shape:
        return links[shape["$ref"].rsplit("/", 1)[-1]]
    if "const" in shape:
        return f"`{shape['const']}`"
    if "enum" in shape:
        return "one of " + ", ".join(f"`{value}`" for value in shape["enum"])
    if "anyOf" in shape:
        return "; or ".join(_type(kind, links) for kind in shape["anyOf"] if kind.get("type") != "null")
    match shape["type"]:
        case "string":
            return _text(shape)
        case "array":
            return f"list; each: {_type(shape['items'], links)}"
        case "object":
            return f"for each key: {_type(shape['additionalProperties'], links)}"
        case "integer":
            return f"whole number from {shape['minimum']} to {shape['maximum']}"
        case "boolean":
            return "`true` or `false`"
        case kind:
            raise ValueError(f"no words for the type {kind}")


def _text(shape: Mapping[str, Any]) -> str:
    if shape.get("format") == "date":
        return "date, such as `2026-03-31`"
    if shape.get("pattern") == _ID:
        return "id: a letter, then letters, figures, `_` or `-`"
    line = "one line" if shape.get("pattern") == _ONE_LINE else "text"
    return f"{line}, at most {shape['maxLength']:,} characters" if "maxLength" in shape else line


def _default(value: object) -> str:
    if value is None or value in ([], {}) or isinstance(value, Mapping):
        return "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
