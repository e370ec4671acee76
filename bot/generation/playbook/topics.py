"""Topics: a question of the customer, an angle, a format; those the brief can carry come first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

from bot.domain.framework import Framework
from bot.domain.pack import Topic, Why
from bot.domain.playbook import Angle, Lines
from bot.generation import spread
from bot.generation.playbook import lines as li
from bot.generation.playbook import sentences as s
from bot.generation.playbook.lines import Piece
from bot.generation.playbook.material import Material
from bot.generation.playbook.slots import Slots

MAX_TITLE = 120
MAX_QUESTION = 200
QUESTION = "question"
"""The angle that takes the question itself as its subject."""
_MAX_KEYWORDS = 3
_CARRIED = 1
"""Rank of an angle that the brief can carry."""
_PREPARE = 4
"""Rank from which the team has to arrange something first."""
_FEW = 4
_ANY = "any"


class Candidate(NamedTuple):
    """A topic with its rank: the lower, the more of it the brief can carry."""

    rank: int
    topic: Topic


class TopicMaker:
    """Makes candidates for one brief and phase, and picks topics that differ."""

    def __init__(
        self,
        material: Material,
        angles: Sequence[Angle],
        formats: Framework,
        goals: Framework,
        phase: str,
        seed: str,
    ) -> None:
        self._material = material
        self._angles = angles
        self._formats = {entry.key: entry for entry in formats.entries}
        self._goals = {entry.key: entry for entry in goals.entries}
        self._phase = phase
        self._seed = seed

    def pick(self, count: int) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
        """So many topics that differ in title and in two of question, angle and format; the rest is reserve.

        The last place goes to an idea that the team has to prepare, such as a colleague's story.
        """
        ranked = self._ranked()
        shown = _spread([one.topic for one in ranked], count - 1 if count > _FEW else count, [])
        shown = _spread([one.topic for one in ranked if one.rank >= _PREPARE], count - len(shown), shown)
        shown = _spread([one.topic for one in ranked], count - len(shown), shown)
        titles = {topic.title.lower() for topic in shown}
        reserve = [topic for topic in _unique(one.topic for one in ranked) if topic.title.lower() not in titles]
        lacking = max(0, count - len(shown))
        return spread.numbered([*shown, *reserve[:lacking]], reserve[lacking:])

    def every(self) -> tuple[Topic, ...]:
        """Every topic, those that the brief carries best in front."""
        return tuple(_unique(candidate.topic for candidate in self._ranked()))

    def _ranked(self) -> list[Candidate]:
        candidates = [*self._questions(), *self._angled()]
        Random(f"{self._seed}/topics").shuffle(candidates)
        return sorted(candidates, key=lambda candidate: candidate.rank)

    # -- candidates ---------------------------------------------------------------------------------

    def _questions(self) -> Iterable[Candidate]:
        angle = next(angle for angle in self._angles if angle.key == QUESTION)
        persona = bool(self._material.brief.persona.questions)
        first = True
        for place, question in enumerate(self._material.questions):
            own = persona and question.key.startswith("question:")
            answered = self._material.match(question.text) is not None
            title = self._title(angle.titles, f"{QUESTION}/{place}", question)
            if not title:
                continue
            rank = (
                (_CARRIED + 1 if answered else _CARRIED + 2) if own else (_PREPARE if answered else _PREPARE + 1)
            )
            if own and first and (answered or not self._answerable):
                rank, first = 0, False
            yield Candidate(rank, self._topic(angle, title, question.text, place))

    @property
    def _answerable(self) -> bool:
        questions = self._material.brief.persona.questions
        return any(self._material.match(question) for question in questions)

    def _angled(self) -> Iterable[Candidate]:
        for place, angle in enumerate(self._angles):
            if angle.key == QUESTION:
                continue
            base = (_CARRIED if self._carried(angle) else _PREPARE) + angle.late
            for turn, title in enumerate(self._titles(angle)):
                question = self._question_for(angle, title, place + turn)
                yield Candidate(base + 3 * turn, self._topic(angle, title, question, place + turn))

    def _titles(self, angle: Angle) -> list[str]:
        slots = Slots(self._material)
        pools = [angle.titles[name] for name in (self._phase, _ANY) if name in angle.titles]
        found: list[str] = []
        for pool in pools:
            for line in li.order(pool[self._material.language], f"{self._seed}/{angle.key}", 0):
                title = self._fill(line, slots)
                if title and title not in found:
                    found.append(title)
        return found

    def _title(self, titles: dict[str, Lines], name: str, question: Piece) -> str | None:
        slots = Slots(self._material)
        pool = titles.get(self._phase) or titles[_ANY]
        for line in li.order(pool[self._material.language], f"{self._seed}/{name}", 0):
            title = self._fill(line, slots, question)
            if title:
                return title
        return None

    def _fill(self, line: str, slots: Slots, question: Piece | None = None) -> str | None:
        worded = li.addressed(line, self._material.address)
        if worded is None:
            return None
        written = li.fill(worded, lambda slot: question if question and slot == "question" else slots.find(slot))
        title = s.capital(written.text) if written else ""
        return title if 0 < len(title) <= MAX_TITLE else None

    def _carried(self, angle: Angle) -> bool:
        material = self._material
        there = {
            "proof": bool(material.facts),
            "figure": any(s.figure(fact.piece.text, material.grammar) for fact in material.facts),
            "answer": any(doubt.answer for doubt in material.doubts),
            "factors": len(material.factors) > 1,
            "need": "need" in material.parts,
            "better": "better" in material.parts,
            "alternative": bool(material.brief.terms.alternative),
            "source": bool(material.said),
            "asset": material.asset is not None,
            "trigger": bool(material.brief.trigger),
            "keyword": bool(material.brief.keywords),
            "questions": len(material.brief.persona.questions) > 1,
        }
        return bool(angle.needs) and all(there.get(need, False) for need in angle.needs)

    # -- one topic ----------------------------------------------------------------------------------

    def _question_for(self, angle: Angle, title: str, place: int) -> str:
        """The question that the angle's cue words point at, else the one most like the title, else one in turn."""
        questions = [question.text for question in self._material.questions if len(question.text) <= MAX_QUESTION]
        cues = angle.cues[self._material.language]
        cued = [question for question in questions if any(f" {cue}" in f" {question.lower()}" for cue in cues)]
        answers = (
            doubt.answer.text for doubt in self._material.doubts if doubt.answer and doubt.objection.text in title
        )
        told = self._material.stems(" ".join([title, *answers])) - self._material.stems(
            self._material.brief.brand.name
        )
        alike = {question: len(s.shared(told, self._material.stems(question))) for question in questions}
        if not cued and not any(alike.values()):
            own = [question for question in self._own if question in alike] or [self._material.lead.text]
            return own[place % len(own)]
        return max(cued or questions, key=lambda question: alike[question], default=self._material.lead.text)

    @property
    def _own(self) -> list[str]:
        """The other questions of the persona, for titles that point at none."""
        return [piece.text for piece in self._material.questions[1:] if piece.key.startswith("question:")]

    def _topic(self, angle: Angle, title: str, question: str, place: int) -> Topic:
        language = self._material.language
        return Topic(
            id="t0",
            title=title,
            angle=angle.name[language],
            question=question,
            format=self._format(angle, place),
            keywords=self._keywords(f"{title} {question}"),
            media=angle.media,
            why=self._why(angle),
        )

    def _format(self, angle: Angle, place: int) -> str:
        fitting = [key for key in angle.formats if self._phase in self._formats[key].phases] or list(angle.formats)
        return self._formats[fitting[place % len(fitting)]].name[self._material.language]

    def _keywords(self, about: str) -> tuple[str, ...]:
        stems, keywords = self._material.stems, self._material.brief.keywords
        return tuple(sorted(keywords, key=lambda keyword: -len(stems(keyword) & stems(about)))[:_MAX_KEYWORDS])

    def _why(self, angle: Angle) -> Why:
        material, language = self._material, self._material.language
        phase, brief = material.phase, material.brief
        part = angle.part if angle.part in material.parts else "proposition"
        prepare = angle.prepare[language] if angle.prepare and not self._carried(angle) else ""
        goal = self._goals[brief.goal].name[language] if brief.goal in self._goals else brief.goal
        return Why(
            need=s.as_sentence(brief.persona.need, material.grammar),
            phase=f"{phase.name[language]}: {s.lowered(phase.job[language], material.grammar)}",
            proposition=" ".join(filter(None, (material.parts[part].text, prepare))),
            goal=s.capital(
                s.tidy(goal or (phase.company_goal[language] if phase.company_goal else phase.job[language]))
            ),
        )


def _spread(topics: Iterable[Topic], wanted: int, shown: Sequence[Topic]) -> list[Topic]:
    """What is shown already and so many more that differ from it, in the order given."""
    found = list(shown)
    most = len(found) + wanted
    for topic in topics:
        if len(found) < most and spread.differs(topic, found) and not _crowded(topic, found):
            found.append(topic)
    return found


def _unique(topics: Iterable[Topic]) -> list[Topic]:
    return list({topic.title.lower(): topic for topic in topics}.values())


def _crowded(topic: Topic, shown: Sequence[Topic]) -> bool:
    """No more than a third of what is shown from one angle, and half on one question: a list wants variety."""
    alike = sum(other.angle == topic.angle for other in shown)
    asked = sum(other.question == topic.question for other in shown)
    return alike > len(shown) // 3 or asked > len(shown) // 2
