"""What stands beside a post and belongs to no channel, typed by a person: alt text, answers to comments."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.pack import Post, Reply
from bot.domain.rewrite import NotPossibleError
from bot.generation.cleaning import clean_text

ALT_TEXT, REPLIES = "alt_text", "replies"
PARTS = (ALT_TEXT, REPLIES)
_QUOTES = '“”"'


def edited(content: Post, text: str, part: str, judged: Callable[[Post], Post]) -> Post:
    """The post with another alternative text or other replies, judged anew.

    Raises NotPossibleError for nothing new, and for what would shut approval: judging leaves such a thing out
    without a word.
    """
    given = replies_of(text) if part == REPLIES else clean_text(text).strip()
    if not given:
        raise NotPossibleError("no_text")
    if given == getattr(content, part):
        raise NotPossibleError("unchanged")
    made = judged(content.model_copy(update={part: given}))
    if getattr(made, part) != given:
        raise NotPossibleError("beside_shut")
    return made.model_copy(update={"variation": None})  # a template writer would put its own words back


def replies_of(text: str) -> tuple[Reply, ...]:
    """Comments to expect with their answers: a comment on the first line and the answer below it, an empty line
    between two of them. Raises NotPossibleError for a comment without an answer."""
    made = []
    for block in clean_text(text).strip().split("\n\n"):
        comment, _, answer = (side.strip() for side in block.strip().partition("\n"))
        if not comment.strip(_QUOTES) or not answer:
            raise NotPossibleError("reply_unclear")
        made.append(Reply(comment=comment.strip(_QUOTES), answer=answer))
    return tuple(made)
