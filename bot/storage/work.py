"""What can be done in a transaction: the repositories, for the installation and within one workspace."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bot.storage.clients import ClientDoor
from bot.storage.flows import Flows
from bot.storage.inbox import Inbox
from bot.storage.invites import Admissions, Invites
from bot.storage.jobs import JobDesk
from bot.storage.locks import Locks
from bot.storage.outbox import Outbox
from bot.storage.people import People
from bot.storage.reminders import ReminderDesk
from bot.storage.scope import Scope
from bot.storage.workspaces import Workspaces

if TYPE_CHECKING:
    from bot.storage.link import Link


class Work:
    """An open transaction. `now` is the time it stores with everything; `erased` is set by what removes people or
    workspaces, so that the files are cleaned as well once it is stored; `gone` are the jobs that went with them,
    of which the engine may know more."""

    def __init__(self, link: Link, now: datetime) -> None:
        self.link = link
        self.now = now
        self.erased = False
        self.gone: list[int] = []
        self._scopes: dict[int, Scope] = {}

    @cached_property
    def inbox(self) -> Inbox:
        """Updates that were handled."""
        return Inbox(self)

    @cached_property
    def locks(self) -> Locks:
        """What only one process may do at a time."""
        return Locks(self)

    @cached_property
    def outbox(self) -> Outbox:
        """What is still to be shown."""
        return Outbox(self)

    @cached_property
    def people(self) -> People:
        """People and their accounts."""
        return People(self)

    @cached_property
    def flows(self) -> Flows:
        """What people are in the middle of."""
        return Flows(self)

    @cached_property
    def workspaces(self) -> Workspaces:
        """Workspaces, their members and groups."""
        return Workspaces(self)

    @cached_property
    def reminders(self) -> ReminderDesk:
        """What people have to be reminded of, for the round that does so and for nobody else."""
        return ReminderDesk(self)

    @cached_property
    def invites(self) -> Invites:
        """Links into a workspace."""
        return Invites(self)

    @cached_property
    def admissions(self) -> Admissions:
        """Links into this installation."""
        return Admissions(self)

    @cached_property
    def client_door(self) -> ClientDoor:
        """The way in for somebody outside."""
        return ClientDoor(self)

    @cached_property
    def jobs(self) -> JobDesk:
        """All jobs, for the engine that runs them and for nobody else."""
        return JobDesk(self)

    def within(self, workspace: int) -> Scope:
        """What belongs to one workspace. That the person may see it is for the caller to know."""
        scope = self._scopes.get(workspace)
        if scope is None:
            scope = self._scopes[workspace] = Scope(self, workspace)
        return scope

    def savepoint(self) -> AbstractAsyncContextManager[object]:
        """What happens inside is undone when it ends with an error; the rest of the transaction goes on."""
        return self.link.savepoint()
