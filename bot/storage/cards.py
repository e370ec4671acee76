"""Which messages show a card, so that every copy of it is kept up to date."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.domain.keeping import CardCopy
from bot.storage.repository import Scoped
from bot.storage.tables.working import cards, outbox
from bot.storage.upsert import insert_or_change

KEPT = 50
"""Copies of one card that are kept up to date: the latest."""


class Cards(Scoped):
    """Cards of one workspace, by their names such as `post:12`."""

    async def add(self, card: str, copy: tuple[str, str, str]) -> None:
        """This message (front, chat, id) shows the card from now on, whatever it showed before."""
        front, chat, message = copy
        statement = insert_or_change(self._link.dialect, cards, "workspace_id", "card", "shown_at")
        row = {"front": front, "chat": chat, "message": message, "shown_at": self._now}
        await self._run(statement, {**row, "workspace_id": self._workspace, "card": card})

    async def copies(self, card: str) -> tuple[CardCopy, ...]:
        """The messages that show the card, the latest first; before them those that will show it, which have no id
        yet."""
        # These first: one that comes to stand in between is then found twice, and not missed.
        coming = select(outbox.c.front, outbox.c.chat).where(outbox.c.card == card).distinct().limit(KEPT)
        soon = [CardCopy(row.front, row.chat, "") for row in await self._rows(coming)]
        found = select(cards).where(self._here(cards), cards.c.card == card)
        latest = found.order_by(cards.c.shown_at.desc(), cards.c.message.desc()).limit(KEPT)
        return (*soon, *(CardCopy(row.front, row.chat, row.message) for row in await self._rows(latest)))

    async def at(self, message: tuple[str, str, str]) -> str | None:
        """The card that a message (front, chat, id) shows, if it is one of this workspace."""
        front, chat, one = message
        there = (cards.c.front == front, cards.c.chat == chat, cards.c.message == one)
        row = await self._row(select(cards.c.card).where(self._here(cards), *there))
        return None if row is None else str(row.card)

    async def forget(self, copy: tuple[str, str, str]) -> None:
        """The message is gone, or shows the card no more."""
        front, chat, message = copy
        one = (self._here(cards), cards.c.front == front, cards.c.chat == chat, cards.c.message == message)
        await self._run(delete(cards).where(*one))
