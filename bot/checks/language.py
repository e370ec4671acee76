"""The right language: the whole text, each sentence, and the spelling and words of the country.

Function words decide nearly always: they cost microseconds. Lingua, limited to two languages, is asked only
where they are silent or point the wrong way, and then about a few hundred characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bot.checks import phrases
from bot.checks.reading import Reading, once, places, whole
from bot.domain.base import LANGUAGES, Language
from bot.domain.check import Check, CheckContext, Draft, Hit

FUNCTION_WORDS = "function_words"
SAMPLE = 300
TEXT_MIN_WORDS = 8
TEXT_CLEAR_WORDS = 3
TEXT_SILENT_WORDS = 12
SENTENCE_MIN_WORDS = 5
SENTENCE_SILENT_WORDS = 8
SURE, VERY_SURE = 0.75, 0.95
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@lru_cache(maxsize=1)
def _detector() -> tuple[Any, dict[Language, Any]]:
    """Built once, on the first doubt: 50 ms and 12 MB that most texts never need."""
    from lingua import Language as LinguaLanguage
    from lingua import LanguageDetectorBuilder

    known = {"nl": LinguaLanguage.DUTCH, "en": LinguaLanguage.ENGLISH}
    languages: dict[Language, Any] = {language: known[language] for language in LANGUAGES}
    return LanguageDetectorBuilder.from_languages(*languages.values()).build(), languages


def _confidence(text: str, language: Language) -> float:
    """How sure lingua is that a text is in this language and not in the other one, 0 to 1."""
    detector, languages = _detector()
    sample = phrases.encodable(text[:SAMPLE])
    return float(detector.compute_language_confidence(sample, languages[language]))


def _function_words(context: CheckContext, language: Language) -> frozenset[str]:
    listed = context.phrases.get(FUNCTION_WORDS)
    return phrases.words(listed[language]) if listed else frozenset()


def _other(context: CheckContext) -> Language:
    return "en" if context.language == "nl" else "nl"


def wrong_language(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """The text as a whole is in the other language."""
    seen = whole(draft)
    words = seen.lowers
    if len(words) < TEXT_MIN_WORDS:
        return
    own, other = _function_words(context, context.language), _function_words(context, _other(context))
    own_count = len([word for word in words if word in own])
    other_count = len([word for word in words if word in other])
    doubt = other_count > own_count or (own_count == 0 and len(words) >= TEXT_SILENT_WORDS)
    if doubt and own and other:
        needed = SURE if other_count >= TEXT_CLEAR_WORDS else VERY_SURE
        if _confidence(" ".join(words), _other(context)) >= needed:
            yield Hit(seen.readings[0].view.sentence_at(0).text)


def passage(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A sentence in the other language inside a text in the right one; quotations may."""
    own, other = _function_words(context, context.language), _function_words(context, _other(context))
    seen = whole(draft)
    if not own or other.isdisjoint(seen.lowers) or next(wrong_language(draft, context), None):
        return
    for reading in seen.readings:
        if not other.isdisjoint(reading.view.lowers):
            yield from _passages(reading, own, other, context)


def _passages(
    reading: Reading, own: frozenset[str], other: frozenset[str], context: CheckContext
) -> Iterator[Hit]:
    for sentence in reading.view.sentences:
        prose = reading.view.prose[sentence.start : sentence.end]
        words = _WORD.findall(prose)
        if len(words) < SENTENCE_MIN_WORDS or not own.isdisjoint(word.lower() for word in words):
            continue
        # Capitals inside a sentence are titles and names: "The" in "The Art of the Deal" proves nothing.
        count = sum(word in other for word in (words[0].lower(), *words[1:]))
        if count >= 2 or (count and len(words) >= SENTENCE_SILENT_WORDS):
            needed = SURE if count >= 2 else VERY_SURE
            if _confidence(prose.strip(), _other(context)) >= needed:
                yield Hit(sentence.text, {}, reading.part)


def locale(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Spellings and words of the other country: colour for American readers, mkb for Flemish ones."""
    key = f"locale_{context.locale.lower().replace('-', '_')}"
    for place in once(places(draft, context, key)):
        yield Hit(place.text, {"locale": context.locale}, place.part)


CHECKS = (
    Check("language.wrong", "blocking", wrong_language),
    Check("language.passage", "advice", passage),
    Check("language.locale", "advice", locale),
)
