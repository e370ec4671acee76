"""Where it is measured: the ports of the program with a count around each."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.conversation.core import Conversation
from bot.conversation.effects import Effects
from bot.conversation.events import Event
from bot.domain.channel import Channel
from bot.domain.check import CheckTexts, Phrases
from bot.domain.errors import ModelFailedError
from bot.domain.model import Call, ModelReply, ModelRequest, OnText
from bot.domain.pack import Finding, KeyMessage, Post
from bot.domain.records import Job
from bot.domain.speech import Recording, Transcribe, Transcript
from bot.generation.finish import Finisher
from bot.generation.order import Order
from bot.jobs.port import Cancelled, Failed, Finished, Happened, Report, Started

if TYPE_CHECKING:  # its library takes a while to load, and a process that tells nobody measures nothing
    from bot.wiring.measures import Measures

HEAR = "hear"
"""The task of writing out speech."""
BEAT = 1.0
"""Seconds between two looks at how late the event loop is; what is said of it is the most of BEATS."""
BEATS = 60


class MeasuredConversation(Conversation):
    """The conversation, with every event counted and timed where `measures` is set."""

    measures: Measures | None = None

    async def handle(self, event: Event) -> Effects:
        """As the conversation does."""
        if self.measures is None:
            return await super().handle(event)
        with self.measures.update(type(event).__name__.lower()) as became:
            effects = await super().handle(event)
            became("answered" if effects else "nothing")
        return effects


class MeasuredFinisher(Finisher):
    """The checks, with what they find counted each time they run."""

    def __init__(
        self, measures: Measures, phrases: Mapping[str, Phrases], check_texts: Mapping[str, CheckTexts]
    ) -> None:
        super().__init__(phrases, check_texts)
        self._measures = measures

    def key_message(self, order: Order, key_message: KeyMessage) -> KeyMessage:
        """As the finisher does."""
        made = super().key_message(order, key_message)
        self._measures.found(made.findings)
        return made

    def proposition(self, order: Order) -> tuple[Finding, ...]:
        """As the finisher does."""
        found = super().proposition(order)
        self._measures.found(found)
        return found

    def beside(self, order: Order, channel: Channel, post: Post, others: Sequence[Post]) -> Post:
        """As the finisher does. It is the last look at a post, and takes what was found before along."""
        made = super().beside(order, channel, post, others)
        self._measures.found(made.findings)
        return made


def measured_report(report: Report, measures: Measures) -> Report:
    """A report that counts how jobs end."""

    async def told(job: Job, happened: Happened) -> None:
        match happened:
            case Started():
                measures.job_began(job.id)
            case Finished():
                measures.job_ended(job.id, job.kind, "done")
            case Cancelled():
                measures.job_ended(job.id, job.kind, "cancelled")
            case Failed(reason):
                measures.job_ended(job.id, job.kind, reason or "failed")
            case _:
                pass
        await report(job, happened)

    return told


def measured_call(call: Call, measures: Measures) -> Call:
    """A paid call that counts what it took. Put it right around the client: what a durable job gets back from a
    call before is not paid for again, and not counted again."""

    async def asked(request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        with measures.call(request.task) as became:
            try:
                reply = await call(request, on_text)
            except ModelFailedError as error:
                became("", error.usage, type(error).__name__)
                raise
            became(reply.model, reply.usage, "done")
        return reply

    return asked


def measured_hearing(transcribe: Transcribe, model: str, measures: Measures) -> Transcribe:
    """The same for speech, which `model` writes out."""

    async def heard(recording: Recording) -> Transcript:
        with measures.call(HEAR) as became:
            try:
                transcript = await transcribe(recording)
            except ModelFailedError as error:
                became("", error.usage, type(error).__name__)
                raise
            became(model, transcript.usage, "done")
        return transcript

    return heard


async def pulse(measures: Measures, clock: Callable[[], float] = time.monotonic) -> None:
    """Looks every second how late the event loop comes round, for as long as it runs."""
    late: deque[float] = deque(maxlen=BEATS)
    while True:
        began = clock()
        await asyncio.sleep(BEAT)
        late.append(max(0.0, clock() - began - BEAT))
        measures.lag(max(late))
