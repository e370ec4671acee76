"""What the admins should know although nobody asked; told once, by whatever process is first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Screen, Send
from bot.conversation.events import Chat
from bot.conversation.outbox import Outbox
from bot.domain.base import Language
from bot.storage.database import Database

FRONT = "kernbot"
"""Who the news comes from: it is remembered beside the messages of the fronts, and forgotten with them."""


async def announce(
    database: Database,
    outbox: Outbox,
    catalogue: Mapping[Language, Texts],
    default: Language,
    key: str,
    news: Callable[[Texts], Screen],
) -> bool:
    """Tells every admin, in their language, through whichever process has their front. False for a key (64
    characters) that was told in the last days. Raises StorageError."""
    async with database.work() as work:
        if not await work.inbox.first_time(FRONT, key):
            return False
        for admin in await work.people.admins():
            shown = news(catalogue[admin.language or default])
            accounts = await work.people.accounts(admin.id)
            await outbox.keep(work, [Send(Chat(front, account), shown) for front, account in accounts], FRONT)
    return True
