"""Reminders: each kind for one and for several, in private and in a group, and what a person wants of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from bot.conversation.areas.board import Queue
from bot.conversation.areas.posts_buttons import Plan, Publish
from bot.conversation.areas.reminders import STEPS
from bot.conversation.areas.review_telling import Open
from bot.conversation.areas.table_buttons import Open as OpenEntry
from bot.conversation.effects import Button
from bot.conversation.screens import reminders as screens
from bot.conversation.screens.reminders import About, Ending
from bot.conversation.spans import tap
from bot.domain.reminders import ReminderKind
from tests.golden.screens.cases.world import World
from tests.golden.screens.shown import Cases

UNTIL = date(2026, 7, 1)


def reminders_(w: World) -> Cases:
    """What is sent, and /reminders."""
    brand = w.words.brand
    yield from _reviews(w)
    yield from _planned(w)
    yield from _proof(w)
    one = About(w.workspace, brand, 1)
    for step in STEPS.values():
        yield f"left halfway: {step}", partial(screens.unfinished, w.t, one, step)
    yield "let go", partial(screens.let_go, w.t, one)
    zone = "Europe/Amsterdam"
    yield "everything on, for the owner", partial(screens.overview, w.t, one, (), 24, zone, True)
    some: tuple[ReminderKind, ...] = ("planned", "unfinished")
    yield "some off, for a member", partial(screens.overview, w.t, one, some, 1, "Asia/Kolkata", False)
    group = one._replace(group=True)
    yield "in a group", partial(screens.overview, w.t, group, some[:1], 24, zone, True)


def _titles(w: World, count: int) -> list[str]:
    topics = w.words.topics
    return [screens.titled(w.channel("linkedin"), topics[at % len(topics)][0]) for at in range(count)]


def _opens(w: World, titles: Sequence[str]) -> list[list[Button]]:
    if len(titles) == 1:
        return [[tap(w.t("review-open"), Open(w.workspace, w.id(7)), "primary")]]
    return [[tap(title, Open(w.workspace, w.id(at)))] for at, title in enumerate(titles, 7)]


def _reviews(w: World) -> Cases:
    brand = w.words.brand
    for count, shown in ((1, 1), (3, 3), (12, 5)):
        titles = _titles(w, shown)
        rows = _opens(w, titles)
        if count > shown:
            rows.append([tap(w.t("reminders-open-queue"), Queue(w.workspace))])
        about = About(w.workspace, brand, count)
        yield f"waits for a verdict: {count}", partial(screens.review, w.t, about, titles, rows)
    group = About(w.workspace, brand, 1, group=True)
    several = About(w.workspace, brand, 2, group=True)
    one, two = _titles(w, 1), _titles(w, 2)
    yield "waits for a verdict, in a group", partial(screens.review, w.t, group, one, _opens(w, one))
    yield "several wait, in a group", partial(screens.review, w.t, several, two, _opens(w, two))


def _planned(w: World) -> Cases:
    brand, at = w.words.brand, (w.workspace, w.id(7), 2)
    one = _titles(w, 1)
    done = [tap(w.t("posts-publish"), Publish(*at)), tap(w.t("posts-replan"), Plan(*at))]
    about = About(w.workspace, brand, 1)
    yield "planned today", partial(screens.planned, w.t, about, [], one, [*_opens(w, one), done])
    late = [screens.named(w.t, one[0], w.t("board-state", state="in_review"))]
    yield "planned today, not approved", partial(screens.planned, w.t, about, late, [], _opens(w, one))
    late.append(screens.named(w.t, _titles(w, 2)[1], w.t("board-check-again")))
    ready, many = _titles(w, 2), About(w.workspace, brand, 5)
    rows = _opens(w, [*_titles(w, 2), *ready])
    yield "several planned, some not approved", partial(screens.planned, w.t, many, late, ready, rows)


def _proof(w: World) -> Cases:
    brand, posts = w.words.brand, _titles(w, 2)
    fact = w.proof(1).text
    opens = [tap(w.t("reminders-open-proof", id="B1"), OpenEntry(w.workspace, w.id(1)))]
    about = About(w.workspace, brand, 1)
    unused = Ending("B1", fact, UNTIL, False, 0, ())
    yield "proof runs out, nothing rests on it", partial(screens.proof, w.t, about, [unused], [opens])
    used = unused._replace(resting=2, posts=tuple(posts))
    yield "proof runs out", partial(screens.proof, w.t, about, [used], [opens, *_opens(w, posts)])
    over = used._replace(over=True, resting=1, posts=tuple(posts[:1]))
    yield "proof ran out", partial(screens.proof, w.t, about, [over], [opens, *_opens(w, posts[:1])])
    full = used._replace(resting=9)
    yield "proof with more than is named", partial(screens.proof, w.t, about, [full], [opens, *_opens(w, posts)])
    several = [used._replace(posts=()), unused._replace(key="B2", text=w.proof(2).text)]
    both = [*([tap(w.t("reminders-open-proof", id=f"B{at}"), OpenEntry(w.workspace, w.id(at)))] for at in (1, 2))]
    many = About(w.workspace, brand, 7)
    yield "several run out", partial(screens.proof, w.t, many, several, both)
