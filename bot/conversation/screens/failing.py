"""Why a job came to nothing, in words, and what a person can still do about it."""

from __future__ import annotations

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Screen
from bot.conversation.spans import bold, screen
from bot.domain.rewrite import Reason

BY_MODEL = frozenset(
    {
        "ModelFailedError",
        "EndpointFailedError",
        "UnavailableError",
        "BusyError",
        "AccessError",
        "QuotaError",
        "RefusedError",
    }
)
"""Reasons that lie with the model: the template writer can go on."""
NOT_AGAIN = frozenset({"NotFoundError", "BadInputError", "ConflictError"})
"""Reasons that stay the same however often it is tried."""


def why(t: Texts, reason: str) -> str:
    """The reason of a failed job, or of one post of it."""
    if reason == "ConflictError":
        return t("ideas-overtaken")
    return t("ideas-failed", reason="ModelFailedError" if reason == "EndpointFailedError" else reason)


def shut(t: Texts, model: str, place: str, reason: str) -> Screen:
    """For the admins: a model at a place is not asked any more."""
    return screen(bold(t("model-shut", model=model, place=place)), why(t, reason), t("model-shut-how"))


def refusal(t: Texts, reason: Reason) -> str:
    """Why something is not possible."""
    return t(f"posts-not-{reason.replace('_', '-')}")
