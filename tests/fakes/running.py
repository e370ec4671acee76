"""The bot as a process of its own beside the strict Bot API server, and people who talk with it in their language.

    async with running(folder, "polling") as house:
        noor = await house.joins("Noor", "nl")
        await noor.chooses("welcome-demo", noor.beginning("welcome-ready"))
        await noor.writes("/new", "new-ask-when")

People name what they tap and see by its key in the catalogue, or by the words themselves.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.conversation.catalogue import catalogue
from bot.domain.base import Language
from tests.fakes.bot_process import Bot, Way
from tests.fakes.telegram import BotApi, Group, Message, Pace, Person, Tap

TEXTS = catalogue()
PATIENCE = 15.0
"""Seconds until something is given up that takes a tenth of one: the machine may be busy with other tests."""
MARK = "zwaluwstaart"
"""A word for people's texts, which therefore may stand in no log."""


class Talker:
    """A person who talks with the bot in a language."""

    def __init__(self, api: BotApi, person: Person, language: Language) -> None:
        self.api = api
        self.person = person
        self.language = language
        self.t = TEXTS[language]

    @property
    def last(self) -> Message:
        """The newest message of the bot in the private chat."""
        return self.person.last

    def words(self, what: str) -> str:
        """The words that a key of the catalogue stands for; anything else stands for itself."""
        return self.t(what) if self.t.has(what) else what

    def beginning(self, key: str, **values: str | int) -> str:
        """How a text begins: as far as its first full stop or figure."""
        return re.split(r"[.\d]", self.t(key, **values))[0]

    async def until(self, done: Callable[[], object]) -> None:
        """Returns once this is true; it is asked at each change."""
        await self.api.until(done, PATIENCE)

    async def reads(self, what: str, *messages: Message) -> None:
        """Returns once all these messages say so, wherever they stand."""
        await self.until(lambda: all(self.words(what) in message.text for message in messages))

    async def finds(self, button: str, *messages: Message) -> None:
        """Returns once all these messages have this button."""
        await self.until(lambda: all(self.words(button) in message.labels for message in messages))

    async def misses(self, button: str, *messages: Message) -> None:
        """Returns once none of these messages has this button any more."""
        await self.until(lambda: not any(self.words(button) in message.labels for message in messages))

    async def sees(self, what: str, group: Group | None = None) -> Message:
        """The newest message with these words since the last thing that was done in the chat."""
        look = group.shows if group else self.person.sees
        return await look(self.words(what), PATIENCE)

    async def offered(self, button: str, group: Group | None = None) -> Message:
        """The newest message with this button since the last thing that was done in the chat."""
        label = self.words(button)
        look = group.shows if group else self.person.sees
        return await look(lambda message: label in message.labels, PATIENCE)

    async def writes(self, text: str, then: str, group: Group | None = None, **more: Any) -> Message:
        """Types a text, and what is seen then. `more`: reply_to, forwarded_from."""
        self.person.says(text, group, **more)
        return await self.sees(then, group)

    async def sends(self, name: str, content: bytes, then: str) -> Message:
        """Sends a file, and what is seen then."""
        self.person.sends_document(name, content)
        return await self.sees(then)

    async def taps(self, what: str, on: Message | None = None, group: Group | None = None) -> Tap:
        """Taps the button with this label, or the only one that begins with it, on a message or the newest that
        has it; returns once it is answered."""
        label = _label(self.words(what), on, group.messages if group else self.person.messages)
        tap = self.person.taps(label, on, group)
        await self.until(lambda: tap.answered)
        return tap

    async def forges(self, data: str, on: Message) -> Tap:
        """Sends data that the message does not carry for this person; returns once it is answered."""
        tap = self.person.forges(data, on)
        await self.until(lambda: tap.answered)
        return tap

    async def chooses(
        self, what: str, then: str, on: Message | None = None, group: Group | None = None
    ) -> Message:
        """Taps a button, and what is seen then."""
        await self.taps(what, on, group)
        return await self.sees(then, group)


def _label(words: str, on: Message | None, messages: list[Message]) -> str:
    among = [on] if on else [message for message in reversed(messages) if message.by_bot]
    for message in among:
        if words in message.labels:
            return words
        begins = [label for label in message.labels if label.startswith(words)]
        if len(begins) == 1:
            return begins[0]
    raise AssertionError(f"no button {words!r}: {[(one.text[:80], one.labels) for one in among]}")


@dataclass
class House:
    """An installation: the bot, Telegram, and the first admin, who lets others in."""

    api: BotApi
    bot: Bot
    link: str = ""
    """The payload that made the first admin."""
    admin: Talker = field(init=False)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def meets(self, name: str, language: Language) -> Talker:
        """Somebody new, whom the bot does not know."""
        person = self.api.user(f"{name}{next(self._numbers)}", language_code=language)
        return Talker(self.api, person, language)

    async def joins(self, name: str, language: Language) -> Talker:
        """Somebody new whom the admin lets in, and who has read what this is."""
        one = self.meets(name, language)
        await one.writes(f"/start {await self.admission()}", "welcome-title")
        await one.chooses("welcome-agree", "welcome-first")
        return one

    async def owner(self, name: str, language: Language) -> Talker:
        """Somebody new with the demo brand."""
        one = await self.joins(name, language)
        await one.chooses("welcome-demo", one.beginning("welcome-ready"))
        return one

    async def member(self, owner: Talker, name: str, *roles: str) -> Talker:
        """Somebody new whom an owner invites, with these roles."""
        one = self.meets(name, owner.language)
        await one.writes(f"/start {await self.invitation(owner, *roles)}", "welcome-title")
        await one.chooses("welcome-agree", one.beginning("welcome-ready"))
        return one

    async def admission(self) -> str:
        """The payload of a link that lets somebody in, without a brand."""
        return payload(await self.admin.writes("/admit", "team-admit"))

    async def invitation(self, owner: Talker, *roles: str) -> str:
        """The payload of a link that makes somebody a member with these roles, of which `editor` is ticked."""
        await owner.writes("/team", "team-tap-member")
        await owner.chooses("team-invite", "team-invite-roles")
        for role in sorted({"editor"} ^ set(roles)):
            label = f"{'·' if role in roles else '✓'} {owner.words(f'team-role-{role}')}"
            await owner.chooses(label, "team-invite-roles")
        return payload(await owner.chooses("team-invite-make", "team-invite-once"))


def payload(message: Message) -> str:
    """What a link in a message brings to /start."""
    link = next(word for word in message.styled("code") if "start" in word)
    return link.partition("start=")[2]


@asynccontextmanager
async def running(
    folder: Path,
    way: Way = "polling",
    environ: Mapping[str, str] | None = None,
    *,
    hasty: bool = True,
) -> AsyncIterator[House]:
    """An installation with its first admin; without any pace if it is `hasty`.

    At the end the bot leaves when it is asked to. By then every tap is answered, Telegram has nothing to complain
    about, and no marked word stands in the log.
    """
    async with BotApi(pace=Pace(on=not hasty)) as api:
        house = House(api, Bot(api, folder, way, environ or {}, hasty=hasty))
        await house.bot.start()
        try:
            house.admin = house.meets("Ad", "nl")
            house.link = await house.bot.link()
            await house.admin.writes(f"/start {house.link}", "welcome-title")
            await house.admin.chooses("welcome-agree", "welcome-first")
            yield house
            await api.settled(PATIENCE)
            assert not api.unanswered, f"taps without an answer: {api.unanswered}"
        finally:
            code = await house.bot.ends() if house.bot.running else 0
        assert code == 0, f"the bot ended with {code}\n{house.bot.said}"
        assert MARK not in house.bot.said, "what people type stands in no log"
