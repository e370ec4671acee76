"""Ideas, key message and posts as long use cases: each step is stored before the next begins.

A job that is run again goes on where it stopped: what was stored is not made twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from bot.domain.records import Job
from bot.knowledge.store import Knowledge
from bot.services.making import ideas, posts
from bot.services.making.bench import Bench, Tell, WritingFor

if TYPE_CHECKING:
    from bot.storage.database import Database

__all__ = ["Making"]


class Making:
    """The handlers of the jobs that write. `writing` gives the writer that a workspace allows: a record with
    `models` off gets the template writer."""

    def __init__(self, database: Database, writing: WritingFor, knowledge: Knowledge) -> None:
        self._bench = Bench(database, writing, knowledge)

    @property
    def handlers(self) -> dict[str, Callable[[Job, Tell], Awaitable[str]]]:
        """What to do for each kind of job."""
        kinds = {"topics": ideas.topics, "more": ideas.more, "message": posts.message, "posts": posts.posts}
        return {kind: partial(do, self._bench) for kind, do in kinds.items()}
