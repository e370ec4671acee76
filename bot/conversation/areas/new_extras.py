"""What nobody is asked for in /new: a source, keywords, a link, and whether it is an advertisement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation import general
from bot.conversation.areas import new_asking as asking
from bot.conversation.areas.new_buttons import Commercial, FromSource, Without
from bot.conversation.areas.new_order import TYPED, resting, without
from bot.conversation.turn import Rule, Turn


async def from_source(turn: Turn, chosen: FromSource) -> None:
    """What it rests on, or does not any more."""
    order, there = await asking.at(turn)
    if order is None or chosen.key not in {one.key for one in there.sources}:
        general.unknown(turn)
        return
    asking.ask(turn, resting(order, there, chosen.key), there)


async def commercial(turn: Turn, _: Commercial) -> None:
    """An advertisement that says so, or no advertisement."""
    order, there = await asking.at(turn)
    if order is None:
        general.unknown(turn)
        return
    asking.ask(turn, order.model_copy(update={"commercial": not order.commercial}), there)


async def leave_out(turn: Turn, chosen: Without) -> None:
    """Without what was typed."""
    order, there = await asking.at(turn)
    if order is None or chosen.what not in TYPED:
        general.unknown(turn)
        return
    asking.ask(turn, without(order, chosen.what), there)


TAPS: Mapping[type[Any], Rule] = {
    FromSource: Rule(from_source, "make"),
    Commercial: Rule(commercial, "make"),
    Without: Rule(leave_out, "make"),
}
