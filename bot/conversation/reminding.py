"""A round of reminders: everybody is told what waits for them, through whichever process has their front."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import structlog

from bot.conversation.announcing import FRONT
from bot.conversation.areas import reminders_telling
from bot.conversation.desk import Desk
from bot.conversation.faults import Caught, described
from bot.conversation.outbox import Outbox
from bot.services.reminders import Waiting
from bot.storage.again import until_stored
from bot.storage.database import Database

log = structlog.get_logger(__name__)


async def remind(database: Database, desk: Desk, outbox: Outbox, fronts: Collection[str]) -> int:
    """Tells what is due now to those on these fronts; returns how many messages that took. Several rounds at once
    tell nothing twice. What goes wrong in one workspace is tried again in the next round, and keeps nothing from
    the others. Raises StorageError."""
    async with database.read() as work:
        found = await reminders_telling.waiting(work, fronts)
    count = 0
    for there in found:
        with Caught() as caught:
            count += await until_stored(partial(_told, database, desk, outbox, fronts, there))
        if caught.error is not None:
            log.error("reminders", workspace=there.workspace, **described(caught.error))
    return count


async def _told(database: Database, desk: Desk, outbox: Outbox, fronts: Collection[str], there: Waiting) -> int:
    """One workspace in one transaction: what was told is remembered with what is to be shown of it, or neither."""
    async with database.work() as work:
        sends = await reminders_telling.remind(work, desk, there, fronts)
        await outbox.keep(work, sends, FRONT, there.workspace)
    return len(sends)
