"""Telegram's HTML: which tags it takes, what it makes of them, and its words when it does not.

The messages and the byte offsets are those of tdlib (td/telegram/MessageEntity.cpp), read there, not copied.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.fakes.telegram.entities import Entity
from tests.fakes.telegram.text import utf16
from tests.fakes.telegram.urls import fault_of, user_of

_TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_ARGUMENTS = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id", "blockquote": "expandable"}
_PREFIXES = {"code": b"language-", "span": b"tg-"}
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPACE = b" \t\r\n\0\v"
_TOKEN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"
_LONGEST_NUMBER = 10


class MarkupError(ValueError):
    """The text is no HTML that Telegram takes; the message is what stands behind `can't parse entities: `."""


@dataclass
class _Open:
    tag: str
    argument: str
    begin: int


class _Parser:
    def __init__(self, source: str) -> None:
        self.data = source.encode()
        self.at = 0
        self.text: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []
        self.lost: list[str] = []

    def run(self) -> None:
        while self.at < len(self.data):
            if self._peek() == b"<":
                closing = self.data[self.at + 1 : self.at + 2] == b"/"
                self._end() if closing else self._start()
            else:
                self._say(self._sign())
        if self.open:
            tag = self.open[-1].tag
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{tag}"')

    def _peek(self) -> bytes:
        return self.data[self.at : self.at + 1]

    def _say(self, text: str) -> None:
        self.text.append(text)
        self.units += utf16(text)

    def _sign(self) -> str:
        """The next character, a reference such as &amp; read as what it means."""
        if self._peek() == b"&" and (meant := self._reference()):
            return meant
        lead = self.data[self.at]
        size = 1 + (lead >= 0xC0) + (lead >= 0xE0) + (lead >= 0xF0)
        self.at += size
        return self.data[self.at - size : self.at].decode("utf-8", "replace")

    def _reference(self) -> str:
        end = self.at + 1
        if self.data[end : end + 1] == b"#":
            sixteen = self.data[end + 1 : end + 2] == b"x"
            digits = b"0123456789abcdefABCDEF" if sixteen else b"0123456789"
            begin = end = end + 1 + sixteen
            end = self._while(end, digits)
            code = int(self.data[begin:end] or b"0", 16 if sixteen else 10)
            if code == 0 or code >= 0x10FFFF or end - self.at >= _LONGEST_NUMBER:
                return ""
            if 0xD800 <= code <= 0xDFFF:
                raise MarkupError(
                    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                    "surrogate code units"
                )
            meant = chr(code)
        else:
            end = self._while(end, b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
            meant = _NAMED.get(self.data[self.at + 1 : end], "")
        if meant:
            self.at = end + (self.data[end : end + 1] == b";")
        return meant

    def _while(self, place: int, among: bytes) -> int:
        while place < len(self.data) and self.data[place] in among:
            place += 1
        return place

    def _until(self, stops: bytes) -> bytes:
        begin = self.at
        while self.at < len(self.data) and self.data[self.at] not in stops:
            self.at += 1
        return self.data[begin : self.at]

    def _skip_space(self) -> None:
        self.at = self._while(self.at, _SPACE)

    def _start(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(_SPACE + b">").decode("utf-8", "replace").lower()
        if not self._peek():
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TYPES:
            raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while self._peek() != b">":
            self._skip_space()
            if self._peek() != b">":
                argument = self._attribute(tag, begin) or argument
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, argument, self.units))

    def _attribute(self, tag: str, begin: int) -> str:
        """Reads one attribute; the answer is the argument that it gives the tag, empty if it gives none."""
        name = self._until(_SPACE + b"=>/\"'").decode("utf-8", "replace")
        if not name:
            raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        if not self._peek():
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = b""
        if self._peek() == b"=":
            self.at += 1
            self._skip_space()
            value = self._value(tag, begin)
        elif tag != "blockquote":
            return ""
        if _ARGUMENTS.get(tag) != name:
            return ""
        prefix = _PREFIXES.get(tag, b"")
        if tag == "blockquote":
            return "1"
        return value[len(prefix) :].decode("utf-8", "replace") if value.startswith(prefix) else ""

    def _value(self, tag: str, begin: int) -> bytes:
        quote = self._peek()
        if not quote:
            raise MarkupError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        if quote not in (b"'", b'"'):
            place = self.at
            self.at = self._while(place, _TOKEN)
            if self._peek() and self._peek() not in _SPACE + b">":
                raise MarkupError(f"Unexpected end of name token at byte offset {place}")
            value = self.data[place : self.at].lower()
        else:
            self.at += 1
            signs: list[str] = []
            while self._peek() not in (quote, b""):
                signs.append(self._sign())
            self.at += len(self._peek())
            value = "".join(signs).encode()
        if not self._peek():
            raise MarkupError(f"Unclosed start tag at byte offset {begin}")
        return value

    def _end(self) -> None:
        begin = self.at
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        tag = self._until(_SPACE + b">").decode("utf-8", "replace").lower()
        self._skip_space()
        if self._peek() != b">":
            raise MarkupError(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open[-1]
        if tag and tag != opened.tag:
            raise MarkupError(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        self.open.pop()
        if self.units > opened.begin:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        kind, argument = _TYPES[opened.tag], opened.argument
        length = self.units - opened.begin
        last = self.entities[-1] if self.entities else Entity("", 0, 0)
        same_place = (last.offset, last.length) == (opened.begin, length)
        if kind == "text_link":
            url = argument or Entity("", opened.begin, length).of("".join(self.text))
            if user_of(url):
                kind, argument = "text_mention", str(user_of(url))
            elif fault_of(url):
                self.lost.append(f"the link {url!r}: {fault_of(url)}")
                return
            else:
                argument = url
        elif kind == "custom_emoji" and not (argument.isdecimal() and int(argument)):
            raise MarkupError("Invalid custom emoji identifier specified")
        elif kind == "blockquote":
            kind, argument = ("expandable_blockquote" if argument else kind), ""
        elif kind == "pre" and last.type == "code" and same_place and last.argument:
            argument = self.entities.pop().argument
        elif kind == "code" and last.type == "pre" and same_place and argument:
            self.entities.pop()
            kind = "pre"
        elif kind == "spoiler":
            argument = ""
        self.entities.append(Entity(kind, opened.begin, length, argument))


def parsed(source: str) -> tuple[str, list[Entity], list[str]]:
    """The plain text, the formatting in the order in which it ends, and the links that are dropped.

    Raises MarkupError where Telegram answers 400. A code class outside pre says nothing, as in Telegram.
    """
    parser = _Parser(source)
    parser.run()
    plain = [Entity("code", item.offset, item.length) if item.type == "code" else item for item in parser.entities]
    return "".join(parser.text), plain, parser.lost
