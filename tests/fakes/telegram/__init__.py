"""A strict Telegram Bot API on loopback, over real HTTP, with people in it that a test moves.

    async with BotApi() as api:
        ada = api.user("Ada", language_code="en")
        ada.says("/start")
        welcome = await ada.sees("Welcome")
        tap = ada.taps("Try the demo brand")
        ...

It refuses what Telegram refuses, in Telegram's words, and records as violations what Telegram lets pass in silence
though no careful bot sends it. It knows nothing of the bot and of no library.
"""

from __future__ import annotations

from tests.fakes.telegram.api import TOKEN, BotApi
from tests.fakes.telegram.faults import Delay, Drop, Fail
from tests.fakes.telegram.groups import Group
from tests.fakes.telegram.keyboard import Button
from tests.fakes.telegram.model import Chat, Draft, Message
from tests.fakes.telegram.pace import Pace
from tests.fakes.telegram.people import Person
from tests.fakes.telegram.world import Call, Tap

__all__ = [
    "TOKEN",
    "BotApi",
    "Button",
    "Call",
    "Chat",
    "Delay",
    "Draft",
    "Drop",
    "Fail",
    "Group",
    "Message",
    "Pace",
    "Person",
    "Tap",
]
