"""Workspaces as far as reminders go: all that decides, of many workspaces in a dozen questions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from bot.domain.reminders import (
    Colleague,
    Expiring,
    Facts,
    InReview,
    Key,
    ReminderKind,
    Slotted,
    Unfinished,
)
from bot.domain.review import Approval
from bot.storage.due import Due
from bot.storage.repository import Repository
from bot.storage.tables.content import entries, posts, versions
from bot.storage.tables.everyone import accounts, flows, people
from bot.storage.tables.record import approvals, decisions
from bot.storage.tables.reminders import muted, reminded
from bot.storage.tables.team import chats, memberships, workspaces

Kinds = Mapping[int, Collection[ReminderKind]]
"""What is asked of each workspace."""
Rows = Mapping[int, list[Row[Any]]]
"""By workspace."""


class ReminderFacts(Repository):
    """Reads what `bot.services.reminders.due` decides on."""

    async def of(self, wanted: Kinds, fronts: Collection[str]) -> list[Facts]:
        """These workspaces with what may be due of the kinds asked for, and the chats on these fronts."""
        due, ids = Due(self._now, fronts), list(wanted)
        here = sorted(fronts)
        posted = await self._posts(_with(wanted, "review"), due.in_review(), "submit")
        slotted = await self._posts(_with(wanted, "planned"), due.slotted(), "plan")
        expiring = await self._proofs(_with(wanted, "proof"), due)
        found = [row for rows in (*posted.values(), *slotted.values()) for row in rows]
        given = await self._approvals([row.version_id for row in found if row.state == "in_review"])
        about = {row.id for row in found} | {row.id for rows in expiring.values() for row in rows}
        sent = await self._sent(ids, about, here)
        steps = await self._steps(_with(wanted, "unfinished"), due)
        colleagues = await self._colleagues(ids, here)
        groups = await self._grouped(select(chats).where(chats.c.workspace_id.in_(ids), chats.c.front.in_(here)))
        off = await self._grouped(select(muted).where(muted.c.workspace_id.in_(ids)))
        teams = await self._rows(select(workspaces).where(workspaces.c.id.in_(ids)).order_by(workspaces.c.id))
        return [
            Facts(
                workspace=team.id,
                brand=team.name,
                language=team.language,
                timezone=team.timezone,
                rules=team.rules,
                demo=team.demo,
                colleagues=tuple(colleagues.get(team.id, ())),
                groups=tuple((row.front, row.chat) for row in groups.get(team.id, ())),
                in_review=tuple(_in_review(row, given) for row in posted.get(team.id, ())),
                slotted=tuple(_slotted(row, given) for row in slotted.get(team.id, ())),
                expiring=tuple(_expiring(row) for row in expiring.get(team.id, ())),
                unfinished=tuple(steps.get(team.id, ())),
                sent=sent.get(team.id, {}),
                off=frozenset((row.front, row.chat, row.kind) for row in off.get(team.id, ())),
            )
            for team in teams
        ]

    async def _posts(self, ids: Collection[int], where: Iterable[Any], deed: str) -> Rows:
        """Posts with the id of their latest version, and of the last decision of this kind and who took it."""
        if not ids:
            return {}
        last = (
            select(func.max(decisions.c.id))
            .where(
                decisions.c.workspace_id == posts.c.workspace_id,
                decisions.c.post_id == posts.c.id,
                decisions.c.kind == deed,
            )
            .correlate(posts)
            .scalar_subquery()
        )
        latest = and_(
            versions.c.workspace_id == posts.c.workspace_id,
            versions.c.post_id == posts.c.id,
            versions.c.number == posts.c.version,
        )
        columns = ("workspace_id", "id", "state", "slot", "check_again", "author", "changed_at")
        found = (
            select(*(posts.c[name] for name in columns), versions.c.id.label("version_id"))
            .add_columns(decisions.c.id.label("decision"), decisions.c.person_id.label("decider"))
            .join_from(posts, versions, latest)
            .outerjoin(decisions, decisions.c.id == last)
        )
        return await self._grouped(found.where(posts.c.workspace_id.in_(ids), *where))

    async def _proofs(self, ids: Collection[int], due: Due) -> Rows:
        if not ids:
            return {}
        names = ("workspace_id", "id", "until", "changed_by", "changed_at")
        mine = entries.c.workspace_id.in_(ids)
        return await self._grouped(select(*(entries.c[name] for name in names)).where(mine, *due.expiring()))

    async def _approvals(self, ids: Collection[int]) -> Mapping[int, list[Approval]]:
        given: dict[int, list[Approval]] = {}
        if ids:
            found = select(approvals).where(approvals.c.version_id.in_(ids)).order_by(approvals.c.id)
            for row in await self._rows(found):
                given.setdefault(row.version_id, []).append(Approval(row.person_id, row.level))
        return given

    async def _colleagues(self, ids: Collection[int], fronts: Collection[str]) -> Mapping[int, list[Colleague]]:
        mine = and_(accounts.c.person_id == memberships.c.person_id, accounts.c.front.in_(fronts))
        found = (
            select(memberships.c.workspace_id, memberships.c.person_id, memberships.c.roles, people.c.language)
            .add_columns(accounts.c.front, accounts.c.account)
            .join_from(memberships, people, people.c.id == memberships.c.person_id)
            .outerjoin(accounts, mine)
            .where(memberships.c.workspace_id.in_(ids))
            .order_by(memberships.c.person_id, accounts.c.front, accounts.c.account)
        )
        team: dict[int, list[Colleague]] = {}
        for row in await self._rows(found):
            known = team.setdefault(row.workspace_id, [])
            chat = () if row.front is None else ((row.front, row.account),)
            if known and known[-1].person == row.person_id:
                known[-1] = known[-1]._replace(chats=(*known[-1].chats, *chat))
            else:
                known.append(Colleague(row.person_id, row.roles, row.language, chat))
        return team

    async def _steps(self, ids: Collection[int], due: Due) -> Mapping[int, list[Unfinished]]:
        """What people left, by the workspace that the step itself names."""
        left: dict[int, list[Unfinished]] = {}
        if not ids:
            return left
        found = select(flows, memberships.c.workspace_id)
        for row in await self._rows(found.where(memberships.c.workspace_id.in_(ids), *due.unfinished())):
            kind, workspace = _step(row.data)
            if workspace == row.workspace_id:
                one = Unfinished(row.front, row.chat, row.person_id, kind, row.touched_at)
                left.setdefault(row.workspace_id, []).append(one)
        return left

    async def _sent(
        self, ids: Collection[int], about: Collection[int], fronts: Collection[str]
    ) -> Mapping[int, Mapping[Key, datetime | None]]:
        sent: dict[int, dict[Key, datetime | None]] = {}
        known = or_(reminded.c.subject.in_(about), reminded.c.kind == "unfinished")
        found = select(reminded).where(reminded.c.workspace_id.in_(ids), known, reminded.c.front.in_(fronts))
        for row in await self._rows(found):
            key = Key(row.kind, row.subject, row.stage, row.front, row.chat)
            sent.setdefault(row.workspace_id, {})[key] = row.again_at
        return sent

    async def _grouped(self, statement: Select[Any]) -> Rows:
        found: dict[int, list[Row[Any]]] = {}
        for row in await self._rows(statement):
            found.setdefault(row.workspace_id, []).append(row)
        return found


def _with(wanted: Kinds, kind: ReminderKind) -> list[int]:
    return [workspace for workspace, kinds in wanted.items() if kind in kinds]


def _in_review(row: Row[Any], given: Mapping[int, list[Approval]]) -> InReview:
    here = tuple(given.get(row.version_id, ()))
    return InReview(row.id, row.changed_at, row.decision or 0, row.author, here)


def _slotted(row: Row[Any], given: Mapping[int, list[Approval]]) -> Slotted:
    here = tuple(given.get(row.version_id, ()))
    stands = (row.state, row.check_again, row.author, row.decider)
    return Slotted(row.id, row.slot, *stands, here, row.changed_at)


def _expiring(row: Row[Any]) -> Expiring:
    return Expiring(row.id, row.until, row.changed_by, row.changed_at)


def _step(data: str) -> tuple[str, int | None]:
    """The kind of a step and the workspace it is about; neither for what is no step of ours."""
    try:
        kind, held = json.loads(data)
        return str(kind), held.get("workspace")
    except (ValueError, TypeError, AttributeError):
        return "", None
