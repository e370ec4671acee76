"""What of a pack somebody outside may be shown, and what became of the links that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.domain.records import ClientAsk, ClientLink, PostRecord
from bot.domain.review import State

if TYPE_CHECKING:
    from bot.storage.scope import Scope

READY: frozenset[State] = frozenset({"in_review", "approved", "planned"})
"""States of what may be put before somebody outside: not what is still being written, and not what went out."""
SHOWN: frozenset[State] = READY | {"published"}
"""States in which a text that was put before them stays there."""


class Given(NamedTuple):
    """A link that can still be used, and what was answered on it."""

    link: ClientLink
    asked: tuple[ClientAsk, ...]


async def ready(scope: Scope, pack: int) -> tuple[PostRecord, ...]:
    """The posts of a pack that may be put before somebody outside, in the order in which they were made."""
    return tuple(post for post in await scope.posts.of_pack(pack) if post.state in READY)


async def given(scope: Scope, pack: int) -> tuple[Given, ...]:
    """The links about a pack that can still be used, the oldest first."""
    return tuple([Given(link, await scope.clients.asked(link.id)) for link in await scope.clients.open(pack)])
