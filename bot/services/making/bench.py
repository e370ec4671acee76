"""What every job that writes works with: a pack as it is now, the writer that is allowed, and the bill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.brief import Brief
from bot.domain.pack import Post
from bot.domain.progress import Event
from bot.domain.records import Job, PackRecord, PostRecord, WorkspaceRecord
from bot.knowledge.store import Knowledge
from bot.services import limits, posts
from bot.services.making.orders import Order
from bot.services.once import workspace_of
from bot.services.writing import Writing

if TYPE_CHECKING:
    from bot.storage.database import Database

Tell = Callable[[Event], None]
WritingFor = Callable[[WorkspaceRecord], Writing]


class Table(NamedTuple):
    """What a job on a pack needs to know: the workspace, the pack, its brief as it is now, the present version of
    each proof point that may be used, the posts that there are in the language of the pack, and what an earlier
    run of the same job has paid for, with the post that it stands as."""

    record: WorkspaceRecord
    pack: PackRecord
    brief: Brief
    proofs: Mapping[str, str]
    posts: tuple[tuple[PostRecord, Post], ...]
    before: Mapping[str, int | None]


class Bench(NamedTuple):
    """Where jobs work. `writing` gives the writer that a workspace allows."""

    database: Database
    writing: WritingFor
    knowledge: Knowledge

    async def table(self, job: Job, pack: int) -> Table:
        """A pack with everything around it: what was withdrawn is used no more. Raises NotFoundError."""
        async with self.database.read() as work:
            scope = work.within(workspace_of(job))
            record, kept = await work.workspaces.get(workspace_of(job)), await scope.packs.get(pack)
            brief = await posts.brief_now(scope, record, kept, kept.language)
            _, proofs = await posts.proof_now(scope, work.now.date())
            found = [(post, await scope.posts.version(post.id)) for post in await scope.posts.of_pack(pack)]
            same = tuple((post, version.content) for post, version in found if version.language == kept.language)
            before = await scope.pieces.of(job.id)
        return Table(record, kept, brief, proofs, same, before)

    def writer(self, record: WorkspaceRecord, order: Order) -> Writing:
        """A writing of its own: what it has cost is what this piece of work has cost."""
        return self.writing(record._replace(models=record.models and not order.by_rules))

    def paid(
        self, job: Job, piece: str, writing: Writing, pack: int | None = None
    ) -> AbstractAsyncContextManager[limits.Bill]:
        """The bill of what is used inside."""
        return limits.paid(self.database, job, piece, writing, pack)
