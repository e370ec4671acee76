"""Form of address in Dutch: the brand's own, one only, or none. English knows no such difference."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks import phrases
from bot.checks.reading import MAX_HITS, Place, once, overlaps, places
from bot.domain.brief import Address
from bot.domain.check import Check, CheckContext, Draft, Hit

FORMS: dict[Address, str] = {"je": "address_je", "u": "address_u"}
OTHER: dict[Address, Address] = {"je": "u", "u": "je"}
EXCEPTIONS = "address_not"
PAIRED = frozenset("/&")


def _wanted(draft: Draft, context: CheckContext) -> Address | None:
    return context.brief.brand.address_on(draft.channel) if context.brief else None


def addressed(draft: Draft, context: CheckContext, form: Address) -> Iterator[Place]:
    """Every word that addresses the reader in this form, other meanings of the same letters left out."""
    names = _names(context)
    for place in places(draft, context, FORMS[form]):
        if not (_is_sign(place) or _in_name(place, names) or overlaps(place, context, EXCEPTIONS)):
            yield place


def _is_sign(place: Place) -> bool:
    """Whether the word is part of something else: u-bocht, je/u, a.u.b., 14.30 u."""
    text = place.view.prose
    before, after = text[max(0, place.start - 2) : place.start], text[place.end : place.end + 2]
    if "-" in (before[-1:], after[:1]) or not PAIRED.isdisjoint((before.strip()[-1:], after.strip()[:1])):
        return True
    letter = len(place.text) == 1
    abbreviation = before[-1:] in (".", "'", "’") or (after[:1] == "." and after[1:].isalpha())
    return letter and (abbreviation or before.rstrip()[-1:].isdigit())


def _in_name(place: Place, names: tuple[str, ...]) -> bool:
    """Whether the word belongs to a name: one of the brief's, or one written with capitals (Kies Uw Zorg)."""
    text = place.view.prose
    for name in names:
        at = text.find(name, max(0, place.start - len(name)))
        if 0 <= at <= place.start and place.end <= at + len(name):
            return True
    if not place.text[0].isupper() or place.text[1:].isupper():
        return False
    previous = text.rfind(" ", 0, max(0, place.start - 1)) + 1
    named = _capital(text[previous : place.start].rstrip(" ")) and not phrases.starts_clause(text, previous)
    return named or (text[place.end : place.end + 1] == " " and _capital(text[place.end + 1 :].split(" ", 1)[0]))


def _capital(word: str) -> bool:
    return word[:1].isupper() and word[1:].rstrip(".,!?:;").islower()


def _names(context: CheckContext) -> tuple[str, ...]:
    if not context.brief:
        return ()
    brief = context.brief
    return (brief.brand.name, *(asset.title for asset in brief.assets))


def wrong_form(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Each word of the form that the brand does not use on this channel."""
    wanted = _wanted(draft, context)
    if wanted in OTHER:
        for place in once(addressed(draft, context, OTHER[wanted])):
            yield Hit(place.text, {"wanted": wanted, "sentence": place.sentence}, place.part)


def mixed(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Both forms in one text, where the brief does not say which one is right."""
    if _wanted(draft, context) in FORMS:
        return
    informal = once(addressed(draft, context, "je"))
    formal = once(addressed(draft, context, "u")) if informal else ()
    if informal and formal:
        values = {"je": informal[0].text, "u": formal[0].text}
        rarer = min(informal, formal, key=len)
        yield Hit(rarer[0].text, values, rarer[0].part)


def neutral(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Any address, where the brand addresses nobody."""
    if _wanted(draft, context) == "neutral":
        found = [place for form in FORMS for place in once(addressed(draft, context, form))]
        for place in found[:MAX_HITS]:
            yield Hit(place.text, {"sentence": place.sentence}, place.part)


CHECKS = (
    Check("address.form", "blocking", wrong_form),
    Check("address.mixed", "blocking", mixed),
    Check("address.neutral", "advice", neutral),
)
