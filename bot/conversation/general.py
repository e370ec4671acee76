"""What every part of the conversation needs: answers to what is unknown, not allowed, or went wrong."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from bot.conversation.effects import Screen
from bot.conversation.events import Command, Tap, Text
from bot.conversation.screens.trust import limit_reached, needed
from bot.conversation.spans import bold, code, screen
from bot.conversation.turn import Turn
from bot.domain.errors import ConflictError, KernbotError, NotFoundError
from bot.domain.review import RefusedMoveError
from bot.domain.rewrite import NotPossibleError
from bot.domain.team import ALLOWED, ROLES, Deed
from bot.services.limits import LimitReachedError
from bot.services.privacy import StillNeededError
from bot.services.team import TeamError

_ALIKE = 0.7
"""How much of a word has to agree: a slip of the finger or two."""


def trouble(turn: Turn, error: KernbotError) -> None:
    """Says what went wrong and what to do; what was stored before stands as it was."""
    match error:
        case RefusedMoveError():
            brief(turn, turn.texts(f"refused-{error.refusal.replace('_', '-')}"))
        case ConflictError():
            who = error.who or turn.texts("somebody")
            brief(turn, turn.texts("error-conflict", who=who, deed=error.deed))
        case NotFoundError():
            unknown(turn)
        case NotPossibleError():
            brief(turn, turn.texts(f"posts-not-{error.reason.replace('_', '-')}"))
        case UnreadableError():
            brief(turn, turn.texts(error.key, most=error.most))
        case TeamError():
            brief(turn, turn.texts(f"team-error-{error.reason}"))
        case LimitReachedError():
            turn.say(screen(limit_reached(turn.texts, error)))
        case StillNeededError():
            turn.say(needed(turn.texts, error.brands))
        case _:
            turn.say(screen(bold(turn.texts("error-title")), error.what, error.next_step or None))


def fault(turn: Turn, reference: str) -> Screen:
    """Something broke that should not: what is kept, what to do, and what to name when asking for help."""
    t = turn.texts
    return screen(bold(t("error-fault-title")), t("error-fault"), (t("error-reference"), " ", code(reference)))


def unknown(turn: Turn) -> None:
    """A button or command that is not there, any more or at all: the same words in every case."""
    if isinstance(turn.event, Tap):
        turn.answer(turn.texts("old-card"), alert=True)
        return
    event = turn.event
    named = isinstance(event, Command) and event.name not in turn.commands
    near = _near(turn, event.name) if named and isinstance(event, Command) else None
    turn.say(screen(turn.texts("unknown-near", command=near) if near else turn.texts("unknown")))


def nothing_here(turn: Turn) -> None:
    """There is no workspace, or not for this person."""
    if isinstance(turn.event, Tap):
        unknown(turn)
    else:
        turn.say(plain(turn, "no-workspace"))


def not_allowed(turn: Turn, deed: Deed | None = None) -> None:
    """The person's roles do not allow it; of a deed it is said which ones do."""
    texts = turn.texts
    if deed is None:
        brief(turn, texts("refused-not-your-role"))
        return
    roles = [texts(f"team-role-{role}") for role in ROLES if role in ALLOWED[deed]]
    needed = texts("refused-roles-or", first=", ".join(roles[:-1]), last=roles[-1]) if roles[1:] else roles[0]
    brief(turn, texts("refused-needs-role", roles=needed))


def brief(turn: Turn, text: str) -> None:
    """A few words: over the card that was tapped, else as a message."""
    if isinstance(turn.event, Tap):
        turn.answer(text, alert=True)
    else:
        turn.say(screen(text))


def plain(turn: Turn, key: str) -> Screen:
    """A screen of one text."""
    return screen(turn.texts(key))


def _near(turn: Turn, typed: str) -> str | None:
    """The command that was probably meant: one that is spelled almost so, or a word for it in either language."""
    known = {name: name for name in turn.commands if turn.texts.has(f"trust-command-{name}")}
    for texts in turn.desk.catalogue.values():
        known |= {word: name for word, name in _words(texts("unknown-words")) if name in known}
    found = difflib.get_close_matches(typed, known, n=1, cutoff=_ALIKE)
    return known[found[0]] if found else None


def _words(listed: str) -> Iterable[tuple[str, str]]:
    """The words of the catalogue for commands: the command, a colon, its words; commas between commands."""
    for entry in listed.split(","):
        name, _, words = entry.partition(":")
        yield from ((word, name.strip()) for word in words.split())


class UnreadableError(KernbotError):
    """What was sent is no text, or too much of it; `key` is the text that says so."""

    def __init__(self, key: str, most: int = 0) -> None:
        self.key = key
        self.most = most
        super().__init__(key)


def typed(turn: Turn, most: int) -> str:
    """What the person typed, tidied at the ends. Raises UnreadableError, which leaves the question standing."""
    text = turn.event.text.strip() if isinstance(turn.event, Text) else ""
    if not text:
        raise UnreadableError("error-text-wanted")
    if len(text) > most:
        raise UnreadableError("error-too-long", most)
    return text
