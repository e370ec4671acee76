"""Voice notes and other recordings: what was said is written out in a job, for a person to look at first."""

from __future__ import annotations

import errno
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.domain.base import Language, Model
from bot.domain.errors import ModelFailedError
from bot.domain.pack import Usage
from bot.domain.records import Job
from bot.domain.speech import Recording, Transcribe
from bot.knowledge.store import Knowledge
from bot.services import limits, reading
from bot.services.intake import Fetch, FileRef
from bot.services.once import once, workspace_of

if TYPE_CHECKING:
    from bot.domain.progress import OnEvent
    from bot.storage.database import Database

HEAR = "hear"
"""The kind of job that is done here."""
Reason = Literal["consent", "big", "gone", "kind", "silent"]
"""Why there is nothing to read: no model may hear it, it is over 20 MB, it is not to be had any more, it is no
recording of a kind that can be written out, or nobody says anything in it."""
_ENDINGS = (".ogg", ".oga", ".opus", ".mp3", ".m4a", ".wav")


class Hear(Model):
    """Asks for a transcript. `language` is that of the person, for what they should know of it."""

    file: FileRef
    language: Language


class Heard(Model):
    """What was said, or why there is nothing."""

    text: str = ""
    notes: tuple[str, ...] = ()
    refused: Reason | None = None


@dataclass
class _Cost:
    usage: Usage


class Hearing:
    """Writes recordings out: the job `hear`. What cannot be written out is a result, not a failure."""

    def __init__(self, database: Database, knowledge: Knowledge, transcribe: Transcribe, fetch: Fetch) -> None:
        self._database = database
        self._knowledge = knowledge
        self._transcribe = transcribe
        self._fetch = fetch

    @once
    async def __call__(self, job: Job, tell: OnEvent) -> str:
        """Returns `Heard` as JSON. Raises ModelFailedError, NotFoundError."""
        asked = Hear.model_validate(json.loads(job.request)[1])
        async with self._database.read() as work:
            record = await work.workspaces.get(workspace_of(job))
        if not record.models:  # taken back since it was asked for
            return Heard(refused="consent").model_dump_json()
        got = await _recording(self._fetch, asked.file)
        if not isinstance(got, Recording):
            return Heard(refused=got).model_dump_json()
        return await self._written_out(job, got, asked.language)

    async def _written_out(self, job: Job, recording: Recording, language: Language) -> str:
        """The words are stored together with what they cost: there is no moment in which one is there alone."""
        cost = _Cost(Usage())
        async with limits.paid(self._database, job, HEAR, cost) as bill:
            try:
                transcript = await self._transcribe(recording)
            except ModelFailedError as error:
                cost.usage = error.usage or Usage()
                raise
            cost.usage = transcript.usage
            heard = self._read(transcript.text, language)
            async with self._database.work() as work:
                return await bill.close(work, heard)

    def _read(self, said: str, language: Language) -> Heard:
        try:
            read = reading.pasted(said)
        except reading.UnreadableError:
            return Heard(refused="silent")
        return Heard(text=read.text, notes=reading.notes(read, self._knowledge.labels, language))


def is_sound(voice: bool, name: str, mime: str) -> bool:
    """Whether a file is one to listen to, as far as its front tells."""
    return voice or mime.startswith("audio/") or name.lower().endswith(_ENDINGS)


async def _recording(fetch: Callable[[str, str], Awaitable[bytes]], file: FileRef) -> Recording | Reason:
    """The recording under a name of ours: the one it came with may tell who speaks."""
    try:
        content = await fetch(file.front, file.ref)
        reading.refuse_size(len(content))
    except OSError as error:
        return "big" if error.errno == errno.EFBIG else "gone"
    except reading.UnreadableError:
        return "big"
    kind = kind_of(content)
    return Recording(content, f"voice.{kind}", (file.front, file.ref)) if kind else "kind"


def kind_of(content: bytes) -> str | None:
    """The usual ending of a recording's name, by how it begins; None for what is no recording we know: Ogg (RFC
    3533), MP3 with or without a tag (ISO 11172-3), M4A (ISO 14496-12), WAV."""
    if content.startswith(b"OggS"):
        return "ogg"
    if content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] > b"\xdf" and content[1] & 0x06):
        return "mp3"
    if content[4:8] == b"ftyp":
        return "m4a"
    return "wav" if content.startswith(b"RIFF") and content[8:12] == b"WAVE" else None
