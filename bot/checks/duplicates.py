"""Repetition: two posts of a pack that are one, a sentence that comes back, in another post or in the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from bot.checks.hook import first_line
from bot.domain.brief import Brief
from bot.domain.check import Check, CheckContext, Draft, Hit

SAME_POST = 80
"""Ratio of two texts from which they are one piece of work for two channels."""
SAME_SENTENCE = 90
MIN_WORDS = 6
_STOP = re.compile(r"[.!?…]+[\"'”’»)]*\s+")
_EDGES = " .!?…\"'“”‘’„«»()#*-•"
MAX_HITS = 3


def post(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Another post of the pack with nearly the same text."""
    likely = [other for other in context.others if _share_words(draft.text, other.text)]
    if not likely:
        return
    from rapidfuzz import fuzz  # 40 ms: late

    for other in likely:
        ratio = fuzz.ratio(draft.text, other.text, score_cutoff=SAME_POST)
        if ratio:
            yield Hit(draft.text[:80].strip(), {"other": other.channel, "percent": round(ratio)})


def sentence(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A sentence that nearly stands in another post of the pack."""
    return islice(_shared(draft, context), MAX_HITS)


def within(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A sentence that stands twice in the same post."""
    return islice(_twice(draft.text), MAX_HITS)


def _twice(text: str) -> Iterator[Hit]:
    seen: set[str] = set()
    for sentence, plain in _long_sentences(text):
        if plain in seen:
            yield Hit(sentence, {"sentence": sentence})
        seen.add(plain)


def _shared(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if not context.others:
        return
    indexes = [(other, _by_ends(other.text)) for other in context.others]
    for text, plain in _long_sentences(draft.text):
        ends = _ends(plain)
        for other, index in indexes:
            if _is_among(plain, (*index.get(ends[0], ()), *index.get(ends[1], ()))):
                if not _is_given(plain, context.brief) and not _both_open_with(text, draft, other):
                    yield Hit(text, {"sentence": text, "other": other.channel})
                break


def _is_given(plain: str, brief: Brief | None) -> bool:
    """Words that have to come back as they are: required texts, proof, and objections answered literally."""
    if brief is None:
        return False
    given = [word.text for word in brief.brand.required]
    given += [proof.text for proof in brief.proof]
    given += [objection.text for objection in brief.persona.objections]
    texts = (" ".join(text.casefold().split()).strip(_EDGES) for text in given)
    return any(plain in text or (text in plain and 2 * len(text) >= len(plain)) for text in texts)


def _both_open_with(text: str, draft: Draft, other: Draft) -> bool:
    """The opening line has its own check: one remark for one fault."""
    return first_line(draft.text).startswith(text) and first_line(other.text).casefold().startswith(
        text.casefold()
    )


def _is_among(plain: str, candidates: tuple[str, ...]) -> bool:
    """Candidates begin or end alike: comparing all with all would cost a hundred times as much."""
    if not candidates or plain in candidates:
        return bool(candidates)
    from rapidfuzz import fuzz  # 40 ms: late

    return any(fuzz.ratio(plain, one, score_cutoff=SAME_SENTENCE) for one in candidates)


def _ends(plain: str) -> tuple[str, str]:
    words = plain.split(" ")
    return f"^{words[0]} {words[1]}", f"{words[-2]} {words[-1]}$"


@lru_cache(maxsize=64)
def _by_ends(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, plain in _long_sentences(text):
        for end in _ends(plain):
            found.setdefault(end, []).append(plain)
    return found


@lru_cache(maxsize=64)
def _long_sentences(text: str) -> tuple[tuple[str, str], ...]:
    """The sentences of at least six words, each with its form in which small differences are gone."""
    pieces = (piece.strip() for line in text.splitlines() for piece in _STOP.split(line))
    long = (piece for piece in pieces if piece.count(" ") >= MIN_WORDS - 1)
    plain = ((piece, " ".join(piece.casefold().split()).strip(_EDGES)) for piece in long)
    return tuple((piece, words) for piece, words in plain if words.count(" ") >= MIN_WORDS - 1)


@lru_cache(maxsize=64)
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _share_words(one: str, other: str) -> bool:
    """Two texts that are 80% the same have far more than half of their words in common."""
    words, others = _words(one), _words(other)
    return 2 * len(words & others) > max(len(words), len(others))


CHECKS: tuple[Check, ...] = (
    Check("duplicates.post", "advice", post, beside=True),
    Check("duplicates.sentence", "advice", sentence, beside=True),
    Check("duplicates.within", "advice", within),
)
