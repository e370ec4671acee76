"""Review as it is stored, against a model of it that knows nothing of the code: the table of the design and what a
team agrees on around it, done by several people in any order."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeVar, cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.brief import Brand, Proof
from bot.domain.errors import ConflictError
from bot.domain.keeping import NewPack, NewVersion
from bot.domain.pack import Claim, Finding, Post
from bot.domain.records import Outsider, Published
from bot.domain.review import Action, Level, RefusedMoveError, Rules
from bot.domain.team import Role
from bot.services import planning, posts, review, team, workspaces
from bot.services.review import Answered, Seen
from bot.storage.database import Database, Work
from tests.fakes.rewriting import BY_RULES
from tests.fakes.talking import FRONT, NOW, USUAL, demo

T = TypeVar("T")
MANY = int(os.environ.get("WALKS", "0"))
PEOPLE = ("ada", "bram", "cas", "dewi")
DAYS = tuple(NOW.date() + timedelta(days=ahead) for ahead in (1, 9))
FACT = Claim(text="We plannen op één dag.", kind="fact", standing="proven", proof="B1")
TOLD = Claim(text="We werken met drie mensen.", kind="fact", standing="from_brief")
LOOSE = Claim(text="Niemand is sneller.", kind="fact", standing="unproven", reason="-")
PROMISE = Claim(text="We bellen altijd terug.", kind="promise", standing="unproven")
OPINION = Claim(text="Mooi werk.", kind="opinion", standing="unproven")
CLAIMS = (FACT, TOLD, LOOSE, PROMISE, OPINION)
GREEN = Finding(check="green.generic", severity="blocking", message="-")
Outcome = Literal["done", "refused", "conflict"]

# -- the model: written down from the design, in its own words ------------------------------------------------

EDITORS, DECIDERS = {"editor", "owner"}, {"reviewer", "owner"}
FROM: dict[str, tuple[set[str], set[str], str]] = {
    "submit": (EDITORS, {"draft"}, "in_review"),
    "withdraw": (EDITORS, {"in_review"}, "draft"),
    "approve": (DECIDERS, {"in_review"}, "approved"),
    "request_changes": (DECIDERS, {"in_review"}, "changes_requested"),
    "reject": (DECIDERS, {"in_review"}, "rejected"),
    "plan": (EDITORS, {"approved", "planned"}, "planned"),
    "unplan": (EDITORS, {"planned"}, "approved"),
    "publish": (EDITORS, {"approved", "planned"}, "published"),
}
"""Action: who, from which states, to which."""
ACTIONS = cast(tuple[Action, ...], tuple(FROM))


@dataclass
class Model:
    """What everybody should see. People are named by their account."""

    roles: dict[str, set[str]]
    needed: int
    levels: list[list[str]]
    own: bool | None
    number: int = 1
    state: str = "draft"
    author: str = "ada"
    claims: tuple[Claim, ...] = ()
    blocked: bool = False
    approvals: list[str] = field(default_factory=list)
    slot: date | None = None
    lines: int = 0
    mover: str = ""
    proof: int | None = 1
    revision: int = 1
    carried: int | None = None
    ticked: set[tuple[str, int | None]] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    no_claim: set[str] = field(default_factory=set)

    @property
    def check_again(self) -> bool:
        """Proof that the version rests on is not what it was."""
        return self.carried is not None and self.carried != self.proof

    def is_open(self, claim: Claim) -> bool:
        """Whether a claim still shuts approval."""
        if claim is OPINION or claim.text in self.no_claim:
            return False
        if claim is PROMISE:
            return claim.text not in self.confirmed
        if claim is FACT and self.proof is None:
            return True
        return claim is LOOSE or (claim.text, self.proof if claim is FACT else None) not in self.ticked

    def words(self, claim: Claim) -> set[str]:
        """What may be said of an open claim."""
        if claim is PROMISE:
            return {"confirmed", "not_a_claim"}
        gone = claim is FACT and self.carried is not None and self.proof is None
        return {"not_a_claim"} if claim is LOOSE or gone else {"ticked", "not_a_claim"}

    def outcome(self, who: str, action: str, reason: str = "-") -> Outcome:
        """What comes of an action on the latest version."""
        people, states, _ = FROM[action]
        if not self.roles[who] & people:
            return "refused"
        if self.state not in states:
            return "conflict" if self.mover not in ("", who) else "refused"
        return "refused" if self._shut(who, action, reason) else "done"

    def _shut(self, who: str, action: str, reason: str) -> bool:
        if action in ("request_changes", "reject"):
            return not reason.strip()
        if action == "submit":
            return self.blocked
        if action in ("plan", "publish"):
            return self.check_again
        if action != "approve":
            return False
        alone = len(self.roles) == 1
        own = alone if self.own is None else self.own
        level = self.levels[len(self.approvals)] if self.levels else []
        return (
            self.blocked
            or self.check_again
            or any(self.is_open(claim) for claim in self.claims)
            or who in self.approvals
            or (who == self.author and not own)
            or bool(level and who not in level)
        )

    def moves(self, who: str, action: str, slot: date | None) -> None:
        """It was done."""
        self.lines += 1
        self.mover = who
        if action == "approve":
            self.approvals.append(who)
            if len(self.approvals) < (len(self.levels) or self.needed):
                return
        self.state = FROM[action][2]
        if action in ("plan", "unplan"):
            self.slot = slot if action == "plan" else None

    def edited(self, who: str, claims: tuple[Claim, ...], blocked: bool) -> None:
        """A next version: nothing of the one before counts, but what holds for the pack or the team."""
        self.number += 1
        self.state, self.author, self.approvals, self.mover = "draft", who, [], ""
        self.claims, self.blocked, self.no_claim = claims, blocked, set()
        self.carried = self.proof if FACT in claims else None


# -- what is tested -----------------------------------------------------------------------------------------


@cache
def empty() -> tuple[bytes, Any]:
    """A database with its tables, and the topics of a pack."""

    async def made(file: Path) -> tuple[bytes, Any]:
        database = Database(f"sqlite:///{file}", lambda: NOW)
        await database.upgrade()
        await database.close()
        ideas = await BY_RULES.topics(demo("nl"))
        return await asyncio.to_thread(file.read_bytes), ideas.topics

    with TemporaryDirectory() as folder:
        return asyncio.run(made(Path(folder) / "empty.db"))


def content(topic: str, claims: tuple[Claim, ...], blocked: bool, number: int) -> Post:
    """A text of its own for every version."""
    text = " ".join([f"Zo werkt het, {number}.", *(claim.text for claim in claims)])
    return Post(channel="linkedin", topic=topic, text=text, claims=claims, findings=(GREEN,) if blocked else ())


roles = st.one_of(
    st.just({"owner"}),
    st.just({"editor", "reviewer"}),
    st.sets(st.sampled_from(["viewer", "editor", "reviewer", "owner"]), min_size=1),
)
people = st.sampled_from(PEOPLE)
claims = st.one_of(
    st.just((FACT,)), st.just(()), st.lists(st.sampled_from(CLAIMS), unique=True, max_size=3).map(tuple)
)
reasons = st.sampled_from(["Te lang.", "Te lang.", " "])


class Reviewing(RuleBasedStateMachine):
    """One post of a team, in the database and in the model."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = TemporaryDirectory()
        file, (stored, self.topics) = Path(self.folder.name) / "kernbot.db", empty()
        file.write_bytes(stored)
        self.database = Database(f"sqlite:///{file}", lambda: NOW)

    def teardown(self) -> None:
        """What is stored agrees with itself; lets go of everything."""
        assert self.runner.run(self._problems()) == []
        self.runner.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()

    def work(self, what: Callable[[Work], Awaitable[T]]) -> T:
        """Does something in a transaction of its own."""

        async def within() -> T:
            async with self.database.work() as work:
                return await what(work)

        return self.runner.run(within())

    async def look(self, work: Work, who: str, number: int | None = None) -> Seen:
        """The post as somebody sees it."""
        member = await team.member(work, self.home, self.ids[who])
        return await review.look(work, member, self.post, number)

    # -- beginning --------------------------------------------------------------------------------------

    @initialize(
        held=st.lists(roles, min_size=1, max_size=len(PEOPLE)),
        needed=st.integers(1, 3),
        levels=st.lists(st.lists(people, unique=True, max_size=2), max_size=2),
        own=st.sampled_from([None, True, False]),
        claims=claims,
        blocked=st.sampled_from([False] * 5 + [True]),
    )
    def begin(
        self,
        held: list[set[str]],
        needed: int,
        levels: list[list[str]],
        own: bool | None,
        claims: tuple[Claim, ...],
        blocked: bool,
    ) -> None:
        team_of = dict(zip(PEOPLE, held, strict=False))
        steps = [[who for who in step if who in team_of] for step in levels]
        self.model = Model(team_of, needed, steps, own, claims=claims, blocked=blocked)
        self.model.carried = 1 if FACT in claims else None
        self.work(self._begun)

    async def _begun(self, work: Work) -> None:
        model = self.model
        self.ids = {who: (await work.people.who(FRONT, who, who.capitalize())).id for who in PEOPLE}
        record = await workspaces.found(work, Brand(name="Proef"), "nl", self.ids["ada"], USUAL)
        self.home = record.id
        for who, held in model.roles.items():
            await work.workspaces.set_roles(self.home, self.ids[who], cast(set[Role], held))
        levels = tuple(
            Level(name=f"stap {place}", people=tuple(self.ids[who] for who in step))
            for place, step in enumerate(model.levels)
        )
        rules = Rules(approvals=model.needed, levels=levels, author_may_approve=model.own)
        await work.workspaces.set_rules(self.home, rules)
        scope = work.within(self.home)
        proof = Proof(id="B1", text="Planning op één dag")
        self.proof = (await scope.entries.add("proof", proof, self.ids["ada"], key="B1")).id
        pack = await scope.packs.add(NewPack(demo("nl"), "nl", "playbook", None, topics=self.topics))
        self.post = (await scope.posts.add(pack.id, await self._version(work, "ada"))).id

    async def _version(self, work: Work, who: str) -> NewVersion:
        made = content(self.topics[0].id, self.model.claims, self.model.blocked, self.model.number)
        _, proofs = await posts.proof_now(work.within(self.home), NOW.date())
        return NewVersion(made, "nl", self.ids[who], carried=posts.carried(made.claims, proofs))

    # -- what people do ---------------------------------------------------------------------------------

    def does(self, who: str, action: Action, seen: Seen, reason: str, slot: date) -> Outcome:
        """Does it for real; what came of it."""

        async def doing(work: Work) -> None:
            if action == "plan":
                await planning.plan(work, seen, slot)
            elif action == "unplan":
                await planning.unplan(work, seen)
            elif action == "publish":
                await planning.publish(work, seen, Published("", NOW, True))
            else:
                await review.decide(work, seen, action, reason)

        try:
            self.work(doing)
        except RefusedMoveError:
            return "refused"
        except ConflictError:
            return "conflict"
        return "done"

    @rule(who=people, action=st.sampled_from(ACTIONS), reason=reasons, slot=st.sampled_from(DAYS))
    def act(self, who: str, action: Action, reason: str, slot: date) -> None:
        if who not in self.model.roles:
            return
        seen = self.work(lambda work: self.look(work, who))
        expected = self.model.outcome(who, action, reason)
        assert self.does(who, action, seen, reason, slot) == expected
        if expected == "done":
            self.model.moves(who, action, slot)

    @rule(which=st.integers(0, 99), reason=reasons, slot=st.sampled_from(DAYS))
    def act_as_the_card_offers(self, which: int, reason: str, slot: date) -> None:
        """Somebody who may do something does it, so that a post gets anywhere."""
        able = self._able()
        if able:
            who, action = able[which % len(able)]
            self.act(who=who, action=action, reason=reason, slot=slot)

    def _able(self) -> list[tuple[str, Action]]:
        every = [(who, action) for action in ACTIONS for who in self.model.roles]
        return [(who, action) for who, action in every if self.model.outcome(who, action) == "done"]

    @rule(one=st.integers(0, 99), other=st.integers(0, 99), who=people, action=st.sampled_from(ACTIONS))
    def two_at_once(self, one: int, other: int, who: str, action: Action) -> None:
        """Both have the same card before them; who is stored first wins, and the other one hears so."""
        able = self._able()
        if who in self.model.roles:
            able.append((who, action))
        if not able:
            return
        several = [able[one % len(able)], able[other % len(able)]]
        looks = [self.work(lambda work, who=who: self.look(work, who)) for who, _ in several]  # type: ignore[misc]
        expected = [self.model.outcome(who, act) for who, act in several]
        if expected[0] == "done":
            expected[1] = self._too_late(several, expected[1])
        for (who, act), seen, outcome in zip(several, looks, expected, strict=True):
            assert self.does(who, act, seen, "-", DAYS[0]) == outcome
            if outcome == "done":
                self.model.moves(who, act, DAYS[0])

    def _too_late(self, several: list[tuple[str, Action]], alone: Outcome) -> Outcome:
        """What the second one hears after the first was stored; `alone` is what they would have heard without."""
        (first, done), (second, wanted) = several
        people, states, _ = FROM[wanted]
        if alone == "done":
            # Another date leaves a planned text what it was: who comes next still knows what they do.
            return "done" if (self.model.state, done) == ("planned", "plan") else "conflict"
        late = bool(self.model.roles[second] & people) and self.model.state not in states and first != second
        return "conflict" if late else alone

    @rule(who=people, claims=claims, blocked=st.sampled_from([False] * 9 + [True]), late=st.booleans())
    def edit(self, who: str, claims: tuple[Claim, ...], blocked: bool, late: bool) -> None:
        if who not in self.model.roles or not self.model.roles[who] & EDITORS:
            return
        before = self.model.number - (1 if late else 0)
        if not late:
            self.model.edited(who, claims, blocked)

        async def editing(work: Work) -> None:
            new = await self._version(work, who)
            await work.within(self.home).posts.add_version(self.post, new, before)

        try:
            self.work(editing)
        except ConflictError:
            assert late
        else:
            assert not late

    @rule(who=people, place=st.integers(0, 3), word=st.sampled_from(["ticked", "confirmed", "not_a_claim"]))
    def say_of_a_claim(self, who: str, place: int, word: Answered) -> None:
        if who not in self.model.roles or place >= len(self.model.claims):
            return
        model, claim = self.model, self.model.claims[place]
        allowed = bool(model.roles[who] & DECIDERS) and model.state == "in_review"
        opened, known = model.is_open(claim), word in model.words(claim)
        try:
            new = self.work(lambda work: self._answer(work, who, place, word))
        except RefusedMoveError:
            assert not allowed or (opened and not known)
            return
        assert allowed
        assert new is (opened and known)
        if new:
            self._heard(claim, word)

    @precondition(lambda self: self.model.state == "in_review")
    @rule()
    def answer_every_claim(self) -> None:
        """Somebody goes through all of them."""
        who = next((who for who, held in self.model.roles.items() if held & DECIDERS), None)
        for place, claim in enumerate(self.model.claims):
            if who is not None and self.model.is_open(claim):
                word = cast(Answered, sorted(self.model.words(claim))[-1])
                assert self.work(lambda work, at=place, said=word: self._answer(work, who, at, said))  # type: ignore[misc]
                self._heard(claim, word)

    async def _answer(self, work: Work, who: str, place: int, word: Answered) -> bool:
        return await review.answer(work, await self.look(work, who), place, word)

    def _heard(self, claim: Claim, word: str) -> None:
        if word == "ticked":
            self.model.ticked.add((claim.text, self.model.proof if claim is FACT else None))
        else:
            (self.model.confirmed if word == "confirmed" else self.model.no_claim).add(claim.text)

    @rule(who=people, text=st.sampled_from(["Mooi!", " "]), reported=st.booleans())
    def talk(self, who: str, text: str, reported: bool) -> None:
        """A comment, or the word of a client: on record, and nothing moves."""
        if who not in self.model.roles:
            return
        outsider = Outsider("Jan", "Waterschap", "mail", NOW.date())

        async def talking(work: Work) -> None:
            seen = await self.look(work, who)
            await (review.report(work, seen, outsider) if reported else review.comment(work, seen, text))

        heard = self.model.roles[who] != {"viewer"} and (reported or text.strip() != "")
        try:
            self.work(talking)
        except RefusedMoveError:
            assert not heard
        else:
            assert heard
            self.model.lines += 1

    @rule(what=st.sampled_from(["change", "withdraw", "restore"]))
    def move_proof(self, what: str) -> None:
        """The fact is worded anew, withdrawn, or used again: what rests on it is to be checked."""
        if (self.model.proof is None) is (what != "restore"):
            return

        async def moving(work: Work) -> None:
            entry = await work.within(self.home).entries.get(self.proof)
            by = self.ids["ada"]
            if what == "change":
                data = Proof(id="B1", text=f"Planning op één dag, {entry.revision}")
                await workspaces.changed(work, self.home, entry, data, by)
            else:
                act = workspaces.withdrawn if what == "withdraw" else workspaces.restored
                await act(work, self.home, entry, by)

        self.work(moving)
        self.model.revision += 1
        self.model.proof = None if what == "withdraw" else self.model.revision

    @rule(who=people, held=roles)
    def change_roles(self, who: str, held: set[str]) -> None:
        if who in self.model.roles:
            self.model.roles[who] = held
            self.work(lambda work: work.workspaces.set_roles(self.home, self.ids[who], cast(set[Role], held)))

    # -- what always holds ------------------------------------------------------------------------------

    @invariant()
    def everybody_sees_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        model = self.model

        async def looks(work: Work) -> list[tuple[str, Seen]]:
            return [(who, await self.look(work, who)) for who in model.roles]

        for who, seen in self.work(looks):
            assert (seen.version.number, seen.version.state, seen.post.state) == (model.number, *[model.state] * 2)
            assert [one.person for one in seen.version.approvals] == [self.ids[one] for one in model.approvals]
            assert seen.post.slot == model.slot
            assert seen.situation.check_again is model.check_again
            assert set(seen.situation.open_claims) == {claim for claim in model.claims if model.is_open(claim)}
            assert set(seen.allowed) == {act for act in ACTIONS if model.outcome(who, act) == "done"}

    @invariant()
    def the_record_is_whole(self) -> None:
        if not hasattr(self, "model"):
            return
        model = self.model
        lines = self.work(lambda work: work.within(self.home).reviews.of_post(self.post))
        assert len(lines) == model.lines
        own = [one for one in lines if one.kind == "approve" and one.self_approval]
        assert not own or model.own or len(model.roles) == 1
        if model.state in ("approved", "planned", "published"):
            assert len(set(model.approvals)) == len(model.approvals) == (len(model.levels) or model.needed)

    async def _problems(self) -> list[object]:
        return [problem async for problem in self.database.verify()]


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(
    max_examples=MANY or 20, stateful_step_count=30, deadline=None, derandomize=not MANY
)
