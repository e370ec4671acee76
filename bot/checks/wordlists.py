"""Lists of single words from prompts/style/, for checks that look in both languages at once."""

from __future__ import annotations

from bot.checks import phrases
from bot.domain.check import CheckContext


def either(context: CheckContext, key: str) -> frozenset[str]:
    """The words of a list in Dutch and English, in lower case; empty when there is no such list.

    A template or a persona's name may be in the other language than the post.
    """
    found = context.phrases.get(key)
    return phrases.words((*found.nl, *found.en)) if found else frozenset()
