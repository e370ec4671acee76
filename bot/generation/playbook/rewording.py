"""A post of the template writer once more: which variations to try, and which of them is what was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz

from bot.checks.counters import count
from bot.domain.brief import Brief
from bot.domain.channel import Channel
from bot.domain.check import texts_in
from bot.domain.pack import Finding, Post, Variation
from bot.domain.rewrite import NotPossibleError, Reason, Rewriting
from bot.generation.assemble import main_text, other_parts
from bot.generation.content import PostContent
from bot.generation.playbook import sentences as s
from bot.generation.playbook import varying

STEPS = 6
TONES = 8
MOST_SIZE = 20
_CLEARLY = 0.03
"""Share of the text by which it has to become shorter or longer."""
_OTHER = 93
"""Ratio of two texts from which they count as the same tone of voice."""
_SHORT = 400
Compose = Callable[[Variation], PostContent]


@dataclass(frozen=True)
class Said:
    """What a reader gets: the main field, and the slides, sections or film beside it."""

    channel: Channel
    text: str
    parts: Mapping[str, Any]

    @cached_property
    def long(self) -> tuple[str, ...]:
        """The texts that make it long or short; alternatives and single lines beside the text aside."""
        listed = [part.key for part in self.channel.parts if part.kind in varying.LISTED]
        beside = (text for key in listed for item in self.parts.get(key, ()) for text in _words(item))
        return (self.text, *beside)

    @cached_property
    def plain(self) -> str:
        """Everything, alternatives too, as it is compared."""
        return "\n".join(s.plain(text) for text in (self.text, *(text for _, text in texts_in(self.parts))))

    @property
    def extent(self) -> int:
        """How many characters there are to read or hear."""
        return sum(map(len, self.long))


def _words(item: Any) -> Iterator[str]:
    if isinstance(item, Mapping):
        yield from (str(item[key]) for key in ("spoken", "heading", "title", "text") if item.get(key))
    else:
        yield str(item)


class Rewording:
    """One post and what is asked of it. `compose` makes the text of a variation; `fillers` only fill room."""

    def __init__(
        self, brief: Brief, channel: Channel, post: Post, compose: Compose, fillers: frozenset[str]
    ) -> None:
        self._brief = brief
        self._channel = channel
        self._post = post
        self._compose = compose
        self._fillers = fillers
        self._old = Said(channel, post.text, post.parts)

    def made(self, asked: Rewriting) -> PostContent:
        """The text that was asked for. Raises NotPossibleError."""
        if asked.how in ("translate", "instruct"):
            raise NotPossibleError("needs_model")
        if self._post.variation is None:
            raise NotPossibleError("edited" if self._post.writer == "playbook" else "other_writer")
        match asked.how:
            case "shorter":
                return self._sized(self._post.variation, -1, "shortest")
            case "longer":
                return self._sized(self._post.variation, 1, "longest")
            case "other_hook":
                return self._other_hook(self._post.variation, asked.what)
            case "weaker_claim":
                return self._without(self._post.variation, (asked.what,), "unknown_claim", "claim_stays")
            case "mend":
                return self._mended(self._post.variation, asked.what)
            case _:
                return self._other_tone(self._post.variation)

    # -- each way -----------------------------------------------------------------------------------

    def _sized(self, now: Variation, step: int, reason: Reason) -> PostContent:
        sizes = (now.size + step * number for number in range(1, STEPS + 1))
        tried = (now.model_copy(update={"size": size}) for size in sizes if abs(size) <= MOST_SIZE)
        enough = _CLEARLY * self._old.extent

        def fits(said: Said, content: PostContent) -> bool:
            return step * (said.extent - self._old.extent) > enough and not self._padded(content)

        return self._first(tried, fits, reason)

    def _other_hook(self, now: Variation, hook: str) -> PostContent:
        hooks = self._post.parts.get("hooks", ())
        if len(hooks) < 2:
            raise NotPossibleError("no_hooks")
        if hook not in hooks[1:]:
            raise NotPossibleError("unknown_hook")
        tried = iter((now.model_copy(update={"hook": hook}),))
        return self._first(tried, lambda said, content: content.parts["hooks"][0].endswith(hook), "unknown_hook")

    def _other_tone(self, now: Variation) -> PostContent:
        tried = (now.model_copy(update={"tone": now.tone + n, "hook": ""}) for n in range(1, TONES + 1))

        def fits(said: Said, content: PostContent) -> bool:
            alike = fuzz.ratio("\n".join(said.long), "\n".join(self._old.long))
            # In a short text every other line shows.
            return alike < (_OTHER if self._old.extent > _SHORT else 100) and not self._padded(content)

        return self._first(tried, fits, "no_variation")

    def _without(self, now: Variation, sentences: tuple[str, ...], unknown: Reason, stays: Reason) -> PostContent:
        told = [s.plain(sentence) for sentence in sentences if s.plain(sentence)]
        if not any(sentence in self._replied for sentence in told):
            raise NotPossibleError(unknown)
        barred = tuple(dict.fromkeys((*now.without, *sentences)))

        def tried() -> Iterator[Variation]:
            for tone in range(now.tone, now.tone + TONES):
                yield now.model_copy(update={"without": barred, "tone": tone})

        def left_out(said: Said, content: PostContent) -> bool:
            return not any(sentence in _everything(said, content) for sentence in told)

        try:
            return self._first(
                tried(), lambda said, content: left_out(said, content) and not self._padded(content), stays
            )
        except NotPossibleError:
            return self._first(tried(), left_out, stays)

    def _mended(self, now: Variation, check: str) -> PostContent:
        found = [one for one in self._post.findings if one.check == check or not check]
        blocking = [one for one in found if one.severity == "blocking"]
        excerpts = tuple(dict.fromkeys(one.excerpt for one in blocking or found if _is_sayable(one)))
        return self._without(now, excerpts, "nothing_to_mend", "not_mended")

    # -- choosing -----------------------------------------------------------------------------------

    def _first(
        self,
        tried: Iterator[Variation],
        fits: Callable[[Said, PostContent], bool],
        reason: Reason,
    ) -> PostContent:
        for variation in tried:
            content = self._compose(variation)
            said = Said(
                self._channel,
                main_text(self._channel, content.parts),
                other_parts(self._channel, content.parts),
            )
            if fits(said, content) and self._keeps(said):
                return content
        raise NotPossibleError(reason)

    def _padded(self, content: PostContent) -> bool:
        """Whether it has more lines that only fill room than the post that it comes from."""
        before = sum(
            text in self._fillers for text in (*self._post.text.split("\n\n"), *_listed(self._post.parts))
        )
        return sum(varying.spared(content.parts, self._fillers).values()) > before

    def _keeps(self, said: Said) -> bool:
        """Whether it stays within the channel's limits and says the required words that were there."""
        limits = (self._channel.text.limit, *self._channel.text.also)
        if any(limit.value and count(said.text, limit.counter) > limit.value for limit in limits):
            return False
        needed = [s.plain(word.text) for word in self._brief.brand.required]
        return all(word in said.plain for word in needed if word in self._old.plain)

    @cached_property
    def _replied(self) -> str:
        return "\n".join((self._old.plain, *(s.plain(reply.answer) for reply in self._post.replies)))


def _everything(said: Said, content: PostContent) -> str:
    return "\n".join((said.plain, *(s.plain(reply.answer) for reply in content.replies)))


def _listed(parts: Mapping[str, Any]) -> list[str]:
    return [text for _, text in texts_in(parts)]


def _is_sayable(finding: Finding) -> bool:
    """Whether the finding points at words that a line could do without; the open places of a brief it cannot."""
    return len(finding.excerpt) > 1 and not finding.check.startswith("placeholders.")
