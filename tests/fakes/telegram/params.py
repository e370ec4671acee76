"""The parameters of a call, however they came: query, form, multipart or JSON, all as the texts Telegram reads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from tests.fakes.telegram.errors import ApiError, bad

UPLOAD_MOST = 50 * 1024 * 1024
_HALVES = re.compile("[\ud800-\udfff]")
_YES, _NO = ("true", "1", "yes"), ("false", "0", "no", "")


class Upload(NamedTuple):
    """A file that came with a call."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True)
class Params:
    """What a call said. `complain` takes a sentence about what a careful client would not send."""

    values: Mapping[str, str]
    files: Mapping[str, Upload]
    complain: Callable[[str], None]

    def text(self, name: str) -> str:
        """The text, empty if it was not sent."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """The number; what is outside the bounds is moved to them, as Telegram does, and complained about."""
        said = self.values.get(name)
        if said is None:
            return default
        try:
            number = int(said)
        except ValueError:
            self.complain(f"{name} is {said!r}, not a whole number")
            return default
        inside = max(number, low) if low is not None else number
        inside = min(inside, high) if high is not None else inside
        if inside != number:
            self.complain(f"{name} is {number}, outside {low} to {high}")
        return inside

    def flag(self, name: str) -> bool:
        """True or false; false if it was not sent."""
        said = self.text(name).lower()
        if said not in (*_YES, *_NO):
            self.complain(f"{name} is {said!r}, neither true nor false")
        return said in _YES

    def structure(self, name: str, words: str, kind: type[dict[str, Any]] | type[list[Any]]) -> Any:
        """The parsed JSON, None if it was not sent; refused with `words` if it is none."""
        said = self.text(name)
        if not said:
            return None
        try:
            value = json.loads(said)
        except ValueError:
            self.complain(f"{name} is no JSON")
            raise bad(f"can't parse {words}") from None
        if not _is_utf8(json.dumps(value, ensure_ascii=False)):
            raise bad("strings must be encoded in UTF-8")
        if not isinstance(value, kind):
            self.complain(f"{name} is no {kind.__name__}")
            raise bad(f"{'object' if kind is dict else 'array'} expected as {name}")
        return value

    def known(self, value: Mapping[str, Any], fields: frozenset[str], what: str) -> None:
        """Complains about fields that the Bot API does not have."""
        for name in sorted(value.keys() - fields):
            self.complain(f"unknown field {name!r} in {what}")


async def read(request: web.Request, complain: Callable[[str], None]) -> Params:
    """The parameters of a request. Raises ApiError 400 for a body that cannot be read, 413 for one too large."""
    values: dict[str, str] = {}
    files: dict[str, Upload] = {}

    def add(name: str, value: str) -> None:
        if not _is_utf8(value):
            raise bad("strings must be encoded in UTF-8")
        if name in values:
            complain(f"parameter {name!r} is sent twice")
        values[name] = value

    for name, value in request.query.items():
        add(name, value)
    if request.content_type.startswith("multipart/"):
        await _read_parts(request, add, files)
    elif request.content_type == "application/json":
        for name, value in _object(await request.text(), complain).items():
            add(name, value if isinstance(value, str) else json.dumps(value))
    elif request.content_type == "application/x-www-form-urlencoded":
        for name, value in parse_qsl(await request.text(), keep_blank_values=True):
            add(name, value)
    elif request.can_read_body and await request.read():
        complain(f"a body of type {request.content_type} is not read")
    return Params(values, files, complain)


def _is_utf8(text: str) -> bool:
    """Whether it can be sent at all: half a surrogate pair cannot."""
    return text.isascii() or not _HALVES.search(text)


def _object(body: str, complain: Callable[[str], None]) -> Mapping[str, Any]:
    try:
        value = json.loads(body or "{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        complain("the body is no JSON object")
        raise bad("object expected as the request body")
    return {name: item for name, item in value.items() if item is not None}


async def _read_parts(request: web.Request, add: Callable[[str, str], None], files: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise bad("a multipart body within a multipart body is not read")
        content, name = bytes(await part.read(decode=True)), part.name or ""
        if part.filename is None:
            add(name, content.decode("utf-8", "surrogateescape"))
        elif len(content) > UPLOAD_MOST:
            raise ApiError(413)
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            files[name] = Upload(part.filename, content, mime)
