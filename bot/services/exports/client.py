"""Posts for somebody outside to judge on paper: the texts, and a box for a yes or a remark at each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.brief import Brand
from bot.domain.records import PostRecord, Version
from bot.services.exports.approved import EXPORTED, Texts
from bot.services.exports.record import SHORT_HASH

_BOX = "☐"


class ForClient(NamedTuple):
    """A post as a client gets to see it, in whatever state: no findings, no claims, no names of members."""

    brand: Brand
    post: PostRecord
    version: Version


def to_client(items: Sequence[ForClient], texts: Texts, at: datetime) -> bytes:
    """A .docx; what is not approved is marked as concept. Version and hash stand at each text, so that a
    returned paper says what it was about."""
    from bot.services.exports.as_docx import content_of
    from bot.services.exports.paper import Paper

    paper = Paper(texts.say("client_title"), texts.language, at)
    paper.heading(texts.say("client_title"), 0)
    paper.words(texts.say("client_how"))
    paper.words(texts.moment(at), grey=True)
    for number, item in enumerate(items):
        if number:
            paper.new_page()
        content = item.version.content
        concept = () if item.version.state in EXPORTED else (texts.say("concept").upper(),)
        paper.heading(" · ".join((item.brand.name, texts.channel(content.channel), *concept)), 1)
        about = f"{texts.say('version')} {item.version.number} · {item.version.hash[:SHORT_HASH]}"
        paper.words(about, grey=True)
        content_of(content, item.version.language, texts, paper)
        paper.heading(texts.say("client_verdict"), 2)
        paper.table(_boxes(about, texts))
    return paper.content()


def _boxes(about: str, texts: Texts) -> list[list[str]]:
    """The form below a post."""
    return [
        [f"{_BOX} {texts.say('client_yes')}", f"{_BOX} {texts.say('client_change')}"],
        [texts.say("client_remark"), "\n\n\n"],
        [texts.say("client_name"), ""],
        [texts.say("client_organisation"), ""],
        [texts.say("client_date"), ""],
        [texts.say("client_about"), about],
    ]
