"""Every check of a post, in the order in which a reviewer likes to hear of them."""

from __future__ import annotations

from bot.checks import (
    address,
    claims,
    duplicates,
    emoji,
    green,
    hashtags,
    hook,
    language,
    length,
    links,
    markup,
    names,
    numbers,
    persuasion,
    phases,
    placeholders,
    readability,
    relation,
    spoken,
    style,
    words,
    worn,
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
"""What can be counted or pointed at: the same for every brand and phase."""

WORDING: tuple[Check, ...] = (
    *relation.CHECKS,
    *phases.CHECKS,
    *persuasion.CHECKS,
    *words.CHECKS,
    *address.CHECKS,
    *language.CHECKS,
    *style.CHECKS,
    *worn.CHECKS,
    *readability.CHECKS,
)
"""What the words say to this reader, in this phase, for this brand."""

CLAIMS: tuple[Check, ...] = (*claims.CHECKS, *green.CHECKS)
"""What has to be true and provable."""

CHECKS: tuple[Check, ...] = (*CLAIMS, *WORDING, *MECHANICS)
