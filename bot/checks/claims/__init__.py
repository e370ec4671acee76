"""Claims: found by rules, joined with the writer's list, traced to what carries them, or approval stays shut."""

from __future__ import annotations

from bot.checks.claims.checks import CHECKS
from bot.checks.claims.tracing import claims_of

__all__ = ["CHECKS", "claims_of"]
