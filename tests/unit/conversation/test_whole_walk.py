"""Fifty events in any order, by three people in two languages: nothing raises, and there is always a way out.

Quick and always the same by default. `WALKS=200 pytest tests/unit/conversation/test_whole_walk.py` takes as many
walks, each time others.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.conversation.effects import Edit, Effects, Send
from bot.conversation.events import Chat, Command, Event, File, Other, Presence, Sender, Tap, Text
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
HOSTILE = (
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
Kind = Literal["command", "tap", "old tap", "forged", "text", "file", "other", "presence"]
_SECRET = re.compile(r"/start (\S{20,64})")


@dataclass(frozen=True)
class Step:
    """One event to be: who, where, what, and which of what there is to choose."""

    who: int
    group: str
    kind: Kind
    which: int
    also: int
    words: str


kinds: st.SearchStrategy[Kind] = st.sampled_from(
    ["command"] * 3 + ["tap"] * 9 + ["old tap"] * 2 + ["forged"] + ["text"] * 4 + ["file", "other", "presence"]
)
walks = st.lists(
    st.builds(
        Step,
        who=st.integers(0, len(PEOPLE) - 1),
        group=st.sampled_from(["", "", "", "", GROUP, NO_GROUP]),
        kind=kinds,
        which=st.integers(0, 10_000),
        also=st.integers(0, 10_000),
        words=st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60)),
    ),
    min_size=LENGTH,
    max_size=LENGTH,
)


@dataclass
class Walk:
    """People on their way; `shown` is the data of every button that anybody ever saw."""

    stage: Stage
    shown: list[str] = field(default_factory=list)
    inside: bool = False
    """Whether pia was a member of the secret brand at any time."""

    def person(self, number: int, group: str) -> Chatter:
        """One of the people, in private or in a group."""
        account, language = PEOPLE[number]
        chat = Chat(FRONT, group or account, private=not group, title=group)
        return Chatter(self.stage, chat, Sender(FRONT, account, account.capitalize(), language))

    async def goes(self, step: Step) -> None:
        """Does one thing; whoever is in the middle of something new can see what."""
        who = self.person(step.who, step.group)
        event = self._event(who, step)
        if isinstance(event, Tap):
            self.stage.taps.add(event.tap)
        before = await self.flow(who)
        effects = await happens(self.stage, event)
        if isinstance(event, Tap):
            assert event.tap in self.stage.answers, "every tap is answered"
        after = await self.flow(who)
        if after is not None and after != before:
            assert _screens(effects, who.chat.id), (event, after)
        for message in self.stage.messages.values():
            self.shown += [one.data for one in message.buttons if one.data]
        self.shown = list(dict.fromkeys(self.shown))
        async with self.stage.database.read() as work:
            pia = await work.people.find(FRONT, "pia")
            brands = await work.workspaces.of(pia.id) if pia else ()
        self.inside = self.inside or any(one.brand == BRAND for one in brands)

    async def flow(self, who: Chatter) -> str | None:
        """What somebody is in the middle of, as it is stored."""
        async with self.stage.database.read() as work:
            found = await work.people.find(FRONT, who.sender.id)
            return None if found is None else await work.flows.get(FRONT, who.chat.id, found.id)

    def _event(self, who: Chatter, step: Step) -> Event:
        at, which = envelope(who), step.which
        messages = who.messages
        match step.kind:
            case "command":
                names = [*COMMANDS, "start", "new", "nonsense"]
                return Command(at, names[which % len(names)], self._argument(step))
            case "tap":
                tappable = [one for one in messages[-6:] if any(button.data for button in one.buttons)]
                if tappable:
                    message = tappable[-1 - step.also % min(len(tappable), 3)]
                    return _tap(at._replace(message=message.ref), [one.data for one in message.buttons], which)
                return Command(at, "start", "")
            case "old tap":
                on = messages[step.also % len(messages)].ref if messages else None
                return _tap(at._replace(message=on), self.shown, which)
            case "forged":
                return _tap(at, [step.words[:64], *(one + ":1" for one in self.shown[:50])], which)
            case "text":
                reply = messages[which % len(messages)].ref if messages and step.also % 4 == 0 else None
                sender = "Jan" if step.also % 5 == 0 else None
                edited = step.also % 7 == 0
                return Text(at._replace(reply_to=reply), step.words, sender, edited)
            case "file":
                name = list(FILES)[which % len(FILES)]
                voice = step.also % 5 == 0
                return File(at, name, name, "text/plain", SIZES[step.also % 3], step.words[:40], voice)
            case "other":
                return Other(at, ("sticker", "photo", "location", "poll")[which % 4])
        return Presence(at, bool(step.also % 2), "verhuisd" if step.group and which % 5 == 0 else None)

    def _argument(self, step: Step) -> str:
        secrets = [found[1] for one in self.stage.messages.values() if (found := _SECRET.search(one.text))]
        several = ["", "", "", step.words, "nl", "en", "30", "2026-05", "docx", BRAND, "g-2", *secrets]
        return several[step.also % len(several)]


def _tap(at: Any, several: list[str], which: int) -> Tap:
    data = several[which % len(several)] if several else ""
    return Tap(at, data, f"tap-{at.id}")


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


async def walked(stage: Stage, way: list[Step]) -> None:
    """The whole walk, and what holds behind it."""
    walk = Walk(stage)
    for step in way:
        await walk.goes(step)
    for number in range(len(PEOPLE)):
        for group in ("", GROUP, NO_GROUP):
            await leads_out(walk, walk.person(number, group))
    async with stage.database.read() as work:
        assert await work.jobs.live() == ()
    assert not [problem async for problem in stage.database.verify()]
    if not walk.inside:
        seen = [one for one in stage.performed if _where(one) == "pia"]
        assert not leaked(seen, but=f"{BRAND} Kwartsmeer"), leaked(seen)


async def alone(folder: Path, way: list[Step]) -> None:
    """In an installation without anybody."""
    async with whole(folder, HEARING, FILES) as stage:
        await walked(stage, way)


async def among_brands(folder: Path, way: list[Step]) -> None:
    """Between two brands that have everything."""
    async with scene(folder, await asyncio.to_thread(template), HEARING, FILES) as here:
        async with here.stage.database.work() as work:
            await work.jobs.interrupt([job.id for job in await work.jobs.live()])
        await walked(here.stage, way)


PROFILE = settings(
    max_examples=WALKS or 6,
    derandomize=not WALKS,
    deadline=None,
    # A walk takes a second: making it shorter is for whoever looks into it.
    phases=list(Phase) if WALKS else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("begin", [alone, among_brands])
@PROFILE
@given(way=walks)
def test_any_fifty_events_leave_a_way_out(begin: Callable[..., Any], way: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(begin(Path(folder), way))
