"""How long a text is, as each platform counts. No counter raises on any text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Literal

from bot.checks import urls
from bot.checks.signs import alphabet, emoji
from bot.domain.pack import Counter

URL_WEIGHT = 23  # X and Mastodon: every address counts as their own short link
EMOJI_WEIGHT = 2
_LIGHT = (("\0", "\u10ff"), ("\u2000", "\u200d"), ("\u2010", "\u201f"), ("\u2032", "\u2037"))
_ALONE = "[\\x00-\\x09\\x0b\\x0c\\x0e-\\u02ff]"
_CLUSTERED = re.compile(rf"{_ALONE}?(?:[^\x00-\u02ff]+{_ALONE}?)+")
_REMOTE_MENTION = re.compile(r"(?<![=/\w])(@\w[\w.-]*)@[\w.-]*\w", re.ASCII)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""GSM 03.38, default alphabet: one unit each."""
GSM_EXTENDED = frozenset("^{}\\[~]|€\f")
"""GSM 03.38, extension table: an escape and a sign, two units."""
_NOT_GSM = re.compile("[^" + re.escape("".join(sorted(GSM_BASIC | GSM_EXTENDED))) + "]")

SmsEncoding = Literal["gsm7", "ucs2"]
_SMS_UNITS: dict[SmsEncoding, tuple[int, int]] = {"gsm7": (160, 153), "ucs2": (70, 67)}


def count(text: str, counter: Counter) -> int:
    """The length of a text in the units of a counter.

    characters: code points · utf16: UTF-16 units · weighted: X · graphemes: what a reader sees as one sign ·
    bytes: UTF-8 · threads: characters, an emoji its UTF-8 bytes · mastodon: graphemes, an address 23, a mention
    on another server its local part · sms: units of the encoding that the text needs · words.
    """
    return _COUNTERS[counter](text)


def _utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _weighted(text: str) -> int:
    """docs.x.com/fundamentals/counting-characters.md: NFC, an address 23, an emoji 2, CJK and the like 2."""
    text = unicodedata.normalize("NFC", text)
    found = urls.find(text)
    total = URL_WEIGHT * len(found) - sum(url.end - url.start for url in found) + len(text)
    if text.isascii():
        return total
    rest = urls.without(text)
    pictures = emoji(rest)
    total += sum(EMOJI_WEIGHT - len(picture) for picture in pictures)
    return total + _heavy(rest) - _heavy("".join(pictures))


def _heavy(text: str) -> int:
    return sum(text.count(sign) for sign in alphabet(text) if not _is_light(sign))


def _is_light(sign: str) -> bool:
    """Whether a sign weighs 1 on X; all others weigh 2."""
    return any(first <= sign <= last for first, last in _LIGHT)


def _graphemes(text: str) -> int:
    """Extended grapheme clusters (UAX 29). Only runs from U+0300 upwards can join; all else counts one."""
    total = len(text) - text.count("\r\n")
    if text.isascii():
        return total
    runs = _CLUSTERED.findall(text)
    if not runs:
        return total
    import regex  # 24 ms, for texts that need it

    cluster = regex.compile(r"\X")
    return total - sum(len(run) - len(cluster.findall(run)) for run in runs)


def _threads(text: str) -> int:
    return len(text) + sum(_bytes(picture) - len(picture) for picture in emoji(text))


def _mastodon(text: str) -> int:
    text = urls.replaced(text, (url for url in urls.find(text) if url.scheme), "x", URL_WEIGHT)
    return _graphemes(_REMOTE_MENTION.sub(r"\1", text) if "@" in text else text)


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def not_gsm(text: str) -> tuple[str, ...]:
    """The signs that force a text message into UCS-2, each once, in order."""
    return tuple(dict.fromkeys(_NOT_GSM.findall(text)))


def sms_encoding(text: str) -> SmsEncoding:
    """What a text message is sent as: one sign outside GSM 03.38 makes the whole message UCS-2."""
    return "ucs2" if _NOT_GSM.search(text) else "gsm7"


def _sms(text: str) -> int:
    return (
        len(text) + len([c for c in text if c in GSM_EXTENDED]) if sms_encoding(text) == "gsm7" else _utf16(text)
    )


def sms_capacity(encoding: SmsEncoding, segments: int) -> int:
    """Units that fit in a number of messages: 160 or 70 in one, 153 or 67 in each of several."""
    single, joined = _SMS_UNITS[encoding]
    return single if segments <= 1 else joined * segments


def sms_segments(text: str) -> int:
    """Messages a text takes (0 for an empty one). A sign of two units is never cut in two."""
    encoding = sms_encoding(text)
    if _sms(text) <= sms_capacity(encoding, 1):
        return 1 if text else 0
    room = _SMS_UNITS[encoding][1]
    segments, used = 1, 0
    for sign in text:
        units = 2 if (sign in GSM_EXTENDED and encoding == "gsm7") or sign > "\uffff" else 1
        if used + units > room:
            segments, used = segments + 1, 0
        used += units
    return segments


def sms_limit(text: str, units: int) -> int:
    """A limit in GSM-7 units, for the encoding that this text needs: the same number of messages."""
    encoding = sms_encoding(text)
    if encoding == "gsm7":
        return units
    single, joined = _SMS_UNITS["gsm7"]
    return sms_capacity(encoding, 1 if units <= single else units // joined)


_COUNTERS: dict[Counter, Callable[[str], int]] = {
    "characters": len,
    "utf16": _utf16,
    "weighted": _weighted,
    "graphemes": _graphemes,
    "bytes": _bytes,
    "threads": _threads,
    "mastodon": _mastodon,
    "sms": _sms,
    "words": _words,
}
