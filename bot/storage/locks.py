"""What happens one after the other, whichever process it happens in."""

from __future__ import annotations

from sqlalchemy import select

from bot.storage.repository import Repository
from bot.storage.tables.working import outbox


class Locks(Repository):
    """Locks that end with the transaction. SQLite has one writer at a time, and needs none."""

    async def turn_of(self, front: str, chat: str) -> None:
        """Waits until nobody else is at work in this chat, first come, first served.

        To be asked before anything else of the transaction: whoever waits holds nothing that others wait for.
        """
        await self._alone_with("turn", front, chat)

    async def still_before(self, front: str, chat: str, number: int) -> frozenset[int]:
        """What is to be shown in a chat before the parcel with this number, and does not stand yet."""
        earlier = select(outbox.c.id).where(outbox.c.front == front, outbox.c.chat == chat, outbox.c.id < number)
        return frozenset(int(row.id) for row in await self._rows(earlier))
