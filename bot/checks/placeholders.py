"""Places that still have to be filled in: left on purpose by a writer, or forgotten in a template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.checks.wordlists import either
from bot.domain.check import Check, CheckContext, Draft, Hit

MAX_HITS = 8
_NEEDED = re.compile(
    r"\[\s*(?P<kind>[^\[\]\n:]{0,30}?)\s*\b(?:nodig|needed)\s*(?::\s*(?P<what>[^\[\]\n]*))?\]", re.IGNORECASE
)
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LINK_KINDS = frozenset({"link", "url"})
_PROOF_KINDS = frozenset({"bewijs", "proof"})
_BRACES = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\{[A-Za-z_À-ɏ][^{}\n]{0,60}\}|\{\}|\$\{[^{}\n]{1,60}\}"
)
_SQUARE = re.compile(r"\[{1,2}(?P<inside>[^\[\]\n]{1,60})\]{1,2}(?!\()")
_ANGLE = re.compile(r"<(?P<inside>[A-Za-zÀ-ɏ][^<>\n/=:@]{1,40})>")
_PERCENT = re.compile(r"%{1,2}[A-Za-z_]{3,30}%{1,2}|\*\|[A-Z_:]{2,30}\|\*")
_FILLER = re.compile(
    r"\b[Ll]orem ipsum\b|\bX{3,}\b|[€$£]\s?[xX]{1,3}\b(?:[.,][xX]+)?"
    r"|\b[xX]{2,}(?:[.,][xX]+)?\s?(?:%|euro\b|procent\b|percent\b)"
    r"|\b[xX]{2}[-/.][xX]{2}[-/.][xX]{2,4}\b|\b(?:TODO|FIXME|TBD|PLACEHOLDER)\b"
    r"|^\w{2,12}[ \t]+(?=,[ \t]*$)",
    re.MULTILINE,
)
_SLOT_SIGNS = ("{", "[", "<", "%", "*|")
_FILLER_SIGNS = ("xx", "XX", "TODO", "FIXME", "TBD", "PLACEHOLDER", "orem ipsum", " ,")
_ARTICLES = frozenset({"de", "het", "een", "the", "a", "an"})
SLOT_WORDS, SLOT_OPENINGS = "slot_words", "slot_openings"


def link_needed(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """`[link nodig: ...]`: the writer had no listed link for this."""
    return (hit for kind, hit in _open(draft) if kind in _LINK_KINDS)


def proof_needed(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """`[bewijs nodig: ...]`: the writer had nothing that carries this."""
    return (hit for kind, hit in _open(draft) if kind in _PROOF_KINDS)


def other_needed(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """`[merknaam nodig: ...]`, or anything else that the brief does not give."""
    return (hit for kind, hit in _open(draft) if kind not in _LINK_KINDS | _PROOF_KINDS)


def left(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A slot, a note or filler text of a template that nobody filled in."""
    return islice(_left(draft, context), MAX_HITS)


def _open(draft: Draft) -> Iterator[tuple[str, Hit]]:
    for part, text in draft.pieces if "[" in draft.whole else ():
        if "[" in text:
            for found in _NEEDED.finditer(text):
                values = {"what": (found["what"] or found["kind"]).strip() or "?"}
                yield found["kind"].strip().casefold(), Hit(found.group(), values, part)


def _left(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if not any(sign in draft.whole for sign in (*_SLOT_SIGNS, *_FILLER_SIGNS)):
        return
    for part, text in draft.pieces:
        for slot in _slots(text, context):
            if slot not in context.channel.merge_fields:
                yield Hit(slot, {"slot": slot}, part)


def _slots(text: str, context: CheckContext) -> Iterator[str]:
    if "{" in text:
        yield from (found.group() for found in _BRACES.finditer(text))
    if "[" in text:
        yield from (found.group() for found in _SQUARE.finditer(text) if _is_slot(found, context))
    if "<" in text:
        yield from (found.group() for found in _ANGLE.finditer(text) if _is_slot(found, context))
    if "%" in text or "*|" in text:
        yield from (found.group() for found in _PERCENT.finditer(text))
    if any(sign in text for sign in _FILLER_SIGNS):
        yield from (found.group().strip() for found in _FILLER.finditer(text))


def _is_slot(found: re.Match[str], context: CheckContext) -> bool:
    """`[naam klant]`, `[YOUR CITY]`; not `[1]`, `[...]`, `[sic]`, `[muziek]`, `[B3]` or `[het bedrijf]`."""
    if _NEEDED.fullmatch(found.group()):
        return False
    inside = found["inside"].strip()
    words = _PLAIN_WORD.findall(inside.casefold().replace("_", " "))
    if not words or any(sign.isdigit() for sign in inside):
        return False
    if ":" in inside:  # `[bron: CBS]` says something, `[vul in: naam]` asks for it
        return words[0] in either(context, SLOT_OPENINGS)
    nouns = either(context, SLOT_WORDS)
    return bool(
        words[0] in nouns
        or words[0] in either(context, SLOT_OPENINGS)
        or (words[-1] in nouns and words[0] not in _ARTICLES)
    )


CHECKS: tuple[Check, ...] = (
    Check("placeholders.link", "blocking", link_needed, mendable=False),
    Check("placeholders.proof", "blocking", proof_needed, mendable=False),
    Check("placeholders.other", "blocking", other_needed, mendable=False),
    Check("placeholders.left", "blocking", left),
)
