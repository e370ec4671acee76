"""Hashtags from the brief: its keywords, its sector, its terms, its name."""

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
    """As many as the part wants: none where none will do, else about four."""
    if part.min == 0:
        return []
    wanted = min(part.max, max(part.min, _USUAL))
    longest = min(part.max_chars, _LONGEST)
    found = dict.fromkeys(tag for tag in _tags(_sources(material)) if len(tag) <= longest)
    spare = (tag for tag in material.fixed.hashtags[material.language] if len(tag) <= longest)
    return list(dict.fromkeys([*list(found)[:wanted], *([] if len(found) >= part.min else spare)]))[:wanted]


def _sources(material: Material) -> Iterable[str]:
    """Texts to make a tag of, best first: without the article in front, and without any where it is too long."""
    brief, articles = material.brief, material.grammar.articles
    named = (brief.brand.sector, brief.terms.solution, brief.terms.product, brief.terms.problem)
    for text in (*brief.keywords, *named, *brief.persona.vocabulary):
        words = (text or "").split()
        words = words[1:] if words and words[0].lower() in articles else words
        yield " ".join(word for word in words if len(words) <= _MAX_WORDS or word.lower() not in articles)
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
