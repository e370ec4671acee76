"""A new version is wanted after all: what was asked for before the question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation import general
from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.areas import posts_change, posts_rewrite
from bot.conversation.areas.posts_asking import KEPT, Kept, repeat
from bot.conversation.areas.posts_cards import held, show
from bot.conversation.flow import Flow
from bot.conversation.turn import Rule, Turn
from bot.domain.rewrite import HOWS
from bot.services.posts import Held


async def sure(turn: Turn, given: buttons.Sure) -> None:
    """Does it."""
    one = await held(turn, given.workspace, given.post, given.version, "make")
    what, _, place = given.then.partition(".")
    how = next((how for how in HOWS if how == what), None)
    if what == "edit":
        await posts_change.wait_text(turn, one, sure=True)
    elif how == "instruct":
        await posts_rewrite.wait_wish(turn, one, sure=True)
    elif what == KEPT:
        await _kept(turn, one)
    elif how is not None and place.isdecimal():
        await posts_rewrite.chosen(turn, one, how, int(place))
        await show(turn, given.post)
    elif how is not None and how not in posts_rewrite.CHOSEN:
        await posts_rewrite.rewrite(turn, one, how)
        await show(turn, given.post)
    else:
        general.unknown(turn)


async def _kept(turn: Turn, one: Held) -> None:
    flow, at = turn.flow, (one.record.id, one.post.id, one.version.number)
    if not isinstance(flow, Kept) or (flow.workspace, flow.post, flow.version) != at:
        general.unknown(turn)
    elif flow.wish:
        await posts_rewrite.rewrite(turn, one, "instruct", flow.text)
        turn.done()
        await show(turn, one.post.id)
    else:
        await posts_change.edited(turn, one, flow.text, flow.part)
        turn.done()


TAPS: Mapping[type[Any], Rule] = {buttons.Sure: Rule(sure, "make")}
STEPS: Mapping[type[Flow], Rule] = {Kept: Rule(repeat, "make")}
