"""What may have to be said, as conditions of a statement: each goes by an index that holds only what can be due,
and leaves out what was told.

The bounds are a little wider than the rules, which are in bot/services/reminders.py.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Exists, Table, and_, case, exists, literal_column, or_

from bot.domain.reminders import ReminderKind
from bot.storage.tables.content import entries, posts
from bot.storage.tables.everyone import accounts, flows
from bot.storage.tables.reminders import reminded
from bot.storage.tables.team import memberships

REVIEW_FROM, REVIEW_UNTIL = timedelta(hours=1), timedelta(days=45)
"""How long a post has been in review, and how long it is looked at: a workspace may wait for 30 days."""
DAY = timedelta(days=1)
"""By so much the date may differ from that in UTC, to either side."""
PROOF_BEFORE, PROOF_AFTER = timedelta(days=31), timedelta(days=9)
STEP_FROM, STEP_UNTIL = timedelta(days=1), timedelta(days=4)
BACK_UNTIL = timedelta(days=3)
"""What comes back does so on the same day, or is not true any more."""

Where = tuple[ColumnElement[bool], ...]


class Due(NamedTuple):
    """What may be due at a moment on fronts that can be written to; with `again` also what comes back after it was
    put off. `back` finds where there is such a thing, far quicker."""

    now: datetime
    fronts: Collection[str]
    again: bool = True

    def in_review(self) -> Where:
        """Posts that wait for a verdict, of which nobody was told since something happened to them."""
        told = self._told(posts, "review", reminded.c.sent_at >= posts.c.changed_at)
        return (
            # Written out: SQLite looks in an index of some rows only where it sees that these are the ones.
            posts.c.state == literal_column("'in_review'"),
            posts.c.changed_at.between(self.now - REVIEW_UNTIL, self.now - REVIEW_FROM),
            self._open(told, posts, "review"),
        )

    def slotted(self) -> Where:
        """Posts of about today that are not out yet, of which nobody was told how they stand now."""
        today = self.now.date()
        days = (today - DAY, today, today + DAY)
        ready = and_(posts.c.state.in_(("approved", "planned")), posts.c.check_again.is_(False))
        stage = case(
            *((and_(ready, posts.c.slot == day), f"ready@{day}") for day in days),
            *((posts.c.slot == day, f"waiting@{day}") for day in days),
        )
        told = self._told(posts, "planned", reminded.c.stage == stage)
        about_now = posts.c.slot.between(days[0], days[-1])
        return about_now, posts.c.state != "published", self._open(told, posts, "planned")

    def expiring(self) -> Where:
        """Proof in use that runs out, of which nobody was told at this stage."""
        today = self.now.date()
        stage = case(
            (entries.c.until < today, "expired@%"),
            (entries.c.until <= today + timedelta(days=7), "7-days@%"),
            else_="30-days@%",
        )
        # What was said before a change was said of another date.
        told = self._told(
            entries, "proof", reminded.c.stage.like(stage), reminded.c.sent_at >= entries.c.changed_at
        )
        return (
            entries.c.until.between(today - PROOF_AFTER, today + PROOF_BEFORE),
            entries.c.withdrawn.is_(False),
            self._open(told, entries, "proof"),
        )

    def unfinished(self) -> Where:
        """Steps that were left in a private chat, once for each workspace of who left them."""
        told = exists().where(
            reminded.c.front == flows.c.front,
            reminded.c.chat == flows.c.chat,
            reminded.c.kind == "unfinished",
            reminded.c.sent_at >= flows.c.touched_at,
        )
        return (
            flows.c.touched_at.between(self.now - STEP_UNTIL, self.now - STEP_FROM),
            flows.c.front.in_(sorted(self.fronts)),
            accounts.c.front == flows.c.front,  # a private chat has the id of the account
            accounts.c.account == flows.c.chat,
            accounts.c.person_id == flows.c.person_id,
            memberships.c.person_id == flows.c.person_id,
            ~told,
        )

    def back(self) -> Where:
        """What was told, was put off, and comes back now."""
        return (
            reminded.c.again_at.between(self.now - BACK_UNTIL, self.now),
            reminded.c.front.in_(sorted(self.fronts)),
        )

    def _open(self, told: Exists, table: Table, kind: ReminderKind) -> ColumnElement[bool]:
        if not self.again:
            return ~told
        return or_(~told, self._told(table, kind, reminded.c.again_at <= self.now))

    def _told(self, table: Table, kind: ReminderKind, *more: Any) -> Exists:
        return exists().where(
            reminded.c.workspace_id == table.c.workspace_id,
            reminded.c.kind == kind,
            reminded.c.subject == table.c.id,
            reminded.c.front.in_(sorted(self.fronts)),
            *more,
        )
