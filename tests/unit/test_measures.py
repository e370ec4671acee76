"""What a process measures: what is counted where; no label grows without end or tells what somebody said."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies
from prometheus_client.parser import text_string_to_metric_families

from bot.domain.errors import QuotaError
from bot.domain.figures import Crowd, Live, Queue
from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Finding, Usage
from bot.domain.progress import Note
from bot.domain.records import Job
from bot.domain.speech import Recording, Transcript
from bot.jobs.port import Cancelled, Failed, Finished, Happened, Started, Went
from bot.wiring import measures as measured
from bot.wiring.figures import _families, _Seen
from bot.wiring.measures import OTHER, VALUES, Measures, Words
from bot.wiring.measuring import measured_call, measured_hearing, measured_report

USAGE = Usage(calls=1, prompt_tokens=900, cached_tokens=400, completion_tokens=120, cost=0.25)


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock."""
    return Clock()


@pytest.fixture
def measures(clock: Clock) -> Measures:
    """Nothing measured yet."""
    return Measures("1.2.3", clock)


def values(measures: Measures) -> dict[str, float]:
    """Every sample of ours that is not 0, by its name and labels, which stand in the order of their names."""
    text, kind = measures.text()
    assert kind.startswith("text/plain")
    found = {}
    for family in text_string_to_metric_families(text.decode()):
        for sample in family.samples:
            if sample.name.startswith("kernbot_") and not sample.name.endswith(("_bucket", "_created")):
                labels = ",".join(sample.labels[name] for name in sorted(sample.labels))
                found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return {name: value for name, value in found.items() if value}


def job(number: int = 1, kind: str = "pack") -> Job:
    """A job."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Job(
        id=number,
        workspace=1,
        person=1,
        kind=kind,
        request="{}",
        state="running",
        done=0,
        total=1,
        error="",
        at=at,
    )


def test_it_says_which_program_it_is(measures: Measures) -> None:
    assert values(measures) == {"kernbot_info{1.2.3}": 1}


def test_two_registries_know_nothing_of_each_other(measures: Measures) -> None:
    measures.telegram("sendMessage", 200)
    assert values(Measures("1.2.3")) == {"kernbot_info{1.2.3}": 1}


def test_events_are_counted_with_what_came_of_them(measures: Measures, clock: Clock) -> None:
    for outcome in ("answered", "answered", "nothing"):
        with measures.update("tap") as became:
            clock.now += 0.25
            became(outcome)
    with pytest.raises(RuntimeError), measures.update("text"):
        raise RuntimeError
    found = values(measures)
    assert found["kernbot_updates_total{tap,answered}"] == 2
    assert found["kernbot_updates_total{tap,nothing}"] == 1
    assert found["kernbot_updates_total{text,failed}"] == 1
    assert found["kernbot_update_seconds_count{tap}"] == 3
    assert found["kernbot_update_seconds_sum{tap}"] == pytest.approx(0.75)


async def test_jobs_are_counted_as_they_end(measures: Measures, clock: Clock) -> None:
    heard: list[Happened] = []

    async def report(one: Job, happened: Happened) -> None:
        heard.append(happened)

    told = measured_report(report, measures)
    story: tuple[Happened, ...] = (Started(), Went(Note("Beste Anna")), Finished("{}"))
    for happened in story:
        await told(job(), happened)
        clock.now += 4
    await told(job(2), Failed("QuotaError", "Beste Anna"))  # it began in a process that is gone
    await told(job(3, "intake"), Cancelled())
    assert heard == [*story, Failed("QuotaError", "Beste Anna"), Cancelled()]
    found = values(measures)
    assert found["kernbot_jobs_ended_total{pack,done}"] == 1
    assert found["kernbot_jobs_ended_total{pack,QuotaError}"] == 1
    assert found["kernbot_jobs_ended_total{intake,cancelled}"] == 1
    assert found["kernbot_job_seconds_sum{pack}"] == 8
    assert "kernbot_job_seconds_count{intake}" not in found
    assert "Anna" not in str(found)


async def test_what_is_counted_comes_before_what_is_shown(measures: Measures) -> None:
    async def report(one: Job, happened: Happened) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await measured_report(report, measures)(job(), Finished("{}"))
    assert values(measures)["kernbot_jobs_ended_total{pack,done}"] == 1


def test_jobs_that_never_end_here_are_not_kept_for_ever(measures: Measures, clock: Clock) -> None:
    for number in range(measured.BEGUN + 1):
        measures.job_began(number)
    clock.now += 1
    measures.job_ended(0, "pack", "done")
    measures.job_ended(1, "pack", "done")
    assert values(measures)["kernbot_job_seconds_count{pack}"] == 1


def request(task: str = "topics") -> ModelRequest:
    """A paid call."""
    return ModelRequest(task=task, prefix="", prompt="Beste Anna", schema={}, max_tokens=10)


async def test_calls_are_counted_by_task_with_what_they_took(measures: Measures, clock: Clock) -> None:
    async def call(asked: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        clock.now += 2
        if asked.task == "post":
            error = QuotaError("No credit, Anna.")
            error.usage = Usage(calls=1, prompt_tokens=50)
            raise error
        return ModelReply("{}", USAGE, "gpt-example")

    asked = measured_call(call, measures)
    assert (await asked(request())).text == "{}"
    with pytest.raises(QuotaError):
        await asked(request("post"))
    found = values(measures)
    assert found["kernbot_model_calls_total{gpt-example,done,topics}"] == 1
    assert found["kernbot_model_calls_total{,QuotaError,post}"] == 1
    assert found["kernbot_model_call_seconds_sum{topics}"] == 2
    assert found["kernbot_model_tokens_total{prompt,topics}"] == 900
    assert found["kernbot_model_tokens_total{cached,topics}"] == 400
    assert found["kernbot_model_tokens_total{completion,topics}"] == 120
    assert found["kernbot_model_tokens_total{prompt,post}"] == 50
    assert found["kernbot_model_cost_total{topics}"] == 0.25
    assert "Anna" not in str(found)


async def test_a_call_that_is_cancelled_says_so(measures: Measures) -> None:
    async def call(asked: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await measured_call(call, measures)(request())
    assert values(measures)["kernbot_model_calls_total{,cancelled,topics}"] == 1


async def test_speech_is_a_task_like_others(measures: Measures) -> None:
    async def transcribe(recording: Recording) -> Transcript:
        return Transcript("Beste Anna", Usage(calls=1, cost=0.01))

    heard = measured_hearing(transcribe, "whisper-1", measures)
    assert (await heard(Recording(b"", "voice.ogg"))).text == "Beste Anna"
    found = values(measures)
    assert found["kernbot_model_calls_total{whisper-1,done,hear}"] == 1
    assert found["kernbot_model_cost_total{hear}"] == 0.01


def test_findings_and_calls_to_telegram_are_counted(measures: Measures) -> None:
    finding = Finding(check="worn-phrase", severity="advice", message="Beste Anna", excerpt="Anna")
    measures.found((finding, finding))
    measures.telegram("sendMessage", 429)
    measures.telegram("sendMessage", None)
    measures.lag(0.5)
    found = values(measures)
    assert found["kernbot_findings_total{worn-phrase,advice}"] == 2
    assert found["kernbot_telegram_calls_total{sendMessage,429}"] == 1
    assert found["kernbot_telegram_calls_total{sendMessage,none}"] == 1
    assert found["kernbot_loop_lag_seconds"] == 0.5
    assert "Anna" not in str(found)


# -- labels -------------------------------------------------------------------------------------------


def test_a_label_has_no_room_without_end(measures: Measures) -> None:
    for number in range(VALUES * 3):
        measures.job_ended(number, f"kind{number}", "done")
        measures.telegram(f"method{number}", 200)
    found = values(measures)
    assert found[f"kernbot_jobs_ended_total{{{OTHER},done}}"] == VALUES * 2
    assert len([name for name in found if "jobs_ended" in name]) == VALUES + 1
    assert found["kernbot_jobs_ended_total{kind0,done}"] == 1
    measures.job_ended(1, "kind0", "done")
    assert values(measures)["kernbot_jobs_ended_total{kind0,done}"] == 2


@pytest.mark.parametrize(
    "value", ["Beste Anna", "a\nb", 'x"} 9\n', "é", "a" * 61, "", "gpt 4", "\0", "postgresql://a:b@c/d"]
)
def test_what_is_no_plain_word_is_no_label(value: str, measures: Measures) -> None:
    measures.job_ended(1, value, value)
    assert values(measures)[f"kernbot_jobs_ended_total{{{OTHER},{OTHER}}}"] == 1


@given(strategies.text())
def test_any_word_leaves_the_page_readable(value: str) -> None:
    measures = Measures("1.2.3")
    measures.telegram(value, 200)
    assert sum(value for name, value in values(measures).items() if "telegram" in name) == 1


def test_a_word_that_had_room_keeps_it() -> None:
    words = Words(most=2)
    assert [words(one) for one in ("a", "b", "c", "a", "b", "d")] == ["a", "b", OTHER, "a", "b", OTHER]


# -- what is said of it -------------------------------------------------------------------------------


def test_every_metric_is_documented_and_every_documented_one_is_there() -> None:
    live = Live({}, Queue(), Queue(), Queue(), {}, {"approve": 1}, 1, Crowd(0, 0, 0))
    seen = _Seen(live, Counter({"approve": 1}), datetime(2026, 3, 2, tzinfo=UTC), 0.1)
    measures = Measures("1.2.3")
    registered = text_string_to_metric_families(measures.text()[0].decode())
    families = [*registered, *_families(seen)]
    there = {f"{one.name}_total" if one.type == "counter" else one.name for one in families}
    there = {name for name in there if name.startswith("kernbot_")} | {"kernbot_database_up"}
    page = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    unsaid = {"kernbot_info", "kernbot_database_read_seconds"}
    assert set(re.findall(r"kernbot_[a-z_]+", page)) == there - unsaid
