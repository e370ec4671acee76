"""A post once more by a writer, as a job."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from bot.checks.catalog import CHECKS
from bot.domain.brief import Brief
from bot.domain.errors import NotFoundError
from bot.domain.keeping import NewVersion
from bot.domain.pack import KeyMessage, Post, Topic
from bot.domain.progress import OnEvent
from bot.domain.records import Job, Version, WorkspaceRecord
from bot.domain.rewrite import How, NotPossibleError
from bot.generation.writers import PLAYBOOK
from bot.services import limits, posts
from bot.services.once import once, workspace_of
from bot.services.posts import Rewrite, Rewritten, around, carried, held
from bot.services.writing import Writing, other_language

if TYPE_CHECKING:
    from bot.storage.database import Database
    from bot.storage.work import Work


_MENDABLE = frozenset(check.id for check in CHECKS if check.mendable)


def ways(writing: Writing, content: Post) -> tuple[How, ...]:
    """What is worth asking of this writer: mending only if it can do something about what it would be asked."""
    found = writing.ways(content)
    return found if _can_mend(writing, content) else tuple(how for how in found if how != "mend")


def _can_mend(writing: Writing, content: Post) -> bool:
    """It is asked to mend what blocks, else the advice. The template writer leaves words out that stand in its
    text; a model rewrites."""
    shut = [one for one in content.findings if one.severity == "blocking"]
    wanted = [one for one in shut or content.findings if one.check in _MENDABLE]
    if writing.writer != PLAYBOOK:
        return bool(wanted)
    said = _plain("\n".join((content.text, str(content.parts), *(reply.answer for reply in content.replies))))
    return any(len(one.excerpt) > 1 and _plain(one.excerpt) in said for one in wanted)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


class Rewriter:
    """The job that rewrites. What cannot be done is its result, not a failure: the version before it stands."""

    def __init__(self, database: Database, writing: Callable[[WorkspaceRecord], Writing]) -> None:
        self._database = database
        self._writing = writing

    @once
    async def __call__(self, job: Job, tell: OnEvent) -> str:
        """Returns `Rewritten` as JSON. Raises ModelFailedError, ConflictError, NotFoundError."""
        _, asked = json.loads(job.request)
        wanted = Rewrite.model_validate(asked)
        async with self._database.read() as work:
            subject = await _subject(work, workspace_of(job), wanted)
        writing = self._writing(subject.record._replace(models=subject.record.models and not wanted.by_rules))
        try:
            async with limits.paid(self._database, job, posts.REWRITE, writing, subject.pack) as bill:
                content = await writing.rewrite(
                    subject.brief,
                    subject.message,
                    subject.topic,
                    subject.version.content,
                    wanted.how,
                    wanted.what,
                    tell,
                    subject.beside,
                )
                new = _version(job, wanted, subject, content, writing)
                async with self._database.work() as work:
                    stored = work.within(subject.record.id).posts
                    before = await stored.version(wanted.post, wanted.version)  # reviewed meanwhile, perhaps
                    version = await stored.add_version(wanted.post, new, wanted.version)
                    await posts.reopened(work, subject.record.id, before, job.person)
                    return await bill.close(work, Rewritten(post=wanted.post, version=version.number))
        except NotPossibleError as error:
            return Rewritten(post=wanted.post, refused=error.reason).model_dump_json()


def _version(job: Job, wanted: Rewrite, subject: Subject, content: Post, writing: Writing) -> NewVersion:
    language = subject.version.language
    return NewVersion(
        content=content,
        language=other_language(language) if wanted.how == "translate" else language,
        author=job.person,
        origin="rewritten",
        instruction=f"{wanted.how}: {wanted.what}" if wanted.what else wanted.how,
        carried=carried(content.claims, subject.proofs),
        writer=content.writer or writing.writer,
        templates=subject.version.templates,
        usage=writing.usage,
    )


class Subject(NamedTuple):
    """What a writer gets to see of a post."""

    record: WorkspaceRecord
    pack: int
    version: Version
    brief: Brief
    message: KeyMessage
    topic: Topic
    beside: tuple[Post, ...]
    proofs: Mapping[str, str]


async def _subject(work: Work, workspace: int, wanted: Rewrite) -> Subject:
    one = await held(work, workspace, wanted.post, wanted.version)
    if one.pack.key_message is None:
        raise NotFoundError("This pack has no key message.")
    brief, beside = await around(work.within(workspace), one)
    message = one.pack.key_message
    return Subject(one.record, one.pack.id, one.version, brief, message, one.topic, beside, one.proofs)
