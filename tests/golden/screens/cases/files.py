"""Files while they are made, and what stands with them."""

from __future__ import annotations

from functools import partial
from typing import get_args

from bot.conversation.areas.exports_jobs import MakeAgain
from bot.conversation.screens import exports as screens
from bot.conversation.screens.failing import why
from bot.conversation.spans import tap
from bot.services.exports.files import Filed
from bot.services.exports.filing import Made, What
from tests.golden.screens.cases.world import World
from tests.golden.screens.shown import Cases


def files(w: World) -> Cases:
    """From being made to being handed over, or not."""
    brand, again = w.words.brand, [tap(w.t("ideas-again"), MakeAgain(w.workspace, w.id(9)), "primary")]
    yield "it takes longer", partial(screens.making, w.t, brand)
    for key in ("made", "not-made", "stopped"):
        yield f"ended: {key}", partial(screens.ended, w.t, brand, f"board-file-{key}")
    for reason in ("interrupted", "unexpected"):
        yield f"failed: {reason}", partial(screens.failed, w.t, brand, why(w.t, reason), [again])
    yield "failed: gone", partial(screens.failed, w.t, brand, why(w.t, "NotFoundError"))
    yield "too big", partial(screens.failed, w.t, brand, w.t("board-file-too-big"))
    yield "nothing", partial(screens.nothing, w.t, brand, Made())
    yield "nothing but what is to be checked", partial(screens.nothing, w.t, brand, Made(waiting=3))
    yield "caption, one", partial(screens.caption, w.t, brand, "posts", Filed("x", b"", 1))
    yield "caption, many and more", partial(screens.caption, w.t, brand, "posts", Filed("x", b"", 100, True))
    yield (
        "caption, some to be checked",
        partial(screens.caption, w.t, brand, "posts", Filed("x", b"", 4, False, 2)),
    )
    for what in get_args(What)[1:]:
        yield f"caption: {what}", partial(screens.caption, w.t, brand, what, Filed("x", b"", 4))
