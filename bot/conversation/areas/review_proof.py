"""Proof that changed, ran out or was withdrawn: what rests on it is to be checked again."""

from __future__ import annotations

from bot.conversation.areas import posts
from bot.conversation.spans import bold, screen
from bot.conversation.turn import Turn
from bot.services import review


async def proof_moved(turn: Turn, key: str) -> None:
    """Marks every post that rests on this proof point, brings its cards up to date and says how many there are. To
    be called in the brand at hand, after the proof point was changed, withdrawn or taken back."""
    marked = await review.proof_moved(turn.work, turn.here.workspace, key)
    for post in marked:
        await posts.refresh(turn, post)
    if marked:
        turn.say(screen(bold(turn.here.brand), turn.texts("review-check-again", id=key, count=len(marked))))
