"""The hook: short enough, three different ones to choose from, and no two posts that open alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Literal

from bot.checks.counters import count
from bot.domain.check import Check, CheckContext, Draft, Hit

ALIKE = 75
"""Token-set ratio of two hooks of one post from which they are the same hook in other words."""
SAME = 85
"""Ratio of the openings of two posts from which a reader of both sees the same line twice."""
HOOKS = "hooks"
Mechanism = Literal["question", "figure", "quotation"]
_QUOTES = ("“", '"', "‘", "„", "«")


def opening(draft: Draft) -> tuple[str, str]:
    """The part and the words that a reader or viewer meets first: the first spoken line, else the first line."""
    beats = draft.parts.get("beats")
    if isinstance(beats, list | tuple) and beats and isinstance(beats[0], Mapping):
        spoken = beats[0].get("spoken")
        if isinstance(spoken, str) and spoken.strip():
            return "beats[0].spoken", spoken.strip()
    return "text", first_line(draft.text)


def first_line(text: str) -> str:
    """The first line that holds anything."""
    return text.lstrip().partition("\n")[0].strip()


def beyond_fold(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A first line that the reader sees cut off."""
    limit = context.channel.text.limit
    line = first_line(draft.text)
    if limit.fold and count(line, limit.counter) > limit.fold:
        yield Hit(line, {"count": count(line, limit.counter), "fold": limit.fold})
    for part in context.channel.parts:
        text = draft.parts.get(part.key)
        if part.limit is not None and part.limit.fold and isinstance(text, str):
            length = count(first_line(text), part.limit.counter)
            if length > part.limit.fold:
                yield Hit(first_line(text), {"count": length, "fold": part.limit.fold}, part.key)


def too_many_words(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A spoken hook that takes too long to say."""
    spoken = context.channel.spoken
    if spoken is None:
        return
    part, line = opening(draft)
    hooks = [(f"{HOOKS}[{place}]", hook) for place, hook in enumerate(_hooks(draft))]
    if part != "text" and line not in (hook for _, hook in hooks):
        hooks.insert(0, (part, line))
    for name, hook in hooks:
        words = count(hook, "words")
        if words > spoken.hook_max_words:
            yield Hit(hook, {"count": words, "limit": spoken.hook_max_words}, name)


def alike(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Hooks to choose from that are one hook: the same words, the same beginning, or all the same device."""
    hooks = _hooks(draft)
    if len(hooks) < 2:
        return
    for (place, one), (other_place, other) in combinations(enumerate(hooks), 2):
        if _same_idea(one, other):
            yield Hit(other, {"one": place + 1, "other": other_place + 1}, f"{HOOKS}[{other_place}]")
            return
    mechanisms = {_mechanism(hook) for hook in hooks}
    if len(hooks) > 2 and len(mechanisms) == 1 and None not in mechanisms:
        yield Hit(hooks[-1], {"one": 1, "other": len(hooks)}, f"{HOOKS}[{len(hooks) - 1}]")


def repeated(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Another post of the pack that opens with the same line."""
    if not context.others:
        return
    from rapidfuzz import fuzz  # 40 ms: late

    part, line = opening(draft)
    if not line or any(field in line for field in context.channel.merge_fields):
        return  # nothing, or a greeting: that may be the same everywhere
    for other in context.others:
        if fuzz.ratio(line.casefold(), opening(other)[1].casefold(), score_cutoff=SAME):
            yield Hit(line, {"other": other.channel}, part)
            return


def _hooks(draft: Draft) -> list[str]:
    value = draft.parts.get(HOOKS)
    return (
        [hook for hook in value if isinstance(hook, str) and hook.strip()]
        if isinstance(value, list | tuple)
        else []
    )


def _same_idea(one: str, other: str) -> bool:
    from rapidfuzz import fuzz  # 40 ms: late

    first, second = one.casefold(), other.casefold()
    if first.split()[:3] == second.split()[:3]:
        return True
    return fuzz.token_set_ratio(first, second, score_cutoff=ALIKE) > 0


def _mechanism(hook: str) -> Mechanism | None:
    if hook.rstrip('"”’» ').endswith("?"):
        return "question"
    if hook.lstrip().startswith(_QUOTES):
        return "quotation"
    return "figure" if any(sign.isdigit() for sign in hook) else None


CHECKS: tuple[Check, ...] = (
    Check("hook.fold", "advice", beyond_fold),
    Check("hook.words", "advice", too_many_words),
    Check("hook.alike", "advice", alike),
    Check("hook.repeated", "advice", repeated, beside=True),
)
