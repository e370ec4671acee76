"""A small bot of python-telegram-bot, to try the server with: the one module here that knows a library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)
from tests.fakes.telegram.api import BotApi

App = Application[Any, Any, Any, Any, Any, Any]


@asynccontextmanager
async def bot_at(api: BotApi, token: str = "") -> AsyncIterator[Bot]:
    """The library's bot, without an application."""
    async with Bot(token or api.token, base_url=api.base_url, base_file_url=api.base_file_url) as bot:
        yield bot


def application(api: BotApi) -> App:
    """An application without handlers."""
    return ApplicationBuilder().token(api.token).base_url(api.base_url).base_file_url(api.base_file_url).build()


@asynccontextmanager
async def polling(app: App) -> AsyncIterator[None]:
    """The application, while it polls."""
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling(timeout=5)
        yield
        await app.updater.stop()
        await app.stop()


def talking(api: BotApi) -> App:
    """Welcomes with a button at /start, edits the message when it is tapped, and echoes text."""
    app = application(api)
    app.add_handler(CommandHandler("start", _start))
    app.add_handler(CallbackQueryHandler(_tapped))
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, _echo))
    return app


def collecting(api: BotApi) -> tuple[App, list[Update]]:
    """An application that says nothing, and the updates that it gets."""
    app, seen = application(api), []

    async def collect(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        seen.append(update)

    app.add_handler(TypeHandler(Update, collect))
    return app, seen


async def _start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message
    keyboard = [[InlineKeyboardButton("Ga door", callback_data="go:1", style="success")]]
    words = " ".join(context.args or [])
    await update.effective_message.reply_html(
        f"<b>Welkom</b> {words}", reply_markup=InlineKeyboardMarkup(keyboard), do_quote=True
    )


async def _tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query
    await query.answer("Goed")
    await query.edit_message_text(
        f"Gekozen: {query.data}", link_preview_options=LinkPreviewOptions(is_disabled=True)
    )


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(update.effective_message.text or "geen tekst")
