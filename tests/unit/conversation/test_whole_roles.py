"""Roles: the table of bot/domain/team.py is exactly what is enforced, by every rule there is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from itertools import chain, combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.conversation.areas.brands import GoTo
from bot.conversation.callbacks import written
from bot.conversation.effects import Answer, Effects, Send
from bot.conversation.events import Command, Text
from bot.domain.team import DEEDS, ROLES, Deed, may
from tests.fakes.talking import TEXTS, Chatter
from tests.fakes.whole import envelope, happens, tapped
from tests.fakes.whole_brands import alive, scene, template
from tests.fakes.whole_scene import COMMANDS, MEMBERS, REPLIES, STEPS, TAPS, Scene, held_by, steps

ACCOUNTS = {role: account for account, role in MEMBERS.items()}
INSIDE: Mapping[str, Deed] = {
    "p.text": "make",
    "p.wish": "make",
    "p.date": "schedule",
    "p.link": "schedule",
    "p.equal": "schedule",
}
"""Steps of a brand whose rule leaves it to the handler, and what that asks for."""
REFUSED = TEXTS["nl"]("refused-not-your-role")


class Asked(NamedTuple):
    """A rule: of a command, tap, step or reply, by its name in that table, and the deed that it takes."""

    of: str
    name: str
    deed: Deed


RULES = [
    *(Asked("command", name, rule.deed) for name, rule in COMMANDS.items() if rule.deed),
    *(Asked("tap", kind.code, rule.deed) for kind, rule in TAPS.items() if rule.deed),
    *(
        Asked("step", kind.kind, deed)
        for kind, rule in STEPS.items()
        if (deed := rule.deed or INSIDE.get(kind.kind))
    ),
    *(Asked("reply", word, rule.deed) for word, rule in REPLIES.items() if rule.deed),
]


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Scene]:
    """Both brands, fresh."""
    async with scene(tmp_path, await asyncio.to_thread(template)) as made:
        yield made


async def done(here: Scene, who: Chatter, asked: Asked) -> Effects:
    """Does what a rule is about."""
    if asked.of == "command":
        return await happens(here.stage, Command(envelope(who), asked.name))
    if asked.of == "tap":
        flow, button, _ = await asyncio.to_thread(alive, asked.name)
        await here.waits(who, flow)
        return await tapped(who, written(button))
    reply = None
    if asked.of == "step":
        kind = next(kind for kind in STEPS if kind.kind == asked.name)
        await here.waits(who, steps(here.brands, kind)[0])
    else:
        await here.waits(who, None)
        cards = [ref for ref, message in here.stage.messages.items() if f"/{asked.name}:" in message.card]
        reply = next(ref for ref in cards if ref.chat == who.chat.id)
    typed = "https://robijn.example" if asked.name == "p.link" else "2026-07-01"
    return await happens(here.stage, Text(envelope(who)._replace(reply_to=reply), typed))


def refused(effects: Effects) -> bool:
    """Whether the person hears that their roles do not allow it."""
    texts = [one.text for one in effects if isinstance(one, Answer)]
    return REFUSED in [*texts, *(one.screen.text for one in effects if isinstance(one, Send))]


@pytest.mark.parametrize(("of", "deed"), sorted({(one.of, one.deed) for one in RULES}))
async def test_the_table_of_roles_is_what_is_enforced(here: Scene, of: str, deed: Deed) -> None:
    for asked in (one for one in RULES if (one.of, one.deed) == (of, deed)):
        for role in ROLES:
            before = here.rows("inbox", "flows")
            effects = await done(here, here.who(ACCOUNTS[role]), asked)
            assert refused(effects) is not may({role}, deed), (asked, role)
            assert not refused(effects) or here.rows("inbox", "flows") == before, (asked, role)


SETS = list(chain.from_iterable(combinations(ROLES, size) for size in range(1, len(ROLES) + 1)))


@pytest.mark.parametrize("deed", sorted({one.deed for one in RULES}))
async def test_whoever_has_several_roles_may_do_what_one_of_them_may(here: Scene, deed: Deed) -> None:
    asked = next(one for one in RULES if one.deed == deed)
    who = here.who("viconia")
    for roles in SETS:
        async with here.stage.database.work() as work:
            await work.workspaces.set_roles(here.brands.workspace, here.brands.people["viconia"], roles)
        assert refused(await done(here, who, asked)) is not may(roles, deed), roles


def test_whatever_is_about_a_brand_asks_for_a_deed() -> None:
    every = [*((kind.code, kind, rule) for kind, rule in TAPS.items())]
    every += [(kind.kind, kind, rule) for kind, rule in STEPS.items()]
    free = {name for name, kind, rule in every if rule.deed is None and "workspace" in held_by(kind)}
    assert free == {*INSIDE, GoTo.code}
    assert {one.deed for one in RULES} <= set(DEEDS)
