"""From nothing to the first getUpdates, and how much memory that takes: idle, and after many chats."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import uvloop

from bench.chat.bots import Server, bot, server
from bench.chat.model import Topics
from bench.chat.streams import ORDER
from bench.table import Row

RUNS = 7
SETTLING = 6.0
"""Seconds until the library of the model is loaded, which goes on behind the first answers."""
CHATS = 500
TOGETHER = 50
OURS, BARE = "kernbot run", "python-telegram-bot"


class Starts(NamedTuple):
    """The very first start of ours against the bare bot's, and the later ones, each beside its neighbour."""

    first: float
    later: float


class Memory(NamedTuple):
    """Megabytes: idle at the very first start, which makes the database, and at the next; and after many chats."""

    first: float
    idle: float
    used: float


def rows() -> Iterator[Row]:
    """Ratios of neighbours, and megabytes."""
    starts, memory = uvloop.run(_measured())
    yield Row("`kernbot run` to its first getUpdates / bare python-telegram-bot", starts.later, "x", most=3)
    yield Row("the same, the very first time, which makes the database", starts.first, "x")
    yield Row("memory idle, the model's library loaded", memory.idle, "MB", most=140, decimals=0)
    yield Row("the same, the very first time, which makes the database", memory.first, "MB", decimals=0)
    yield Row(f"memory after {CHATS} chats with a brand and topics each", memory.used, "MB", most=200, decimals=0)


async def _measured() -> tuple[Starts, Memory]:
    with tempfile.TemporaryDirectory() as name:
        async with server() as at, await Topics.made() as model:
            ratios = [await _pair(at, Path(name), model) for _ in range(RUNS + 1)]
            memory = await _memory(at, Path(name) / "crowd", model)
    return Starts(ratios[0], median(ratios[1:])), memory


async def _pair(at: Server, folder: Path, model: Topics) -> float:
    async with bot(at, BARE, folder / "bare") as theirs:
        pass
    async with bot(at, OURS, folder / "ours", model.environ) as ours:
        pass
    return ours.start / theirs.start


async def _memory(at: Server, folder: Path, model: Topics) -> Memory:
    """Without a pace of its own, else five hundred chats would take an hour."""
    async with bot(at, "kernbot", folder, model.environ) as new:
        await asyncio.sleep(SETTLING)
        first = new.memory
    async with bot(at, "kernbot", folder, model.environ) as ours:
        await asyncio.sleep(SETTLING)
        idle = ours.memory
        for start in range(1, CHATS + 1, TOGETHER):
            people = [{"chat": chat, "person": chat} for chat in range(start, start + TOGETHER)]
            await at.order(
                "plays", ours.token, people=people, parts=[[*ORDER, ["tap", "1~n.go"], ["find", "1~i.p"]]]
            )
        return Memory(first, idle, ours.memory)
