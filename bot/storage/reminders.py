"""What people were told, what they want to hear of, and where something may have to be said."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from bot.domain.reminders import Candidate, Facts, Item, Reader, Reminder, ReminderKind
from bot.storage.due import Due
from bot.storage.reminder_facts import Kinds, ReminderFacts
from bot.storage.repository import Repository, Scoped
from bot.storage.tables.content import entries, posts, versions
from bot.storage.tables.everyone import accounts, flows
from bot.storage.tables.reminders import muted, reminded
from bot.storage.tables.team import memberships, workspaces
from bot.storage.upsert import insert_or_skip

TOGETHER = 200
"""Workspaces that are read in one go."""


class Reminders(Scoped):
    """What the people of one workspace want of reminders."""

    async def off(self, reader: Reader) -> tuple[ReminderKind, ...]:
        """The kinds that are not told in a chat."""
        there = (self._here(muted), muted.c.front == reader.front, muted.c.chat == reader.chat)
        return tuple(row.kind for row in await self._rows(select(muted.c.kind).where(*there)))

    async def switch(self, kind: ReminderKind, reader: Reader, on: bool) -> None:
        """A kind is told in a chat from now on, or no more."""
        key = {"kind": kind, "front": reader.front, "chat": reader.chat}
        if on:
            same = (muted.c[name] == value for name, value in key.items())
            await self._run(delete(muted).where(self._here(muted), *same))
            return
        row = {**key, "workspace_id": self._workspace, "person_id": reader.person}
        await self._run(insert_or_skip(self._link.dialect, muted), row)

    async def put_off(self, kind: ReminderKind, reader: Reader, until: datetime) -> bool:
        """What was told last of a kind in a chat is told again then; False when nothing was."""
        there = (
            self._here(reminded),
            reminded.c.kind == kind,
            reminded.c.front == reader.front,
            reminded.c.chat == reader.chat,
        )
        (last,) = await self._rows(select(func.max(reminded.c.sent_at).label("at")).where(*there))
        if last.at is None:
            return False
        told = update(reminded).where(*there, reminded.c.sent_at == last.at)
        return await self._changed(told.values(again_at=until)) > 0

    async def resting(self, keys: Collection[str]) -> Mapping[str, tuple[int, ...]]:
        """The posts whose latest version rests on each of these proof points, those that were rejected aside; a
        proof point that carries nothing is left out."""
        latest = (versions.c.post_id == posts.c.id, versions.c.number == posts.c.version)
        found = select(posts.c.id, versions.c.carried).where(
            self._here(posts), self._here(versions), *latest, posts.c.state != "rejected"
        )
        rows = await self._rows(found.order_by(posts.c.id))
        carrying = {key: tuple(row.id for row in rows if key in row.carried) for key in keys}
        return {key: ids for key, ids in carrying.items() if ids}


class ReminderDesk(Repository):
    """The reminders of all workspaces, for the round that sends them and for nobody else. `fronts` are those that
    can be written to."""

    async def candidates(self, fronts: Collection[str]) -> tuple[Candidate, ...]:
        """The workspaces where something may be due, by what can be seen without reading any of them."""
        due = Due(self._now, fronts, again=False)
        since = func.min(posts.c.changed_at).label("oldest")
        waiting = select(posts.c.workspace_id, since).where(*due.in_review()).group_by(posts.c.workspace_id)
        oldest: dict[int, datetime] = {row.workspace_id: row.oldest for row in await self._rows(waiting)}
        looks: tuple[tuple[ReminderKind, Select[Any]], ...] = (
            ("planned", select(posts.c.workspace_id).where(*due.slotted())),
            ("proof", select(entries.c.workspace_id).where(*due.expiring())),
            (
                "unfinished",
                select(memberships.c.workspace_id).select_from(flows, accounts).where(*due.unfinished()),
            ),
        )
        kinds: dict[int, set[ReminderKind]] = {workspace: {"review"} for workspace in oldest}
        for kind, look in looks:
            for row in await self._rows(look.distinct()):
                kinds.setdefault(row.workspace_id, set()).add(kind)
        for row in await self._rows(
            select(reminded.c.workspace_id, reminded.c.kind).where(*due.back()).distinct()
        ):
            kinds.setdefault(row.workspace_id, set()).add(row.kind)
            oldest.pop(row.workspace_id, None)  # what comes back has waited long enough
        found: list[Candidate] = []
        for ids in _portions(kinds):
            named = select(workspaces.c.id, workspaces.c.timezone, workspaces.c.rules)
            for row in await self._rows(named.where(workspaces.c.id.in_(ids), workspaces.c.demo.is_(False))):
                hours, told = row.rules.reminder_hours, frozenset(kinds[row.id])
                found.append(Candidate(row.id, row.timezone, hours, told, oldest.get(row.id)))
        return tuple(sorted(found, key=lambda one: one.workspace))

    async def facts(self, wanted: Kinds, fronts: Collection[str]) -> tuple[Facts, ...]:
        """These workspaces, with what may be due of the kinds that are asked of each."""
        reader = ReminderFacts(self._work)
        found: list[Facts] = []
        for ids in _portions(workspace for workspace, kinds in wanted.items() if kinds):
            await asyncio.sleep(0)  # SQLite is asked on the spot: others get their turn in between
            found += await reader.of({workspace: wanted[workspace] for workspace in ids}, fronts)
        return tuple(found)

    async def alone(self, workspace: int) -> None:
        """Whoever else reminds in this workspace waits until this transaction ends."""
        await self._alone_with("reminders", str(workspace))

    async def keep(self, reminder: Reminder, item: Item) -> bool:
        """Remembers that this is told, now; False where it was, and is not to be told again yet."""
        key = {"workspace_id": reminder.workspace, **reminder.key(item)._asdict()}
        row = {**key, "person_id": reminder.reader.person, "sent_at": self._now}
        if await self._changed(insert_or_skip(self._link.dialect, reminded), row) == 1:
            return True
        same = (reminded.c[name] == value for name, value in key.items())
        again = update(reminded).where(*same, reminded.c.again_at <= self._now)
        return await self._changed(again.values(sent_at=self._now, again_at=None)) == 1

    async def prune(self, before: datetime) -> int:
        """Forgets what was told before; returns how much."""
        return await self._changed(delete(reminded).where(reminded.c.sent_at < before))


def _portions(ids: Iterable[int]) -> Iterator[list[int]]:
    left = iter(ids)
    while some := list(islice(left, TOGETHER)):
        yield some
