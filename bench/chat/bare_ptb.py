"""A bare echo bot of python-telegram-bot, as its documentation has it, with updates handled beside each other."""

from __future__ import annotations

import os
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says what was said."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answers a tap and changes the message."""
    query = update.callback_query
    if query is not None:
        await query.answer()
        await query.edit_message_text(str(query.data))


def main() -> None:
    """Polls until it is killed."""
    builder: Any = ApplicationBuilder().token(os.environ["TELEGRAM_BOT_TOKEN"])
    builder = builder.base_url(f"{os.environ['TELEGRAM_API_URL']}/bot").concurrent_updates(True)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(tapped))
    application.run_polling()


if __name__ == "__main__":
    main()
