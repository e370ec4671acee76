"""Text with HTML in it becomes plain text. Every step is linear in the length of the text, whatever is in it."""

from __future__ import annotations

import html
import re

_TOKEN = re.compile(r"<!--|-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)(?![a-zA-Z0-9])[^<>]*>|<[!?][^<>]*>")
_KNOWN = re.compile(
    "a|abbr|b|body|caption|center|cite|code|del|em|font|form|head|html|i|img|ins|label|link|mark|meta|nav|q|s|"
    "small|span|strong|sub|sup|tbody|td|tfoot|th|thead|tr|u"
)
_BLOCKS = re.compile(
    "article|aside|blockquote|div|dl|dt|figure|footer|h[1-6]|header|main|ol|p|pre|section|table|ul"
)
_LINES = re.compile("br|hr|tr|dd|figcaption")
_UNSEEN = ("script", "style", "title")
_PROOF = re.compile(r"</(?:p|div|li|ul|ol|h[1-6]|tr|td|span|body|html)\s*>|<br\s*/?>", re.IGNORECASE)
_WHOLE = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!doctype html|<html[\s>])", re.IGNORECASE)
_ENOUGH = 2
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" ?\n ?")


def is_markup(text: str) -> bool:
    """Whether a text is meant as HTML: it begins as a page, or closes block tags. A name such as `<b>` is text."""
    return _WHOLE.match(text) is not None or len(_PROOF.findall(text, 0, 200_000)) >= _ENOUGH


def plain(text: str) -> str:
    """The words of an HTML text: paragraphs apart, list items behind a dash, cells apart, scripts left out.

    Tags that HTML does not know stay what they are: words.
    """
    pieces: list[str] = []
    place, shut = 0, ""
    for token in _TOKEN.finditer(text):
        if not shut:
            pieces.append(_words(text[place : token.start()]))
        place = token.end()
        shut, piece = _read(token, shut)
        pieces.append(piece)
    if not shut:
        pieces.append(_words(text[place:]))
    return _AROUND_BREAK.sub("\n", "".join(pieces)).strip()


def _read(token: re.Match[str], shut: str) -> tuple[str, str]:
    """What is skipped from here on (a comment or the name of a tag, or nothing), and what the token becomes."""
    whole, closing, name = token.group(), token.group(1), (token.group(2) or "").lower()
    if shut:
        ends = whole == "-->" if shut == "<!--" else bool(closing) and name == shut
        return ("" if ends else shut), ""
    if whole == "<!--":
        return whole, ""
    if whole == "-->":
        return "", whole
    if not name:
        return "", ""
    if name in _UNSEEN:
        return ("" if closing else name), ""
    return "", _becomes(name, bool(closing), whole)


def _becomes(name: str, closing: bool, whole: str) -> str:
    if _BLOCKS.fullmatch(name):
        return "\n\n"
    if name == "li":
        return "" if closing else "\n- "
    if _LINES.fullmatch(name):
        return "\n"
    if name in ("td", "th") and closing:
        return " | "
    return "" if _KNOWN.fullmatch(name) else html.unescape(whole)


def _words(text: str) -> str:
    return _SPACE.sub(" ", html.unescape(text))
