"""JSON Schemas as model endpoints want them: strict, with or without bounds, or in words.

What strict output takes: an object at the root, every property required, nothing besides, and for what is
optional a union with null (OpenAI, "Structured outputs: supported schemas"). Answers are always validated
again on this side, so whatever an endpoint does not take may safely be left out of what is sent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

STRING_BOUNDS = frozenset({"minLength", "maxLength", "format"})
BOUNDS = STRING_BOUNDS | {
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
}
FORMATS = frozenset({"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"})
# No `pattern`: llama.cpp turns it into a grammar that knows no JSON escapes (a `"` ends the string early) and that
# forgets maxLength. No `title`: it only repeats the key, and costs tokens.
_KEPT = BOUNDS | {"type", "enum", "const", "description"}
_NULL: Schema = {"type": "null"}
_DEEPEST = 12


def strict(schema: Mapping[str, Any]) -> Schema:
    """The schema in the form that strict output takes; applying it twice changes nothing.

    Raises ValueError for what strict output cannot express: a root that is no object, free-form objects, values
    of any type, tuples of fixed positions.
    """
    definitions = {name: _strict(part, f"#/$defs/{name}") for name, part in schema.get("$defs", {}).items()}
    root = _strict(schema, "#")
    if root.get("type") != "object":
        raise ValueError("#: a strict schema has an object at its root")
    return {**root, "$defs": definitions} if definitions else root


def without_bounds(schema: Mapping[str, Any], bounds: frozenset[str] = STRING_BOUNDS) -> Schema:
    """The schema without the bounds on its strings, or without others, for endpoints that refuse them."""
    result: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            result[key] = {name: without_bounds(part, bounds) for name, part in value.items()}
        elif key == "anyOf":
            result[key] = [without_bounds(part, bounds) for part in value]
        elif key == "items":
            result[key] = without_bounds(value, bounds)
        elif key not in bounds:
            result[key] = value
    return result


def in_words(schema: Mapping[str, Any]) -> str:
    """The shape of the answer as a sketch in JSON, for endpoints that take no schema at all."""
    return _sketch(schema, schema.get("$defs", {}), 0)


def without_nulls(value: Any, schema: Mapping[str, Any]) -> Any:
    """The value without a null where the property may be left out and null is not one of its types.

    Strict output has to deliver every property; this undoes it before the answer is validated.
    """
    return _without_nulls(value, schema, schema.get("$defs", {}))


def _strict(schema: Mapping[str, Any], where: str) -> Schema:
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}  # siblings of a reference are refused
    branches = schema.get("anyOf") or schema.get("oneOf")
    if branches:
        kept = {"description": schema["description"]} if "description" in schema else {}
        return {"anyOf": [_strict(part, f"{where}/{place}") for place, part in enumerate(branches)], **kept}
    if len(schema.get("allOf", ())) == 1:
        return _strict(schema["allOf"][0], where)
    result = {key: value for key, value in schema.items() if key in _KEPT}
    if result.get("format") not in FORMATS:
        result.pop("format", None)
    if schema.get("type") == "object":
        return result | _members(schema, where)
    if schema.get("type") == "array":
        if not schema.get("items"):
            raise ValueError(f"{where}: a strict list names the type of its items")
        return result | {"items": _strict(schema["items"], f"{where}/items")}
    if not {"type", "enum", "const"} & result.keys():
        raise ValueError(f"{where}: a strict schema has no values of any type")
    return result


def _members(schema: Mapping[str, Any], where: str) -> Schema:
    if schema.get("additionalProperties") or not schema.get("properties"):
        raise ValueError(f"{where}: a strict object names all its properties")
    needed = schema.get("required", ())
    members = {}
    for name, part in schema["properties"].items():
        member = _strict(part, f"{where}/{name}")
        members[name] = member if name in needed or _takes_null(member) else {"anyOf": [member, _NULL]}
    return {"properties": members, "required": list(members), "additionalProperties": False}


def _takes_null(schema: Mapping[str, Any]) -> bool:
    kind = schema.get("type")
    if kind == "null" or (isinstance(kind, list) and "null" in kind):
        return True
    if "enum" in schema:
        return None in schema["enum"]
    return any(_takes_null(part) for part in schema.get("anyOf", ()))


def _resolved(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref", "")
    found: Mapping[str, Any] = definitions.get(reference.rsplit("/", 1)[-1], schema) if reference else schema
    return found


def _without_nulls(value: Any, schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Any:
    schema = _resolved(schema, definitions)
    choices = [part for part in schema.get("anyOf", ()) if part != _NULL]
    if len(choices) == 1:
        return _without_nulls(value, choices[0], definitions)
    if isinstance(value, list):
        return [_without_nulls(item, schema.get("items", {}), definitions) for item in value]
    if not isinstance(value, dict):
        return value
    members = schema.get("properties", {})
    needed = schema.get("required", ())
    return {
        key: _without_nulls(item, members.get(key, {}), definitions)
        for key, item in value.items()
        if not (item is None and key in members and key not in needed and not _takes_null(members[key]))
    }


def _sketch(schema: Mapping[str, Any], definitions: Mapping[str, Any], depth: int) -> str:
    schema = _resolved(schema, definitions)
    if depth > _DEEPEST:
        return "..."
    if "anyOf" in schema:
        return " or ".join(_sketch(part, definitions, depth + 1) for part in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        choices = schema.get("enum") or [schema["const"]]
        return " or ".join(json.dumps(choice, ensure_ascii=False) for choice in choices)
    kind = schema.get("type")
    if kind == "object":
        inside = [
            f"{json.dumps(name)}: {_sketch(part, definitions, depth + 1)}"
            for name, part in schema.get("properties", {}).items()
        ]
        return "{" + ", ".join(inside) + "}"
    if kind == "array":
        count = _range(schema.get("minItems"), schema.get("maxItems"), "items")
        return f"[{_sketch(schema.get('items', {}), definitions, depth + 1)}, ...{count}]"
    if kind == "string":
        return f'"text{_range(schema.get("minLength"), schema.get("maxLength"), "characters")}"'
    if kind in ("integer", "number"):
        return f"{kind}{_range(schema.get('minimum'), schema.get('maximum'), '')}"
    return {"boolean": "true or false", "null": "null"}.get(str(kind), "value")


def _range(least: float | None, most: float | None, unit: str) -> str:
    if least is None and most is None:
        return ""
    if least is None or most is None:
        text = f"at least {least}" if most is None else f"at most {most}"
    else:
        text = f"{least}" if least == most else f"{least} to {most}"
    return f" ({text} {unit})" if unit else f" ({text})"
