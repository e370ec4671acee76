"""What is wrong with a value, said to people who never saw a data model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.domain.nearest import nearest

Loc = tuple[int | str, ...]
_EMPTY = "this is empty: fill it in, or leave the key out where it is not required."
_PLAIN = {
    "missing": "this key is required and missing.",
    "string_too_short": _EMPTY,
    "bool": "this should be `true` or `false`.",
    "date": "this should be a date such as 2026-03-31.",
    "int": "this should be a whole number.",
    "float": "this should be a number such as 0.7.",
}
"""Sentences by pydantic's type of error, or by the word before its first underscore."""
_BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "less_than_equal": ("le", "at most"),
    "greater_than": ("gt", "more than"),
    "less_than": ("lt", "less than"),
}


def located(errors: Iterable[Mapping[str, Any]], data: Any) -> Iterator[tuple[Loc, Mapping[str, Any]]]:
    """Each offence with the keys that stand in the data: pydantic also names the branches of a choice.

    Of the branches that a value might have meant, only what it was given as is told.
    """
    found = [(_in_data(tuple(error["loc"]), error, data), error) for error in errors]
    for loc, error in found:
        others = [other for other, _ in found if other[: len(loc)] == loc]
        if len(others) > 1 and _other_branch(error):
            continue
        yield loc, error


def sentence(offence: Mapping[str, Any]) -> str:
    """What is wrong and what is accepted."""
    kind, given, bounds = str(offence["type"]), offence["input"], offence.get("ctx", {})
    if kind in _PLAIN:
        return _PLAIN[kind]
    if given is None:
        return _EMPTY
    if kind == "literal_error":
        return _choice(str(given), str(bounds["expected"]).replace("'", ""))
    if kind == "string_type":
        return _text(given)
    if kind in ("tuple_type", "list_type"):
        return f"this should be a list, such as `[{given}]`, or one entry a line after a dash."
    if kind in ("model_type", "dict_type"):
        return "this should hold keys of its own: on the lines below it, indented."
    if kind == "string_too_long":
        return f"this is {len(given):,} characters long; at most {bounds['max_length']:,} are accepted."
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return f"this should be {words} {bounds[name]}."
    if kind == "string_pattern_mismatch":
        return _pattern(given, str(bounds["pattern"]))
    plain = _PLAIN.get(kind.partition("_")[0])
    if plain:
        return plain
    message = str(offence["msg"]).removeprefix("Value error, ")
    return message[:1].lower() + message[1:].rstrip(".") + "."


def _choice(given: str, expected: str) -> str:
    guess = nearest(given, re.split(r", | or ", expected))
    meant = f" Did you mean `{guess}`?" if guess else ""
    return f"`{given}` is not accepted.{meant} Accepted: {expected}."


def _text(given: Any) -> str:
    if isinstance(given, dict):
        return "this should be text; put quotes around it, as the colon makes a key of its beginning."
    if isinstance(given, (list, tuple)):
        return "this should be one text, not a list."
    return f"this should be text; put quotes around `{given}`."


def _pattern(given: str, pattern: str) -> str:
    if "\n" in given:
        return "this should be one line, without line breaks."
    if pattern.startswith("^[A-Za-z][A-Za-z0-9_-]"):
        return f"`{given}` is no id: a letter, then letters, figures, `_` or `-`, at most 40 in all."
    return f"`{given}` does not have the form that is asked for here: {pattern}."


def _in_data(loc: Loc, error: Mapping[str, Any], data: Any) -> Loc:
    kept: list[int | str] = []
    for place, step in enumerate(loc):
        if _holds(data, step):
            data = data[step]
        elif place < len(loc) - 1 or error["type"] not in ("missing", "extra_forbidden"):
            continue
        kept.append(step)
    return tuple(kept)


def _holds(data: Any, step: int | str) -> bool:
    if isinstance(data, (list, tuple)):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, Mapping) and step in data


def _other_branch(error: Mapping[str, Any]) -> bool:
    """Whether this offence is about a branch that the value was not written for."""
    kind = str(error["type"])
    return kind == "literal_error" if isinstance(error["input"], dict) else kind in ("dict_type", "model_type")
