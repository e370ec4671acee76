"""What every handler has at hand: the knowledge and the use cases, made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from bot.conversation.catalogue import Texts
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.records import WorkspaceRecord
from bot.knowledge.store import Knowledge
from bot.services.limits import Limits
from bot.services.privacy import Notice
from bot.services.team import Gate
from bot.services.workspaces import Usual
from bot.services.writing import Writing


def no_link(payload: str, group: bool) -> None:
    """For a front without addresses: a payload is typed behind /start."""


class Desk(NamedTuple):
    """The use cases of the conversation. `demo` gives the demo brief of a language, `usual` is what a new
    workspace starts with, `writing` writes as a workspace allows (by rules alone where it lets no model see its
    texts), `model` is the provider's name when a model is configured."""

    catalogue: Mapping[Language, Texts]
    knowledge: Knowledge
    demo: Callable[[Language], Brief]
    usual: Usual
    writing: Callable[[WorkspaceRecord], Writing]
    model: str | None = None
    gate: Gate = Gate()
    """Who comes in unasked. Left out, everybody does: the wiring never leaves it out."""
    notice: Notice = Notice()
    """What is told about a person's data."""
    limits: Limits = Limits()
    """What may be used in a day."""
    link: Callable[[str, bool], str | None] = no_link
    """The address that brings a payload to /start, in a private chat or (True) in a group to choose; None where
    there is no such thing."""
    page: Callable[[str], str] | None = None
    """The address of the page for somebody outside, by the secret of a link; None where nobody outside can reach a
    page of ours."""
    no_replies: frozenset[str] = frozenset({"console"})
    """Fronts on which nobody can answer one message among others: a terminal has only its last line."""
    hears: str | None = None
    """Who writes out speech, model and place; None where nobody does."""
