"""Dutch written in the English manner (title case, split compounds, apostrophes), and empty apologies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.checks import phrases
from bot.checks.reading import listed, once, places, whole
from bot.checks.view import View
from bot.domain.check import Check, CheckContext, Draft, Hit

HEADING_MIN_WORDS, HEADING_MAX_WORDS = 4, 16
TITLE_SHARE = 0.6
TITLE_MIN_CAPITALS = 2
_CAPITAL = re.compile(r" [^\W\d_a-z][^\W\d_A-Z]")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_APOSTROPHE = re.compile(r"['’]s\b")
_LAST_WORD = re.compile(r"(?<![\w'’.-])[^\W\d_]+$")
LONGEST_WORD = 40
CLASHES = ("aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "ij", "oe", "oi", "oo", "ou", "ui", "uu")
"""Vowels that would be read as one: mede-eigenaar, data-analyse."""
CONSONANTS = tuple("bcdfghjklmnpqrstvwxz")
_VOWEL = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)
REPLY_PARTS = ("reply", "replies")


def title_case(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A line in which common words carry capitals, as English headings do."""
    common = phrases.words(listed(context, "common_words"))
    if common:
        for part, seen in whole(draft).readings:
            for line, shown in zip(seen.prose.split("\n"), seen.text.split("\n"), strict=True):
                if line.count(" ") <= HEADING_MAX_WORDS and _is_title_case(line, common):
                    yield Hit(shown.strip(" #*"), {}, part)


def _is_title_case(line: str, common: frozenset[str]) -> bool:
    """Judged by words inside a sentence alone: a capital after punctuation is no fault. Names and
    abbreviations have capitals too, so at least two of the capitals must be on common words."""
    if len(_CAPITAL.findall(line)) < TITLE_MIN_CAPITALS:
        return False
    words = list(_LETTERS.finditer(line))
    if not HEADING_MIN_WORDS <= len(words) <= HEADING_MAX_WORDS:
        return False
    inside = [word.group() for word in words if line[: word.start()].rstrip(" \"“'‘(")[-1:] not in _OPENING]
    capitals = [word for word in inside if word[0].isupper() and not word[1:].isupper()]
    long_words = [word for word in inside if len(word) > 3]
    on_common = sum(word.lower() in common for word in capitals if len(word) > 1)
    share = sum(word[0].isupper() for word in long_words) / max(1, len(long_words))
    return on_common >= TITLE_MIN_CAPITALS and share >= TITLE_SHARE


_OPENING = ("", ".", "!", "?", ":", "–", "—", "-", "*", "#", "|", "…", ">", "•")


def split_compounds(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Words that Dutch writes as one: from the list, or after a form that exists in compounds only."""
    separate = phrases.words(listed(context, "function_words"))
    for place in once(places(draft, context, "split_compounds")):
        yield _compound(place.text, place.part, separate)
    endings = listed(context, "compound_endings")
    for part, seen in whole(draft).readings:
        if any(f"{ending} " in seen.prose for ending in endings):
            for match in _bound(endings).finditer(seen.prose):
                if separate.isdisjoint(match.groups()):
                    yield _compound(" ".join(match.groups()), part, separate)


@lru_cache(maxsize=4)
def _bound(endings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b([^\W\d_A-Z]{{4,}}(?:{'|'.join(map(re.escape, endings))})) (?=([^\W\d_A-Z]{{4,}})\b)")


def _compound(text: str, part: str, separate: frozenset[str]) -> Hit:
    """The hit with the words as one; an article or pronoun before them stays out of it."""
    pieces = text.split()
    while len(pieces) > 2 and pieces[0].lower() in separate:
        pieces.pop(0)
    joined = pieces[0]
    for piece in pieces[1:]:
        clash = len(pieces[0]) <= 2 or joined[-1].isdigit() or (joined[-1] + piece[0]).lower() in CLASHES
        joined += f"-{piece}" if clash else piece
    return Hit(text, {"joined": joined}, part)


def apostrophes(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """A genitive or plural in the English manner: "Jan's fiets", "klant's vraag". Right: foto's, Anna's."""
    kept = phrases.words(listed(context, "apostrophe_kept"))
    if kept:
        for part, seen in whole(draft).readings:
            if "'s" in seen.prose or "’s" in seen.prose:
                yield from _apostrophes(part, seen, kept)


def _apostrophes(part: str, seen: View, kept: frozenset[str]) -> Iterator[Hit]:
    for match in _APOSTROPHE.finditer(seen.prose):
        before = _LAST_WORD.search(seen.prose[max(0, match.start() - LONGEST_WORD) : match.start()])
        word = before.group() if before else ""
        if _is_plain_word(word) and f"{word}'s".lower() not in kept:
            ending = "’" if word[-1] in "sxz" else "s"
            yield Hit(word + match.group(), {"better": word + ending}, part)


def _is_plain_word(word: str) -> bool:
    """Ends in a consonant and is no abbreviation: those (url's, pdf's) are short, vowelless or in capitals."""
    if word[-1:].lower() not in CONSONANTS:
        return False
    name = len(word) >= 3 and word[0].isupper() and word[1:].islower()
    return (name or (len(word) >= 5 and word.islower())) and bool(_VOWEL.search(word))


def apologies(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Apologies from a form; in a reply to a customer also the single words that do duty as one."""
    in_replies = (place for place in places(draft, context, "apology_reply") if place.part.startswith(REPLY_PARTS))
    for place in once((*places(draft, context, "apology"), *in_replies)):
        yield Hit(place.text, {"sentence": place.sentence}, place.part)


CHECKS = (
    Check("style.title_case", "advice", title_case),
    Check("style.split_compound", "advice", split_compounds),
    Check("style.apostrophe", "advice", apostrophes),
    Check("style.apology", "advice", apologies),
)
