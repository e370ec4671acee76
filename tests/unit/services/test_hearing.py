"""Recordings, from a file in a chat to the words of it."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from bot.domain.errors import ModelFailedError
from bot.domain.pack import Usage
from bot.domain.records import SpentToday
from bot.domain.speech import Recording, Transcript
from bot.services import workspaces
from bot.services.hearing import HEAR, Hear, Heard, Hearing, is_sound, kind_of
from bot.services.intake import FileRef
from bot.storage.database import Database
from tests.fakes.composing import KNOWLEDGE
from tests.fakes.speech import BARE_MP3, OGG, RECORDINGS
from tests.fakes.talking import NOW, TEXTS, demo

FILE = FileRef(front="telegram", ref="r1", name="Gesprek met Anna.ogg", mime="audio/ogg", size=90)
DAY = date(2026, 6, 1)
NOTHING = SpentToday(0, 0, 0.0)


@dataclass
class Ears:
    """Hears what it is told to."""

    says: str | ModelFailedError = "Goedemorgen."
    usage: Usage = field(default_factory=lambda: Usage(calls=1, prompt_tokens=14, completion_tokens=6, cost=0.25))
    heard: list[Recording] = field(default_factory=list)

    async def __call__(self, recording: Recording) -> Transcript:
        self.heard.append(recording)
        if isinstance(self.says, ModelFailedError):
            raise self.says
        return Transcript(self.says, self.usage)


@dataclass
class House:
    """A workspace that lets models in, the people's files, and ears."""

    database: Database
    workspace: int
    person: int
    ears: Ears = field(default_factory=Ears)
    content: bytes | OSError = OGG
    fetched: list[tuple[str, str]] = field(default_factory=list)

    async def fetch(self, front: str, ref: str) -> bytes:
        """The file, or why it cannot be had."""
        self.fetched.append((front, ref))
        if isinstance(self.content, OSError):
            raise self.content
        return self.content

    async def hears(self) -> Heard:
        """What comes of the job."""
        request = f"[null, {Hear(file=FILE, language='nl').model_dump_json()}]"
        async with self.database.work() as work:
            jobs = work.within(self.workspace).jobs
            job, _ = await jobs.submit(HEAR, self.person, request, f"hear-{len(self.fetched)}")
            await jobs.start(job.id)
        hearing = Hearing(self.database, KNOWLEDGE, self.ears, self.fetch)
        return Heard.model_validate_json(await hearing(job, lambda event: None))

    async def spent(self) -> SpentToday:
        """What was used today."""
        async with self.database.read() as work:
            return await work.within(self.workspace).quota.total(DAY)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    database = Database(f"sqlite:///{tmp_path / 'kernbot.db'}", lambda: NOW)
    await database.upgrade()
    async with database.work() as work:
        person = (await work.people.who("telegram", "1", "Noor")).id
        workspace = (await workspaces.try_out(work, demo("nl"), person)).workspace
        await work.workspaces.consent(workspace, True, person)
    yield House(database, workspace, person)
    await database.close()


async def test_what_was_said_is_written_out_and_counted(house: House) -> None:
    assert await house.hears() == Heard(text="Goedemorgen.")
    assert house.fetched == [("telegram", "r1")]
    assert await house.spent() == SpentToday(1, 20, 0.25)


@pytest.mark.parametrize("ending", RECORDINGS)
async def test_a_recording_goes_out_under_a_name_that_says_nothing(house: House, ending: str) -> None:
    house.content = RECORDINGS[ending]
    await house.hears()
    assert house.ears.heard == [Recording(RECORDINGS[ending], f"voice.{ending}", ("telegram", "r1"))]


async def test_without_consent_nothing_is_fetched_nor_heard(house: House) -> None:
    async with house.database.work() as work:
        await work.workspaces.consent(house.workspace, False, house.person)
    assert await house.hears() == Heard(refused="consent")
    assert (house.fetched, house.ears.heard, await house.spent()) == ([], [], NOTHING)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (OSError(errno.EFBIG, "too big"), "big"),
        (OSError(errno.ENOENT, "not to be had"), "gone"),
        (OSError(errno.EIO, "NetworkError"), "gone"),
        (b"", "kind"),
        (b"%PDF-1.7", "kind"),
        (b"PK\x03\x04" + bytes(50), "kind"),
        (b"RIFF\x24\x00\x00\x00AVI LIST", "kind"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "kind"),
        (b"\xff", "kind"),
        (b"<html>", "kind"),
    ],
    ids=lambda value: value if isinstance(value, str) else ascii(value)[:24],
)
async def test_what_cannot_be_heard_goes_nowhere(house: House, content: bytes | OSError, reason: str) -> None:
    house.content = content
    assert (await house.hears()).refused == reason
    assert (house.ears.heard, await house.spent()) == ([], NOTHING)


async def test_a_file_that_is_larger_than_it_said_goes_nowhere(house: House) -> None:
    house.content = OGG + bytes(20_000_000)
    assert (await house.hears()).refused == "big"
    assert house.ears.heard == []


@pytest.mark.parametrize("says", ["", "  \n ", "\u200b"])
async def test_silence_is_said_and_was_paid_for(house: House, says: str) -> None:
    house.ears.says = says
    assert await house.hears() == Heard(refused="silent")
    assert (await house.spent()).generations == 1


async def test_an_hour_of_talk_is_cut_where_a_source_ends(house: House) -> None:
    house.ears.says = "Zo gaat het maar door. " * 5_000
    heard = await house.hears()
    assert 99_000 < len(heard.text) <= 100_000
    assert "15." in heard.notes[0]


@pytest.mark.parametrize(
    ("usage", "spent"),
    [(None, NOTHING), (Usage(), NOTHING), (Usage(calls=3, broken_off=3), SpentToday(1, 0, 0.0))],
)
async def test_a_failure_is_counted_as_far_as_it_was_paid(
    house: House, usage: Usage | None, spent: SpentToday
) -> None:
    house.ears.says = ModelFailedError("transcription failed.")
    house.ears.says.usage = usage
    with pytest.raises(ModelFailedError, match="transcription failed"):
        await house.hears()
    assert await house.spent() == spent


def test_what_a_recording_is_shows_in_how_it_begins() -> None:
    assert {name: kind_of(content) for name, content in RECORDINGS.items()} == {name: name for name in RECORDINGS}
    assert kind_of(BARE_MP3) == "mp3"
    assert kind_of(b"\xff\xf1\x50\x80" + bytes(9)) is None, "AAC without a container is none of ours"


@pytest.mark.parametrize(
    ("voice", "name", "mime", "sound"),
    [
        (True, "voice.ogg", "audio/ogg", True),
        (True, "audio", "", True),
        (False, "memo.M4A", "application/octet-stream", True),
        (False, "file", "audio/x-wav", True),
        (False, "notulen.docx", "application/octet-stream", False),
        (False, "audio.txt", "text/plain", False),
    ],
)
def test_what_is_one_to_listen_to(voice: bool, name: str, mime: str, sound: bool) -> None:
    assert is_sound(voice, name, mime) is sound


def test_every_reason_is_worded() -> None:
    for reason in ("consent", "big", "gone", "kind", "silent"):
        assert all(texts.has(f"source-voice-not-{reason}") for texts in TEXTS.values())
