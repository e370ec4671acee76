"""Links for somebody outside. Of a secret only the sha256 is kept, as of invites."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, not_, select, update

from bot.domain.base import Language
from bot.domain.errors import NotFoundError
from bot.domain.records import ClientAsk, ClientLink, Verdict, Version
from bot.storage.invites import digest
from bot.storage.repository import Repository, Scoped
from bot.storage.tables.client import client_asks, client_links
from bot.storage.tables.content import packs


class ClientDoor(Repository):
    """The one question that is asked before a workspace is known."""

    async def find(self, secret: str) -> ClientLink | None:
        """The link of a secret; None for one that is unknown, revoked or expired: the three are not told apart."""
        known = and_(client_links.c.secret_hash == digest(secret), _usable(self._now))
        row = await self._row(select(client_links).where(known))
        return None if row is None else _link(row)

    async def prune(self) -> int:
        """Forgets the links that open nothing any more, in every workspace; what was said through them is on
        record. Returns how many there were."""
        return await self._changed(delete(client_links).where(not_(_usable(self._now))))


class Clients(Scoped):
    """Links for clients of one workspace."""

    async def create(
        self,
        pack: int,
        versions: tuple[Version, ...],
        language: Language,
        secret: str,
        expires_at: datetime,
        by: int,
    ) -> ClientLink:
        """Keeps a link that asks about these versions; the secret itself is for the caller to show, once. Raises
        NotFoundError for a pack that is not here."""
        if await self._row(select(packs.c.id).where(self._here(packs), packs.c.id == pack)) is None:
            raise NotFoundError("This pack is not there any more.")
        values = {
            "workspace_id": self._workspace,
            "pack_id": pack,
            "secret_hash": digest(secret),
            "language": language,
            "expires_at": expires_at,
            "created_by": by,
            "created_at": self._now,
        }
        made = await self._new_id(insert(client_links).values(values))
        for one in versions:
            asked = {"link_id": made, "post_id": one.post, "version_id": one.id}
            await self._run(insert(client_asks).values({"workspace_id": self._workspace, **asked}))
        return ClientLink(made, self._workspace, pack, language, expires_at, by, False)

    async def open(self, pack: int) -> tuple[ClientLink, ...]:
        """The links about a pack that can still be used."""
        usable = (self._here(client_links), client_links.c.pack_id == pack, _usable(self._now))
        rows = await self._rows(select(client_links).where(*usable).order_by(client_links.c.id))
        return tuple(_link(row) for row in rows)

    async def last(self, pack: int) -> int:
        """The id of the last link about a pack, whether or not it can be used; 0 when there is none."""
        about = (self._here(client_links), client_links.c.pack_id == pack)
        row = await self._row(select(func.max(client_links.c.id)).where(*about))
        return int(row[0] or 0) if row else 0

    async def revoke(self, link: int) -> bool:
        """Shuts a link; False for one that is not here or was shut before."""
        one = (self._here(client_links), client_links.c.id == link, client_links.c.revoked.is_(False))
        return await self._changed(update(client_links).where(*one).values(revoked=True)) == 1

    async def revoke_of(self, person: int) -> int:
        """Shuts every link that this person made. Returns how many were open."""
        theirs = (self._here(client_links), client_links.c.created_by == person, client_links.c.revoked.is_(False))
        return await self._changed(update(client_links).where(*theirs).values(revoked=True))

    async def asked(self, link: int) -> tuple[ClientAsk, ...]:
        """What a link asks about, in the order the posts were made."""
        one = select(client_asks).where(self._here(client_asks), client_asks.c.link_id == link)
        rows = await self._rows(one.order_by(client_asks.c.post_id))
        return tuple(ClientAsk(row.post_id, row.version_id, row.verdict, row.answered_at) for row in rows)

    async def answer(self, link: int, post: int, verdict: Verdict) -> bool:
        """Uses the link for one post; False when that was done before, or it asks no such thing. One statement, so
        that two at once cannot both be the one."""
        unused = (
            self._here(client_asks),
            client_asks.c.link_id == link,
            client_asks.c.post_id == post,
            client_asks.c.answered_at.is_(None),
        )
        said = {"verdict": verdict, "answered_at": self._now}
        return await self._changed(update(client_asks).where(*unused).values(said)) == 1


def _usable(now: datetime) -> ColumnElement[bool]:
    return and_(client_links.c.revoked.is_(False), client_links.c.expires_at > now)


def _link(row: Row[Any]) -> ClientLink:
    return ClientLink(
        row.id, row.workspace_id, row.pack_id, row.language, row.expires_at, row.created_by, row.revoked
    )
