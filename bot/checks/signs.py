"""Emoji as regular expressions, so that finding them costs microseconds.

The ranges follow Unicode's Extended_Pictographic and Emoji_Presentation (emoji-data.txt, 17.0), closed over the
unassigned places between them, where new emoji arrive.
"""

from __future__ import annotations

import re
from functools import lru_cache

SKIN = "\U0001f3fb-\U0001f3ff"
_COLOURED = (  # a picture by itself
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab"
    "\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a"
    "\U0001f250\U0001f251\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7f0\U0001f90c-\U0001f9ff"
    "\U0001fa70-\U0001faff"
)
_PLAIN = (  # a sign in the text font, and a picture with U+FE0F after it
    "\u203c\u2049\u2139\u2194-\u2199\u21a9\u21aa\u2328\u23cf\u23ed-\u23ef\u23f1\u23f2\u23f8-\u23fa\u24c2"
    "\u25aa\u25ab\u25b6\u25c0\u25fb\u25fc\u2600-\u2604\u260e\u2611\u2618\u261d\u2620\u2622\u2623\u2626\u262a"
    "\u262e\u262f\u2638-\u263a\u2640\u2642\u2660\u2663\u2665\u2666\u2668\u267b\u267e\u2692\u2694-\u2697\u2699"
    "\u269b\u269c\u26a0\u26a7\u26b0\u26b1\u26c8\u26cf\u26d1\u26d3\u26e9\u26f0\u26f1\u26f4\u26f7-\u26f9\u2702"
    "\u2708\u2709\u270c\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2733\u2734\u2744\u2747\u2763\u2764\u27a1"
    "\u2934\u2935\u2b05-\u2b07\u3030\u303d\u3297\u3299\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f202\U0001f237"
)
_LETTERLIKE = "©®™\u265f"  # a picture only with U+FE0F
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_KEYCAP = "[0-9#*]\ufe0f?\u20e3"
_REGION = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_JOINED = rf"(?:\u200d[{_COLOURED}{_PLAIN}](?:\ufe0f|[{SKIN}])?)*"


def _sequence(base: str) -> str:
    return rf"{_FLAG}|{_KEYCAP}|{_REGION}|(?:{base}|[{_LETTERLIKE}]\ufe0f){_JOINED}"


EMOJI = re.compile(_sequence(rf"[{_COLOURED}{_PLAIN}](?!\ufe0e)(?:\ufe0f|[{SKIN}])?"))
"""An emoji as platforms count it: a whole sequence is one match (flags, families, keycaps, skin tones)."""

PICTURE = re.compile(_sequence(rf"[{_COLOURED}](?!\ufe0e)(?:\ufe0f|[{SKIN}])?|[{_PLAIN}](?:\ufe0f|[{SKIN}])"))
"""An emoji that a reader sees as a picture; signs such as ✓ ♥ ➡ without U+FE0F are text."""

_MAY_BE_EMOJI = re.compile(rf"[\ufe0f\u20e3\U0001f1e6-\U0001f1ff{_COLOURED}{_PLAIN}]")
_HIGH = re.compile("[^\x00-\u203b]")
_LOW_STARTS = re.compile("[\u20e3©®]")  # a keycap or © begins below the signs that `_HIGH` finds


@lru_cache(maxsize=256)
def alphabet(text: str) -> str:
    """Every sign of a text once: what is not in here needs no search, and here a search costs next to nothing."""
    return "".join(set(text))


@lru_cache(maxsize=256)
def pictures(text: str) -> tuple[re.Match[str], ...]:
    """Every emoji that a reader sees as a picture, in order."""
    return tuple(_matches(PICTURE, text))


def emoji(text: str) -> list[str]:
    """Every emoji as platforms count it, in order."""
    return [found.group() for found in _matches(EMOJI, text)]


def _matches(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """As `finditer` would, by looking only where a sign above U+203B stands: a twentieth of the time."""
    signs = alphabet(text)
    if not _MAY_BE_EMOJI.search(signs):
        return []
    if _LOW_STARTS.search(signs):
        return list(pattern.finditer(text))
    found: list[re.Match[str]] = []
    end = 0
    for start in (sign.start() for sign in _HIGH.finditer(text)):
        match = pattern.match(text, start) if start >= end else None
        if match:
            found.append(match)
            end = match.end()
    return found
