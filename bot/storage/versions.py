"""A version as a row and back, and the hash that binds decisions to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from bot.domain.base import Language
from bot.domain.keeping import NewVersion
from bot.domain.pack import Post
from bot.domain.records import Version
from bot.domain.review import Approval, version_hash


def hash_of(content: Post, language: Language) -> str:
    """The version hash, over the parts as JSON knows them: the same before storing and after reading."""
    parts = content.model_dump(mode="json", include={"parts"})["parts"]
    return version_hash(content.channel, language, content.text, parts, content.claims)


def values(new: NewVersion) -> dict[str, Any]:
    """The columns of a new version, a draft."""
    return {
        "hash": hash_of(new.content, new.language),
        "language": new.language,
        "content": new.content,
        "state": "draft",
        "origin": new.origin,
        "instruction": new.instruction,
        "carried": dict(new.carried),
        "author": new.author,
        "writer": new.writer,
        "templates": new.templates,
        "usage": new.usage,
    }


def read(rows: Iterable[Row[Any]], approvals: Iterable[Row[Any]]) -> tuple[Version, ...]:
    """Versions with their approvals, in the order of the rows."""
    given: dict[int, list[Approval]] = {}
    for row in approvals:
        given.setdefault(row.version_id, []).append(Approval(row.person_id, row.level))
    return tuple(_version(row, tuple(given.get(row.id, ()))) for row in rows)


def _version(row: Row[Any], approvals: tuple[Approval, ...]) -> Version:
    return Version(
        id=row.id,
        post=row.post_id,
        number=row.number,
        hash=row.hash,
        content=row.content,
        state=row.state,
        origin=row.origin,
        instruction=row.instruction,
        carried=row.carried,
        author=row.author,
        writer=row.writer,
        templates=row.templates,
        usage=row.usage,
        approvals=approvals,
        at=row.made_at,
        language=row.language,
    )
