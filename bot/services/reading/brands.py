"""A brand out of a file: voice, form of address, words, emoji and sample posts, by rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.checks import phrases
from bot.checks.signs import pictures
from bot.checks.view import view
from bot.services.reading import outline, proposals
from bot.services.reading.cues import Lists
from bot.services.reading.outline import Section
from bot.services.reading.proposals import Proposed

MAX_WORDS, MAX_REQUIRED, MAX_SAMPLES = 60, 20, 12
MIN_ADDRESSES, MIN_SHARE = 3, 0.8
"""From how many words of address, and from what share of them, a form is proposed."""
_SAMPLE_SIZES = (40, 4000)
_FEW_EMOJI = 3
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|={3,}|_{3,})\s*")
_QUOTED = re.compile(r"“([^”\n]{2,300})”|\"([^\"\n]{2,300})\"|‘([^’\n]{2,300})’|(?<!\w)'([^'\n]{2,300})'(?!\w)")
_QUOTE_SIGNS = str.maketrans("", "", "\"'“”‘’«»„*_")
_POLICIES = ("none", "some", "free")
_FORMS = ("neutral", "je", "u")


def brand_from(text: str, lists: Lists) -> tuple[Proposed, ...]:
    """Proposals for `name`, `sector`, `site`, `voice`, `address`, `emoji`, `banned`, `preferred`, `required` and
    `sample`, each with the words it came from; nothing for what the text does not say. Address only in Dutch."""
    found = [
        (field, part)
        for part in outline.sections(text, lists)
        if part.heading and (field := lists.field_of(part.heading, "brand."))
    ]
    sentences = outline.sentences(text)
    samples = tuple(_samples(text, found))
    return (
        *(item for key in ("name", "sector", "site") for item in _first_line(key, found)),
        *_voice(found, sentences, lists),
        *_address(found, sentences, samples or sentences, lists),
        *_emoji(found, sentences, samples, lists),
        *_banned(found, sentences, lists),
        *proposals.many("preferred", _entries("preferred", found), MAX_WORDS),
        *_required(found, sentences, lists),
        *proposals.many("sample", ((sample, sample) for sample in samples), MAX_SAMPLES),
    )


_Found = Sequence[tuple[str, Section]]


def _blocks(key: str, found: _Found) -> Iterator[tuple[str, ...]]:
    yield from (part.block for field, part in found if field == f"brand.{key}" and part.block)


def _first_line(key: str, found: _Found) -> tuple[Proposed, ...]:
    block = next(_blocks(key, found), ())
    return proposals.block(key, block[:1], proposals.MAX_LINE)


def _voice(found: _Found, sentences: Sequence[str], lists: Lists) -> tuple[Proposed, ...]:
    block = next(_blocks("voice", found), ())
    cues = lists.sentence_cues("brand.voice")
    return proposals.block("voice", block or tuple(line for line in sentences if _says(cues, line))[:4])


def _says(cues: tuple[str, ...], sentence: str) -> bool:
    return next(phrases.find(cues, sentence.translate(_QUOTE_SIGNS)), None) is not None


def _address(
    found: _Found, sentences: Sequence[str], counted: Sequence[str], lists: Lists
) -> tuple[Proposed, ...]:
    """What the text says of it, else what its samples do; without samples, what the text itself does."""
    if lists.language != "nl":
        return ()
    told = [outline.bare(line) for block in _blocks("address", found) for line in block]
    negated = phrases.words(lists.listed("negations"))
    for sentence in (*told, *sentences):
        for form in _FORMS:
            denied = form != "neutral" and not negated.isdisjoint(view(sentence).lowers)
            if not denied and _says(lists.sentence_cues(f"address.{form}"), sentence):
                return (Proposed("address", form, sentence),)
    counts = {
        form: [line for line in counted for _ in range(_addresses(line, form, lists))] for form in ("je", "u")
    }
    most, least = sorted(counts, key=lambda form: -len(counts[form]))
    seen, against = len(counts[most]), len(counts[least])
    if seen < MIN_ADDRESSES or seen < MIN_SHARE * (seen + against):
        return ()
    return (Proposed("address", most, counts[most][0], seen, against),)


def _addresses(text: str, form: str, lists: Lists) -> int:
    """How often a text addresses the reader so; letters, hours (14.30 u) and set phrases aside."""
    prose = view(text).prose
    aside = [(hit.start, hit.end) for hit in phrases.find(lists.listed("address_not"), prose)]
    return sum(
        not any(start < hit.end and hit.start < end for start, end in aside)
        and not prose[: hit.start].rstrip()[-1:].isdigit()
        for hit in phrases.find(lists.listed(f"address_{form}"), prose)
    )


def _emoji(found: _Found, sentences: Sequence[str], samples: Sequence[str], lists: Lists) -> tuple[Proposed, ...]:
    told = (f"emoji: {outline.bare(line)}" for block in _blocks("emoji", found) for line in block)
    for sentence in (*told, *sentences):
        for policy in _POLICIES:
            if _says(lists.sentence_cues(f"emoji.{policy}"), sentence):
                return (Proposed("emoji", policy, sentence.removeprefix("emoji: ")),)
    shown = [(sample, len(pictures(sample))) for sample in samples if pictures(sample)]
    if not shown:
        return ()
    most = max(count for _, count in shown)
    return (Proposed("emoji", "some" if most <= _FEW_EMOJI else "free", shown[0][0], most),)


def _entries(key: str, found: _Found) -> Iterable[tuple[str, str]]:
    return (pair for block in _blocks(key, found) for pair in outline.items(block))


def _banned(found: _Found, sentences: Sequence[str], lists: Lists) -> tuple[Proposed, ...]:
    cues = lists.sentence_cues("brand.banned")
    return proposals.many("banned", (*_entries("banned", found), *_quoted_after(cues, sentences, 60)), MAX_WORDS)


def _required(found: _Found, sentences: Sequence[str], lists: Lists) -> tuple[Proposed, ...]:
    cues = lists.sentence_cues("brand.required")
    listed = (
        (value.strip(" \"'“”‘’"), line)
        for block in _blocks("required", found)
        for value, line in outline.whole_lines(block)
    )
    pairs = (*listed, *_quoted_after(cues, sentences, proposals.MAX_LINE))
    return proposals.many("required", (pair for pair in pairs if pair[0]), MAX_REQUIRED)


def _quoted_after(cues: tuple[str, ...], sentences: Sequence[str], longest: int) -> Iterator[tuple[str, str]]:
    """Words between quotation marks after a phrase that speaks of them, with their sentence."""
    for sentence in sentences:
        cue = next(phrases.find(cues, sentence), None)
        if cue is None:
            continue
        for match in _QUOTED.finditer(sentence, cue.end):
            words = next(group for group in match.groups() if group).strip(" .,")
            if 1 < len(words) <= longest:
                yield words, sentence


def _samples(text: str, found: _Found) -> Iterator[str]:
    """The posts below a heading for them, parted by rules; or a text that is nothing but posts parted by rules."""
    for field, part in found:
        if field == "brand.sample":
            yield from _parted(part.lines)
    if not found:
        pieces = tuple(_parted(text.splitlines()))
        yield from pieces if len(pieces) > 1 else ()


def _parted(lines: Sequence[str]) -> Iterator[str]:
    pieces: list[list[str]] = [[]]
    for line in lines:
        if _RULE.fullmatch(line):
            pieces.append([])
        else:
            pieces[-1].append(line)
    for piece in ("\n".join(piece).strip() for piece in pieces):
        if _SAMPLE_SIZES[0] <= len(piece) <= _SAMPLE_SIZES[1]:
            yield piece
