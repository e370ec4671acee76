"""The record of review: who opened, said and decided what. Lines are added and never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.keeping import Said
from bot.domain.records import MOVES_NOTHING, OUTSIDE, Decision, DecisionKind, Version
from bot.domain.review import Action, Moved
from bot.storage.repository import Scoped
from bot.storage.tables.content import posts, versions
from bot.storage.tables.everyone import people
from bot.storage.tables.record import approvals, decisions, openings
from bot.storage.upsert import insert_or_skip


class Reviews(Scoped):
    """Decisions on the versions of one workspace."""

    async def opened(self, version: int, person: int) -> None:
        """A person has the version before them, now; only the first time counts. Raises NotFoundError."""
        here = select(versions.c.id).where(self._here(versions), versions.c.id == version)
        if await self._row(here) is None:
            raise NotFoundError("This version is not there.")
        key = {"workspace_id": self._workspace, "version_id": version, "person_id": person}
        await self._run(insert_or_skip(self._link.dialect, openings), {**key, "opened_at": self._now})

    async def opened_at(self, version: int, person: int) -> datetime | None:
        """When a person first saw the version."""
        one = (self._here(openings), openings.c.version_id == version, openings.c.person_id == person)
        row = await self._row(select(openings.c.opened_at).where(*one))
        return None if row is None else row.opened_at

    async def decide(self, version: Version, action: Action, moved: Moved, said: Said) -> Decision:
        """Stores what bot.domain.review.move allowed, and puts it on record. The first one stored wins: raises
        ConflictError, with who did what, if the version is no longer as `version` says or no longer the latest."""
        async with self._link.savepoint():
            if not await self._move(version, moved):
                raise await self._first(version)
            if moved.approval is not None:
                await self._approve(version, moved)
            return await self._record(version, action, said, moved.approval.level if moved.approval else None)

    async def note(self, version: Version, kind: DecisionKind, said: Said) -> Decision:
        """A line that moves nothing: a comment, or the word of an outsider. Raises NotFoundError."""
        here = select(versions.c.id).where(self._here(versions), versions.c.id == version.id)
        if await self._row(here) is None:
            raise NotFoundError("This version is not there.")
        return await self._record(version, kind, said, None)

    async def of_post(self, post: int) -> tuple[Decision, ...]:
        """Everything said about a post, the first word first."""
        found = select(decisions).where(self._here(decisions), decisions.c.post_id == post)
        return tuple(decision(row) for row in await self._rows(found.order_by(decisions.c.id)))

    async def outside(self, version: int) -> tuple[Decision, ...]:
        """What people outside said about a version, as reported or by themselves, the first word first."""
        theirs = (decisions.c.version_id == version, decisions.c.kind.in_(OUTSIDE))
        found = select(decisions).where(self._here(decisions), *theirs)
        return tuple(decision(row) for row in await self._rows(found.order_by(decisions.c.id)))

    async def _move(self, version: Version, moved: Moved) -> bool:
        latest = (
            self._here(posts),
            posts.c.id == version.post,
            posts.c.version == version.number,
            posts.c.state == version.state,
        )
        state = {"state": moved.state, "changed_at": self._now}
        if not await self._changed(update(posts).where(*latest).values(state)):
            return False
        given = len(version.approvals)
        same = (
            self._here(versions),
            versions.c.id == version.id,
            versions.c.state == version.state,
            versions.c.given == given,
        )
        after = update(versions).where(*same).values(state=moved.state, given=given + (moved.approval is not None))
        return await self._changed(after) == 1

    async def _approve(self, version: Version, moved: Moved) -> None:
        approval = moved.approval
        values = {
            "workspace_id": self._workspace,
            "version_id": version.id,
            "person_id": approval.person if approval else None,
            "level": approval.level if approval else None,
            "hash": version.hash,
            "approved_at": self._now,
        }
        await self._run(insert(approvals).values(values))

    async def _record(self, version: Version, kind: DecisionKind, said: Said, level: str | None) -> Decision:
        values = {
            **said._asdict(),
            "person_id": said.person,
            "workspace_id": self._workspace,
            "post_id": version.post,
            "version_id": version.id,
            "hash": version.hash,
            "kind": kind,
            "level": level,
            "writer": version.writer,
            "opened_at": None if said.person is None else await self.opened_at(version.id, said.person),
            "decided_at": self._now,
        }
        del values["person"]
        line = await self._new_id(insert(decisions).values(values))
        row = await self._row(select(decisions).where(self._here(decisions), decisions.c.id == line))
        if row is None:
            raise NotFoundError("The decision was not stored.")
        return decision(row)

    async def _first(self, version: Version) -> ConflictError | NotFoundError:
        """Who was first: whoever made the latest version, or decided on this one."""
        post = select(posts.c.version, posts.c.changed_at, people.c.name).join_from(
            posts, people, people.c.id == posts.c.author, isouter=True
        )
        latest = await self._row(post.where(self._here(posts), posts.c.id == version.post))
        if latest is None:
            return NotFoundError("This post is not there any more.")
        if latest.version != version.number:
            return ConflictError(latest.name or "", "edit", latest.changed_at)
        said = select(decisions).where(self._here(decisions), decisions.c.version_id == version.id)
        moves = said.where(decisions.c.kind.not_in(MOVES_NOTHING))
        row = await self._row(moves.order_by(decisions.c.id.desc()).limit(1))
        return ConflictError(row.person_name, row.kind, row.decided_at) if row else ConflictError()


def decision(row: Row[Any]) -> Decision:
    """A line of the record."""
    return Decision(
        id=row.id,
        post=row.post_id,
        version=row.version_id,
        hash=row.hash,
        kind=row.kind,
        person=row.person_id,
        person_name=row.person_name,
        reason=row.reason,
        level=row.level,
        ticks=row.ticks,
        self_approval=row.self_approval,
        responsible=row.responsible,
        writer=row.writer,
        outsider=row.outsider,
        opened_at=row.opened_at,
        at=row.decided_at,
    )
