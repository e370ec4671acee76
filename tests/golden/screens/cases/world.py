"""A brand with everything in it, made of given words: what the screens are shown with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from bot.conversation.areas.new_offer import Offer
from bot.conversation.catalogue import Texts, catalogue
from bot.conversation.screens.posts_view import View
from bot.conversation.screens.review import About
from bot.conversation.screens.table import Place
from bot.domain.base import Language
from bot.domain.brief import (
    Asset,
    Brand,
    Brief,
    Objection,
    Persona,
    Proof,
    Proposition,
    RequiredWord,
    Source,
)
from bot.domain.pack import Claim, Finding, KeyMessage, Length, Post, Reply, Topic, Usage, Variation, Why
from bot.domain.records import Entry, EntryData, EntryKind, Membership, PackRecord, PostRecord, Version, WorkspaceRecord
from bot.domain.review import Actor, Rules, State, actions
from bot.domain.rewrite import HOWS, How
from bot.domain.team import Role
from bot.services import posts
from bot.services.exports import approved
from tests.fakes.composing import KNOWLEDGE
from tests.golden.screens.cases.words import REAL, WORST_WORDS, Words

TEXTS = catalogue()
AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
DAY = date(2026, 6, 9)
VIEWER, EDITOR, REVIEWER = (frozenset({role}) for role in ("viewer", "editor", "reviewer"))
OWNER: frozenset[Role] = frozenset({"owner"})


class World(NamedTuple):
    """The words of a language and what people typed; `first` is the lowest id, which is high where that hurts."""

    language: Language
    t: Texts
    other: Texts
    words: Words
    first: int

    @property
    def workspace(self) -> int:
        """The id of the workspace."""
        return self.first

    @property
    def place(self) -> Place:
        """Whose table it is."""
        return Place(self.workspace, self.words.brand)

    def id(self, number: int) -> int:
        """An id."""
        return self.first + number

    # -- what a team keeps --------------------------------------------------------------------------

    def brand(self) -> Brand:
        """The brand, with every field."""
        word = self.words
        return Brand(
            name=word.brand.strip(),
            sector=word.sector,
            voice=word.voice,
            banned=word.banned,
            required=(RequiredWord(text=word.about, when=word.level),),
            locale="nl-NL" if self.language == "nl" else "en-GB",
            site=word.site,
        )

    def record(self, **changes: Any) -> WorkspaceRecord:
        """The workspace."""
        given: dict[str, Any] = {
            "id": self.workspace,
            "brand": self.brand(),
            "language": self.language,
            "journey": "canvas7",
            "channels": ("linkedin", "tiktok"),
            "rules": Rules(),
            "timezone": "Europe/Amsterdam",
            "responsible": None,
            "models": False,
            "models_by": None,
            "models_at": None,
            "demo": False,
            "created_at": AT,
        }
        return WorkspaceRecord(**(given | changes))

    def member(self, number: int = 1, roles: frozenset[Role] = OWNER, name: str | None = None) -> Membership:
        """A member; the first is who looks."""
        people = self.words.people
        named = people[(number - 1) % len(people)] if name is None else name
        return Membership(self.workspace, self.words.brand, self.id(number), named, roles)

    def entry(self, number: int, data: EntryData, kind: EntryKind, withdrawn: bool = False) -> Entry:
        """An entry of the table."""
        key = {"persona": "P", "proposition": "V", "proof": "B", "asset": "M", "source": "S"}.get(kind, "T")
        return Entry(self.id(number), kind, f"{key}{number}", data, 1, withdrawn, self.id(1), AT)

    def persona(self) -> Persona:
        """A persona with most fields, of which two are observed."""
        word = self.words
        return Persona(
            id="P1",
            name=word.persona,
            role=word.role,
            need=word.need,
            questions=word.questions,
            objections=(Objection(text=word.objection[0], answer=word.objection[1]),),
            channels=("linkedin", "instagram"),
            observed=("need", "questions"),
        )

    def proposition(self) -> Proposition:
        """A proposition with its three parts."""
        word = self.words
        return Proposition(id="V1", text=word.proposition, need=word.need, benefit=word.benefit, better=word.better)

    def proof(self, number: int = 1) -> Proof:
        """A proof point that runs out."""
        word = self.words
        text = word.facts[(number - 1) % len(word.facts)]
        return Proof(id=f"B{number}", text=text, source=word.origin, period=word.period, valid_until=date(2026, 12, 31))

    def asset(self) -> Asset:
        """A page."""
        return Asset(id="M1", kind=self.t("table-asset-page"), title=self.words.asset, url=self.words.url)

    def source(self) -> Source:
        """A text somebody handed over."""
        return Source(id="S1", title=self.words.file, text=self.words.sentence, date=date(2026, 5, 4))

    def brief(self) -> Brief:
        """What a pack was made for."""
        return Brief(
            language=self.language,
            brand=self.brand(),
            persona=self.persona(),
            phase="consideration",
            proposition=self.proposition(),
            proof=(self.proof(1),),
            source=self.source(),
            channels=("linkedin", "tiktok"),
        )

    def finding(self, severity: str = "advice") -> Finding:
        """A result of a check."""
        message, fix = self.words.finding
        return Finding.model_validate({"check": "x.y", "severity": severity, "message": message, "fix": fix})

    # -- what was made ------------------------------------------------------------------------------

    def topics(self) -> tuple[Topic, ...]:
        """Topics, the first about its own question."""
        return tuple(
            Topic(
                id=f"t{number}",
                title=title,
                angle="-",
                question=question,
                format="post",
                media="owned",
                why=Why(need=why, phase=why, proposition=why, goal=""),
            )
            for number, (title, question, why) in enumerate(self.words.topics, 1)
        )

    def message(self, **changes: Any) -> KeyMessage:
        """A key message with everything."""
        word = self.words
        given = {
            "core": word.core,
            "promise": word.promise,
            "supports": word.supports,
            "objection": word.doubt[0],
            "answer": word.doubt[1],
            "next_step": word.next_step,
            "tone": "-",
            "findings": (self.finding(),),
        }
        return KeyMessage.model_validate(given | changes)

    def pack(self, reserve: int = 0) -> PackRecord:
        """A pack with its topics."""
        topics = self.topics()
        writer, usage = "playbook", Usage()
        return PackRecord(
            self.id(5), self.brief(), self.language, writer, "a1", topics, topics[:reserve], (), None, usage, (), 1, AT
        )

    def claims(self) -> tuple[Claim, ...]:
        """A claim of every standing and kind."""
        word = self.words
        first, second = word.facts[:2]
        return (
            Claim(text=first, kind="fact", standing="proven", proof="B1"),
            Claim(text=word.sentence, kind="fact", standing="proven", source_sentence=word.sentence),
            Claim(text=second, kind="fact", standing="unproven", reason=word.finding[0]),
            Claim(text=word.benefit, kind="promise", standing="unproven"),
            Claim(text=word.better, kind="opinion", standing="unproven"),
        )

    def post(self, **changes: Any) -> Post:
        """A LinkedIn post with everything beside it."""
        word = self.words
        given: dict[str, Any] = {
            "channel": "linkedin",
            "topic": "t1",
            "text": word.text,
            "parts": {"hooks": list(word.hooks), "first_comment": word.comment, "hashtags": ["#fiets", "#werk"]},
            "lengths": (Length(part="text", count=len(word.text), limit=3000, counter="characters", fold=140),),
            "claims": self.claims(),
            "findings": (self.finding("blocking"), self.finding()),
            "replies": (Reply(comment=word.questions[0], answer=word.objection[1]),),
            "alt_text": word.asset,
            "writer": "playbook",
            "variation": Variation(),
        }
        return Post.model_validate(given | changes)

    def version(self, content: Post, **changes: Any) -> Version:
        """The second version."""
        given: dict[str, Any] = {
            "id": self.id(31),
            "post": self.id(7),
            "number": 2,
            "hash": "0" * 64,
            "content": content,
            "state": "draft",
            "origin": "rewritten",
            "instruction": "",
            "carried": {"B1": "1"},
            "author": self.id(1),
            "writer": "playbook",
            "templates": "a1",
            "usage": Usage(),
            "approvals": (),
            "at": AT,
            "language": self.language,
        }
        return Version(**(given | changes))

    def kept(self, state: State = "draft", **changes: Any) -> PostRecord:
        """How a post is kept."""
        given: dict[str, Any] = {
            "id": self.id(7),
            "pack": self.id(5),
            "channel": "linkedin",
            "topic": "t1",
            "version": 2,
            "state": state,
            "slot": None,
            "published": None,
            "check_again": False,
        }
        return PostRecord(**(given | changes))

    def held(self, state: State = "draft", content: Post | None = None, **changes: Any) -> posts.Held:
        """A post with all that its card tells; `changes` go to how it is kept."""
        version = self.version(content or self.post(), state=state)
        kept = self.kept(state, **changes)
        points = {"B1": self.proof(1)}
        situation = posts.situation(kept, version, (), {"B1": "1"})
        return posts.Held(self.record(), kept, version, self.pack(), situation, (), {"B1": "1"}, points)

    def view(
        self,
        state: State = "draft",
        content: Post | None = None,
        roles: frozenset[Role] = OWNER,
        ways: Sequence[How] = HOWS,
        **changes: Any,
    ) -> View:
        """A post as the owner of a small team sees it."""
        held = self.held(state, content, **changes)
        channel = KNOWLEDGE.channel("linkedin")
        words = approved.Texts(self.language, KNOWLEDGE.labels, {"linkedin": channel})
        allowed = actions(held.situation, Actor(self.id(2), roles), held.record.rules)
        return View(held, self.workspace, roles, allowed, tuple(ways), channel, words)

    def settled(self) -> Post:
        """The same post with nothing against it: what can be approved."""
        return self.post(claims=self.claims()[4:], findings=())

    def about(self) -> About:
        """The same post in one line."""
        return About(self.words.brand, self.channel("linkedin"), self.words.topics[0][0], 2)

    def channel(self, key: str) -> str:
        """A channel as the reader calls it."""
        return KNOWLEDGE.channel(key).title(self.language)

    def phase(self, key: str) -> str:
        """A phase as the reader calls it."""
        return KNOWLEDGE.phase("canvas7", key).name[self.language]

    def offer(self, last: bool = False, sourced: bool = True) -> Offer:
        """What /new has to choose from."""
        second = self.persona().model_copy(update={"id": "P2", "name": None, "role": self.words.role})
        people = (self.entry(1, self.persona(), "persona"), self.entry(2, second, "persona"))
        promises = tuple(
            self.entry(number, Proposition(text=text), "proposition")
            for number, text in enumerate((self.words.proposition, *self.words.sharper[:2]), 1)
        )
        brief = self.brief() if last else None
        sources = (self.entry(5, self.source(), "source"),) if sourced else ()
        return Offer(self.record(), self.language, KNOWLEDGE, people, promises, sources=sources, last=brief)


def real(language: Language) -> World:
    """A world as people have it."""
    other: Language = "en" if language == "nl" else "nl"
    return World(language, TEXTS[language], TEXTS[other], REAL[language], 1)


def worst(language: Language) -> World:
    """The same world with the worst words, and high ids."""
    return real(language)._replace(words=WORST_WORDS[language], first=10**9)
