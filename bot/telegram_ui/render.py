"""Screens as Telegram takes them: HTML of at most 4,096 units, and an inline keyboard."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bot.conversation.effects import CALLBACK_BYTES, COPY_CHARACTERS, MESSAGE_UTF16, Button, Screen, Span
from bot.telegram_ui.markup import clean, escaped, prefix, utf16

ENTITIES = 100
"""What Telegram marks up in one message; the rest of a longer one stays plain."""
PLACEHOLDER = 64
_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "code": ("<code>", "</code>"),
    "block": ("<pre>", "</pre>"),
    "quote": ("<blockquote>", "</blockquote>"),
}
_TONES = {"primary": "primary", "good": "success", "danger": "danger"}
_LINKS = ("https://", "http://", "tg://")
_JOINED = ("plain", "bold", "italic")
_NOTHING = "…"
_JOINERS = "\u200d\ufe0f"

Keyboard = dict[str, Any]


class Page(NamedTuple):
    """One message: as HTML, as the same text without markup, and with its keyboard or reply field."""

    html: str
    plain: str
    markup: Keyboard | None = None


def pages(screen: Screen) -> tuple[Page, ...]:
    """The messages that show a screen, cut between paragraphs where it is long; buttons stand below the last."""
    markup = keyboard(screen.rows) or _reply_field(screen.placeholder)
    spans = _tidy(screen.spans)
    text = "".join(span.text for span in spans)
    if utf16(text) <= MESSAGE_UTF16:
        return (_page(spans, markup),)
    cuts = list(_cuts(text))
    parts = [_page(_between(spans, start, end), None) for start, end in cuts[:-1]]
    return (*parts, _page(_between(spans, *cuts[-1]), markup))


def shortened(screen: Screen) -> Page:
    """The one message that shows a screen in place of another: what does not fit ends in an ellipsis."""
    spans = _tidy(screen.spans)
    text = "".join(span.text for span in spans)
    if utf16(text) > MESSAGE_UTF16:
        _, end = next(_cuts(text, MESSAGE_UTF16 - 2))
        spans = [*_between(spans, 0, end), Span("\n…")]
    return _page(spans, keyboard(screen.rows))


def latest(screen: Screen) -> Page:
    """The one message that shows the newest part of a text that is growing."""
    return pages(screen)[-1]


def keyboard(rows: Sequence[Sequence[Button]]) -> Keyboard | None:
    """The buttons that Telegram can show; None where there is none."""
    shown = [[made for button in row if (made := _button(button))] for row in rows]
    shown = [row for row in shown if row]
    return {"inline_keyboard": shown} if shown else None


def _button(button: Button) -> dict[str, Any] | None:
    made: dict[str, Any] = {"text": clean(button.label).strip() or _NOTHING}
    if button.data and len(button.data.encode()) <= CALLBACK_BYTES:
        made["callback_data"] = button.data
    elif button.copy and len(button.copy) <= COPY_CHARACTERS:
        made["copy_text"] = {"text": clean(button.copy)}
    elif button.url.startswith(_LINKS):
        made["url"] = button.url
    else:
        return None
    if button.tone in _TONES:
        made["style"] = _TONES[button.tone]
    return made


def _reply_field(placeholder: str) -> Keyboard | None:
    """In a group a bot may only hear replies: the field makes one of what the person types next."""
    if not placeholder:
        return None
    words = prefix(clean(placeholder), PLACEHOLDER)
    return {"force_reply": True, "selective": True, "input_field_placeholder": words}


def _tidy(spans: Sequence[Span]) -> list[Span]:
    """Cleaned, without empty ones, neighbours of one style joined."""
    tidy: list[Span] = []
    for raw, style, url in spans:
        text = clean(raw)
        if not text:
            continue
        if tidy and tidy[-1].style == style and style in _JOINED:
            tidy[-1] = Span(tidy[-1].text + text, style)
        else:
            tidy.append(Span(text, style, url))
    return tidy


def _page(spans: Sequence[Span], markup: Keyboard | None) -> Page:
    plain = "".join(span.text for span in spans)
    if not plain.strip():
        return Page(_NOTHING, _NOTHING, markup)
    marked = 0
    pieces: list[str] = []
    for span in spans:
        if span.style == "plain" or marked == ENTITIES:
            pieces.append(escaped(span.text))
        else:
            pieces.append(_marked(span))
            marked += 1
    return Page("".join(pieces), plain, markup)


def _marked(span: Span) -> str:
    text = escaped(span.text)
    if span.style == "link":
        return f'<a href="{escaped(span.url)}">{text}</a>' if span.url.startswith(_LINKS) else text
    before, after = _TAGS[span.style]
    return f"{before}{text}{after}"


def _cuts(text: str, limit: int = MESSAGE_UTF16) -> Iterator[tuple[int, int]]:
    """Where each message begins and ends. What is left out between two are the line breaks of the cut."""
    start = 0
    while utf16(text[start:]) > limit:
        room = prefix(text[start : start + limit], limit)
        end = start + _cut(room, text[start + len(room) : start + len(room) + 1])
        yield start, end
        start = end
        while start < len(text) and text[start] in "\n ":
            start += 1
    if start < len(text):
        yield start, len(text)


def _cut(room: str, following: str) -> int:
    """The best place to end: between paragraphs, lines, words, and if need be between two characters."""
    for sign, least in (("\n\n", 4), ("\n", 4), (" ", 2)):
        at = room.rfind(sign)
        if at >= len(room) // least and room[:at].strip():
            return at
    at = len(room)
    while at > 1 and following and _clings(following, room[at - 1]):
        at -= 1
        following = room[at]
    return at if at > 1 else len(room)


def _clings(sign: str, before: str) -> bool:
    """Whether a sign makes one character with what stands before it."""
    return sign in _JOINERS or before == "\u200d" or bool(unicodedata.combining(sign))


def _between(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    part: list[Span] = []
    at = 0
    for span in spans:
        inside = span.text[max(0, start - at) : max(0, end - at)]
        if inside:
            part.append(Span(inside, span.style, span.url))
        at += len(span.text)
    return part
