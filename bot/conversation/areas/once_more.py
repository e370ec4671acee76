"""What a model failed at, once more or without one: for jobs that read a source or sharpen a proposition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from bot.conversation import general
from bot.conversation.areas import table_show
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.screens import source, table
from bot.conversation.screens.failing import BY_MODEL, NOT_AGAIN
from bot.conversation.spans import tap
from bot.conversation.turn import Area, Rule, Turn, asked
from bot.domain.records import Job
from bot.services.intake import SOURCE, Asked
from bot.services.sharpening import SHARPER, Sharpen


@dataclass(frozen=True)
class OnceMore:
    """The same job again; `rules` 1 without a model."""

    code: ClassVar[str] = "m.again"
    workspace: int
    job: int
    rules: int


class Kind(NamedTuple):
    """A kind of job: what it was asked, what is shown while it is done, and the words of its button without AI."""

    request: type[Asked | Sharpen]
    working: Callable[[Texts, table.Place], Screen]
    by_rules: str


KINDS: Mapping[str, Kind] = {
    SOURCE: Kind(Asked, source.reading, "source-by-rules"),
    SHARPER: Kind(Sharpen, table.working, "table-sharper-by-rules"),
}


def ways(turn: Turn, job: Job, reason: str) -> list[list[Button]]:
    """The buttons under a job that failed for this reason."""
    kind, order = KINDS[job.kind], _order(job)
    if reason in NOT_AGAIN:
        return []
    again = tap(turn.texts("ideas-again"), OnceMore(turn.here.workspace, job.id, 0), "primary")
    if reason not in BY_MODEL or order.by_rules:
        return [[again]]
    return [[again], [tap(turn.texts(kind.by_rules), OnceMore(turn.here.workspace, job.id, 1))]]


async def once_more(turn: Turn, chosen: OnceMore) -> None:
    """Runs it again as it was asked, or by rules as a job of its own."""
    job = await turn.work.within(turn.here.workspace).jobs.get(chosen.job)
    if job.person != turn.person.id or job.kind not in KINDS:
        general.unknown(turn)
    elif chosen.rules:
        await turn.start(job.kind, _order(job).model_copy(update={"by_rules": True}), asked(job)[0].card)
        turn.show(KINDS[job.kind].working(turn.texts, table_show.place(turn)))
    elif await turn.again(job):
        turn.show(KINDS[job.kind].working(turn.texts, table_show.place(turn)))
    else:
        general.unknown(turn)


def _order(job: Job) -> Asked | Sharpen:
    return KINDS[job.kind].request.model_validate_json(asked(job)[1])


AREA = Area(taps={OnceMore: Rule(once_more, "make")})
