"""What every handler has at hand: the knowledge and the use cases, made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from bot.conversation.catalogue import Texts
from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.knowledge.store import Knowledge
from bot.services.workspaces import Usual


class Desk(NamedTuple):
    """The use cases of the conversation. `demo` gives the demo brief of a language, `usual` is what a new
    workspace starts with, `model` is the provider's name when a model is configured."""

    catalogue: Mapping[Language, Texts]
    knowledge: Knowledge
    demo: Callable[[Language], Brief]
    usual: Usual
    model: str | None = None
