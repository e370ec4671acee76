"""Claims on a screen: each with what carries it."""

from __future__ import annotations

from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.areas import review_buttons as deciding
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.screens import dates
from bot.conversation.screens.measure import prefix
from bot.conversation.spans import Piece, bold, quote, screen, short, tap
from bot.domain.pack import Claim
from bot.domain.review import sentence_key
from bot.services.posts import Held

SHOWN = 90
LONG = 1200
"""UTF-16 units of a sentence: two of them and what is said about them fit a message."""
WIDE = 6
"""Buttons with numbers in a row."""


def lines(t: Texts, held: Held, most: int) -> list[Piece]:
    """A line for each claim: settled or not, its sentence, its standing."""
    claims = held.version.content.claims
    if not claims:
        return []
    open_now = len(held.situation.open_claims)
    found: list[Piece] = ["", bold(t("posts-claims", count=len(claims), open=open_now))]
    for number, claim in enumerate(claims[:most], 1):
        mark = "○" if claim in held.situation.open_claims else "✓"
        found.append(f"{mark} {number}. {short(claim.text, SHOWN)} ({standing(t, held, claim)})")
    if len(claims) > most:
        found.append(t("posts-more", count=len(claims) - most))
    return found


def row(held: Held, workspace: int, most: int) -> list[list[Button]]:
    """Numbers to tap: what the claim rests on."""
    post, version = held.post.id, held.version.number
    places = range(min(len(held.version.content.claims), most))
    taps = [
        tap(f"{place + 1}. {_sign(held, place)}", buttons.OneClaim(workspace, post, version, place))
        for place in places
    ]
    return [taps[at : at + WIDE] for at in range(0, len(taps), WIDE)]


def standing(t: Texts, held: Held, claim: Claim) -> str:
    """What carries a claim, in a few words; people's word on it goes before that of the rules."""
    given = {tick.kind for tick in held.ticks if tick.sentence == sentence_key(claim)}
    settled = claim not in held.situation.open_claims
    if settled and "not_a_claim" in given:
        return t("posts-standing-not-a-claim")
    if claim.kind == "opinion":
        return t("posts-standing-opinion")
    if claim.kind == "promise":
        return t("posts-standing-confirmed") if settled else t("posts-standing-promise")
    if claim.proof is not None and claim.proof in held.version.carried and claim.proof not in held.proofs:
        return t("posts-standing-gone", proof=claim.proof)
    if claim.standing == "proven" and claim.proof is not None:
        return t("posts-standing-proof", proof=claim.proof)
    return t(f"posts-standing-{claim.standing.replace('_', '-')}")


def detail(t: Texts, held: Held, workspace: int, claim: Claim, *, decides: bool = False) -> Screen:
    """A claim with the sentence of the source or the proof point that it rests on, or why nothing does; the way to
    answer it for whoever `decides`."""
    back = [tap(t("posts-back"), buttons.Open(workspace, held.post.id))]
    at = (workspace, held.post.id, held.version.number)
    answers = decides and held.version.state == "in_review" and claim in held.situation.open_claims
    tick = [tap(t("posts-tick"), deciding.Claims(*at), "primary")] if answers else []
    return screen(
        bold(held.record.brand.name),
        bold(t("posts-claim")),
        quote(prefix(claim.text, LONG)),
        t("posts-claim-standing", standing=standing(t, held, claim)),
        *_ground(t, held, claim, answers),
        rows=[tick, back],
    )


def _ground(t: Texts, held: Held, claim: Claim, answers: bool) -> list[Piece | list[Piece]]:
    found: list[Piece | list[Piece]] = []
    point = held.points.get(claim.proof or "")
    if point is None and claim.proof is not None:
        point = next((one for one in held.pack.brief.proof if one.id == claim.proof), None)
    if point is not None:
        found += ["", bold(t("posts-claim-proof", proof=point.id)), quote(point.text)]
        told = (("source", point.source), ("period", point.period), ("scope", point.scope))
        found += [t(f"posts-claim-{key}", value=value) for key, value in told if value]
    if claim.source_sentence:
        source = held.pack.brief.source
        title = source.title if source and source.title else t("posts-claim-a-source")
        found += ["", bold(t("posts-claim-sentence", title=title)), quote(prefix(claim.source_sentence, LONG))]
        if source and source.date:
            found.append(t("posts-claim-date", value=dates.day(t, source.date)))
    if claim.reason:
        found += ["", claim.reason]
    gone = claim.proof in held.version.carried and claim.proof not in held.proofs
    if claim in held.situation.open_claims:
        lacking = claim.kind == "fact" and (claim.standing == "unproven" or gone)
        next_step = "posts-claim-help" if lacking else "posts-claim-yours" if answers else "posts-claim-next"
        found += ["", t(next_step)]
    return found


def _sign(held: Held, place: int) -> str:
    return "○" if held.version.content.claims[place] in held.situation.open_claims else "✓"
