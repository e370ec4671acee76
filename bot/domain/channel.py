"""Channels as data: limits, how they count, which parts a post has and how the parts become its text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.domain.base import Item, Language, Model, Words
from bot.domain.brief import Emoji
from bot.domain.pack import Counter

Basis = Literal["documented", "quoted", "convention", "unverified"]
PartKind = Literal["line", "lines", "paragraphs", "hashtags", "beats", "slides", "sections"]
Shape = Literal[
    "feed",
    "caption",
    "carousel",
    "story",
    "script",
    "article",
    "email",
    "page",
    "ad",
    "message",
    "listing",
    "audio",
]


class Limit(Model):
    """A figure with what it rests on. `value` counts in `counter`."""

    value: int | None = None
    counter: Counter = "characters"
    fold: int | None = None
    """Where a reader has to tap for more: an estimate, always."""
    basis: Basis
    note: Words | None = None


class Part(Model):
    """A piece that the writer delivers.

    `min` / `max` bound the number of items (lines, paragraphs, hashtags, beats, slides, sections);
    `max_chars` bounds one item; `limit` is a hard limit of the channel on the whole part.
    """

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    kind: PartKind
    about: Words
    min: int = 1
    max: int = 1
    max_chars: int = 300
    optional: bool = False
    limit: Limit | None = None


class Text(Model):
    """The main field: its name on the channel, its limit, and the parts it is assembled from, in order.

    Parts are joined by a blank line. Of `hooks` only the first goes in; the others are alternatives.
    Hashtags are joined by spaces on one line. `also` holds further limits, for a channel that counts twice.
    """

    name: Words
    limit: Limit
    also: tuple[Limit, ...] = ()
    assemble: tuple[str, ...]


class Hashtags(Model):
    """How many hashtags fit; above `max` is an offence only where `basis` is documented or quoted."""

    min: int
    max: int
    basis: Basis
    note: Words | None = None


class Links(Model):
    """`place`: where a link belongs. `clickable`: whether a link in the text can be tapped."""

    place: Literal["text", "first_comment", "profile", "button", "field", "none"]
    clickable: bool
    max: int | None = None
    reach: Literal["none", "page", "all"] = "none"
    """Whose reach a link in the text costs: nobody's, a page's only, or everybody's."""
    note: Words | None = None


class Spoken(Model):
    """Seconds of speech, and words a minute that a listener can follow."""

    min_seconds: int
    max_seconds: int
    words_per_minute: int
    hook_max_words: int
    basis: Basis


class Channel(Model):
    """A channel (`kernbot.channel/1`). `belongs` says for each canvas7 phase what fits there."""

    schema_: Literal["kernbot.channel/1"] = Field(alias="schema")
    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Words
    network: str
    shape: Shape
    about: Words
    tone: Words
    media: Literal["paid", "owned", "earned"]
    text: Text
    parts: tuple[Part, ...]
    hashtags: Hashtags
    mentions_max: int | None = None
    links: Links
    markup: tuple[Literal["bold", "italic", "heading", "list", "link", "quote"], ...] = ()
    emoji: Emoji = "some"
    spoken: Spoken | None = None
    forbidden_characters: str = ""
    merge_fields: tuple[str, ...] = ()
    image: Words | None = None
    """Format of the picture or film, for the image brief."""
    belongs: dict[str, Words]
    advice: tuple[Item, ...] = ()
    verified_on: str
    source: str

    def part(self, key: str) -> Part | None:
        """The part with this key, if the channel has it."""
        return next((part for part in self.parts if part.key == key), None)

    def title(self, language: Language) -> str:
        """The channel's name on screen."""
        return self.name[language]
