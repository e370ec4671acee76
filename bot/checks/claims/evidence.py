"""What can carry a claim: proof points, sentences of the source, and what the brief says in so many words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal, TypeVar

from bot.checks.claims.lexicon import Lexicon
from bot.checks.claims.memo import Same
from bot.checks.claims.statements import ALL, Statement, read
from bot.checks.view import view
from bot.domain.brief import Brief, Permission, Proof

EvidenceKind = Literal["proof", "source", "brief"]
KeyT = TypeVar("KeyT")
_YEAR = 4


@dataclass(frozen=True, eq=False)
class Evidence:
    """One statement that may carry a claim.

    `periods` says when it holds, `field_only` that only the proof's own field says so; `scope` where.
    `valid_until` has passed when `expired`.
    """

    kind: EvidenceKind
    id: str | None
    statement: Statement
    periods: frozenset[str]
    field_only: bool = False
    scope: frozenset[str] = frozenset()
    scope_text: str = ""
    expired: date | None = None
    permission: Permission = "publish"

    @cached_property
    def words(self) -> frozenset[str]:
        """Everything that it says, its scope included."""
        return self.statement.words | self.scope


@dataclass(frozen=True, eq=False)
class Dossier:
    """All evidence of a brief, found by what it says."""

    all: tuple[Evidence, ...]
    by_key: Mapping[object, tuple[int, ...]]
    """Content words, and figures as (value, unit), to the places of the evidence that has them."""
    by_proof: dict[str, tuple[int, ...]]
    frame: frozenset[str]
    """Words that only name sender and reader: a claim may use them beside its proof."""

    def nearest(self, keys: Iterable[object], most: int) -> list[Evidence]:
        """The evidence that shares most words and figures, proof before source before brief."""
        shared: dict[int, int] = {}
        for key in keys:
            for at in self.by_key.get(key, ()):
                shared[at] = shared.get(at, 0) + 1
        best = sorted(shared, key=lambda at: (-shared[at], at))
        return [self.all[at] for at in best[:most]]


def dossier(brief: Brief, today: date, lexicon: Lexicon) -> Dossier:
    """The evidence of a brief, gathered once for all its posts."""
    return _gathered(Same(brief), today, lexicon)


@lru_cache(maxsize=16)
def _gathered(brief: Same[Brief], today: date, lexicon: Lexicon) -> Dossier:
    order = brief.value
    found = (*_proofs(order.proof, today, lexicon), *_source(order, lexicon), *_said(order, today, lexicon))
    by_key: dict[object, list[int]] = {}
    by_proof: dict[str, list[int]] = {}
    for at, each in enumerate(found):
        for key in (*each.words, *keys_of(each.statement)):
            by_key.setdefault(key, []).append(at)
        if each.kind == "proof" and each.id:
            by_proof.setdefault(each.id, []).append(at)
    return Dossier(found, _fixed(by_key), _fixed(by_proof), _frame(order, lexicon))


def keys_of(statement: Statement) -> set[object]:
    """The figures of a statement as keys."""
    return {(figure.value, figure.unit) for figure in statement.figures}


def _fixed(lists: dict[KeyT, list[int]]) -> dict[KeyT, tuple[int, ...]]:
    return {key: tuple(places) for key, places in lists.items()}


def _proofs(proofs: Sequence[Proof], today: date, lexicon: Lexicon) -> Iterator[Evidence]:
    for proof in proofs:
        field = _field_periods(proof.period, lexicon)
        scope = _scope(proof.scope, lexicon)
        whole = resolved(read(proof.text, lexicon), None)
        for text in _sentences(proof.text, lexicon):
            statement = read(text, lexicon)
            own = resolved(statement, None) or whole
            yield Evidence(
                kind="proof",
                id=proof.id,
                statement=statement,
                periods=own or field,
                field_only=not own,
                scope=scope,
                scope_text=proof.scope or "",
                expired=proof.valid_until if proof.valid_until and proof.valid_until < today else None,
            )


def _sentences(text: str, lexicon: Lexicon) -> list[str]:
    """The sentences of a text; one that opens with a reservation (except, only) belongs to the one before it."""
    seen = view(text)
    spans: list[tuple[int, int]] = []
    for sentence in seen.sentences:
        kinds = lexicon.terms.get(sentence.text.split(maxsplit=1)[0].lower().rstrip(",:"), {})
        reserved = kinds.get("limit") == "unless" or "strict" in kinds
        if reserved and spans:
            spans[-1] = (spans[-1][0], sentence.end)
        else:
            spans.append((sentence.start, sentence.end))
    return [seen.text[start:end] for start, end in spans]


def _field_periods(period: str | None, lexicon: Lexicon) -> frozenset[str]:
    """The period field as periods; one that cannot be read as such has to be matched as it stands."""
    if not period:
        return frozenset()
    return resolved(read(period, lexicon), None) or frozenset({period.lower()})


def _scope(scope: str | None, lexicon: Lexicon) -> frozenset[str]:
    """Words that have to stand beside the claim; a proof that holds everywhere narrows nothing down."""
    words = read(scope, lexicon).words if scope else frozenset()
    return frozenset() if any(word.startswith(ALL) for word in words) else words


def _source(brief: Brief, lexicon: Lexicon) -> Iterator[Evidence]:
    source = brief.source
    for text in _sentences(source.text, lexicon) if source else ():
        statement = read(text, lexicon)
        if source is None or statement.question or not statement.words:
            continue
        periods = resolved(statement, source.date)
        yield Evidence("source", None, statement, periods, permission=source.permission)


def _said(brief: Brief, today: date, lexicon: Lexicon) -> Iterator[Evidence]:
    """What the brief itself says, objections and their answers included. Its questions say nothing."""
    persona, proposition = brief.persona, brief.proposition
    answers = [answer for one in persona.objections for answer in (one.text, one.answer)]
    texts = (
        proposition.text,
        proposition.benefit,
        proposition.better,
        proposition.need,
        persona.situation,
        persona.need,
        *answers,
        *persona.decision_factors,
        brief.trigger,
        *(asset.title for asset in brief.assets),
    )
    for text in filter(None, texts):
        for sentence in _sentences(text, lexicon):
            statement = read(sentence, lexicon)
            if not statement.question:
                yield Evidence("brief", None, statement, resolved(statement, today))


def _frame(brief: Brief, lexicon: Lexicon) -> frozenset[str]:
    terms = brief.terms
    texts = (
        brief.brand.name,
        brief.brand.sector,
        brief.persona.role,
        brief.source.title if brief.source else None,
        *(terms.problem, terms.solution, terms.product, terms.alternative),
        *brief.persona.vocabulary,
    )
    return frozenset(word for text in filter(None, texts) for word in read(text, lexicon).words)


# -- periods --------------------------------------------------------------------------------------------


def resolved(statement: Statement, anchor: date | None) -> frozenset[str]:
    """The periods of a statement, such as 2025, 2025-03 or 2025-Q1; `anchor` is the day on which it was said.

    What cannot be resolved (last year, said on an unknown day) begins with a question mark and equals nothing.
    """
    years: set[str] = set()
    parts: set[str] = set()
    for code in statement.periods:
        known = _resolve(code, anchor)
        (years if len(known) == _YEAR and known.isdecimal() else parts).add(known)
    if len(years) == 1 and parts and all("?" not in part and len(part) < _YEAR + 2 for part in parts):
        year = next(iter(years))
        return frozenset(f"{year}-{part}" for part in parts)
    found = years | parts
    return frozenset(f"since {each}" for each in found) if statement.since else frozenset(found)


def _resolve(code: str, anchor: date | None) -> str:
    name, sign, steps = code.partition("-") if "-" in code else code.partition("+")
    if name not in ("year", "month", "week"):
        return f"?{code}" if code == "unclear" else code
    if anchor is None:
        return f"?{code}"
    shift = int(sign + steps) if steps else 0
    if name == "year":
        return str(anchor.year + shift)
    if name == "month":
        months = anchor.year * 12 + anchor.month - 1 + shift
        return f"{months // 12}-{months % 12 + 1:02}"
    week = (anchor + timedelta(weeks=shift)).isocalendar()
    return f"{week.year}-W{week.week:02}"
