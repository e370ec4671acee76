"""Files and pasted texts become plain text, and text becomes proposals a person keeps or drops."""

from __future__ import annotations

from bot.services.reading.errors import UnreadableError
from bot.services.reading.files import Reading, notes, pasted, read, refuse_size

__all__ = ["Reading", "UnreadableError", "notes", "pasted", "read", "refuse_size"]
