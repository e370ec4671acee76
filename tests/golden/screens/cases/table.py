"""The table: brand, personas, propositions, proof, assets, channels, journey."""

from __future__ import annotations

from functools import partial

from bot.conversation.areas.once_more import OnceMore
from bot.conversation.areas.table_fields import BRAND, FIELDS, field_of, lines_of
from bot.conversation.screens import failing
from bot.conversation.screens import table as screens
from bot.conversation.screens.table import Shelf
from bot.conversation.spans import tap
from bot.domain.records import Entry
from bot.services.sharpening import Sharpened, Worded
from tests.fakes.composing import KNOWLEDGE
from tests.golden.screens.cases.world import World
from tests.golden.screens.shown import Cases


def table(w: World) -> Cases:
    """Lists, entries, questions, channels and journeys."""
    yield from _lists(w)
    yield from _entries(w)
    yield from _questions(w)
    yield from _sharper(w)
    channels = [(key, w.channel(key)) for key in KNOWLEDGE.channel_keys]
    yield "channels, one", partial(screens.channels, w.t, w.place, channels, ("linkedin",))
    yield "channels, two", partial(screens.channels, w.t, w.place, channels, ("linkedin", "tiktok"))
    models = [KNOWLEDGE.journey(key) for key in ("canvas7", "funnel5")]
    yield "journeys", partial(screens.journeys, w.t, w.place, models, "canvas7")
    yield "a text that names another brand", partial(screens.doubt, w.t, w.place, w.words.brands[1])


def _entry(w: World, kind: str, withdrawn: bool = False) -> Entry:
    match kind:
        case "persona":
            return w.entry(1, w.persona(), "persona", withdrawn)
        case "proposition":
            return w.entry(2, w.proposition(), "proposition", withdrawn)
        case "proof":
            return w.entry(3, w.proof(), "proof", withdrawn)
        case "asset":
            return w.entry(4, w.asset(), "asset", withdrawn)
        case "source":
            return w.entry(5, w.source(), "source", withdrawn)
        case _:
            return w.entry(6, w.topics()[0], "topic", withdrawn)


def _lists(w: World) -> Cases:
    for kind in ("persona", "proposition", "proof", "asset"):
        one = _entry(w, kind)
        yield f"{kind}: none", partial(screens.listed, w.t, w.place, Shelf(kind, ()))
        yield f"{kind}: one", partial(screens.listed, w.t, w.place, Shelf(kind, (one,), others=1))
    several = tuple(w.entry(number, w.proof(number), "proof") for number in range(1, 20))
    yield "proof: many", partial(screens.listed, w.t, w.place, Shelf("proof", several, page=1, others=3))
    yield (
        "proof: withdrawn",
        partial(screens.listed, w.t, w.place, Shelf("proof", several[:2], gone=True, others=3)),
    )


def _entries(w: World) -> Cases:
    for kind in ("persona", "proposition", "proof", "asset", "source", "topic"):
        yield kind, partial(screens.entry, w.t, w.place, _entry(w, kind), w.channel)
    weak = (w.finding(), w.finding())
    bare = w.proposition().model_copy(update={"need": None, "benefit": None, "better": None})
    sparse = w.entry(2, bare, "proposition")
    yield "proposition with findings", partial(screens.entry, w.t, w.place, sparse, w.channel, weak)
    gone = _entry(w, "proof", withdrawn=True)
    yield "proof that was withdrawn", partial(screens.entry, w.t, w.place, gone, w.channel)
    yield "brand", partial(screens.brand, w.t, w.place, w.brand(), w.channel)
    yield "what was observed", partial(screens.observed, w.t, w.place, _entry(w, "persona"))
    for kind in ("persona", "proof"):
        yield f"withdraw {kind}", partial(screens.sure, w.t, w.place, _entry(w, kind))
    yield "withdrawn", partial(screens.withdrawn, w.t, w.place, gone)


def _questions(w: World) -> Cases:
    for kind in ("persona", "proposition", "proof", "asset"):
        yield f"new {kind}", partial(screens.new, w.t, w.place, kind)
    data = {BRAND: w.brand(), "persona": w.persona(), "proposition": w.proposition(), "proof": w.proof()}
    data["asset"] = w.asset()
    for kind, several in FIELDS.items():
        held = 0 if kind == BRAND else w.id(1)
        for field in several:
            now = lines_of(getattr(data[kind], field.key))
            title = f"{kind}: {field.key}"
            if field.shape in ("choice", "channels"):
                keys = field.options or ("linkedin", "tiktok", "instagram")
                label = w.channel if field.shape == "channels" else partial(_choice, w, field.key)
                options = [(key, label(key)) for key in keys]
                yield title, partial(screens.chosen, w.t, w.place, kind, held, field, options, now)
            else:
                yield title, partial(screens.asked, w.t, w.place, kind, held, field, now)
    empty = field_of("persona", "situation")
    if empty is not None:
        yield "persona: situation, empty", partial(screens.asked, w.t, w.place, "persona", w.id(1), empty, ())


def _choice(w: World, field: str, key: str) -> str:
    return w.t(f"table-choice-{field}-{key}")


def _sharper(w: World) -> Cases:
    first, second, third = w.words.sharper
    wordings = (
        Worded(text=first),
        Worded(text=second, missing=("benefit", "better"), findings=1),
        Worded(text=third, missing=("need",), findings=2),
    )
    found = Sharpened(entry=w.id(2), wordings=wordings)
    open_questions = partial(_part, w)
    yield "sharper", partial(screens.sharper, w.t, w.place, found, open_questions)
    yield "sharper, at work", partial(screens.working, w.t, w.place)
    yield "sharper, failed", partial(screens.failed, w.t, w.place, w.words.finding[0])
    yield "sharper, failed, no reason", partial(screens.failed, w.t, w.place, "")
    again = [tap(w.t("ideas-again"), OnceMore(w.workspace, w.id(9), 0))]
    by_rules = [tap(w.t("table-sharper-by-rules"), OnceMore(w.workspace, w.id(9), 1))]
    why = failing.why(w.t, "UnavailableError")
    yield "sharper, failed, with ways on", partial(screens.failed, w.t, w.place, why, [again, by_rules])


def _part(w: World, key: str) -> str:
    return w.t(f"table-part-{key}")
