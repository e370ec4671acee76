"""When somebody is reminded of what: the rules alone, on facts that are made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reminders import (
    REMINDER_KINDS,
    Colleague,
    Expiring,
    Facts,
    InReview,
    Key,
    Reader,
    Reminder,
    Slotted,
    Unfinished,
)
from bot.domain.review import Approval, Level, Rules, State
from bot.domain.team import ROLES, Role
from bot.services.reminders import due, next_time, quiet

OWNER, EDITOR, REVIEWER, VIEWER = (frozenset[Role]({role}) for role in ("owner", "editor", "reviewer", "viewer"))
TUESDAY = datetime(2026, 6, 2, 10, 0, tzinfo=UTC)
"""Noon in Amsterdam."""
STEPS = frozenset({"n.order"})
ZONES = ("Europe/Amsterdam", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland", "UTC")


def colleague(person: int, roles: frozenset[Role], language: Any = None) -> Colleague:
    """A member with one private chat."""
    return Colleague(person, roles, language, (("telegram", f"account-{person}"),))


ANNA, BRAM, CARO, VIC = (
    colleague(1, OWNER),
    colleague(2, REVIEWER, "en"),
    colleague(3, EDITOR),
    colleague(4, VIEWER),
)
GROUP = ("telegram", "-100")


def facts(**changes: Any) -> Facts:
    """A team of four in Amsterdam, where nothing is due."""
    team = (ANNA, BRAM, CARO, VIC)
    given = {"timezone": "Europe/Amsterdam", "rules": Rules(), "demo": False, "colleagues": team}
    return Facts(workspace=9, brand="Waterkant", language="nl", **{**given, **changes})


def waiting(post: int = 7, hours: float = 25, author: int | None = 3, *approved: int) -> InReview:
    """A post in review for so many hours."""
    return InReview(post, TUESDAY - timedelta(hours=hours), 70, author, tuple(Approval(one) for one in approved))


def slotted(state: State = "planned", **changes: Any) -> Slotted:
    """A post of today that Caro wrote and planned yesterday."""
    usual = Slotted(7, TUESDAY.date(), state, False, 3, 3, (), TUESDAY - timedelta(days=1))
    return usual._replace(**changes)


def expiring(days: int, **changes: Any) -> Expiring:
    """A proof point of Caro, whose last day is so many days away."""
    usual = Expiring(5, TUESDAY.date() + timedelta(days=days), 3, TUESDAY - timedelta(days=300))
    return usual._replace(**changes)


def told(reminders: tuple[Reminder, ...]) -> dict[int | None, list[tuple[int, str]]]:
    """By person, what each hears: subjects and words."""
    heard: dict[int | None, list[tuple[int, str]]] = {}
    for one in reminders:
        heard.setdefault(one.reader.person, []).extend((item.subject, item.what) for item in one.items)
    return heard


def remembered(given: Facts, reminders: tuple[Reminder, ...], again: datetime | None = None) -> Facts:
    """The facts after these were sent."""
    sent = {one.key(item): again for one in reminders for item in one.items}
    return given._replace(sent={**given.sent, **sent})


# -- review -----------------------------------------------------------------------------------------------


def test_who_can_still_decide_is_reminded_after_the_hours_of_the_workspace() -> None:
    assert due(facts(in_review=(waiting(hours=23.9),)), TUESDAY) == ()
    assert told(due(facts(in_review=(waiting(hours=24),)), TUESDAY)) == {1: [(7, "waits")], 2: [(7, "waits")]}
    patient = facts(in_review=(waiting(hours=25),), rules=Rules(reminder_hours=48))
    assert due(patient, TUESDAY) == ()


@pytest.mark.parametrize(
    ("rules", "post", "who"),
    [
        (Rules(), waiting(7, 25, 1), {2}),
        (Rules(author_may_approve=True), waiting(7, 25, 1), {1, 2}),
        (Rules(approvals=2), waiting(7, 25, 3, 2), {1}),
        (Rules(levels=(Level(name="inhoud", people=(2,)), Level(name="juridisch", people=(1,)))), waiting(), {2}),
        (
            Rules(levels=(Level(name="inhoud", people=(2,)), Level(name="juridisch", people=(1,)))),
            waiting(7, 25, 3, 2),
            {1},
        ),
        (Rules(approvals=3), waiting(7, 25, 3, 1, 2), set()),
    ],
    ids=["not the author", "the author where allowed", "not who decided", "first step", "next step", "nobody"],
)
def test_only_those_whose_turn_it_is(rules: Rules, post: InReview, who: set[int]) -> None:
    assert set(told(due(facts(rules=rules, in_review=(post,)), TUESDAY))) == who


def test_who_works_alone_is_reminded_of_their_own_post() -> None:
    assert set(told(due(facts(colleagues=(ANNA,), in_review=(waiting(author=1),)), TUESDAY))) == {1}


def test_several_posts_make_one_message_the_longest_waiting_first() -> None:
    reminders = due(facts(in_review=(waiting(8, 25), waiting(7, 99), waiting(6, 2))), TUESDAY)
    assert [(one.reader.person, [item.subject for item in one.items]) for one in reminders] == [
        (1, [7, 8]),
        (2, [7, 8]),
    ]
    assert [one.language for one in reminders] == ["nl", "en"]


def test_a_group_hears_of_it_while_somebody_can_decide() -> None:
    with_group = facts(groups=(GROUP,), in_review=(waiting(),))
    assert set(told(due(with_group, TUESDAY))) == {None, 1, 2}
    nobody = with_group._replace(colleagues=(CARO, VIC))
    assert due(nobody, TUESDAY) == ()


def test_a_post_that_is_submitted_once_more_is_told_once_more() -> None:
    first = facts(in_review=(waiting(),))
    after = remembered(first, due(first, TUESDAY))
    assert due(after, TUESDAY + timedelta(hours=1)) == ()
    again = after._replace(in_review=(waiting()._replace(submission=71),))
    assert set(told(due(again, TUESDAY))) == {1, 2}


# -- planned ----------------------------------------------------------------------------------------------


def at(text: str, zone: str = "Europe/Amsterdam") -> datetime:
    """A local time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize("zone", ZONES)
def test_what_is_planned_is_told_from_nine_to_eight_in_the_evening_there(zone: str) -> None:
    day = date(2026, 6, 6)  # a Saturday
    given = facts(timezone=zone, slotted=(slotted(on=day, changed_at=at("2026-06-01T12:00", zone)),))
    spoken = {hour for hour in range(24) if due(given, at(f"2026-06-06T{hour:02}:00", zone))}
    assert spoken == set(range(9, 20))
    assert due(given, at("2026-06-05T12:00", zone)) == ()
    assert due(given, at("2026-06-07T12:00", zone)) == ()


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_nine_is_nine_on_the_days_that_the_clock_changes(day: str) -> None:
    given = facts(slotted=(slotted(on=date.fromisoformat(day), changed_at=at("2026-01-01T12:00")),))
    assert due(given, at(f"{day}T08:59")) == ()
    assert told(due(given, at(f"{day}T09:00"))) == {3: [(7, "ready")]}
    utc = at(f"{day}T09:00").astimezone(UTC)
    assert due(given, utc - timedelta(minutes=1)) == ()
    assert due(given, utc) != ()


@pytest.mark.parametrize(
    ("state", "changes", "who"),
    [
        ("approved", {}, {3: [(7, "ready")]}),
        ("planned", {"planner": 1}, {1: [(7, "ready")], 3: [(7, "ready")]}),
        ("planned", {"planner": None, "author": 4}, {1: [(7, "ready")], 3: [(7, "ready")]}),
        ("planned", {"check_again": True}, {1: [(7, "waiting")], 3: [(7, "waiting")]}),
        ("draft", {}, {1: [(7, "waiting")], 3: [(7, "waiting")]}),
        ("in_review", {}, {1: [(7, "waiting")], 2: [(7, "waiting")], 3: [(7, "waiting")]}),
        ("changes_requested", {}, {1: [(7, "waiting")], 3: [(7, "waiting")]}),
        ("published", {}, {}),
    ],
)
def test_it_says_whether_it_may_go_out_to_who_can_do_something(
    state: State, changes: Mapping[str, Any], who: dict[int | None, Any]
) -> None:
    assert told(due(facts(slotted=(slotted(state, **changes),)), TUESDAY)) == who


def test_what_cannot_go_out_comes_first_in_the_same_message() -> None:
    both = facts(colleagues=(ANNA,), slotted=(slotted(), slotted("draft", post=8)))
    (one,) = due(both, TUESDAY)
    assert [(item.subject, item.what) for item in one.items] == [(8, "waiting"), (7, "ready")]


def test_who_planned_it_this_morning_knows_and_who_edits_it_now_is_left_alone() -> None:
    assert due(facts(slotted=(slotted(changed_at=at("2026-06-02T09:00")),)), TUESDAY) == ()
    busy = facts(slotted=(slotted("draft", changed_at=TUESDAY - timedelta(minutes=50)),))
    assert due(busy, TUESDAY) == ()
    assert due(busy, TUESDAY + timedelta(minutes=10)) != ()


def test_it_is_told_anew_when_it_may_not_go_out_any_more() -> None:
    ready = facts(slotted=(slotted(),))
    after = remembered(ready, due(ready, TUESDAY))
    assert due(after, TUESDAY) == ()
    assert set(told(due(after._replace(slotted=(slotted(check_again=True),)), TUESDAY))) == {1, 3}


# -- proof ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "what"),
    [
        *((31, None), (30, "30-days"), (8, "30-days"), (7, "7-days"), (0, "7-days")),
        *((-1, "expired"), (-7, "expired"), (-8, None)),
    ],
)
def test_proof_is_told_of_in_three_stages(days: int, what: str | None) -> None:
    heard = told(due(facts(expiring=(expiring(days),)), TUESDAY))
    everybody = {1, 3} if what == "expired" else {3}
    assert heard == ({} if what is None else {person: [(5, what)] for person in everybody})


def test_each_stage_is_told_once_and_a_new_date_begins_again() -> None:
    given, heard = facts(expiring=(expiring(40),)), []
    for day in range(60):
        now = TUESDAY + timedelta(days=day)
        reminders = due(given, now)
        given = remembered(given, reminders)
        heard += [(item.what, now.date().isoformat()) for one in reminders for item in one.items]
    # The last day is 12 July, a Sunday: seven days before is a Sunday too, so that it is told on Monday.
    assert heard == [("30-days", "2026-06-12"), ("7-days", "2026-07-06")] + [("expired", "2026-07-13")] * 2
    later = given._replace(expiring=(expiring(90),))
    assert told(due(later, TUESDAY + timedelta(days=63))) == {3: [(5, "30-days")]}


def test_who_set_the_date_when_it_was_that_near_knows() -> None:
    fresh = expiring(20, changed_at=TUESDAY - timedelta(days=1))
    assert due(facts(expiring=(fresh,)), TUESDAY) == ()
    assert told(due(facts(expiring=(fresh,)), TUESDAY + timedelta(days=13))) == {3: [(5, "7-days")]}


def test_the_owners_hear_of_proof_that_nobody_keeps() -> None:
    for keeper in (None, 4, 99):
        assert set(told(due(facts(expiring=(expiring(7, keeper=keeper),)), TUESDAY))) == {1}


# -- what was left halfway --------------------------------------------------------------------------------


def left(hours: float, step: str = "n.order", person: int = 3) -> Unfinished:
    """Somebody left so many hours ago."""
    return Unfinished("telegram", f"account-{person}", person, step, TUESDAY - timedelta(hours=hours))


@pytest.mark.parametrize(
    ("one", "heard"),
    [
        (left(23.9), False),
        (left(24), True),
        (left(96), True),
        (left(97), False),
        (left(24, "y.erase"), False),
        (left(24, person=4), False),
        (left(24, person=99), False),
    ],
)
def test_what_was_left_is_told_a_day_later_to_who_may_still_make_it(one: Unfinished, heard: bool) -> None:
    expected = {3: [(0, "n.order")]} if heard else {}
    assert told(due(facts(unfinished=(one,)), TUESDAY, STEPS)) == expected


def test_something_else_that_is_left_later_is_told_as_well() -> None:
    given = facts(unfinished=(left(48),))
    after = remembered(given, due(given, TUESDAY, STEPS))
    assert due(after, TUESDAY + timedelta(hours=1), STEPS) == ()
    assert due(after._replace(unfinished=(left(24),)), TUESDAY, STEPS) != ()


# -- quiet, and later -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", REMINDER_KINDS)
@pytest.mark.parametrize("zone", ZONES)
def test_nobody_is_disturbed_at_night_or_at_the_weekend(kind: Any, zone: str) -> None:
    begins = 9 if kind == "planned" else 8
    for day in range(1, 8):
        hours = {hour for hour in range(24) if not quiet(kind, at(f"2026-06-0{day}T{hour:02}:30", zone), zone)}
        weekend = day in (6, 7) and kind != "planned"
        assert hours == (set() if weekend else set(range(begins, 20))), day


def test_a_time_zone_that_this_machine_does_not_know_is_taken_for_utc() -> None:
    assert not quiet("review", TUESDAY.replace(hour=8), "Mars/Base")
    assert quiet("review", TUESDAY.replace(hour=7, minute=59), "Mars/Base")


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        ("2026-06-02T10:00", "2026-06-03T09:00"),
        ("2026-06-05T10:00", "2026-06-08T09:00"),  # a Friday
        ("2026-06-06T10:00", "2026-06-08T09:00"),
        ("2026-03-27T10:00", "2026-03-30T09:00"),  # the clock changes in between
        ("2026-10-23T19:59", "2026-10-26T09:00"),
    ],
)
def test_what_is_put_off_comes_back_on_the_next_morning_that_people_work(now: str, comes: str) -> None:
    assert next_time("review", at(now), "Europe/Amsterdam") == at(comes)


def test_what_was_put_off_is_told_once_more_if_it_is_still_so() -> None:
    given = facts(in_review=(waiting(),))
    reminders = due(given, TUESDAY)
    comes = next_time("review", TUESDAY, given.timezone)
    after = remembered(given, reminders, again=comes)
    assert due(after, comes - timedelta(minutes=1)) == ()
    assert due(after, comes) == reminders
    assert due(after._replace(in_review=()), comes) == ()


def test_who_switched_a_kind_off_hears_no_more_of_it() -> None:
    off = frozenset({("telegram", "account-2", "review"), ("telegram", "account-1", "proof")})
    assert set(told(due(facts(in_review=(waiting(),), off=off), TUESDAY))) == {1}


def test_an_invented_brand_reminds_nobody() -> None:
    everything = facts(
        demo=True, in_review=(waiting(),), slotted=(slotted(),), expiring=(expiring(3),), unfinished=(left(30),)
    )
    assert due(everything, TUESDAY, STEPS) == ()
    assert len(due(everything._replace(demo=False), TUESDAY, STEPS)) == 5


# -- whatever the facts are -------------------------------------------------------------------------------

people = st.integers(1, 5)
moments = st.integers(0, 364 * 24 * 60).map(
    lambda past: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=past)
)


@dataclass(frozen=True)
class Moment:
    """Facts of any kind, and a time near them."""

    facts: Facts
    now: datetime


@st.composite
def given_facts(draw: st.DrawFn) -> Moment:
    """A team with things that are due or not, at a time that is quiet or not."""
    now = draw(moments)
    ago = st.integers(0, 24 * 8).map(lambda hours: now - timedelta(hours=hours))
    days = st.integers(-10, 40).map(lambda away: (now + timedelta(days=away)).date())
    near = st.integers(-1, 1).map(lambda away: (now + timedelta(days=away)).date())
    approved = st.lists(people, max_size=2, unique=True).map(lambda ids: tuple(Approval(one) for one in ids))
    someone = st.none() | people
    roles = st.frozensets(st.sampled_from(ROLES), min_size=1)
    team = draw(st.lists(people, unique=True, min_size=1))
    colleagues = [
        Colleague(one, draw(roles), draw(st.sampled_from([None, "nl", "en"])), _private(one)) for one in team
    ]
    states: tuple[State, ...] = ("draft", "in_review", "approved", "planned", "published")
    made = Facts(
        workspace=9,
        brand="Waterkant",
        language="nl",
        timezone=draw(st.sampled_from(ZONES)),
        rules=Rules(
            approvals=draw(st.integers(1, 3)),
            author_may_approve=draw(st.sampled_from([None, True, False])),
            reminder_hours=draw(st.sampled_from([4, 24, 72])),
        ),
        demo=False,
        colleagues=tuple(colleagues),
        groups=draw(st.sampled_from([(), (GROUP,)])),
        in_review=_numbered(
            draw(st.lists(st.tuples(ago, st.integers(1, 9), someone, approved), max_size=3)), InReview
        ),
        slotted=_numbered(
            draw(
                st.lists(
                    st.tuples(near, st.sampled_from(states), st.booleans(), someone, someone, approved, ago),
                    max_size=3,
                )
            ),
            Slotted,
        ),
        expiring=_numbered(draw(st.lists(st.tuples(days, someone, ago), max_size=3)), Expiring),
        unfinished=tuple(
            Unfinished("telegram", f"account-{one}", one, "n.order", draw(ago))
            for one in draw(st.lists(people, unique=True, max_size=2))
        ),
        off=draw(
            st.frozensets(
                st.tuples(st.just("telegram"), people.map("account-{}".format), st.sampled_from(REMINDER_KINDS)),
                max_size=3,
            )
        ),
    )
    return Moment(made, now)


def _private(person: int) -> tuple[tuple[str, str], ...]:
    return () if person == 5 else (("telegram", f"account-{person}"),)


def _numbered(rows: list[tuple[Any, ...]], kind: Any) -> tuple[Any, ...]:
    return tuple(kind(number, *row) for number, row in enumerate(rows, 1))


@given(given_facts(), st.lists(st.integers(0, 24 * 60), max_size=8))
def test_nothing_is_ever_told_twice(moment: Moment, minutes: list[int]) -> None:
    seen: list[Key] = []
    given, now = moment.facts, moment.now
    for wait in [0, *minutes]:
        now += timedelta(minutes=wait)
        reminders = due(given, now, STEPS)
        seen += [one.key(item) for one in reminders for item in one.items]
        given = remembered(given, reminders)
        assert due(given, now, STEPS) == ()
    assert len(seen) == len(set(seen))


@given(given_facts())
def test_nobody_hears_anything_in_quiet_hours(moment: Moment) -> None:
    for one in due(moment.facts, moment.now, STEPS):
        there = moment.now.astimezone(ZoneInfo(moment.facts.timezone))
        assert 8 <= there.hour < 20
        assert there.isoweekday() < 6 or one.kind == "planned"


@given(given_facts())
def test_only_members_hear_it_and_only_what_they_did_not_switch_off(moment: Moment) -> None:
    given = moment.facts
    chats = {Reader(*chat, one.person) for one in given.colleagues for chat in one.chats}
    groups = {Reader(*chat, None) for chat in given.groups}
    for one in due(given, moment.now, STEPS):
        assert one.reader in (chats if one.kind in ("proof", "unfinished") else chats | groups)
        assert (one.reader.front, one.reader.chat, one.kind) not in given.off


@given(given_facts())
def test_a_chat_gets_at_most_one_message_of_a_kind_with_something_in_it(moment: Moment) -> None:
    reminders = due(moment.facts, moment.now, STEPS)
    assert len({(one.reader, one.kind) for one in reminders}) == len(reminders)
    for one in reminders:
        assert one.items
        assert len(set(one.items)) == len(one.items)


@given(given_facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(moment: Moment, random: Any) -> None:
    def mixed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(rows, len(rows)))

    given = moment.facts
    several = ("colleagues", "groups", "in_review", "slotted", "expiring", "unfinished")
    other = given._replace(**{name: mixed(getattr(given, name)) for name in several})
    assert due(other, moment.now, STEPS) == due(given, moment.now, STEPS)


@given(given_facts())
def test_what_is_put_off_comes_back_when_it_may_be_said(moment: Moment) -> None:
    for kind in REMINDER_KINDS:
        comes = next_time(kind, moment.now, moment.facts.timezone)
        assert not quiet(kind, comes, moment.facts.timezone)
        assert timedelta(0) < comes - moment.now <= timedelta(days=3, hours=13)


@given(given_facts())
def test_whoever_is_reminded_to_decide_did_not_do_so(moment: Moment) -> None:
    given = moment.facts
    decided = {one.post: {approval.person for approval in one.approvals} for one in given.in_review}
    for one in (one for one in due(given, moment.now, STEPS) if one.kind == "review"):
        assert all(one.reader.person not in decided[item.subject] for item in one.items if one.reader.person)
