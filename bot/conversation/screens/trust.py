"""Screens about trust: what is kept and who sees it, help, usage and limits, leaving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.conversation.catalogue import Texts
from bot.conversation.effects import Screen, Span
from bot.conversation.spans import Piece, bold, code, italic, rows, screen, tap
from bot.domain.base import LANGUAGES
from bot.domain.records import Membership, SpentToday, WorkspaceRecord
from bot.domain.team import may
from bot.services.limits import MEASURES, Allowance, LimitReachedError, Limits, Spent
from bot.services.privacy import Leaving, Notice


@dataclass(frozen=True)
class Consent:
    """A model provider may see the texts of the workspace (1), or no more (0)."""

    code: ClassVar[str] = "y.c"
    workspace: int
    on: int


@dataclass(frozen=True)
class ConsentCard:
    """What letting a model write means, to decide on."""

    code: ClassVar[str] = "y.cc"
    workspace: int


@dataclass(frozen=True)
class Switch:
    """All screens in this language from now on."""

    code: ClassVar[str] = "y.l"
    language: str


@dataclass(frozen=True)
class Stay:
    """Erase nothing after all."""

    code: ClassVar[str] = "y.no"


def privacy(t: Texts, notice: Notice, provider: str | None, hears: str | None = None) -> Screen:
    """What is kept, where, how long, who else sees it, and how it is erased; in plain words. `hears` is who writes
    out speech."""
    sees = t("trust-privacy-provider", provider=provider) if provider else t("trust-privacy-nobody")
    contact = t("trust-privacy-contact", contact=notice.contact) if notice.contact else t("trust-privacy-admin")
    heard = [t("trust-privacy-voice", provider=hears)] if hears else []
    kept = t("trust-privacy-how-long", updates=notice.updates_days, jobs=notice.jobs_days)
    return screen(
        bold(t("trust-privacy-title")),
        t("trust-privacy-ai"),
        *_part(t, "trust-privacy-what-title", t("trust-privacy-what")),
        *_part(t, "trust-privacy-where-title", t("trust-privacy-where"), contact),
        *_part(t, "trust-privacy-how-long-title", kept),
        *_part(t, "trust-privacy-who-title", t("trust-privacy-team"), sees, *heard),
        *_part(t, "trust-privacy-yours-title", t("trust-privacy-yours")),
        *_part(t, "trust-privacy-law-title", t("trust-privacy-law")),
    )


def _part(t: Texts, title: str, *texts: str) -> tuple[Piece, ...]:
    return ("", bold(t(title)), *texts)


def help_(
    t: Texts, home: Membership | None, commands: Sequence[tuple[str, str]], *, group: bool = False
) -> Screen:
    """The commands that this person may use here, each with what it is for. Whoever makes posts may also just type
    what they want, but not in a group."""
    loose = [italic(t("trust-help-loose"))] if home and not group and may(home.roles, "make") else []
    return screen(
        bold(home.brand if home else t("trust-help-title")),
        t("trust-help-brand" if home else "trust-help-group" if group else "trust-help-no-brand"),
        "",
        *((f"/{name}", Span(f"  {what}")) for name, what in commands),
        *([""] if loose else []),
        *loose,
    )


def consent(t: Texts, record: WorkspaceRecord, provider: str | None, by: str) -> Screen:
    """Who sees the texts of a brand, since when, and the button that changes it."""
    head = bold(record.brand.name)
    decided = None
    if record.models_at is not None:
        key = "trust-consent-given" if record.models else "trust-consent-taken"
        decided = italic(t(key, who=by, day=day(t, record.models_at)))
    if provider is None:
        return screen(head, t("trust-consent-no-model"), decided)
    if record.models:
        text, label = t("trust-consent-on", provider=provider), t("trust-consent-stop")
        button = tap(label, Consent(record.id, 0), "danger")
    else:
        text, label = t("trust-consent-off", provider=provider), t("trust-consent-start", provider=provider)
        button = tap(label, Consent(record.id, 1), "primary")
    return screen(head, text, decided, rows=[[button]])


def usage(t: Texts, brand: str, used: Spent, limits: Limits) -> Screen:
    """What was used today, beside what may be used, and when a new day begins."""
    return screen(
        bold(brand),
        t("trust-usage-title"),
        "",
        bold(t("trust-usage-person")),
        *_amounts(t, used.person, limits.person, limits.currency),
        "",
        bold(t("trust-usage-workspace")),
        *_amounts(t, used.workspace, limits.workspace, limits.currency),
        "",
        italic(t("trust-usage-new-day", day=day(t, used.frees_at), zone=used.timezone)),
    )


def _amounts(t: Texts, used: SpentToday, most: Allowance, currency: str) -> Iterable[str]:
    for what in MEASURES:
        amount, limit = round(getattr(used, what), 2), getattr(most, what)
        values: dict[str, str | int | float] = {"amount": amount, "currency": currency}
        if what == "cost" and limit is None and not amount:
            continue  # without prices there is no cost to speak of
        if limit is None:
            yield t(f"trust-usage-{what}", **values)
        else:
            yield t(f"trust-usage-{what}-of", **values, most=limit)


def limit_reached(t: Texts, error: LimitReachedError) -> str:
    """Why it stops for today, and when it goes on."""
    frees = t("trust-limit-frees", day=day(t, error.frees_at), zone=error.timezone)
    return f"{t(f'trust-limit-{error.whose}', what=t(f'trust-limit-{error.measure}'))} {frees}"


def languages(t: Texts) -> Screen:
    """Which language?"""
    choices = (tap(t(f"trust-language-{language}"), Switch(language)) for language in LANGUAGES)
    return screen(t("trust-language"), rows=rows(choices, 2))


def leaving(t: Texts, plan: Leaving) -> Screen:
    """What goes, what stays, and the word that has to be typed."""
    along = t("trust-erase-brands", count=len(plan.alone)) if plan.alone else None
    return screen(
        bold(t("trust-erase-title")),
        t("trust-erase-what"),
        along,
        *(f"• {one.brand}" for one in plan.alone),
        "",
        t("trust-erase-first"),
        (t("trust-erase-type"), " ", code(t("trust-erase-word"))),
        rows=[[tap(t("trust-erase-no"), Stay())]],
    )


def needed(t: Texts, brands: Iterable[str]) -> Screen:
    """Why somebody cannot be erased yet, and what to do about it."""
    return screen(
        bold(t("trust-erase-title")),
        t("trust-erase-needed"),
        *(f"• {brand}" for brand in brands),
        t("trust-erase-needed-next"),
    )


def day(t: Texts, at: datetime) -> str:
    """A date in words, such as 23 November 2026."""
    return t("trust-day", day=at.day, month=at.month, year=str(at.year))
