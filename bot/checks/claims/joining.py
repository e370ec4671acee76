"""The claims that rules found, joined with the list of whoever wrote the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from bot.checks.claims.finding import CONTEXT, Candidate, literal
from bot.checks.view import view
from bot.domain.pack import ClaimKind

_WEIGHT: dict[ClaimKind, int] = {"opinion": 0, "promise": 1, "fact": 2}


class Written(Protocol):
    """A claim as its writer lists it: the sentence, its kind, and what is meant to carry it."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> ClaimKind: ...
    @property
    def proof(self) -> str | None: ...
    @property
    def source_sentence(self) -> str | None: ...


def join(
    found: Sequence[Candidate], written: Iterable[Written], pieces: Sequence[tuple[str, str]]
) -> tuple[Candidate, ...]:
    """Found and written claims together, in the order of the text.

    A written claim that does not stand in the text is dropped. Where both speak of one sentence, the stricter kind
    counts (fact over promise over opinion) and the writer's proof comes along as a hint.
    """
    joined = {candidate.text: candidate for candidate in found}
    for claim in written:
        for candidate in _located(claim, pieces):
            known = joined.get(candidate.text)
            joined[candidate.text] = _stricter(known, candidate) if known else candidate
    return tuple(sorted(joined.values(), key=lambda candidate: _place(candidate, pieces)))


def _stricter(known: Candidate, written: Candidate) -> Candidate:
    kind = max(known.kind, written.kind, key=_WEIGHT.__getitem__)
    return replace(
        known,
        kind=kind,
        proof=known.proof or written.proof,
        source_sentence=known.source_sentence or written.source_sentence,
    )


def _located(claim: Written, pieces: Iterable[tuple[str, str]]) -> Iterator[Candidate]:
    """The sentences that a written claim covers, in the first piece that has them."""
    said = _plain(claim.text)
    for part, text in pieces if said else ():
        if said not in _plain(text):
            continue
        seen = view(text)
        for at, sentence in enumerate(seen.sentences):
            stands = _plain(sentence.text)
            if stands and (stands in said or said in stands):
                before = tuple(each.text for each in seen.sentences[max(0, at - CONTEXT) : at])
                exact = literal(text, seen, sentence)
                yield Candidate(exact, part, claim.kind, claim.proof, claim.source_sentence, before)
        return


def _plain(text: str) -> str:
    """Without the differences that copying makes: spaces, capitals, kinds of quotation mark, the last stop."""
    joined = " ".join(view(text).text.split()).casefold()
    return joined.translate(_MARKS).strip(" .!…\"'")


_MARKS = str.maketrans("“”„«»‘’", '"""""\'\'')


def _place(candidate: Candidate, pieces: Sequence[tuple[str, str]]) -> tuple[int, int]:
    for at, (part, text) in enumerate(pieces):
        if part == candidate.part:
            return at, text.find(candidate.text)
    return len(pieces), 0
