"""When and where an approved post goes out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.records import Published
from bot.services import review

if TYPE_CHECKING:
    from bot.storage.work import Work


async def plan(work: Work, seen: review.Seen, slot: date) -> None:
    """Puts it on a date. Raises RefusedMoveError and ConflictError."""
    await review.decide(work, seen, "plan", slot.isoformat())
    await work.within(seen.member.workspace).posts.set_slot(seen.post.id, slot)


async def unplan(work: Work, seen: review.Seen) -> None:
    """Takes it off its date. Raises as `plan`."""
    await review.decide(work, seen, "unplan")
    await work.within(seen.member.workspace).posts.set_slot(seen.post.id, None)


async def publish(work: Work, seen: review.Seen, published: Published) -> None:
    """Puts on record where it went out; the date it was planned for is behind it then, and stays on record alone.
    Raises as `plan`."""
    await review.decide(work, seen, "publish", published.url)
    posts = work.within(seen.member.workspace).posts
    await posts.set_published(seen.post.id, published)
    await posts.set_slot(seen.post.id, None)
