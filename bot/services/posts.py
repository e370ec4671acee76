"""A stored post as use cases: what the rules need to know of it, a next version by hand or by a writer, its plan.

Every change is a new version in draft; what was there stays readable. A planned post keeps its date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.base import Language, Model
from bot.domain.brief import Asset, Brief, Proof, Source
from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.keeping import NewVersion, Said
from bot.domain.pack import Claim, Finding, Post, Topic
from bot.domain.records import (
    Decision,
    Entry,
    EntryData,
    EntryKind,
    Membership,
    PackRecord,
    PostRecord,
    Version,
    WorkspaceRecord,
)
from bot.domain.review import Actor, Situation, State, Tick, open_claims, sentence_key
from bot.domain.rewrite import How, Reason
from bot.services import aside
from bot.services.exports.approved import EXPORTED
from bot.services.writing import Writing

if TYPE_CHECKING:
    from bot.storage.scope import Scope
    from bot.storage.work import Work

REWRITE = "rewrite"
"""The kind of job that rewrites a post."""
REOPENED: frozenset[State] = frozenset({"in_review", "approved", "planned", "published"})
"""States that a next version takes a post out of: people had the version before them, or had approved it."""
_CLAIMS = "claims."
"""The family of checks that speak of claims: what a tick or proof settles shuts approval by the claim itself."""


class Held(NamedTuple):
    """A post with everything that its card tells. `proofs` gives the present version of each proof point that may
    be used, by its id; `points` those proof points as they are now."""

    record: WorkspaceRecord
    post: PostRecord
    version: Version
    pack: PackRecord
    situation: Situation
    ticks: tuple[Tick, ...]
    proofs: Mapping[str, str]
    points: Mapping[str, Proof]
    outside: tuple[Decision, ...] = ()
    """What people outside said about this version."""

    @property
    def topic(self) -> Topic:
        """The topic it is about. Raises NotFoundError."""
        return topic_of(self.pack, self.post.topic)


class Rewrite(Model):
    """What is asked of a writer. `version` is the number that the person had before them; `by_rules`: with the
    template writer, whatever the workspace allows."""

    post: int
    version: int
    how: How
    what: str = ""
    by_rules: bool = False


class Rewritten(Model):
    """What became of it: the number of the new version, or why there is none."""

    post: int
    version: int | None = None
    refused: Reason | None = None


# -- reading ----------------------------------------------------------------------------------------


async def held(work: Work, workspace: int, post: int, number: int | None = None) -> Held:
    """A post by its id, at its latest version or the one with this number. Raises NotFoundError."""
    scope = work.within(workspace)
    stored = await scope.posts.get(post)
    version = await scope.posts.version(post, number)
    ticks = await scope.ticks.of(version)
    points, proofs = await proof_now(scope, work.now.date())
    pack = await scope.packs.get(stored.pack)
    record = await work.workspaces.get(workspace)
    said = await scope.reviews.outside(version.id)
    told = situation(stored, version, ticks, proofs)
    return Held(record, stored, version, pack, told, ticks, proofs, points, said)


async def proof_now(scope: Scope, today: date) -> tuple[dict[str, Proof], dict[str, str]]:
    """The proof points that may be used today, and the present version of each, by id."""
    usable = [entry for entry in await scope.entries.all("proof") if _usable(entry, today)]
    points = {entry.key: entry.data for entry in usable if isinstance(entry.data, Proof)}
    return points, {entry.key: str(entry.revision) for entry in usable}


async def overtaken(work: Work, one: Held) -> ConflictError:
    """Who made the version that is the latest now."""
    author = await work.people.get(one.version.author) if one.version.author is not None else None
    return ConflictError(author.name if author else "", "edit", one.version.at)


async def actor(work: Work, member: Membership) -> Actor:
    """A member as the review rules see them."""
    members = await work.workspaces.members(member.workspace)
    return Actor(member.person, member.roles, alone=len(members) == 1)


def situation(post: PostRecord, version: Version, ticks: tuple[Tick, ...], proofs: Mapping[str, str]) -> Situation:
    """What the review rules need to know of a version. Proof also runs out by itself: what is stored does not say
    so before somebody looked."""
    moved = any(proofs.get(key) != was for key, was in version.carried.items())
    return Situation(
        state=version.state,
        author=version.author,
        approvals=version.approvals,
        blocking=blocking(version.content),
        open_claims=still_open(version, proofs, ticks),
        check_again=post.check_again or moved,
    )


def blocking(content: Post) -> tuple[Finding, ...]:
    """The blocking findings; one about a sentence that stands among the claims is left to that claim."""
    claimed = {(sentence_key(claim), claim.part) for claim in content.claims}
    return tuple(
        finding
        for finding in content.findings
        if finding.severity == "blocking" and not _left_to_claim(finding, claimed)
    )


def still_open(version: Version, proofs: Mapping[str, str], ticks: tuple[Tick, ...]) -> tuple[Claim, ...]:
    """The claims that shut approval. One whose proof is gone stays open whatever was ticked before, unless it was
    found to be no claim."""
    claims = version.content.claims
    shut = open_claims(claims, proofs, ticks)
    spared = {tick.sentence for tick in ticks if tick.kind == "not_a_claim"}
    return tuple(
        claim
        for claim in claims
        if claim in shut or (_gone(claim, version, proofs) and sentence_key(claim) not in spared)
    )


def _gone(claim: Claim, version: Version, proofs: Mapping[str, str]) -> bool:
    return claim.kind == "fact" and claim.proof in version.carried and claim.proof not in proofs


def _left_to_claim(finding: Finding, claimed: set[tuple[str, str]]) -> bool:
    sentence = " ".join(finding.excerpt.split()).casefold()
    return finding.check.startswith(_CLAIMS) and (sentence, finding.part) in claimed


def _usable(entry: Entry, today: date) -> bool:
    until = entry.data.valid_until if isinstance(entry.data, Proof) else None
    return not entry.withdrawn and (until is None or until >= today)


def topic_of(pack: PackRecord, key: str) -> Topic:
    """A topic of a pack, those in reserve included. Raises NotFoundError."""
    for topic in (*pack.topics, *pack.reserve):
        if topic.id == key:
            return topic
    raise NotFoundError("This topic is not there any more.")


def carried(claims: Sequence[Claim], proofs: Mapping[str, str]) -> dict[str, str]:
    """The present version of each proof point that the claims rest on; what cannot carry them is left out."""
    return {claim.proof: proofs[claim.proof] for claim in claims if claim.proof in proofs and claim.proof}


# -- the brief as it is now -------------------------------------------------------------------------


async def brief_now(scope: Scope, record: WorkspaceRecord, pack: PackRecord, language: Language) -> Brief:
    """The brief of a pack with brand, proof, assets and source as they are today, in the language of the version.

    What a brief brought along that was never an entry stays as it was.
    """
    changes = {
        "brand": record.brand,
        "proof": await _entries_now(scope, "proof", pack.brief.proof),
        "assets": await _entries_now(scope, "asset", pack.brief.assets),
        "source": await _source_now(scope, pack.brief.source),
        "language": language,
    }
    return pack.brief.model_copy(update=changes)


async def _entries_now(scope: Scope, kind: EntryKind, brought: Sequence[Proof | Asset]) -> tuple[EntryData, ...]:
    entries = await scope.entries.all(kind, withdrawn=True)
    kept = [own for own in brought if own.id not in {entry.key for entry in entries}]
    return (*(entry.data for entry in entries if not entry.withdrawn), *kept)


async def _source_now(scope: Scope, source: Source | None) -> Source | None:
    entry = await scope.entries.by_key("source", source.id) if source and source.id else None
    if entry is None or not isinstance(entry.data, Source):
        return source
    return None if entry.withdrawn else entry.data


async def others(scope: Scope, post: PostRecord, language: Language) -> tuple[Post, ...]:
    """The other posts of the pack in the same language, at their latest version."""
    found = [
        await scope.posts.version(one.id) for one in await scope.posts.of_pack(post.pack) if one.id != post.id
    ]
    return tuple(version.content for version in found if version.language == language)


# -- the next version -------------------------------------------------------------------------------


async def edit(work: Work, one: Held, text: str, person: int, writing: Writing, part: str = "text") -> Version:
    """A next version with what the person typed. Raises NotPossibleError (empty, unchanged) and ConflictError."""
    scope, content = work.within(one.record.id), one.version.content
    brief, others = await around(scope, one)
    if part in aside.PARTS:
        made = aside.edited(content, text, part, lambda post: writing.judged(brief, one.topic, post, others))
    else:
        made = writing.edited(brief, one.topic, content, text, part, others)
    return await _follow(work, one, made, person)


async def check_again(work: Work, one: Held, person: int, writing: Writing) -> Version:
    """A next version of the same text, judged by the proof of today: its claims may have lost their ground, so
    it is reviewed again. Raises ConflictError."""
    scope, content = work.within(one.record.id), one.version.content
    brief, beside = await around(scope, one)
    return await _follow(work, one, writing.judged(brief, one.topic, content, beside), person, "check_again")


async def around(scope: Scope, one: Held) -> tuple[Brief, tuple[Post, ...]]:
    """What a text is judged by: the brief as it is now, and the other posts of its pack."""
    language = one.version.language
    brief = await brief_now(scope, one.record, one.pack, language)
    return brief, await others(scope, one.post, language)


async def reopened(work: Work, workspace: int, before: Version, person: int) -> Decision | None:
    """Puts on record that the version `before`, which people had before them or had approved, was followed by a
    next one; None for any other. A date that it went out on has passed: the next version gets one of its own."""
    if before.state not in REOPENED:
        return None
    scope = work.within(workspace)
    if before.state == "published":
        await scope.posts.set_slot(before.post, None)
    who = await work.people.get(person)
    said = Said(person, who.name if who else "")
    return await scope.reviews.note(before, "new_version", said)


async def last_usable(scope: Scope, post: int) -> Version | None:
    """The last version of a post that people approved, if there is one: what may be used meanwhile."""
    several = await scope.posts.versions(post)
    return next((one for one in reversed(several) if one.state in EXPORTED), None)


async def _follow(work: Work, one: Held, content: Post, person: int, instruction: str = "") -> Version:
    scope, version = work.within(one.record.id), one.version
    new = NewVersion(
        content=content,
        language=version.language,
        author=person,
        origin="edited",
        instruction=instruction,
        carried=carried(content.claims, one.proofs),
        writer=content.writer or version.writer,
        templates=version.templates,
    )
    made = await scope.posts.add_version(one.post.id, new, version.number)
    await reopened(work, one.record.id, version, person)
    return made
