"""Names: the persona's never appears, and an e-mail greets by its merge field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.checks.view import view
from bot.domain.brief import Brief
from bot.domain.check import Check, CheckContext, Draft, Hit

MIN_LETTERS = 3
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ARTICLE = re.compile(r"^(?:de|het|een|the|an?)\s+", re.IGNORECASE)
_DESCRIBES = re.compile(r".+(?:ende|ige|lijke|ische?|loze)$", re.IGNORECASE)
_ROLES = """
adviseur baas beginner beslisser budget busy buyer ceo cfo chef cmo coach collega consument cto dad data dga directeur
director docent drukke dutch eerste eigenaar eindgebruiker engineer facility finance founder freelancer gebruiker groene
happy hoofd hr huurder ict inkoper installateur it jonge junior klant koper leidinggevende manager marketeer marketing
moeder mom mother mum nieuwe office old ondernemer oude ouder owner parent planner ploegleider recruiter sales senior
slimme smart starter startup student tech teamleider teacher therapist twijfelaar user vader verkoper vrijwilliger
young zzp zzper van der den het ter ten von la le del
"""
_NO_NAME = frozenset(_ROLES.split())
_WORDS_TOO = """
amber april art august autumn bas bea beer bill bloem brook chance chase crystal daisy dawn dean drew earl ernst faith
fien fleur flip frank gene ginger grace grant guy hans heather holly hope hugo iris jack jasmijn jean jet joy juni lily
linde loes mark may mei mees merel olive pat pearl penny rob roos rose ruby rusty sandy september sky stella sterre
storm sue summer valk vos wil will wolf zoë
"""
_ORDINARY_TOO = frozenset(_WORDS_TOO.split())
_GREETING = re.compile(
    r"^(?:beste|hallo|hoi|dag|hey|hi|hello|dear|lieve|goedemorgen|goedemiddag)[ \t]+"
    r"(?P<name>[^\W\d_][^\W\d_'’-]+(?:[ \t][^\W\d_]+)?)[ \t]*[,!:]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_GENERAL = """
all allemaal allen buren buyer client collega collegas colleague colleagues customer customers deelnemer donateur
everyone everybody folks friend friends gast guest huurder iedereen klant klanten lezer lezers lid leden member members
neighbour neighbours neighbor neighbors ondernemer ondernemers ouder ouders parent parents partner partners reader
readers relatie relaties subscriber supporter team there vriend vrienden vrijwilliger vrijwilligers
"""
_NOBODY = frozenset(_GENERAL.split())


def persona(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """The name of the persona in a text that goes out."""
    brief = context.brief
    if brief is None or not brief.persona.name:
        return
    pattern = _pattern(brief.persona.name)
    for part, text in draft.pieces:
        for found in pattern.finditer(text):
            if _is_person(found, text, brief):
                yield Hit(found.group(), {"name": found.group()}, part)
                break


def greeting(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A message to many that greets one person by name, where the channel has a merge field for it."""
    fields = context.channel.merge_fields
    if not fields:
        return
    for found in _GREETING.finditer(draft.text[:400]):
        name = found["name"].split()[0]
        if name[0].isupper() and name.casefold() not in _NOBODY:
            yield Hit(found.group().strip(), {"name": found["name"], "field": fields[0]})
            return


@lru_cache(maxsize=64)
def _pattern(name: str) -> re.Pattern[str]:
    """The whole name, and each word in it that can be a person's: as a word, with or without possessive s."""
    whole = _ARTICLE.sub("", name.strip())
    words = [] if whole != name.strip() else _PART.findall(whole)
    single = [word for word in words if len(word) >= MIN_LETTERS and _can_be_a_name(word)]
    options = [re.escape(whole), *(re.escape(word) for word in single), *(re.escape(w.upper()) for w in single)]
    longest = sorted(dict.fromkeys(options), key=len, reverse=True)
    return re.compile(rf"(?<![\w@./-])(?P<name>{'|'.join(longest)})(?:['’]?s|['’])?(?![\w@])")


def _can_be_a_name(word: str) -> bool:
    return word[0].isupper() and word.casefold() not in _NO_NAME and not _DESCRIBES.match(word)


def _is_person(found: re.Match[str], text: str, brief: Brief) -> bool:
    """Not when the brief or the text uses the same word for something else: a brand, a colleague, a month."""
    name = found["name"]
    ordinary = re.compile(rf"(?<!\w){re.escape(name.lower())}(?!\w)")
    if ordinary.search(text) or _in_brief(name, brief):
        return False
    if name.casefold() in _ORDINARY_TOO:
        return view(text).sentence_at(found.start()).start != found.start()
    return True


def _in_brief(name: str, brief: Brief) -> bool:
    rest = brief.model_dump_json(exclude={"persona": {"name", "id"}})
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", rest, re.IGNORECASE) is not None


CHECKS: tuple[Check, ...] = (
    Check("names.persona", "blocking", persona),
    Check("names.greeting", "advice", greeting),
)
