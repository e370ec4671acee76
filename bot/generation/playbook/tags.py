"""Hashtags from what the brief gives for that: its keywords, its terms, its sector, and the name of the brand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domain.channel import Part
from bot.generation.playbook.material import Material

_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS = 4
_USUAL = 4
_LONGEST = 40


def hashtags(material: Material, part: Part) -> list[str]:
    """About four where the part wants any, as far as the brief has words for them: empty tags help nobody."""
    if part.min == 0:
        return []
    wanted = min(part.max, max(part.min, _USUAL))
    longest = min(part.max_chars, _LONGEST)
    return [tag for tag in _tags(_sources(material)) if len(tag) <= longest][:wanted]


def _sources(material: Material) -> Iterable[str]:
    """Texts to make a tag of, best first, without the article in front."""
    brief, articles = material.brief, material.grammar.articles
    for text in (*brief.keywords, brief.terms.solution, brief.terms.product, brief.brand.sector):
        words = (text or "").split()
        words = words[1:] if words and words[0].lower() in articles else words
        yield " ".join(words)
    yield brief.brand.name


def _tags(texts: Iterable[str]) -> Iterable[str]:
    seen: set[str] = set()
    for text in texts:
        words = _WORD.findall(text)
        tag = (
            "#" + "".join(word[:1].upper() + word[1:] for word in words)
            if len(words) > 1
            else f"#{''.join(words)}"
        )
        if 0 < len(words) <= _MAX_WORDS and not words[0].isdigit() and tag.lower() not in seen:
            seen.add(tag.lower())
            yield tag
