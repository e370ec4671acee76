"""Hashtags: how many, well formed, each once, and after the text instead of in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from bot.checks import urls
from bot.checks.length import HARD
from bot.domain.check import Check, CheckContext, Draft, Hit

MAX_HITS = 5
_TAG = re.compile(r"#(?<![\w&/#]#)(\w+)")
_WHOLE = re.compile(r"#\w*[^\W\d_]\w*")
_BROKEN_WORD = re.compile(r"#(?<![\w&/#]#)\w*[^\W\d_]\w*-\w+")
_LOOSE = re.compile(r"#(?<!\S#)[ \t]+\w+")
_INSIDE = re.compile(r"#(?<![\w&/#]#)(?:\w+)(?=[ \t]+[^\s#]*[^\W\d_])")


def tags(draft: Draft) -> tuple[str, ...]:
    """Every hashtag of the post: those in the main field, and in a part of their own."""
    found = _tags(draft.text)
    return (*found, *(tag for _, tag in _items(draft) if tag not in found))


@lru_cache(maxsize=64)
def _tags(text: str) -> tuple[str, ...]:
    found = _TAG.findall(_own(text)) if "#" in text else ()
    return tuple(f"#{tag}" for tag in found if not tag.isdigit())


def too_many(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """More than the channel accepts, by its documentation or by a quotation of it."""
    rule = context.channel.hashtags
    found = tags(draft)
    if rule.basis in HARD and len(found) > rule.max:
        yield Hit(found[rule.max], {"count": len(found), "max": rule.max})


def outside_range(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """More or fewer than is usual; no source shows that a number brings reach."""
    rule = context.channel.hashtags
    found = tags(draft)
    if len(found) < rule.min or (len(found) > rule.max and rule.basis not in HARD):
        yield Hit(found[-1] if found else "", {"count": len(found), "min": rule.min, "max": rule.max})


def malformed(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A tag that ends too early or is none: a hyphen, a space, an apostrophe, digits only."""
    return islice(_malformed(draft), MAX_HITS)


def _malformed(draft: Draft) -> Iterator[Hit]:
    for part, tag in _items(draft):
        if not _WHOLE.fullmatch(tag.strip()):
            yield Hit(tag, {"tag": tag.strip()}, part)
    if "#" not in draft.text:
        return
    text = _own(draft.text)
    words = [word.rstrip(".,;:!?") for line in text.splitlines() for word in _tags_of_line(line)]
    wrong = [word for word in words if not _WHOLE.fullmatch(word)]
    for word in dict.fromkeys((*wrong, *_BROKEN_WORD.findall(text), *_loose(text))):
        yield Hit(word, {"tag": word})


def _tags_of_line(line: str) -> list[str]:
    """The tags of a line that is made of tags; none of a sentence that begins with one."""
    if not line.lstrip().startswith("#"):
        return []
    words = line.split()
    own = [word for word in words if word.startswith("#") and len(word) > 1]
    return own if 2 * len(own) > len(words) else []


def repeated(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """The same tag twice, whatever its capitals."""
    times = Counter(tag.casefold() for tag in tags(draft))
    shown = dict.fromkeys(tag for tag in tags(draft) if times[tag.casefold()] > 1)
    for tag in list(shown)[:1]:
        yield Hit(tag, {"tag": tag, "times": times[tag.casefold()]})


def inside_text(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A tag in the middle of a sentence: it reads badly and a screen reader says `hashtag` each time."""
    if "#" not in draft.text:
        return
    for match in islice(_INSIDE.finditer(_own(draft.text)), MAX_HITS):
        if not match.group()[1:].isdigit():
            yield Hit(match.group(), {"tag": match.group()})


def _own(text: str) -> str:
    """The text without addresses: the `#` in one starts no tag."""
    return urls.without(text)


def _loose(text: str) -> list[str]:
    """`# tag`, outside a line that is a markdown heading."""
    return [m.group() for m in _LOOSE.finditer(text) if text[: m.start()].rpartition("\n")[2].strip()]


def _items(draft: Draft) -> Iterator[tuple[str, str]]:
    """The items of a part `hashtags` that stands beside the main field."""
    value = draft.parts.get("hashtags")
    if isinstance(value, list | tuple):
        for place, tag in enumerate(value):
            if isinstance(tag, str):
                yield f"hashtags[{place}]", tag


CHECKS: tuple[Check, ...] = (
    Check("hashtags.too_many", "blocking", too_many),
    Check("hashtags.range", "advice", outside_range),
    Check("hashtags.malformed", "advice", malformed),
    Check("hashtags.repeated", "advice", repeated),
    Check("hashtags.inside_text", "advice", inside_text),
)
