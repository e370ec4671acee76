"""When an endpoint is left alone, and when it is asked again; on a clock that the test moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ModelFailedError, QuotaError
from bot.generation.client.breaker import CLOSED, FAILURES, LONGEST, LONGEST_BLOCK, LOST_SECONDS, Breaker
from bot.generation.problems import UnavailableError

REST = 10.0
DEAD = UnavailableError("Nobody listens.", "Wait.", "reachable")


def failed(breaker: Breaker, now: float = 0.0, took: float = 0.0) -> bool:
    return breaker.failed(DEAD, breaker.enter(now), took, now + took)


def dead(now: float = 0.0) -> Breaker:
    breaker = Breaker(REST)
    assert [failed(breaker, now) for _ in range(FAILURES)] == [False] * (FAILURES - 1) + [True]
    return breaker


def lets_through(breaker: Breaker, now: float) -> bool:
    try:
        breaker.leave(breaker.enter(now))
    except ModelFailedError:
        return False
    return True


def test_failures_in_a_row_shut_it_and_a_success_between_them_counts_anew() -> None:
    breaker = Breaker(REST)
    for _ in range(3):
        for _ in range(FAILURES - 1):
            assert not failed(breaker)
        assert not breaker.works()
    assert not breaker.shut
    assert dead().shut


def test_silence_is_not_waited_for_as_often() -> None:
    breaker = Breaker(REST)
    assert not failed(breaker, took=LOST_SECONDS / 2)
    assert failed(breaker, took=LOST_SECONDS / 2)


def test_whoever_comes_while_it_rests_hears_at_once_what_is_the_matter() -> None:
    breaker = dead()
    with pytest.raises(UnavailableError, match=r"Nobody listens\. It is left alone") as caught:
        breaker.enter(REST - 1)
    assert (caught.value.about, caught.value.next_step) == ("reachable", "Wait.")
    assert caught.value is not DEAD, "each call puts what it took on an error of its own"


def test_after_the_rest_one_call_tries_and_the_others_wait_for_it() -> None:
    breaker = dead()
    trial = breaker.enter(REST)
    assert trial
    assert not lets_through(breaker, REST)
    assert breaker.works(), "it was shut, and is back"
    assert lets_through(breaker, REST)
    assert not breaker.shut


def test_a_trial_that_fails_doubles_the_rest_up_to_a_bound_and_says_nothing_new() -> None:
    breaker, now, rests = dead(), 0.0, []
    for _ in range(6):
        rest = next(seconds for seconds in range(1, 1000) if lets_through(breaker, now + seconds))
        rests.append(rest / REST)
        now += rest
        assert not failed(breaker, now)
    assert rests == [1, 2, 4, LONGEST, LONGEST, LONGEST]
    breaker.works()
    assert failed(breaker, now, LOST_SECONDS)
    assert lets_through(breaker, now + LOST_SECONDS + REST), "the first rest is short again"


def test_a_trial_that_somebody_stops_leaves_the_next_one_to_the_next_call() -> None:
    breaker = dead()
    breaker.leave(breaker.enter(REST))
    assert breaker.enter(REST)


def test_calls_that_were_under_way_when_it_shut_do_not_lengthen_the_rest() -> None:
    breaker = Breaker(REST)
    before = [breaker.enter(0) for _ in range(3 * FAILURES)]
    assert [breaker.failed(DEAD, trial, 0, 1) for trial in before].count(True) == 1
    assert lets_through(breaker, 1 + REST)
    breaker.enter(1 + REST)
    breaker.failed(DEAD, False, 0, 1 + REST)
    assert not lets_through(breaker, 1 + REST), "the trial still decides"


def test_what_only_a_person_can_mend_shuts_it_at_once_and_stays_what_it_is() -> None:
    breaker = Breaker(REST)
    assert breaker.closed(QuotaError("No credit.", "Pay."), 0)
    with pytest.raises(QuotaError, match=r"No credit\."):
        breaker.enter(CLOSED * REST - 1)
    assert breaker.enter(CLOSED * REST)
    assert not breaker.closed(QuotaError("No credit.", "Pay."), CLOSED * REST), "nobody has to hear it twice"


@pytest.mark.parametrize(("asked", "kept"), [(300, 300), (1e9, LONGEST_BLOCK)])
def test_a_long_pause_that_it_asks_for_is_kept_to_within_reason(asked: float, kept: float) -> None:
    breaker = Breaker(REST)
    breaker.closed(DEAD, 0, asked)
    assert not lets_through(breaker, kept - 1)
    assert lets_through(breaker, kept)


def test_a_short_pause_holds_for_every_call_but_shuts_nothing() -> None:
    breaker = Breaker(REST)
    breaker.block(7, 0)
    breaker.block(3, 1)
    assert (breaker.wait(1), breaker.wait(7), breaker.shut) == (6, 0, False)


@given(st.lists(st.sampled_from(["works", "fails", "stops", "later"]), max_size=60))
def test_it_always_comes_back(steps: list[str]) -> None:
    """Whatever happens, there is one trial at a time, and never a rest longer than the longest."""
    breaker, now, inside = Breaker(REST), 0.0, list[bool]()
    for step in steps:
        now += REST if step == "later" else 0.1
        if lets_through(breaker, now):
            inside.append(breaker.enter(now))
        assert inside.count(True) <= 1
        if inside and step == "works":
            inside.pop()
            breaker.works()
            inside = [False for _ in inside]
        elif inside and step == "fails":
            breaker.failed(DEAD, inside.pop(), 0, now)
        elif inside and step == "stops":
            breaker.leave(inside.pop())
    for trial in inside:
        breaker.leave(trial)
    assert lets_through(breaker, now + LONGEST * REST)
