"""The bytes of a terminal as keys. Pure: what is not complete yet is kept until more comes."""

from __future__ import annotations

import codecs
import re
from typing import Literal, NamedTuple

Name = Literal[
    "text", "paste", "enter", "newline", "interrupt", "end", "back", "delete", "left", "right", "word-left",
    "word-right", "home", "last", "up", "down", "cut-left", "cut-right", "cut-word", "clear",
]  # fmt: skip
_CONTROLS: dict[str, Name] = {
    "\r": "enter", "\n": "enter", "\x01": "home", "\x02": "left", "\x03": "interrupt", "\x04": "end",
    "\x05": "last", "\x06": "right", "\x08": "back", "\x7f": "back", "\x0b": "cut-right", "\x0c": "clear",
    "\x0e": "down", "\x10": "up", "\x15": "cut-left", "\x17": "cut-word",
}  # fmt: skip
_SEQUENCES: dict[str, Name] = {
    "[A": "up", "[B": "down", "[C": "right", "[D": "left", "[H": "home", "[F": "last",
    "OA": "up", "OB": "down", "OC": "right", "OD": "left", "OH": "home", "OF": "last",
    "[1~": "home", "[7~": "home", "[4~": "last", "[8~": "last", "[3~": "delete",
    "[1;5C": "word-right", "[1;3C": "word-right", "[1;5D": "word-left", "[1;3D": "word-left",
    "f": "word-right", "b": "word-left", "\r": "newline", "\n": "newline", "\x7f": "cut-word",
}  # fmt: skip
_ESCAPE = "\x1b"
_SEQUENCE = re.compile(r"\x1b((?:\[[0-?]*[ -/]*[@-~])|(?:O[ -~])|[^\x1b\[O])", re.DOTALL)
_BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)?")
_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_TYPED = re.compile(r"[^\x00-\x1f\x7f]+")


class Key(NamedTuple):
    """A key; `text` is what was typed or pasted."""

    name: Name
    text: str = ""


class Keys:
    """Turns bytes into keys, across the borders of what was read at once."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._left = ""
        self._pasting: list[str] | None = None

    def feed(self, data: bytes) -> list[Key]:
        """The keys that are complete now."""
        self._left += self._decode(data)
        keys: list[Key] = []
        while self._left:
            before = len(self._left)
            key = self._next() if self._pasting is None else self._paste(self._pasting)
            if key is not None:
                keys.append(key)
            elif len(self._left) == before:
                break
        return keys

    def _next(self) -> Key | None:
        """The next key; None for one that is unknown, or not complete: then nothing is taken."""
        if self._left.startswith(_PASTE):
            self._take(len(_PASTE))
            self._pasting = []
            return None
        if typed := _TYPED.match(self._left):
            return Key("text", self._take(typed.end()))
        if not self._left.startswith(_ESCAPE):
            name = _CONTROLS.get(self._take(1))
            return Key(name) if name else None
        sequence = _SEQUENCE.match(self._left)
        if sequence:
            name = _SEQUENCES.get(sequence[1])
            self._take(sequence.end())
            return Key(name) if name else None
        if not _BEGUN.fullmatch(self._left):
            self._take(1)  # an Escape before something that makes no sequence with it
        return None

    def _paste(self, pasted: list[str]) -> Key | None:
        """The pasted text once its end is there. The end may be cut in two by a read."""
        text, ended, rest = self._left.partition(_PASTED)
        if ended:
            self._left, self._pasting = rest, None
            return Key("paste", "".join(pasted) + text)
        kept = max((n for n in range(1, len(_PASTED)) if text.endswith(_PASTED[:n])), default=0)
        pasted.append(self._take(len(text) - kept))
        return None

    def _take(self, count: int) -> str:
        taken, self._left = self._left[:count], self._left[count:]
        return taken
