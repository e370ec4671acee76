"""Links that let somebody in, once. Of a secret only the sha256 is kept: whoever reads the database cannot use
it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, insert, select, update

from bot.domain.keeping import Admission
from bot.domain.records import Invite, Membership
from bot.domain.team import Role
from bot.storage.repository import Repository
from bot.storage.tables.everyone import admissions
from bot.storage.tables.team import invites
from bot.storage.workspaces import Workspaces


def digest(secret: str) -> str:
    """What is kept of a secret. It is long and random, so one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Invites(Repository):
    """Links into a workspace."""

    async def create(
        self, workspace: int, roles: Iterable[Role], secret: str, expires_at: datetime, by: int
    ) -> Invite:
        """Keeps an invite; the secret itself is for the caller to show, once."""
        values = {
            "workspace_id": workspace,
            "secret_hash": digest(secret),
            "roles": frozenset(roles),
            "expires_at": expires_at,
            "created_by": by,
            "created_at": self._now,
        }
        made = await self._new_id(insert(invites).values(values))
        return Invite(made, workspace, frozenset(roles), expires_at, None, False)

    async def open(self, workspace: int) -> tuple[Invite, ...]:
        """Those that can still be used."""
        found = select(invites).where(invites.c.workspace_id == workspace, _usable(invites, self._now))
        return tuple(_invite(row) for row in await self._rows(found.order_by(invites.c.id)))

    async def revoke(self, workspace: int, invite: int) -> bool:
        """Shuts an invite that was not used yet."""
        unused = (invites.c.workspace_id == workspace, invites.c.id == invite, invites.c.used_at.is_(None))
        return await self._changed(update(invites).where(*unused).values(revoked=True)) == 1

    async def revoke_of(self, workspace: int, person: int) -> None:
        """Shuts every invite that this person made and nobody used yet: they know the secrets."""
        theirs = (invites.c.workspace_id == workspace, invites.c.created_by == person, invites.c.used_at.is_(None))
        await self._run(update(invites).where(*theirs).values(revoked=True))

    async def redeem(self, secret: str, person: int) -> Membership | None:
        """Lets a person in with the roles of the invite, on top of those they have; None for a secret that is
        unknown, used, revoked or expired: the four are not told apart."""
        row = await _use(self, invites, secret, person)
        if row is None:
            return None
        workspaces = Workspaces(self._work)
        before = await workspaces.membership(row.workspace_id, person)
        roles = row.roles | (before.roles if before else frozenset())
        await workspaces.set_roles(row.workspace_id, person, roles)
        return await workspaces.membership(row.workspace_id, person)


class Admissions(Repository):
    """Links into this installation, without a workspace: the first one makes its admin."""

    async def create(self, secret: str, expires_at: datetime, admin: bool = False) -> Admission:
        """Keeps an admission. One for an admin shuts those for an admin that were open: the last one counts."""
        if admin:
            await self._run(update(admissions).where(admissions.c.admin).values(revoked=True))
        values = {"secret_hash": digest(secret), "admin": admin, "expires_at": expires_at, "created_at": self._now}
        return Admission(await self._new_id(insert(admissions).values(values)), admin, expires_at)

    async def redeem(self, secret: str, person: int) -> Admission | None:
        """Lets a person in; None for a secret that is unknown, used, revoked or expired. Making them an admin is
        for the caller."""
        row = await _use(self, admissions, secret, person)
        return None if row is None else Admission(row.id, row.admin, row.expires_at)


async def _use(repository: Repository, table: Table, secret: str, person: int) -> Row[Any] | None:
    """One statement, so that two people at once cannot both be the one."""
    known = and_(table.c.secret_hash == digest(secret), _usable(table, repository._now))
    used = {"used_by": person, "used_at": repository._now}
    return await repository._row(update(table).where(known).values(used).returning(*table.c))


def _usable(table: Table, now: datetime) -> ColumnElement[bool]:
    return and_(table.c.used_at.is_(None), table.c.revoked.is_(False), table.c.expires_at > now)


def _invite(row: Row[Any]) -> Invite:
    return Invite(row.id, row.workspace_id, row.roles, row.expires_at, row.used_by, row.revoked)
