from __future__ import annotations

import asyncio

from bot.telegram_ui.ledger import Ledger
from bot.telegram_ui.turns import Turns


async def test_turns_are_taken_in_the_order_in_which_they_were_handed_out() -> None:
    turns, seen = Turns(), []

    async def work(number: int) -> None:
        async with turn[number]:
            await asyncio.sleep(0)
            seen.append(number)

    turn = [turns.take("a") for _ in range(5)]
    async with asyncio.TaskGroup() as group:
        for number in (3, 0, 4, 1, 2):
            group.create_task(work(number))
    assert seen == [0, 1, 2, 3, 4]
    assert turns.length("a") == 0


async def test_rows_do_not_wait_for_each_other() -> None:
    turns = Turns()
    async with turns.take("a"), asyncio.timeout(1), turns.take("b"):
        assert (turns.length("a"), turns.length("b")) == (1, 1)


async def test_who_gives_up_waiting_lets_nobody_overtake() -> None:
    turns, seen = Turns(), []

    async def work(name: str) -> None:
        async with turns.take("a"):
            seen.append(name)

    async with asyncio.TaskGroup() as group, turns.take("a"):
        impatient = group.create_task(work("impatient"))
        patient = group.create_task(work("patient"))
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.sleep(0.01)
        assert not seen
        assert not patient.done()
    assert seen == ["patient"]
    assert turns.length("a") == 0


async def test_drained_waits_for_those_in_the_row() -> None:
    turns = Turns()
    await turns.drained("a")
    held = turns.take("a")
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(turns.drained("a"))
        async with held:
            await asyncio.sleep(0)
            assert not waiting.done()


def test_the_offset_never_passes_an_update_at_work() -> None:
    ledger = Ledger()
    assert ledger.offset is None
    assert ledger.take([7, 8, 9]) == [7, 8, 9]
    ledger.done(8)
    assert ledger.offset == 7
    assert ledger.take([7, 8, 9, 10]) == [10]
    ledger.done(7)
    assert ledger.offset == 9
    ledger.done(9)
    ledger.done(10)
    assert (ledger.offset, ledger.busy) == (11, False)


def test_an_older_update_that_comes_again_moves_nothing_back() -> None:
    ledger = Ledger()
    ledger.take([20])
    ledger.done(20)
    assert ledger.take([5]) == [5]
    ledger.done(5)
    ledger.done(99)
    assert ledger.offset == 21


async def test_waiting_for_some_does_not_wait_for_others() -> None:
    ledger = Ledger()
    ledger.take([1, 2])
    ledger.done(2)
    assert await ledger.settled(1, [2])
    assert not await ledger.settled(0.01)
