"""What a team keeps: a brand with its people and its table, made of given words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.conversation.catalogue import Texts
from bot.conversation.screens.table import Place
from bot.domain.base import Language
from bot.domain.brief import (
    Asset,
    Brand,
    Brief,
    Objection,
    Persona,
    Proof,
    Proposition,
    RequiredWord,
    Source,
)
from bot.domain.pack import Finding
from bot.domain.records import Entry, EntryData, EntryKind, Membership, WorkspaceRecord
from bot.domain.review import Rules
from bot.domain.team import Role
from tests.golden.screens.cases.words import Words

AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
OWNER: frozenset[Role] = frozenset({"owner"})


@dataclass(frozen=True)
class Kept:
    """The words of a language and what people typed; `first` is the lowest id, which is high where that hurts."""

    language: Language
    t: Texts
    other: Texts
    words: Words
    first: int

    @property
    def workspace(self) -> int:
        """The id of the workspace."""
        return self.first

    @property
    def place(self) -> Place:
        """Whose table it is."""
        return Place(self.workspace, self.words.brand)

    def id(self, number: int) -> int:
        """An id."""
        return self.first + number

    def brand(self) -> Brand:
        """The brand, with every field."""
        word = self.words
        return Brand(
            name=word.brand.strip(),
            sector=word.sector,
            voice=word.voice,
            banned=word.banned,
            required=(RequiredWord(text=word.about, when=word.level),),
            locale="nl-NL" if self.language == "nl" else "en-GB",
            site=word.site,
        )

    def record(self, **changes: Any) -> WorkspaceRecord:
        """The workspace."""
        given: dict[str, Any] = {
            "id": self.workspace,
            "brand": self.brand(),
            "language": self.language,
            "journey": "canvas7",
            "channels": ("linkedin", "tiktok"),
            "rules": Rules(),
            "timezone": "Europe/Amsterdam",
            "responsible": None,
            "models": False,
            "models_by": None,
            "models_at": None,
            "demo": False,
            "created_at": AT,
        }
        return WorkspaceRecord(**(given | changes))

    def member(self, number: int = 1, roles: frozenset[Role] = OWNER, name: str | None = None) -> Membership:
        """A member; the first is who looks."""
        people = self.words.people
        named = people[(number - 1) % len(people)] if name is None else name
        return Membership(self.workspace, self.words.brand, self.id(number), named, roles)

    def entry(self, number: int, data: EntryData, kind: EntryKind, withdrawn: bool = False) -> Entry:
        """An entry of the table."""
        key = {"persona": "P", "proposition": "V", "proof": "B", "asset": "M", "source": "S"}.get(kind, "T")
        return Entry(self.id(number), kind, f"{key}{number}", data, 1, withdrawn, self.id(1), AT)

    def persona(self) -> Persona:
        """A persona with most fields, of which two are observed."""
        word = self.words
        return Persona(
            id="P1",
            name=word.persona,
            role=word.role,
            need=word.need,
            questions=word.questions,
            objections=(Objection(text=word.objection[0], answer=word.objection[1]),),
            channels=("linkedin", "instagram"),
            observed=("need", "questions"),
        )

    def proposition(self) -> Proposition:
        """A proposition with its three parts."""
        word = self.words
        return Proposition(
            id="V1", text=word.proposition, need=word.need, benefit=word.benefit, better=word.better
        )

    def proof(self, number: int = 1) -> Proof:
        """A proof point that runs out."""
        word = self.words
        text = word.facts[(number - 1) % len(word.facts)]
        return Proof(
            id=f"B{number}", text=text, source=word.origin, period=word.period, valid_until=date(2026, 12, 31)
        )

    def asset(self) -> Asset:
        """A page."""
        return Asset(id="M1", kind=self.t("table-asset-page"), title=self.words.asset, url=self.words.url)

    def source(self) -> Source:
        """A text somebody handed over."""
        return Source(id="S1", title=self.words.file, text=self.words.sentence, date=date(2026, 5, 4))

    def brief(self) -> Brief:
        """What a pack was made for."""
        return Brief(
            language=self.language,
            brand=self.brand(),
            persona=self.persona(),
            phase="consideration",
            proposition=self.proposition(),
            proof=(self.proof(1),),
            source=self.source(),
            channels=("linkedin", "tiktok"),
        )

    def finding(self, severity: str = "advice") -> Finding:
        """A result of a check."""
        message, fix = self.words.finding
        return Finding.model_validate({"check": "x.y", "severity": severity, "message": message, "fix": fix})
