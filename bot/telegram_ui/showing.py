"""Shows one effect, whatever number of messages that takes, and reports where a card stands."""

from __future__ import annotations

from bot.conversation.effects import Answer, Draft, Edit, Effect, Hand, Send, Typing
from bot.conversation.events import Chat, MessageRef
from bot.telegram_ui.outgoing import Outgoing
from bot.telegram_ui.render import Page, pages, shortened
from bot.telegram_ui.services import Conversation
from bot.telegram_ui.streaming import Streams


class Showing:
    """Turns effects into calls."""

    def __init__(self, calls: Outgoing, streams: Streams, conversation: Conversation) -> None:
        self._calls = calls
        self._streams = streams
        self._conversation = conversation

    async def show(self, effect: Effect) -> None:
        """Shows an effect. Raises TelegramError where that is impossible."""
        match effect:
            case Answer():
                await self._calls.answer(effect)
            case Send():
                await self._send(effect)
            case Edit():
                await self._edit(effect)
            case Draft():
                self._streams.still(effect.chat.id)
                self._streams.show(effect)
            case Hand():
                self._streams.still(effect.chat.id)
                await self._calls.hand(effect)
            case Typing():
                self._streams.type(effect.chat)

    async def _send(self, send: Send) -> None:
        self._streams.still(send.chat.id)
        grown = await self._streams.end(send.chat.id, send.card) if send.card else None
        made = pages(send.screen)
        message = await self._post(send.chat, made, grown, send.reply_to)
        if send.card:
            await self._conversation.sent(send, message)

    async def _post(
        self, chat: Chat, made: tuple[Page, ...], grown: MessageRef | None, reply_to: MessageRef | None
    ) -> MessageRef:
        """Sends the pages; the first one takes the place of the text that grew until now."""
        message = grown
        if grown is not None and not await self._calls.change(grown, made[0]):
            message = None
        for page in made if message is None else made[1:]:
            message = await self._calls.post(chat, page, reply_to)
            reply_to = None
        if message is None:
            raise RuntimeError("A screen has at least one page.")
        return message

    async def _edit(self, edit: Edit) -> None:
        self._streams.still(edit.message.chat)
        if edit.card:
            await self._streams.end(edit.message.chat, edit.card)
        message = edit.message
        if not await self._calls.change(message, shortened(edit.screen)):
            if edit.or_send is None:
                return
            message = await self._post(edit.or_send, pages(edit.screen), None, None)
        if edit.card:
            await self._conversation.sent(edit, message)
