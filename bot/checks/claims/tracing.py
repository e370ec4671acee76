"""From a sentence to its standing: what carries it, or in plain words what is missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.checks.claims.arithmetic import miscounted
from bot.checks.claims.carrying import Asked, Weighing, beyond, far_off, weigh
from bot.checks.claims.evidence import Dossier, Evidence, EvidenceKind, dossier, keys_of
from bot.checks.claims.figures import PERCENT
from bot.checks.claims.finding import Candidate, find_claims
from bot.checks.claims.joining import Written, join
from bot.checks.claims.lexicon import Lexicon, lexicon
from bot.checks.claims.memo import Same
from bot.checks.claims.signals import found_in
from bot.checks.claims.statements import Statement, read
from bot.checks.phrases import encodable
from bot.checks.view import view
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.check import Phrases
from bot.domain.pack import Claim, Standing

_NEAREST = 6
"""Pieces of evidence that a claim is laid beside: those that share most words with it."""
_FEW_WORDS = 3
_LEAD_IN = 8
_QUOTE = re.compile("[\"'“”„«»‘’\u00ad\u200b\u2060\ufeff]")
"""What a sentence is looked at more closely for: quotation marks, and marks that hide in words."""
_RANK: dict[EvidenceKind, int] = {"proof": 0, "source": 1, "brief": 2}
_CONTRADICTIONS = frozenset({"figure", "bound", "arithmetic", "negation", "unit"})


@dataclass(frozen=True)
class Verdict:
    """Standing of a claim. `lacks` is the key in claims_reasons of why it is unproven."""

    standing: Standing
    reason: str | None = None
    proof: str | None = None
    source_sentence: str | None = None
    lacks: str | None = None


def claims_of(
    segments: Sequence[tuple[str, str]],
    written: Iterable[Written],
    brief: Brief | None,
    language: Language,
    phrases: Mapping[str, Phrases],
    today: date,
) -> tuple[Claim, ...]:
    """Every claim in the segments (part and text) of a draft, with its standing on a day.

    `written` is the writer's own list. Without a brief nothing can be carried.
    """
    words = lexicon(phrases, language)
    brand = brief.brand.name if brief else None
    candidates = join(find_claims(segments, words, brand), written, segments)
    return tuple(trace(_with_scene(candidate, segments), brief, today, words) for candidate in candidates)


def _with_scene(candidate: Candidate, segments: Sequence[tuple[str, str]]) -> Candidate:
    """A text on screen is read beside the words spoken in the same beat: both belong to its context."""
    scene, dot, _ = candidate.part.rpartition(".")
    if not dot:
        return candidate
    around = [text for part, text in segments if part.startswith(f"{scene}.") and part != candidate.part]
    return replace(candidate, context=(*around, *candidate.context))


def trace(candidate: Candidate, brief: Brief | None, today: date, words: Lexicon) -> Claim:
    """The claim with its standing. A promise that the evidence contradicts becomes the fact that it gets wrong."""
    verdict = judge(candidate, brief, today, words)
    kind = candidate.kind
    if kind == "promise" and verdict.lacks in _CONTRADICTIONS:
        kind = "fact"
    return Claim(
        text=encodable(candidate.text),
        kind=kind,
        standing=verdict.standing,
        proof=verdict.proof,
        source_sentence=verdict.source_sentence,
        reason=verdict.reason,
        lacks=verdict.lacks,
        part=candidate.part,
    )


def judge(candidate: Candidate, brief: Brief | None, today: date, words: Lexicon) -> Verdict:
    """What carries a claim on a day, or why nothing does.

    Remembered for a while: a pack says the same sentence on several channels, and several checks ask.
    """
    return _judges(Same(brief), today, words)(candidate)


@lru_cache(maxsize=16)
def _judges(of: Same[Brief | None], today: date, words: Lexicon) -> Callable[[Candidate], Verdict]:
    """Judges by one brief. What it remembers goes with it: a brief stays no longer than its evidence does, however
    few sentences it was asked about."""

    @lru_cache(maxsize=512)
    def judges(candidate: Candidate) -> Verdict:
        return _judged(candidate, of.value, today, words)

    return judges


def _judged(candidate: Candidate, brief: Brief | None, today: date, words: Lexicon) -> Verdict:
    if candidate.kind == "opinion":
        return Verdict("unproven", words.reasons["opinion"], lacks="opinion")
    statement = read(said(candidate.text), words)
    wrong = _wrong_sum(statement, candidate.context, words)
    if wrong or brief is None:
        return wrong or Verdict("unproven", words.reasons["no_brief"], lacks="no_brief")
    gathered = dossier(brief, today, words)
    if literal := _word_for_word(candidate.text, gathered):
        whole = Asked(read(candidate.text, words), candidate.context, gathered.frame, today, words)
        return _shut(literal, whole, words) or _carried(Weighing(literal), words)
    verdict = _laid_beside(statement, candidate, gathered, today, words)
    if verdict.standing == "unproven" and (rest := _after_lead_in(statement.text, words)):
        after = _laid_beside(read(rest, words), candidate, gathered, today, words)
        verdict = after if after.standing != "unproven" or verdict.lacks in ("none", "words") else verdict
    return verdict


def _word_for_word(text: str, gathered: Dossier) -> Evidence | None:
    """The sentence of the source that the claim repeats as a whole, quotations and all."""
    said = " ".join(text.split())
    sources = (evidence for evidence in gathered.all if evidence.kind == "source")
    return next((one for one in sources if " ".join(one.statement.text.split()) == said), None)


def _laid_beside(
    statement: Statement, candidate: Candidate, gathered: Dossier, today: date, words: Lexicon
) -> Verdict:
    asked = Asked(statement, candidate.context, gathered.frame, today, words)
    beside = _beside(candidate, asked, gathered)
    weighed = [weigh(asked, evidence) for evidence in beside if not beyond(asked, evidence)]
    carried = [weighing for weighing in weighed if weighing.carried]
    usable = [weighing for weighing in carried if not _shut(weighing.evidence, asked, words)]
    expired = any(weighing.evidence.expired for weighing in carried)
    for weighing in sorted(usable, key=lambda weighing: _RANK[weighing.evidence.kind]):
        if weighing.evidence.kind != "brief" or not expired:
            return _carried(weighing, words)
    if carried:
        shut = [weighing for weighing in carried if weighing not in usable]
        return _shut(shut[0].evidence, asked, words) or _none(words)
    return _refused(weighed or [far_off(asked, evidence) for evidence in beside[:1]], words)


def _after_lead_in(text: str, words: Lexicon) -> str:
    """What stands behind the colon of "What it comes down to: ...", when the words before it claim nothing."""
    lead, colon, rest = text.partition(": ")
    if not colon or len(lead.split()) > _LEAD_IN or found_in(lead, words):
        return ""
    told = read(lead, words)
    return "" if told.denials or told.figures or told.names else rest


def _wrong_sum(statement: Statement, before: Sequence[str], words: Lexicon) -> Verdict | None:
    """A sum that the text itself gets wrong: "12 of 80 (25%)", or "That is 25%" in the next sentence."""
    if not any(figure.unit == PERCENT and not figure.near for figure in statement.figures):
        return None
    said = [figure for sentence in before for figure in read(sentence, words).figures]
    wrong = miscounted(statement.figures, said, words)
    if wrong is None:
        return None
    claimed, share = wrong
    values = {"claimed": claimed.text, "proof": words.reasons["before"], "found": share.text}
    return _unproven("arithmetic", values, words)


def said(text: str) -> str:
    """The sentence without what others are quoted as saying, unless there is nothing else in it."""
    if _QUOTE.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text
    seen = view(text)
    own = seen.unquoted
    return own if len(own.split()) >= _FEW_WORDS else seen.text


def _beside(candidate: Candidate, asked: Asked, gathered: Dossier) -> list[Evidence]:
    """The evidence to lay the claim beside: what is nearest, and what its writer named."""
    hinted = [gathered.all[at] for at in gathered.by_proof.get(candidate.proof or "", ())]
    keys = (*(asked.statement.words or asked.supplied), *keys_of(asked.statement))
    nearest = gathered.nearest(keys, _NEAREST)
    return nearest + [evidence for evidence in hinted if evidence not in nearest]


def _shut(evidence: Evidence, asked: Asked, words: Lexicon) -> Verdict | None:
    """Why evidence that carries a claim may not be used."""
    if evidence.expired:
        values = {"proof": _name(evidence, words), "date": evidence.expired.isoformat()}
        return _unproven("expired", values, words, evidence.id)
    if evidence.kind != "source" or evidence.permission == "publish":
        return None
    if evidence.permission == "internal":
        return _unproven("permission", {}, words)
    named = asked.statement.names & evidence.statement.names
    if not named:
        return None
    spoken = ", ".join(sorted(asked.statement.spoken[name] for name in named))
    return _unproven("anonymous", {"words": spoken}, words)


def _carried(weighing: Weighing, words: Lexicon) -> Verdict:
    evidence = weighing.evidence
    notes = list(weighing.sums)
    if weighing.holds_for:
        notes.append(words.reasons["holds_for"].format_map({"words": ", ".join(weighing.holds_for)}))
    sentence = evidence.statement.text if evidence.kind == "source" else None
    standing: Standing = "from_brief" if evidence.kind == "brief" else "proven"
    return Verdict(standing, "; ".join(notes) or None, evidence.id, sentence)


def _refused(weighed: Sequence[Weighing], words: Lexicon) -> Verdict:
    """The reason of the evidence that came nearest; too far off, and there simply is none."""
    near = [weighing for weighing in weighed if weighing.key != "none" and weighing.close > 1]
    if not near:
        return _none(words)
    best = max(near, key=lambda weighing: (weighing.close, not weighing.evidence.expired))
    values = {"proof": _name(best.evidence, words), **best.values}
    return _unproven(best.key, values, words)


def _name(evidence: Evidence, words: Lexicon) -> str:
    return evidence.id or words.reasons[evidence.kind]


def _none(words: Lexicon) -> Verdict:
    return Verdict("unproven", words.reasons["none"], lacks="none")


def _unproven(key: str, values: Mapping[str, str], words: Lexicon, proof: str | None = None) -> Verdict:
    said = words.reasons[key].format_map(values)
    return Verdict("unproven", said[:1].upper() + said[1:], proof, lacks=key)
