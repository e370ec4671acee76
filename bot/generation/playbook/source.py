"""Reads a source by rules: which sentences state a fact, which questions it asks, which phase it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.people import people
from bot.checks.claims.signals import found_in
from bot.checks.claims.statements import read as statement
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
_QUOTED = re.compile(r"[“\"„]([^“”\"„\n]{8,160})[”\"]")
_SUPERLATIVES = frozenset({"superlative", "superlative form", "unique"})
_MAX_ASKED_WORDS = 12


def read(language: Language, text: str, phases: dict[str, str], fixed: Fixed, words: Lexicon) -> SourceReading:
    """What the source offers. `phases`: the keys to choose from, each with its canvas7 phase.

    A fact is a sentence with a figure, a name or a date that does not lean on the one before it; its text is
    the sentence itself. A headline, a judgement and a person's name alone are none. The need is the first sentence
    that says what somebody wanted or worried about; what a seller asks the reader is no question of a customer.
    """
    grammar = fixed.grammar(language)
    told = [_SPEAKER.sub("", sentence) for line in text.splitlines() for sentence in s.sentences(line)]
    lines = list({s.balanced(line): None for line in told if _states(line)})
    named = people(text, words)
    facts = sorted(_facts(lines, grammar, words, named), key=lambda pair: -pair[0])[:MAX_FACTS]
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
        persona_questions=tuple(dict.fromkeys(_questions(told, grammar)))[:MAX_QUESTIONS],
    )


def _facts(
    lines: Sequence[str], grammar: Grammar, lexicon: Lexicon, named: frozenset[str]
) -> Iterable[tuple[int, str]]:
    for line in lines:
        words = s.words(line)
        if not 4 < len(words) <= _MAX_WORDS:
            continue
        counted = bool(re.search(r"\d", line)), bool(s.figure(line, grammar)), _measures(line, lexicon)
        weight = 2 * counted[0] + sum(counted[1:]) + any(name not in named for name in _NAME.findall(line))
        judged = not any(counted) and _judges(line, grammar, lexicon)
        if weight and not judged and not _opens(line, grammar.headlines) and not s.leans(line, grammar):
            yield weight, line


def _measures(line: str, lexicon: Lexicon) -> bool:
    """Whether it holds a measure or an amount, also one in words: twelve working days."""
    return "number" in found_in(line, lexicon) and any(figure.unit for figure in statement(line, lexicon).figures)


def _judges(line: str, grammar: Grammar, lexicon: Lexicon) -> bool:
    words = f" {' '.join(s.words(line))} "
    return bool(found_in(line, lexicon) & _SUPERLATIVES) or any(f" {one} " in words for one in grammar.judgements)


def _opens(line: str, openings: Sequence[str]) -> bool:
    words = f"{' '.join(s.words(line))} "
    return any(words.startswith(f"{opening} ") for opening in openings)


def _questions(lines: Sequence[str], grammar: Grammar) -> Iterable[str]:
    """The questions in order: those with their mark, and quoted ones that open like one and lack it."""
    for line in lines:
        inside = [quote.strip(" ,.") for quote in _QUOTED.findall(line)]
        whole = s.balanced(line)
        if whole.endswith("?"):
            if 2 < len(whole.split()) <= _MAX_QUESTION_WORDS and not _opens(whole, grammar.sellers_ask):
                yield whole
        else:
            yield from (quote for quote in (*inside, whole.rstrip(".…!")) if _is_asked(quote, grammar))


def _is_asked(text: str, grammar: Grammar) -> bool:
    """Whether it is worded as a question: "what does that cost", and not "what I liked"."""
    words = s.words(text)
    if not 2 < len(words) <= _MAX_ASKED_WORDS or words[0] not in grammar.asking or "," in text:
        return False
    told = (*grammar.first_person, *grammar.articles, *grammar.refers_back)
    address = (word for group in grammar.address.values() for word in group)
    return words[1] not in (*told, *address)


def _states(line: str) -> bool:
    """Whether it is a sentence that says something: no heading, question, shouting, or piece of a template."""
    whole = line.rstrip("\"'”’») ").endswith((".", "!", "…"))
    return whole and not line.startswith("#") and not line.isupper() and not any(sign in line for sign in _CODE)


def _need(lines: Sequence[str], grammar: Grammar) -> str | None:
    wanting = (line for line in lines if set(s.words(line)) & set(grammar.wanting) and len(line) <= MAX_NEED)
    return next(wanting, None)


def phases_of(language: Language, text: str, phases: dict[str, str], fixed: Fixed) -> tuple[str, ...]:
    """The phases whose words the source uses, the one it uses most in front; none when it uses none."""
    lowered = text.lower()
    scores = {
        rule.phase: sum(lowered.count(word) for word in getattr(rule, language)) for rule in fixed.source_phases
    }
    spoken_of = sorted((phase for phase in scores if scores[phase]), key=lambda phase: -scores[phase])
    known = {canvas: key for key, canvas in reversed(phases.items())}
    return tuple(known[phase] for phase in spoken_of if phase in known)[:MAX_PHASES]
