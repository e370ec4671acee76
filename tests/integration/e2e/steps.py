"""What many talks have in common: ordering posts, and bringing one to approval."""

from __future__ import annotations

import itertools

from tests.fakes.running import Talker
from tests.fakes.telegram import Group, Message

ANSWERS = ("review-say-ticked", "review-say-confirmed", "review-say-not-a-claim")


async def ordered(one: Talker, phase: int = 1, channel: str = "LinkedIn") -> Message:
    """/new for the only persona and proposition of a brand, on one channel: the card with everything."""
    card = await one.writes("/new", "new-ask-when")
    await one.chooses(card.labels[phase], "new-ask-goal")
    card = await one.chooses("new-skip", "new-ask-where")
    for label in [label for label in card.labels if label.startswith("✓")]:
        if channel not in label:
            bare = label.removeprefix("✓ ")
            await one.taps(label)
            await one.offered(bare)
    return await one.chooses(one.t("new-channels-done", count=1), "new-confirm")


async def drafted(one: Talker, phase: int = 1, channel: str = "LinkedIn") -> Message:
    """A post as it was just written."""
    await ordered(one, phase, channel)
    await one.chooses("new-make", "ideas-pick")
    await one.taps("1. ")
    return await one.offered("posts-do-submit")


async def submitted(one: Talker, card: Message) -> None:
    """Up for review."""
    await one.chooses("posts-do-submit", one.t("review-submitted").partition(".")[0], on=card)


async def ticked(one: Talker, card: Message, group: Group | None = None) -> Message | None:
    """Answers for every open claim of a post; the last state of the list, or None when nothing was open."""
    if one.words("posts-tick") not in card.labels:
        return None
    listed = await one.chooses("posts-tick", "review-claims".partition("x")[0] and _claims(one), card, group)
    while label := _open(one, listed):
        await one.taps(label, listed, group)
        await one.api.until(lambda label=label: label not in listed.labels)
    return listed


def _claims(one: Talker) -> str:
    return one.t("review-claims", version=1).partition("1")[0]


def _open(one: Talker, listed: Message) -> str:
    every = (one.t(key, number=number) for key, number in itertools.product(ANSWERS, range(1, 40)))
    return next((label for label in every if label in listed.labels), "")


async def approved(one: Talker, card: Message, group: Group | None = None) -> None:
    """Approves a post, its claims first."""
    await ticked(one, card, group)
    tap = await one.taps("posts-do-approve", card, group)
    assert tap.text == one.t("review-approved", state="approved")
