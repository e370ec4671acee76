from __future__ import annotations

from collections.abc import Sequence

from structlog.testing import capture_logs

from bot.domain.errors import StorageError
from bot.domain.pace import Place, Row
from bot.telegram_ui import reservations
from bot.telegram_ui.reservations import InMemory, Sheltered

ONE = Row("chat:5", 1.0, 2)


class Database:
    """Answers as long as it is there."""

    def __init__(self) -> None:
        self.there = True
        self.asked: list[str] = []

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if not self.there:
            raise StorageError("gone")

    async def take(self, rows: Sequence[Row], last: Row | None = None, watched: Sequence[str] = ()) -> Place:
        """A place far ahead."""
        self._ask("take")
        return Place(True, 9.0)

    async def close(self, name: str, seconds: float, every: str) -> None:
        """Keeps nothing."""
        self._ask("close")

    async def closed(self, names: Sequence[str]) -> float:
        """Never."""
        self._ask("closed")
        return 0.0


async def test_places_that_nobody_took_are_kept_but_not_for_ever() -> None:
    now = [100.0]
    row = InMemory(lambda: now[0])
    assert [(await row.take([ONE])) for _ in range(3)] == [Place(True), Place(True), Place(False, 1.0)]
    now[0] += 1000
    assert [(await row.take([ONE])).taken for _ in range(3)] == [True, True, False]


async def test_in_the_last_row_a_place_is_taken_whenever_it_comes_but_only_together_with_the_others() -> None:
    row, last = InMemory(lambda: 0.0), Row("all", 2.0, 1)
    places = [await row.take([ONE], last) for _ in range(4)]
    assert places == [Place(True), Place(True, 2.0), Place(False, 1.0), Place(False, 1.0)]
    assert await row.take([], last) == Place(True, 4.0)


async def test_two_closed_rows_of_a_kind_close_the_row_for_all() -> None:
    row = InMemory(lambda: 0.0)
    await row.close("chat:5", 30, "all")
    await row.close("chat:5", 20, "all")
    assert (await row.closed(["chat:5"]), await row.closed(["all", "chat:6"])) == (30, 0)
    assert await row.take([ONE], None, ["all"]) == Place(False, 30, closed=True)
    await row.close("chat:6", 40, "all")
    assert await row.closed(["all", "chat:7"]) == 40
    assert await row.take([Row("chat:7", 1, 1)], None, ["all"]) == Place(False, 40, closed=True)


async def test_rows_in_which_nobody_waits_are_forgotten() -> None:
    now = [0.0]
    row = InMemory(lambda: now[0])
    for number in range(reservations._MANY):
        await row.take([Row(f"chat:{number}", 1.0, 1)])
    now[0] += 2
    await row.take([Row("chat:-1", 1.0, 1)])
    assert len(row._free) == 1


async def test_without_its_database_a_process_keeps_the_pace_alone_and_asks_again_later() -> None:
    now, database = [0.0], Database()
    shelter = Sheltered(database, lambda: now[0])
    assert await shelter.take([ONE]) == Place(True, 9)
    database.there = False
    with capture_logs() as logs:
        assert [(await shelter.take([ONE])).taken for _ in range(3)] == [True, True, False]
        await shelter.close("chat:6", 30, "all")
        assert await shelter.closed(["chat:6"]) == 30
    assert database.asked == ["take", "take"]
    assert [entry["event"] for entry in logs] == ["pace-alone"]
    now[0] += reservations.AWAY
    database.there = True
    left = 30 - reservations.AWAY
    assert await shelter.take([ONE], None, ["chat:6"]) == Place(False, left, closed=True)
    assert await shelter.take([ONE]) == Place(True, 9)
    assert await shelter.closed(["chat:6"]) == left
