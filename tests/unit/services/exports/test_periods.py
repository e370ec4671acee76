"""A period of the record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.services.exports.filing import Period

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_month_begins_and_ends_as_it_does_in_the_workspace() -> None:
    begin, end = Period(month=202610).between(NOW, "Europe/Amsterdam")
    assert (begin.isoformat(), end.isoformat()) == ("2026-09-30T22:00:00+00:00", "2026-10-31T23:00:00+00:00")
    assert Period(month=202612).between(NOW)[1] == datetime(2027, 1, 1, tzinfo=UTC)


def test_days_count_back_from_now_and_now_counts() -> None:
    begin, end = Period(days=7).between(NOW, "Europe/Amsterdam")
    assert end - begin == timedelta(days=7)
    assert begin < NOW < end
