"""Repetition: two posts of a pack that are one, a sentence that comes back, in another post or in the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from bot.checks.view import Sentence, view
from bot.domain.check import Check, CheckContext, Draft, Hit

SAME_POST = 80
"""Ratio of two texts from which they are one piece of work for two channels."""
SAME_SENTENCE = 90
MIN_WORDS = 6
MAX_HITS = 3


def post(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Another post of the pack with nearly the same text."""
    if not context.others or not draft.text.strip():
        return
    from rapidfuzz import fuzz  # 40 ms: late

    for other in context.others:
        ratio = fuzz.ratio(draft.text, other.text, score_cutoff=SAME_POST)
        if ratio:
            yield Hit(draft.text[:80].strip(), {"other": other.channel, "percent": round(ratio)})


def sentence(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A sentence that nearly stands in another post of the pack."""
    return islice(_shared(draft, context), MAX_HITS)


def within(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A sentence that stands twice in the same post."""
    seen: set[str] = set()
    hits: list[Hit] = []
    for text, plain in _long_sentences(draft.text):
        if plain in seen:
            hits.append(Hit(text, {"sentence": text}))
        seen.add(plain)
    return hits[:MAX_HITS]


def _shared(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if not context.others:
        return
    from rapidfuzz import fuzz, process  # 40 ms: late

    required = [word.text.casefold() for word in context.brief.brand.required] if context.brief else []
    own = [one for one in _long_sentences(draft.text) if not any(words in one[1] for words in required)]
    for other in context.others:
        theirs = [plain for _, plain in _long_sentences(other.text)]
        for text, plain in own:
            # One call in C for all sentences of the other post; partial_ratio would cost a thousand times this.
            if process.extractOne(plain, theirs, scorer=fuzz.ratio, score_cutoff=SAME_SENTENCE):
                yield Hit(text, {"sentence": text, "other": other.channel})


@lru_cache(maxsize=64)
def _long_sentences(text: str) -> tuple[tuple[str, str], ...]:
    """The sentences of at least six words, each with its form in which small differences are gone."""
    return tuple((one.text, _plain(one)) for one in view(text).sentences if one.text.count(" ") >= MIN_WORDS - 1)


def _plain(one: Sentence) -> str:
    return " ".join(one.text.casefold().split()).strip(" .!?…\"'“”‘’")


CHECKS: tuple[Check, ...] = (
    Check("duplicates.post", "advice", post),
    Check("duplicates.sentence", "advice", sentence),
    Check("duplicates.within", "advice", within),
)
