"""Goes through what is stored and says what does not agree with itself: texts against the hashes that were
approved, approvals and decisions against versions, posts against their latest version."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import Row, Select, Text, and_, func, or_, select, text, type_coerce

from bot.domain.errors import StorageError
from bot.domain.keeping import Problem
from bot.domain.pack import Post
from bot.storage.cells import Key, begins, key_of, page, place, sealed_columns, sealed_tables
from bot.storage.cipher import MARK, Cipher
from bot.storage.tables.content import posts, versions
from bot.storage.tables.record import approvals, decisions
from bot.storage.versions import hash_of

if TYPE_CHECKING:
    from bot.storage.backend import Backend
    from bot.storage.link import Link

BATCH = 200
"""Versions looked at in one go: in between, the event loop serves others."""
_APPROVED = ("approved", "planned", "published")
_VERSIONS = select(
    versions.c.id,
    versions.c.workspace_id,
    versions.c.post_id,
    versions.c.number,
    versions.c.hash,
    versions.c.language,
    versions.c.state,
    versions.c.given,
    type_coerce(versions.c.content, Text).label("stored"),  # unread, so that one bad row does not end the search
    posts.c.channel,
    posts.c.version.label("latest"),
    posts.c.state.label("post_state"),
).join_from(
    versions, posts, and_(posts.c.id == versions.c.post_id, posts.c.workspace_id == versions.c.workspace_id)
)


async def problems(backend: Backend) -> AsyncIterator[Problem]:
    """Every problem, version by version; nothing when all is well."""
    async with backend.read() as link:
        for problem in await _of_the_file(link):
            yield problem
    async for problem in _of_seals(backend):
        yield problem
    last = 0
    while True:
        async with backend.read() as link:
            found = await _batch(link, last, backend.cipher)
        for problem in found.problems:
            yield problem
        if found.last is None:
            return
        last = found.last


class _Found(NamedTuple):
    problems: tuple[Problem, ...]
    last: int | None


async def _batch(link: Link, last: int, cipher: Cipher) -> _Found:
    rows = list(await link.execute(_VERSIONS.where(versions.c.id > last).order_by(versions.c.id).limit(BATCH)))
    if not rows:
        return _Found((), None)
    ids = [row.id for row in rows]
    said = await _hashes(link, select(decisions.c.version_id, decisions.c.hash), decisions.c.version_id.in_(ids))
    given = await _hashes(link, select(approvals.c.version_id, approvals.c.hash), approvals.c.version_id.in_(ids))
    found = [
        Problem(row.workspace_id, row.post_id, row.number, what)
        for row in rows
        for what in (*_of_text(row, cipher), *_of_record(row, given.get(row.id, []), said.get(row.id, [])))
    ]
    return _Found(tuple(found), ids[-1])


async def _hashes(link: Link, statement: Select[Any], where: Any) -> dict[int, list[str]]:
    hashes: dict[int, list[str]] = {}
    for row in await link.execute(statement.where(where)):
        hashes.setdefault(row.version_id, []).append(row.hash)
    return hashes


def _of_record(row: Row[Any], given: list[str], said: list[str]) -> Iterator[str]:
    yield from _of_state(row, given)
    for kind, hashes in (("approval", given), ("decision", said)):
        wrong = sum(each != row.hash for each in hashes)
        if wrong:
            yield f"{wrong} {kind}(s) were given to a text with another hash"


def _of_text(row: Row[Any], cipher: Cipher) -> Iterator[str]:
    try:
        content = Post.model_validate_json(cipher.unseal(row.stored))
    except (ValidationError, StorageError):
        yield "the text cannot be read"
        return
    if content.channel != row.channel:
        yield "the text is for another channel than the post"
    if hash_of(content, row.language) != row.hash:
        yield "the text is not the one that its hash was made of"


def _of_state(row: Row[Any], given: list[str]) -> Iterator[str]:
    if len(given) != row.given:
        yield f"{row.given} approval(s) are counted, {len(given)} are there"
    if row.state in _APPROVED and not given:
        yield f"the state is {row.state} without any approval"
    if row.number > row.latest:
        yield "the post does not know this version"
    if row.number == row.latest and row.state != row.post_state:
        yield f"the post says {row.post_state}, its latest version {row.state}"


async def _of_seals(backend: Backend) -> AsyncIterator[Problem]:
    """What is encrypted and cannot be read."""
    for table in sealed_tables():
        sealed = or_(*(begins(column, MARK) for column in sealed_columns(table)))
        last: Key | None = None
        while True:
            async with backend.read() as link:
                rows = (await link.execute(page(table, sealed, last))).all()
            for row in rows:
                for column in sealed_columns(table):
                    if not _opens(getattr(row, column.name), backend.cipher):
                        yield Problem(0, 0, 0, f"{place(table, row, column)} cannot be decrypted")
            if not rows:
                break
            last = key_of(table, rows[-1])


def _opens(stored: str | bytes | None, cipher: Cipher) -> bool:
    try:
        if stored is not None:
            cipher.unseal_bytes(stored) if isinstance(stored, bytes) else cipher.unseal(stored)
    except StorageError:
        return False
    return True


async def _of_the_file(link: Link) -> list[Problem]:
    """What the database itself says, where it can be asked; and posts that lost their latest version."""
    found: list[Problem] = []
    if link.dialect == "sqlite":
        damage = (await link.execute(text("PRAGMA quick_check"))).scalars()
        found += [Problem(0, 0, 0, f"the file is damaged: {what}") for what in damage if what != "ok"]
        for row in (await link.execute(text("PRAGMA foreign_key_check"))).mappings():
            what = f"a row of {row['table']} refers to a row of {row['parent']} that is not there"
            found.append(Problem(0, 0, 0, what))
    newest = (
        select(posts.c.workspace_id, posts.c.id, posts.c.version)
        .join_from(posts, versions, versions.c.post_id == posts.c.id, isouter=True)
        .group_by(posts.c.workspace_id, posts.c.id, posts.c.version)
        .having(func.coalesce(func.max(versions.c.number), 0) < posts.c.version)
    )
    lost = await link.execute(newest)
    what = "the latest version is not there"
    return [*found, *(Problem(row.workspace_id, row.id, row.version, what) for row in lost)]
