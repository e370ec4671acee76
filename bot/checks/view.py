"""A text taken apart once, for all checks: sentences, words, quotes left out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple


class Word(NamedTuple):
    """A word with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word without capitals."""
        return self.text.lower()


class Sentence(NamedTuple):
    """A sentence with its place in the text."""

    text: str
    start: int
    end: int


_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_END = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+(?=[\"'“‘«(\[#@]?[^\W_a-z]|[\"'“‘«]?\d)|\s*\n\s*")
_ABBREVIATION = re.compile(
    r"(?:^|\s)(?:bijv|bv|o\.a|d\.w\.z|m\.a\.w|i\.p\.v|t\.o\.v|t\.a\.v|nr|art|ca|dr|mr|ir|prof|e\.g|i\.e|vs|etc|mrs|ms|no|st|approx)\.$",
    re.IGNORECASE,
)
# An apostrophe opens no quotation in 's ochtends, 't or 'n, and closes none inside a word (foto's, don't).
# Each branch begins with its own sign: that lets `re` skip to the next sign at once.
_QUOTED = re.compile(
    r"“[^”\n]{1,400}”|\"[^\"\n]{1,400}\"|«[^»\n]{1,400}»|‘(?:[^’\n]|(?<=\w)’(?=\w)){2,400}’(?!\w)|„[^”\n]{1,400}”"
    r"|'(?<!\w')(?![stnk]\s)(?:[^'\n]|(?<=\w)'(?=\w)){2,400}'(?!\w)"
)
# What is no prose, and the sign without which it cannot be there.
_NOT_PROSE = (
    ("://", re.compile(r"\bhttps?://\S+")),
    ("@", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")),
    ("@", re.compile(r"(?<!\w)@\w[\w.-]*")),
    ("#", re.compile(r"#(?<!\w#)\w[\w.-]*")),
    *((end, re.compile(rf"(?:\b[\w-]+\.)+{end[1:]}\b(?:/\S*)?")) for end in (".nl", ".com", ".be", ".eu", ".org")),
)


@dataclass(frozen=True)
class View:
    """One text, NFC, with its sentences and words computed on first use."""

    raw: str

    @cached_property
    def text(self) -> str:
        """The text in NFC, without soft hyphens and zero-width marks that hide words from a search."""
        text = unicodedata.normalize("NFC", self.raw)
        return text.translate(_NO_INVISIBLE) if any(sign in text for sign in _INVISIBLE) else text

    @cached_property
    def unquoted(self) -> str:
        """The text with everything between quotation marks blanked out; places stay the same."""
        return _QUOTED.sub(_blank, self.text)

    @cached_property
    def prose(self) -> str:
        """The sender's own sentences: also addresses, hashtags and mentions blanked; places stay the same."""
        text = self.unquoted
        for sign, kind in _NOT_PROSE:
            if sign in text:
                text = kind.sub(_blank, text)
        return text

    @cached_property
    def lowers(self) -> tuple[str, ...]:
        """Every word of the prose in lower case, without its place: what counting needs, and cheap."""
        return tuple(_WORD.findall(self.prose.lower()))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word of the text."""
        return tuple(Word(m.group(), *m.span()) for m in _WORD.finditer(self.text))

    @cached_property
    def own_words(self) -> tuple[Word, ...]:
        """Every word outside quotation marks."""
        return tuple(Word(m.group(), *m.span()) for m in _WORD.finditer(self.unquoted))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence; a line break ends one."""
        found: list[Sentence] = []
        start = 0
        for match in _END.finditer(self.text):
            if "\n" not in match.group() and _ABBREVIATION.search(self.text[start : match.start()]):
                continue
            _add(found, self.text, start, match.start() + len(match.group().rstrip()))
            start = match.end()
        _add(found, self.text, start, len(self.text))
        return tuple(found)

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that holds a place in the text."""
        for sentence in self.sentences:
            if sentence.start <= place < sentence.end:
                return sentence
        return Sentence(self.text, 0, len(self.text))


@lru_cache(maxsize=256)
def view(text: str) -> View:
    """The view of a text, kept for a while: all checks of one post share its words and sentences."""
    return View(text)


_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_NO_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        found.append(Sentence(stripped, begin, begin + len(stripped)))
