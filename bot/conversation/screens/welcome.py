"""Screens of the first contact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.conversation.callbacks import Go
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Screen
from bot.conversation.screens.trust import ConsentCard
from bot.conversation.spans import bold, rows, screen, tap
from bot.domain.base import Language
from bot.domain.records import Membership
from bot.domain.team import may


@dataclass(frozen=True)
class Agree:
    """I know what happens to my text; go on."""

    code: ClassVar[str] = "w.ok"


@dataclass(frozen=True)
class Speak:
    """From now on in this language."""

    code: ClassVar[str] = "w.lang"
    language: str


@dataclass(frozen=True)
class TryDemo:
    """A private copy of the demo brand."""

    code: ClassVar[str] = "w.demo"


@dataclass(frozen=True)
class SetUp:
    """My own brand, in three questions."""

    code: ClassVar[str] = "w.own"


@dataclass(frozen=True)
class Leave:
    """No brand of my own after all."""

    code: ClassVar[str] = "w.stop"


def hello(t: Texts, other: Texts, provider: str | None) -> Screen:
    """An AI assistant says so, and what happens to text, before the first text is asked for. `other` is the
    catalogue of the language that can be changed to."""
    where = t("welcome-text-provider", provider=provider) if provider else t("welcome-text-stays")
    language: Language = other.language
    return screen(
        bold(t("welcome-title")),
        t("welcome-ai"),
        where,
        t("welcome-review"),
        rows=[
            [tap(t("welcome-agree"), Agree(), "primary")],
            [tap(other("welcome-other-language"), Speak(language))],
        ],
    )


def first(t: Texts) -> Screen:
    """How to get a brand."""
    choices = rows([tap(t("welcome-demo"), TryDemo(), "primary"), tap(t("welcome-own"), SetUp())])
    return screen(bold(t("welcome-first-title")), t("welcome-first"), rows=choices)


def question(t: Texts, key: str, **values: str) -> Screen:
    """One of the three questions, with a way out."""
    return screen(t(key, **values), rows=[[tap(t("welcome-stop"), Leave())]])


def ready(t: Texts, home: Membership, provider: str | None, *, undecided: bool, proven: bool = True) -> Screen:
    """A brand is at hand: what this person can do in it. Whoever may decide on the model is asked, once; whoever
    makes posts for a brand that has nothing to show for itself (not `proven`) hears what would help."""
    make, decide = may(home.roles, "make"), may(home.roles, "decide")
    text = t("welcome-ready" if make else "welcome-ready-review" if decide else "welcome-ready-read")
    ways = [tap(t("welcome-new"), Go("new"), "primary")] if make else []
    if make and not proven:
        text = t("welcome-ready-bare")
        ways.append(tap(t("welcome-proof"), Go("proof")))
    ways += [tap(t("welcome-review-queue"), Go("review"))] if decide else []
    buttons = [*rows(ways), (tap(t("welcome-board"), Go("board")), tap(t("welcome-help"), Go("help")))]
    if provider is None or not undecided or not may(home.roles, "consent"):
        return screen(bold(home.brand), text, rows=buttons)
    ask = tap(t("welcome-ask-consent"), ConsentCard(home.workspace))
    return screen(bold(home.brand), text, t("welcome-consent-open", provider=provider), rows=[[ask], *buttons])
