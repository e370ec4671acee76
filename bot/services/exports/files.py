"""Files to hand over: what goes in is read in a transaction, and put into its shape outside of it, as that takes
longer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.brief import Brand
from bot.domain.errors import BadInputError
from bot.domain.records import PostRecord
from bot.services import board, workspaces
from bot.services.exports.approved import EXPORTED, Approved, Texts, file_name
from bot.services.exports.as_csv import to_csv
from bot.services.exports.as_docx import to_docx
from bot.services.exports.as_json import to_json
from bot.services.exports.as_markdown import to_markdown
from bot.services.exports.audit import Audited, audit_csv, audit_markdown
from bot.services.exports.client import ForClient, to_client
from bot.services.posts import proof_now

if TYPE_CHECKING:
    from bot.domain.brief import Workspace
    from bot.storage.work import Work

POSTS = 100
"""Posts in one file: the last ones that changed."""


class Filed(NamedTuple):
    """A file to hand over with so many posts; `left`: some did not fit in it, `waiting`: so many may not be used
    before they are checked again."""

    name: str
    content: bytes
    posts: int = 0
    left: bool = False
    waiting: int = 0


Build = Callable[[], Filed]
"""Puts what was read into a file. It needs no database, and may run in a thread."""


async def any_post(work: Work, workspace: int) -> bool:
    """Whether there is something that may leave at all."""
    return bool((await work.within(workspace).posts.usable(EXPORTED, limit=1)).posts)


async def of_posts(work: Work, workspace: int, kind: str, texts: Texts) -> Build:
    """What is approved and may be used, with its record; without content when nothing is. Of a post that is being
    changed it is the last version that was approved. What rests on proof that changed since is counted as
    `waiting`, unless it was published already. Building it raises BadInputError for another kind than md, csv,
    json or docx, and NotForExportError."""
    record = await work.workspaces.get(workspace)
    scope = work.within(workspace)
    page = await scope.posts.usable(EXPORTED, limit=POSTS)
    _, proofs = await proof_now(scope, work.now.date())
    people = {one.person: one.name for one in await work.workspaces.members(workspace)}
    titles = board.Titles(work)
    items = []
    for post in page.posts:
        item = await _approved(work, record.brand, post, people, titles, workspace)
        if item.version.state == "published" or not _moved(item, proofs):
            items.append(item)
        await asyncio.sleep(0)  # SQLite answers on the spot: nobody else would have a turn before the last one
    none = Filed("", b"", len(items), page.more, len(page.posts) - len(items))
    return partial(_posts, none, items, kind, texts, work.now)


async def of_record(
    work: Work, workspace: int, since: datetime, until: datetime, kind: str, texts: Texts
) -> Build:
    """The record of a period. Building it raises BadInputError for another kind than md or csv."""
    return partial(_record, await board.audit(work, workspace, since, until), kind, texts, work.now)


async def of_client(work: Work, workspace: int, post: int, texts: Texts) -> Build:
    """A post on paper for somebody outside, marked as concept unless it is approved. Raises NotFoundError."""
    record = await work.workspaces.get(workspace)
    posts = work.within(workspace).posts
    item = ForClient(record.brand, await posts.get(post), await posts.version(post))
    return partial(_client, item, texts, work.now)


async def of_brand(work: Work, workspace: int) -> Build:
    """The brand and its table, to be read in elsewhere."""
    record = await work.workspaces.get(workspace)
    return partial(_brand, await workspaces.as_file(work.within(workspace), record))


async def _approved(
    work: Work,
    brand: Brand,
    post: PostRecord,
    people: Mapping[int, str],
    titles: board.Titles,
    workspace: int,
) -> Approved:
    scope = work.within(workspace)
    versions = await scope.posts.versions(post.id)
    decisions = await scope.reviews.of_post(post.id)
    numbers = {version.id: version.number for version in versions}
    pack = await titles.pack(workspace, post.pack)
    version = next(one for one in reversed(versions) if one.state in EXPORTED)
    if version.number != post.version:
        post = post._replace(check_again=False)  # that is about the version that is being made
    return Approved(brand, post, version, pack, decisions, people, numbers)


def _moved(item: Approved, proofs: Mapping[str, str]) -> bool:
    """Whether proof that it rests on has changed."""
    return item.post.check_again or any(proofs.get(key) != was for key, was in item.version.carried.items())


def _posts(none: Filed, items: Sequence[Approved], kind: str, texts: Texts, at: datetime) -> Filed:
    if not items:
        return none
    match kind:
        case "md":
            content = to_markdown(items, texts, at)
        case "csv":
            content = to_csv(items, texts)
        case "json":
            content = to_json(items, texts, at)
        case "docx":
            content = to_docx(items, texts, at)
        case _:
            raise BadInputError("There is no such kind of file.", "Choose md, csv, json or docx.")
    return none._replace(name=file_name("export", kind, at), content=content)


def _record(audited: Audited, kind: str, texts: Texts, at: datetime) -> Filed:
    match kind:
        case "md":
            content = audit_markdown(audited, texts, at)
        case "csv":
            content = audit_csv(audited, texts)
        case _:
            raise BadInputError("There is no such kind of file.", "Choose md or csv.")
    return Filed(file_name("audit", kind, at), content, len(audited.titles))


def _client(item: ForClient, texts: Texts, at: datetime) -> Filed:
    return Filed(file_name("review", "docx", at), to_client([item], texts, at), 1)


def _brand(file: Workspace) -> Filed:
    return Filed("kernbot-workspace.yaml", workspaces.as_yaml(file).encode())
