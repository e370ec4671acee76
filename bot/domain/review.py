"""Review before use: the states of a version, who may move it, and when approval is shut.

State belongs to a version; a post shows its latest one. Everything here is a pure function of data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field

from bot.domain.base import Language, Model
from bot.domain.brief import Line
from bot.domain.errors import KernbotError
from bot.domain.pack import Claim, Finding
from bot.domain.team import Deed, Role, may

State = Literal["draft", "in_review", "approved", "changes_requested", "rejected", "planned", "published"]
Action = Literal["submit", "withdraw", "approve", "request_changes", "reject", "plan", "unplan", "publish"]


class Move(NamedTuple):
    """One row of the review table: from which states, by whom, to which state."""

    sources: frozenset[State]
    deed: Deed
    target: State


TABLE: Mapping[Action, Move] = {
    "submit": Move(frozenset({"draft"}), "submit", "in_review"),
    "withdraw": Move(frozenset({"in_review"}), "submit", "draft"),
    "approve": Move(frozenset({"in_review"}), "decide", "approved"),
    "request_changes": Move(frozenset({"in_review"}), "decide", "changes_requested"),
    "reject": Move(frozenset({"in_review"}), "decide", "rejected"),
    "plan": Move(frozenset({"approved", "planned"}), "schedule", "planned"),
    "unplan": Move(frozenset({"planned"}), "schedule", "approved"),
    "publish": Move(frozenset({"approved", "planned"}), "schedule", "published"),
}
ENDED: frozenset[State] = frozenset({"changes_requested", "rejected"})
"""States in which nothing more happens to a version: an edit makes the next one."""


class Level(Model):
    """A named step of approval, such as "legal". `people` are ids of persons; none means any reviewer."""

    name: Line
    people: tuple[int, ...] = ()


class Rules(Model):
    """How a workspace reviews. With `levels`, each of them approves once, in this order, and `approvals` is
    their number."""

    approvals: Annotated[int, Field(ge=1, le=9)] = 1
    levels: tuple[Level, ...] = ()
    author_may_approve: bool | None = None
    """None: only in a workspace of one member."""
    reminder_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 24

    @property
    def needed(self) -> int:
        """Approvals that make a version approved."""
        return len(self.levels) or self.approvals


class Approval(NamedTuple):
    """One person's approval of one version; `level` is the name of the step, if there are steps. `person` None is
    a former member, whose approval stands."""

    person: int | None
    level: str | None = None


class Actor(NamedTuple):
    """Who acts: the person, their roles here, and whether the workspace has nobody else."""

    person: int
    roles: frozenset[Role]
    alone: bool = False


class Situation(NamedTuple):
    """What the rules need to know of a version.

    `author` is who made this version; `blocking` holds the blocking findings, those about claims aside;
    `open_claims` the claims that still shut approval; `check_again` whether proof it rests on has changed.
    """

    state: State
    author: int | None
    approvals: tuple[Approval, ...] = ()
    blocking: tuple[Finding, ...] = ()
    open_claims: tuple[Claim, ...] = ()
    check_again: bool = False


Refusal = Literal[
    "not_your_role",
    "wrong_state",
    "blocking_findings",
    "open_claims",
    "check_again",
    "own_text",
    "already_approved",
    "not_your_level",
    "reason_needed",
]


class RefusedMoveError(KernbotError):
    """A move that the rules do not allow; `refusal` is the reason, worded on the screens."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)


class Moved(NamedTuple):
    """What a move led to: the new state, and the approval that was given, if any."""

    state: State
    approval: Approval | None = None


def move(situation: Situation, action: Action, actor: Actor, rules: Rules, reason: str = "") -> Moved:
    """The state after an action. Raises RefusedMoveError.

    The last required approval makes a version approved; before that it stays in review.
    """
    row = TABLE[action]
    if not may(actor.roles, row.deed):
        raise RefusedMoveError("not_your_role")
    if situation.state not in row.sources:
        raise RefusedMoveError("wrong_state")
    if action == "submit" and situation.blocking:
        raise RefusedMoveError("blocking_findings")
    if action in ("plan", "publish") and situation.check_again:
        raise RefusedMoveError("check_again")
    if action in ("request_changes", "reject") and not reason.strip():
        raise RefusedMoveError("reason_needed")
    if action != "approve":
        return Moved(row.target)
    approval = _approval(situation, actor, rules)
    complete = len(situation.approvals) + 1 >= rules.needed
    return Moved(row.target if complete else situation.state, approval)


def _approval(situation: Situation, actor: Actor, rules: Rules) -> Approval:
    if situation.check_again:
        raise RefusedMoveError("check_again")
    if situation.open_claims:
        raise RefusedMoveError("open_claims")
    if situation.blocking:
        raise RefusedMoveError("blocking_findings")
    if actor.person in {approval.person for approval in situation.approvals}:
        raise RefusedMoveError("already_approved")
    own_allowed = actor.alone if rules.author_may_approve is None else rules.author_may_approve
    if situation.author == actor.person and not own_allowed:
        raise RefusedMoveError("own_text")
    if not rules.levels:
        return Approval(actor.person)
    level = rules.levels[min(len(situation.approvals), len(rules.levels) - 1)]
    if level.people and actor.person not in level.people:
        raise RefusedMoveError("not_your_level")
    return Approval(actor.person, level.name)


def actions(situation: Situation, actor: Actor, rules: Rules) -> tuple[Action, ...]:
    """Everything this person may do with this version now: what a card shows as buttons."""
    return tuple(action for action in TABLE if _allowed(situation, action, actor, rules))


def _allowed(situation: Situation, action: Action, actor: Actor, rules: Rules) -> bool:
    try:
        move(situation, action, actor, rules, reason="?")
    except RefusedMoveError:
        return False
    return True


def version_hash(
    channel: str, language: Language, text: str, parts: Mapping[str, Any], claims: tuple[Claim, ...]
) -> str:
    """sha256 (64 hexadecimal digits) of the canonical JSON of what is approved: any change gives another."""
    content = {
        "channel": channel,
        "language": language,
        "text": text,
        "parts": parts,
        "claims": [claim.model_dump(mode="json") for claim in claims],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class Tick(NamedTuple):
    """A person's word on a claim, good for the same sentence resting on the same proof in one pack.

    `kind`: `ticked` (a fact that is proven or in the brief), `confirmed` (a promise), `not_a_claim`. `person`
    None is a former member, whose word stands.
    """

    sentence: str
    carried_by: str
    kind: Literal["ticked", "confirmed", "not_a_claim"]
    person: int | None
    at: datetime


def sentence_key(claim: Claim) -> str:
    """The same for the same wording: spaces and capitals aside."""
    return " ".join(claim.text.split()).casefold()


def open_claims(
    claims: tuple[Claim, ...], carried_by: Mapping[str, str], ticks: tuple[Tick, ...]
) -> tuple[Claim, ...]:
    """The claims that still shut approval. `carried_by` gives the present version of each proof by its id."""
    given = {(tick.sentence, tick.carried_by, str(tick.kind)) for tick in ticks}
    return tuple(claim for claim in claims if not _settled(claim, carried_by, given))


def carrier(claim: Claim, proofs: Mapping[str, str]) -> str:
    """What a tick rests on: the proof in its present version, the source's sentence, or the brief."""
    if claim.proof is not None:
        return f"{claim.proof}@{proofs.get(claim.proof, '')}"
    return f"source:{claim.source_sentence}" if claim.source_sentence else ""


def _settled(claim: Claim, proofs: Mapping[str, str], given: set[tuple[str, str, str]]) -> bool:
    sentence = sentence_key(claim)
    if claim.kind == "opinion" or (sentence, "", "not_a_claim") in given:
        return True
    if claim.kind == "promise":
        return (sentence, "", "confirmed") in given
    return claim.standing != "unproven" and (sentence, carrier(claim, proofs), "ticked") in given
