"""Reads a source by rules: which sentences state a fact, which questions it asks, which phase it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.domain.base import Language
from bot.domain.pack import SourceFact
from bot.domain.playbook import Fixed, Grammar
from bot.generation.content import SourceReading
from bot.generation.playbook import sentences as s

MAX_FACTS = 12
MAX_QUESTIONS = 5
MAX_NEED = 200
MAX_PHASES = 3
_MAX_WORDS = 45
_MAX_QUESTION_WORDS = 30
_CODE = ("{{", "{%", "<", "```")
_SPEAKER = re.compile(r"^\s*[^\W\d_][\w .'-]{0,30}:\s+")
_NAME = re.compile(r"(?<=[^.!?:”\"'‘“]\s)[A-ZÀ-Ý][^\W\d_]+")


def read(language: Language, text: str, phases: dict[str, str], fixed: Fixed) -> SourceReading:
    """What the source offers. `phases`: the keys to choose from, each with its canvas7 phase.

    A fact is a sentence with a figure, a name or a date that does not lean on the one before it; its text is
    the sentence itself. The need is the first sentence that says what somebody wanted or worried about.
    """
    grammar = fixed.grammar(language)
    lines = [_SPEAKER.sub("", sentence) for line in text.splitlines() for sentence in s.sentences(line)]
    questions = [line for line in lines if line.endswith("?") and 2 < len(line.split()) <= _MAX_QUESTION_WORDS]
    facts = sorted(_facts(lines, grammar), key=lambda pair: -pair[0])[:MAX_FACTS]
    kept = [sentence for _, sentence in facts]
    spoken_of = phases_of(language, text, phases, fixed)
    return SourceReading(
        facts=tuple(
            SourceFact(id=f"S{number}", text=sentence, sentence=sentence)
            for number, sentence in enumerate((line for line in lines if line in kept), 1)
        ),
        phase=spoken_of[0] if spoken_of else None,
        phases=spoken_of,
        persona_need=_need(lines, grammar),
        persona_questions=tuple(dict.fromkeys(questions))[:MAX_QUESTIONS],
    )


def _facts(lines: Sequence[str], grammar: Grammar) -> Iterable[tuple[int, str]]:
    seen: set[str] = set()
    for line in lines:
        words = s.words(line)
        if line in seen or not _states(line) or not 4 < len(words) <= _MAX_WORDS:
            continue
        seen.add(line)
        weight = 2 * bool(re.search(r"\d", line)) + bool(s.figure(line, grammar)) + bool(_NAME.search(line))
        if weight and not s.leans(line, grammar):
            yield weight, line


def _states(line: str) -> bool:
    """Whether it is a sentence that says something: no heading, question, shouting, or piece of a template."""
    whole = line.rstrip("\"'”’») ").endswith((".", "!", "…"))
    return whole and not line.startswith("#") and not line.isupper() and not any(sign in line for sign in _CODE)


def _need(lines: Sequence[str], grammar: Grammar) -> str | None:
    wanting = (line for line in lines if set(s.words(line)) & set(grammar.wanting) and len(line) <= MAX_NEED)
    return next((line for line in wanting if not line.endswith("?")), None)


def phases_of(language: Language, text: str, phases: dict[str, str], fixed: Fixed) -> tuple[str, ...]:
    """The phases whose words the source uses, the one it uses most in front; none when it uses none."""
    lowered = text.lower()
    scores = {
        rule.phase: sum(lowered.count(word) for word in getattr(rule, language)) for rule in fixed.source_phases
    }
    spoken_of = sorted((phase for phase in scores if scores[phase]), key=lambda phase: -scores[phase])
    known = {canvas: key for key, canvas in reversed(phases.items())}
    return tuple(known[phase] for phase in spoken_of if phase in known)[:MAX_PHASES]
