"""One question to a model, until there is a valid answer: parsed, cleaned, validated, repaired once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from bot.domain.errors import ModelFailedError
from bot.domain.model import Call, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.generation.cleaning import clean
from bot.generation.schema import in_words, without_nulls

ValueT = TypeVar("ValueT", bound=BaseModel)
Repair = Callable[[ModelRequest, str, str], ModelRequest]
"""Makes the request for a repair from the first request, the invalid answer and what is wrong with it."""

_MOST_OFFENCES = 12
_MOST_STARTS = 50
_THOUGHTS = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?</\1>", re.S | re.I)
_DECODER = json.JSONDecoder(strict=False)  # small models put raw line breaks and tabs inside strings


class InvalidAnswerError(ValueError):
    """The answer is not what was asked for; the message names every offence, a line each.

    With `shape`, because the answer did not have it: an endpoint that ignores schemas has never been told.
    """

    def __init__(self, offences: str, shape: str = "") -> None:
        super().__init__(f"{offences}\nThe shape must be: {shape}" if shape else offences)


async def ask(
    call: Call, request: ModelRequest, model: type[ValueT], repair: Repair, on_text: OnText | None = None
) -> tuple[ValueT, Usage]:
    """A valid answer and what it took. An invalid one is sent back once, with its offences.

    Raises ModelFailedError when the call fails, or when the repaired answer is invalid too.
    """
    reply = await call(request, on_text)
    try:
        return parse(reply.text, model, request.schema), reply.usage
    except InvalidAnswerError as error:
        again = await call(repair(request, reply.text, str(error)), on_text)
    try:
        return parse(again.text, model, request.schema), reply.usage + again.usage
    except InvalidAnswerError as error:
        raise ModelFailedError(
            f"{again.model} gave no valid answer to `{request.task}`, not even when told what was wrong:"
            f" {str(error).splitlines()[0]}.",
            "Try again, or take a more capable model.",
        ) from error


def parse(text: str, model: type[ValueT], schema: dict[str, Any]) -> ValueT:
    """The answer as a value. Raises InvalidAnswerError, also for what only the bounds of the model forbid."""
    try:
        value = without_nulls(clean(_json(text)), schema)
    except ValueError as error:
        raise InvalidAnswerError(str(error), in_words(schema)) from error
    except RecursionError:
        raise InvalidAnswerError("no valid JSON: nested too deeply", in_words(schema)) from None
    try:
        return model.model_validate(value)
    except ValidationError as error:
        lacking = any(offence["type"] in ("missing", "extra_forbidden") for offence in error.errors())
        raise InvalidAnswerError("\n".join(_offences(error)), in_words(schema) if lacking else "") from error


def partial_items(text: str, key: str) -> list[dict[str, Any]]:
    """The items of the list `key` that are complete in a JSON object that is still arriving, cleaned.

    Cheap enough for every chunk: one native parse, and a few more only where an item may just have ended.
    """
    text = _THOUGHTS.sub("", text)
    text = text[max(text.find("{"), 0) :].rstrip()
    items = _partial_list(text, key)
    if items and not _last_is_complete(text, key, len(items)):
        items.pop()
    return [clean(item) for item in items if isinstance(item, dict)]


def _last_is_complete(text: str, key: str, count: int) -> bool:
    # A null put in here arrives in the list itself only when the item before it is closed: inside that item it
    # ends up deeper, or makes no JSON. A list that is closed already shows by the object being whole.
    if text[-1] not in "]},":
        return False
    grown = any(len(_partial_list(text + more, key)) > count for more in (",null]", "null]"))
    return grown or any(_partial(text + more, partial=False) for more in ("", "}"))


def _partial_list(text: str, key: str) -> list[Any]:
    value = _partial(text)
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _partial(text: str, partial: bool = True) -> Any:
    try:
        return from_json(text, allow_partial=partial)
    except ValueError:
        return None


def _json(text: str) -> dict[str, Any]:
    """The JSON object in an answer, also inside a Markdown fence or between other words: of all that looks like
    one, the longest, so that a part of a broken answer never passes for the whole. Raises ValueError."""
    text = _THOUGHTS.sub("", text)
    longest, value, wrong = 0, None, "there is no JSON object in the answer"
    start = text.find("{")
    for _ in range(_MOST_STARTS):
        if start < 0:
            break
        try:
            found, end = _DECODER.raw_decode(text, start)
            problem = ""
        except json.JSONDecodeError as error:
            found, end, problem = None, max(error.pos, start + 1), f"no valid JSON: {error}"
        if end - start > longest:
            longest, value, wrong = end - start, found, problem
        start = text.find("{", end)
    if not isinstance(value, dict):
        raise ValueError(wrong)
    return value


def _offences(error: ValidationError) -> Iterator[str]:
    for offence in error.errors(include_url=False, include_context=False, include_input=False)[:_MOST_OFFENCES]:
        where = ".".join(str(step) for step in offence["loc"]) or "the answer"
        yield f"{where}: {offence['msg']}"
