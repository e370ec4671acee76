"""Names: the persona's never appears, and an e-mail greets by its merge field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from bot.checks.view import view
from bot.checks.wordlists import either
from bot.domain.brief import Brief
from bot.domain.check import Check, CheckContext, Draft, Hit

MIN_LETTERS = 3
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ARTICLE = re.compile(r"^(?:de|het|een|the|an?)\s+", re.IGNORECASE)
_DESCRIBES = re.compile(r".+(?:ende|ige|lijke|ische?|loze)$", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?P<hello>[^\W\d_]{2,12})[ \t]+(?P<name>[^\W\d_][^\W\d_'’-]+(?:[ \t][^\W\d_]+)?)[ \t]*[,!:]?[ \t]*$",
    re.MULTILINE,
)
GREETING_WITHIN = 400
ROLES, ALSO_WORDS, SALUTATIONS, ADDRESSEES = "role_words", "names_also_words", "salutations", "addressees"


def persona(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """The name of the persona in a text that goes out."""
    brief = context.brief
    if brief is None or not brief.persona.name:
        return
    names = _names(brief.persona.name, either(context, ROLES))
    if not any(name in view(draft.whole).text for name in names):
        return
    for part, text in draft.pieces:
        for found in _pattern(names).finditer(view(text).text):
            if _is_person(found, context):
                yield Hit(found.group(), {"name": found.group()}, part)
                break


def greeting(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A message to many that greets one person by name, where the channel has a merge field for it."""
    fields = context.channel.merge_fields
    if not fields:
        return
    for found in _GREETING.finditer(draft.text[:GREETING_WITHIN]):
        first = found["name"].split()[0]
        greets = found["hello"].casefold() in either(context, SALUTATIONS)
        if greets and first[0].isupper() and first.casefold() not in either(context, ADDRESSEES):
            yield Hit(found.group().strip(), {"name": found["name"], "field": fields[0]})
            return


@lru_cache(maxsize=64)
def _names(name: str, roles: frozenset[str]) -> tuple[str, ...]:
    """The whole name, and each word in it that can be a person's; the longest first."""
    name = unicodedata.normalize("NFC", name).strip()
    name = name.title() if name.islower() else name
    whole = _ARTICLE.sub("", name)
    words = _PART.findall(whole) if whole == name else []
    single = [word for word in words if len(word) >= MIN_LETTERS and _can_be_a_name(word, roles)]
    options = [*single, *(word.upper() for word in single), *([whole] if whole.casefold() not in roles else ())]
    return tuple(sorted(dict.fromkeys(filter(None, options)), key=len, reverse=True))


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names as a word, with or without possessive s."""
    return re.compile(rf"(?<![\w@./-])(?P<name>{'|'.join(map(re.escape, names))})(?:['’]?s|['’])?(?![\w@])")


def _can_be_a_name(word: str, roles: frozenset[str]) -> bool:
    return word[0].isupper() and word.casefold() not in roles and not _DESCRIBES.match(word)


def _is_person(found: re.Match[str], context: CheckContext) -> bool:
    """Not when the brief or the text uses the same word for something else: a brand, a colleague, a month."""
    name, text = found["name"], found.string
    if _as_word(name.lower(), text) or (context.brief is not None and _in_brief(name, context.brief)):
        return False
    if name.casefold() in either(context, ALSO_WORDS):
        return all(sentence.start != found.start() for sentence in view(text).sentences)
    return True


def _in_brief(name: str, brief: Brief) -> bool:
    """Whether the team uses the name for something else; the persona's own description is about her, so there it
    counts only as a word. A source or proof that names her is no excuse: that is how a name leaks."""
    rest = brief.model_dump_json(exclude={"persona", "source", "proof"}).casefold()
    about = brief.persona.model_dump_json(exclude={"name", "id"})
    return _as_word(name.casefold(), rest) or _as_word(name.lower(), about)


def _as_word(word: str, text: str) -> bool:
    return re.search(rf"(?<![\w#@./]){re.escape(word)}(?![\w@])", text) is not None


CHECKS: tuple[Check, ...] = (
    Check("names.persona", "blocking", persona),
    Check("names.greeting", "advice", greeting),
)
