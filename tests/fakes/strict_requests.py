"""What OpenAI refuses in a chat request, and the plainest answer to one that it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]
_TYPES: dict[str, type | tuple[type, ...]] = {
    "model": str,
    "messages": list,
    "stream": bool,
    "stream_options": dict,
    "response_format": dict,
    "max_tokens": int,
    "max_completion_tokens": int,
    "temperature": (int, float),
    "top_p": (int, float),
    "seed": int,
    "prompt_cache_key": str,
}
_KEYWORD = re.compile(
    r"type|properties|required|additionalProperties|items|enum|const|anyOf|\$ref|\$defs|description|format"
    r"|minLength|maxLength|minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf|minItems|maxItems"
)


def prompt_of(request: Json) -> str:
    """The text of all messages."""
    return "\n".join(message["content"] for message in request["messages"])


def sample(schema: Json, definitions: Json) -> Any:
    """The plainest value that a schema allows."""
    if "$ref" in schema:
        return sample(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    if "anyOf" in schema:
        return sample(schema["anyOf"][0], definitions)
    if "enum" in schema or "const" in schema:
        return schema.get("enum", [schema.get("const")])[0]
    match schema["type"]:
        case "object":
            return {key: sample(part, definitions) for key, part in schema["properties"].items()}
        case "array":
            return [sample(schema["items"], definitions)] * max(schema.get("minItems", 1), 1)
        case "string":
            return "a plain text ".ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength")].strip()
        case "integer" | "number":
            return schema.get("minimum", 1)
        case kind:
            return {"boolean": True, "null": None}[kind]


def offences_of(request: Json) -> Iterable[str]:
    """What OpenAI would refuse, whichever model is asked."""
    for key, value in request.items():
        if key not in _TYPES:
            yield f"unknown parameter '{key}'"
        elif not isinstance(value, _TYPES[key]):
            yield f"'{key}' has the wrong type"
    for key in ("model", "messages", "stream"):
        if not request.get(key):
            yield f"'{key}' is missing"
    for message in request.get("messages", []):
        if message.keys() != {"role", "content"} or message["role"] not in ("system", "user", "assistant"):
            yield "a message has a role and a content"
        elif not isinstance(message["content"], str) or not message["content"].strip():
            yield "a message has a text"
    if {"max_tokens", "max_completion_tokens"} <= request.keys():
        yield "'max_tokens' and 'max_completion_tokens' exclude each other"
    form = request.get("response_format", {"type": "text"})
    if form["type"] == "json_object" and "JSON" not in prompt_of(request):
        yield "'messages' must contain the word 'json' for type 'json_object'"
    if form["type"] == "json_schema":
        wrapper = form.get("json_schema", {})
        if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", wrapper.get("name", "")) or wrapper.get("strict") is not True:
            yield "a strict schema with a name"
        yield from schema_offences(wrapper.get("schema", {}))


def schema_offences(schema: Json) -> Iterable[str]:
    """What strict output does not take of a schema."""
    if schema.get("type") != "object":
        yield "the root of a schema is an object"
    yield from _part_offences(schema, "schema", schema.get("$defs", {}))
    for name, part in schema.get("$defs", {}).items():
        yield from _part_offences(part, f"$defs.{name}", schema["$defs"])


def _part_offences(schema: Json, where: str, definitions: Json) -> Iterable[str]:
    for keyword in schema:
        if not _KEYWORD.fullmatch(keyword):
            yield f"{where}: '{keyword}' is not permitted"
    if "$ref" in schema:
        if len(schema) > 1 or schema["$ref"].removeprefix("#/$defs/") not in definitions:
            yield f"{where}: a reference stands alone and leads somewhere"
    elif not {"type", "enum", "const", "anyOf"} & schema.keys():
        yield f"{where}: no type"
    if schema.get("type") == "object":
        members = schema.get("properties", {})
        if (
            sorted(schema.get("required", ())) != sorted(members)
            or schema.get("additionalProperties") is not False
        ):
            yield f"{where}: every property is required and nothing else allowed"
        for name, part in members.items():
            yield from _part_offences(part, f"{where}.{name}", definitions)
    for part in (schema.get("items"), *schema.get("anyOf", ())):
        if part is not None:
            yield from _part_offences(part, f"{where}[]", definitions)
