"""Kernbot on the web: Telegram's webhook, the page for somebody outside, and a sign of life."""

from bot.web.app import Route, app
from bot.web.guesses import behind
from bot.web.listening import listening
from bot.web.review import REVIEW, review
from bot.web.telegram import PATH, hook

__all__ = ["PATH", "REVIEW", "Route", "app", "behind", "hook", "listening", "review"]
