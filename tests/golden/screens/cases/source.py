"""What was handed over, and what came of it."""

from __future__ import annotations

from functools import partial

from bot.conversation.areas.once_more import OnceMore
from bot.conversation.screens import failing
from bot.conversation.screens import source as screens
from bot.conversation.spans import tap
from bot.domain.brief import Workspace
from bot.services.intake import Aim, Found, Item, Made
from tests.golden.screens.cases.world import World
from tests.golden.screens.shown import Cases


def source(w: World) -> Cases:
    """From a text to proposals, and what was kept of them."""
    word = w.words
    yield "a text", partial(screens.offered, w.t, w.place, 4210)
    yield "a file", partial(screens.offered, w.t, w.place, 0, word.file)
    yield "a text about another brand", partial(screens.offered, w.t, w.place, 1, "", word.brands[1])
    yield "reading", partial(screens.reading, w.t, w.place)
    yield "failed", partial(screens.failed, w.t, w.place, word.finding[0])
    yield "failed, no reason", partial(screens.failed, w.t, w.place, "")
    for reason, ways in (("UnavailableError", ("ideas-again", "source-by-rules")), ("NotFoundError", ())):
        buttons = [[tap(w.t(key), OnceMore(w.workspace, w.id(9), rules))] for rules, key in enumerate(ways)]
        yield f"unread: {reason}", partial(screens.unread, w.t, w.place, failing.why(w.t, reason), buttons)
    aims: tuple[Aim, ...] = ("brand", "persona", "proposition")
    for aim in aims:
        nothing = Found(aim=aim, text=word.text)
        yield f"nothing: {aim}", partial(screens.nothing, w.t, w.place, nothing)
    yield from _proposals(w)
    file = Workspace(brand=w.brand(), personas=(w.persona(),), propositions=(w.proposition(),), proof=(w.proof(),))
    yield "a workspace file", partial(screens.workspace_file, w.t, w.place, file, w.id(9))
    yield from _kept(w)
    yield "hint", partial(screens.hint, w.t, word.brand, ("editor",))
    yield "hint to a reviewer", partial(screens.hint, w.t, word.brand, ("reviewer",))
    yield "hint to a viewer", partial(screens.hint, w.t, word.brand, ("viewer",))


def _items(w: World) -> tuple[Item, ...]:
    word = w.words
    return (
        Item(field="need", value=word.need, sentence=word.need),
        Item(field="questions", value=word.questions[0], sentence=word.questions[0]),
        Item(field="phase", value="consideration"),
        Item(field="fact", value=word.fact, sentence=word.sentence),
        Item(field="fact", value=word.facts[1], sentence=word.facts[1], kept=False),
        Item(field="series", value="awareness", sentence=word.questions[0]),
        Item(field="series", value="consideration", sentence=word.topics[2][1]),
    )


def _proposals(w: World) -> Cases:
    items, word = _items(w), w.words
    empty = Found(aim="source", permission="publish", text=word.text)
    one = empty.model_copy(update={"items": items[:1]})
    many = empty.model_copy(update={"items": items, "permission": "anonymous", "notes": (word.finding[0],)})
    inside = empty.model_copy(update={"items": items[:4], "permission": "internal"})
    brand = Found(
        aim="brand",
        text=word.text,
        items=(
            Item(field="voice", value=word.voice, sentence=word.voice),
            Item(field="address", value="je", sentence=word.sentence),
            Item(field="sample", value=word.text, sentence=word.text),
        ),
    )
    persona = Found(aim="persona", text=word.text, items=(Item(field="decision_factors", value=word.better),))
    for title, found, page in (
        ("proposals: none", empty, 0),
        ("proposals: one", one, 0),
        ("proposals: many", many, 0),
        ("proposals: second page", many, 1),
        ("proposals: internal", inside, 0),
        ("proposals: brand", brand, 0),
        ("proposals: persona", persona, 0),
    ):
        yield title, partial(screens.proposals, w.t, w.place, found, w.id(9), page, w.phase)


def _kept(w: World) -> Cases:
    found = Found(aim="source", text=w.words.text, items=_items(w), source="S3")
    nothing = Made()
    one = Made(keys=(("persona", "P4"),))
    many = Made(keys=(("source", "S3"), ("persona", "P4"), ("proof", "B7")))
    none = found.model_copy(update={"items": ()})
    yield "kept: nothing", partial(screens.kept, w.t, w.place, none, nothing, w.id(9), w.phase)
    yield "kept: one", partial(screens.kept, w.t, w.place, none, one, w.id(9), w.phase)
    yield "kept: many, with a series", partial(screens.kept, w.t, w.place, found, many, w.id(9), w.phase)
    yield "a brand by a file", partial(screens.branded, w.t, w.words.brand)
    for count in (0, 1, 12):
        yield f"added: {count}", partial(screens.added, w.t, w.words.brand, count)
    yield "dropping?", partial(screens.dropping, w.t, w.place, found, w.id(9), 1)
    yield (
        "dropping one?",
        partial(screens.dropping, w.t, w.place, found.model_copy(update={"items": found.items[:1]}), w.id(9), 0),
    )
    yield "dropped", partial(screens.dropped, w.t, w.place)
