"""What was said and written out, as it is shown: where it goes, the words, and what can be done with them."""

from __future__ import annotations

from bot.conversation.areas import source_buttons as press
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Screen
from bot.conversation.screens.measure import prefix, units
from bot.conversation.screens.table import Place
from bot.conversation.spans import bold, italic, quote, screen, tap
from bot.services.hearing import Heard, Reason

SHOWN = 3000
"""UTF-16 units of a transcript that stand in the message; a longer one comes along as a file."""


def spoken(t: Texts, at: Place, provider: str) -> Screen:
    """Where the sound goes to be written out, and whether it may."""
    return screen(
        bold(at.brand),
        t("source-voice-goes", provider=provider),
        rows=[
            [tap(t("source-voice-write"), press.Hear(at.workspace), "primary")],
            [tap(t("source-no"), press.NoUse(at.workspace))],
        ],
    )


def hearing(t: Texts, at: Place) -> Screen:
    """It is being written out."""
    return screen(bold(at.brand), t("source-voice-hearing"))


def heard(t: Texts, at: Place, words: Heard, job: int | None = None) -> Screen:
    """The words. With the job that wrote them they can be used, corrected or dropped; without, that was done."""
    rows = (
        []
        if job is None
        else [
            [tap(t("source-voice-use"), press.UseWords(at.workspace, job), "primary")],
            [tap(t("source-voice-mend"), press.MendWords(at.workspace, job))],
            [tap(t("source-drop"), press.DropWords(at.workspace, job))],
        ]
    )
    return screen(
        bold(at.brand),
        t("source-voice-used" if job is None else "source-voice-heard"),
        *map(italic, words.notes),
        quote(prefix(words.text, SHOWN)),
        italic(t("source-voice-long")) if is_long(words) else None,
        rows=rows,
    )


def is_long(words: Heard) -> bool:
    """Whether there are more words than a message shows."""
    return units(words.text) > SHOWN


def mending(t: Texts, at: Place) -> Screen:
    """Asks for the words as they should be."""
    return screen(bold(at.brand), t("source-voice-mending"))


def refused(t: Texts, at: Place, reason: Reason) -> Screen:
    """Why there is nothing to read, and what to do."""
    return screen(bold(at.brand), t(f"source-voice-not-{reason}"))


def failed(t: Texts, at: Place, job: int, detail: str) -> Screen:
    """It went wrong; it can be tried once more."""
    return screen(
        bold(at.brand),
        t("source-voice-failed"),
        detail,
        rows=[[tap(t("source-voice-again"), press.HearAgain(at.workspace, job))]],
    )
