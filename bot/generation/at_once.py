"""Posts beside each other in one process, for a writer that waits for its answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.domain.pack import Post
from bot.generation.pipeline import Work


async def at_once(work: Sequence[Work]) -> Sequence[Post | BaseException]:
    """All at the same time. Each is waited for, whatever becomes of the others: a call in flight is paid for,
    and what it brings is kept for --resume."""
    return await asyncio.gather(*work, return_exceptions=True)
