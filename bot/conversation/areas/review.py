"""Deciding on a post: submit, withdraw, approve, ask for changes, reject, and saying something about it."""

from __future__ import annotations

from typing import ClassVar

from bot.conversation import general
from bot.conversation.areas import posts
from bot.conversation.areas.review_buttons import (
    Approve,
    Comment,
    Outside,
    Reject,
    RequestChanges,
    Submit,
    Withdraw,
)
from bot.conversation.areas.review_claims import show_claims
from bot.conversation.areas.review_telling import (
    Open,
    RewriteWith,
    about,
    can_rewrite,
    leave,
    start_rewrite,
    tell,
)
from bot.conversation.effects import Button
from bot.conversation.flow import Flow
from bot.conversation.screens import review as screens
from bot.conversation.spans import tap
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.records import Decision
from bot.domain.review import Action, RefusedMoveError
from bot.services import board, review
from bot.services.posts import Rewrite
from bot.services.review import Seen

MOST = 2000
"""Characters of a reason or comment."""
LATE = (ConflictError, RefusedMoveError, NotFoundError)
"""What may have become of a post while somebody typed: then the question is over."""


class AskReason(Flow):
    """Waits for the reason of a request for changes (or else a rejection)."""

    kind: ClassVar[str] = "r.reason"
    workspace: int
    post: int
    version: int
    reject: bool


class AskComment(Flow):
    """Waits for what is to be said."""

    kind: ClassVar[str] = "r.comment"
    workspace: int
    post: int
    version: int


async def open_post(turn: Turn, given: Open) -> None:
    """The card as a new message: the list or the reason it was opened from stays where it is."""
    await posts.send(turn, given.post)


async def submit(turn: Turn, given: Submit) -> None:
    """Up for review: with something for the client to read while the team waits, or straight on to the claims for
    who has no team."""
    seen, decision = await _decide(turn, given.post, given.version, "submit")
    if await _anybody_else(turn, seen):
        at = (given.workspace, given.post, given.version)
        rows = [[tap(turn.texts("review-outside-button"), Outside(*at))]]
        turn.say(screens.done(turn.texts, about(turn, seen), "review-submitted", rows))
    else:
        turn.answer(turn.texts("review-submitted-alone"), alert=True)
        await show_claims(turn, await review.look(turn.work, turn.here, given.post, given.version), again=False)
    await tell(turn, seen, decision, "in_review")


async def withdraw(turn: Turn, given: Withdraw) -> None:
    """Back to draft."""
    await _decide(turn, given.post, given.version, "withdraw")
    turn.answer(turn.texts("review-withdrawn"))


async def approve(turn: Turn, given: Approve) -> None:
    """Good as it is; where claims are still open, those come first."""
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    try:
        decision = await review.decide(turn.work, seen, "approve")
    except RefusedMoveError as error:
        if error.refusal != "open_claims":
            raise
        turn.answer(turn.texts("review-claims-first"), alert=True)
        await show_claims(turn, seen, again=False)
        return
    await posts.refresh(turn, given.post)
    state = (await turn.work.within(given.workspace).posts.get(given.post)).state
    turn.answer(turn.texts("review-approved", state=state))
    await tell(turn, seen, decision, state)


async def request_changes(turn: Turn, given: RequestChanges) -> None:
    """Asks for the reason."""
    await _ask_reason(turn, given, reject=False)


async def reject(turn: Turn, given: Reject) -> None:
    """Asks for the reason."""
    await _ask_reason(turn, given, reject=True)


async def _ask_reason(turn: Turn, given: RequestChanges | Reject, *, reject: bool) -> None:
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    await review.outcome(turn.work, seen, _ending(reject), "-")
    turn.wait(AskReason(workspace=given.workspace, post=given.post, version=given.version, reject=reject))
    key = f"review-ask-{'reject' if reject else 'changes'}"
    turn.say(screens.ask(turn.texts, about(turn, seen), key, leave(turn, seen)))


def _ending(reject: bool) -> Action:
    return "reject" if reject else "request_changes"


async def reasoned(turn: Turn, _: object) -> None:
    """Stores the decision with its reason, and offers to write it again with that."""
    flow = turn.flow
    if not isinstance(flow, AskReason):
        return
    reason = general.typed(turn, MOST)
    action = _ending(flow.reject)
    try:
        async with turn.work.savepoint():
            seen, decision = await _decide(turn, flow.post, flow.version, action, reason)
    except LATE as error:
        turn.done()
        general.trouble(turn, error)
        return
    turn.done()
    rows: list[list[Button]] = []
    if can_rewrite(turn, seen, turn.here):
        rows = [[tap(turn.texts("review-rewrite"), RewriteWith(flow.workspace, flow.post, flow.version))]]
    rows += await _next(turn)
    turn.say(screens.done(turn.texts, about(turn, seen), "review-recorded", rows, kind=action))
    await tell(turn, seen, decision, decision_state(action))


async def _next(turn: Turn) -> list[list[Button]]:
    """What waits for this person's word next in this brand."""
    waiting = (await board.queue(turn.work, [turn.here], 0)).items
    return (
        [[tap(turn.texts("review-next-post"), Open(turn.here.workspace, waiting[0].post.id))]] if waiting else []
    )


def decision_state(action: Action) -> str:
    """The state that ends a version."""
    return "rejected" if action == "reject" else "changes_requested"


async def rewrite(turn: Turn, given: RewriteWith) -> None:
    """Starts a rewrite with the reason of the last decision on this version."""
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    lines = await turn.work.within(given.workspace).reviews.of_post(given.post)
    asked = [one.reason for one in lines if one.version == seen.version.id and one.kind in _ENDINGS]
    if not asked:
        general.unknown(turn)
        return
    request = Rewrite(post=given.post, version=given.version, how="instruct", what=asked[-1])
    await start_rewrite(turn, seen, request)
    turn.answer(turn.texts("review-rewriting"))


_ENDINGS = ("request_changes", "reject")


async def comment(turn: Turn, given: Comment) -> None:
    """Asks what is to be said."""
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    turn.wait(AskComment(workspace=given.workspace, post=given.post, version=given.version))
    turn.say(screens.ask(turn.texts, about(turn, seen), "review-ask-comment", leave(turn, seen)))


async def commented(turn: Turn, _: object) -> None:
    """Puts it on record and passes it on; a version that came in between is no hindrance to talking."""
    flow = turn.flow
    if not isinstance(flow, AskComment):
        return
    text = general.typed(turn, MOST)
    seen = await review.look(turn.work, turn.here, flow.post)
    decision = await review.comment(turn.work, seen, text)
    turn.done()
    await posts.refresh(turn, flow.post)
    turn.say(screens.done(turn.texts, about(turn, seen), "review-commented"))
    await tell(turn, seen, decision, seen.version.state)


async def _decide(turn: Turn, post: int, version: int, action: Action, reason: str = "") -> tuple[Seen, Decision]:
    seen = await review.look(turn.work, turn.here, post, version)
    decision = await review.decide(turn.work, seen, action, reason)
    await posts.refresh(turn, post)
    return seen, decision


async def _anybody_else(turn: Turn, seen: Seen) -> bool:
    return len(await turn.work.workspaces.members(seen.member.workspace)) > 1


AREA = Area(
    taps={
        Open: Rule(open_post, "read"),
        Submit: Rule(submit, "submit"),
        Withdraw: Rule(withdraw, "submit"),
        Approve: Rule(approve, "decide"),
        RequestChanges: Rule(request_changes, "decide"),
        Reject: Rule(reject, "decide"),
        Comment: Rule(comment, "comment"),
        RewriteWith: Rule(rewrite, "make"),
    },
    steps={AskReason: Rule(reasoned, "decide"), AskComment: Rule(commented, "comment")},
)
