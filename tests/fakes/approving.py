"""An approved post with its record, for tests of exports."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.base import Language
from bot.domain.brief import Brand
from bot.domain.pack import Claim, Post, Reply, Topic, Usage, Why
from bot.domain.records import Decision, DecisionKind, PackRecord, PostRecord, Version
from bot.domain.review import Approval, Tick, version_hash
from bot.services.exports.approved import Approved, Texts
from tests.fakes.checking import KNOWLEDGE, brief

AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
PEOPLE = {1: "Noor", 2: "Ilse"}
TEXT = "Wie hoort om vijf uur dat de trein vertraagd is?\n\nWij bellen = u weet het.\n- één lijst\n"


def texts(language: Language = "nl") -> Texts:
    """The labels and channels that are shipped."""
    channels = {key: KNOWLEDGE.channel(key) for key in ("linkedin", "tiktok", "email")}
    return Texts(language, KNOWLEDGE.labels, channels)


def content(**changes: Any) -> Post:
    """A LinkedIn post with everything beside it."""
    given: dict[str, Any] = {
        "channel": "linkedin",
        "topic": "t1",
        "text": TEXT,
        "parts": {
            "hooks": [TEXT.split("\n", 1)[0], "Elke ochtend om vijf uur gaat er een telefoon."],
            "body": ["Wij bellen = u weet het."],
            "first_comment": "Zo werkt het: https://veldwerk.example/bellen",
            "hashtags": ["#spoor", "#planning"],
        },
        "claims": [Claim(text="Wij bellen", kind="promise", standing="unproven")],
        "replies": [Reply(comment="Ook op zondag?", answer="Ook op zondag.")],
        "alt_text": "Een telefoon op een keukentafel, het is nog donker.",
    }
    return Post.model_validate(given | changes)


def decision(kind: DecisionKind, version: Version, **changes: Any) -> Decision:
    """A line of the record, by Ilse."""
    given: dict[str, Any] = {
        "id": 1,
        "post": version.post,
        "version": version.id,
        "hash": version.hash,
        "kind": kind,
        "person": 2,
        "person_name": "Ilse",
        "reason": "",
        "level": None,
        "ticks": (),
        "self_approval": False,
        "responsible": None,
        "writer": version.writer,
        "outsider": None,
        "opened_at": None,
        "at": AT + timedelta(hours=2),
    }
    return Decision(**(given | changes))


def version(of: Post | None = None, **changes: Any) -> Version:
    """The third version, approved; its hash fits its content."""
    held = of or content()
    language: Language = changes.get("language", "nl")
    parts = held.model_dump(mode="json", include={"parts"})["parts"]
    given: dict[str, Any] = {
        "id": 31,
        "post": 7,
        "number": 3,
        "hash": version_hash(held.channel, language, held.text, parts, held.claims),
        "content": held,
        "state": "approved",
        "origin": "edited",
        "instruction": "",
        "carried": {},
        "author": 1,
        "writer": "model:small",
        "templates": "a1b2",
        "usage": Usage(),
        "approvals": (Approval(2),),
        "at": AT,
        "language": language,
    }
    return Version(**(given | changes))


def approved(of: Post | None = None, post: dict[str, Any] | None = None, **changes: Any) -> Approved:
    """A post that Ilse approved; `post` and `changes` go to its record and its version."""
    made = version(of, **changes)
    topic = Topic(
        id="t1",
        title="Vijf uur 's ochtends",
        angle="-",
        question="Wie belt mij?",
        format="post",
        media="owned",
        why=Why(need="-", phase="-", proposition="-", goal=""),
    )
    pack = PackRecord(5, brief(), "nl", "model:small", "a1b2", (topic,), (), (), None, Usage(), (), 1, AT)
    kept: dict[str, Any] = {
        "id": 7,
        "pack": 5,
        "channel": made.content.channel,
        "topic": "t1",
        "version": 3,
        "state": made.state,
        "slot": date(2026, 3, 9),
        "published": None,
        "check_again": False,
    }
    tick = Tick("wij bellen", "", "confirmed", 2, AT + timedelta(hours=1))
    said = decision("approve", made, id=2, ticks=(tick,), responsible="Noor", opened_at=AT + timedelta(hours=1))
    asked = decision("submit", made, person=1, person_name="Noor", at=AT + timedelta(minutes=1))
    other = decision("comment", made, id=3, post=8, reason="over een andere uiting")
    return Approved(
        Brand(name="Veldwerk"), PostRecord(**(kept | (post or {}))), made, pack, (said, asked, other), PEOPLE
    )
