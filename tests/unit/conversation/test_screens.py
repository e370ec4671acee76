"""Every screen in both languages, as it was read and agreed, and within what a chat can show."""

from __future__ import annotations

import difflib
import importlib
import inspect
import os
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.conversation import screens as package
from bot.conversation.all_areas import AREAS as PARTS
from bot.conversation.areas.trust import about
from bot.conversation.callbacks import Buttons, Go
from bot.conversation.effects import CALLBACK_BYTES, COPY_CHARACTERS, MESSAGE_UTF16, Button, Screen
from bot.conversation.screens.measure import units
from bot.conversation.spans import LABEL
from bot.domain.base import LANGUAGES, Language
from tests.golden.screens.cases.all_cases import AREAS
from tests.golden.screens.cases.world import TEXTS, real, worst
from tests.golden.screens.shown import shown
from tests.unit.conversation.test_catalogue import messages

GOLDEN = Path("tests/golden/screens")
WORLDS = {"": real, "worst": worst}
WIDTH = {1: 40, 2: 26, 3: 17}
"""Characters of our own words on a button, by the number of buttons in its row: what a narrow phone shows."""
NARROW = 9
"""The same where there are four buttons or more."""
LONG = frozenset({"posts.plain_text", "posts.whole"})
"""What may be longer than a message: a front cuts it in several."""

QUIET: Mapping[str, str] = {
    "exports.caption": "goes with a file",
    "exports.ended": "the file, or why there is none, stands in the chat",
    "exports.failed": "says why, and what to do instead where something can be done",
    "exports.making": "changes by itself",
    "exports.nothing": "says what the posts wait for",
    "failing.shut": "news for admins, who mend it elsewhere",
    "ideas.ended": "the topics or the key message stand in the chat, with their buttons",
    "ideas.growing": "changes by itself",
    "review.done": "what was done is done; the card of the post stands in the chat",
    "source.failed": "says what to send instead",
    "source.reading": "changes by itself",
    "source.unread": "says what to send instead",
    "table.working": "changes by itself",
    "team.plain": "an answer in a group",
    "team.team": "members look, the owner changes",
    "trust.consent": "nothing can be decided without a model",
    "trust.limit_reached": "says when it goes on",
    "trust.usage": "figures to look at",
    "voice.hearing": "changes by itself",
    "voice.mending": "says what to send",
    "voice.refused": "says what to send instead",
}
"""Screens that may leave somebody without a button, command or question, and why."""


class Case(NamedTuple):
    """A screen that was made: the title of the case, the function, and what it gave."""

    title: str
    function: str
    made: Screen | str

    @property
    def buttons(self) -> list[tuple[Button, int]]:
        """Each button with the number of buttons in its row."""
        rows = self.made.rows if isinstance(self.made, Screen) else ()
        return [(button, len(row)) for row in rows for button in row]

    @property
    def text(self) -> str:
        """What a person reads."""
        return self.made.text if isinstance(self.made, Screen) else self.made


@cache
def cases(area: str, language: Language, world: str) -> tuple[Case, ...]:
    """All cases of an area."""
    return tuple(Case(title, _name(call.func), call()) for title, call in AREAS[area](WORLDS[world](language)))


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


def _every(world: str) -> Iterator[tuple[str, Language, Case]]:
    for area in AREAS:
        for language in LANGUAGES:
            for case in cases(area, language, world):
                yield f"{language} {area}: {case.title}", language, case


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_screens_are_as_they_were_read_and_agreed(area: str, language: Language, world: str) -> None:
    """After a change on purpose: read the difference, then write it with UPDATE_GOLDEN=1."""
    told = (f"=== {case.title} ({case.function})\n\n{shown(case.made)}\n" for case in cases(area, language, world))
    text = "\n".join(told)
    path = GOLDEN / language / world / f"{area}.txt"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    agreed = path.read_text(encoding="utf-8") if path.exists() else ""
    assert text == agreed, "\n".join(difflib.unified_diff(agreed.splitlines(), text.splitlines(), lineterm=""))


def test_there_is_no_golden_file_of_what_is_gone() -> None:
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.txt")}
    wanted = {
        (Path(language) / world / f"{area}.txt").as_posix()
        for language in LANGUAGES
        for world in WORLDS
        for area in AREAS
    }
    assert kept == wanted


def test_every_screen_has_a_case() -> None:
    """Found by looking: a new screen without a case fails here."""
    found = set()
    for module in pkgutil.iter_modules(package.__path__):
        loaded = importlib.import_module(f"{package.__name__}.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            ours = function.__module__ == loaded.__name__ and not name.startswith("_")
            if ours and inspect.get_annotations(function).get("return") == "Screen":
                found.add(_name(function))
    shown_now = {case.function for _, _, case in _every("")}
    assert len(found) > 80
    assert found <= shown_now


def test_titles_differ() -> None:
    for area in AREAS:
        titles = [case.title for case in cases(area, "nl", "")]
        assert len(set(titles)) == len(titles), area


@pytest.mark.parametrize("world", WORLDS)
def test_a_screen_fits_one_message(world: str) -> None:
    for title, _, case in _every(world):
        assert case.text.strip(), title
        assert case.function in LONG or units(case.text) <= MESSAGE_UTF16, title


def test_no_screen_is_a_dead_end() -> None:
    stuck = {}
    for title, _, case in _every(""):
        reply = isinstance(case.made, Screen) and case.made.placeholder
        if not (case.buttons or reply or "?" in case.text or re.search(r"(?<!\w)/[a-z_]{3,}", case.text)):
            stuck[title] = case.function
    assert not {title for title, function in stuck.items() if function not in QUIET}
    assert set(stuck.values()) == QUIET.keys(), "an exception that is not needed has to go"


@pytest.mark.parametrize("world", WORLDS)
def test_a_button_does_one_thing_and_carries_what_fits(world: str) -> None:
    known = Buttons((Go, *(kind for area in PARTS for kind in area.taps)))
    commands = {name for area in PARTS for name in area.commands}
    for title, _, case in _every(world):
        for button, _ in case.buttons:
            assert sum(map(bool, (button.data, button.copy, button.url))) == 1, title
            assert len(button.data.encode()) <= CALLBACK_BYTES, title
            assert units(button.copy) <= COPY_CHARACTERS, title
            read = known.read(button.data)
            assert not button.data or read is not None, f"{title}: {button} is not answered"
            assert not isinstance(read, Go) or read.command in commands, title
            assert button.label.strip(), title
            assert len(button.label) <= LABEL, title


def test_labels_can_be_read_on_a_phone() -> None:
    """Our own words; what people typed is cut where it has to be, and stands in full on the screen."""
    wrong = set()
    for title, language, case in _every(""):
        for button, beside in case.buttons:
            label = button.label.removeprefix("✓ ")
            if len(label) > WIDTH.get(beside, NARROW) and any(one.fullmatch(label) for one in _ours(language)):
                wrong.add(f"{len(label)} characters, {beside} in a row: {label} ({title})")
    assert not wrong, "\n".join(sorted(wrong))


@cache
def _ours(language: Language) -> tuple[re.Pattern[str], ...]:
    """What the catalogue says by itself, with numbers filled in."""
    said = {text for message in messages(language).values() for text in message.says if len(text) < 2 * LABEL}
    return tuple(re.compile(re.sub(r"\\{\w+\\}", r"\\d+", re.escape(text))) for text in sorted(said))


def test_the_bot_introduces_itself_within_the_limits_of_telegram() -> None:
    told = about(TEXTS, [name for part in PARTS for name in part.commands])
    for language in LANGUAGES:
        assert 0 < units(told.description[language]) <= 512
        assert 0 < units(told.short_description[language]) <= 120
        commands = told.commands[language]
        assert 20 < len(commands) <= 100
        for name, description in commands:
            assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
            assert 3 <= units(description) <= 256
            said = messages(language)[f"trust-command-{name}"].says
            assert description in said, "cut off"
