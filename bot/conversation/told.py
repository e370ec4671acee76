"""What a job reports, by a key: the same thing reported again, as after a crash, has the same one."""

from __future__ import annotations

import hashlib

from bot.domain.progress import KeyMessageReady, Note, PostReady, TakesLonger
from bot.jobs.port import Cancelled, Failed, Finished, Happened, Started, Went

ENDED = "ended"


def key_of(happened: Happened) -> str:
    """At most 80 characters; empty for what may be shown as often as it comes, such as a text that grows."""
    match happened:
        case Started():
            return "started"
        case Finished() | Failed() | Cancelled():
            return ENDED
        case Went(KeyMessageReady()):
            return "message"
        case Went(PostReady(post)):
            return f"post:{_short(post.channel, post.topic)}"
        case Went(TakesLonger()):
            return "longer"
        case Went(Note(text)):
            return f"note:{_short(text)}"
        case _:
            return ""


def _short(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32]
