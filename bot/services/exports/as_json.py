"""Approved posts for other programs (`kernbot.export/1`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.records import Decision
from bot.services.exports import record, shape
from bot.services.exports.approved import Approved, Texts, approvals, checked, of_post, topic_of


def to_json(items: Sequence[Approved], texts: Texts, at: datetime) -> bytes:
    """UTF-8 JSON in the shape of `shape.Export`. Raises NotForExportError."""
    export = shape.Export(exported_at=at, posts=tuple(_post(item, texts) for item in checked(items)))
    return (export.model_dump_json(by_alias=True, indent=2) + "\n").encode()


def _post(item: Approved, texts: Texts) -> shape.ExportedPost:
    post, version, content = item.post, item.version, item.version.content
    done = post.published
    return shape.ExportedPost.model_validate(
        {
            "brand": item.brand.name,
            "channel": content.channel,
            "language": version.language,
            "topic": topic_of(item),
            "phase": item.pack.brief.phase,
            "state": version.state,
            **{key: getattr(content, key) for key in ("text", "parts", "alt_text", "image_brief")},
            "replies": content.replies,
            "claims": content.claims,
            "slot": post.slot,
            "published": shape.ExportedPublished(**done._asdict()) if done else None,
            "check_again": post.check_again,
            "version": _version(item, texts),
            "record": tuple(_decision(decision, item, texts) for decision in of_post(item)),
        }
    )


def _version(item: Approved, texts: Texts) -> shape.ExportedVersion:
    version = item.version
    return shape.ExportedVersion(
        number=version.number,
        hash=version.hash,
        origin=version.origin,
        author=None if version.author is None else record.named(version.author, texts, item.people),
        writer=version.writer,
        templates=version.templates,
        approved_by=tuple(record.who(one, texts, item.people) for one in approvals(item)),
        at=version.at,
    )


def _decision(decision: Decision, item: Approved, texts: Texts) -> shape.ExportedDecision:
    told = decision._asdict() | {
        "version": item.number(decision.version),
        "person": record.who(decision, texts, item.people),
        "ticks": tuple(
            tick._asdict() | {"person": record.named(tick.person, texts, item.people)} for tick in decision.ticks
        ),
        "outsider": decision.outsider._asdict() if decision.outsider else None,
    }
    return shape.ExportedDecision.model_validate({key: told[key] for key in shape.ExportedDecision.model_fields})
