"""Values for the slots of a line: the first piece of the brief that fits and has not been said yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from bot.domain.channel import Channel
from bot.generation.playbook import sentences as s
from bot.generation.playbook.lines import Piece, addressed
from bot.generation.playbook.material import Doubt, Fact, Material

_NUMBERED = re.compile(r"([a-z_]+?)(\d?)$")
_TERMS = ("problem", "solution", "product", "alternative")
_PARTS = ("need", "benefit", "better", "proposition")
_OFFERS = ("better", "benefit", "proposition")
_MAX_FACTOR_WORDS = 5
_NAMED = frozenset({"title", "trigger", "keyword", "brand", "sector", "source_title"})
_LINK_PART = "link"
_OWN, _KNOWN, _NOTE = "question:", "known:", "note:"
"""Keys of the persona's questions, those of the phase, and notes that are hardly a question."""
_KINDS = frozenset({"event", "download", "video"})
"""Kinds of asset that a line can ask for."""
_STEPS = frozenset({"order", "booking", "appointment", "signup", "tool", "event"})
"""Kinds of asset with which something is done there and then, rather than read or watched."""
Item = TypeVar("Item")


class Slots:
    """Finds values. `used` holds the keys of what has been said; `turn` lets posts of one pack begin elsewhere."""

    def __init__(
        self,
        material: Material,
        turn: int = 0,
        channel: Channel | None = None,
        title: str = "",
        barred: Iterable[str] = (),
    ) -> None:
        """`barred` holds the keys of pieces that may not be said at all."""
        self.material = material
        self.turn = turn
        self.used: dict[str, None] = dict.fromkeys(barred)
        self.here: dict[str, None] = {}
        """What stands in the text that is being written now: a follow-up, an answer or a reply leans on that."""
        self._beside: dict[str, None] = dict(self.used)
        self._channel = channel
        self._title = title
        self._finders: dict[str, Callable[[int], Piece | None]] = {
            "question": self._question,
            "asked": lambda n: self._pair(n)[0],
            "told": lambda n: self._pair(n)[1],
            "fact": lambda n: material.match(material.lead.text),
            "fact_number": lambda n: self._counted(material.match(material.lead.text)),
            "proof": lambda n: self._piece(self._fact(n)),
            "more": lambda n: self._follow(self._fact(1)),
            "number": lambda n: self._piece(self._numbered(n)),
            "number_more": lambda n: self._follow(self._numbered(1)),
            "figure": lambda n: self._figure(),
            "proof_ref": lambda n: self._ref(self._fact(1)),
            "number_ref": lambda n: self._ref(self._numbered(1)),
            "offer": self._offer,
            "objection": lambda n: self._doubt(answered=True, of="objection"),
            "answer": lambda n: self._doubt(answered=True, of="answer"),
            "response": lambda n: self._response(),
            "rest": lambda n: next(
                (f.follows for f in material.facts if f.piece.key in self.used and f.follows), None
            ),
            "rest_ref": lambda n: self._ref(next((f for f in material.facts if f.piece.key in self.here), None)),
            "reply": lambda n: self._reply(),
            "open_objection": lambda n: self._doubt(answered=False, of="objection"),
            "factor": self._factor,
            "factors": lambda n: self._factors(),
            "said": lambda n: self._nth(self._turned([piece for piece in material.said if not piece.quoted]), n),
            "quote": lambda n: self._nth(self._turned(material.said), n),
            "step": lambda n: self._step(),
            "asset": lambda n: Piece("asset", s.tidy(material.asset.title)) if material.asset else None,
            "do": lambda n: self._do(),
            "where": lambda n: self._where(),
            "link": lambda n: Piece("link", material.link) if material.link else None,
            "merge": lambda n: self._merge(),
            "below": lambda n: Piece("below", "below") if self._has_link_below() else None,
            "needed_reply": lambda n: Piece(f"needed:reply{len(self.used)}", self.label("reply_needed")),
            "needed_proof": lambda n: self._needed("proof", bool(material.facts or material.said)),
            "needed_answer": lambda n: self._needed("answer", any(d.answer for d in material.doubts)),
            "needed_link": lambda n: self._needed("link", bool(material.link)),
        }

    @contextmanager
    def beside(self, apart: bool) -> Iterator[None]:
        """While something is written that stands `apart` (a subject, a title), what the text says may be said."""
        if not apart:
            yield
            return
        within, self.used, self.here = (self.used, self.here), self._beside, {}
        try:
            yield
        finally:
            self._beside, (self.used, self.here) = self.used, within

    def find(self, slot: str) -> Piece | None:
        """The value of a slot, or None when there is none that has not been said."""
        match = _NUMBERED.match(slot)
        name, number = (match.group(1), int(match.group(2) or 1)) if match else (slot, 1)
        finder = self._finders.get(name)
        piece = finder(number) if finder else self._plain(name)
        if piece is None or not piece.text:
            return None
        return None if piece.key in self.used and name != "title" else piece

    @property
    def names(self) -> set[str]:
        """Every slot that a line may hold, without its number."""
        return {*self._finders, *_PARTS, *_TERMS, *_KINDS, *_NAMED}

    def _plain(self, name: str) -> Piece | None:
        brief = self.material.brief
        if name in _PARTS:
            return self.material.parts.get(name)
        if name == "title":
            same = self._title.strip("“”") == self.material.lead.text
            return Piece(self.material.lead.key if same else "title", self._title)
        if name == "trigger":
            return self.material.sentence("trigger", brief.trigger) if brief.trigger else None
        if name == "keyword":
            keywords = brief.keywords
            return Piece("keyword", s.tidy(keywords[self.turn % len(keywords)])) if keywords else None
        if name in _KINDS:
            asset = self.material.asset
            return Piece("kind", name) if asset and self.material.kind(asset) == name else None
        values = {
            **{term: getattr(brief.terms, term) for term in _TERMS},
            "brand": brief.brand.name,
            "sector": brief.brand.sector,
            "source_title": brief.source.title if brief.source and brief.source.permission == "publish" else None,
        }
        value = values.get(name)
        return Piece(name, s.tidy(value).rstrip(".")) if value else None

    # -- questions and facts ------------------------------------------------------------------------

    def _question(self, number: int) -> Piece | None:
        if number == 1:
            return self.material.lead
        others = self.material.questions[1:]
        kinds = (_OWN, _KNOWN, _NOTE)
        groups = ([piece for piece in others if piece.key.startswith(kind)] for kind in kinds)
        turned = [piece for group in groups for piece in self._turned(group)]
        return self._nth(sorted(turned, key=self._is_settled), number - 1)

    def _is_settled(self, question: Piece) -> bool:
        """Whether the answer to a question has been said already, so that asking it comes too late."""
        answer = self.material.match(question.text)
        return answer is not None and answer.key in self.used

    def _pair(self, number: int) -> tuple[Piece | None, Piece | None]:
        pairs = islice(self._pairs(), number - 1, None)
        return next(pairs, (None, None))

    def _pairs(self) -> Iterable[tuple[Piece, Piece]]:
        barred = set(self.used)
        for question in self._turned([q for q in self.material.questions[1:] if not q.key.startswith(_KNOWN)]):
            if question.key in barred:
                continue
            told = self.material.match(question.text, barred=barred)
            if told is not None:
                barred |= {question.key, told.key}
                yield question, told

    def _response(self) -> Piece | None:
        """The answer to the question that was put last."""
        texts = {piece.key: piece.text for piece in self.material.questions}
        put = next((texts[key] for key in reversed(self.here) if key in texts), None)
        return self.material.match(put, barred=self.used) if put else None

    def _fact(self, number: int) -> Fact | None:
        return next(islice(self._unsaid(), number - 1, None), None)

    def _numbered(self, number: int) -> Fact | None:
        counted = (fact for fact in self._unsaid() if self._counted(fact.piece))
        return next(islice(counted, number - 1, None), None)

    def _unsaid(self) -> Iterable[Fact]:
        return (fact for fact in self._turned(self.material.facts) if fact.piece.key not in self.used)

    def _counted(self, piece: Piece | None) -> Piece | None:
        return piece if piece and s.figure(piece.text, self.material.grammar) else None

    def _piece(self, fact: Fact | None) -> Piece | None:
        return fact.piece if fact else None

    def _follow(self, fact: Fact | None) -> Piece | None:
        return fact.follows if fact else None

    def _ref(self, fact: Fact | None) -> Piece | None:
        if fact is None or fact.proof is None or not fact.proof.source:
            return None
        source, period = s.tidy(fact.proof.source), s.tidy(fact.proof.period or "")
        return Piece("ref", source if not period or period in source else f"{source}, {period}")

    def _figure(self) -> Piece | None:
        fact = self._numbered(1)
        text = s.figure(fact.piece.text, self.material.grammar) if fact else None
        return Piece("figure", text) if text else None

    # -- offer, doubt, factors ----------------------------------------------------------------------

    def _offer(self, number: int) -> Piece | None:
        parts = [self.material.parts[name] for name in _OFFERS if name in self.material.parts]
        return self._nth(self._turned(parts), number)

    def _doubt(self, *, answered: bool, of: str) -> Piece | None:
        for doubt in self._turned([d for d in self.material.doubts if bool(d.answer) == answered]):
            if not self._is_used(doubt):
                return doubt.objection if of == "objection" else doubt.answer
        return None

    def _is_used(self, doubt: Doubt) -> bool:
        return doubt.objection.key in self.used or (doubt.answer is not None and doubt.answer.key in self.used)

    def _reply(self) -> Piece | None:
        return next((d.answer for d in self.material.doubts if d.objection.key in self.here and d.answer), None)

    def _factor(self, number: int) -> Piece | None:
        short = [f for f in self.material.factors if len(f.split()) <= _MAX_FACTOR_WORDS and f[:1].islower()]
        return Piece(f"factor:{number}", short[number - 1]) if len(short) >= max(number, 2) else None

    def _factors(self) -> Piece | None:
        factors = self.material.factors
        return Piece("factors", s.joined(factors, self.material.grammar)) if len(factors) > 1 else None

    # -- next step ----------------------------------------------------------------------------------

    def _do(self) -> Piece | None:
        asset = self.material.asset
        if asset is None:
            return None
        kind = next(kind for kind in self.material.fixed.asset_kinds if kind.key == self.material.kind(asset))
        text = addressed(kind.do[self.material.language], self.material.address) or ""
        return Piece("do", text, text[:1].lower() + text[1:])

    def _step(self) -> Piece | None:
        asset = self.material.asset
        return Piece("kind", "step") if asset and self.material.kind(asset) in _STEPS else None

    def _where(self) -> Piece | None:
        """How a line ends that points somewhere: the address, the place where it stands, or nothing."""
        channel, link = self._channel, self.material.link
        label = "where_none"
        if channel is not None and link:
            label = "where_none" if self._has_link_below() else f"where_{channel.links.place}"
        text = self.label(label).replace("{link}", link or "")
        text = f" {text}" if text.startswith("(") else text
        return Piece("where", text if text.endswith(link or "\0") else f"{text}.")

    def _merge(self) -> Piece | None:
        """The first name as a merge field, in the language of the brief where the channel knows it so."""
        fields, own = self._channel.merge_fields if self._channel else (), self.label("merge_field")
        return Piece("merge", own if own in fields else fields[0]) if fields else None

    def _has_link_below(self) -> bool:
        channel = self._channel
        stands = channel is not None and _LINK_PART in channel.text.assemble and channel.part(_LINK_PART)
        return bool(stands and self.material.link)

    def _needed(self, what: str, there: bool) -> Piece | None:
        if there or what not in self.material.sheet.requires:
            return None
        return Piece(f"needed:{what}", self.label(f"{what}_needed_{self.material.sheet.key}"))

    def label(self, name: str) -> str:
        """A fixed label in the language of the brief."""
        return self.material.fixed.labels[name][self.material.language]

    # -- choosing -----------------------------------------------------------------------------------

    def _nth(self, pieces: Sequence[Piece], number: int) -> Piece | None:
        return next(islice((p for p in pieces if p.key not in self.used), number - 1, None), None)

    def _turned(self, items: Sequence[Item]) -> Sequence[Item]:
        place = self.turn % len(items) if items else 0
        return (*items[place:], *items[:place])
