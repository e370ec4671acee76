"""What happens one after the other, whichever process it happens in."""

from __future__ import annotations

from bot.storage.repository import Repository


class Locks(Repository):
    """Locks that end with the transaction. SQLite has one writer at a time, and needs none."""

    async def turn_of(self, front: str, chat: str) -> None:
        """Waits until nobody else is at work in this chat, first come, first served.

        To be asked before anything else of the transaction: whoever waits holds nothing that others wait for.
        """
        await self._alone_with("turn", front, chat)
