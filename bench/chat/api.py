"""A Bot API that knows the ten methods of the benchmarks and judges nothing: it has to be faster than any bot.

The strict one of tests/fakes/telegram is for what is right; this one only for how fast it is.
"""

from __future__ import annotations

import asyncio
import html
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count, islice
from typing import Any, NamedTuple

import orjson

from bench.chat.http import Respond, Values

Json = dict[str, Any]
BATCH = 100
_TAG = re.compile(r"<(/?)(b|i|code|pre|blockquote|a)\b[^>]*>")
_KINDS = {"b": "bold", "i": "italic", "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link"}
SHOWS = frozenset({"sendMessage", "editMessageText", "sendMessageDraft"})
"""What people see the text of."""


class Call(NamedTuple):
    """What a bot called about a chat, at which second of the machine's clock, and the id of the message."""

    method: str
    chat: int
    values: Values
    at: float
    message: int


def _nobody(call: Call) -> None:
    """Nobody watches."""


@dataclass
class Account:
    """One bot: its updates, and who watches its calls. `first_poll` is when it asked for updates first."""

    token: str
    numbers: Iterator[int]
    pending: deque[tuple[int, bytes]] = field(default_factory=deque)
    polling: tuple[Respond, asyncio.TimerHandle] | None = None
    first_poll: float | None = None
    on_call: Callable[[Call], None] = _nobody

    @property
    def id(self) -> int:
        """The bot's id."""
        return int(self.token.partition(":")[0])

    def push(self, kind: str, content: Json) -> None:
        """A new update; a bot that waits for one gets it with all others of this moment."""
        number = next(self.numbers)
        self.pending.append((number, orjson.dumps({"update_id": number, kind: content})))
        if self.polling is not None and len(self.pending) == 1:
            asyncio.get_running_loop().call_soon(self.deliver)

    def deliver(self) -> None:
        """Answers the poll that waits, if one does."""
        if self.polling is None:
            return
        (respond, timer), self.polling = self.polling, None
        timer.cancel()
        bodies = b",".join(body for _, body in islice(self.pending, BATCH))
        respond(b'{"ok":true,"result":[%b]}' % bodies)

    def poll(self, offset: int, seconds: float, respond: Respond) -> None:
        """getUpdates: what is below `offset` is forgotten."""
        if self.first_poll is None:
            self.first_poll = time.monotonic()
        self.deliver()
        while self.pending and self.pending[0][0] < offset:
            self.pending.popleft()
        self.polling = respond, asyncio.get_running_loop().call_later(seconds, self.deliver)
        if self.pending:
            self.deliver()


class Api:
    """The bots by their token; a token that was never seen makes a bot. Numbers of updates and messages go on when
    a bot begins anew: it remembers those that it has handled."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._numbers = count(1)

    def account(self, token: str) -> Account:
        """The bot with this token."""
        return self._accounts.setdefault(token, Account(token, self._numbers))

    def forget(self, token: str) -> None:
        """The bot is gone."""
        self._accounts.pop(token, None)

    def answer(self, path: str, values: Values, respond: Respond) -> None:
        """One call of the Bot API."""
        token, _, method = path.removeprefix("/bot").partition("/")
        account = self.account(token)
        if method == "getUpdates":
            account.poll(int(str(values.get("offset") or 0)), float(str(values.get("timeout") or 0)), respond)
            return
        tapped, _, _ = str(values.get("callback_query_id", "")).partition(":")
        chat = int(str(values.get("chat_id") or tapped or 0))
        message = int(str(values.get("message_id") or 0))
        if method == "sendMessage":
            message = next(self._numbers)
        respond(_result(account, method, chat, values, message))
        account.on_call(Call(method, chat, values, time.monotonic(), message))


def user(number: int, name: str = "") -> Json:
    """A person."""
    name = name or f"Person {number}"
    return {"id": number, "is_bot": False, "first_name": name, "username": f"p{number}", "language_code": "nl"}


def place(chat: int) -> Json:
    """A chat; those below zero are groups."""
    if chat < 0:
        return {"id": chat, "type": "supergroup", "title": f"Team {-chat}"}
    return {"id": chat, "type": "private", "first_name": f"Person {chat}", "username": f"p{chat}"}


def shown(values: Values) -> str:
    """The words of a message as people see them."""
    return _marked(str(values["text"]))[0] if values.get("parse_mode") == "HTML" else str(values.get("text", ""))


def _bot(account: Account) -> Json:
    return {"id": account.id, "is_bot": True, "first_name": "Kernbot", "username": "kern_bot"}


def _result(account: Account, method: str, chat: int, values: Values, message: int) -> bytes:
    if method == "getMe":
        more = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return orjson.dumps({"ok": True, "result": _bot(account) | more})
    if method not in ("sendMessage", "editMessageText"):
        return b'{"ok":true,"result":true}'
    words = str(values.get("text", ""))
    text, entities = _marked(words) if values.get("parse_mode") == "HTML" else (words, ())
    content: Json = {"message_id": message, "from": _bot(account), "chat": place(chat), "date": int(time.time())}
    content["text"] = text
    if method == "editMessageText":
        content["edit_date"] = content["date"]
    if entities:
        content["entities"] = entities
    markup = keyboard(values)
    if markup:
        content["reply_markup"] = markup
    return orjson.dumps({"ok": True, "result": content})


def keyboard(values: Values) -> Json | None:
    """The inline keyboard of a call; libraries send it as JSON within a form, or as it is."""
    markup: Any = values.get("reply_markup")
    if isinstance(markup, str):
        markup = orjson.loads(markup)
    return markup if isinstance(markup, dict) and "inline_keyboard" in markup else None


@lru_cache(maxsize=64)
def _marked(source: str) -> tuple[str, tuple[Json, ...]]:
    """Text and entities of HTML, as Telegram gives them back."""
    pieces: list[str] = []
    length, at = 0, 0
    opened: list[tuple[str, int]] = []
    entities: list[Json] = []
    for tag in _TAG.finditer(source):
        piece = html.unescape(source[at : tag.start()])
        pieces.append(piece)
        length += len(piece.encode("utf-16-le")) // 2
        at = tag.end()
        if not tag[1]:
            opened.append((tag[2], length))
        elif opened:
            name, start = opened.pop()
            entity: Json = {"type": _KINDS[name], "offset": start, "length": length - start}
            entities.append(entity | ({"url": "https://example.org/"} if name == "a" else {}))
    pieces.append(html.unescape(source[at:]))
    return "".join(pieces), tuple(entities)
