"""Markup that a channel shows as signs, and letters that are none to a screen reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.checks.signs import alphabet
from bot.domain.check import Check, CheckContext, Draft, Hit

MAX_HITS = 3
_STARS = re.compile(r"(?<![\w*\\|])(\*{1,3})(?=[^\s*|])[^*\n]{0,300}?(?<=[^\s*|])\1(?![\w*])")
_LINES = re.compile(r"(?<![\w_\\/])(_{1,3})(?=[^\s_])[^_\n]{0,300}?(?<=[^\s_])\1(?![\w_])")
_STRUCK = re.compile(r"~~(?=\S)[^~\n]{1,300}~~")
_HEADING = re.compile(r"^#{1,6}[ \t]+\S.*$", re.MULTILINE)
_LINK = re.compile(r"\[[^\[\]\n]{1,200}\]\([^()\s]{1,500}\)")
_TABLE = re.compile(r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*$", re.MULTILINE)
_CODE = re.compile(r"```|`[^`\n]{1,200}`")
_QUOTE = re.compile(r"^>[ \t]+\S.*$", re.MULTILINE)
_LIST = re.compile(r"^[ \t]*[*+][ \t]+\S.*$", re.MULTILINE)
_TAGS = (
    "a|abbr|article|b|big|blockquote|body|br|button|center|code|div|em|font|footer|form|h[1-6]|head|header|hr|html"
)
_TAGS += (
    "|i|iframe|img|input|li|link|main|mark|meta|nav|ol|option|p|pre|s|script|section|small|span|strong|style|sub"
)
_TAGS += "|sup|table|tbody|td|th|thead|title|tr|u|ul|video"
_HTML = re.compile(
    rf"<(?:/?(?:{_TAGS})(?:\s[^<>]{{0,300}})?/?|!--.{{0,300}}?--)>|&(?:[a-z]{{2,8}}|#\d{{2,5}});", re.IGNORECASE
)
_FAKE = "[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f110-\U0001f149\U0001f150-\U0001f169]"
_FAKE_LETTERS = re.compile(rf"{_FAKE}(?:[ '’.-]?{_FAKE})+")
_DRAWN = re.compile(r"\w[\u0332-\u0338](?:\w?[\u0332-\u0338])+")
_MAY_BE_FAKE = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff5a\u24b6-\u24e9\U0001f110-\U0001f169\u0332-\u0338]")
# Among them all that turns the order of signs around: embeddings and overrides (202A-202E), isolates (2066-2069).
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ue000-\uf8ff\ud800-\udfff"
)
_DIRECTION_MARKS = "\u061c\u200e\u200f"
"""Signs that Hebrew and Arabic are written with, and that have no business in a text without either."""
_CONTROL = re.compile(rf"[{_UNSEEN}]|\r(?!\n)")
_MARK = re.compile(f"[{_DIRECTION_MARKS}]")
_SUSPECT = re.compile(rf"[{_UNSEEN}{_DIRECTION_MARKS}\rÃÂâ]")
_MOJIBAKE = re.compile("Ã[\x80-\xbfŠšŽžŸ€‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—˜™›œ]|â€[\x80-\xbf™œžšž˜“”¦¢]|Â[\xa0£€©®°·«»]")


def emphasis(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Stars, low lines and tildes around words, where the channel knows no bold or italic."""
    if "bold" in context.channel.markup or "italic" in context.channel.markup:
        return ()
    return _hits(draft, context, (("*", _STARS), ("_", _LINES), ("~~", _STRUCK)))


def heading(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """`## Heading`."""
    if "heading" in context.channel.markup:
        return ()
    return _hits(draft, context, (("# ", _HEADING),))


def link(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """`[words](address)`."""
    return () if "link" in context.channel.markup else _hits(draft, context, (("](", _LINK),))


def block(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A table, code between backticks, or a line quoted with `>`."""
    signs = [("|", _TABLE), ("`", _CODE)]
    return _hits(draft, context, signs if "quote" in context.channel.markup else [*signs, ("> ", _QUOTE)])


def bullets(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Lines that begin with a star or plus; a dash or • reads well as plain text."""
    return (
        ()
        if "list" in context.channel.markup
        else islice(_hits(draft, context, (("* ", _LIST), ("+ ", _LIST))), 1)
    )


def html(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Tags and entities of HTML."""
    return _hits(draft, context, (("<", _HTML), ("&", _HTML)))


def fake_letters(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Letters borrowed from mathematics or drawn with combining lines, to look bold, italic or struck."""
    if not _MAY_BE_FAKE.search(alphabet(draft.whole)):
        return
    for part, text in draft.pieces:
        if not text.isascii():
            for pattern in (_FAKE_LETTERS, _DRAWN):
                yield from (Hit(found.group(), {}, part) for found in islice(pattern.finditer(text), MAX_HITS))


def forbidden(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A sign that the channel refuses."""
    for sign in context.channel.forbidden_characters:
        if sign in draft.text:
            yield Hit(sign, {"sign": sign, "channel": context.channel.title(context.language)})


def control(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """Control and zero-width signs, private-use signs, and text damaged by a wrong encoding."""
    if not _SUSPECT.search(alphabet(draft.whole)):
        return
    for part, text in draft.pieces:
        found = _CONTROL.search(text) or _MOJIBAKE.search(text) or _stray_mark(text)
        if found:
            sign = found.group()
            shown = sign if len(sign) > 1 else f"U+{ord(sign):04X}"
            yield Hit(_around(text, found.start()), {"sign": shown}, part)


def _stray_mark(text: str) -> re.Match[str] | None:
    """A direction mark in a text of which no letter runs from right to left."""
    found = _MARK.search(text)
    letters = (sign for sign in text if sign not in _DIRECTION_MARKS) if found else ()
    return None if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in letters) else found


def _around(text: str, place: int) -> str:
    """The word in which a sign stands, without what cannot be printed."""
    before = text[max(0, place - 20) : place].split()[-1:]
    after = text[place + 1 : place + 20].split()[:1]
    return _MARK.sub("", _CONTROL.sub("", "".join((*before, *after))))


def _hits(draft: Draft, context: CheckContext, kinds: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[Hit]:
    """What matches in every text that holds the sign without which nothing can match."""
    seen: set[tuple[str, str]] = set()
    for sign, pattern in kinds:
        for part, text in draft.pieces if sign in draft.whole else ():
            if sign not in text:
                continue
            for found in islice(pattern.finditer(text), MAX_HITS):
                excerpt = found.group().strip()
                if (part, excerpt) not in seen and excerpt not in context.channel.merge_fields:
                    seen.add((part, excerpt))
                    yield Hit(excerpt, {"channel": context.channel.title(context.language)}, part)


CHECKS: tuple[Check, ...] = (
    Check("markup.emphasis", "blocking", emphasis),
    Check("markup.heading", "blocking", heading),
    Check("markup.link", "blocking", link),
    Check("markup.block", "blocking", block),
    Check("markup.bullets", "advice", bullets),
    Check("markup.html", "blocking", html),
    Check("markup.fake_letters", "blocking", fake_letters),
    Check("markup.forbidden", "blocking", forbidden),
    Check("markup.control", "blocking", control),
)
