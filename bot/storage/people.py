"""People, and the accounts by which the fronts know them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, and_, bindparam, insert, select, update

from bot.domain.base import Language
from bot.domain.keeping import Arrival
from bot.domain.records import Membership, Person, SpentToday
from bot.storage import leaving
from bot.storage.quota import SUMS, spent_today
from bot.storage.repository import Repository
from bot.storage.tables.everyone import accounts, flows, people
from bot.storage.tables.team import memberships, workspaces
from bot.storage.tables.working import jobs, usage

_PERSON = (
    people.c.id,
    people.c.name,
    people.c.language,
    people.c.current_id,
    people.c.informed_at,
    people.c.admin,
)
_ACCOUNT = and_(accounts.c.front == bindparam("of_front"), accounts.c.account == bindparam("of_account"))
_FIND = select(*_PERSON).join_from(accounts, people, accounts.c.person_id == people.c.id).where(_ACCOUNT)
_ARRIVE = (
    select(*_PERSON, flows.c.data, memberships.c.roles, workspaces.c.name.label("brand"))
    .join_from(accounts, people, accounts.c.person_id == people.c.id)
    .outerjoin(
        flows,
        and_(
            flows.c.front == bindparam("of_front"),
            flows.c.chat == bindparam("in_chat"),
            flows.c.person_id == people.c.id,
        ),
    )
    .outerjoin(
        memberships,
        and_(memberships.c.workspace_id == people.c.current_id, memberships.c.person_id == people.c.id),
    )
    .outerjoin(workspaces, workspaces.c.id == memberships.c.workspace_id)
    .where(_ACCOUNT)
)


class People(Repository):
    """Everybody who ever wrote to this installation and was let in."""

    async def who(self, front: str, account: str, name: str) -> Person:
        """The person behind an account, who is made when new; a name that changed is taken over."""
        await self._alone_with(front, account)
        person = await self.find(front, account)
        return await self._known_as(person, name) if person else await self._meet(front, account, name)

    async def arrive(self, front: str, account: str, name: str, chat: str) -> Arrival:
        """The same, with the flow in this chat and the membership at hand, all in one question. What the person
        does at the same moment, in another process too, waits: nobody's step is built on a flow that is gone."""
        await self._alone_with(front, account)
        row = await self._row(_ARRIVE, {"of_front": front, "of_account": account, "in_chat": chat})
        if row is None:
            return Arrival(await self._meet(front, account, name), None, None)
        person = await self._known_as(_person(row), name)
        home = None
        if row.roles is not None and person.current is not None:
            home = Membership(person.current, row.brand, person.id, name, row.roles)
        return Arrival(person, row.data, home)

    async def find(self, front: str, account: str) -> Person | None:
        """The person behind an account, if there is one."""
        row = await self._row(_FIND, {"of_front": front, "of_account": account})
        return None if row is None else _person(row)

    async def get(self, person: int) -> Person | None:
        """A person by their id."""
        row = await self._row(select(*_PERSON).where(people.c.id == person))
        return None if row is None else _person(row)

    async def accounts(self, person: int) -> tuple[tuple[str, str], ...]:
        """The fronts and account ids of a person: where they can be written to."""
        found = select(accounts.c.front, accounts.c.account).where(accounts.c.person_id == person)
        return tuple((row.front, row.account) for row in await self._rows(found))

    async def anybody(self) -> bool:
        """Whether anybody is known yet: on the first start nobody is."""
        return await self._row(select(people.c.id).limit(1)) is not None

    async def admins(self) -> tuple[Person, ...]:
        """Those who run this installation."""
        return tuple(_person(row) for row in await self._rows(select(*_PERSON).where(people.c.admin)))

    async def speaks(self, person: int, language: Language) -> None:
        """The language of their screens."""
        await self._set(person, language=language)

    async def at(self, person: int, workspace: int | None) -> None:
        """The workspace at hand."""
        await self._set(person, current_id=workspace)

    async def informed(self, person: int) -> None:
        """They have been told what happens to their text, now."""
        await self._set(person, informed_at=self._now)

    async def make_admin(self, person: int) -> None:
        """They run this installation."""
        await self._set(person, admin=True)

    async def spent(self, person: int, day: date) -> SpentToday:
        """What they used on a day in all their workspaces."""
        (row,) = await self._rows(select(*SUMS).where(usage.c.person_id == person, usage.c.day == day))
        return spent_today(row)

    async def export(self, person: int) -> dict[str, Any]:
        """Everything that is kept about a person, ready for JSON: see bot/storage/leaving.py."""
        return await leaving.export_person(self._link, person)

    async def erase(self, person: int) -> None:
        """Removes a person. What they made and decided stays with its workspace, without their name."""
        self._work.gone += await leaving.jobs_of(self._link, jobs.c.person_id == person)
        await leaving.erase_person(self._link, person)
        self._work.erased = True

    async def _meet(self, front: str, account: str, name: str) -> Person:
        person = await self._new_id(insert(people).values(name=name, created_at=self._now))
        await self._run(insert(accounts), {"front": front, "account": account, "person_id": person})
        return Person(person, name)

    async def _known_as(self, person: Person, name: str) -> Person:
        if person.name == name or not name:
            return person
        await self._set(person.id, name=name)
        return person._replace(name=name)

    async def _set(self, person: int, **values: Any) -> None:
        await self._run(update(people).where(people.c.id == person).values(**values))


def _person(row: Row[Any]) -> Person:
    return Person(row.id, row.name, row.language, row.current_id, row.informed_at, row.admin)
