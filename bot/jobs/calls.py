"""Paid calls of a job as its use cases see them: the ports of the domain, behind which the reply is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from bot.domain.errors import ModelFailedError, QuotaError, RefusedError
from bot.domain.model import Call, ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.domain.speech import Recording, Transcribe, Transcript
from bot.generation.problems import AccessError, BusyError, UnavailableError
from bot.jobs.paying import Paying, Values, in_a_job

CALL, HEAR = "llm", "hear"
Fetch = Callable[[str, str], Awaitable[bytes]]
"""Fetches a file: the front it came in through, and what that front calls it. Raises OSError."""
_KINDS: dict[str, type[ModelFailedError]] = {
    kind.__name__: kind
    for kind in (ModelFailedError, QuotaError, RefusedError, UnavailableError, BusyError, AccessError)
}


class DurableCalls:
    """Asks the model through `call`. Outside a job it is the bare call."""

    def __init__(self, paying: Paying, call: Call) -> None:
        self._paying = paying
        self._call = call
        paying.knows(CALL, self._paid)

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        """The reply, which may be one that was paid for before a crash. Raises ModelFailedError, as it was the
        first time."""
        if not in_a_job():
            return await self._call(request, on_text)
        stored = await self._paying.buy(CALL, asdict(request), on_text)
        return ModelReply(text=_told(stored, "text"), usage=_usage(stored) or Usage(), model=stored["model"])

    async def _paid(self, asked: Values, on_text: OnText) -> Values:
        try:
            reply = await self._call(ModelRequest(**asked), on_text)
        except ModelFailedError as error:
            return _failure(error)
        return {"text": reply.text, "usage": reply.usage.model_dump(mode="json"), "model": reply.model}


class DurableHearing:
    """Writes recordings out through `hear`. What is kept of a recording is where it came from and its hash: its
    sound is `fetch`ed again where another process has to write it out. Outside a job, and for a recording that
    comes from nowhere, it is the bare thing."""

    def __init__(self, paying: Paying, hear: Transcribe, fetch: Fetch) -> None:
        self._paying = paying
        self._hear = hear
        self._fetch = fetch
        self._here: dict[str, bytes] = {}
        paying.knows(HEAR, self._paid)

    async def __call__(self, recording: Recording) -> Transcript:
        """The transcript, which may be one that was paid for before a crash. Raises ModelFailedError."""
        if not in_a_job() or recording.source is None:
            return await self._hear(recording)
        sound = hashlib.sha256(recording.content).hexdigest()
        asked = {"sound": sound, "name": recording.name, "source": list(recording.source)}
        self._here[sound] = recording.content
        try:
            stored = await self._paying.buy(HEAR, asked)
        finally:
            self._here.pop(sound, None)
        return Transcript(text=_told(stored, "text"), usage=_usage(stored) or Usage())

    async def _paid(self, asked: Values, on_text: OnText) -> Values:
        try:
            transcript = await self._hear(Recording(await self._sound(asked), asked["name"]))
        except ModelFailedError as error:
            return _failure(error)
        return {"text": transcript.text, "usage": transcript.usage.model_dump(mode="json")}

    async def _sound(self, asked: Values) -> bytes:
        here = self._here.get(asked["sound"])
        if here is not None:
            return here
        try:
            return await self._fetch(*asked["source"])
        except OSError as error:
            raise ModelFailedError("The recording cannot be had any more.", "Send it once more.") from error


def _told(stored: Values, name: str) -> Any:
    if "failed" not in stored:
        return stored[name]
    error = _KINDS[stored["failed"]](stored["what"], stored["next_step"])
    error.usage = _usage(stored)
    raise error


def _usage(stored: Values) -> Usage | None:
    return stored["usage"] and Usage.model_validate(stored["usage"])


def _failure(error: ModelFailedError) -> Values:
    kind = next(one.__name__ for one in type(error).__mro__ if one.__name__ in _KINDS)
    usage = error.usage and error.usage.model_dump(mode="json")
    return {"failed": kind, "what": error.what, "next_step": error.next_step, "usage": usage}
