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
    if part.min == 0 and not material.brief.commercial_relation:
        return []
    wanted = min(part.max, max(part.min, _USUAL if part.min else 1))
    longest = min(part.max_chars, _LONGEST)
    marked = [material.fixed.labels["ad_hashtag"][material.language]] if material.brief.commercial_relation else []
    found = dict.fromkeys(tag for tag in (*marked, *_tags(_sources(material))) if len(tag) <= longest)
    spare = (tag for tag in material.fixed.hashtags[material.language] if len(tag) <= longest)
    return list(dict.fromkeys([*list(found)[:wanted], *([] if len(found) >= part.min else spare)]))[:wanted]


def _sources(material: Material) -> Iterable[str]:
    brief = material.brief
    yield from brief.keywords
    for text in (
        brief.brand.sector,
        brief.terms.solution,
        brief.brand.name,
        brief.terms.product,
        brief.terms.problem,
    ):
        if text:
            yield text
    yield from brief.persona.vocabulary


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
