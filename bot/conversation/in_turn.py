"""What is shown in a chat stands in the order in which it was decided on, whichever processes show it."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Set

from bot.conversation.effects import Edit, Lasting
from bot.storage.database import Database

NAPS = (0.05, 0.1, 0.2, 0.4)
"""Seconds between two looks at whether it is an effect's turn; the last again and again."""
LONGEST = 15.0
"""Seconds after which an effect is shown out of turn: longer than it takes until somebody else shows what a
process that died had in its hands."""


async def in_turn(
    database: Database,
    effect: Lasting,
    own: Set[int],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Waits while another process still shows something that comes before the effect in its chat. `own` are the
    numbers of what this process shows, whose order it keeps by itself."""
    number = effect.kept.number
    if isinstance(effect, Edit):
        front, chat = effect.message.front, effect.message.chat
    else:
        front, chat = effect.chat.front, effect.chat.id
    left = LONGEST
    for nap in itertools.chain(NAPS, itertools.repeat(NAPS[-1])):
        async with database.read() as work:
            before = await work.locks.still_before(front, chat, number)
        if left <= 0 or before <= own:
            return
        await sleep(nap)
        left -= nap
