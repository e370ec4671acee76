"""A line that is being typed: its text, the cursor, what was typed before. Pure: keys in, text out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.console.keys import Key, Name
from bot.console.measure import clean, clusters

INLINE_LINES = 3
INLINE_CHARACTERS = 400
"""What is pasted and larger than this stands in the line as one sign: the line stays easy to read and quick."""
HISTORY = 200
_FIRST_SIGN = 0xF0000
_SIGNS = re.compile("[\U000f0000-\U000ffffd]")
_WORD_BEFORE = re.compile(r"\S*\s*$")
_WORD_AFTER = re.compile(r"\s*\S*")


class Editor:
    """One line, or a few. A large paste is a single sign of a private range; `pastes` says what it stands for."""

    def __init__(self) -> None:
        self.text = ""
        self.cursor = 0
        self.pastes: dict[str, str] = {}
        self._history: list[str] = []
        self._at = 0
        self._unsent = ""
        self._actions: Mapping[Name, Callable[[], None]] = {
            "newline": lambda: self._insert("\n"),
            "back": lambda: self._cut(self._step_left(), self.cursor),
            "delete": lambda: self._cut(self.cursor, self._step_right()),
            "end": lambda: self._cut(self.cursor, self._step_right()),
            "left": lambda: self._go(self._step_left()),
            "right": lambda: self._go(self._step_right()),
            "word-left": lambda: self._go(self._word_left()),
            "word-right": lambda: self._go(self._word_right()),
            "home": lambda: self._go(self.text.rfind("\n", 0, self.cursor) + 1),
            "last": lambda: self._go(self._line_end()),
            "up": lambda: self._recall(self._at - 1),
            "down": lambda: self._recall(self._at + 1),
            "cut-left": lambda: self._cut(self.text.rfind("\n", 0, self.cursor) + 1, self.cursor),
            "cut-right": lambda: self._cut(self.cursor, self._line_end()),
            "cut-word": lambda: self._cut(self._word_left(), self.cursor),
        }

    @property
    def full(self) -> str:
        """The text with everything that was pasted in it."""
        return _SIGNS.sub(lambda sign: self.pastes.get(sign[0], ""), self.text)

    def press(self, key: Key) -> None:
        """Does what a key says. Keys that concern more than this line do nothing."""
        if key.name == "text":
            self._insert(_SIGNS.sub("", clean(key.text)))
        elif key.name == "paste":
            self.paste(key.text)
        elif action := self._actions.get(key.name):
            action()

    def paste(self, text: str) -> None:
        """Puts a text in where the cursor stands."""
        text = _SIGNS.sub("", clean(text))
        if text.count("\n") < INLINE_LINES and len(text) <= INLINE_CHARACTERS:
            self._insert(text)
            return
        sign = chr(_FIRST_SIGN + len(self.pastes))
        self.pastes[sign] = text
        self._insert(sign)

    def take(self) -> str:
        """The full text, to be sent; the line is empty after this, and what stood there can be recalled."""
        full = self.full
        if self.text.strip() and self.text != (self._history[-1] if self._history else ""):
            self._history = [*self._history, self.text][-HISTORY:]
        self.text, self.cursor, self._unsent = "", 0, ""
        self._at = len(self._history)
        return full

    def _insert(self, text: str) -> None:
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)

    def _cut(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.cursor = start

    def _go(self, to: int) -> None:
        self.cursor = to

    def _step_left(self) -> int:
        before = clusters(self.text[: self.cursor])
        return self.cursor - len(before[-1]) if before else 0

    def _step_right(self) -> int:
        after = clusters(self.text[self.cursor :])
        return self.cursor + len(after[0]) if after else self.cursor

    def _word_left(self) -> int:
        word = _WORD_BEFORE.search(self.text[: self.cursor])
        return word.start() if word else 0

    def _word_right(self) -> int:
        word = _WORD_AFTER.match(self.text, self.cursor)
        return word.end() if word else self.cursor

    def _line_end(self) -> int:
        end = self.text.find("\n", self.cursor)
        return len(self.text) if end < 0 else end

    def _recall(self, at: int) -> None:
        """Shows what was typed before; the line that was not sent comes back at the end."""
        if not 0 <= at <= len(self._history):
            return
        if self._at == len(self._history):
            self._unsent = self.text
        self._at = at
        self.text = self._unsent if at == len(self._history) else self._history[at]
        self.cursor = len(self.text)
