"""The screens of topics and key message, and of the jobs that make them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.areas.ideas_buttons import (
    ByRules,
    EditMessage,
    Keep,
    Later,
    More,
    OtherAngle,
    PickTopic,
    RedoMessage,
    RunAgain,
    Shown,
    Steer,
    StopJob,
    UseSaved,
    WriteAgain,
)
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.spans import Piece, bold, italic, lines, quote, rows, screen, short, tap
from bot.domain.pack import KeyMessage, Topic
from bot.domain.records import Entry, PackRecord
from bot.services.making.orders import IdeasMade, PostsMade

LINE = 200
ABOUT = 80
PARTS = ("core", "promise", "next_step")
"""What of a key message can be worded anew."""


def growing(t: Texts, brand: str, topics: Sequence[Topic]) -> Screen:
    """Topics while they come in."""
    return screen(bold(brand), t("ideas-growing"), *_told(t, topics, 0))


def ideas(t: Texts, workspace: int, brand: str, pack: PackRecord, made: IdeasMade) -> Screen:
    """Topics to choose from, each with its question and why it fits."""
    shown = pack.topics[made.first : made.first + made.count]
    picks = [
        tap(f"{number}. {topic.title}", PickTopic(workspace, pack.id, topic.id))
        for number, topic in enumerate(shown, start=made.first + 1)
    ]
    more = [tap(t("ideas-more", left=len(pack.reserve)), More(workspace, pack.id))] if pack.reserve else []
    ways = [
        *more,
        tap(t("ideas-angle"), OtherAngle(workspace, pack.id)),
        tap(t("ideas-steer"), Steer(workspace, pack.id)),
        tap(t("ideas-later"), Later(workspace, pack.id, made.first, made.count)),
    ]
    return screen(
        bold(brand),
        t("ideas-title"),
        italic(t("ideas-beside", about=short(made.beside, ABOUT))) if made.beside else None,
        *_told(t, shown, made.first),
        t("ideas-pick"),
        rows=[*rows(picks), *rows(ways, 2)],
    )


def saving(t: Texts, workspace: int, brand: str, pack: PackRecord, made: IdeasMade) -> Screen:
    """Which of these topics to save."""
    shown = pack.topics[made.first : made.first + made.count]
    keeps = [
        tap(f"{number}. {topic.title}", Keep(workspace, pack.id, topic.id))
        for number, topic in enumerate(shown, start=made.first + 1)
    ]
    back = tap(t("ideas-back"), Shown(workspace, pack.id, made.first, made.count))
    titles = [f"{number}. {topic.title}" for number, topic in enumerate(shown, start=made.first + 1)]
    return screen(bold(brand), t("ideas-which-later"), *titles, rows=[*rows(keeps), (back,)])


def saved(t: Texts, workspace: int, brand: str, topics: Sequence[Entry], packs: Sequence[PackRecord]) -> Screen:
    """Topics that were saved, and the packs that a person may take up again."""
    kept = [(one.key, one.data) for one in topics if isinstance(one.data, Topic)]
    uses = [tap(data.title, UseSaved(workspace, key)) for key, data in kept]
    opens = [
        tap(t("ideas-open", title=pack.topics[0].title), Shown(workspace, pack.id, 0, min(len(pack.topics), 6)))
        for pack in packs
        if pack.topics
    ]
    head = t("ideas-saved", count=len(kept))
    lead = t("ideas-recent") if opens else None
    return screen(bold(brand), head, lead, rows=[*rows(uses), *rows(opens)])


def key_message(
    t: Texts, workspace: int, brand: str, pack: int, topic: str, message: KeyMessage, *, replies: bool = True
) -> Screen:
    """The key message, to be worded or made anew; `replies`: this person can answer the message itself."""
    supports = [f"• {text}" for text in message.supports]
    findings = [italic(f"{one.message} {one.fix}".strip()) for one in message.findings]
    doubt: list[Piece] = []
    if message.objection:
        doubt = [f"{t('ideas-objection')} {message.objection}", f"{t('ideas-answer')} {message.answer or '–'}"]
    edits = [tap(t(f"ideas-edit-{part.replace('_', '-')}"), EditMessage(workspace, pack, part)) for part in PARTS]
    others = [
        tap(t("ideas-redo"), RedoMessage(workspace, pack, topic)),
        tap(t("ideas-write-again"), WriteAgain(workspace, pack, topic)),
    ]
    return screen(
        bold(brand),
        t("ideas-message"),
        bold(message.core),
        (bold(t("ideas-promise")), " ", message.promise),
        bold(t("ideas-supports")) if supports else None,
        *supports,
        *doubt,
        (bold(t("ideas-next-step")), " ", message.next_step),
        *findings,
        italic(t("ideas-message-how" if replies else "ideas-message-how-buttons")),
        rows=[*rows(edits, 2), others],
    )


def wording(t: Texts, brand: str, part: str, now: str) -> Screen:
    """Asks for a new wording, with the present one to copy from."""
    return Screen(
        lines(bold(brand), t(f"ideas-word-{part.replace('_', '-')}"), quote(now)),
        placeholder=t("ideas-your-words"),
    )


def working(t: Texts, workspace: int, brand: str, job: int, kind: str) -> Screen:
    """Something is being made, and may be stopped."""
    stop = tap(t("ideas-stop"), StopJob(workspace, job))
    return screen(bold(brand), t(f"ideas-working-{kind}"), rows=[(stop,)])


def ended(t: Texts, brand: str, key: str, **values: int) -> Screen:
    """How it ended, in the place of the button that stopped it."""
    return screen(bold(brand), t(key, **values))


def failed(
    t: Texts, workspace: int, brand: str, job: int, kind: str, why: str, again: bool, by_rules: bool, pack: int = 0
) -> Screen:
    """It did not work out: what happened, what is kept, what to do. `pack`: where other topics can be asked."""
    buttons = _once_more(t, workspace, job, again, by_rules)
    others: list[Button] = []
    if pack and kind == "more":
        others = [
            tap(t("ideas-angle"), OtherAngle(workspace, pack)),
            tap(t("ideas-steer"), Steer(workspace, pack)),
        ]
    elif pack and kind == "message":
        others = [tap(t("ideas-edit-core"), EditMessage(workspace, pack, "core"))]
    return screen(bold(brand), why, t(f"ideas-kept-{kind}"), rows=[*rows(buttons), *rows(others, 2)])


def posts_done(
    t: Texts,
    workspace: int,
    brand: str,
    job: int,
    made: PostsMade,
    missed: Sequence[str],
    again: bool,
    by_rules: bool,
) -> Screen:
    """How many posts there are, and what each that is missing met with (`missed`), to be tried again."""
    done = t("ideas-done-posts", count=len(made.written), left=len(made.left))
    if not missed:
        return screen(bold(brand), done)
    told = [f"• {one}" for one in missed]
    buttons = _once_more(t, workspace, job, again, by_rules)
    head = t("ideas-missed", count=len(missed))
    return screen(bold(brand), done if made.written else None, head, *told, rows=[*rows(buttons)])


def _once_more(t: Texts, workspace: int, job: int, again: bool, by_rules: bool) -> list[Button]:
    buttons: list[Button] = []
    if again:
        buttons.append(tap(t("ideas-again"), RunAgain(workspace, job), "primary"))
    if by_rules:
        buttons.append(tap(t("ideas-by-rules"), ByRules(workspace, job)))
    return buttons


def _told(t: Texts, topics: Sequence[Topic], first: int) -> list[Piece]:
    told: list[Piece] = []
    for number, topic in enumerate(topics, start=first + 1):
        told += ["", bold(f"{number}. {topic.title}")]
        if topic.question.strip() != topic.title.strip():
            told.append(t("ideas-question", question=short(topic.question, LINE)))
        told.append(italic(t("ideas-why", why=short(topic.why.proposition or topic.why.need, LINE))))
    return [*told, ""]
