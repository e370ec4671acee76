"""Finds out whether a message stands whose answer was lost on the way back.

Telegram gives no key to send a message only once, and no way to read a chat. What there is: messages of a private
chat or a small group are numbered over all of a bot's chats of that kind, those of a large group by themselves.
And Telegram says why the caption of a message cannot be changed: a text of ours has none, so that looking for it
changes nothing.
"""

from __future__ import annotations

from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.telegram_ui.errors import says

AHEAD = 10
"""How many numbers after the newest known one are looked at: people write meanwhile, and other processes send."""
MOST = 24
_LARGE = "-100"


class Lookout:
    """Knows the newest messages of this process, and looks whether another one stands after them."""

    def __init__(self, bot: ExtBot[int]) -> None:
        self._bot = bot
        self._newest: dict[str, int] = {}

    def stands(self, chat: str, number: int) -> None:
        """A message that this process has seen, whoever sent it."""
        space = _space(chat)
        self._newest[space] = max(number, self._newest.get(space, 0))

    def newest(self, chat: str) -> int | None:
        """The highest number known where those of this chat are counted."""
        return self._newest.get(_space(chat))

    async def find(self, chat: str, after: int, caption: str | None) -> int | None:
        """The first message of ours in the chat after that number: a file with this caption, or a text where that
        is None. Another process may have sent it at the same moment; nobody can tell.

        Raises TelegramError when nothing can be learnt for now, or the chat is gone.
        """
        for number in range(after + 1, min(max(after, self.newest(chat) or 0) + AHEAD, after + MOST) + 1):
            if await self._ours(chat, number, caption):
                return number
        return None

    async def _ours(self, chat: str, number: int, caption: str | None) -> bool:
        try:
            await self._bot.edit_message_caption(chat, number, caption=caption)
        except BadRequest as error:
            return says(error, "no caption in the message") if caption is None else says(error, "not modified")
        return True


def _space(chat: str) -> str:
    return chat if chat.startswith(_LARGE) else ""
