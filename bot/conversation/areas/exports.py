"""What leaves as a file: approved posts with their record (/export), and the record by period (/audit)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.conversation import general
from bot.conversation.areas import exports_jobs
from bot.conversation.areas.exports_jobs import MakeAgain
from bot.conversation.screens import board as screens
from bot.conversation.spans import rows, tap
from bot.conversation.turn import Area, Rule, Turn
from bot.domain.keeping import AuditLine
from bot.services import board
from bot.services.exports import files, record
from bot.services.exports.approved import Texts
from bot.services.exports.audit import Audited
from bot.services.exports.filing import EXPORT, Period, Wanted

KINDS = ("md", "csv", "json", "docx")
AUDIT_KINDS = ("md", "csv")
MOST_DAYS = 3660
LINES = 12
"""Lines of the record on one screen: the last ones. The file has them all."""
_DAYS = re.compile(r"\d{1,4}")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True)
class Export:
    """Approved posts as a file of this kind (one of KINDS)."""

    code: ClassVar[str] = "e.file"
    workspace: int
    kind: str


@dataclass(frozen=True)
class AuditFile:
    """The record of a period as a file: the last `days` days, or (not 0) a month as 202603."""

    code: ClassVar[str] = "e.audit"
    workspace: int
    days: int
    month: int
    kind: str


async def export_command(turn: Turn, argument: str) -> None:
    """Asks for the kind of file, unless it was named: /export docx."""
    if argument.strip().lower() in KINDS:
        await export(turn, Export(turn.here.workspace, argument.strip().lower()))
        return
    buttons = [tap(turn.texts(f"board-export-{kind}"), Export(turn.here.workspace, kind)) for kind in KINDS]
    turn.say(screens.exports(turn.texts, turn.here.brand, rows(buttons, 2)))


async def export(turn: Turn, given: Export) -> None:
    """Has a file made of what is approved, or says that nothing is."""
    if given.kind not in KINDS:
        general.unknown(turn)
    elif not await files.any_post(turn.work, given.workspace):
        general.brief(turn, turn.texts("board-export-nothing"))
    else:
        await exports_jobs.order(turn, Wanted(what="posts", language=turn.texts.language, kind=given.kind))


async def audit_command(turn: Turn, argument: str) -> None:
    """The record of a period on screen, and as a file."""
    period = period_of(argument)
    if period is None:
        turn.say(general.plain(turn, "board-audit-how"))
        return
    timezone = (await turn.work.workspaces.get(turn.here.workspace)).timezone
    audited = await board.audit(turn.work, turn.here.workspace, *period.between(turn.now, timezone))
    texts = board.reading(turn.desk.knowledge, turn.texts.language, timezone)
    shown = [_line(audited, one, texts) for one in audited.lines[-LINES:]]
    buttons = [
        tap(turn.texts(f"board-audit-{kind}"), AuditFile(turn.here.workspace, period.days, period.month, kind))
        for kind in AUDIT_KINDS
        if shown
    ]
    more = max(len(audited.lines) - LINES, 0)
    said = _said(turn, period)
    turn.say(screens.audit(turn.texts, turn.here.brand, said, shown, more, rows(buttons, 2)))


async def audit_file(turn: Turn, given: AuditFile) -> None:
    """Has the record of the period made as a file."""
    period = period_of(f"{given.month // 100}-{given.month % 100}" if given.month else str(given.days))
    if period is None or given.kind not in AUDIT_KINDS:
        general.unknown(turn)
        return
    record_of = Wanted(what="record", language=turn.texts.language, kind=given.kind, **period._asdict())
    await exports_jobs.order(turn, record_of)


def period_of(argument: str) -> Period | None:
    """The period that was typed: nothing, a number of days, or a month. None for anything else."""
    typed = argument.strip()
    if not typed:
        return Period()
    if _DAYS.fullmatch(typed) and 0 < int(typed) <= MOST_DAYS:
        return Period(days=int(typed))
    month = _MONTH.fullmatch(typed)
    if month and 1 <= int(month[2]) <= 12 and int(month[1]) >= 2000:
        return Period(days=0, month=int(month[1]) * 100 + int(month[2]))
    return None


def _said(turn: Turn, period: Period) -> str:
    if not period.month:
        return turn.texts("board-audit-days", days=period.days)
    return f"{period.month // 100}-{period.month % 100:02}"


def _line(audited: Audited, line: AuditLine, texts: Texts) -> str:
    told = record.line(line.decision, line.number, texts, audited.people)
    what = f"{texts.channel(line.channel)} · {audited.title(line)}"
    return f"{told.at} · {told.who}: {told.what} · {what} · v{line.number}"[:240]


AREA = Area(
    commands={"export": Rule(export_command, "read"), "audit": Rule(audit_command, "read")},
    taps={
        Export: Rule(export, "read"),
        AuditFile: Rule(audit_file, "read"),
        MakeAgain: Rule(exports_jobs.again, "read"),
    },
    reports={EXPORT: exports_jobs.told},
)
