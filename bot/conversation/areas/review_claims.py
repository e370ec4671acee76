"""The claims of a version, one by one: tick, confirm, say that it is none, or have it worded weaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.conversation import general
from bot.conversation.areas import posts
from bot.conversation.areas.posts_asking import ask_first, settled
from bot.conversation.areas.posts_buttons import Open
from bot.conversation.areas.review_buttons import Approve, Claims, Outside
from bot.conversation.areas.review_telling import about, start_rewrite
from bot.conversation.effects import Button
from bot.conversation.screens import review as screens
from bot.conversation.spans import rows, tap
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.review import sentence_key
from bot.domain.team import may
from bot.services import review
from bot.services.posts import Rewrite
from bot.services.review import Answered, Seen

WORDS: Mapping[str, Answered] = {"t": "ticked", "c": "confirmed", "n": "not_a_claim"}
"""What is said of a claim, by the letter behind the button."""


@dataclass(frozen=True)
class Turned:
    """Another page of the claims."""

    code: ClassVar[str] = "r.cp"
    workspace: int
    post: int
    version: int
    page: int


@dataclass(frozen=True)
class Word:
    """What is said of one claim, counted from 0; `word` is a key of WORDS."""

    code: ClassVar[str] = "r.tk"
    workspace: int
    post: int
    version: int
    claim: int
    word: str


@dataclass(frozen=True)
class WordAll:
    """Every claim of this page that shows what it rests on is right."""

    code: ClassVar[str] = "r.ta"
    workspace: int
    post: int
    version: int
    page: int


@dataclass(frozen=True)
class Weaker:
    """Have one claim, counted from 0, worded weaker."""

    code: ClassVar[str] = "r.wk"
    workspace: int
    post: int
    version: int
    claim: int


async def claims(turn: Turn, given: Claims) -> None:
    """Opens the claims beside the card, at the first one that is open."""
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    await show_claims(turn, seen, again=False)


async def turned(turn: Turn, given: Turned) -> None:
    """Shows another page in the same message."""
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    await show_claims(turn, seen, given.page)


async def said(turn: Turn, given: Word) -> None:
    """Keeps the word on the claim; the list and every card of the post follow."""
    kind = WORDS.get(given.word)
    if kind is None:
        general.unknown(turn)
        return
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    new = await review.answer(turn.work, seen, given.claim, kind)
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    turn.answer(turn.texts("review-word-kept" if new else "review-word-stood"))
    await show_claims(turn, seen, given.claim // screens.CLAIMS_A_PAGE)
    if new:
        await posts.refresh(turn, given.post)


async def said_all(turn: Turn, given: WordAll) -> None:
    """Ticks what stands on this page with its proof or sentence below it: nothing that nobody saw."""
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    for line in _page(await _lines(turn, seen), given.page):
        if _tickable(seen, line):
            await review.answer(turn.work, seen, line.number - 1, "ticked")
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    turn.answer(turn.texts("review-word-kept"))
    await show_claims(turn, seen, given.page)
    await posts.refresh(turn, given.post)


async def weaker(turn: Turn, given: Weaker) -> None:
    """Has the sentence rewritten; the version as it is stays readable."""
    seen = await review.look(turn.work, turn.here, given.post, given.version)
    found = seen.version.content.claims
    if given.claim >= len(found):
        general.unknown(turn)
        return
    if settled(seen.held):
        await ask_first(turn, seen.held, f"weaker_claim.{given.claim}", beside=True)
        return
    sentence = found[given.claim].text
    request = Rewrite(post=given.post, version=given.version, how="weaker_claim", what=sentence)
    await start_rewrite(turn, seen, request)
    turn.answer(turn.texts("review-rewriting"))


async def show_claims(turn: Turn, seen: Seen, page: int | None = None, *, again: bool = True) -> None:
    """A page of the claims (the first with an open one unless `page` says which): in the message that was tapped
    if it shows them already (`again`), else beside it. That the person saw the version is put on record."""
    await turn.work.within(seen.member.workspace).reviews.opened(seen.version.id, turn.person.id)
    lines = await _lines(turn, seen)
    first = next((line.number - 1 for line in lines if line.open), 0) // screens.CLAIMS_A_PAGE
    last = max(len(lines) - 1, 0) // screens.CLAIMS_A_PAGE
    at = min(first if page is None else page, last)
    shown = _page(lines, at)
    below = [_at_once(turn, seen, shown, at), *_answers(turn, seen, shown), *_onward(turn, seen, at, last)]
    left = len(seen.situation.open_claims)
    made = screens.claims(turn.texts, about(turn, seen), shown, left, below, await _not_yours(turn, seen))
    (turn.show if again else turn.say)(made, f"{seen.member.workspace}/claims:{seen.post.id}")


async def _not_yours(turn: Turn, seen: Seen) -> str:
    """Why somebody who may decide cannot approve this one, whatever is ticked."""
    step = review.step(seen.held.record.rules, len(seen.version.approvals))
    hindrance = seen.hindrance if may(seen.member.roles, "decide") else None
    if seen.version.state != "in_review" or hindrance is None:
        return ""
    if hindrance == "not_your_level" and step is not None:
        members = await turn.work.workspaces.members(seen.member.workspace)
        return screens.turn_of(turn.texts, step, members)
    return turn.texts(f"refused-{hindrance.replace('_', '-')}")


async def _lines(turn: Turn, seen: Seen) -> list[screens.ClaimLine]:
    names = {one.person: one.name for one in await turn.work.workspaces.members(seen.member.workspace)}
    proofs = {key: proof.text for key, proof in seen.held.points.items()}
    open_now = {sentence_key(claim) for claim in seen.situation.open_claims}
    lines = []
    for number, claim in enumerate(seen.version.content.claims, 1):
        is_open = sentence_key(claim) in open_now
        tick = None if is_open else screens.tick_of(claim, seen.held.ticks)
        by = names.get(tick.person or 0, turn.texts("somebody")) if tick else ""
        carried = screens.carried(turn.texts, claim, proofs)
        lines.append(screens.ClaimLine(number, claim, carried, is_open, tick, by))
    return lines


def _answers(turn: Turn, seen: Seen, shown: Sequence[screens.ClaimLine]) -> list[list[Button]]:
    texts, post = turn.texts, (seen.member.workspace, seen.post.id, seen.version.number)
    ways = turn.desk.writing(seen.held.record).ways(seen.version.content)
    rewrites = may(seen.member.roles, "make") and "weaker_claim" in ways
    letters = {kind: letter for letter, kind in WORDS.items()}
    made: list[list[Button]] = []
    for line in shown:
        if not line.open:
            continue
        place = line.number - 1
        row = [
            tap(
                texts(f"review-say-{kind.replace('_', '-')}", number=line.number),
                Word(*post, place, letters[kind]),
            )
            for kind in review.offered(seen, line.claim)
        ]
        if rewrites and line.claim.standing == "unproven" and line.claim.kind == "fact":
            row.append(tap(texts("review-weaker", number=line.number), Weaker(*post, place)))
        made.append(row)
    return made


def _page(lines: Sequence[screens.ClaimLine], page: int) -> Sequence[screens.ClaimLine]:
    return lines[page * screens.CLAIMS_A_PAGE : (page + 1) * screens.CLAIMS_A_PAGE]


def _tickable(seen: Seen, line: screens.ClaimLine) -> bool:
    return line.open and "ticked" in review.offered(seen, line.claim)


def _at_once(turn: Turn, seen: Seen, shown: Sequence[screens.ClaimLine], page: int) -> list[Button]:
    """One tap for a page on which several claims only have to be read with what carries them."""
    several = [line.claim for line in shown if _tickable(seen, line)]
    if len(several) < 2:
        return []
    key = "review-say-all-briefed" if any(one.standing == "from_brief" for one in several) else "review-say-all"
    data = WordAll(seen.member.workspace, seen.post.id, seen.version.number, page)
    return [tap(turn.texts(key, count=len(several)), data, "primary")]


def _onward(turn: Turn, seen: Seen, page: int, last: int) -> list[list[Button]]:
    texts, post = turn.texts, (seen.member.workspace, seen.post.id, seen.version.number)
    pages = [tap(texts("review-previous"), Turned(*post, page - 1))] if page else []
    pages += [tap(texts("review-next"), Turned(*post, page + 1))] if page < last else []
    approve = [tap(texts("review-approve"), Approve(*post), "good")] if "approve" in seen.allowed else []
    below = [
        tap(texts("review-card"), Open(post[0], post[1])),
        tap(texts("review-outside-button"), Outside(*post)),
    ]
    return [pages, approve, *map(list, rows(below, 2))]


AREA = Area(
    taps={
        Claims: Rule(claims, "read"),
        Turned: Rule(turned, "read"),
        Word: Rule(said, "decide"),
        WordAll: Rule(said_all, "decide"),
        Weaker: Rule(weaker, "make"),
    },
)
