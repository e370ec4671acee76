"""The screens of /new: one part at a time, and everything on one card."""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation.areas.new_buttons import (
    Afresh,
    AllChannels,
    Back,
    Change,
    Make,
    Next,
    Pick,
    Resume,
    SameAsLast,
    Stop,
    Toggle,
)
from bot.conversation.areas.new_order import PARTS, NewOrder, Offer, Part
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen, Span
from bot.conversation.spans import Piece, bold, italic, lines, rows, short, tap

LINE = 240
WANTS = 320
"""Characters of what a customer wants in a phase: the longest text of the journeys that are shipped fits."""
FEW = 6
"""Channels that are shown before somebody asks for all of them."""


def asking(t: Texts, order: NewOrder, offer: Offer, back: bool) -> Screen:
    """The question of the part at hand with its choices, or the card with everything."""
    if order.at == "all":
        return confirm(t, order, offer, back)
    told = _told(order, offer)
    if order.at == "where":
        said: Iterable[Piece | Iterable[Piece]] = ()
        keys = _channels(t, order, offer)
    else:
        said = [row for number, row in enumerate(told, start=1) for row in _choice(number, row)]
        keys = _picks(t, order, offer, first=not back)
    extra = t("new-about-now", about=order.about) if order.at == "goal" and order.about else None
    head = bold(offer.record.brand.name)
    screen = lines(head, t(f"new-ask-{order.at}"), *said, extra)
    return Screen(
        screen, (*keys, _ways(t, order, back)), placeholder=t("new-typing") if order.at == "goal" else ""
    )


def confirm(t: Texts, order: NewOrder, offer: Offer, back: bool = False) -> Screen:
    """Everything that was chosen, each of it to be changed."""
    workspace = order.workspace
    parts = [tap(t(f"new-change-{part}"), Change(workspace, part)) for part in PARTS]
    make = tap(t("new-use-saved") if order.saved else t("new-make"), Make(workspace), "primary")
    buttons = ((make,), *rows(parts, 2), _ways(t, order, back))
    return Screen(_summary(t, order, offer, t("new-confirm")), buttons)


def begun(t: Texts, order: NewOrder, offer: Offer) -> Screen:
    """The same card once it was confirmed: nothing to tap any more."""
    return Screen(_summary(t, order, offer, t("new-confirmed")))


def unfinished(t: Texts, order: NewOrder, offer: Offer) -> Screen:
    """There is an order in the middle: go on, or begin anew."""
    return Screen(
        _summary(t, order, offer, t("new-unfinished")),
        (
            (tap(t("new-resume"), Resume(order.workspace), "primary"),),
            (tap(t("new-afresh"), Afresh(order.workspace)), tap(t("new-stop"), Stop(order.workspace))),
        ),
    )


def stopped(t: Texts, brand: str) -> Screen:
    """Nothing is made."""
    return Screen(lines(bold(brand), t("new-stopped")))


def lacking(t: Texts, brand: str, part: Part) -> Screen:
    """There is no persona or proposition yet."""
    return Screen(lines(bold(brand), t(f"new-lacking-{part}")))


def _told(order: NewOrder, offer: Offer) -> tuple[tuple[str, str], ...]:
    return tuple((choice.label, choice.about) for choice in offer.choices(order.at)) if order.at != "goal" else ()


def _choice(number: int, row: tuple[str, str]) -> Iterable[Piece | Iterable[Piece]]:
    label, about = row
    yield (f"{number}. ", bold(short(label, LINE)))
    if about:
        yield short(about, WANTS)


def _picks(t: Texts, order: NewOrder, offer: Offer, first: bool) -> tuple[tuple[Button, ...], ...]:
    same = [tap(t("new-same-as-last"), SameAsLast(order.workspace), "primary")] if offer.last and first else []
    picks = [
        tap(choice.label if order.at != "what" else f"{number}. {choice.label}", _pick(order, choice.key))
        for number, choice in enumerate(offer.choices(order.at), start=1)
    ]
    return (*rows(same), *rows(picks, 2 if order.at in ("when", "goal") else 1))


def _pick(order: NewOrder, key: str) -> Pick:
    return Pick(order.workspace, order.at, key)


def _channels(t: Texts, order: NewOrder, offer: Offer) -> tuple[tuple[Button, ...], ...]:
    choices = offer.choices("where")
    first = {*offer.usual_channels(), *order.channels, *offer.record.channels}
    shown = [one for place, one in enumerate(choices) if order.every or one.key in first or place < FEW]
    toggles = [
        tap(("✓ " if one.key in order.channels else "") + one.label, Toggle(order.workspace, one.key))
        for one in shown
    ]
    more = [tap(t("new-all-channels"), AllChannels(order.workspace))] if len(shown) < len(choices) else []
    return (*rows(toggles, 2), *rows(more))


def _ways(t: Texts, order: NewOrder, back: bool) -> tuple[Button, ...]:
    workspace = order.workspace
    onward: list[Button] = []
    if order.at == "goal":
        onward = [tap(t("new-skip") if not (order.goal or order.about) else t("new-onward"), Next(workspace))]
    elif order.at == "where" and order.channels:
        onward = [tap(t("new-channels-done", count=len(order.channels)), Next(workspace), "primary")]
    ways = [tap(t("new-back"), Back(workspace))] if back else []
    return (*onward, *ways, tap(t("new-stop"), Stop(workspace)))


def _summary(t: Texts, order: NewOrder, offer: Offer, head: str) -> tuple[Span, ...]:
    brand = offer.record.brand.name
    wants = next((one.about for one in offer.choices("when") if one.key == order.phase), "")
    channels = ", ".join(offer.label("where", key) for key in order.channels)
    rows_ = [
        ("who", order.persona and offer.label("who", order.persona)),
        ("when", order.phase and offer.label("when", order.phase)),
        ("what", order.proposition and offer.label("what", order.proposition)),
        ("goal", order.goal and offer.label("goal", order.goal)),
        ("about", order.about),
        ("link", order.link),
        ("where", channels),
    ]
    told = [(bold(t(f"new-row-{key}")), " ", short(value, LINE)) for key, value in rows_ if value]
    wanted = (italic(short(wants, WANTS)),) if wants else None
    warning = (italic(order.warning),) if order.warning else None
    return lines(bold(brand), head, *told[:2], wanted, *told[2:], warning)
