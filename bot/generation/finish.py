"""What a writer delivered becomes a post: text, lengths, claims with their standing, findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.checks import relation, run
from bot.checks.catalog import CHECKS
from bot.checks.claims import claims_of
from bot.checks.counters import count
from bot.checks.key_message import KEY_MESSAGE_CHECKS
from bot.checks.phrases import find
from bot.checks.proposition import PROPOSITION_CHECKS
from bot.domain.channel import Channel, Limit
from bot.domain.check import Check, CheckContext, CheckTexts, Draft, Phrases
from bot.domain.pack import Finding, KeyMessage, Length, Post, Topic
from bot.generation.assemble import main_text, other_parts
from bot.generation.content import PostContent
from bot.generation.order import Order

_ALONE = tuple(check for check in CHECKS if not check.beside)
_BESIDE = tuple(check for check in CHECKS if check.beside)
_CLAIMS = "claims."
"""The family of checks about claims: those are ticked or proven one by one, wherever they stand."""
_ALT_TEXT = "alt_text"
_MENDABLE = frozenset(check.id for check in CHECKS if check.mendable)


class Finisher:
    """Applies the rules to what writers deliver; the same rules for every writer."""

    def __init__(self, phrases: Mapping[str, Phrases], check_texts: Mapping[str, CheckTexts]) -> None:
        self._phrases = phrases
        self._texts = check_texts

    def post(
        self,
        order: Order,
        topic: Topic,
        channel: Channel,
        content: PostContent,
        writer: str,
    ) -> Post:
        """The post with everything that code can say about it alone."""
        text, parts = main_text(channel, content.parts), other_parts(channel, content.parts)
        return self.judged(order, topic, channel, text, parts, content, writer)

    def judged(
        self,
        order: Order,
        topic: Topic,
        channel: Channel,
        text: str,
        parts: Mapping[str, Any],
        content: PostContent,
        writer: str,
    ) -> Post:
        """The post with this text and these parts; of `content` only what stands around them counts.

        A reply or alternative text that would shut approval is left out: the post is there without it, and a
        person can put another one in its place.
        """
        # Replies and alternative text go out too, so they are checked; what a picture shows is no claim.
        said = {**parts, "replies": [reply.answer for reply in content.replies]}
        segments = Draft(channel.key, text, said).segments()
        claims = claims_of(segments, content.claims, order.brief, order.language, self._phrases, order.today)
        draft = Draft(channel.key, text, {**said, _ALT_TEXT: content.alt_text}, claims)
        post = Post(
            channel=channel.key,
            topic=topic.id,
            text=text,
            parts=dict(parts),
            lengths=lengths(channel, text, parts),
            claims=claims,
            findings=self._findings(_ALONE, draft, order, channel),
            replies=content.replies,
            image_brief=content.image_brief,
            alt_text=content.alt_text,
            writer=content.writer or writer,
            variation=content.variation,
        )
        shut = {one.part for one in blocking(post) if not one.check.startswith(_CLAIMS)}
        fine = tuple(one for place, one in enumerate(content.replies) if f"replies[{place}]" not in shut)
        alt_text = "" if _ALT_TEXT in shut else content.alt_text
        if (fine, alt_text) == (content.replies, content.alt_text):
            return post
        rest = content.model_copy(update={"replies": fine, "alt_text": alt_text})
        return self.judged(order, topic, channel, text, parts, rest, writer)

    def beside(self, order: Order, channel: Channel, post: Post, others: Sequence[Post]) -> Post:
        """The post with what only shows beside other posts of the same pack."""
        draft = Draft(post.channel, post.text, post.parts, post.claims)
        found = self._findings(_BESIDE, draft, order, channel, others)
        return post.model_copy(update={"findings": (*post.findings, *found)})

    def key_message(self, order: Order, key_message: KeyMessage) -> KeyMessage:
        """The key message with its findings."""
        parts = key_message.model_dump(exclude={"core", "findings", "proof"}, exclude_none=True)
        draft = Draft(channel="", text=key_message.core, parts=parts)
        found = self._findings(KEY_MESSAGE_CHECKS, draft, order, order.channels[0])
        return key_message.model_copy(update={"findings": found})

    def proposition(self, order: Order) -> tuple[Finding, ...]:
        """What stands against the proposition."""
        draft = Draft(channel="", text=order.brief.proposition.text)
        return self._findings(PROPOSITION_CHECKS, draft, order, order.channels[0])

    def mark(self, order: Order, text: str) -> str:
        """The mark of an advertisement that the text opens with, and what joins it on; mostly nothing."""
        marks = self._phrases[relation.MARKS][order.language] if relation.MARKS in self._phrases else ()
        end = next((found.end for found in find(marks, text) if found.start == 0), 0)
        return text[: end + len(text[end:]) - len(text[end:].lstrip(" .:;|-"))] if end else ""

    def _findings(
        self,
        checks: Iterable[Check],
        draft: Draft,
        order: Order,
        channel: Channel,
        others: Sequence[Post] = (),
    ) -> tuple[Finding, ...]:
        named = (*order.channels, *order.beside)
        names = {known.key: known.name[order.language] for known in named}  # findings name them
        context = CheckContext(
            language=order.language,
            locale=order.brief.locale,
            channel=channel,
            today=order.today,
            phrases=self._phrases,
            brief=order.brief,
            phase=order.phase,
            canvas_phase=order.canvas_phase,
            others=tuple(
                Draft(names.get(post.channel, post.channel), post.text, post.parts, post.claims) for post in others
            ),
        )
        return run.findings(checks, draft, context, self._texts)


def blocking(post: Post) -> tuple[Finding, ...]:
    """The findings that shut approval."""
    return tuple(finding for finding in post.findings if finding.severity == "blocking")


def mendable(post: Post) -> tuple[Finding, ...]:
    """The blocking findings that rewriting can mend."""
    return tuple(finding for finding in blocking(post) if finding.check in _MENDABLE)


def lengths(channel: Channel, text: str, parts: Mapping[str, Any]) -> tuple[Length, ...]:
    """How long the main field and each limited part are, counted as the channel counts."""
    limited = [("text", text, channel.text.limit)]
    for part in channel.parts:
        value = parts.get(part.key)
        if part.limit is not None and isinstance(value, str):
            limited.append((part.key, value, part.limit))
    return tuple(_length(*one) for one in limited)


def _length(part: str, text: str, limit: Limit) -> Length:
    return Length(
        part=part, count=count(text, limit.counter), limit=limit.value, counter=limit.counter, fold=limit.fold
    )
