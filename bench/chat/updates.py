"""Cheap screens: how many updates a second, and how long one takes, beside bare bots that only echo."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, closing
from pathlib import Path
from statistics import median
from typing import NamedTuple

import uvloop

from bench.chat.bots import Bot, Server, bot, server
from bench.table import Row

BARE = ("python-telegram-bot", "aiogram")
ROUNDS = 3
CROWD, COUNT, ALONE = 200, 1_000, 200
WELCOME = [["say", "/start"], ["tap", "1~w.ok"], ["tap", "1~w.demo"], ["find", "1~go:help"]]
SAYS, TAPS = {"say": "/help"}, {"tap": "1~go:help"}


class Measured(NamedTuple):
    """Of one round of one bot: answered texts and taps a second with everybody at once, and milliseconds to the
    answer of a text, with everybody at once and with nobody else."""

    texts: float
    taps: float
    crowded: float
    alone: float


Rounds = Mapping[str, Sequence[Measured]]


def rows() -> Iterator[Row]:
    """The figures; medians of rounds in which the bots took turns."""
    limit, rounds = uvloop.run(_measured())
    ours, theirs = rounds["kernbot"], rounds["python-telegram-bot"]
    for field, what in (("texts", "/help"), ("taps", "a tap on a card")):
        figure = _median(ours, field)
        yield Row(f"updates a second, {what}, each stored", figure, "", least=500, aim=850, decimals=0)
        for name in BARE:
            yield Row(f"{what} as an echo, bare {name}, a second", _median(rounds[name], field), "", decimals=0)
    for field, where in (("alone", "alone"), ("crowded", f"{CROWD} chats at once")):
        ratio = median(getattr(a, field) / getattr(b, field) for a, b in zip(ours, theirs, strict=True))
        yield Row(f"median time to the answer, {where} / bare python-telegram-bot", ratio, "x", most=1)
        for name in ("kernbot", *BARE):
            yield Row(f"time to the answer, {where}, {name}", _median(rounds[name], field), "ms", decimals=1)
    yield Row("updates a second, no library, which is what the fake server can do", limit, "", decimals=0)


def _median(rounds: Sequence[Measured], field: str) -> float:
    return float(median(getattr(one, field) for one in rounds))


async def _measured() -> tuple[float, Rounds]:
    """What the server can do at most, and the rounds of each bot."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        at = await stack.enter_async_context(server())
        async with bot(at, "no library", folder / "raw") as raw:
            limit = await at.order("floods", raw.token, update=SAYS, chats=CROWD, count=20 * COUNT)
        bots = [await stack.enter_async_context(bot(at, name, folder / name)) for name in (*BARE, "kernbot")]
        people = [{"chat": number, "person": number} for number in range(1, CROWD + 1)]
        await at.order("plays", bots[-1].token, people=people, parts=[WELCOME])
        rounds: dict[str, list[Measured]] = {one.name: [] for one in bots}
        for _ in range(ROUNDS + 1):
            for one in bots:
                rounds[one.name].append(await _round(at, one))
        _check_stored(bots[-1])
    return limit["rate"], {name: done[1:] for name, done in rounds.items()}  # the first one warms up


async def _round(at: Server, one: Bot) -> Measured:
    texts = await at.order("floods", one.token, update=SAYS, chats=CROWD, count=COUNT)
    taps = await at.order("floods", one.token, update=TAPS, chats=CROWD, count=COUNT)
    alone = await at.order("floods", one.token, update=SAYS, chats=1, count=ALONE)
    return Measured(texts["rate"], taps["rate"], texts["p50"], alone["p50"])


def _check_stored(ours: Bot) -> None:
    """Raises RuntimeError when there are fewer updates in the database than were answered."""
    sent = CROWD * (len(WELCOME) - 1) + (ROUNDS + 1) * (2 * COUNT + ALONE)
    with closing(sqlite3.connect(ours.folder / "kernbot.db")) as database:
        (stored,) = database.execute("SELECT count(*) FROM inbox").fetchone()
    if stored != sent:
        raise RuntimeError(f"{sent} updates were answered, {stored} are stored")
