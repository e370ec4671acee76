"""What was said, written out."""

from __future__ import annotations

from functools import partial
from typing import get_args

from bot.conversation.screens import voice as screens
from bot.services.hearing import Heard, Reason
from tests.golden.screens.cases.world import World
from tests.golden.screens.shown import Cases


def voice_(w: World) -> Cases:
    """From a recording to its words."""
    word = w.words
    short, long = Heard(text=word.text), Heard(text=f"{word.text} " * 40, notes=(word.finding[0],))
    yield "where it goes", partial(screens.spoken, w.t, w.place, word.provider)
    yield "being written out", partial(screens.hearing, w.t, w.place)
    yield "written out", partial(screens.heard, w.t, w.place, short, w.id(9))
    yield "written out, long", partial(screens.heard, w.t, w.place, long, w.id(9))
    yield "used", partial(screens.heard, w.t, w.place, short)
    yield "to be corrected", partial(screens.mending, w.t, w.place)
    for reason in get_args(Reason):
        yield f"not: {reason}", partial(screens.refused, w.t, w.place, reason)
    yield "failed", partial(screens.failed, w.t, w.place, w.id(9), word.finding[0])
