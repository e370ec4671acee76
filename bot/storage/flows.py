"""What a person is in the middle of in a chat, as the conversation wrote it down."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select

from bot.storage.repository import Repository
from bot.storage.tables.everyone import flows
from bot.storage.upsert import insert_or_change

_IS = (
    flows.c.front == bindparam("at_front"),
    flows.c.chat == bindparam("at_chat"),
    flows.c.person_id == bindparam("of_person"),
)
_GET = select(flows.c.data).where(*_IS)
_CLEAR = delete(flows).where(*_IS)


class Flows(Repository):
    """JSON by front, chat and person: two people in one group do not meet in each other's flow."""

    async def get(self, front: str, chat: str, person: int) -> str | None:
        """The JSON that was put there last."""
        row = await self._row(_GET, {"at_front": front, "at_chat": chat, "of_person": person})
        return None if row is None else row.data

    async def put(self, front: str, chat: str, person: int, data: str) -> None:
        """Keeps JSON, in the place of what was there."""
        statement = insert_or_change(self._link.dialect, flows, "data", "touched_at")
        row = {"front": front, "chat": chat, "person_id": person, "data": data, "touched_at": self._now}
        await self._run(statement, row)

    async def clear(self, front: str, chat: str, person: int) -> None:
        """Nothing is waited for any more."""
        await self._run(_CLEAR, {"at_front": front, "at_chat": chat, "of_person": person})
