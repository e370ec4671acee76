"""The forms in which a word appears in a text: enough inflection, Dutch and English, to find a banned word.

Rules of spelling, no dictionary: a form that nobody writes costs nothing, a missed one lets a banned word through.
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORT = 3
COMPOUND_FROM = 6
COMPOUND_REST = 3
_VOWELS = "aeiou"
_LINKS = ("s", "en", "n", "e", "-", "")
_NO_COMPOUND = ("ant", "abil", "able", "ement", "eer", "ier", "isme", "ism", "ist", "iteit")
_DUTCH_ENDINGS = ("e", "er", "ere", "st", "ste", "s", "'s", "en", "heid", "heden", "je", "jes", "tje", "tjes")
_DUTCH_VERB = ("", "t", "d", "de", "den", "te", "ten", "end", "ende", "ing", "ingen", "er", "ers", "en", "enden")
_ENGLISH_ENDINGS = ("s", "es", "'s", "ed", "d", "ing", "ings", "er", "ers", "est", "ly", "ness", "able")


@lru_cache(maxsize=1024)
def forms(word: str) -> frozenset[str]:
    """The word in lower case with its inflected forms. Words of up to three letters do not change."""
    word = word.lower().replace("’", "'")
    if len(word) <= SHORT or not word.replace("-", "").replace("'", "").isalpha():
        return frozenset({word, f"{word}'s"})
    return frozenset({word, *_dutch(word), *_english(word)})


def _dutch(word: str) -> set[str]:
    found = {stem + ending for stem in {word, _open(word)} for ending in _DUTCH_ENDINGS}
    if word.endswith("en") and len(word) > 4:
        for stem in _stems(word[:-2]):
            found |= {stem + ending for ending in _DUTCH_VERB}
            found |= {f"ge{stem}{ending}" for ending in ("t", "d", "te", "de", "en", "ten", "den")}
        found |= {word + "d", word + "de"}
    elif word.endswith("e") and len(word) > 4:
        found |= _stems(word[:-1]) | {word[:-1] + ending for ending in ("er", "ere", "st", "ste")}
    return found


def _open(word: str) -> str:
    """The stem before an ending that opens the last syllable: naadloos - naadloz(e), glad - gladd(e)."""
    if re.search(rf"([aeou])\1[^{_VOWELS}]$", word):
        return _voiced(word[:-2] + word[-1])
    if re.search(rf"[^{_VOWELS}][{_VOWELS}][^{_VOWELS}wxjyh]$", word):
        return word + word[-1]
    return _voiced(word)


def _voiced(stem: str) -> str:
    return stem[:-1] + {"f": "v", "s": "z"}.get(stem[-1], stem[-1])


def _stems(open_stem: str) -> set[str]:
    """The stems a Dutch infinitive or inflected adjective may stand for: mak(en) - maak, bakk(en) - bak."""
    stems = {open_stem}
    last = open_stem[-1]
    hard = open_stem[:-1] + {"v": "f", "z": "s"}.get(last, last)
    stems.add(hard)
    if len(open_stem) > 2 and open_stem[-2] == last:
        stems.add(open_stem[:-1])
    if re.search(rf"(^|[^{_VOWELS}])[aeou][^{_VOWELS}]$", open_stem):
        stems.add(hard[:-1] + hard[-2] + hard[-1])
    return stems


def _english(word: str) -> set[str]:
    found = {word + ending for ending in _ENGLISH_ENDINGS}
    if word.endswith("e"):
        found |= {word[:-1] + ending for ending in ("ing", "ings", "ed", "er", "ers", "est", "able", "ation", "y")}
    elif word.endswith("y") and word[-2] not in _VOWELS:
        found |= {word[:-1] + ending for ending in ("ies", "ied", "ier", "iest", "ily", "iness")}
    elif re.search(rf"[^{_VOWELS}][{_VOWELS}][^{_VOWELS}wxy]$", word):
        found |= {word + word[-1] + ending for ending in ("ing", "ed", "er", "ers", "est")}
    if word.endswith("ic"):
        found.add(word + "ally")
    return found


def found_in(tokens: frozenset[str], word: str) -> frozenset[str]:
    """Those tokens of a text (lower case) that are a form of the word, or a compound that begins with one."""
    found = tokens & forms(word)
    bases = _bases(word)
    if not bases:
        return found
    return found | {token for token in tokens if token.startswith(bases) and _is_compound(token, bases)}


@lru_cache(maxsize=1024)
def _bases(word: str) -> tuple[str, ...]:
    """What a compound may begin with: the word itself, or the stem of a verb (ontzorgtraject)."""
    word = word.lower().replace("’", "'")
    stems = _stems(word[:-2]) if word.endswith("en") else set()
    return tuple(base for base in sorted({word, *stems}) if len(base) >= COMPOUND_FROM)


def _is_compound(token: str, bases: tuple[str, ...]) -> bool:
    return any(token.startswith(base) and _is_part(token[len(base) :]) for base in bases)


def _is_part(rest: str) -> bool:
    """Whether what follows can be a word of its own, after a linking letter or without."""
    if rest.startswith(_NO_COMPOUND):
        return False
    return any(rest.startswith(link) and len(rest) - len(link) >= COMPOUND_REST for link in _LINKS)
