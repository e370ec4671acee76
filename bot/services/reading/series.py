"""A small series out of one source: which phases it has something for, about what, carried by which facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.domain.base import Language
from bot.domain.journey import Phase
from bot.domain.pack import SourceFact
from bot.generation.content import SourceReading

MAX_PHASES, MAX_TOPICS, MAX_FACTS = 4, 2, 3
"""Phases in a series, topics in a phase, facts behind a topic: what one source carries without saying it twice."""
_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 5
_COMMON = 0.5
"""A word in so large a share of the phases tells none apart."""
_CLEAR = 1.0
"""Weight of shared words from which a text belongs to a phase: one of its own, or two that one more phase has."""

_Known = Mapping[str, Mapping[str, float]]


class SeriesItem(NamedTuple):
    """A topic to be made in a phase. `question` is what it answers, from the source or else the phase's own;
    `facts` are those of the source that belong to it, perhaps none."""

    phase: str
    question: str
    from_source: bool
    facts: tuple[SourceFact, ...]


def series_from(reading: SourceReading, phases: Sequence[Phase], language: Language) -> tuple[SeriesItem, ...]:
    """Topics in the order of the journey; empty when the source offers neither a fact nor a question.

    Facts and questions go to the phase whose description shares most telling words with them, and to the phase
    of the reading where none does. A phase that gets none of them and that the source does not speak of is left
    out.
    """
    if not phases or not (reading.facts or reading.persona_questions):
        return ()
    known = _telling(phases, language)
    keys = [phase.key for phase in phases]
    near = {fact.id: _nearest(fact.text, known) for fact in reading.facts}
    asks = {question: _nearest(question, known) for question in reading.persona_questions}
    told = reading.phase if reading.phase in keys else None
    home = told or _most((*near.values(), *asks.values())) or keys[0]
    facts = {key: phase or home for key, phase in near.items()}
    asked = {key: phase or home for key, phase in asks.items()}
    weight = Counter([*facts.values(), *asked.values()])
    spoken_of = dict.fromkeys((home, *(key for key in reading.phases if key in keys)))
    for rank, key in enumerate(reversed(spoken_of), 1):
        weight[key] += rank
    chosen = sorted(weight, key=lambda key: (-weight[key], keys.index(key)))[:MAX_PHASES]
    return tuple(
        item
        for phase in phases
        if phase.key in chosen
        for item in _items(
            phase,
            [question for question, key in asked.items() if key == phase.key],
            [fact for fact in reading.facts if facts[fact.id] == phase.key],
            language,
        )
    )


def _items(
    phase: Phase, asked: Sequence[str], facts: Sequence[SourceFact], language: Language
) -> Iterable[SeriesItem]:
    """At most two topics of a phase; each fact with the question it shares most words with, else the first."""
    own = [question.free[language] for question in phase.questions[:1]]
    questions = list(asked[:MAX_TOPICS]) or own or [phase.name[language]]
    stems = [_stems(question) for question in questions]
    behind: list[list[SourceFact]] = [[] for _ in questions]
    for fact in facts:
        shared = [len(_stems(fact.text) & words) for words in stems]
        behind[shared.index(max(shared))].append(fact)
    for question, carried in zip(questions, behind, strict=True):
        yield SeriesItem(phase.key, question, question in asked, tuple(carried[:MAX_FACTS]))


def _telling(phases: Sequence[Phase], language: Language) -> _Known:
    """The words of each phase that few other phases have, each the heavier the fewer those are."""
    described = {phase.key: _stems(_described(phase, language)) for phase in phases}
    spread = Counter(stem for stems in described.values() for stem in stems)
    most = max(1.0, _COMMON * len(phases))
    return {
        key: {stem: 1 / spread[stem] for stem in stems if spread[stem] <= most} for key, stems in described.items()
    }


def _described(phase: Phase, language: Language) -> str:
    texts = [phase.job[language], phase.proof_type[language], phase.key_message_job[language]]
    texts += [words[language] for words in (phase.doing, phase.information_need, phase.company_goal) if words]
    texts += [item[language] for item in (*phase.must, *phase.formats)]
    texts += [question.free[language] for question in phase.questions]
    return " ".join(texts)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))


def _nearest(text: str, known: _Known) -> str | None:
    """The phase that clearly shares most telling words with a text, the earliest of equals."""
    stems = _stems(text)
    scores = {key: sum(words.get(stem, 0.0) for stem in sorted(stems)) for key, words in known.items()}
    best = max(scores, key=lambda key: scores[key])
    return best if scores[best] >= _CLEAR else None


def _most(found: Iterable[str | None]) -> str | None:
    counted = Counter(key for key in found if key)
    return counted.most_common(1)[0][0] if counted else None
