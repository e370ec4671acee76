"""The port to whoever writes out speech."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.domain.pack import Usage


@dataclass(frozen=True, slots=True)
class Recording:
    """Speech as it was recorded. `name` is a file name whose ending says its kind, such as `voice.ogg`; `source`
    is a front and what the file goes by there, if it can be had from there again."""

    content: bytes
    name: str
    source: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, empty when nothing was, and what writing it out took."""

    text: str
    usage: Usage


class Transcribe(Protocol):
    """Writes out a recording. Raises `ModelFailedError` when that could not be had."""

    async def __call__(self, recording: Recording) -> Transcript: ...
