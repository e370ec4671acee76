"""The page keeps its word: every line says what is left and names tests, and every test that it names is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.security.corpus import FIELDS, PAYLOADS, WISHES

PAGE = Path("docs/threat-model.md").read_text("utf-8")
LINES = dict(re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S))
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
TOPICS = (
    *("webhook", "Buttons", "ids", "invitation", "review link", "Prompt injection", "Template", "files", "Names"),
    *(
        "Formulas",
        "logs",
        "Secrets",
        "Stored values",
        "health",
        "stolen",
        "left",
        "wrong chat",
        "floods",
        "provider",
    ),
)
"""What the page has to speak of."""


@cache
def functions(file: str) -> frozenset[str]:
    """The tests of a file."""
    tree = ast.parse(Path(file).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


@pytest.mark.parametrize("line", LINES)
def test_every_line_names_tests_that_are_there(line: str) -> None:
    said, _, tests = LINES[line].partition("\nTests: ")
    named = _NAMED.findall(tests)
    assert named, "no test stands behind it"
    assert _NAMED.sub("", tests).replace(",", "").strip() == ""
    missing = [
        f"{file}::{test}" for file, test in named if not Path(file).is_file() or test not in functions(file)
    ]
    assert missing == []
    assert "*Left:* " in said


def test_every_line_is_short() -> None:
    for line, words in LINES.items():
        told, _, left = words.partition("\nTests: ")[0].partition("*Left:*")
        assert len(re.findall(r"[.;:](?=\s|$)", told)) <= 7, line
        assert len(re.findall(r"[.](?=\s|$)", left)) <= 4, line


@pytest.mark.parametrize("topic", TOPICS)
def test_nothing_is_left_out(topic: str) -> None:
    assert any(topic.casefold() in f"{line} {words}".casefold() for line, words in LINES.items())


def test_the_figures_are_those_of_the_corpus() -> None:
    assert f"the {len(PAYLOADS)} texts of the corpus" in PAGE
    assert f"in each of {len(FIELDS) + len(WISHES)} places" in PAGE


def test_every_test_of_security_stands_behind_a_line() -> None:
    named = {file for words in LINES.values() for file, _ in _NAMED.findall(words)}
    own = {str(path) for path in Path("tests/security").glob("test_*.py")} - {"tests/security/test_page.py"}
    assert own <= named
