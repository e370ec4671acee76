"""The capacity model: against theory where that is exact, against the queues played through, and against the real
engine; and the tables of docs/scale.md, which are what it says."""

from __future__ import annotations

import math
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies
from sqlalchemy import make_url

from bench import capacity_page, capacity_run
from bench.capacity import (
    BRAND_JOBS,
    LOOK,
    USED,
    Demand,
    Pace,
    Pack,
    Setup,
    binds,
    erlang_c,
    limits,
    teams,
    waiting,
)
from bench.capacity_queue import Played, Queues, Work, calls_of, play, trace
from bench.capacity_run import fullest
from bot.jobs import doing, durable, engine, seat
from bot.storage.pace import SharedPace
from bot.storage.postgres import pooled

PACE, DEMAND = Pace(), Demand()
OPEN = Setup(processes=100, cores=1e6, calls_at_once=8, messages_a_second=None)
"""Nothing binds but calls at once."""
OFF, MOMENT = 1.5, 0.5
"""How far the formula for waits may be off either way where packs have two to four channels and the slots are busy
for more than half of the time: by this factor, and so many seconds."""
TENTHS = Pace(first=0.012, tokens=3000.0)
"""Answers in a fiftieth of the time: a call takes a quarter of a second."""
SMALL = Pack(channels=3)


def setup(slots: int) -> Setup:
    return OPEN._replace(calls_at_once=slots)


def full(slots: int, pack: Pack, pace: Pace = PACE) -> float:
    """Packs a second with all slots busy."""
    return limits(setup(slots), pack, pace)["calls at once"] / 3600


def singles(load: float, slots: int, count: int) -> list[Work]:
    """Calls of a mean second, exponential, that come by a Poisson process."""
    chance = random.Random(7)
    at, found = 0.0, []
    for number in range(count):
        at += chance.expovariate(load * slots)
        found.append(Work(at, number, (((chance.expovariate(1.0),),),)))
    return found


# -- the formula --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("servers", "load", "busy"), [(1, 0.5, 0.5), (2, 1.0, 1 / 3), (5, 4.0, 0.5541), (10, 8.0, 0.4092)]
)
def test_erlangs_formula_gives_the_figures_of_its_tables(servers: int, load: float, busy: float) -> None:
    assert erlang_c(servers, load) == pytest.approx(busy, abs=1e-4)


def test_parts_of_servers_lie_between_whole_ones() -> None:
    busy = [erlang_c(servers / 4, 1.5) for servers in range(7, 40)]
    assert busy == sorted(busy, reverse=True)


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"calls_at_once": 1}, "calls at once"),
        ({"processes": 1, "concurrent": 1}, "calls at once"),
        ({"calls_a_minute": 2}, "calls a minute"),
        ({"tokens_a_minute": 1000}, "tokens a minute"),
        ({"messages_a_second": 0.01}, "Telegram's messages"),
        ({"cores": 0.001}, "processor"),
    ],
)
def test_what_is_scarce_is_what_binds(more: dict[str, float], name: str) -> None:
    assert binds(OPEN._replace(**more), Pack(), PACE)[0] == name


def test_a_provider_that_counts_tokens_lets_so_many_packs_through() -> None:
    pack = Pack(channels=2, repairs=0.0, topics=1000, message=200, post=400, prompt=1000)
    assert pack.calls == 4
    assert pack.tokens == 4 * 1000 + 1000 + 200 + 2 * 400
    found = limits(OPEN._replace(tokens_a_minute=60_000, calls_a_minute=40), pack, PACE)
    assert found["tokens a minute"] == pytest.approx(600)
    assert found["calls a minute"] == pytest.approx(600)


def test_more_than_goes_through_waits_for_ever() -> None:
    rate = full(4, Pack())
    assert math.isinf(waiting(setup(4), Pack(), PACE, rate).mean)
    assert math.isfinite(waiting(setup(4), Pack(), PACE, 0.99 * rate).mean)


@given(
    slots=strategies.integers(1, 200),
    channels=strategies.integers(1, 9),
    seconds=strategies.floats(0.2, 100),
    tokens=strategies.integers(10_000, 10_000_000),
)
@settings(max_examples=60)
def test_more_of_anything_never_serves_fewer_teams(slots: int, channels: int, seconds: float, tokens: int) -> None:
    pack, here = Pack(channels=channels), setup(slots)._replace(tokens_a_minute=tokens)
    served = teams(here, pack, PACE, DEMAND, seconds)
    assert teams(here._replace(calls_at_once=slots + 1), pack, PACE, DEMAND, seconds) >= served
    assert teams(here._replace(tokens_a_minute=2 * tokens), pack, PACE, DEMAND, seconds) >= served
    assert teams(here, pack, PACE, DEMAND, 2 * seconds) >= served
    assert DEMAND.rate(served) <= USED * binds(here, pack, PACE)[1] / 3600


def test_of_as_many_teams_19_of_20_calls_wait_no_longer_and_of_one_more_they_do() -> None:
    served = teams(OPEN, Pack(), PACE, DEMAND, 5.0)
    assert waiting(OPEN, Pack(), PACE, DEMAND.rate(served)).p95 < 5.0
    assert waiting(OPEN, Pack(), PACE, DEMAND.rate(served + 1)).p95 >= 5.0


# -- the queues, played through -----------------------------------------------------------------------


@pytest.mark.parametrize(("slots", "load"), [(1, 0.6), (4, 0.7), (10, 0.8)])
def test_single_calls_wait_as_long_as_theory_says(slots: int, load: float) -> None:
    """M/M/c, where Erlang's formula is exact."""
    played = play(singles(load, slots, 20_000), Queues(slots, look=0.0))
    assert played.mean == pytest.approx(erlang_c(slots, slots * load) / (slots * (1 - load)), rel=0.15)


@pytest.mark.parametrize("slots", [1, 4, 16])
@pytest.mark.parametrize("channels", [2, 4])
def test_the_model_has_the_throughput_of_the_queues(slots: int, channels: int) -> None:
    pack = Pack(channels=channels)
    played = play(trace(pack, PACE, math.inf, 300, 150), Queues(slots))
    assert played.rate == pytest.approx(full(slots, pack) * pack.calls, rel=0.03)


@pytest.mark.parametrize("slots", [2, 8])
@pytest.mark.parametrize("channels", [2, 3, 4])
@pytest.mark.parametrize("load", [0.6, 0.8])
def test_the_model_has_the_waits_of_the_queues_within_half_as_much_again(
    slots: int, channels: int, load: float
) -> None:
    pack = Pack(channels=channels)
    rate = load * full(slots, pack)
    played = play(trace(pack, PACE, rate, 2000, 2000), Queues(slots))
    told = waiting(setup(slots), pack, PACE, rate)
    for model, there in zip(told, (played.mean, played.p95), strict=True):
        assert there / OFF - MOMENT < model < there * OFF + MOMENT


@pytest.mark.parametrize(("channels", "short", "long"), [(1, 1.0, 2.0), (7, 0.5, 1.0)])
def test_with_one_channel_waits_are_told_too_short_and_with_many_too_long(
    channels: int, short: float, long: float
) -> None:
    pack = Pack(channels=channels)
    rate = 0.8 * full(8, pack)
    told = waiting(setup(8), pack, PACE, rate).mean
    assert short * told < play(trace(pack, PACE, rate, 2000, 2000), Queues(8)).mean < long * told


def test_a_brand_with_a_pile_of_work_holds_up_no_other() -> None:
    pile = [Work(0.0, 1, (((10.0,),),)) for _ in range(50)]
    other = Work(1.0, 2, (((10.0,),),))
    played = play([*pile, other], Queues(slots=8))
    assert played.over == pytest.approx(50 / BRAND_JOBS * 10, rel=0.05)
    assert min(begun - 1.0 for begun in played.begun if begun > 1.0) < 3 * LOOK


@given(
    seed=strategies.integers(0, 10_000),
    slots=strategies.integers(1, 6),
    a_period=strategies.integers(1, 8),
    rate=strategies.floats(0.01, 2),
)
@settings(max_examples=40)
def test_no_limit_is_ever_passed(seed: int, slots: int, a_period: int, rate: float) -> None:
    work = trace(Pack(channels=2), PACE, rate, 12, 4, seed)
    queues = Queues(slots, a_period)
    played = play(work, queues)
    assert len(played.begun) == len(played.waits) == calls_of(work)
    assert fullest(played, queues) <= a_period
    assert played.over >= sum(sum(chain) for job in work for stage in job.stages for chain in stage) / slots
    assert all(wait >= 0 for wait in played.waits)


def test_what_is_told_of_a_play() -> None:
    played = Played(waits=tuple(range(100)), begun=(), over=50.0)
    assert (played.mean, played.p95, played.rate) == (49.5, 94, 2.0)


# -- the real engine ----------------------------------------------------------------------------------


def test_the_settings_of_the_queues_are_those_of_the_engine() -> None:
    assert (LOOK, BRAND_JOBS) == (engine.POLL_SECONDS, doing.AT_ONCE)
    assert Queues(1).period == engine.PERIOD_SECONDS


async def test_the_engine_begins_no_more_in_a_period_than_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "SWEEP_SECONDS", 600.0)  # which would forget calls that are over
    work = trace(SMALL, TENTHS, math.inf, 2, 2)
    queues = Queues(slots=20, a_period=5, period=2.0)
    done = await capacity_run.real(work, queues, tmp_path)
    assert len(done.waits) == calls_of(work) > 2 * 5
    # By the engine's clock: on a busy machine a call comes late to whoever counts it.
    with closing(sqlite3.connect(tmp_path / "engine.db")) as file:
        begun = file.execute("SELECT started_at_epoch_ms FROM workflow_status WHERE workflow_uuid LIKE 'llm-%'")
        moments = tuple(at / 1000 for (at,) in begun)
    assert len(moments) == calls_of(work)
    assert fullest(done._replace(begun=moments), queues) == 5


# -- the page -----------------------------------------------------------------------------------------


def test_the_connections_of_the_page_are_those_of_the_pools() -> None:
    url = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    pools = [pooled(make_url(url))._engine.pool, SharedPace(url, "1:t")._engine.pool]
    assert [(pool.size(), pool._max_overflow) for pool in pools] == [(5, 10), (2, 10)]
    page = capacity_page.PAGE.read_text(encoding="utf-8")
    assert f"| the engine of jobs | {seat.POOL} | `POOL` in" in page
    together = 5 + 10 + seat.POOL + 1 + len(engine.LIMITED) + 2 + 10 + 1
    assert f"| together | {together} | |" in page
    assert f"Set `max_connections` to {together} for each process" in page


def test_the_tables_of_the_page_are_what_the_model_says() -> None:
    page = capacity_page.PAGE.read_text(encoding="utf-8")
    assert capacity_page.filled(page) == page, "run `python -m bench.capacity_page`"
