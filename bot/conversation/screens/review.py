"""What is seen of a review: news of a decision, the claims one by one, and the word of somebody outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.spans import Piece, bold, italic, quote, screen, short, unquoted
from bot.domain.pack import Claim
from bot.domain.records import Decision, Membership
from bot.domain.review import Level, Tick, sentence_key

CLAIMS_A_PAGE = 8
SENTENCE = 180
"""Characters of a sentence beside others: enough to know it again."""
REASON = 1500


class About(NamedTuple):
    """Which post it is about: brand, name of the channel, title of the topic, number of the version."""

    brand: str
    channel: str
    topic: str
    version: int


class ClaimLine(NamedTuple):
    """A claim with what carries it in words, whether it still shuts approval, and who answered for it."""

    number: int
    claim: Claim
    carried: str
    open: bool
    ticked: Tick | None
    by: str


def head(about: About) -> list[Piece]:
    """The first line of every card: the brand, and the post in short."""
    return [bold(about.brand), f" · {about.channel} · {short(about.topic, 80)}"]


def news(
    texts: Texts,
    about: About,
    decision: Decision,
    state: str,
    rows: Sequence[Sequence[Button]] = (),
    turn_of: str = "",
) -> Screen:
    """What somebody did with a post, for those who should know; `turn_of`: whose word it waits for now."""
    who = decision.person_name
    return screen(
        head(about),
        texts("review-news", kind=decision.kind, who=who, version=about.version, state=state),
        quote(short(decision.reason, REASON)) if decision.reason else None,
        turn_of or None,
        texts("review-self-approval") if decision.self_approval else None,
        rows=rows,
    )


def done(
    texts: Texts, about: About, key: str, rows: Sequence[Sequence[Button]] = (), **values: str | int
) -> Screen:
    """The person's own deed is stored."""
    return screen(head(about), texts(key, **values), rows=rows)


def turn_of(texts: Texts, step: Level, members: Sequence[Membership]) -> str:
    """Whose word a text waits for: the people of a step."""
    names = [one.name or texts("team-nameless") for one in members if one.person in step.people]
    who = ", ".join(names) or texts("trust-former-member") if step.people else texts("rules-step-anybody")
    return texts("posts-turn", who=who, step=step.name)


def ask(texts: Texts, about: About, key: str, rows: Sequence[Sequence[Button]] = ()) -> Screen:
    """A question whose answer is the next message, with a way out."""
    asked = screen(head(about), texts(key), rows=rows)
    return asked._replace(placeholder=texts("review-placeholder"))


def claims(
    texts: Texts,
    about: About,
    lines: Sequence[ClaimLine],
    left: int,
    rows: Sequence[Sequence[Button]],
    not_yours: str = "",
) -> Screen:
    """A page of claims, each with its standing and what carries it; `left` counts those still open in all, and
    `not_yours` says why somebody who decides does not decide on this one."""
    pieces: list[Piece | list[Piece] | None] = [head(about), bold(texts("review-claims", version=about.version))]
    for line in lines:
        pieces += ["", *_claim(texts, line)]
    if not lines:
        pieces += [texts("review-no-claims")]
    pieces += ["", texts("review-claims-left", left=left), not_yours or None]
    return screen(*pieces, rows=rows)


def _claim(texts: Texts, line: ClaimLine) -> list[Piece | list[Piece] | None]:
    claim = line.claim
    mark = "○" if line.open else "✓"
    standing = texts("review-standing", kind=claim.kind, standing=claim.standing)
    said = texts("review-ticked", kind=line.ticked.kind, who=line.by) if line.ticked else None
    return [
        [bold(f"{mark} {line.number}. "), short(claim.text, SENTENCE)],
        [italic(standing), f" · {line.carried}" if line.carried else ""],
        said,
    ]


def carried(texts: Texts, claim: Claim, proofs: Mapping[str, str]) -> str:
    """What a claim rests on, in words: the proof point, the source's sentence, or why nothing does. `proofs` gives
    the text of each proof point that may be used."""
    if claim.proof is not None and claim.proof in proofs:
        return texts("review-proof", id=claim.proof, text=short(proofs[claim.proof], SENTENCE))
    if claim.proof is not None:
        return texts("review-proof-gone", id=claim.proof)
    if claim.source_sentence:
        return texts("review-source", sentence=short(unquoted(claim.source_sentence), SENTENCE))
    return short(claim.reason or "", SENTENCE)


def tick_of(claim: Claim, ticks: Sequence[Tick]) -> Tick | None:
    """The last word on a claim that fits its kind."""
    fitting = ("confirmed", "not_a_claim") if claim.kind == "promise" else ("ticked", "not_a_claim")
    given = [tick for tick in ticks if tick.sentence == sentence_key(claim) and tick.kind in fitting]
    return given[-1] if given else None


def outside(texts: Texts, about: About, rows: Sequence[Sequence[Button]], *, linked: bool = False) -> Screen:
    """What can be done with somebody who is not in the chat; `linked`: a page of ours is among it."""
    return screen(head(about), texts("links-outside" if linked else "review-outside"), rows=rows)
