"""Workspaces: their settings, their members, and the group chats that belong to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update

from bot.domain.brief import Brand
from bot.domain.errors import NotFoundError
from bot.domain.records import Membership, WorkspaceRecord
from bot.domain.review import Rules
from bot.domain.team import Role
from bot.storage import leaving
from bot.storage.repository import Repository
from bot.storage.tables.everyone import accounts, flows, people
from bot.storage.tables.team import chats, memberships, workspaces
from bot.storage.tables.working import cards, jobs
from bot.storage.upsert import insert_or_change

_MEMBERSHIPS = (
    select(memberships, workspaces.c.name.label("brand"), people.c.name)
    .join_from(memberships, workspaces, workspaces.c.id == memberships.c.workspace_id)
    .join(people, people.c.id == memberships.c.person_id)
    .order_by(memberships.c.joined_at, people.c.id)
)
_MEMBERSHIP = _MEMBERSHIPS.where(
    memberships.c.workspace_id == bindparam("at_workspace"), memberships.c.person_id == bindparam("of_person")
)
_OF_CHAT = select(chats.c.workspace_id).where(
    chats.c.front == bindparam("at_front"), chats.c.chat == bindparam("at_chat")
)
_KEPT = ("id", "created_at")
"""What never changes about a workspace."""


class Workspaces(Repository):
    """All workspaces. Whoever asks for one by its id has looked at the membership first."""

    async def create(self, new: WorkspaceRecord, owner: int) -> WorkspaceRecord:
        """Stores a workspace with its first owner; `id` and `created_at` of what is given do not matter."""
        values = {"created_at": self._now, **_values(new)}
        workspace = await self._new_id(insert(workspaces).values(values))
        await self.set_roles(workspace, owner, ("owner",))
        return new._replace(id=workspace, created_at=self._now)

    async def get(self, workspace: int) -> WorkspaceRecord:
        """Raises NotFoundError."""
        row = await self._row(select(workspaces).where(workspaces.c.id == workspace))
        if row is None:
            raise NotFoundError("There is no such brand.")
        return WorkspaceRecord(**{name: getattr(row, name) for name in WorkspaceRecord._fields})

    async def save(self, record: WorkspaceRecord) -> None:
        """Stores what was changed: `await save(record._replace(rules=...))`. Raises NotFoundError."""
        changed = update(workspaces).where(workspaces.c.id == record.id).values(_values(record))
        if not await self._changed(changed):
            raise NotFoundError("There is no such brand.")

    async def set_brand(self, workspace: int, brand: Brand) -> None:
        """The brand alone."""
        await self.save((await self.get(workspace))._replace(brand=brand))

    async def set_rules(self, workspace: int, rules: Rules) -> None:
        """The review rules alone."""
        await self.save((await self.get(workspace))._replace(rules=rules))

    async def consent(self, workspace: int, models: bool, by: int) -> None:
        """Whether a model provider may see the texts; who said so and when is kept with it."""
        record = await self.get(workspace)
        await self.save(record._replace(models=models, models_by=by, models_at=self._now))

    async def erase(self, workspace: int) -> None:
        """Removes the workspace with everything in it."""
        self._work.gone += await leaving.jobs_of(self._link, jobs.c.workspace_id == workspace)
        await leaving.erase_workspace(self._link, workspace)
        self._work.erased = True

    async def of(self, person: int) -> tuple[Membership, ...]:
        """A person's workspaces, by the name of the brand."""
        mine = await self._memberships(_MEMBERSHIPS.where(memberships.c.person_id == person))
        return tuple(sorted(mine, key=lambda one: one.brand))  # here: in the database a name may be encrypted

    async def membership(self, workspace: int, person: int) -> Membership | None:
        """A person's place in a workspace; None for whoever is no member, and for a workspace that is not
        there."""
        row = await self._row(_MEMBERSHIP, {"at_workspace": workspace, "of_person": person})
        return None if row is None else _membership(row)

    async def members(self, workspace: int) -> tuple[Membership, ...]:
        """Everybody in a workspace, who came first first."""
        return await self._memberships(_MEMBERSHIPS.where(memberships.c.workspace_id == workspace))

    async def owned_alone(self, person: int) -> tuple[Membership, ...]:
        """The workspaces that would have no owner without this person."""
        mine = [one for one in await self.of(person) if "owner" in one.roles]
        alone = []
        for one in mine:
            others = [other for other in await self.members(one.workspace) if other.person != person]
            if not any("owner" in other.roles for other in others):
                alone.append(one)
        return tuple(alone)

    async def set_roles(self, workspace: int, person: int, roles: Iterable[Role]) -> None:
        """Makes a person a member with exactly these roles."""
        statement = insert_or_change(self._link.dialect, memberships, "roles")
        row = {"workspace_id": workspace, "person_id": person, "roles": frozenset(roles), "joined_at": self._now}
        await self._run(statement, row)

    async def remove(self, workspace: int, person: int) -> bool:
        """Takes a person out; what they were in the middle of goes too, as it may hold the workspace's texts, and
        no card in a chat of theirs is kept up to date any more."""
        is_member = (memberships.c.workspace_id == workspace, memberships.c.person_id == person)
        if not await self._changed(delete(memberships).where(*is_member)):
            return False
        await self._run(delete(flows).where(flows.c.person_id == person))
        own = select(accounts.c.front, accounts.c.account).where(accounts.c.person_id == person)
        for row in await self._rows(own):  # a private chat has the id of the account
            theirs = (cards.c.workspace_id == workspace, cards.c.front == row.front, cards.c.chat == row.account)
            await self._run(delete(cards).where(*theirs))
        left = (people.c.id == person, people.c.current_id == workspace)
        await self._run(update(people).where(*left).values(current_id=None))
        return True

    async def link(self, workspace: int, front: str, chat: str, by: int) -> None:
        """A group chat belongs to this workspace from now on, whatever it belonged to before."""
        statement = insert_or_change(self._link.dialect, chats, "workspace_id", "linked_by", "linked_at")
        row = {"front": front, "chat": chat, "workspace_id": workspace, "linked_by": by, "linked_at": self._now}
        await self._run(statement, row)

    async def unlink(self, front: str, chat: str) -> bool:
        """The group chat belongs to no workspace any more, and no card in it is kept up to date."""
        await self._run(delete(cards).where(cards.c.front == front, cards.c.chat == chat))
        return await self._changed(delete(chats).where(chats.c.front == front, chats.c.chat == chat)) == 1

    async def moved(self, front: str, chat: str, to: str) -> None:
        """A group became another chat: its link and flows go with it. Its cards do not: there messages are counted
        anew, and an old id means another message. What somebody began in the new chat already stays."""
        begun = select(flows.c.person_id).where(flows.c.front == front, flows.c.chat == to)
        before = (flows.c.front == front, flows.c.chat == chat, flows.c.person_id.in_(begun))
        await self._run(delete(flows).where(*before))
        for table in (chats, flows):
            there = (table.c.front == front, table.c.chat == chat)
            await self._run(update(table).where(*there).values(chat=to))
        await self._run(delete(cards).where(cards.c.front == front, cards.c.chat == chat))

    async def of_chat(self, front: str, chat: str) -> int | None:
        """The workspace that a group chat belongs to."""
        row = await self._row(_OF_CHAT, {"at_front": front, "at_chat": chat})
        return None if row is None else int(row.workspace_id)

    async def chats(self, workspace: int) -> tuple[tuple[str, str], ...]:
        """The group chats of a workspace: front and chat."""
        found = select(chats.c.front, chats.c.chat).where(chats.c.workspace_id == workspace)
        return tuple((row.front, row.chat) for row in await self._rows(found.order_by(chats.c.linked_at)))

    async def _memberships(self, statement: Select[Any]) -> tuple[Membership, ...]:
        return tuple(_membership(row) for row in await self._rows(statement))


def _membership(row: Row[Any]) -> Membership:
    return Membership(row.workspace_id, row.brand, row.person_id, row.name, row.roles)


def _values(record: WorkspaceRecord) -> dict[str, Any]:
    values = {name: value for name, value in record._asdict().items() if name not in _KEPT}
    return {**values, "name": record.brand.name}
