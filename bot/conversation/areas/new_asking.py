"""Where a person is in /new, and the next question. Nothing of it is kept in memory: it is read anew each time."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas.new_offer import Offer, offer_of
from bot.conversation.areas.new_order import NewOrder, before
from bot.conversation.screens import new as screens
from bot.conversation.turn import Turn


def ask(turn: Turn, order: NewOrder, there: Offer) -> None:
    """The question of the part at hand, for which the person is waited."""
    turn.wait(order)
    turn.show(screens.asking(turn.texts, order, there, back=before(order, there) is not None))


async def change(turn: Turn, **values: object) -> None:
    """Changes what was chosen, and asks on."""
    order, there = await at(turn)
    if order is None:
        general.unknown(turn)
    else:
        ask(turn, order.model_copy(update=values), there)


async def offer(turn: Turn) -> Offer:
    """What there is to choose from in the workspace at hand."""
    language, knowledge = turn.texts.language, turn.desk.knowledge
    return await offer_of(turn.work, turn.here.workspace, turn.person.id, language, knowledge)


async def at(turn: Turn) -> tuple[NewOrder | None, Offer]:
    """Where the person is in this workspace, and what there is to choose; None on a card of an earlier time."""
    order = turn.flow
    there = await offer(turn)
    return (order if isinstance(order, NewOrder) and order.workspace == there.record.id else None), there
