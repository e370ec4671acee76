"""What the jobs that write are asked, and what comes of them."""

from __future__ import annotations

import json
from typing import TypeVar

from bot.domain.base import Model
from bot.domain.records import Job
from bot.domain.rewrite import Reason
from bot.services.workspaces import Chosen


class Order(Model):
    """What every job is asked. `by_rules`: with the template writer, whatever the workspace allows."""

    by_rules: bool = False


OrderT = TypeVar("OrderT", bound=Order)


class IdeasOrder(Order):
    """Topics for what a person picked; `about` is what they should be about, in the person's words."""

    persona: str
    phase: str
    proposition: str
    channels: tuple[str, ...]
    goal: str | None = None
    link: str | None = None
    source: str | None = None
    keywords: tuple[str, ...] = ()
    commercial: bool = False
    about: str = ""

    @property
    def chosen(self) -> Chosen:
        """What a brief is made of."""
        return Chosen(**{name: getattr(self, name) for name in Chosen._fields})


class MoreOrder(Order):
    """More topics for a pack: in the direction of a sentence, or from another angle without one."""

    pack: int
    sentence: str = ""


class MessageOrder(Order):
    """Another key message for a pack."""

    pack: int
    topic: str


class PostsOrder(Order):
    """Posts on a topic for all channels of a pack. `again` writes those anew that are there and still open, as far
    as they are at the version that `versions` gives by post: what has a later one was written since."""

    pack: int
    topic: str
    again: bool = False
    versions: tuple[tuple[int, int], ...] = ()


class IdeasMade(Model):
    """Topics that were made: so many, from this place in the pack's list; or why there are none. `beside` is what
    they should have been about, when nothing is known of that."""

    pack: int
    first: int = 0
    count: int = 0
    refused: Reason | None = None
    beside: str = ""


class MessageMade(Model):
    """Another key message is in its place; or why not."""

    pack: int
    refused: Reason | None = None


class Missed(Model):
    """A channel whose post did not work out; `reason` is the name of the error."""

    channel: str
    reason: str


class PostsMade(Model):
    """What came of the posts: those written, those left as they were because they are in review or further, and
    the channels where it went wrong."""

    pack: int
    topic: str
    written: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    missed: tuple[Missed, ...] = ()


def ordered(job: Job, kind: type[OrderT]) -> OrderT:
    """What a job was asked, which stands behind where the person waits for it."""
    _, request = json.loads(job.request)
    return kind.model_validate(request)
