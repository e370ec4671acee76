"""The card of a post, its claims, its versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from bot.conversation.areas import posts_buttons as press
from bot.conversation.screens import claims, dates, versions
from bot.conversation.screens import posts as screens
from bot.conversation.screens.posts_view import named
from bot.conversation.spans import rows, tap
from bot.domain.records import Published
from tests.golden.screens.cases.kept import AT
from tests.golden.screens.cases.world import DAY, EDITOR, REVIEWER, VIEWER, World
from tests.golden.screens.shown import Cases


def posts(w: World) -> Cases:
    """Cards in every state, and the small screens around them."""
    yield from _cards(w)
    draft = w.view()
    yield "whole", partial(screens.whole, w.t, draft)
    yield from _asking(w)
    content = w.post()
    hooks = [(hook, press.Hook(w.workspace, w.id(7), 2, place)) for place, hook in enumerate(w.words.hooks)]
    weak = [(one.text, press.Weaken(w.workspace, w.id(7), 2, place)) for place, one in enumerate(content.claims)]
    yield "which opening", partial(screens.options, w.t, draft, "posts-ask-hook", hooks)
    yield "which claim", partial(screens.options, w.t, draft, "posts-ask-claim", weak)
    done = w.view("approved", w.settled())
    yield "clean", partial(screens.clean, w.t, done)
    short = w.post(claims=(), findings=(), parts={}, replies=(), alt_text="", text=w.words.core[:200])
    yield "clean, a short text", partial(screens.clean, w.t, w.view("approved", short))
    yield "the text alone", partial(screens.plain_text, w.words.text)


def _cards(w: World) -> Cases:
    bare = w.settled()
    link = Published("https://social.example/p/1", AT, True)
    yield "draft", partial(screens.card, w.t, w.view())
    yield "draft, for a viewer", partial(screens.card, w.t, w.view(roles=VIEWER, ways=()))
    yield "draft, for an editor, nothing against it", partial(screens.card, w.t, w.view("draft", bare, EDITOR))
    edited = bare.model_copy(update={"variation": None})
    yield "draft, edited by hand", partial(screens.card, w.t, w.view("draft", edited, EDITOR, ways=()))
    yield "in review, claims open", partial(screens.card, w.t, w.view("in_review", roles=REVIEWER, ways=()))
    yield "in review, settled", partial(screens.card, w.t, w.view("in_review", bare, REVIEWER, ways=()))
    yield "in review, planned before", partial(screens.card, w.t, w.view("in_review", bare, slot=DAY))
    yield "changes requested", partial(screens.card, w.t, w.view("changes_requested", bare))
    yield "rejected", partial(screens.card, w.t, w.view("rejected", bare))
    yield "approved", partial(screens.card, w.t, w.view("approved", bare))
    yield "approved, proof changed", partial(screens.card, w.t, w.view("approved", bare, check_again=True))
    yield "planned", partial(screens.card, w.t, w.view("planned", bare, slot=DAY))
    yield "published", partial(screens.card, w.t, w.view("published", bare, slot=DAY, published=link))
    yield "published, and changed again", partial(screens.card, w.t, w.view("draft", bare, published=link))
    before = w.version(bare, number=1, state="approved")
    meanwhile = w.view("draft", bare)._replace(usable=before)
    yield "draft, an earlier version approved", partial(screens.card, w.t, meanwhile)
    steps = w.view("in_review", bare, REVIEWER, ways=())
    turn = w.t("posts-turn", who=w.words.people[1], step=w.words.role)
    yield "in review, by steps", partial(screens.card, w.t, steps._replace(turn_of=turn))
    yield "draft, in a terminal", partial(screens.card, w.t, w.view("draft", bare, EDITOR)._replace(replies=False))
    other = link._replace(url="", same=False)
    yield (
        "published, another text, no link",
        partial(screens.card, w.t, w.view("published", bare, published=other)),
    )
    long = w.post(text=w.words.text * 30, findings=(w.finding("blocking"), *[w.finding()] * 30))
    yield "draft, long", partial(screens.card, w.t, w.view("draft", long))


def _asking(w: World) -> Cases:
    draft, done, at = w.view(), w.view("approved", w.settled()), (w.workspace, w.id(7), 2)
    parts = [tap(part_named(w, key), press.EditPart(*at, key)) for key in ("hooks", "first_comment")]
    yield "a new text", partial(screens.asking, w.t, draft, "posts-ask-text")
    yield "a new text or part", partial(screens.asking, w.t, draft, "posts-ask-text-or-part", rows(parts, 2))
    yield "a part", partial(screens.asking, w.t, draft, "posts-ask-part", part=part_named(w, "hooks"))
    yield "the openings", partial(screens.asking, w.t, draft, "posts-ask-hooks")
    yield "the alternative text", partial(screens.asking, w.t, draft, "posts-ask-alt-text", now=w.words.asset)
    now = f"{w.words.questions[0]}\n{w.words.objection[1]}"
    yield "comments to expect", partial(screens.asking, w.t, draft, "posts-ask-replies", now=now)
    for state in ("in_review", "approved", "planned", "published"):
        view = w.view(state, w.settled())
        yes = [[tap(w.t("posts-anew"), press.Sure(*at, "shorter"), "primary")]]
        yield f"a new version? {state}", partial(screens.asking, w.t, view, "posts-ask-anew", yes, state=state)
    yield "a wish", partial(screens.asking, w.t, draft, "posts-ask-wish")
    days = [
        tap(dates.short_day(w.t, DAY + timedelta(days=one)), press.Slot(*at, 739_000 + one)) for one in range(6)
    ]
    yield "a date", partial(screens.asking, w.t, done, "posts-ask-date", rows(days, 3))
    none = [[tap(w.t("posts-no-link"), press.NoLink(*at))]]
    yield "a link", partial(screens.asking, w.t, done, "posts-ask-link", none)
    same = [[tap(w.t("posts-same"), press.Same(*at, 1)), tap(w.t("posts-other"), press.Same(*at, 0))]]
    yield "the same text?", partial(screens.asking, w.t, done, "posts-ask-same", same)


def part_named(w: World, key: str) -> str:
    """The name of a part."""
    return named(w.view(), key)


def claims_(w: World) -> Cases:
    """One claim of each sort."""
    held = w.held("in_review")
    titles: Sequence[str] = ("proven by proof", "proven by the source", "unproven", "a promise", "an opinion")
    for title, claim in zip(titles, held.version.content.claims, strict=True):
        yield title, partial(claims.detail, w.t, held, w.workspace, claim)
    promise = held.version.content.claims[3]
    yield (
        "a promise, for who reviews",
        partial(claims.detail, w.t, held, w.workspace, promise, decides=True),
    )
    gone = held._replace(proofs={})
    yield "proof that is gone", partial(claims.detail, w.t, gone, w.workspace, held.version.content.claims[0])


def versions_(w: World) -> Cases:
    """Who made which, and what changed."""
    second, word = w.version(w.post()), w.words
    first = second._replace(number=1, origin="written", state="changes_requested")
    third = second._replace(number=3, origin="edited", state="in_review", author=None)
    people = {w.id(1): word.person}
    brand, at = word.brand, w.workspace
    yield "one", partial(versions.several, w.t, brand, at, [first], people)
    yield "three", partial(versions.several, w.t, brand, at, [first, second, third], people)
    many = [second._replace(number=number) for number in range(1, 16)]
    yield "many", partial(versions.several, w.t, brand, at, many, people)
    yield "the first", partial(versions.one, w.t, brand, at, first, word.text, None)
    yield "what changed", partial(versions.one, w.t, brand, at, second, word.rewritten, word.text)
    yield "nothing changed", partial(versions.one, w.t, brand, at, second, word.text, word.text)
