"""People's word on claims: a fact is ticked for one pack, a promise confirmed for the workspace, and "not a
claim" is said of one version."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, insert, or_, select

from bot.domain.errors import NotFoundError
from bot.domain.records import Version
from bot.domain.review import Tick
from bot.storage.repository import Scoped
from bot.storage.tables.content import posts, versions
from bot.storage.tables.record import ticks


class Ticks(Scoped):
    """Ticks of one workspace."""

    async def add(self, version: Version, tick: Tick) -> bool:
        """Keeps a word given with this version before somebody's eyes. False if it was given before: the first one
        stands. Raises NotFoundError for a version that is not here."""
        pack = await self._pack(version)
        await self._alone_here()
        scope = {
            "kind": tick.kind,
            "pack_id": pack if tick.kind == "ticked" else None,
            "version_id": version.id if tick.kind == "not_a_claim" else None,
        }
        same = (ticks.c[name].is_not_distinct_from(value) for name, value in scope.items())
        words = (tick.sentence, tick.carried_by)
        given = select(ticks.c.sentence, ticks.c.carried_by).where(self._here(ticks), *same)
        if any((row.sentence, row.carried_by) == words for row in await self._rows(given)):
            return False
        said = {"sentence": tick.sentence, "carried_by": tick.carried_by}
        who = {"workspace_id": self._workspace, "person_id": tick.person, "ticked_at": tick.at}
        await self._run(insert(ticks).values({**scope, **said, **who}))
        return True

    async def of(self, version: Version) -> tuple[Tick, ...]:
        """Every word that counts for this version. Raises NotFoundError for one that is not here."""
        found = select(ticks).where(self._here(ticks), _good_for(version.id, await self._pack(version)))
        return tuple(
            Tick(row.sentence, row.carried_by, row.kind, row.person_id, row.ticked_at)
            for row in await self._rows(found.order_by(ticks.c.id))
        )

    async def _pack(self, version: Version) -> int:
        of_post = (self._here(versions), versions.c.id == version.id)
        found = select(posts.c.pack_id).join_from(versions, posts, versions.c.post_id == posts.c.id)
        row = await self._row(found.where(*of_post, self._here(posts)))
        if row is None:
            raise NotFoundError("This version is not there.")
        return int(row.pack_id)


def _good_for(version: int, pack: int) -> ColumnElement[bool]:
    return or_(
        and_(ticks.c.kind == "ticked", ticks.c.pack_id == pack),
        ticks.c.kind == "confirmed",
        and_(ticks.c.kind == "not_a_claim", ticks.c.version_id == version),
    )
