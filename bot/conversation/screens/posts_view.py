"""A post as one person sees it: what every screen about it is made of."""

from __future__ import annotations

from typing import NamedTuple

from bot.conversation.catalogue import Texts
from bot.conversation.spans import Piece, bold, italic, short
from bot.domain.channel import Channel
from bot.domain.pack import Post
from bot.domain.records import Version
from bot.domain.review import Action, State
from bot.domain.rewrite import How
from bot.domain.team import Role
from bot.services.exports import approved, parts
from bot.services.posts import Held

BRAND = 80
DONE: frozenset[State] = frozenset({"approved", "planned", "published"})
"""States in which a text may be used."""


class View(NamedTuple):
    """A post as one person sees it. `allowed` is what the review rules let them do, `ways` how this text can be
    rewritten, `words` are the labels of parts."""

    held: Held
    workspace: int
    roles: frozenset[Role]
    allowed: tuple[Action, ...]
    ways: tuple[How, ...]
    channel: Channel
    words: approved.Texts
    turn_of: str = ""
    """Whose word it waits for, where there are steps."""
    usable: Version | None = None
    """The last version that was approved, while a next one is being made."""
    replies: bool = True
    """Whether this person can answer the card itself."""


def words(view: View, content: Post) -> str:
    """All words of a version, its parts included: what two versions are compared by."""
    beside = [
        f"{parts.name(one, view.words)}\n" + "\n".join(one.lines) for one in parts.beside(content, view.words)
    ]
    return "\n\n".join([content.text, *beside]).strip() or "…"


def title(t: Texts, view: View) -> list[Piece]:
    """Brand, channel and state: how every screen about a post opens."""
    state = view.held.version.state
    mark = [] if state in DONE else [f" · {t('posts-mark')}"] if state != "draft" else []
    return [
        bold(short(view.held.record.brand.name, BRAND)),
        f" · {view.channel.title(t.language)} · ",
        italic(t(f"posts-state-{state.replace('_', '-')}")),
        *mark,
    ]


def named(view: View, key: str) -> str:
    """The name of a part of a post."""
    return parts.name(parts.Part(parts.PART_LABEL + key, key, ()), view.words)
