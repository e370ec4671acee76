"""What comes out: topics, key message and posts with their claims and findings (`kernbot.pack/1`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bot.domain.base import Language, Model
from bot.domain.brief import Brief

Severity = Literal["blocking", "advice"]
ClaimKind = Literal["fact", "promise", "opinion"]
Standing = Literal["proven", "from_brief", "unproven"]
Media = Literal["paid", "owned", "earned"]
Counter = Literal["characters", "utf16", "weighted", "graphemes", "bytes", "threads", "mastodon", "sms", "words"]


class Finding(Model):
    """One result of a check, worded in the language of the post."""

    check: str
    severity: Severity
    message: str
    excerpt: str = ""
    fix: str = ""
    part: str = "text"


class Claim(Model):
    """A sentence that states something checkable, and what carries it.

    `proof` is the id of a proof point, `source_sentence` the literal sentence of the source, `reason` the
    arithmetic shown or why nothing carries it. `lacks` says in one word what an unproven fact is short of, such as
    `period`, `figure` or `expired`: a key of prompts/style/claims_reasons.yaml.
    """

    text: str
    kind: ClaimKind
    standing: Standing
    proof: str | None = None
    source_sentence: str | None = None
    reason: str | None = None
    lacks: str | None = None
    part: str = "text"


class Why(Model):
    """Why a topic fits: the persona's need, the phase, the part of the proposition, the goal."""

    need: str
    phase: str
    proposition: str
    goal: str


class Topic(Model):
    """An idea tied to one customer question of the phase."""

    id: str
    title: str
    angle: str
    question: str
    format: str
    keywords: tuple[str, ...] = ()
    media: Media
    why: Why


class KeyMessage(Model):
    """What this phase has to settle for this persona. `proof` holds ids of proof points."""

    core: str
    promise: str
    supports: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    objection: str | None = None
    answer: str | None = None
    next_step: str
    tone: str
    findings: tuple[Finding, ...] = ()


class SourceFact(Model):
    """A fact taken from the source with the literal sentence it stands in: a proof point to be."""

    id: str
    text: str
    sentence: str


class Beat(Model):
    """A piece of a spoken script; `start` and `end` in seconds from the beginning."""

    start: int
    end: int
    visual: str
    spoken: str
    on_screen: str = ""


class Slide(Model):
    """One card of a carousel or story."""

    title: str
    text: str = ""


class Section(Model):
    """A heading and the text below it."""

    heading: str
    text: str


class Length(Model):
    """How long a part is, counted as its channel counts. `fold` is where the reader has to tap for more."""

    part: str
    count: int
    limit: int | None = None
    counter: Counter
    fold: int | None = None


class Reply(Model):
    """A comment readers are likely to leave, and an answer to it."""

    comment: str
    answer: str


class Variation(Model):
    """Which of its possible texts the template writer composed: the same variation gives the same text.

    `tone` counts the choices of lines, `size` the steps towards shorter or longer, `hook` is the opening that was
    picked, `without` holds the sentences that it may not say.
    """

    tone: int = 0
    size: int = 0
    hook: str = ""
    without: tuple[str, ...] = ()


class Post(Model):
    """One piece for one channel. `text` is the main field exactly as it is to be posted; `writer` is who wrote
    this piece, which differs from the pack's writer when another had to step in. `variation` is there as long as
    the text is the template writer's own, and gone once a person edited it."""

    channel: str
    topic: str
    text: str
    parts: dict[str, Any] = {}
    lengths: tuple[Length, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    replies: tuple[Reply, ...] = ()
    image_brief: str = ""
    alt_text: str = ""
    writer: str = ""
    variation: Variation | None = None


class Usage(Model):
    """What the model was asked and what it cost; `cost` in the currency of the price setting.

    `broken_off` counts the calls that ended before the endpoint said what they took: what they add to the tokens
    and the cost is estimated from what was sent and what had arrived, where it was text.
    """

    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    broken_off: int = 0

    def __add__(self, other: Usage) -> Usage:
        costs = [c for c in (self.cost, other.cost) if c is not None]
        return Usage(
            calls=self.calls + other.calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost=sum(costs) if costs else None,
            broken_off=self.broken_off + other.broken_off,
        )


class Pack(Model):
    """What one brief produced. `writer` is `playbook` or `model:<name>`."""

    schema_: Literal["kernbot.pack/1"] = Field(default="kernbot.pack/1", alias="schema")
    language: Language
    writer: Annotated[str, Field(pattern=r"^(playbook|model:.+)$")]
    brief: Brief
    proposition_findings: tuple[Finding, ...] = ()
    topics: tuple[Topic, ...] = ()
    reserve: tuple[Topic, ...] = ()
    proof_candidates: tuple[SourceFact, ...] = ()
    key_message: KeyMessage
    posts: tuple[Post, ...] = ()
    usage: Usage = Usage()
    notes: tuple[str, ...] = ()
