"""The template writer: composes from data, without any model."""

from bot.generation.playbook.writer import PlaybookWriter

__all__ = ["PlaybookWriter"]
