"""Review as use cases: what a person may do with a version, and every word about it on record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.domain.brief import Proof
from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.keeping import Said
from bot.domain.pack import Claim
from bot.domain.records import MOVES_NOTHING, Decision, Entry, Membership, Outsider, PostRecord, Version
from bot.domain.review import (
    Action,
    Actor,
    Level,
    Moved,
    Refusal,
    RefusedMoveError,
    Rules,
    Situation,
    Tick,
    actions,
    carrier,
    move,
    sentence_key,
)
from bot.domain.team import may
from bot.services import posts
from bot.services.posts import Held

if TYPE_CHECKING:
    from bot.storage.scope import Scope
    from bot.storage.work import Work

LOOKED_AT = 500
Answered = Literal["ticked", "confirmed", "not_a_claim"]
"""A word on a claim, as a Tick holds it."""


class Seen(NamedTuple):
    """The latest version before somebody's eyes, with all that decides what they may do."""

    member: Membership
    held: Held
    actor: Actor

    @property
    def post(self) -> PostRecord:
        """The post."""
        return self.held.post

    @property
    def version(self) -> Version:
        """Its latest version."""
        return self.held.version

    @property
    def situation(self) -> Situation:
        """What the rules know of it."""
        return self.held.situation

    @property
    def allowed(self) -> tuple[Action, ...]:
        """What this person may do with it now."""
        return actions(self.situation, self.actor, self.held.record.rules)

    @property
    def awaited(self) -> bool:
        """Whether it waits for this very person: only claims and findings stand between them and a word."""
        return self.hindrance is None

    @property
    def hindrance(self) -> Refusal | None:
        """Why this person cannot approve it, claims and findings aside; None for who can."""
        free = self.situation._replace(blocking=(), open_claims=(), check_again=False)
        try:
            move(free, "approve", self.actor, self.held.record.rules)
        except RefusedMoveError as error:
            return error.refusal
        return None


async def look(work: Work, member: Membership, post: int, number: int | None = None) -> Seen:
    """The latest version of a post, as this member may act on it. Raises NotFoundError, and ConflictError when
    `number` is not the latest any more: what was looked at is not what is there."""
    held = await posts.held(work, member.workspace, post)
    if number is not None and number != held.version.number:
        raise await posts.overtaken(work, held)
    return Seen(member, held, await posts.actor(work, member))


async def outcome(work: Work, seen: Seen, action: Action, reason: str) -> Moved:
    """What an action would lead to. Raises RefusedMoveError; ConflictError, with who did what, if somebody else
    was first: also when that was stored long ago."""
    try:
        return move(seen.situation, action, seen.actor, seen.held.record.rules, reason)
    except RefusedMoveError as error:
        if error.refusal == "wrong_state":
            await _told_who_was_first(work.within(seen.member.workspace), seen)
        raise


async def decide(work: Work, seen: Seen, action: Action, reason: str = "") -> Decision:
    """Moves the version and puts it on record. Raises as `outcome`."""
    moved = await outcome(work, seen, action, reason)
    said = _said(seen, reason, own=action == "approve" and seen.version.author == seen.actor.person)
    return await work.within(seen.member.workspace).reviews.decide(seen.version, action, moved, said)


def step(rules: Rules, given: int) -> Level | None:
    """The step that comes after so many approvals; None without steps, and after the last one."""
    return rules.levels[given] if given < len(rules.levels) else None


async def comment(work: Work, seen: Seen, text: str) -> Decision:
    """Says something without deciding. Raises RefusedMoveError for who may not, or says nothing."""
    if not may(seen.actor.roles, "comment"):
        raise RefusedMoveError("not_your_role")
    if not text.strip():
        raise RefusedMoveError("reason_needed")
    return await work.within(seen.member.workspace).reviews.note(seen.version, "comment", _said(seen, text))


async def report(work: Work, seen: Seen, outsider: Outsider) -> Decision:
    """Takes over the word of somebody outside. It is put on record and moves nothing: a member still decides."""
    if not may(seen.actor.roles, "report"):
        raise RefusedMoveError("not_your_role")
    said = _said(seen, "")._replace(outsider=outsider)
    return await work.within(seen.member.workspace).reviews.note(seen.version, "reported", said)


def offered(seen: Seen, claim: Claim) -> tuple[Answered, ...]:
    """What this person may say of a claim that is open: a fact that something carries is ticked, a promise
    confirmed, and whatever is none is said to be no claim."""
    if seen.situation.state != "in_review" or not may(seen.actor.roles, "decide"):
        return ()
    if claim not in seen.situation.open_claims:
        return ()
    if claim.kind == "promise":
        return ("confirmed", "not_a_claim")
    gone = claim.proof in seen.version.carried and claim.proof not in seen.held.proofs
    carries = claim.standing != "unproven" and not gone
    return ("ticked", "not_a_claim") if carries else ("not_a_claim",)


async def answer(work: Work, seen: Seen, place: int, kind: Answered) -> bool:
    """Keeps a person's word on the claim at this place, from 0. False if it stood already. Raises NotFoundError
    for a claim that is not there, and RefusedMoveError for a word that is not theirs to give."""
    claims = seen.version.content.claims
    if place >= len(claims):
        raise NotFoundError("This claim is not there.")
    claim = claims[place]
    if not may(seen.actor.roles, "decide"):
        raise RefusedMoveError("not_your_role")
    if seen.situation.state != "in_review":
        raise RefusedMoveError("wrong_state")
    if kind not in offered(seen, claim):
        if claim in seen.situation.open_claims:
            raise RefusedMoveError("open_claims")
        return False
    carries = carrier(claim, seen.held.proofs) if kind == "ticked" else ""
    tick = Tick(sentence_key(claim), carries, kind, seen.actor.person, work.now)
    return await work.within(seen.member.workspace).ticks.add(seen.version, tick)


async def proof_moved(work: Work, workspace: int, key: str) -> tuple[int, ...]:
    """Marks the posts that rest on another version of this proof point than the one that may be used today; to be
    called after it was changed, withdrawn or restored. Returns the posts that were not marked yet."""
    scope = work.within(workspace)
    entry = await scope.entries.by_key("proof", key)
    present = str(entry.revision) if entry and _usable(entry, work.now.date()) else None
    return await scope.posts.proof_changed(key, present)


async def resting(scope: Scope, key: str) -> tuple[int, ...]:
    """The posts that are to be checked again and whose latest version rests on this proof point, among the last
    LOOKED_AT that changed."""
    recent = await scope.posts.board(limit=LOOKED_AT)
    marked = [post.id for post in recent.posts if post.check_again]
    return tuple([post for post in marked if key in (await scope.posts.version(post)).carried])


async def expired(scope: Scope, today: date) -> tuple[int, ...]:
    """Marks the posts whose proof is no longer valid today. Returns those that were not marked yet."""
    every = await scope.entries.all("proof", withdrawn=True)
    marked = [await scope.posts.proof_changed(one.key, None) for one in every if not _usable(one, today)]
    return tuple(post for some in marked for post in some)


def _usable(entry: Entry, today: date) -> bool:
    until = entry.data.valid_until if isinstance(entry.data, Proof) else None
    return not entry.withdrawn and (until is None or until >= today)


def _said(seen: Seen, reason: str, own: bool = False) -> Said:
    written = {sentence_key(claim): " ".join(claim.text.split()) for claim in seen.version.content.claims}
    ticks = (tick for tick in seen.held.ticks if tick.sentence in written)
    return Said(
        person=seen.actor.person,
        person_name=seen.member.name,
        reason=reason.strip(),
        ticks=tuple(tick._replace(sentence=written[tick.sentence]) for tick in ticks),
        self_approval=own,
        responsible=seen.held.record.responsible,
    )


async def _told_who_was_first(scope: Scope, seen: Seen) -> None:
    lines = await scope.reviews.of_post(seen.post.id)
    moves = [one for one in lines if one.version == seen.version.id and one.kind not in MOVES_NOTHING]
    if moves and moves[-1].person != seen.actor.person:
        raise ConflictError(moves[-1].person_name, moves[-1].kind, moves[-1].at)
