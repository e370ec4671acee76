"""The names of phrase lists that count are those that checks look up, no more and no fewer."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from bot.checks.catalog import CHECKS
from bot.checks.lists import NAMED, known_lists
from bot.checks.proposition import PROPOSITION_CHECKS
from bot.domain.base import LANGUAGES, Language
from bot.domain.brief import Locale
from bot.domain.check import Draft, Phrases
from tests.fakes.checking import KNOWLEDGE, brief, channel
from tests.fakes.wording import seen

PHASES = tuple(phase.key for phase in KNOWLEDGE.journey("canvas7").phases)


class Asked(Mapping[str, Phrases]):
    """Lists that remember which of them were asked for, whether there or not."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, key: str) -> Phrases:
        self.names.add(key)
        return KNOWLEDGE.phrases[key]

    def __iter__(self) -> Iterator[str]:
        return iter(KNOWLEDGE.phrases)

    def __len__(self) -> int:
        return len(KNOWLEDGE.phrases)


def words_of_the_checks() -> Iterator[str]:
    for path in Path("bot/checks").rglob("*.py"):
        if path.name != "lists.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_named_list_is_named_by_a_check() -> None:
    assert NAMED - set(words_of_the_checks()) == set()


def test_every_list_that_ships_counts_and_every_named_list_ships() -> None:
    assert KNOWLEDGE.phrases.keys() - known_lists(PHASES) == set()
    assert NAMED - KNOWLEDGE.phrases.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_check_asks_for_counts(language: Language) -> None:
    lists = Asked()
    text = {
        "nl": "Koop nu de beste soep, beste lezer! Vraag een demo aan, je krijgt er 3 gratis. Sorry, op is op.",
        "en": "Buy the best soup now, dear reader! Ask for a demo, you get 3 bowls free. Sorry, only two left.",
    }[language]
    of = brief(language=language, commercial_relation=True, persona={"name": "Kim"}, proposition={"text": text})
    for phase in PHASES:
        for locale in get_args(Locale):
            context = seen(language, phase, of, channel(), locale)
            for check in (*CHECKS, *PROPOSITION_CHECKS):
                list(check.find(Draft("trial", text), replace(context, phrases=lists)))
    assert lists.names - known_lists(PHASES) == set()
    assert {f"not_in_{phase}" for phase in PHASES} <= lists.names
