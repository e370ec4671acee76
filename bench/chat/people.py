"""People at a Bot API: what they type and tap, and what they see."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from bench.chat.api import SHOWS, Account, Call, Json, keyboard, place, shown, user

PATIENCE = 120.0
"""Seconds after which what should have been shown never comes."""
MARK = re.compile(r"\bK\d+x\d+\b")
"""What the fake model writes into the title of a topic: `K17x1` is the first one of its 17th answer."""
Step = Sequence[str]
"""`say` and a text; `tap` and how the data of a button begins; `find` the same without a tap; `see` and words.
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
    """One person in one chat: the newest message, the buttons there are, and when each mark was seen first."""

    def __init__(self, account: Account, chat: int, person: int) -> None:
        self.chat = chat
        self.seen: dict[str, float] = {}
        self.drafts = 0
        self.buttons: dict[str, int] = {}
        self._edits: Counter[int] = Counter()
        self._account = account
        self._person = person
        self._text = ""
        self._taps = 0
        self._news = asyncio.Event()

    def hears(self, call: Call) -> None:
        """The bot showed something."""
        if call.method not in SHOWS:
            return
        self._text = shown(call.values)
        marks = MARK.findall(self._text)
        for mark in marks:
            self.seen.setdefault(mark, call.at)
        self._edits[call.message] += bool(marks) and call.method == "editMessageText"
        self.drafts += call.method == "sendMessageDraft"
        markup = keyboard(call.values) or {"inline_keyboard": []}
        data = [str(button.get("callback_data", "")) for row in markup["inline_keyboard"] for button in row]
        if data:
            self.buttons = dict.fromkeys(data, call.message)
        self._news.set()

    @property
    def edits(self) -> int:
        """How often the message was changed that grew, its last state counted."""
        return max(self._edits.values(), default=0)

    def forget(self) -> None:
        """Begins to count anew."""
        self.seen.clear()
        self._edits.clear()
        self.drafts = 0

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
        return next((data for data in self.buttons if data.startswith(begin)), "")

    def _tap(self, data: str) -> None:
        self._taps += 1
        on, self.buttons, self._text = self.buttons[data], {}, ""
        self._account.push("callback_query", tap(self._account, self.chat, self._person, data, on, self._taps))

    async def _until(self, there: Any, what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not there():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise TimeoutError(f"chat {self.chat} waited for {what}; it shows {self._text!r}") from None


async def play(account: Account, people: Sequence[Json], parts: Sequence[Sequence[Step]]) -> list[Json]:
    """Everybody does the same at the same time; a part begins when all are through the one before, and what is
    told is of the last part. `people` have a `chat`, a `person`, and the `buttons` of an earlier play."""
    chatters = {}
    for one in people:
        chatters[one["chat"]] = Chatter(account, one["chat"], one["person"])
        chatters[one["chat"]].buttons = one.get("buttons", {})

    def heard(call: Call) -> None:
        if call.chat in chatters:
            chatters[call.chat].hears(call)

    account.on_call = heard
    begun = 0.0
    for steps in parts:
        for chatter in chatters.values():
            chatter.forget()
        begun = time.monotonic()
        await asyncio.gather(*(chatter.do(steps) for chatter in chatters.values()))
    return [
        {
            **one,
            "begun": begun,
            "seen": chatters[one["chat"]].seen,
            "edits": chatters[one["chat"]].edits,
            "drafts": chatters[one["chat"]].drafts,
            "buttons": chatters[one["chat"]].buttons,
        }
        for one in people
    ]
