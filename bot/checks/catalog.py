"""Every check of a post, in the order in which a reviewer likes to hear of them."""

from __future__ import annotations

from bot.checks import (
    duplicates,
    emoji,
    hashtags,
    hook,
    length,
    links,
    markup,
    names,
    numbers,
    placeholders,
    spoken,
)
from bot.domain.check import Check

MECHANICS: tuple[Check, ...] = (
    *placeholders.CHECKS,
    *names.CHECKS,
    *length.CHECKS,
    *hook.CHECKS,
    *markup.CHECKS,
    *links.CHECKS,
    *hashtags.CHECKS,
    *emoji.CHECKS,
    *spoken.CHECKS,
    *numbers.CHECKS,
    *duplicates.CHECKS,
)

CHECKS: tuple[Check, ...] = MECHANICS
