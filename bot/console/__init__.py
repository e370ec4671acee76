"""Kernbot in a terminal: a front beside Telegram, with the same conversation behind it."""

from bot.console.opening import terminal
from bot.console.ports import Backstage, Conversation, Port, Seat
from bot.console.talk import talk

__all__ = ["Backstage", "Conversation", "Port", "Seat", "talk", "terminal"]
