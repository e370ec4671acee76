"""Fifty events in any order, by three people in two languages: nothing raises, and there is always a way out.

Every walk follows from its seed. A few are taken by default, and as many as WALKS says in the environment.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.conversation.effects import Edit, Effects, Send
from bot.conversation.events import Chat, Command, Envelope, Event, File, Other, Presence, Sender, Tap, Text
from bot.domain.base import Language
from bot.domain.brief import Brand, Workspace
from bot.services.workspaces import as_yaml
from tests.fakes.files import docx, paragraph, pdf
from tests.fakes.talking import FRONT, TEXTS, Chatter, Stage
from tests.fakes.whole import envelope, happens, whole
from tests.fakes.whole_brands import HEARING, scene, template
from tests.fakes.whole_scene import BRAND, COMMANDS, GROUP, NO_GROUP, leaked

WALKS = int(os.environ.get("WALKS", "0"))
LENGTH = 50
TURNING = 0.15
"""How likely it is that somebody else does the next thing, or the same person elsewhere."""
PEOPLE: tuple[tuple[str, Language], ...] = (("inesmarijn", "nl"), ("rosalinde", "en"), ("pia", "en"))
"""An owner, a reviewer, and somebody who was never here."""
FILES = {
    "tekst.txt": b"Zo werkt dat bij ons, al jaren. " * 30,
    "gesprek.docx": docx(paragraph("In 2025 waren 9 van de 10 klanten binnen een dag geholpen.")),
    "folder.pdf": pdf([["In 2025 waren 9 van de 10 klanten binnen een dag geholpen."]]),
    "kapot.pdf": b"%PDF-1.7 niets",
    "merk.yaml": as_yaml(Workspace(brand=Brand(name="Ander merk"))).encode(),
    "kapot.yaml": b"brand: [1, 2",
    "bom.txt": b"\xff\xfe\x00\x00" * 50,
}
SIZES = (0, 100, 30 * 2**20)
WORDS = (
    "",
    "   \n",
    "<b>vet</b> & <script>",
    "{{ 7 * 7 }} {% for x in y %} ${HOME} %s %(x)s {0}",
    "\u202eachterstevoren\u202c \u200f\u2066",
    "\x00\x01\x1b[31m",
    "😀" * 300,
    "a" * 10_000,
    "woord " * 12_000,
    "'; drop table people; --",
    "/start",
    "1~r.ok:2:1:1",
    "- een\n- twee | drie",
    "2026-07-01",
    "1",
    "https://voorbeeld.example/pad",
    "Jan, Waterschap, mail, 2026-05-30",
    "LinkedIn en TikTok voor Kwartsmeer in de overweging over prijzen",
    f"Dit is voor {BRAND}.",
    "ja",
    *(texts("trust-erase-word") for texts in TEXTS.values()),
)
_SECRET = re.compile(r"/start (\S{20,64})")


KINDS = {
    "command": 3,
    "tap": 24,
    "old tap": 3,
    "forged": 1,
    "text": 6,
    "file": 1,
    "other": 1,
    "presence": 1,
}
"""What may happen, and how often."""


@dataclass
class Walk:
    """People on their way. `shown` holds the data of every button that anybody ever saw, in order; `tapped` counts
    the taps of each kind."""

    stage: Stage
    dice: Random
    shown: dict[str, None] = field(default_factory=dict)
    tapped: Counter[str] = field(default_factory=Counter)
    done: list[str] = field(default_factory=list)
    been: dict[tuple[str, str], Chatter] = field(default_factory=dict)
    who: Chatter | None = None
    inside: bool = False
    """Whether pia was a member of the secret brand at any time."""

    def person(self, number: int, group: str) -> Chatter:
        """One of the people, in private or in a group."""
        account, language = PEOPLE[number]
        chat = Chat(FRONT, group or account, private=not group, title=group)
        return Chatter(self.stage, chat, Sender(FRONT, account, account.capitalize(), language))

    async def goes(self) -> None:
        """Does one thing; whoever is in the middle of something new can see what."""
        if self.who is None or self.dice.random() < TURNING:
            group = self.dice.choice(("",) * 12 + (GROUP, NO_GROUP))
            self.who = self.person(self.dice.randrange(len(PEOPLE)), group)
        self.been[self.who.sender.id, self.who.chat.id] = self.who
        event = self._event(self.who)
        self.done.append(f"{self.who.sender.id} in {self.who.chat.id}: {str(event[1:])[:150]}")
        if isinstance(event, Tap):
            self.stage.taps.add(event.tap)
        before = await self.flow(self.who)
        effects = await happens(self.stage, event)
        if isinstance(event, Tap):
            assert event.tap in self.stage.answers, "every tap is answered"
        after = await self.flow(self.who)
        if after is not None and after != before:
            assert _screens(effects, self.who.chat.id), after
        await self._looks()

    async def _looks(self) -> None:
        for message in self.stage.messages.values():
            for button in message.buttons:
                if button.data:
                    self.shown[button.data] = None
        async with self.stage.database.read() as work:
            pia = await work.people.find(FRONT, "pia")
            brands = await work.workspaces.of(pia.id) if pia else ()
        self.inside = self.inside or any(one.brand == BRAND for one in brands)

    async def flow(self, who: Chatter) -> str | None:
        """What somebody is in the middle of, as it is stored."""
        async with self.stage.database.read() as work:
            found = await work.people.find(FRONT, who.sender.id)
            return None if found is None else await work.flows.get(FRONT, who.chat.id, found.id)

    def _event(self, who: Chatter) -> Event:
        at, dice, messages = envelope(who), self.dice, who.messages
        any_ref = dice.choice(messages).ref if messages else None
        words = dice.choice(WORDS) if dice.random() < 0.9 else _noise(dice)
        kind = dice.choices(list(KINDS), list(KINDS.values()))[0]
        match kind if messages or dice.random() < 0.3 else "tap":  # who is new begins with /start, mostly
            case "tap":
                tappable = [one for one in messages if any(button.data for button in one.buttons)][-5:]
                if not tappable:
                    return Command(at, "start", "")
                message = tappable[-1] if dice.random() < 0.8 else dice.choice(tappable)
                buttons = [one.data for one in message.buttons if one.data]
                return self._tap(at._replace(message=message.ref), buttons)
            case "old tap":
                return self._tap(at._replace(message=any_ref), list(self.shown))
            case "forged":
                return Tap(at, dice.choice((words[:64], *(f"{one}:1" for one in self.shown))), f"tap-{at.id}")
            case "text":
                reply = any_ref if dice.random() < 0.2 else None
                sender = "Jan" if dice.random() < 0.2 else None
                return Text(at._replace(reply_to=reply), words, sender, dice.random() < 0.1)
            case "file":
                name = dice.choice(list(FILES))
                return File(at, name, name, "text/plain", dice.choice(SIZES), words[:40], dice.random() < 0.3)
            case "other":
                return Other(at, dice.choice(("sticker", "photo", "location", "poll")))
            case "presence":
                moved = "verhuisd" if not who.chat.private and dice.random() < 0.2 else None
                return Presence(at, dice.random() < 0.5, moved)
        return Command(at, dice.choice([*COMMANDS, "start", "new", "nonsense"]), self._argument(words))

    def _tap(self, at: Envelope, several: list[str]) -> Tap:
        """One of these buttons: often of the kind that was tapped least."""
        data = self.dice.choice(several) if several else ""
        if several and self.dice.random() < 0.6:
            data = min(several, key=lambda one: (self.tapped[_code(one)], self.dice.random()))
        self.tapped[_code(data)] += 1
        return Tap(at, data, f"tap-{at.id}")

    def _argument(self, words: str) -> str:
        secrets = [found[1] for one in self.stage.messages.values() if (found := _SECRET.search(one.text))]
        usual = ("", "", "", "", words, "nl", "en", "30", "2026-05", "docx", BRAND, "g-2", *secrets)
        return self.dice.choice(usual)


def _code(data: str) -> str:
    return data.partition(":")[0]


def _noise(dice: Random) -> str:
    """Signs from anywhere in Unicode, lone surrogates aside: no front can pass those on."""
    signs = (dice.choice((dice.randrange(1, 0xD800), dice.randrange(0xE000, 0x110000))) for _ in range(40))
    return "".join(map(chr, signs))


def _screens(effects: Effects, chat: str) -> list[Any]:
    """What an event showed in a chat."""
    sent = [one.screen for one in effects if isinstance(one, Send) and one.chat.id == chat]
    return [*sent, *(one.screen for one in effects if isinstance(one, Edit) and one.message.chat == chat)]


def _where(effect: Any) -> str:
    """The chat of an effect."""
    if isinstance(effect, Edit):
        return effect.message.chat
    return effect.chat.id if hasattr(effect, "chat") else ""


async def leads_out(walk: Walk, who: Chatter) -> None:
    """From wherever somebody is, there is a way out, and it begins with what anybody would try."""
    stage = walk.stage
    assert _screens(await happens(stage, Command(envelope(who), "help")), who.chat.id)
    assert _screens(await happens(stage, Command(envelope(who), "cancel")), who.chat.id)
    assert await walk.flow(who) is None
    (shown, *_) = _screens(await happens(stage, Command(envelope(who), "start")), who.chat.id)
    assert not who.chat.private or any(button.data for row in shown.rows for button in row)


async def walked(stage: Stage, seed: int) -> Walk:
    """The whole walk, and what holds behind it."""
    walk = Walk(stage, Random(seed))
    try:
        for _ in range(LENGTH):
            await walk.goes()
    except Exception as error:
        error.add_note("\n".join(walk.done))
        raise
    for who in walk.been.values():
        await leads_out(walk, who)
    async with stage.database.read() as work:
        assert await work.jobs.live() == ()
    assert not [problem async for problem in stage.database.verify()]
    if not walk.inside:
        seen = [one for one in stage.performed if _where(one) == "pia"]
        assert not leaked(seen, but=f"{BRAND} Kwartsmeer"), leaked(seen)
    return walk


async def alone(folder: Path, seed: int) -> None:
    """In an installation without anybody."""
    async with whole(folder, HEARING, FILES) as stage:
        await walked(stage, seed)


async def among_brands(folder: Path, seed: int) -> None:
    """Between two brands that have everything."""
    async with scene(folder, await asyncio.to_thread(template), HEARING, FILES) as here:
        async with here.stage.database.work() as work:
            await work.jobs.interrupt([job.id for job in await work.jobs.live()])
        await walked(here.stage, seed)


@pytest.mark.parametrize("begin", [alone, among_brands])
@pytest.mark.parametrize("seed", range(WALKS or 10))
async def test_any_fifty_events_leave_a_way_out(tmp_path: Path, begin: Any, seed: int) -> None:
    await begin(tmp_path, seed)
