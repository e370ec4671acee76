"""The review table against a model of it that was written down separately, and what no sequence may reach."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.pack import Claim, Finding
from bot.domain.review import (
    TABLE,
    Action,
    Actor,
    Approval,
    Level,
    RefusedMoveError,
    Rules,
    Situation,
    State,
    Tick,
    actions,
    carrier,
    move,
    open_claims,
    sentence_key,
    version_hash,
)
from bot.domain.team import ROLES, Role

STATES: tuple[State, ...] = get_args(State)
ACTIONS: tuple[Action, ...] = get_args(Action)
PEOPLE = (1, 2, 3, 4)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
FINDING = Finding(check="green.generic", severity="blocking", message="-")
FACT = Claim(text="9 van de 10 blijven", kind="fact", standing="proven", proof="B1")

# From -> action -> (who, to), as the table of the design has it.
MODEL: dict[str, dict[str, tuple[set[str], str]]] = {
    "draft": {"submit": ({"editor", "owner"}, "in_review")},
    "in_review": {
        "withdraw": ({"editor", "owner"}, "draft"),
        "approve": ({"reviewer", "owner"}, "approved"),
        "request_changes": ({"reviewer", "owner"}, "changes_requested"),
        "reject": ({"reviewer", "owner"}, "rejected"),
    },
    "approved": {"plan": ({"editor", "owner"}, "planned"), "publish": ({"editor", "owner"}, "published")},
    "planned": {
        "plan": ({"editor", "owner"}, "planned"),
        "unplan": ({"editor", "owner"}, "approved"),
        "publish": ({"editor", "owner"}, "published"),
    },
    "changes_requested": {},
    "rejected": {},
    "published": {},
}

roles = st.frozensets(st.sampled_from(ROLES))
levels = st.lists(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=2), max_size=3)


def rules_of(approvals: int, people: list[list[int]], own: bool | None) -> Rules:
    """Rules with as many levels as there are lists of people."""
    named = tuple(Level(name=f"step {place}", people=tuple(who)) for place, who in enumerate(people))
    return Rules(approvals=approvals, levels=named, author_may_approve=own)


def expected(situation: Situation, action: str, actor: Actor, rules: Rules) -> str | None:
    """The state after an action by the model; None when it is refused."""
    row = MODEL[situation.state].get(action)
    if row is None or not row[0] & actor.roles:
        return None
    if action in ("plan", "publish") and situation.check_again:
        return None
    if action in ("submit", "approve") and situation.blocking:
        return None
    if action != "approve":
        return row[1]
    given = len(situation.approvals)
    own = actor.alone if rules.author_may_approve is None else rules.author_may_approve
    refused = [
        situation.open_claims,
        situation.check_again,
        any(approval.person == actor.person for approval in situation.approvals),
        situation.author == actor.person and not own,
    ]
    if rules.levels:
        wanted = rules.levels[given].people
        refused.append(wanted and actor.person not in wanted)
    if any(refused):
        return None
    return row[1] if given + 1 == (len(rules.levels) or rules.approvals) else "in_review"


@settings(max_examples=400)
@given(
    state=st.sampled_from(STATES),
    action=st.sampled_from(ACTIONS),
    held=roles,
    alone=st.booleans(),
    blocking=st.booleans(),
    shut=st.booleans(),
    again=st.booleans(),
    approvals=st.integers(1, 3),
    people=levels,
    own=st.sampled_from([None, True, False]),
    before=st.lists(st.sampled_from(PEOPLE), unique=True, max_size=2),
)
def test_every_cell_of_the_table_is_as_the_model_has_it(
    state: State,
    action: Action,
    held: frozenset[Role],
    alone: bool,
    blocking: bool,
    shut: bool,
    again: bool,
    approvals: int,
    people: list[list[int]],
    own: bool | None,
    before: list[int],
) -> None:
    rules = rules_of(approvals, people, own)
    given_before = before[: rules.needed - 1]
    situation = Situation(
        state=state,
        author=1,
        approvals=tuple(Approval(person) for person in given_before),
        blocking=(FINDING,) if blocking else (),
        open_claims=(FACT,) if shut else (),
        check_again=again,
    )
    for person in PEOPLE:
        actor = Actor(person, held, alone)
        wanted = expected(situation, action, actor, rules)
        assert (action in actions(situation, actor, rules)) == (wanted is not None)
        if wanted is None:
            with pytest.raises(RefusedMoveError):
                move(situation, action, actor, rules, "reason")
        else:
            assert move(situation, action, actor, rules, "reason").state == wanted


def test_the_table_and_the_model_have_the_same_rows() -> None:
    cells = {(state, action) for action, row in TABLE.items() for state in row.sources}
    assert cells == {(state, action) for state, row in MODEL.items() for action in row}


@pytest.mark.parametrize("action", ["request_changes", "reject"])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_sending_a_text_back_takes_a_reason(action: Action, reason: str) -> None:
    with pytest.raises(RefusedMoveError, match="reason_needed"):
        move(Situation("in_review", 1), action, Actor(2, frozenset({"reviewer"})), Rules(), reason)


class OnePost(RuleBasedStateMachine):
    """A post that anybody does anything with, in any order."""

    @initialize(approvals=st.integers(1, 3), people=levels, own=st.sampled_from([None, True, False]))
    def begin(self, approvals: int, people: list[list[int]], own: bool | None) -> None:
        self.rules = rules_of(approvals, people, own)
        self.situation = Situation("draft", 1)
        self.approvers: list[int] = []

    @rule(
        person=st.sampled_from(PEOPLE),
        held=st.sampled_from([{"owner"}, {"editor"}, {"reviewer"}, {"editor", "reviewer"}, {"viewer"}]),
        action=st.sampled_from(ACTIONS),
    )
    def act(self, person: int, held: set[Role], action: Action) -> None:
        before = self.situation
        try:
            moved = move(before, action, Actor(person, frozenset(held)), self.rules, "-")
        except RefusedMoveError:
            return
        self.situation = before._replace(state=moved.state)
        if moved.approval is not None:
            assert not before.open_claims
            assert not before.blocking
            assert not before.check_again
            assert person != before.author or self.rules.author_may_approve
            self.approvers.append(person)
            self.situation = self.situation._replace(approvals=(*before.approvals, moved.approval))

    @rule(person=st.sampled_from(PEOPLE), claim=st.booleans(), finding=st.booleans())
    def edit(self, person: int, claim: bool, finding: bool) -> None:
        self.situation = Situation("draft", person, (), (FINDING,) if finding else (), (FACT,) if claim else ())
        self.approvers = []

    @rule()
    def tick(self) -> None:
        self.situation = self.situation._replace(open_claims=())

    @rule()
    def proof_moves(self) -> None:
        self.situation = self.situation._replace(check_again=True)

    @invariant()
    def approved_means_approved(self) -> None:
        if self.situation.state not in ("approved", "planned", "published"):
            return
        assert len(self.approvers) == self.rules.needed
        assert len(set(self.approvers)) == len(self.approvers), "one person counts once"
        assert not self.situation.open_claims
        assert not self.situation.blocking
        assert [one.level for one in self.situation.approvals] == [
            level.name for level in self.rules.levels
        ] or not self.rules.levels
        for person, level in zip(self.approvers, self.rules.levels, strict=False):
            assert not level.people or person in level.people, "levels in order, each by its people"


TestOnePost = OnePost.TestCase
TestOnePost.settings = settings(max_examples=60, stateful_step_count=30)


def tick(claim: Claim, kind: Any, carried: str = "") -> Tick:
    return Tick(sentence_key(claim), carried, kind, 2, NOW)


@pytest.mark.parametrize(
    ("claim", "given_ticks", "is_open"),
    [
        (FACT, (), True),
        (FACT, (("ticked", "B1@3"),), False),
        (FACT, (("ticked", "B1@2"),), True),  # the proof has changed since
        (FACT, (("confirmed", ""),), True),
        (FACT, (("not_a_claim", ""),), False),
        (FACT.model_copy(update={"standing": "unproven"}), (("ticked", "B1@3"),), True),
        (FACT.model_copy(update={"standing": "unproven"}), (("not_a_claim", ""),), False),
        (Claim(text="Wij bellen", kind="promise", standing="unproven"), (("ticked", ""),), True),
        (Claim(text="Wij bellen", kind="promise", standing="unproven"), (("confirmed", ""),), False),
        (Claim(text="Mooi", kind="opinion", standing="unproven"), (), False),
        (Claim(text="Zo is het", kind="fact", standing="from_brief"), (("ticked", ""),), False),
    ],
)
def test_what_settles_a_claim(claim: Claim, given_ticks: tuple[tuple[str, str], ...], is_open: bool) -> None:
    ticks = tuple(tick(claim, kind, carried) for kind, carried in given_ticks)
    assert bool(open_claims((claim,), {"B1": "3"}, ticks)) is is_open


def test_a_tick_is_about_the_wording_and_nothing_but_the_wording() -> None:
    spaced = FACT.model_copy(update={"text": "9 van de  10 BLIJVEN"})
    other = FACT.model_copy(update={"text": "8 van de 10 blijven"})
    given_tick = (tick(FACT, "ticked", carrier(FACT, {"B1": "1"})),)
    assert not open_claims((spaced,), {"B1": "1"}, given_tick)
    assert open_claims((other,), {"B1": "1"}, given_tick) == (other,)


texts = st.text(max_size=40)


@given(texts, texts, st.sampled_from(["nl", "en"]), st.sampled_from(["nl", "en"]))
def test_the_hash_changes_with_anything_that_is_approved(one: str, other: str, first: Any, second: Any) -> None:
    same = one == other and first == second
    made = version_hash("linkedin", first, one, {}, ())
    assert (made == version_hash("linkedin", second, other, {}, ())) is same
    assert made != version_hash("tiktok", first, one, {}, ())
    assert made != version_hash("linkedin", first, one, {"first_comment": "-"}, ())
    assert made != version_hash("linkedin", first, one, {}, (FACT,))
