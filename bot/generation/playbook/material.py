"""What a brief offers to say, as pieces that can be placed, and which fact answers which question."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from bot.domain.brief import Address, Asset, Brief, Proof
from bot.domain.journey import Phase, Question
from bot.domain.playbook import Fixed, Grammar, Sheet
from bot.generation.playbook import cues
from bot.generation.playbook import sentences as s
from bot.generation.playbook.lines import Piece

MATCH = 0.5
"""Weight of shared words from which a fact counts as an answer to a question."""
SECOND = 0.9
"""Share of the best score that another fact must reach to stand in where the best one is barred."""
COVER = 0.33
"""Share of the telling words of a question that its answer must have, unless a cue speaks for it."""
KNOWN_COVER = 0.6
"""The same for a question of the phase: it is worded generally, so that it meets words by chance."""
CUE = 1.0
_TERMS = ("problem", "solution", "product", "alternative")
_MAX_LISTED = 5
_RELEASED = ("publish", "anonymous")
_MAX_SAID_WORDS = 32
_NO_TERM = "{["  # a slot of somebody's, or a gap of the brief: no words for the middle of a question
_MIN_QUESTION_WORDS = 3


class Fact(NamedTuple):
    """A statement of the brief. `follows` is the fact that leans on it and may only stand right after it."""

    piece: Piece
    proof: Proof | None = None
    follows: Piece | None = None


class Doubt(NamedTuple):
    """An objection and what is answered to it; no answer is an open objection."""

    objection: Piece
    answer: Piece | None


class Material:
    """The brief as pieces, for one form of address. `lead` is the question that everything turns on."""

    def __init__(
        self, brief: Brief, phase: Phase, sheet: Sheet, fixed: Fixed, address: Address, lead: str
    ) -> None:
        self.brief = brief
        self.phase = phase
        self.sheet = sheet
        self.fixed = fixed
        self.language = brief.language
        self.address = address
        self.grammar: Grammar = fixed.grammar(brief.language)
        self.lead = self._asked("question:0", lead)
        self._stop_words = frozenset(self.grammar.stop_words)
        self._stems: dict[str, frozenset[str]] = {}
        self._scores: dict[str, list[tuple[float, Piece]]] = {}

    # -- sentences ----------------------------------------------------------------------------------

    def sentence(self, key: str, text: str) -> Piece:
        """A sentence of the team. In the wrong form of address it may only be quoted."""
        ended = s.as_sentence(text, self.grammar)
        low = ended[:1].lower() + ended[1:] if s.tidy(text)[:1].islower() else s.lowered(ended, self.grammar)
        return Piece(key, ended, low, self._clashes(ended))

    def _asked(self, key: str, text: str) -> Piece:
        ended = s.as_sentence(text, self.grammar, asked=True)
        own_voice = s.mentions(ended, self.grammar.first_person) or not ended.endswith("?")
        return Piece(key, ended, quoted=own_voice or self._clashes(ended))

    def _clashes(self, text: str) -> bool:
        others = [word for form, group in self.grammar.address.items() if form != self.address for word in group]
        return self.address != "neutral" and s.mentions(text, others)

    # -- what there is ------------------------------------------------------------------------------

    @cached_property
    def questions(self) -> tuple[Piece, ...]:
        """The lead, the persona's other questions, those of the phase, and what is only a note of one."""
        own = [self._asked(f"question:{n}", text) for n, text in enumerate(self.brief.persona.questions, 1)]
        known = [self._asked(f"known:{n}", self.wording(one)) for n, one in enumerate(self.phase.questions, 1)]
        whole = [piece for piece in own if self._is_whole(piece.text)]
        notes = [piece._replace(key=f"note:{piece.key}") for piece in own if piece not in whole]
        seen: dict[str, Piece] = {}
        for piece in (self.lead, *whole, *known, *notes):
            seen.setdefault(piece.text.lower(), piece)
        return tuple(seen.values())

    def _is_whole(self, question: str) -> bool:
        """Whether it can carry a text: "costs?" and "wants to know how long it takes" are notes of a question."""
        return question.endswith("?") and len(s.words(question)) >= _MIN_QUESTION_WORDS

    def wording(self, question: Question) -> str:
        """A question of the phase with the brief's terms, or its slot-free wording where one is missing."""
        terms = {name: getattr(self.brief.terms, name) for name in _TERMS}
        text = question[self.language]
        for name, value in {**terms, "brand": self.brief.brand.name}.items():
            if value and f"{{{name}}}" in text:
                text = (
                    text.replace(f"{{{name}}}", s.tidy(value))
                    if not set(_NO_TERM) & set(value)
                    else question.free[self.language]
                )
        return question.free[self.language] if "{" in text else text

    @cached_property
    def parts(self) -> dict[str, Piece]:
        """The proposition: text, and need, benefit and better where the brief has them."""
        proposition = self.brief.proposition
        given = {name: getattr(proposition, name) for name in ("need", "benefit", "better")}
        return {
            name: self.sentence(f"part:{name}", text)
            for name, text in {"proposition": proposition.text, **given}.items()
            if text and s.tidy(text)
        }

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The proof points; one that leans on the one before it follows that one."""
        found: list[Fact] = []
        for proof in self.brief.proof:
            piece = self.sentence(f"proof:{proof.id}", proof.text)
            if found and s.leans(piece.text, self.grammar):
                found[-1] = found[-1]._replace(follows=found[-1].follows or piece)
            else:
                found.append(Fact(piece, proof))
        return tuple(found)

    @cached_property
    def said(self) -> tuple[Piece, ...]:
        """Sentences of a released source that can stand alone, those with a figure first."""
        source = self.brief.source
        if source is None or source.permission not in _RELEASED:
            return ()
        alone = [text for text in s.sentences(source.text) if self._stands_alone(text)]
        alone.sort(key=lambda text: s.figure(text, self.grammar) is None)
        return tuple(self._spoken(f"said:{n}", text) for n, text in enumerate(alone))

    def _spoken(self, key: str, text: str) -> Piece:
        piece = self.sentence(key, text)
        return piece._replace(quoted=piece.quoted or s.mentions(text, self.grammar.first_person))

    def _stands_alone(self, text: str) -> bool:
        words = s.words(text)
        named = self.brief.source is not None and self.brief.source.permission == "anonymous" and _names(text)
        return (
            4 < len(words) <= _MAX_SAID_WORDS
            and not s.leans(text, self.grammar)
            and text.endswith((".", "!", "”"))
            and ":" not in text
            and not named
        )

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """Objections, answered ones first: by the team, else by a fact that shares their words."""
        found = []
        for number, objection in enumerate(self.brief.persona.objections):
            piece = Piece(
                f"objection:{number}", s.as_sentence(objection.text, self.grammar, asked=True), quoted=True
            )
            if objection.answer and s.tidy(objection.answer):
                answer: Piece | None = self.sentence(f"answer:{number}", objection.answer)
            else:
                answer = self.match(piece.text, 2 * MATCH)
            found.append(Doubt(piece, answer))
        return tuple(sorted(found, key=lambda doubt: doubt.answer is None))

    @cached_property
    def factors(self) -> tuple[str, ...]:
        """What the persona decides on, as short items; what is worded in the first person stays out."""
        items = (s.tidy(item).rstrip(".;,?!") for item in self.brief.persona.decision_factors)
        own_voice = self.grammar.first_person
        return tuple(item for item in items if item and not s.mentions(item, own_voice))[:_MAX_LISTED]

    @cached_property
    def asset(self) -> Asset | None:
        """The asset that suits the phase: the one the brief links to, else by its kind."""
        assets = self.brief.assets
        linked = next((asset for asset in assets if asset.url and asset.url == self.brief.link), None)
        wanted = {kind: place for place, kind in enumerate(self.sheet.assets)}
        fitting = [asset for asset in assets if self.kind(asset) in wanted]
        return linked or min(fitting, key=lambda asset: wanted[self.kind(asset)], default=None)

    def kind(self, asset: Asset) -> str:
        """The key of the kind of an asset, by what the team calls it."""
        called = asset.kind.lower()
        return next((k.key for k in self.fixed.asset_kinds if any(word in called for word in k.words)), "page")

    @property
    def link(self) -> str | None:
        """Where the next step leads: the brief's link, else the asset's, with the brief's utm."""
        link = self.brief.link or (self.asset.url if self.asset else None)
        if link and self.brief.utm and "=" in self.brief.utm and "utm_" not in link:
            return f"{link}{'&' if '?' in link else '?'}{self.brief.utm.lstrip('?&')}"
        return link

    # -- what answers what --------------------------------------------------------------------------

    @cached_property
    def _answers(self) -> tuple[Piece, ...]:
        pieces = (
            *(fact.piece for fact in self.facts),
            *(doubt.answer for doubt in self._told if doubt.answer),
            *(self.parts[name] for name in ("better", "benefit", "proposition") if name in self.parts),
            *self.said,
        )
        return tuple(piece for piece in pieces if piece.key.partition(":")[0] in self.sheet.answers)

    @cached_property
    def _told(self) -> tuple[Doubt, ...]:
        objections = enumerate(self.brief.persona.objections)
        return tuple(
            Doubt(Piece(f"objection:{n}", o.text), self.sentence(f"answer:{n}", o.answer))
            for n, o in objections
            if o.answer and s.tidy(o.answer)
        )

    def stems(self, text: str) -> frozenset[str]:
        """The telling words of a text."""
        if text not in self._stems:
            self._stems[text] = s.stems(text, self._stop_words, self.grammar.endings)
        return self._stems[text]

    def match(self, question: str, least: float = MATCH, barred: Iterable[str] = ()) -> Piece | None:
        """The fact that shares the most telling words with a question, or None when none clearly does.

        A word weighs less the more facts hold it. A cue (how long: days) counts once a word is shared.
        Where the best fact is barred, only one that is about as good stands in for it.
        """
        shut = set(barred)
        every = self._scored(question)
        least = max(least, SECOND * max((score for score, _ in every), default=0.0))
        scored = [(score, piece) for score, piece in every if piece.key not in shut]
        best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        return best[1] if best[0] >= least else None

    def _scored(self, question: str) -> list[tuple[float, Piece]]:
        if question not in self._scores:
            known = question in self._known
            given = [getattr(self.brief.terms, term) or "" for term in _TERMS] if known else []
            asked = self.stems(question) - self.stems(" ".join([self.brief.brand.name, *given]))
            self._scores[question] = [
                (self._score(question, asked, piece, known), piece) for piece in self._answers
            ]
        return self._scores[question]

    @cached_property
    def _known(self) -> set[str]:
        asked = (self._asked("known", self.wording(one)).text for one in self.phase.questions)
        return {text for text in asked if text not in self.brief.persona.questions}

    def best_question(self) -> str:
        """The first question of the persona that the brief answers, else the first, else the phase's first."""
        asked = [self._asked("own", question).text for question in self.brief.persona.questions]
        own = [text for text in asked if self._is_whole(text)]
        known = self.wording(self.phase.questions[0]) if self.phase.questions else self.lead.text
        return next((question for question in own if self.match(question)), own[0] if own else known)

    def _score(self, question: str, asked: frozenset[str], piece: Piece, known: bool) -> float:
        shared = s.shared(asked, self.stems(piece.text))
        cued = 0 if known else cues.found(question, piece.text, self.grammar)
        if cued < 0:
            return 0.0
        if not shared:
            return CUE if not known and cues.say_all(asked, piece.text, self.grammar) else 0.0
        if known:
            return float(len(shared)) if len(shared) / len(asked) >= KNOWN_COVER else 0.0
        weight = sum(1 / self._frequency(stem) for stem in shared)
        return weight + CUE * cued if cued or len(shared) / len(asked) >= COVER else 0.0

    def _frequency(self, stem: str) -> int:
        """How many facts hold a word that begins so: at least the one that was found by it."""
        return sum(bool(s.shared(frozenset({stem}), self.stems(piece.text))) for piece in self._answers)


def _names(text: str) -> bool:
    return any(word[:1].isupper() for word in text.split()[1:])
