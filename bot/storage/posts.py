"""Posts and their versions: what was written is never changed, only followed by a next version."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, exists, func, insert, select, update

from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.keeping import NewVersion, Page
from bot.domain.records import PostRecord, Published, Version
from bot.domain.review import State
from bot.storage import versions as stored
from bot.storage.repository import Scoped
from bot.storage.tables.content import packs, posts, versions
from bot.storage.tables.everyone import people
from bot.storage.tables.record import approvals

PAGE = 10


class Posts(Scoped):
    """Posts of one workspace."""

    async def add(self, pack: int, new: NewVersion) -> PostRecord:
        """Stores a post with its first version, as a draft. Raises NotFoundError for a pack that is not here."""
        if await self._row(select(packs.c.id).where(self._here(packs), packs.c.id == pack)) is None:
            raise NotFoundError("This pack is not there any more.")
        values = {
            "workspace_id": self._workspace,
            "pack_id": pack,
            "channel": new.content.channel,
            "topic": new.content.topic,
            "version": 1,
            "state": "draft",
            "author": new.author,
            "changed_at": self._now,
        }
        post = await self._new_id(insert(posts).values(values))
        await self._add_version(post, 1, new)
        return await self.get(post)

    async def add_version(self, post: int, new: NewVersion, follows: int) -> Version:
        """Stores the version after number `follows`, as a draft; slot and earlier versions stay as they are.
        Raises ConflictError if somebody else made one meanwhile, and NotFoundError."""
        latest = (self._here(posts), posts.c.id == post, posts.c.version == follows)
        values = {
            "version": follows + 1,
            "state": "draft",
            "author": new.author,
            "check_again": False,
            "changed_at": self._now,
        }
        if not await self._changed(update(posts).where(*latest).values(values)):
            raise await self._first(await self.get(post))
        await self._add_version(post, follows + 1, new)
        return await self.version(post)

    async def get(self, post: int) -> PostRecord:
        """Raises NotFoundError."""
        row = await self._row(select(posts).where(self._here(posts), posts.c.id == post))
        if row is None:
            raise NotFoundError("This post is not there any more.")
        return _post(row)

    async def version(self, post: int, number: int | None = None) -> Version:
        """A version of a post, the latest unless a number is given. Raises NotFoundError."""
        one = select(versions).where(self._here(versions), versions.c.post_id == post)
        one = one.order_by(versions.c.number.desc()).limit(1)
        found = await self._versions(one if number is None else one.where(versions.c.number == number))
        if not found:
            raise NotFoundError("This version is not there.")
        return found[0]

    async def versions(self, post: int) -> tuple[Version, ...]:
        """All versions of a post, the first one first."""
        found = select(versions).where(self._here(versions), versions.c.post_id == post)
        return await self._versions(found.order_by(versions.c.number))

    async def of_pack(self, pack: int) -> tuple[PostRecord, ...]:
        """The posts of a pack in the order they were made."""
        found = select(posts).where(self._here(posts), posts.c.pack_id == pack).order_by(posts.c.id)
        return tuple(_post(row) for row in await self._rows(found))

    async def board(
        self,
        states: Collection[State] = (),
        author: int | None = None,
        channel: str | None = None,
        limit: int = PAGE,
        offset: int = 0,
    ) -> Page:
        """Posts by when they last changed, the latest first; empty filters let everything through."""
        found = select(posts).where(self._here(posts)).order_by(posts.c.changed_at.desc(), posts.c.id.desc())
        if states:
            found = found.where(posts.c.state.in_(sorted(states)))
        if author is not None:
            found = found.where(posts.c.author == author)
        if channel is not None:
            found = found.where(posts.c.channel == channel)
        rows = await self._rows(found.limit(limit + 1).offset(offset))
        return Page(tuple(_post(row) for row in rows[:limit]), len(rows) > limit)

    async def usable(self, states: Collection[State], limit: int = PAGE) -> Page:
        """Posts with any version in one of these states, the latest or an earlier one; the last ones that changed
        first."""
        one = exists().where(
            self._here(versions), versions.c.post_id == posts.c.id, versions.c.state.in_(sorted(states))
        )
        found = select(posts).where(self._here(posts), one)
        found = found.order_by(posts.c.changed_at.desc(), posts.c.id.desc())
        rows = await self._rows(found.limit(limit + 1))
        return Page(tuple(_post(row) for row in rows[:limit]), len(rows) > limit)

    async def counts(self) -> dict[State, int]:
        """How many posts are in each state; states without any are left out."""
        found = (
            select(posts.c.state, func.count().label("number")).where(self._here(posts)).group_by(posts.c.state)
        )
        return {row.state: row.number for row in await self._rows(found)}

    async def channels(self) -> frozenset[str]:
        """The channels that there are posts for."""
        found = select(posts.c.channel).where(self._here(posts)).distinct()
        return frozenset(row.channel for row in await self._rows(found))

    async def queue(self, person: int, limit: int = PAGE, offset: int = 0) -> Page:
        """What is in review and has no approval of this person yet, longest waiting first. Whether they may
        decide is for bot/domain/review.py."""
        approved = exists().where(
            self._here(versions),
            versions.c.post_id == posts.c.id,
            versions.c.number == posts.c.version,
            approvals.c.workspace_id == versions.c.workspace_id,
            approvals.c.version_id == versions.c.id,
            approvals.c.person_id == person,
        )
        found = select(posts).where(self._here(posts), posts.c.state == "in_review", ~approved)
        rows = await self._rows(found.order_by(posts.c.changed_at, posts.c.id).limit(limit + 1).offset(offset))
        return Page(tuple(_post(row) for row in rows[:limit]), len(rows) > limit)

    async def set_slot(self, post: int, slot: date | None) -> None:
        """The planned date. Raises NotFoundError."""
        await self._set(post, slot=slot)

    async def set_published(self, post: int, published: Published) -> None:
        """Where it went out. Raises NotFoundError."""
        url, at, same = published
        await self._set(post, published_url=url, published_at=at, published_same=same)

    async def proof_changed(self, key: str, present: str | None) -> tuple[int, ...]:
        """Marks as "check again" every post whose latest version rests on another version of this proof point than
        `present` (None: withdrawn or expired). Returns the posts that were not marked yet."""
        latest = (versions.c.post_id == posts.c.id, versions.c.number == posts.c.version)
        found = select(posts.c.id, versions.c.carried).where(
            self._here(posts), self._here(versions), *latest, posts.c.check_again.is_(False)
        )
        rows = await self._rows(found)
        hit = tuple(row.id for row in rows if key in row.carried and row.carried[key] != present)
        for post in hit:
            await self._set(post, check_again=True)
        return hit

    async def _add_version(self, post: int, number: int, new: NewVersion) -> None:
        values = stored.values(new)
        of = {"workspace_id": self._workspace, "post_id": post, "number": number, "made_at": self._now}
        await self._run(insert(versions).values({**values, **of}))

    async def _versions(self, statement: Any) -> tuple[Version, ...]:
        rows = await self._rows(statement)
        ids = [row.id for row in rows]
        given = select(approvals).where(self._here(approvals), approvals.c.version_id.in_(ids))
        return stored.read(rows, await self._rows(given.order_by(approvals.c.id)) if rows else [])

    async def _first(self, post: PostRecord) -> ConflictError:
        row = await self._row(select(people.c.name).where(people.c.id == post.author))
        return ConflictError(row.name if row else "", "edit", post.changed_at)

    async def _set(self, post: int, **values: Any) -> None:
        changed = update(posts).where(self._here(posts), posts.c.id == post).values(values)
        if not await self._changed(changed):
            raise NotFoundError("This post is not there any more.")


def _post(row: Row[Any]) -> PostRecord:
    published = None
    if row.published_at is not None:
        published = Published(row.published_url, row.published_at, row.published_same)
    return PostRecord(
        id=row.id,
        pack=row.pack_id,
        channel=row.channel,
        topic=row.topic,
        version=row.version,
        state=row.state,
        slot=row.slot,
        published=published,
        check_again=row.check_again,
        author=row.author,
        changed_at=row.changed_at,
    )
