"""People at a Bot API: what they type and tap, and what they see."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.chat.api import SHOWS, Account, Call, Json, keyboard, place, shown, user

PATIENCE = 120.0
"""Seconds after which what should have been shown never comes."""
MARK = re.compile(r"\bK\d+x\d+\b")
"""What the fake model writes into the title of a topic: `K17x1` is the first one of its 17th answer."""
Step = Sequence[str]
"""`say` and a text; `tap` and how the data of a button begins; `find` the same without a tap; `see` and some words.
The last three wait for it."""


def message(chat: int, person: int, text: str) -> Json:
    """A message as it comes in an update."""
    content: Json = {"message_id": 1, "from": user(person), "chat": place(chat), "date": int(time.time())}
    content["text"] = text
    if text.startswith("/"):
        length = len(text.split(maxsplit=1)[0])
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    return content


def tap(account: Account, chat: int, person: int, data: str, on: int, number: int) -> Json:
    """A tap on a button below the message `on`."""
    bot = {"id": account.id, "is_bot": True, "first_name": "Kernbot", "username": "kern_bot"}
    below = {"message_id": on, "from": bot, "chat": place(chat), "date": int(time.time()), "text": "-"}
    query: Json = {"id": f"{chat}:{number}", "from": user(person), "chat_instance": "1", "data": data}
    return query | {"message": below}


class Chatter:
    """One person in one chat: the newest message, when each mark was seen first, and what the bot called."""

    def __init__(self, account: Account, chat: int, person: int) -> None:
        self.chat = chat
        self.seen: dict[str, float] = {}
        self.calls: Counter[str] = Counter()
        self._account = account
        self._person = person
        self._text = ""
        self._buttons: dict[str, int] = {}
        self._taps = 0
        self._news = asyncio.Event()

    def hears(self, call: Call) -> None:
        """The bot showed something."""
        self.calls[call.method] += 1
        if call.method not in SHOWS:
            return
        self._text = shown(call.values)
        for mark in MARK.findall(self._text):
            self.seen.setdefault(mark, call.at)
        markup = keyboard(call.values) or {"inline_keyboard": []}
        data = [str(button.get("callback_data", "")) for row in markup["inline_keyboard"] for button in row]
        if data:
            self._buttons = dict.fromkeys(data, call.message)
        self._news.set()

    async def do(self, steps: Iterable[Step]) -> None:
        """One step after the other. Raises TimeoutError that says what was waited for."""
        for what, words in steps:
            if what == "say":
                self._text = ""
                self._account.push("message", message(self.chat, self._person, words))
            elif what in ("tap", "find"):
                await self._until(lambda wanted=words: self._button(wanted), f"a button {words}")
                if what == "tap":
                    self._tap(self._button(words))
            else:
                await self._until(lambda wanted=words: wanted in self._text, f"the words {words!r}")

    def _button(self, begin: str) -> str:
        return next((data for data in self._buttons if data.startswith(begin)), "")

    def _tap(self, data: str) -> None:
        self._taps += 1
        on, self._buttons, self._text = self._buttons[data], {}, ""
        self._account.push("callback_query", tap(self._account, self.chat, self._person, data, on, self._taps))

    async def _until(self, there: Any, what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not there():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise TimeoutError(f"chat {self.chat} waited for {what}; it shows {self._text!r}") from None


async def play(account: Account, chats: Mapping[int, int], parts: Sequence[Sequence[Step]]) -> list[Json]:
    """Everybody does the same at the same time; a part begins when all are through the one before, and what is
    told is of the last part. `chats` are the persons by their chats."""
    chatters = {chat: Chatter(account, chat, person) for chat, person in chats.items()}

    def heard(call: Call) -> None:
        if call.chat in chatters:
            chatters[call.chat].hears(call)

    account.on_call = heard
    begun = 0.0
    for steps in parts:
        for one in chatters.values():
            one.seen.clear()
            one.calls.clear()
        begun = time.monotonic()
        await asyncio.gather(*(one.do(steps) for one in chatters.values()))
    return [
        {"chat": chat, "begun": begun, "ended": time.monotonic(), "seen": one.seen, "calls": one.calls}
        for chat, one in chatters.items()
    ]
