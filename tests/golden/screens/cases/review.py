"""Review, the board, exports and the record."""

from __future__ import annotations

from functools import partial

from bot.conversation.areas.board import Board
from bot.conversation.areas.exports import AUDIT_KINDS, KINDS, AuditFile, Export
from bot.conversation.areas.posts_buttons import Leave, Open
from bot.conversation.areas.review_buttons import Approve, Outside
from bot.conversation.areas.review_claims import Turned, Weaker, Word
from bot.conversation.areas.review_links import Choose, Links, Share, Shut
from bot.conversation.areas.review_links import options as options_of
from bot.conversation.areas.review_outside import Paper, Report
from bot.conversation.areas.review_telling import Open as OpenCard
from bot.conversation.areas.review_telling import RewriteWith
from bot.conversation.callbacks import Go
from bot.conversation.effects import Button
from bot.conversation.screens import board, links
from bot.conversation.screens import review as screens
from bot.conversation.spans import rows, short, tap
from bot.domain.records import Decision, DecisionKind, Outsider
from bot.domain.review import State, Tick
from bot.services.board import Filter, Item, Listed
from tests.golden.screens.cases.kept import AT
from tests.golden.screens.cases.world import World
from tests.golden.screens.shown import Cases


def review(w: World) -> Cases:
    """News, answers, questions, claims."""
    yield from _news(w)
    about, post = w.about(), (w.workspace, w.id(7), 2)
    outside = [[tap(w.t("review-outside-button"), Outside(*post))]]
    yield "submitted", partial(screens.done, w.t, about, "review-submitted", outside)
    for kind in ("request_changes", "reject"):
        yield f"done: {kind}", partial(screens.done, w.t, about, "review-recorded", kind=kind)
    more = [[tap(w.t("review-next-post"), OpenCard(*post[:2]))]]
    yield "done, and there is more", partial(screens.done, w.t, about, "review-recorded", more, kind="reject")
    leave = [[tap(w.t("posts-leave"), Leave(*post[:2]))]]
    for key in ("changes", "reject", "comment", "message", "who"):
        yield f"asked: {key}", partial(screens.ask, w.t, about, f"review-ask-{key}", leave)
    yield "commented", partial(screens.done, w.t, about, "review-commented")
    yield "reported", partial(screens.done, w.t, about, "review-reported", who=w.words.outsider)
    both = [tap(w.t("review-paper"), Paper(*post[:2])), tap(w.t("review-report"), Report(*post))]
    yield "somebody outside", partial(screens.outside, w.t, about, rows(both))
    link = [tap(w.t("links-make"), Share(*post[:2])), tap(w.t("links-list", count=3), Links(*post[:2]))]
    outside_ = partial(screens.outside, w.t, about, rows([*link, *both]), linked=True)
    yield "somebody outside, who can have a link", outside_
    yield from _claims(w)


def links_(w: World) -> Cases:
    """Links for somebody outside: making one, those that are open, what came back."""
    about, at, words = w.about(), (w.workspace, w.id(7)), w.words
    names = [f"{w.channel('linkedin')}: {short(topic, 60)}" for topic, *_ in words.topics]
    chosen = Choose(*at, 1, "nl", 14)
    options = options_of(w.t, chosen, len(names), False, w.id(9))
    yield "making one", partial(links.making, w.t, about, names, options)
    single = options_of(w.t, chosen, 1, True, w.id(9))
    yield "making one, of one text", partial(links.making, w.t, about, names[:1], single)
    many = [f"{number}. {names[0]}" for number in range(1, 41)]
    yield "making one, of many texts", partial(links.making, w.t, about, many, options)
    address, until = f"https://bot.example/review/{'x' * 32}", AT.date()
    open_ = [[tap(w.t("links-list", count=2), Links(*at))]]
    yield "made", partial(links.made, w.t, about, address, until, 14, open_)
    for count in (1, 3):
        yield f"to pass on: {count}", partial(links.forward, w.t, words.brand, address, until, count)
    lines = tuple(map(links.Line, names, ("approve", "comment", *([None] * len(names)))))
    one = links.Shown("nl", until, words.people[1], lines)
    below = [tap(w.t("links-new"), Share(*at)), tap(w.t("links-back"), Open(*at))]
    for count in (0, 1, 6):
        shut = [tap(w.t("links-shut", number=number + 1), Shut(*at, w.id(3), 0)) for number in range(count)]
        shown = [one._replace(language="en", by="") if number else one for number in range(count)]
        yield f"open: {count}", partial(links.several, w.t, about, shown, [*rows(shut, 2), below])
    sure = [tap(w.t("links-shut-sure"), Shut(*at, w.id(3), 1)), tap(w.t("links-keep"), Links(*at))]
    yield "shut it?", partial(links.sure, w.t, about, one, [sure])
    outsider = Outsider(words.outsider, words.brands[1], "link", until)
    said = [_decision(w, kind)._replace(reason=reason) for kind, reason in _said(w)]
    answered = [links.Word(name, 2, line) for name, line in zip(names, said, strict=False)]
    for count in (1, len(answered)):
        buttons = [[tap(names[0], OpenCard(*at))]]
        yield f"answered: {count}", partial(links.news, w.t, words.brand, outsider, answered[:count], buttons)
    yield "answered: many", partial(links.news, w.t, words.brand, outsider, answered[:2] * 20, buttons)


def _said(w: World) -> tuple[tuple[DecisionKind, str], ...]:
    return (("client_approve", ""), ("client_comment", w.words.reason))


def _decision(w: World, kind: DecisionKind, reason: str = "", own: bool = False) -> Decision:
    who, person = w.words.people[1], w.id(2)
    ends = (reason, None, (), own, None, "playbook", None, None, AT)
    return Decision(w.id(1), w.id(7), w.id(31), "0" * 64, kind, person, who, *ends)


def _news(w: World) -> Cases:
    about = w.about()
    open_ = [tap(w.t("review-open"), Open(w.workspace, w.id(7)), "primary")]
    again = [tap(w.t("review-rewrite"), RewriteWith(w.workspace, w.id(7), 2))]
    reason = w.words.reason
    told: tuple[tuple[DecisionKind, str, State], ...] = (
        ("submit", "", "in_review"),
        ("withdraw", "", "draft"),
        ("approve", "", "in_review"),
        ("approve", "", "approved"),
        ("request_changes", reason, "changes_requested"),
        ("reject", reason, "rejected"),
        ("new_version", "", "draft"),
        ("comment", reason, "in_review"),
        ("reported", reason, "in_review"),
        ("plan", "", "planned"),
    )
    for kind, said, state in told:
        below = [open_, again] if said and kind in ("request_changes", "reject") else [open_]
        news = partial(screens.news, w.t, about, _decision(w, kind, said), state, below)
        yield f"news: {kind}, then {state}", news
    turn = w.t("posts-turn", who=w.words.people[0], step=w.words.role)
    asked = partial(screens.news, w.t, about, _decision(w, "submit"), "in_review", [open_], turn)
    yield "news: submitted, by steps", asked
    own = _decision(w, "approve", own=True)
    yield "news: own text approved", partial(screens.news, w.t, about, own, "approved", [open_])


def _claims(w: World) -> Cases:
    made, proofs = w.claims(), {"B1": w.words.fact}
    person, by = w.id(2), w.words.people[1]
    lines = [
        screens.ClaimLine(number, claim, screens.carried(w.t, claim, proofs), number != 1, None, "")
        for number, claim in enumerate(made, 1)
    ]
    lines[0] = lines[0]._replace(ticked=Tick("-", "-", "ticked", person, AT), by=by)
    lines[4] = lines[4]._replace(open=False, ticked=Tick("-", "-", "not_a_claim", person, AT), by=by)
    confirmed = lines[3]._replace(open=False, ticked=Tick("-", "-", "confirmed", person, AT), by=by)
    gone = lines[0]._replace(carried=screens.carried(w.t, made[0], {}), open=True, ticked=None)
    about = w.about()
    yield "no claims", partial(screens.claims, w.t, about, [], 0, _below(w, 0))
    yield "claims, one open", partial(screens.claims, w.t, about, [*lines[:2], confirmed], 1, _answers(w, 2))
    yield "claims, several open", partial(screens.claims, w.t, about, lines, 3, _answers(w, 2, 3, 4))
    yield "claims, proof gone", partial(screens.claims, w.t, about, [gone], 1, _answers(w, 1))
    settled, turn = [lines[0], confirmed], w.t("posts-turn", who=w.words.people[0], step=w.words.role)
    below = [[tap(w.t("review-card"), Open(w.workspace, w.id(7)))]]
    yield "claims, another's step", partial(screens.claims, w.t, about, settled, 0, below, turn)
    yield "claims, all settled", partial(screens.claims, w.t, about, [lines[0], confirmed], 0, _below(w, 0))


def _answers(w: World, *numbers: int) -> list[list[Button]]:
    made = []
    for number in numbers:
        word = (w.workspace, w.id(7), 2, number - 1)
        kinds = ("confirmed", "not-a-claim") if number == 4 else ("ticked", "not-a-claim")
        row = [tap(w.t(f"review-say-{kind}", number=number), Word(*word, kind[0])) for kind in kinds]
        if number == 3:
            row = [row[1], tap(w.t("review-weaker", number=number), Weaker(*word))]
        made.append(row)
    return [*made, *_below(w, 1)]


def _below(w: World, open_now: int) -> list[list[Button]]:
    post = (w.workspace, w.id(7), 2)
    approve = [] if open_now else [tap(w.t("review-approve"), Approve(*post), "good")]
    back = [tap(w.t("review-card"), Open(*post[:2])), tap(w.t("review-outside-button"), Outside(*post))]
    pages = [tap(w.t("review-previous"), Turned(*post, 0)), tap(w.t("review-next"), Turned(*post, 2))]
    return [pages if open_now else [], approve, back]


def _items(w: World, states: tuple[State, ...]) -> tuple[Item, ...]:
    topics = w.words.topics
    return tuple(
        Item(w.workspace, w.words.brands[at % 2], w.kept(state, check_again=at == 3), topics[at % len(topics)][0])
        for at, state in enumerate(states)
    )


def _opens(w: World, items: tuple[Item, ...], brand: bool, state: bool) -> list[list[Button]]:
    name = w.channel("linkedin")
    labels = [board.label(w.t, one, name, brand=brand, state=state) for one in items]
    return [[tap(label, Open(w.workspace, w.id(7)))] for label in labels]


def board_(w: World) -> Cases:
    """Everything by state, one's own queue, exports, the record."""
    brand, given = w.words.brand, Board(w.workspace, 0, 0, 0, 0, 0)
    items = _items(w, ("in_review", "changes_requested", "draft", "approved", "published"))
    counts: dict[State, int] = {
        "in_review": 4,
        "changes_requested": 1,
        "draft": 12,
        "approved": 2,
        "published": 140,
    }
    everything = Listed(items, True, counts)
    pages = [tap(w.t("board-previous"), given), tap(w.t("board-next"), given)]
    states = [
        tap(w.t("board-state-count", state=board.state_name(w.t, one), count=counts[one]), given) for one in counts
    ]
    channel = tap(w.t("board-channel", channel="LinkedIn"), given)
    filters = [[channel, tap(w.t("board-mine"), given)], [tap(w.t("board-all-brands"), given)]]
    below = [*_opens(w, items, False, True), pages, *rows(states, 2), *filters]
    yield "board", partial(board.board, w.t, brand, everything, Filter(), "", below)
    across = [*_opens(w, items, True, True), [tap(w.t("board-this-brand"), given)]]
    title = w.t("board-all-brands")
    yield "board, all brands", partial(board.board, w.t, title, everything, Filter(), "", across)
    make = [[tap(w.t("welcome-new"), Go("new"), "primary")]]
    yield "board, empty", partial(board.board, w.t, brand, Listed((), False, {}), Filter(), "", make)
    nothing = Listed((), False, counts)
    said = w.t("board-filtered", filters=f"{board.state_name(w.t, 'rejected')} · {w.t('board-filter-mine')}")
    yield "board, nothing fits", partial(board.board, w.t, brand, nothing, Filter("rejected"), said, filters)
    for count in (0, 1, 3):
        one: State = "in_review"
        waiting = _items(w, (one,) * count)
        listed = Listed(waiting, False, {"in_review": count} if count else {})
        shown = _opens(w, waiting, False, False)
        yield f"queue: {count}", partial(board.queue, w.t, brand, listed, shown)
    kinds = [tap(w.t(f"board-export-{kind}"), Export(w.workspace, kind)) for kind in KINDS]
    yield "exports", partial(board.exports, w.t, brand, rows(kinds, 2))
    yield from _audits(w)


def _audits(w: World) -> Cases:
    brand, period = w.words.brand, w.t("board-audit-days", days=30)
    files = rows([tap(w.t(f"board-audit-{kind}"), AuditFile(w.workspace, 30, 0, kind)) for kind in AUDIT_KINDS], 2)
    line = f"2026-06-01 09:30 · {w.words.person}: {w.words.reason} · LinkedIn · {w.words.topics[0][0]} · v2"[:240]
    yield "record: empty", partial(board.audit, w.t, brand, period, [], 0, [])
    yield "record: one more", partial(board.audit, w.t, brand, period, [line] * 2, 1, files)
    yield "record: many more", partial(board.audit, w.t, brand, period, [line] * 12, 140, files)
