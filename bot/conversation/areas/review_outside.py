"""Somebody outside: a paper for the client to judge, and their word on record as reported, never as decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.conversation import general
from bot.conversation.areas import exports_jobs, posts, review_links
from bot.conversation.areas.review_buttons import Outside
from bot.conversation.areas.review_telling import about, leave, tell
from bot.conversation.events import File, Text
from bot.conversation.flow import Flow
from bot.conversation.general import UnreadableError
from bot.conversation.screens import review as screens
from bot.conversation.spans import rows, tap
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.records import Outsider
from bot.domain.team import may
from bot.services import review
from bot.services.exports.filing import Wanted

MOST = 4000
"""Characters of the message that is attached."""
LINE = 300
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True)
class Paper:
    """A .docx for the client."""

    code: ClassVar[str] = "r.doc"
    workspace: int
    post: int


@dataclass(frozen=True)
class Report:
    """Take over the word of somebody outside on this version."""

    code: ClassVar[str] = "r.rep"
    workspace: int
    post: int
    version: int


class AskMessage(Flow):
    """Waits for the message in which they said so."""

    kind: ClassVar[str] = "r.message"
    workspace: int
    post: int
    version: int


class AskWho(Flow):
    """Waits for who it was, by which way and when."""

    kind: ClassVar[str] = "r.who"
    workspace: int
    post: int
    version: int
    attachment: str


async def outside(turn: Turn, given: Outside) -> None:
    """Shows what there is: a link where people outside can reach a page of ours, a document, a word to record."""
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    buttons = await review_links.ways(turn, seen)
    linked = bool(buttons)
    buttons.append(tap(turn.texts("review-paper"), Paper(given.workspace, given.post)))
    if may(turn.here.roles, "report"):
        report = Report(given.workspace, given.post, given.version)
        buttons.append(tap(turn.texts("review-report"), report))
    turn.say(screens.outside(turn.texts, about(turn, seen), rows(buttons), linked=linked))


async def paper(turn: Turn, given: Paper) -> None:
    """Has the document made; what is not approved is marked as concept in it."""
    post = await turn.work.within(given.workspace).posts.get(given.post)
    await exports_jobs.order(turn, Wanted(what="client", language=turn.texts.language, post=post.id))


async def report(turn: Turn, given: Report) -> None:
    """Asks for the message."""
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    turn.wait(AskMessage(workspace=given.workspace, post=given.post, version=given.version))
    turn.say(screens.ask(turn.texts, about(turn, seen), "review-ask-message", leave(turn, seen)))


async def attached(turn: Turn, event: Text | File) -> None:
    """Keeps the message and asks who it is from."""
    flow = turn.flow
    if not isinstance(flow, AskMessage):
        return
    if isinstance(event, File):
        words = f"{event.name}\n{event.caption}".strip()[:MOST]
    else:
        words = general.typed(turn, MOST)
    if event.forwarded:
        words = f"{event.forwarded}: {words}"
    seen = await review.look(turn.work, turn.here, flow.post)
    held = {"workspace": flow.workspace, "post": flow.post, "version": flow.version}
    turn.wait(AskWho(**held, attachment=words))
    turn.say(screens.ask(turn.texts, about(turn, seen), "review-ask-who", leave(turn, seen)))


async def told(turn: Turn, _: object) -> None:
    """Puts it on record, as reported by this member; deciding is left to who may."""
    flow = turn.flow
    if not isinstance(flow, AskWho):
        return
    outsider = outsider_of(general.typed(turn, LINE), turn.now.date(), flow.attachment)
    if outsider is None:
        raise UnreadableError("review-who-unclear")
    try:
        seen = await review.look(turn.work, turn.here, flow.post, flow.version)
    except (ConflictError, NotFoundError) as error:
        turn.done()
        general.trouble(turn, error)
        return
    decision = await review.report(turn.work, seen, outsider)
    turn.done()
    await posts.refresh(turn, flow.post)
    turn.say(screens.done(turn.texts, about(turn, seen), "review-reported", who=outsider.name))
    await tell(turn, seen, decision, seen.version.state)


def outsider_of(line: str, today: date, attachment: str) -> Outsider | None:
    """Name, organisation, way and date as one line with commas: the last may be left out, and is today then. None
    if the line does not say so much, or names a day that does not exist or has yet to come."""
    parts = [part.strip() for part in line.split(",")]
    on = today
    if len(parts) == 4:
        given = _day(parts.pop())
        if given is None or given > today:
            return None
        on = given
    if len(parts) != 3 or not all(parts):
        return None
    return Outsider(parts[0], parts[1], parts[2], on, attachment)


def _day(written: str) -> date | None:
    iso, day_first = _ISO.fullmatch(written), _DAY_FIRST.fullmatch(written)
    figures = iso.groups() if iso else day_first.groups()[::-1] if day_first else None
    if figures is None:
        return None
    try:
        return date(int(figures[0]), int(figures[1]), int(figures[2]))
    except ValueError:
        return None


AREA = Area(
    taps={
        Outside: Rule(outside, "read"),
        Paper: Rule(paper, "read"),
        Report: Rule(report, "report"),
    },
    steps={AskMessage: Rule(attached, "report"), AskWho: Rule(told, "report")},
)
