"""What many talks have in common: ordering posts, bringing one to approval, a team and its group."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from bot.domain.base import Language
from tests.fakes.running import House, Talker
from tests.fakes.telegram import Group, Message

ANSWERS = ("review-say-ticked", "review-say-confirmed", "review-say-not-a-claim")


class Team(NamedTuple):
    """The owner of a demo brand, who writes, and two who may decide."""

    owner: Talker
    first: Talker
    second: Talker


async def team(house: House, language: Language) -> Team:
    """Three people around a brand."""
    owner = await house.owner("Noor", language)
    return Team(owner, await house.member(owner, "Rik", "reviewer"), await house.member(owner, "Eva", "reviewer"))


async def ordered(
    one: Talker, phase: int = 1, channels: tuple[str, ...] = ("LinkedIn",), group: Group | None = None
) -> Message:
    """/new for the only persona and proposition of a brand, on some of its channels: the card with everything."""
    card = await one.writes("/new", "new-ask-when", group)
    await one.chooses(card.labels[phase], "new-ask-goal", card, group)
    await one.chooses("new-skip", "new-ask-where", card, group)
    for label in [label for label in card.labels if label.startswith("✓") and not any(map(label.count, channels))]:
        await one.taps(label, card, group)
        await one.finds(label.removeprefix("✓ "), card)
    return await one.chooses(one.t("new-channels-done", count=len(channels)), "new-confirm", card, group)


async def drafted(one: Talker) -> Message:
    """A post as it was just written."""
    await ordered(one)
    await one.chooses("new-make", "ideas-pick")
    await one.taps("1. ")
    return await one.offered("posts-do-submit")


async def with_model(owner: Talker) -> None:
    """The owner lets the model write along."""
    card = await owner.writes("/consent", owner.beginning("trust-consent-off", provider="small"))
    await owner.chooses(card.labels[0], "small", card)
    await owner.until(lambda: card.labels == [owner.words("trust-consent-stop")])


async def submitted(one: Talker, card: Message) -> None:
    """Up for review."""
    await one.taps("posts-do-submit", card)
    await one.offered("review-outside-button")


async def opened(one: Talker) -> Message:
    """The card of the post that somebody told about last."""
    await one.taps("review-open", await one.offered("review-open"))
    return await one.offered("posts-comment")


def state(one: Talker, key: str) -> str:
    """How the first line of a card says the state of a post."""
    return f" · {one.t(f'posts-state-{key}')}"


async def ticked(one: Talker, card: Message, group: Group | None = None) -> None:
    """Answers for every open claim of a post, one by one."""
    if one.words("posts-tick") not in card.labels:
        return
    listed = await one.chooses("posts-tick", one.beginning("review-claims", version=1), card, group)
    while label := _open(one, listed):
        await one.taps(label, listed, group)
        await one.misses(label, listed)
    await one.finds("posts-do-approve", card)


def _open(one: Talker, listed: Message) -> str:
    every = (one.t(key, number=number) for key, number in itertools.product(ANSWERS, range(1, 40)))
    return next((label for label in every if label in listed.labels), "")


async def approved(one: Talker, card: Message, group: Group | None = None) -> None:
    """Approves a post, its claims first."""
    await ticked(one, card, group)
    tap = await one.taps("posts-do-approve", card, group)
    assert tap.text == one.t("review-approved", state="approved")
    await one.finds("posts-clean", card)
