"""A persona or a proposition out of a file, by rules: headings and labels first, telling sentences else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from bot.checks import phrases
from bot.checks.claims.lexicon import lexicon
from bot.checks.claims.people import names_someone, people
from bot.generation.playbook.sentences import balanced
from bot.services.reading import outline, proposals
from bot.services.reading.cues import Lists
from bot.services.reading.proposals import Proposed

MAX_ENTRIES = 12
_TEXTS = ("need", "situation")
_LINES = ("name", "role")
_WHOLE = ("questions", "objections")
_LISTED = ("decision_factors", "vocabulary")
_MAX_QUESTION = 240
_MIN_WORDS = 3
_SPEAKER = re.compile(r"\s*([^\W\d_][\w .'-]{0,30}?):\s+(\S.*)")
_ASKS_MOSTLY, _FROM_TURNS = 0.6, 2
_MAX_PROPOSITION_SENTENCES = 2


def persona_from(text: str, lists: Lists) -> tuple[Proposed, ...]:
    """Proposals for `name`, `role`, `need`, `situation`, `questions`, `decision_factors`, `objections` and
    `vocabulary`. In an interview the questions of whoever asks most are not the customer's."""
    found = _by_heading(text, lists, "persona")
    sentences = [balanced(one) for one in outline.sentences(_answers(text))]
    return (
        *(item for key in _LINES for item in proposals.block(key, found[key][:1], proposals.MAX_LINE)),
        *(_first_telling("need", found, sentences, lists)),
        *proposals.block("situation", found["situation"]),
        *_questions(found, sentences, lists),
        *(item for key in _LISTED for item in proposals.many(key, outline.items(found[key]), MAX_ENTRIES)),
        *_objections(found, sentences, lists),
    )


def proposition_from(text: str, lists: Lists) -> tuple[Proposed, ...]:
    """Proposals for `text`, `need`, `benefit` and `better`."""
    found = _by_heading(text, lists, "proposition")
    cues = lists.sentence_cues("proposition.text")
    telling = [one for one in outline.sentences(text) if next(phrases.find(cues, one), None)]
    return (
        *(proposals.block("text", found["text"]) or proposals.block("text", telling[:_MAX_PROPOSITION_SENTENCES])),
        *(item for key in ("need", "benefit", "better") for item in proposals.block(key, found[key])),
    )


def named(text: str, lists: Lists, brand: str = "") -> Callable[[str], bool]:
    """Tells of a sentence of this text whether it names one of the people in it; the brand is no person."""
    names = people(text, lexicon(lists.style, lists.language), brand)
    return lambda sentence: names_someone(sentence, names)


def _by_heading(text: str, lists: Lists, kind: str) -> dict[str, tuple[str, ...]]:
    """The lines of the first section of each field."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for part in outline.sections(text, lists):
        field = lists.field_of(part.heading, f"{kind}.") if part.heading else None
        if field and part.block:
            found.setdefault(field.partition(".")[2], part.block)
    return found


def _first_telling(
    key: str, found: dict[str, tuple[str, ...]], sentences: Sequence[str], lists: Lists
) -> tuple[Proposed, ...]:
    cues = lists.sentence_cues(f"persona.{key}")
    told = [one for one in sentences if not one.endswith("?") and next(phrases.find(cues, one), None)]
    return proposals.block(key, found[key] or told[:1])


def _questions(found: dict[str, tuple[str, ...]], sentences: Sequence[str], lists: Lists) -> tuple[Proposed, ...]:
    """What is listed as a question, else what is asked in the text, but for what a seller asks a reader."""
    sellers = lists.sentence_cues("persona.not_questions")
    listed = outline.whole_lines(found["questions"])
    asked = (
        (one, one)
        for one in sentences
        if one.endswith("?") and len(one) <= _MAX_QUESTION and len(one.split()) >= _MIN_WORDS
        if not any(cue.start == 0 for cue in phrases.find(sellers, one))
    )
    return proposals.many("questions", listed or asked, MAX_ENTRIES)


def _objections(found: dict[str, tuple[str, ...]], sentences: Sequence[str], lists: Lists) -> tuple[Proposed, ...]:
    cues = lists.sentence_cues("persona.objections")
    told = (
        (one, one) for one in sentences if len(one) <= proposals.MAX_LINE and next(phrases.find(cues, one), None)
    )
    return proposals.many("objections", outline.whole_lines(found["objections"]) or told, MAX_ENTRIES)


def _answers(text: str) -> str:
    """A conversation without the turns of whoever mostly asks, and without names in front; else the text."""
    turns = list(_turns(text))
    asked: dict[str, list[bool]] = defaultdict(list)
    for speaker, said in turns:
        if speaker:
            asked[speaker].append(said.rstrip().endswith("?"))
    asking = {
        speaker
        for speaker, ends in asked.items()
        if len(ends) >= _FROM_TURNS and sum(ends) >= _ASKS_MOSTLY * len(ends)
    }
    return "\n".join(said for speaker, said in turns if speaker not in asking)


def _turns(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        match = _SPEAKER.fullmatch(line)
        yield (match.group(1).casefold(), match.group(2)) if match else ("", line)
