"""An order in one message: the names that count, and what was understood of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pydantic import Field

from bot.domain.base import Model
from bot.domain.playbook import Lines


class Name(NamedTuple):
    """Something that can be named, by its key and everything that people call it.

    `warning` says that another journey model uses the words in `warned` for something else.
    """

    key: str
    words: tuple[str, ...]
    warning: str = ""
    warned: tuple[str, ...] = ()

    def warning_for(self, message: str) -> str:
        """The warning, for a message that has one of those words."""
        told = message.casefold()
        return self.warning if any(word.casefold() in told for word in self.warned) else ""


class Names(NamedTuple):
    """What a message may name: the personas of a workspace, the phases of its journey, its channels."""

    personas: tuple[Name, ...] = ()
    phases: tuple[Name, ...] = ()
    channels: tuple[Name, ...] = ()


class Understood(NamedTuple):
    """Keys of what a message names, and in its own words what it is about; to be confirmed, always.

    `warning`: the phase's name means something else in another journey model.
    """

    persona: str | None = None
    phase: str | None = None
    channels: tuple[str, ...] = ()
    about: str = ""
    warning: str = ""


class MessageWords(Model):
    """How people order in one message (`kernbot.playbook_message/1`): words behind which the subject follows, and
    by channel what it is called besides its name. A name of one letter counts as a capital."""

    schema_: Literal["kernbot.playbook_message/1"] = Field(alias="schema")
    about: Lines
    channels: dict[str, tuple[str, ...]]
