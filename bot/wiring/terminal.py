"""Kernbot in a terminal, put together."""

from __future__ import annotations

import getpass
import os
import secrets
import sys
from pathlib import Path

from bot.console import Port, Seat, talk, terminal
from bot.console.ports import FRONT
from bot.conversation.events import Sender
from bot.domain.base import Language
from bot.services import workspaces
from bot.storage.database import Database
from bot.wiring import Services
from bot.wiring.chat import Chat, database_of, demo_brief, file_database, now
from bot.wiring.working import Duty

ME = "me"
"""The one account of a terminal: whoever sits at the machine."""
DEMO = "demo.db"
"""The demo's own database: nothing tried in it touches the work of a team."""


class Backstage:
    """What the terminal front is given: see `bot.console.ports.Backstage`."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    async def connect(self, front: Port) -> None:
        """Takes the front."""
        self._chat.connect(FRONT, front)
        await self._chat.take_up()

    async def settled(self) -> None:
        """Waits until no job runs."""
        await self._chat.jobs.settled()

    async def language(self, sender: Sender) -> Language:
        """The language this person chose."""
        async with self._chat.database.read() as work:
            person = await work.people.find(sender.front, sender.id)
        return (person and person.language) or sender.language or self._chat.default


async def sit(services: Services, language: Language | None, *, demo: bool = False) -> None:
    """One conversation on this terminal, until the person leaves. `language` is what a newcomer is greeted in;
    with `demo` it is about a private copy of the demo brand. Raises StorageError."""
    database = file_database(services, DEMO) if demo else database_of(services)
    # What costs nothing is as well begun again; what was paid for goes on where it was.
    duty = Duty(lasting=services.settings.model_writes)
    chat = Chat(services, database, FRONT, duty=duty)
    sender = Sender(FRONT, ME, _name(), language)
    await chat.open()
    try:
        if demo:
            await _set_table(services, database, sender, language or chat.default)
        seat = Seat(sender, secrets.token_hex(4), Path.cwd(), Path.home(), chat.catalogue)
        await talk(chat.conversation, terminal(sys.stdin, sys.stdout, os.environ), now, Backstage(chat), seat)
    finally:
        await chat.close()


async def _set_table(services: Services, database: Database, sender: Sender, language: Language) -> None:
    async with database.work() as work:
        person = await work.people.who(sender.front, sender.id, sender.name)
        await workspaces.try_out(work, demo_brief(services, person.language or language), person.id)


def _name() -> str:
    """What this person is called in the record of reviews: the name of their account on this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without accounts
        return ME
