"""/new and ideas."""

from __future__ import annotations

from functools import partial

from bot.conversation.areas.new_order import NewOrder
from bot.conversation.screens import failing, ideas, new
from bot.services.making.orders import IdeasMade, PostsMade
from tests.golden.screens.cases.world import World
from tests.golden.screens.shown import Cases

KINDS = ("topics", "more", "message", "posts")
REASONS = (
    "interrupted",
    "NotPossibleError",
    "NotFoundError",
    "BadInputError",
    "QuotaError",
    "RefusedError",
    "UnavailableError",
    "BusyError",
    "AccessError",
    "ModelFailedError",
    "KeyError",
    "ConflictError",
    "EndpointFailedError",
)


def new_(w: World) -> Cases:
    """One part at a time, and everything together."""
    offer, again = w.offer(), w.offer(last=True)
    order = NewOrder(workspace=w.workspace)
    full = order.model_copy(
        update={
            "at": "all",
            "persona": "P1",
            "phase": "consideration",
            "proposition": "V1",
            "goal": "leads",
            "about": w.words.about,
            "link": w.words.url,
            "channels": ("linkedin", "tiktok"),
        }
    )
    least = full.model_copy(update={"goal": None, "about": "", "link": None, "channels": ("linkedin",)})
    yield "who", partial(new.asking, w.t, order, offer, False)
    yield "who, after an earlier time", partial(new.asking, w.t, order, again, False)
    for part in ("when", "what", "goal", "where"):
        yield part, partial(new.asking, w.t, order.model_copy(update={"at": part}), offer, True)
    typed = order.model_copy(update={"at": "goal", "about": w.words.about})
    done = full.model_copy(update={"at": "where", "done": ("who", "when", "what", "goal")})
    yield "where, after all the rest, with news", partial(new.asking, w.t, done, offer, True, w.t("new-choose"))
    yield (
        "everything, with news",
        partial(new.asking, w.t, full, offer, True, w.t("new-now-when", value=w.words.about)),
    )
    yield "goal, about something", partial(new.asking, w.t, typed, offer, True)
    one = order.model_copy(update={"at": "where", "channels": ("linkedin",), "every": True})
    yield "where, one of all", partial(new.asking, w.t, one, offer, True)
    two = one.model_copy(update={"channels": ("linkedin", "tiktok"), "every": False})
    yield "where, two", partial(new.asking, w.t, two, offer, True)
    yield "everything, asked", partial(new.asking, w.t, full, offer, True)
    yield "the least", partial(new.confirm, w.t, least, offer)
    saved = full.model_copy(update={"saved": "T1", "warning": w.words.finding[0]})
    yield "a saved topic, a warning", partial(new.confirm, w.t, saved, offer, True)
    extra = order.model_copy(update={"at": "extras"})
    filled = full.model_copy(
        update={"at": "extras", "source": "S5", "keywords": ("fiets", "winter"), "commercial": True}
    )
    yield "extras, no source", partial(new.extras, w.t, extra, w.offer(sourced=False))
    yield "extras, a source to choose", partial(new.extras, w.t, extra, offer)
    yield "extras, all of them", partial(new.extras, w.t, filled, offer)
    yield "everything with extras", partial(new.confirm, w.t, filled.model_copy(update={"at": "all"}), offer)
    yield "begun", partial(new.begun, w.t, full, offer)
    yield "unfinished", partial(new.unfinished, w.t, order.model_copy(update={"persona": "P1"}), offer)
    yield "stopped", partial(new.stopped, w.t, w.words.brand)
    yield "no persona", partial(new.lacking, w.t, w.words.brand, "who")
    yield "no proposition", partial(new.lacking, w.t, w.words.brand, "what")


def ideas_(w: World) -> Cases:
    """Topics, the key message, and the jobs behind them."""
    brand, at, topics = w.words.brand, w.workspace, w.topics()
    made = IdeasMade(pack=w.id(5), first=0, count=len(topics))
    yield "growing, nothing yet", partial(ideas.growing, w.t, brand, ())
    yield "growing", partial(ideas.growing, w.t, brand, topics[:2])
    yield "topics", partial(ideas.ideas, w.t, at, brand, w.pack(reserve=3), made)
    one = IdeasMade(pack=w.id(5), first=2, count=1)
    beside = made.model_copy(update={"beside": w.words.about})
    yield "topics beside the subject", partial(ideas.ideas, w.t, at, brand, w.pack(reserve=3), beside)
    yield "topics, one more, no reserve", partial(ideas.ideas, w.t, at, brand, w.pack(), one)
    yield "save which", partial(ideas.saving, w.t, at, brand, w.pack(), made)
    kept = [w.entry(number, topic, "topic") for number, topic in enumerate(topics, 1)]
    yield "saved: nothing", partial(ideas.saved, w.t, at, brand, [], [])
    yield "saved: one", partial(ideas.saved, w.t, at, brand, kept[:1], [])
    yield "saved: many, and lists", partial(ideas.saved, w.t, at, brand, kept, [w.pack()])
    yield "saved: nothing, but a list", partial(ideas.saved, w.t, at, brand, [], [w.pack()])
    plain = w.message(objection=None, answer=None, supports=(), findings=())
    yield "key message", partial(ideas.key_message, w.t, at, brand, w.id(5), "t1", w.message())
    yield "key message, bare", partial(ideas.key_message, w.t, at, brand, w.id(5), "t1", plain)
    for part, now in (("core", plain.core), ("promise", plain.promise), ("next_step", plain.next_step)):
        yield f"wording of {part}", partial(ideas.wording, w.t, brand, part, now)
    for kind in KINDS:
        yield f"working on {kind}", partial(ideas.working, w.t, at, brand, w.id(9), kind)
        yield f"{kind}: stopped", partial(ideas.ended, w.t, brand, f"ideas-stopped-{kind}")
    yield from _ended(w)


def _ended(w: World) -> Cases:
    brand, at = w.words.brand, w.workspace
    for count in (1, 6):
        yield f"done: {count} topics", partial(ideas.ended, w.t, brand, "ideas-done-topics", count=count)
    for count, left in ((0, 0), (0, 2), (1, 0), (1, 1), (3, 2)):
        done = partial(ideas.ended, w.t, brand, "ideas-done-posts", count=count, left=left)
        yield f"done: {count} posts, {left} left", done
    yield "done: key message", partial(ideas.ended, w.t, brand, "ideas-done-message")
    yield "see below", partial(ideas.ended, w.t, brand, "ideas-see-below")
    for place, reason in enumerate(REASONS):
        kind, again, by = KINDS[place % len(KINDS)], reason not in failing.NOT_AGAIN, reason in failing.BY_MODEL
        why = failing.why(w.t, reason)
        told = partial(ideas.failed, w.t, at, brand, w.id(9), kind, why, again, by, w.id(5))
        yield f"failed: {kind}, {reason}", told
    for reason in ("QuotaError", "AccessError"):
        told = partial(failing.shut, w.t, "small", "models.example", reason)
        yield f"for admins: {reason}", told
    none, some = (
        PostsMade(pack=w.id(5), topic="t1"),
        PostsMade(pack=w.id(5), topic="t1", written=(1, 2), left=(3,)),
    )
    missed = [f"{w.channel(key)}: {failing.why(w.t, 'RefusedError')}" for key in ("linkedin", "tiktok")]
    for title, made, missing in (
        ("all", some, []),
        ("one missing", some, missed[:1]),
        ("none, two missing", none, missed),
    ):
        told = partial(ideas.posts_done, w.t, at, brand, w.id(9), made, missing, bool(missing), bool(missing))
        yield f"done: {title}", told
