"""What the template writer composes with: lines, plans, angles and rules of language, as data.

A line is text with these marks:

- `{slot}` is filled with something of the brief; a line whose slot has no value is not used.
- `{if_slot}` and `{no_slot}` show nothing: the line is used only with, or only without, a value for that slot.
- `<je|uw>` or `<je|uw|de>` gives the wording for je, u and neutral; a line with only two is not used where
  nobody is addressed directly. A line without it says nothing to the reader and serves all three.
- ` => ` parts a title from its text (cards) or a comment from its answer.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.domain.base import Language, Model, Words
from bot.domain.pack import Media

Make = Literal[
    "hooks",
    "line",
    "link",
    "paragraphs",
    "hashtags",
    "beats",
    "slides",
    "sections",
    "headings",
    "chapters",
]


class Lines(Model):
    """Ways to say one thing, in both languages; the seed decides which is taken."""

    nl: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        return self.nl if language == "nl" else self.en


class Sheet(Model):
    """All that a phase may say (`kernbot.playbook_sheet/1`); `common` is the sheet behind all others.

    `hooks`: the mechanisms an opening can use, best first. `plans`: by kind of text, the roles in reading order
    (`a+b` puts two in one section, `a#2` is `a` once more, `?a` only fills up to the least). `keep`: roles in
    order of importance, for when space is short. `roles`: by role, and in it by form (para, say, card, head,
    block, chapter, screen). `lines`: single lines by name.
    """

    schema_: Literal["kernbot.playbook_sheet/1"] = Field(alias="schema")
    key: str
    hooks: tuple[str, ...] = ()
    plans: dict[str, tuple[str, ...]] = {}
    keep: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    """Kinds of asset that suit the phase, best first."""
    requires: tuple[Literal["proof", "link", "answer"], ...] = ()
    """What must be there in this phase; what is missing becomes a placeholder."""
    answers: tuple[Literal["proof", "answer", "part", "said"], ...] = ("proof", "answer", "part", "said")
    """What of the brief may answer a question in this phase."""
    roles: dict[str, dict[str, Lines]] = {}
    lines: dict[str, Lines] = {}


class Angle(Model):
    """A way to come at a subject. `needs`: what the brief must hold for a post from this angle.

    `focus`: the roles that come first in a post; `hook`: the mechanism its opening takes; `part`: the part
    of the proposition it leans on; `titles`: by canvas7 phase, or `any`.
    """

    key: str
    name: Words
    p: str
    """The P of the marketing mix it belongs to."""
    needs: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    hook: str | None = None
    late: int = 0
    """How many ranks it comes behind: what suits a reserve better than a first choice."""
    part: Literal["proposition", "need", "benefit", "better"] = "proposition"
    cues: Lines = Lines()
    """Words in a question of the phase that make it a question for this angle."""
    formats: tuple[str, ...]
    media: Media = "owned"
    prepare: Words | None = None
    """What the team has to arrange before it can be made."""
    titles: dict[str, Lines]


class Angles(Model):
    """Every angle (`kernbot.playbook_angles/1`)."""

    schema_: Literal["kernbot.playbook_angles/1"] = Field(alias="schema")
    angles: tuple[Angle, ...]


class Recipe(Model):
    """How one part is made: from a plan, or from the first pool in `lines` that has a line that fits."""

    make: Make
    plan: str = ""
    lines: tuple[str, ...] = ()
    early: bool = False
    """Made before everything else, so that it has the first choice of what the brief says."""


class Shapes(Model):
    """Recipes by shape and part, and by kind of part for what no shape names (`kernbot.playbook_shapes/1`)."""

    schema_: Literal["kernbot.playbook_shapes/1"] = Field(alias="schema")
    shapes: dict[str, dict[str, Recipe]]
    kinds: dict[str, Recipe]


class Scene(Model):
    """A way to film with one object that returns: by role what is seen; `*` serves every other role."""

    key: str
    shots: dict[str, Lines]


class Picture(Model):
    """A still picture anybody can make. `brief` says how, `alt` what is seen."""

    hooks: tuple[str, ...] = ()
    brief: Words
    alt: Words


class Scenes(Model):
    """Films and pictures (`kernbot.playbook_scenes/1`)."""

    schema_: Literal["kernbot.playbook_scenes/1"] = Field(alias="schema")
    scenes: tuple[Scene, ...]
    pictures: tuple[Picture, ...]


class AssetKind(Model):
    """How an asset is spoken of. `words`: what a team may call it; the empty kind serves all others."""

    key: str
    words: tuple[str, ...] = ()
    do: Words
    """The imperative: read, watch, download."""


class Cue(Model):
    """Words of a question that expect words in its answer (how long: days, weeks)."""

    ask: tuple[str, ...]
    tell: tuple[str, ...]
    must: bool = False
    """Whether what has none of those words is no answer at all (may I: welcome, room)."""


class Grammar(Model):
    """Rules of one language that composing needs."""

    question_words: tuple[str, ...]
    first_person: tuple[str, ...]
    address: dict[str, tuple[str, ...]] = {}
    """Words of each form of address, to keep a text in one form."""
    small_words: tuple[str, ...]
    """Words that lose their capital after a colon."""
    articles: tuple[str, ...]
    refers_back: tuple[str, ...]
    """Beginnings of a sentence that lean on the one before."""
    wanting: tuple[str, ...]
    """Words with which somebody says what they want or worry about."""
    endings: tuple[str, ...]
    """Endings that a word loses before it is compared, longest first."""
    stop_words: tuple[str, ...]
    cues: tuple[Cue, ...]
    headlines: tuple[str, ...] = ()
    """Beginnings of a line that announces a text (interview with) and states nothing itself."""
    judgements: tuple[str, ...] = ()
    """Words with which somebody judges: no fact, unless a figure stands beside it."""
    sellers_ask: tuple[str, ...] = ()
    """Beginnings of a question that a seller asks a reader, and no customer a seller."""
    asking: tuple[str, ...] = ()
    """Words that only open a question (what, how), also where its mark is missing."""
    joined: Annotated[str, Field(min_length=1)]
    """The word between the last two of a list."""


class SourceRule(Model):
    """A canvas7 phase and the words in a source that point at it."""

    phase: str
    nl: tuple[str, ...]
    en: tuple[str, ...]


class Fixed(Model):
    """Labels and rules of language (`kernbot.playbook_fixed/1`)."""

    schema_: Literal["kernbot.playbook_fixed/1"] = Field(alias="schema")
    nl: Grammar
    en: Grammar
    labels: dict[str, Words]
    asset_kinds: tuple[AssetKind, ...]
    source_phases: tuple[SourceRule, ...]

    def grammar(self, language: Language) -> Grammar:
        """The rules of one language."""
        return self.nl if language == "nl" else self.en
