"""Where a person is in /new, and the next question. Nothing of it is kept in memory: it is read anew each time."""

from __future__ import annotations

from bot.conversation import general
from bot.conversation.areas.new_offer import Offer, Part, offer_of
from bot.conversation.areas.new_order import NewOrder, before, chosen
from bot.conversation.screens import new as screens
from bot.conversation.turn import Turn


def ask(turn: Turn, order: NewOrder, there: Offer, news: str = "") -> None:
    """The question of the part at hand, for which the person is waited; `news` is said first."""
    turn.wait(order)
    turn.show(screens.asking(turn.texts, order, there, back=before(order, there) is not None, news=news))


def changes(turn: Turn, order: NewOrder, now: NewOrder, there: Offer) -> str:
    """What a message changed of that which was chosen before, in words: it was not what was asked."""
    told = []
    parts: tuple[Part, ...] = ("who", "when", "where")
    for part in parts:
        had, has = chosen(order, part), chosen(now, part)
        if had != has and had and part != order.at:
            value = ", ".join(there.label(part, key) for key in has)
            told.append(turn.texts(f"new-now-{part}", value=value))
    return " ".join(told)


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
