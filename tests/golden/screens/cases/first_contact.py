"""Welcome, trust and brands."""

from __future__ import annotations

from functools import partial

from bot.conversation.areas.brands import CopyRules, GoTo, NewBrand
from bot.conversation.areas.erasing import KeepBrand
from bot.conversation.screens import brands, trust
from bot.conversation.screens import welcome as screens
from bot.domain.records import SpentToday
from bot.services.limits import Allowance, LimitReachedError, Limits, Spent
from bot.services.privacy import Leaving, Notice
from tests.golden.screens.cases.kept import AT
from tests.golden.screens.cases.world import EDITOR, REVIEWER, VIEWER, World
from tests.golden.screens.shown import Cases

COMMANDS = ("new", "ideas", "review", "board", "brand", "privacy", "help")


def welcome(w: World) -> Cases:
    """The first contact."""
    word = w.words
    yield "hello, without a model", partial(screens.hello, w.t, w.other, None)
    yield "hello, with a model", partial(screens.hello, w.t, w.other, word.provider)
    yield "how to begin", partial(screens.first, w.t)
    yield "question 1", partial(screens.question, w.t, "welcome-ask-name")
    yield "question 2", partial(screens.question, w.t, "welcome-ask-reader", brand=word.brand)
    yield "question 3", partial(screens.question, w.t, "welcome-ask-promise")
    yield "ready, owner", partial(screens.ready, w.t, w.member(), None, undecided=False)
    yield (
        "ready, owner, a model to decide on",
        partial(screens.ready, w.t, w.member(), word.provider, undecided=True),
    )
    yield "ready, no proof yet", partial(screens.ready, w.t, w.member(), None, undecided=False, proven=False)
    yield "ready, editor", partial(screens.ready, w.t, w.member(2, EDITOR), word.provider, undecided=True)
    yield "ready, reviewer", partial(screens.ready, w.t, w.member(2, REVIEWER), None, undecided=False)
    yield "ready, viewer", partial(screens.ready, w.t, w.member(2, VIEWER), None, undecided=False)


def trust_(w: World) -> Cases:
    """What is kept, who sees it, how much is used, and leaving."""
    yield "privacy, with a model", partial(trust.privacy, w.t, Notice(w.words.site), w.words.provider)
    yield "privacy, without, a day", partial(trust.privacy, w.t, Notice(None, 1, 1), None)
    heard = partial(trust.privacy, w.t, Notice(None), w.words.provider, w.words.provider)
    yield "privacy, where speech is written out", heard
    told = [(name, w.t(f"trust-command-{name}")) for name in COMMANDS]
    yield "help in a brand", partial(trust.help_, w.t, w.member(), told)
    yield "help in a group without a brand", partial(trust.help_, w.t, None, told[-2:], group=True)
    yield "help without a brand", partial(trust.help_, w.t, None, told[-2:])
    yield from _consent(w)
    yield from _usage(w)
    yield "languages", partial(trust.languages, w.t)
    yield "leaving, nothing goes along", partial(trust.leaving, w.t, Leaving((), ()))
    yield "leaving, one brand goes along", partial(trust.leaving, w.t, Leaving((w.member(),), ()))
    several = tuple(w.member()._replace(brand=brand) for brand in w.words.brands)
    yield "leaving, several go along", partial(trust.leaving, w.t, Leaving(several, ()))
    yield "leaving is not possible yet", partial(trust.needed, w.t, w.words.brands)


def _consent(w: World) -> Cases:
    provider, by = w.words.provider, w.words.person
    never = w.record()
    given = w.record(models=True, models_by=w.id(1), models_at=AT)
    taken = w.record(models=False, models_by=w.id(1), models_at=AT)
    yield "consent, no model", partial(trust.consent, w.t, never, None, "")
    yield "consent, not decided", partial(trust.consent, w.t, never, provider, "")
    yield "consent, given", partial(trust.consent, w.t, given, provider, by)
    yield "consent, taken back", partial(trust.consent, w.t, taken, provider, by)


def _usage(w: World) -> Cases:
    brand = w.words.brand
    nothing, one, much = SpentToday(0, 0, 0.0), SpentToday(1, 1200, 0.0), SpentToday(37, 1_240_000, 4.256)
    most = Limits(Allowance(40, 1_500_000, 5.0), Allowance(200, 5_000_000, 25.0), "EUR")
    zone = "Europe/Amsterdam"
    yield "usage, nothing yet", partial(trust.usage, w.t, brand, Spent(nothing, nothing, AT, zone), Limits())
    yield (
        "usage, without limits",
        partial(trust.usage, w.t, brand, Spent(one, much, AT, zone), Limits(currency="EUR")),
    )
    yield "usage, with limits", partial(trust.usage, w.t, brand, Spent(much, much, AT, zone), most)
    yield (
        "a person's limit",
        partial(trust.limit_reached, w.t, LimitReachedError("person", "generations", AT, zone)),
    )
    yield "a brand's limit", partial(trust.limit_reached, w.t, LimitReachedError("workspace", "cost", AT, zone))
    yield (
        "a limit of tokens",
        partial(trust.limit_reached, w.t, LimitReachedError("workspace", "tokens", AT, zone)),
    )


def brands_(w: World) -> Cases:
    """The brands of a person."""
    named = list(enumerate(w.words.brands, 1))
    several = [(name, GoTo(w.id(at)), at == 1) for at, name in named]
    yield "none", partial(brands.mine, w.t, [], NewBrand())
    yield "one", partial(brands.mine, w.t, several[:1], NewBrand())
    yield "many", partial(brands.mine, w.t, several, NewBrand())
    yield "at hand", partial(brands.at_hand, w.t, w.words.brand)
    yield "a name is asked", partial(brands.ask_name, w.t)
    copies = [(name, CopyRules(w.id(1), w.id(at))) for at, name in named[1 : brands.MOST]]
    yield "made, the first", partial(brands.made, w.t, w.words.brand, [])
    yield "made, beside others", partial(brands.made, w.t, w.words.brand, copies)
    yield "erasing", partial(brands.erasing, w.t, w.words.brand, 0, KeepBrand())
    yield "erasing, with others", partial(brands.erasing, w.t, w.words.brand, 3, KeepBrand())
    yield "erased", partial(brands.erased, w.t, w.words.brand)
    yield "erased, told to others", partial(brands.erased, w.t, w.words.brand, by=w.words.person)
    yield "copied", partial(brands.copied, w.t, w.words.brand, w.words.brands[1])
