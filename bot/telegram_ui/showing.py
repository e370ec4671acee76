"""Shows one effect, whatever number of messages that takes, and reports where a card stands."""

from __future__ import annotations

from bot.conversation.effects import Answer, Draft, Edit, Effect, Hand, Send, Typing
from bot.conversation.events import MessageRef
from bot.telegram_ui.outgoing import Outgoing
from bot.telegram_ui.render import pages, shortened
from bot.telegram_ui.services import Conversation
from bot.telegram_ui.streaming import Streams


class Showing:
    """Turns effects into calls."""

    def __init__(self, calls: Outgoing, streams: Streams, conversation: Conversation) -> None:
        self._calls = calls
        self._streams = streams
        self._conversation = conversation

    def heard(self, chat: str, message: int) -> None:
        """A message came in."""
        self._calls.heard(chat, message)

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
                await self._conversation.shown(effect, await self._calls.hand(effect))
            case Typing():
                self._streams.type(effect.chat)

    async def _send(self, send: Send) -> None:
        self._streams.still(send.chat.id)
        grown = await self._streams.end(send.chat.id, send.card) if send.card else None
        message = await self._post(send, grown)
        await self._conversation.shown(send, message)

    async def _post(self, send: Send, grown: MessageRef | None) -> MessageRef | None:
        """Sends the pages that do not stand yet; the first one takes the place of the text that grew until now.
        Which message the card is: the last one."""
        made = pages(send.screen)
        message, reply_to = None, send.reply_to
        for number, page in enumerate(made[send.kept.parts :], send.kept.parts + 1):
            if number == 1 and grown is not None and await self._calls.change(grown, page):
                message = grown
            else:
                message = await self._calls.post(send.chat, page, reply_to)
                reply_to = None
            if number < len(made):
                await self._conversation.part(send, number)
        return message

    async def _edit(self, edit: Edit) -> None:
        self._streams.still(edit.message.chat)
        if edit.card:
            await self._streams.end(edit.message.chat, edit.card)
        if await self._calls.change(edit.message, shortened(edit.screen)):
            await self._conversation.shown(edit, edit.message)
        elif edit.or_send is not None:
            message = await self._post(Send(edit.or_send, edit.screen, edit.card, kept=edit.kept), None)
            await self._conversation.shown(edit, message)
        else:
            await self._conversation.shown(edit)
