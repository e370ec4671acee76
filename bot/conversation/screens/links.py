"""Links for somebody outside, as the team sees them: making one, those that are open, and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.conversation.catalogue import Texts
from bot.conversation.effects import COPY_CHARACTERS, Button, Screen
from bot.conversation.screens.review import About, head
from bot.conversation.spans import Piece, bold, code, italic, quote, screen, short
from bot.domain.base import Language
from bot.domain.records import Decision, Outsider, Verdict

LISTED = 12
"""Posts that are named one by one; the rest is counted."""
LINKS = 6
"""Links on a card; with more than that one shuts some first."""
NAME = 60
REMARK = 400
WORDS = 3
"""What people outside said that a post's card shows, the last of it."""


class Line(NamedTuple):
    """A post of a link: its channel and topic in short, and what was answered, if anything was."""

    name: str
    verdict: Verdict | None = None


class Shown(NamedTuple):
    """A link that can still be used: the language of its page, the last day, who made it (empty: a former member),
    and its posts."""

    language: Language
    until: date
    by: str
    lines: tuple[Line, ...]


class Word(NamedTuple):
    """A post that was answered: its name, the number of the version, and the line of the record."""

    name: str
    version: int
    decision: Decision


def day(t: Texts, on: date) -> str:
    """A day in words."""
    return t("trust-day", day=on.day, month=on.month, year=str(on.year))


def making(t: Texts, about: About, names: Sequence[str], rows: Sequence[Sequence[Button]]) -> Screen:
    """What a new link would show, to be chosen."""
    return screen(
        head(about),
        bold(t("links-making", count=len(names))),
        *_some(t, [f"• {name}" for name in names]),
        "",
        t("links-what-it-does", count=len(names)),
        rows=rows,
    )


def made(t: Texts, about: About, address: str, until: date, days: int, rows: Sequence[Sequence[Button]]) -> Screen:
    """The link, which is shown only here."""
    copy = [Button(t("links-copy"), copy=address)] if len(address) <= COPY_CHARACTERS else []
    return screen(
        head(about),
        t("links-made", day=day(t, until), days=days),
        "",
        code(address),
        "",
        italic(t("links-made-once")),
        rows=[copy, *rows],
    )


def forward(t: Texts, brand: str, address: str, until: date, count: int) -> Screen:
    """The words to pass on, in the language of the page and nothing else."""
    return screen(t("links-forward", brand=brand, count=count, day=day(t, until)), "", address)


def several(t: Texts, about: About, shown: Sequence[Shown], rows: Sequence[Sequence[Button]]) -> Screen:
    """The links that can still be used, with what was answered."""
    pieces: list[Piece | list[Piece] | None] = [head(about), bold(t("links-open", count=len(shown)))]
    for number, one in enumerate(shown[:LINKS], 1):
        by = one.by or t("trust-former-member")
        values = {"language": one.language, "day": day(t, one.until), "by": by}
        answers = _answers(t, one.lines, LISTED // min(len(shown), LINKS))
        pieces += ["", [bold(f"{number}. "), t("links-line", **values)], *answers]
    return screen(*pieces, rows=rows)


def sure(t: Texts, about: About, one: Shown, rows: Sequence[Sequence[Button]]) -> Screen:
    """Shut it, really?"""
    return screen(
        head(about),
        t("links-sure", language=one.language, day=day(t, one.until)),
        *_answers(t, one.lines),
        rows=rows,
    )


def news(
    t: Texts, brand: str, outsider: Outsider, words: Sequence[Word], rows: Sequence[Sequence[Button]]
) -> Screen:
    """What somebody outside answered, for those who should know."""
    pieces: list[Piece | list[Piece] | None] = [
        bold(brand),
        t("links-news", who=_who(outsider), count=len(words)),
    ]
    for word in words[:LISTED]:
        mark = t("links-said", kind=word.decision.kind)
        pieces += ["", [bold(word.name), f" · {t('links-version', number=word.version)} · {mark}"]]
        pieces += [quote(short(word.decision.reason, REMARK))] if word.decision.reason else []
    left = len(words) - LISTED
    pieces += ["", t("links-more", count=left)] if left > 0 else []
    return screen(*pieces, "", italic(t("links-yours")), rows=rows)


def said(t: Texts, outside: Sequence[Decision]) -> list[Piece | list[Piece]]:
    """What people outside said about a version, for its card."""
    named = [(one.kind, one.outsider) for one in outside[-WORDS:] if one.outsider is not None]
    return [t("links-on-card", kind=kind, who=_who(outsider)) for kind, outsider in named]


def _who(outsider: Outsider) -> str:
    parts = (short(outsider.name, NAME), short(outsider.organisation, NAME))
    return ", ".join(part for part in parts if part)


def _answers(t: Texts, lines: Sequence[Line], most: int = LISTED) -> list[str]:
    marks = {"approve": "✓", "comment": "✎", None: "○"}
    told = [f"{marks[one.verdict]} {one.name}: {t('links-answer', verdict=one.verdict or '-')}" for one in lines]
    return _some(t, told, most)


def _some(t: Texts, lines: Sequence[str], most: int = LISTED) -> list[str]:
    left = len(lines) - most
    return [*lines[:most], *([t("links-more", count=left)] if left > 0 else [])]
