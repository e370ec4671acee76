"""Kernbot on the web: Telegram's webhook, the page for somebody outside, and a sign of life."""

from bot.web.app import app
from bot.web.listening import listening
from bot.web.review import review
from bot.web.telegram import PATH, hook

__all__ = ["PATH", "app", "hook", "listening", "review"]
