"""A bare echo bot of aiogram, as its documentation has it."""

from __future__ import annotations

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message


async def echo(message: Message) -> None:
    """Says what was said."""
    await message.answer(message.text or "")


async def tapped(query: CallbackQuery) -> None:
    """Answers a tap and changes the message."""
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(str(query.data))


async def main() -> None:
    """Polls until it is killed."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    dispatcher.callback_query.register(tapped)
    await dispatcher.start_polling(Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
