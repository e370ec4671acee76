"""What an export is made of, and the gate before it: only what people approved, exactly as they approved it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

from bot.domain.base import Language, Words
from bot.domain.brief import Brand
from bot.domain.channel import Channel
from bot.domain.errors import KernbotError
from bot.domain.records import Decision, PackRecord, PostRecord, Version
from bot.domain.review import State, version_hash
from bot.services.limits import local

EXPORTED: frozenset[State] = frozenset({"approved", "planned", "published"})
Kind = Literal["md", "csv", "json", "docx", "txt"]
Refused = Literal["not_approved", "superseded", "altered", "no_record"]
_SAID: Mapping[Refused, tuple[str, str]] = {
    "not_approved": ("This version is not approved.", "Have it reviewed first; then it can be exported."),
    "superseded": ("The post has a newer version.", "Have the newer version reviewed and export that."),
    "altered": ("The text is not the one that was approved.", "Make a new version of it and have that reviewed."),
    "no_record": ("Nobody's approval of this version is on record.", "Have it reviewed again."),
}


class NotForExportError(KernbotError):
    """A post that may not leave; `reason` says why, as a key that screens word (`export_<reason>`)."""

    def __init__(self, reason: Refused) -> None:
        self.reason = reason
        super().__init__(*_SAID[reason])


class Approved(NamedTuple):
    """A post with all that its export tells. `decisions` may hold those of other posts too; `people` gives names
    by id, and who is not in it is a former member; `numbers` gives the numbers of earlier versions by their id."""

    brand: Brand
    post: PostRecord
    version: Version
    pack: PackRecord
    decisions: tuple[Decision, ...]
    people: Mapping[int, str]
    numbers: Mapping[int, int] = MappingProxyType({})

    def number(self, version: int) -> int | None:
        """The number of a version by its id, if it is known."""
        return self.version.number if version == self.version.id else self.numbers.get(version)


class Texts(NamedTuple):
    """The fixed words of a document, in the language of who reads it (that of the posts is their own)."""

    language: Language
    labels: Mapping[str, Words]
    channels: Mapping[str, Channel]
    phases: Mapping[tuple[str, str], Words] = MappingProxyType({})
    """Names of phases, by journey and key."""
    timezone: str = "UTC"
    """Of the workspace: times are written as they are there."""

    def say(self, label: str, **values: object) -> str:
        """A label with its slots filled."""
        return self.labels[label][self.language].format_map(values)

    def head(self, label: str) -> str:
        """A label at the head of a column: with a capital."""
        said = self.say(label)
        return said[:1].upper() + said[1:]

    def channel(self, key: str) -> str:
        """A channel's name; its key when nobody knows it any more."""
        found = self.channels.get(key)
        return found.title(self.language) if found else key

    def phase(self, journey: str, key: str) -> str:
        """A phase's name; its key when nobody knows it any more."""
        found = self.phases.get((journey, key))
        return found[self.language] if found else key

    def moment(self, at: datetime | None) -> str:
        """A time as documents write it, to the minute, with the zone."""
        return f"{local(at, self.timezone):%Y-%m-%d %H:%M %Z}" if at else ""


def checked(items: Sequence[Approved]) -> tuple[Approved, ...]:
    """The posts, each found fit to leave. Raises NotForExportError for the first that is not."""
    for item in items:
        reason = _refused(item)
        if reason:
            raise NotForExportError(reason)
    return tuple(items)


def _refused(item: Approved) -> Refused | None:
    version, content = item.version, item.version.content
    if version.state not in EXPORTED:
        return "not_approved"
    if item.post.id != version.post or (item.post.version != version.number and item.post.state in EXPORTED):
        return "superseded"  # by another that is approved: one that is still being made takes nobody's place
    parts = content.model_dump(mode="json", include={"parts"})["parts"]  # as they were hashed to be stored
    if version.hash != version_hash(content.channel, version.language, content.text, parts, content.claims):
        return "altered"
    return None if approvals(item) else "no_record"


def approvals(item: Approved) -> tuple[Decision, ...]:
    """The decisions that approved this very version, oldest first."""
    version = item.version
    this = (one for one in of_post(item) if one.version == version.id and one.hash == version.hash)
    return tuple(one for one in this if one.kind == "approve")


def of_post(item: Approved) -> tuple[Decision, ...]:
    """The decisions on this post, oldest first."""
    return in_order(one for one in item.decisions if one.post == item.post.id)


def in_order(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions, oldest first."""
    return tuple(sorted(decisions, key=lambda one: (one.at, one.id)))


def topic_of(item: Approved) -> str:
    """The title of the post's topic, or its id where the pack no longer has it."""
    topics = (*item.pack.topics, *item.pack.reserve)
    return next((topic.title for topic in topics if topic.id == item.post.topic), item.post.topic)


def file_name(what: Literal["export", "review", "audit", "post"], kind: Kind, at: datetime) -> str:
    """A name for a file, made of nothing that anybody typed."""
    return f"kernbot-{what}-{at.astimezone(UTC):%Y%m%d-%H%M}.{kind}"
