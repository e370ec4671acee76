"""A brand with everything in it, made of given words: what the screens are shown with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversation.areas.new_offer import Offer
from bot.conversation.catalogue import catalogue
from bot.conversation.screens.posts_view import View
from bot.conversation.screens.review import About
from bot.domain.base import Language
from bot.domain.brief import (
    Proposition,
)
from bot.domain.pack import Claim, KeyMessage, Length, Post, Reply, Topic, Usage, Variation, Why
from bot.domain.records import (
    PackRecord,
    PostRecord,
    Version,
)
from bot.domain.review import Actor, State, actions
from bot.domain.rewrite import HOWS, How
from bot.domain.team import Role
from bot.services import posts
from bot.services.exports import approved
from tests.fakes.composing import KNOWLEDGE
from tests.golden.screens.cases.kept import AT, OWNER, Kept
from tests.golden.screens.cases.words import REAL, WORST_WORDS

TEXTS = catalogue()
DAY = date(2026, 6, 9)
VIEWER: frozenset[Role] = frozenset({"viewer"})
EDITOR: frozenset[Role] = frozenset({"editor"})
REVIEWER: frozenset[Role] = frozenset({"reviewer"})


class World(Kept):
    """The same with what was made for it: a pack, a post in any state, and what /new offers."""

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
        topics, brief = self.topics(), self.brief()
        ends = ((), None, Usage(), (), self.id(1), AT)
        return PackRecord(self.id(5), brief, self.language, "playbook", "a1", topics, topics[:reserve], *ends)

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
    return replace(real(language), words=WORST_WORDS[language], first=10**9)
