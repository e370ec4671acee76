"""Kernbot in Telegram. Nothing else in the program imports the library, except the web app for its webhook."""

from bot.telegram_ui.application import build_application

__all__ = ["build_application"]
