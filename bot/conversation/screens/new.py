"""The screens of /new: one part at a time, and everything on one card."""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation.areas.new_buttons import (
    Afresh,
    AllChannels,
    Back,
    Change,
    Commercial,
    FromSource,
    Make,
    Next,
    Pick,
    Resume,
    SameAsLast,
    Stop,
    Toggle,
    Without,
)
from bot.conversation.areas.new_offer import EXTRAS, PARTS, Offer, Part
from bot.conversation.areas.new_order import TYPED, NewOrder
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen, Span
from bot.conversation.spans import Piece, bold, italic, lines, rows, short, tap

LINE = 240
SAID = 80
"""Characters of what was chosen before, above the next question."""
WANTS = 320
"""Characters of what a customer wants in a phase: the longest text of the journeys that are shipped fits."""
FEW = 6
"""Channels that are shown before somebody asks for all of them."""
MOST_SOURCES = 8
"""Sources to choose from: the latest ones."""


def asking(t: Texts, order: NewOrder, offer: Offer, back: bool, news: str = "") -> Screen:
    """The question of the part at hand with its choices, below what was chosen before it; or the card with
    everything. `news` is said first."""
    if order.at == "all":
        return confirm(t, order, offer, back, news)
    if order.at == EXTRAS:
        return extras(t, order, offer)
    said: list[Piece | Iterable[Piece]] = []
    if order.at == "where":
        keys = _channels(t, order, offer)
    else:
        said = [line for number, row in enumerate(_told(order, offer), start=1) for line in _choice(number, row)]
        keys = _picks(t, order, offer, first=not back)
    goal = order.at == "goal"
    extra = t("new-about-now", about=order.about) if goal and order.about else None
    told = lines(
        bold(offer.record.brand.name),
        italic(news) if news else None,
        *_rows(t, order, offer, _before(order), SAID),
        t(f"new-ask-{order.at}"),
        *said,
        extra,
    )
    buttons = (*keys, *_onward(t, order), _ways(t, order, back))
    return Screen(told, buttons, placeholder=t("new-typing") if goal else "")


def extras(t: Texts, order: NewOrder, offer: Offer) -> Screen:
    """What nobody is asked for: a source, keywords, a link, and whether it is an advertisement."""
    workspace, sources = order.workspace, offer.choices(EXTRAS)
    shown = [one for place, one in enumerate(sources) if place < MOST_SOURCES or one.key == order.source]
    picks = [tap(_ticked(one.label, one.key == order.source), FromSource(workspace, one.key)) for one in shown]
    typed = [key for key in TYPED if getattr(order, key)]
    without = [tap(t(f"new-without-{key}"), Without(workspace, key)) for key in typed]
    told = lines(
        bold(offer.record.brand.name),
        t("new-ask-extras"),
        t("new-ask-source") if sources else t("new-no-source"),
        *_rows(t, order, offer, ("source", *TYPED, "commercial")),
    )
    ad = tap(_ticked(t("new-commercial"), order.commercial), Commercial(workspace))
    done = tap(t("new-extras-done"), Next(workspace), "primary")
    buttons = (*rows(picks), (ad,), *rows(without, 2), (done,), _ways(t, order, back=False))
    return Screen(told, buttons, placeholder=t("new-typing-keywords"))


def confirm(t: Texts, order: NewOrder, offer: Offer, back: bool = False, news: str = "") -> Screen:
    """Everything that was chosen, each of it to be changed."""
    workspace = order.workspace
    parts = [tap(t(f"new-change-{part}"), Change(workspace, part)) for part in (*PARTS, EXTRAS)]
    make = tap(t("new-use-saved") if order.saved else t("new-make"), Make(workspace), "primary")
    buttons = ((make,), *rows(parts, 2), _ways(t, order, back))
    return Screen(_summary(t, order, offer, f"{news} {t('new-confirm')}".strip()), buttons)


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


def _before(order: NewOrder) -> Iterable[Part]:
    """The parts that come before the one at hand and were answered."""
    return (part for part in PARTS[: PARTS.index(order.at)] if part in order.done)


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
        tap(_ticked(one.label, one.key in order.channels), Toggle(order.workspace, one.key)) for one in shown
    ]
    more = [tap(t("new-all-channels"), AllChannels(order.workspace))] if len(shown) < len(choices) else []
    return (*rows(toggles, 2), *rows(more))


def _onward(t: Texts, order: NewOrder) -> tuple[tuple[Button, ...], ...]:
    if order.at == "goal":
        return ((tap(t("new-onward" if order.goal or order.about else "new-skip"), Next(order.workspace)),),)
    if order.at == "where" and order.channels:
        return ((tap(t("new-channels-done", count=len(order.channels)), Next(order.workspace), "primary"),),)
    return ()


def _ways(t: Texts, order: NewOrder, back: bool) -> tuple[Button, ...]:
    ways = [tap(t("new-back"), Back(order.workspace))] if back else []
    return (*ways, tap(t("new-stop"), Stop(order.workspace)))


def _ticked(label: str, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label


def _summary(t: Texts, order: NewOrder, offer: Offer, head: str) -> tuple[Span, ...]:
    wants = next((one.about for one in offer.choices("when") if one.key == order.phase), "")
    first = _rows(t, order, offer, ("who", "when"))
    rest = _rows(t, order, offer, ("what", "goal", "source", *TYPED, "commercial", "where"))
    wanted = (italic(short(wants, WANTS)),) if wants else None
    warning = (italic(order.warning),) if order.warning else None
    return lines(bold(offer.record.brand.name), head, *first, wanted, *rest, warning)


def _rows(t: Texts, order: NewOrder, offer: Offer, keys: Iterable[str], most: int = LINE) -> list[Iterable[Piece]]:
    """What was chosen, a line of `most` characters each; nothing for what was not."""
    values = {
        "who": order.persona and offer.label("who", order.persona),
        "when": order.phase and offer.label("when", order.phase),
        "what": order.proposition and offer.label("what", order.proposition),
        "goal": order.goal and offer.label("goal", order.goal),
        "source": order.source and offer.label(EXTRAS, order.source),
        "about": order.about,
        "link": order.link,
        "keywords": ", ".join(order.keywords),
        "commercial": order.commercial and t("new-commercial-told"),
        "where": ", ".join(offer.label("where", key) for key in order.channels),
    }
    told = ((key, values[key]) for key in keys)
    return [(bold(t(f"new-row-{key}")), " ", short(value, LINE)) for key, value in told if value]
