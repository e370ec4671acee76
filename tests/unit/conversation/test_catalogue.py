"""The two languages of the catalogue agree with each other, message by message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple, get_args, get_type_hints

import pytest
from fluent.syntax import ast, parse

from bot.conversation.areas import reminders
from bot.conversation.catalogue import FOLDER
from bot.conversation.screens.failing import BY_MODEL
from bot.domain.base import LANGUAGES, Language
from bot.domain.pack import ClaimKind, Standing
from bot.domain.records import OUTSIDE, DecisionKind, Verdict
from bot.domain.reminders import REMINDER_KINDS
from bot.domain.review import State, Tick

PLURALS = frozenset({"one", "other"})
"""The plural categories of whole numbers, which are the same in both languages (CLDR)."""
ALIKE = frozenset({"rules-reminder"})
"""Where one of the languages says the same for one and for many: "1 uur", "24 uur"."""
MONTHS = frozenset(map(str, range(1, 13)))
WEEKDAYS = frozenset(map(str, range(1, 8)))
STATES = frozenset(get_args(State))
DEEDS = frozenset(word for part in get_args(DecisionKind) for word in get_args(part))
FAULTS = BY_MODEL - {"EndpointFailedError"}
CHOICES: Mapping[tuple[str, str], frozenset[str]] = {
    ("board-state", "state"): STATES,
    ("error-conflict", "deed"): DEEDS | {"edit"},
    ("ideas-failed", "reason"): FAULTS | {"interrupted", "NotPossibleError", "NotFoundError", "BadInputError"},
    ("links-answer", "verdict"): frozenset(get_args(Verdict)),
    ("links-line", "language"): frozenset(LANGUAGES),
    ("links-on-card", "kind"): frozenset(OUTSIDE),
    ("links-said", "kind"): frozenset(OUTSIDE),
    ("links-sure", "language"): frozenset(LANGUAGES),
    ("posts-ask-anew", "state"): STATES,
    ("posts-day", "month"): MONTHS,
    ("posts-day", "weekday"): WEEKDAYS,
    ("posts-day-short", "month"): MONTHS,
    ("posts-day-short", "weekday"): WEEKDAYS,
    ("reminders-kind", "kind"): frozenset(REMINDER_KINDS),
    ("reminders-review", "where"): frozenset({"group", "person"}),
    ("reminders-unfinished", "step"): frozenset(reminders.STEPS.values()),
    ("review-approved", "state"): STATES,
    ("review-news", "kind"): DEEDS,
    ("review-news", "state"): STATES,
    ("review-recorded", "kind"): DEEDS,
    ("review-standing", "kind"): frozenset(get_args(ClaimKind)),
    ("review-standing", "standing"): frozenset(get_args(Standing)),
    ("review-ticked", "kind"): frozenset(get_args(get_type_hints(Tick)["kind"])),
    ("trust-day", "month"): MONTHS,
}
"""What a text that depends on a word may be given; every other choice in the catalogue is one of number."""


class Message(NamedTuple):
    """A message: its file, the variables it needs, the keys of each choice, and everything it can say, with
    `{name}` for a variable."""

    file: str
    variables: frozenset[str]
    choices: Mapping[str, frozenset[str]]
    says: tuple[str, ...]


@cache
def messages(language: Language) -> Mapping[str, Message]:
    """All messages of a language by key. Raises ValueError for what is no message, or stands there twice."""
    found: dict[str, Message] = {}
    for file in sorted((FOLDER / language).glob("*.ftl")):
        for entry in parse(file.read_text("utf-8")).body:
            if isinstance(entry, ast.Comment | ast.GroupComment | ast.ResourceComment):
                continue
            if not isinstance(entry, ast.Message) or entry.value is None or entry.id.name in found:
                raise ValueError(f"{file.name}: {getattr(entry, 'content', '') or entry}")
            found[entry.id.name] = _message(file.name, entry.value)
    return found


def _message(file: str, pattern: ast.Pattern) -> Message:
    chosen: dict[str, frozenset[str]] = {}
    named: set[str] = set()
    _look(pattern, chosen, named)
    return Message(file, frozenset(named), chosen, tuple(_says(pattern)))


def _look(pattern: ast.Pattern, chosen: dict[str, frozenset[str]], named: set[str]) -> None:
    for part in pattern.elements:
        match part:
            case ast.Placeable(expression=ast.VariableReference(id=ast.Identifier(name=name))):
                named.add(name)
            case ast.Placeable(expression=ast.SelectExpression(selector=ast.VariableReference() as on) as select):
                named.add(on.id.name)
                keys = {_key(variant) for variant in select.variants}
                chosen[on.id.name] = chosen.get(on.id.name, frozenset()) | keys
                for variant in select.variants:
                    _look(variant.value, chosen, named)


def _says(pattern: ast.Pattern) -> Iterator[str]:
    parts: list[list[str]] = []
    for part in pattern.elements:
        match part:
            case ast.TextElement(value=text):
                parts.append([text])
            case ast.Placeable(expression=ast.SelectExpression() as select):
                parts.append([said for variant in select.variants for said in _says(variant.value)])
            case ast.Placeable(expression=ast.VariableReference(id=ast.Identifier(name=name))):
                parts.append([f"{{{name}}}"])
            case _:
                raise ValueError(f"{part} is more than these tests read.")
    return ("".join(one) for one in product(*parts))


def _key(variant: ast.Variant) -> str:
    return variant.key.name if isinstance(variant.key, ast.Identifier) else str(variant.key.value)


NL, EN = messages("nl"), messages("en")


def test_nothing_is_missing_in_either_language() -> None:
    assert NL.keys() == EN.keys()


def test_both_languages_say_a_thing_of_the_same_values() -> None:
    for key in NL.keys() & EN.keys():
        dutch, english = NL[key], EN[key]
        assert dutch.file == english.file, key
        assert dutch.variables == english.variables, key
        assert key in ALIKE or dutch.choices.keys() == english.choices.keys(), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_is_one_of_number_or_of_words_that_exist(language: Language) -> None:
    seen = set()
    for key, message in messages(language).items():
        for variable, keys in message.choices.items():
            words = CHOICES.get((key, variable))
            seen.add((key, variable))
            if words is None:
                numbers = {one for one in keys if one.isdecimal()}
                assert keys - numbers <= PLURALS, f"{key}: {variable}"
                assert "other" in keys, f"{key}: {variable}"
                assert "one" in keys or numbers, f"{key}: {variable}"
            else:
                assert keys <= words | {"other"}, f"{key}: {variable}"
    assert seen >= CHOICES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_tidy(language: Language) -> None:
    for key, message in messages(language).items():
        for text in message.says:
            assert text.strip(), key
            assert "  " not in text.replace("\n", " "), f"{key}: two spaces"
            assert not (text.count("“") - text.count("”")), f"{key}: quotation marks"
            assert "..." not in text, f"{key}: an ellipsis is one sign"


def test_exceptions_are_needed() -> None:
    assert all(NL[key].choices.keys() != EN[key].choices.keys() for key in ALIKE)


def test_one_language_is_not_a_copy_of_the_other() -> None:
    """A text of more than three words that reads the same in both was forgotten by its translator."""
    same = [key for key in NL.keys() & EN.keys() if set(NL[key].says) & set(EN[key].says)]
    assert not [key for key in same if len(NL[key].says[0].split()) > 3]
