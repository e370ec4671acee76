"""What stands around a post: likely comments with an answer, a picture, and the claims it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.channel import Channel
from bot.domain.check import texts_in
from bot.domain.pack import Reply
from bot.domain.playbook import Picture
from bot.generation.content import WrittenClaim
from bot.generation.playbook import lines as li
from bot.generation.playbook import sentences as s
from bot.generation.playbook.desk import Desk
from bot.generation.playbook.material import Material

_KINDS = (
    ("comment_doubt", "comment_spare"),
    ("comment_question", "comment_question_open", "comment_spare"),
    ("comment_other", "comment_question_open", "comment_spare"),
    ("comment_spare",),
)
"""For each comment the pools to take it from, in order; the last stands in for one that fails."""
_MAX_COMMENT = 200
_MAX_ANSWER = 600
_REPLIES = 3
_MAX_BRIEF = 400
_MAX_ALT = 300


def replies(desk: Desk) -> tuple[Reply, ...]:
    """At most three comments with an answer: the objection, a question, and one more; what nothing in the brief
    answers is left out, as nobody could fill it in."""
    found: list[Reply] = []
    for kinds in _KINDS:
        written = next((line for kind in kinds if (line := desk.line(kind, _is_pair))), None)
        if written is not None and len(found) < _REPLIES:
            comment, _, answer = written.text.partition(li.PARTED)
            found.append(Reply(comment=_said(comment.strip()), answer=s.capital(answer.strip())))
    return tuple(found)


def _said(comment: str) -> str:
    """A comment in the reader's own voice: no quotation marks around the whole of it."""
    inside = comment[1:-1]
    whole = comment.startswith("“") and comment.endswith("”") and not set(inside) & {"“", "”"}
    return s.capital(inside if whole else comment)


def _is_pair(text: str) -> bool:
    comment, parted, answer = text.partition(li.PARTED)
    return bool(parted) and 0 < len(comment) <= _MAX_COMMENT and 0 < len(answer) <= _MAX_ANSWER


def picture(
    desk: Desk, pictures: Sequence[Picture], mechanism: str, channel: Channel, seed: str
) -> tuple[str, str]:
    """How the picture is made and what is seen in it; the one about the opening comes first."""
    language = desk.material.language
    shape = channel.image[language] if channel.image else ""
    for group in ([one for one in pictures if mechanism in one.hooks], [one for one in pictures if not one.hooks]):
        alts = {one.brief[language]: one.alt[language] for one in group}
        for line in li.order(list(alts), f"{seed}/picture/{mechanism}", desk.slots.turn):
            brief, alt = li.fill(line, desk.slots.find), li.fill(alts[line], desk.slots.find)
            if brief and alt and len(brief.text) + len(shape) < _MAX_BRIEF and len(alt.text) <= _MAX_ALT:
                return " ".join(filter(None, (s.capital(brief.text), shape))), s.capital(alt.text)
    return shape, ""


def claims(material: Material, parts: Mapping[str, Any]) -> tuple[WrittenClaim, ...]:
    """The sentences of proof points, sources and the proposition that stand in the parts."""
    texts = [text for _, text in texts_in(parts)]
    return tuple(_claims(material, texts))


def _claims(material: Material, texts: Sequence[str]) -> Iterable[WrittenClaim]:
    seen: set[str] = set()
    for fact in material.facts:
        for piece in (fact.piece, fact.follows):
            if piece:
                proof = piece.key.partition(":")[2]
                for sentence in _standing(piece.text, texts, seen):
                    yield WrittenClaim(text=sentence, kind="fact", proof=proof)
    for piece in material.said:
        for sentence in _standing(piece.text, texts, seen):
            yield WrittenClaim(text=sentence, kind="fact", source_sentence=piece.text)
    promised = [piece for name, piece in material.parts.items() if name != "need"]
    for piece in promised:
        for sentence in _standing(piece.text, texts, seen):
            yield WrittenClaim(text=sentence, kind="promise")


def _standing(text: str, texts: Sequence[str], seen: set[str]) -> Iterable[str]:
    for sentence in s.sentences(text):
        for form in (sentence, sentence[:1].lower() + sentence[1:]):
            if form not in seen and any(form in one for one in texts):
                seen.add(form)
                yield form
