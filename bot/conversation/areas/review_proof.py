"""Proof that was changed, withdrawn or taken back: what rests on it is to be checked again."""

from __future__ import annotations

from bot.conversation.areas import posts
from bot.conversation.spans import bold, screen
from bot.conversation.turn import Turn
from bot.services import review


async def proof_moved(turn: Turn, key: str) -> None:
    """Brings the cards of every post that rests on this proof point up to date, and says how many there are. To be
    called in the brand at hand, after the proof point was changed, withdrawn or taken back."""
    workspace = turn.here.workspace
    await review.proof_moved(turn.work, workspace, key)
    resting = await review.resting(turn.work.within(workspace), key)
    for post in resting:
        await posts.refresh(turn, post)
    if resting:
        turn.say(screen(bold(turn.here.brand), turn.texts("review-check-again", id=key, count=len(resting))))
