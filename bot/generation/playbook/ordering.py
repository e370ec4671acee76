"""An order in one message, read by the names in it: persona, phase, channels, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.domain.playbook import Grammar
from bot.domain.understood import MessageWords, Name, Names, Understood

ALIKE = 86
"""Ratio of two spellings from which they count as the same name: one slip in seven letters."""
MAX_ABOUT = 400
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_EXACT_BELOW = 4
_COMPOUND_FROM = 6
_TELLING_FROM = 4
_EDGES = " \t\r\n,;:.–—-"


class Token(NamedTuple):
    """A word of the message with its place."""

    start: int
    end: int
    text: str


class Hit(NamedTuple):
    """A name that stands in the message: from where to where, whose, and how alike."""

    first: int
    last: int
    name: Name
    score: float


def understood(message: str, names: Names, words: MessageWords, grammars: Iterable[Grammar]) -> Understood:
    """What the message orders. What it does not name stays open; nothing is guessed."""
    small = frozenset(word for grammar in grammars for word in (*grammar.small_words, *grammar.stop_words))
    tokens = _tokens(message)
    subject = _subject(message, tokens, (*words.about.nl, *words.about.en))
    head, tail = (tokens, []) if subject is None else (tokens[: subject[0]], tokens[subject[1] :])
    channels = [_also_called(name, words) for name in names.channels]
    taken: list[Hit] = []
    on = _all(channels, head, taken) or _all(channels, tail, taken)
    phases = _all(names.phases, head, taken) or _all(names.phases, tail, taken)
    persona = _persona(names.personas, head, small, taken) or _persona(names.personas, tail, small, taken)
    phase = max(phases, key=lambda hit: hit.score, default=None)
    return Understood(
        persona=persona,
        phase=phase.name.key if phase else None,
        channels=tuple(dict.fromkeys(hit.name.key for hit in sorted(on))),
        about=_about(message, tail, taken, small) if subject else "",
        warning=phase.name.warning_for(message) if phase else "",
    )


def _tokens(text: str) -> list[Token]:
    return [Token(*found.span(), found.group()) for found in _TOKEN.finditer(text)]


def _subject(message: str, tokens: Sequence[Token], openers: Iterable[str]) -> tuple[int, int] | None:
    """The tokens that announce the subject: words such as "about", else a colon; None when nothing does."""
    lowered = [token.text.lower() for token in tokens]
    for opener in sorted((tuple(opener.split()) for opener in openers), key=len, reverse=True):
        for place in range(len(lowered) - len(opener)):
            if tuple(lowered[place : place + len(opener)]) == opener:
                return place, place + len(opener)
    colon = re.search(r":\s", message)
    if colon is None:
        return None
    place = sum(token.end <= colon.start() for token in tokens)
    return (place, place) if place < len(tokens) else None


def _also_called(name: Name, words: MessageWords) -> Name:
    return name._replace(words=(*name.words, *words.channels.get(name.key, ())))


# -- names ------------------------------------------------------------------------------------------


def _all(names: Iterable[Name], tokens: Sequence[Token], taken: list[Hit]) -> list[Hit]:
    """Every name that stands in these tokens, longer names before what they hold; adds them to `taken`."""
    hits = sorted(_hits(names, tokens), key=lambda hit: (hit.first - hit.last, -hit.score))
    found: list[Hit] = []
    for hit in hits:
        if not any(hit.first < other.last and other.first < hit.last for other in (*taken, *found)):
            found.append(hit)
    taken += found
    return found


def _hits(names: Iterable[Name], tokens: Sequence[Token]) -> Iterator[Hit]:
    for name in names:
        for wording in dict.fromkeys(name.words):
            wanted = [token.text for token in _tokens(wording.replace("_", " "))]
            for place in range(len(tokens) - len(wanted) + 1) if wanted else ():
                score = _score(tokens[place : place + len(wanted)], wanted)
                if score:
                    last = place + len(wanted) - 1
                    yield Hit(tokens[place].start, tokens[last].end, name, score)


def _score(window: Sequence[Token], wanted: Sequence[str]) -> float:
    """How alike a piece of the message and a name are, from ALIKE up; 0 when they are not."""
    said, name = " ".join(token.text for token in window), " ".join(wanted)
    if len(name) == 1:
        return 100.0 * (said == name.upper())
    said, name = said.lower(), name.lower()
    if len(name) < _EXACT_BELOW:
        return 100.0 * (said == name)
    if len(name) >= _COMPOUND_FROM and said.startswith(name):  # overwegingsfase, linkedinpost
        return 100.0
    return fuzz.ratio(said, name, score_cutoff=ALIKE)


class Meant(NamedTuple):
    """How well a persona's name fits, and the words of the message that speak for it."""

    score: float
    said: frozenset[Token]
    name: Name


def _persona(
    personas: Iterable[Name], tokens: Sequence[Token], small: frozenset[str], taken: list[Hit]
) -> str | None:
    """The persona of which most telling words are there, added to `taken`; None when another fits as well."""
    free = [
        token for token in tokens if not any(hit.first < token.end and token.start < hit.last for hit in taken)
    ]
    ranked = sorted((_meant(name, free, small) for name in personas), key=lambda one: -one.score)
    if not ranked or not ranked[0].score or any(_rivals(ranked[0], other) for other in ranked[1:]):
        return None
    first = min(ranked[0].said)
    taken.append(Hit(first.start, first.end, ranked[0].name, 100.0 * ranked[0].score))
    return ranked[0].name.key


def _rivals(best: Meant, other: Meant) -> bool:
    """Whether the message may mean the other one too: it fits as well, or nearly, by words of its own."""
    return other.score == best.score or (2 * other.score > best.score and not other.said <= best.said)


def _meant(name: Name, said: Sequence[Token], small: frozenset[str]) -> Meant:
    """The best of a persona's names. Words that any name may have tell nothing, unless there are no others."""
    best = Meant(0.0, frozenset(), name)
    for wording in name.words:
        every = [token.text.lower() for token in _tokens(wording)]
        own = [word for word in every if word not in small] or every
        telling = [word for word in own if len(word) >= _TELLING_FROM] or own
        met = sum(any(_same(word, token.text.lower()) for token in said) for word in telling)
        if telling and met / len(telling) > best.score:
            words = frozenset(token for token in said if any(_same(word, token.text.lower()) for word in own))
            best = Meant(met / len(telling), words, name)
    return best


def _same(word: str, other: str) -> bool:
    if min(len(word), len(other)) < _EXACT_BELOW:
        return word == other
    return fuzz.ratio(word, other) >= ALIKE or (len(word) >= _COMPOUND_FROM and other.startswith(word))


# -- the subject ------------------------------------------------------------------------------------


def _about(message: str, tail: Sequence[Token], taken: Iterable[Hit], small: frozenset[str]) -> str:
    """The subject in its own words, up to the first name that follows it and the small words before that."""
    if not tail:
        return ""
    start = tail[0].start
    end = min((hit.first for hit in taken if hit.first >= start), default=len(message))
    kept = [token for token in tail if token.end <= end]
    if end < len(message):
        while kept and kept[-1].text.lower() in small:
            kept.pop()
    if not kept:
        return ""
    stop = kept[-1].end if end < len(message) else end
    return " ".join(message[start:stop].split()).strip(_EDGES)[:MAX_ABOUT]
