"""When and where an approved post goes out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from bot.conversation import general
from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.areas.posts_cards import held, refresh, send, show, view
from bot.conversation.effects import Button
from bot.conversation.flow import Flow
from bot.conversation.screens import dates
from bot.conversation.screens import posts as screens
from bot.conversation.spans import rows, tap
from bot.conversation.turn import Rule, Turn
from bot.domain.records import Published
from bot.domain.review import RefusedMoveError
from bot.domain.team import Deed
from bot.services import limits, planning, review

DAYS = 6
"""Days that are offered as a button, from today."""
FAR = timedelta(days=3 * 366)
LINK = 2000
_DATE = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})(?:[-/. ](?P<year>\d{4}))?")
_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
SCHEDULE: Deed = "schedule"


class AskDate(Flow):
    """Waits for a date."""

    kind: ClassVar[str] = "p.date"
    workspace: int
    post: int
    version: int


class AskLink(Flow):
    """Waits for where it went out."""

    kind: ClassVar[str] = "p.link"
    workspace: int
    post: int
    version: int


class AskSame(Flow):
    """Waits for whether it went out as approved."""

    kind: ClassVar[str] = "p.equal"
    workspace: int
    post: int
    version: int
    url: str = ""


async def ask_date(turn: Turn, given: buttons.Plan) -> None:
    """Asks for the date; the coming days stand ready."""
    one = await held(turn, given.workspace, given.post, given.version, SCHEDULE)
    turn.wait(AskDate(workspace=given.workspace, post=given.post, version=given.version))
    today = limits.today(turn.now, one.record.timezone)
    taps = [_day(turn, given, today + timedelta(days=ahead)) for ahead in range(DAYS)]
    turn.say(screens.asking(turn.texts, await view(turn, one), "posts-ask-date", rows(taps, 3)))


def _day(turn: Turn, given: buttons.Plan, on: date) -> Button:
    at = (given.workspace, given.post, given.version)
    return tap(dates.short_day(turn.texts, on), buttons.Slot(*at, on.toordinal()))


async def slot(turn: Turn, given: buttons.Slot) -> None:
    """On this date."""
    seen = await _seen(turn, given.workspace, given.post, given.version)
    today = limits.today(turn.now, seen.held.record.timezone)
    if not today.toordinal() <= given.day <= (today + FAR).toordinal():
        raise general.UnreadableError("posts-date-past")
    await planning.plan(turn.work, seen, date.fromordinal(given.day))
    turn.done()
    await show(turn, given.post)
    await refresh(turn, given.post)


async def dated(turn: Turn, _: object) -> None:
    """A date that was typed."""
    flow = turn.flow
    if not isinstance(flow, AskDate):
        return
    seen = await _seen(turn, flow.workspace, flow.post, flow.version)
    today = limits.today(turn.now, seen.held.record.timezone)
    typed = general.typed(turn, most=40)
    ahead = _ahead(turn, typed)
    on = _read_date(typed, today) if ahead is None else today + timedelta(days=ahead)
    await planning.plan(turn.work, seen, on)
    turn.done()
    await send(turn, flow.post)
    await refresh(turn, flow.post)


def _ahead(turn: Turn, typed: str) -> int | None:
    """How many days from today a word such as `tomorrow` is, in any language."""
    word = " ".join(typed.split()).casefold().rstrip(".!")
    listed = [texts("posts-date-words").split(", ") for texts in turn.desk.catalogue.values()]
    return next((words.index(word) for words in listed if word in words), None)


async def unplan(turn: Turn, given: buttons.Unplan) -> None:
    """No date any more."""
    await planning.unplan(turn.work, await _seen(turn, given.workspace, given.post, given.version))
    await show(turn, given.post)
    await refresh(turn, given.post)


async def ask_link(turn: Turn, given: buttons.Publish) -> None:
    """Asks where it went out."""
    one = await held(turn, given.workspace, given.post, given.version, SCHEDULE)
    turn.wait(AskLink(workspace=given.workspace, post=given.post, version=given.version))
    none = tap(turn.texts("posts-no-link"), buttons.NoLink(given.workspace, given.post, given.version))
    turn.say(screens.asking(turn.texts, await view(turn, one), "posts-ask-link", [[none]]))


async def linked(turn: Turn, _: object) -> None:
    """The link that was typed."""
    flow = turn.flow
    if isinstance(flow, AskLink):
        url = general.typed(turn, most=LINK)
        if not _LINK.fullmatch(url):
            raise general.UnreadableError("posts-link-unreadable")
        await _ask_same(turn, AskSame(**flow.model_dump(), url=url))


async def no_link(turn: Turn, given: buttons.NoLink) -> None:
    """It went out where there is no link to."""
    await _ask_same(turn, AskSame(workspace=given.workspace, post=given.post, version=given.version))


async def _ask_same(turn: Turn, flow: AskSame) -> None:
    one = await held(turn, flow.workspace, flow.post, flow.version, SCHEDULE)
    turn.wait(flow)
    at = (flow.workspace, flow.post, flow.version)
    t = turn.texts
    taps = [tap(t("posts-same"), buttons.Same(*at, 1)), tap(t("posts-other"), buttons.Same(*at, 0))]
    turn.show(screens.asking(t, await view(turn, one), "posts-ask-same", [taps]))


async def repeat(turn: Turn, _: object) -> None:
    """A text where only a button answers: the question once more."""
    if isinstance(turn.flow, AskSame):
        await _ask_same(turn, turn.flow)


async def same(turn: Turn, given: buttons.Same) -> None:
    """It went out, with this text or another."""
    flow = turn.flow
    at = (given.workspace, given.post, given.version)
    if not isinstance(flow, AskSame) or (flow.workspace, flow.post, flow.version) != at:
        general.unknown(turn)
        return
    seen = await _seen(turn, *at)
    await planning.publish(turn.work, seen, Published(flow.url, turn.now, given.same == 1))
    turn.done()
    await show(turn, given.post)
    await refresh(turn, given.post)


async def _seen(turn: Turn, workspace: int, post: int, version: int) -> review.Seen:
    member = await turn.work.workspaces.membership(workspace, turn.person.id)
    if member is None:
        raise RefusedMoveError("not_your_role")
    turn.home = member
    return await review.look(turn.work, member, post, version)


def _read_date(text: str, today: date) -> date:
    """Day, month and perhaps year, or year-month-day. Without a year it is the next one to come."""
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            on = date.fromisoformat(text)
        else:
            year = int(found["year"] or today.year)
            on = date(year, int(found["month"]), int(found["day"]))
            if found["year"] is None and on < today:
                on = on.replace(year=year + 1)
    except ValueError as error:
        raise general.UnreadableError("posts-date-unreadable") from error
    if not today <= on <= today + FAR:
        raise general.UnreadableError("posts-date-past")
    return on


TAPS: Mapping[type[Any], Rule] = {
    buttons.Plan: Rule(ask_date, SCHEDULE),
    buttons.Slot: Rule(slot, SCHEDULE),
    buttons.Unplan: Rule(unplan, SCHEDULE),
    buttons.Publish: Rule(ask_link, SCHEDULE),
    buttons.NoLink: Rule(no_link, SCHEDULE),
    buttons.Same: Rule(same, SCHEDULE),
}
STEPS: Mapping[type[Flow], Rule] = {AskDate: Rule(dated), AskLink: Rule(linked), AskSame: Rule(repeat)}
