"""Dates as people say them."""

from __future__ import annotations

from datetime import date

from bot.conversation.catalogue import Texts


def day(t: Texts, on: date) -> str:
    """Weekday, day and month, and the year."""
    return t("posts-day", weekday=on.isoweekday(), day=str(on.day), month=on.month, year=str(on.year))


def short_day(t: Texts, on: date) -> str:
    """The same without the year, for a button."""
    return t("posts-day-short", weekday=on.isoweekday(), day=str(on.day), month=on.month)
