"""Rewriting a post: the ways in which it can be asked, and why it may not be possible."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from bot.domain.errors import KernbotError

How = Literal["shorter", "longer", "other_hook", "other_tone", "weaker_claim", "translate", "instruct", "mend"]
HOWS: tuple[How, ...] = get_args(How)

Reason = Literal[
    "needs_model",  # only a model can do this
    "edited",  # the template writer recomposes its own text, never a person's
    "other_writer",  # ... nor that of a model
    "no_hooks",  # this channel or text has no other opening to choose
    "unknown_hook",  # the opening asked for is none of the alternatives
    "unknown_claim",  # the sentence does not stand in the text any more
    "claim_stays",  # the sentence cannot be left out (a required sentence, the only thing there is to say)
    "shortest",
    "longest",
    "no_variation",  # there is no other wording left
    "nothing_to_mend",
    "not_mended",
    "no_instruction",
    "unchanged",
    "no_text",
    "unknown_part",
    "reply_unclear",  # a comment to expect was typed without an answer
    "beside_shut",  # an alternative text or reply that would shut approval
    "over_limit",  # the rewritten text is longer than the channel takes
    "mark_lost",  # the rewritten text lost the mark of an advertisement
    "words_lost",  # the rewritten text lost a required word
    "no_more_topics",
    "no_match",  # no topic has anything to do with the sentence
]
REASONS: tuple[Reason, ...] = get_args(Reason)


class Rewriting(NamedTuple):
    """What is asked. `what` is the opening for `other_hook`, the sentence for `weaker_claim`, the wish for
    `instruct`, for `mend` a check's id or nothing for all findings; otherwise it is empty."""

    how: How
    what: str = ""


class NotPossibleError(KernbotError):
    """What was asked cannot be done, and nothing has changed; `reason` is worded on the screens."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(f"Not possible: {reason.replace('_', ' ')}.")
