"""docs/reliability.md keeps pace with the fault tests, and holds figures of nothing else."""

from __future__ import annotations

import ast

import pytest

from docs.generate import ROOT
from docs.pages.reliability import AREAS, NOT_COVERED, Figure, Run, caption, captions_of, page, wrapped

FOLDER = ROOT / "tests" / "chaos"
PAGE = ROOT / "docs" / "reliability.md"
FILES = sorted(file.stem for file in FOLDER.glob("test_*.py"))


def _tests(stem: str) -> list[str]:
    tree = ast.parse((FOLDER / f"{stem}.py").read_text(encoding="utf-8"))
    found = (node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [name for name in found if name.startswith("test_")]


def _made(*figures: Figure) -> str:
    return page(Run(figures, "2026-11-22", "one run of 3 min", "2 cores"))


def test_every_file_of_fault_tests_has_an_area_and_no_other_has() -> None:
    assert sorted(AREAS) == FILES


def test_the_page_names_every_area_and_what_it_does() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for area in AREAS.values():
        assert f"\n## {area.title}\n\n{wrapped(area.words)}\n" in text, "run `make chaos`"


def test_the_page_holds_figures_of_tests_that_there_are() -> None:
    there = {caption(name) for stem in FILES for name in _tests(stem)}
    named = set(captions_of(PAGE.read_text(encoding="utf-8")))
    assert named
    assert named - there == set(), "run `make chaos`"


def test_what_two_variants_measured_stands_side_by_side() -> None:
    test = "tests/chaos/test_kills.py::test_nothing_is_lost"
    text = _made(
        (f"{test}[the-bot-on-SQLite]", "kill -9 of the bot on SQLite: moments", "21"),
        (f"{test}[the-bot-on-SQLite]", "rows lost", "0"),
        (f"{test}[one-of-two]", "kill -9 of one of two: moments", "22"),
        (f"{test}[one-of-two]", "rows lost", "0 | 1"),
    )
    assert "| the bot on SQLite | one of two |" in text
    assert "| kill -9: moments | 21 | 22 |" in text
    assert "| rows lost | 0 | 0 \\| 1 |" in text


def test_what_they_measured_differently_stands_one_below_the_other() -> None:
    test = "tests/chaos/test_load.py::test_many"
    text = _made((f"{test}[a]", "seconds", "1"), (f"{test}[b]", "minutes", "2"))
    assert "| a: seconds | 1 |\n| b: minutes | 2 |" in text


def test_a_test_without_a_figure_is_named() -> None:
    text = _made(
        ("tests/chaos/test_soak.py::test_memory", "growth", "0 MB"),
        ("tests/chaos/test_soak.py::test_files_of_sqlite", "", ""),
    )
    assert "| growth | 0 MB |" in text
    assert list(captions_of(text)) == ["Memory", "Files of SQLite"]


def test_the_page_says_when_where_and_what_it_does_not_cover() -> None:
    text = _made(("tests/chaos/test_soak.py::test_memory", "growth", "0 MB"))
    assert "2026-11-22: 1 tests, all of which passed, in one run of 3 min, on 2 cores." in text
    assert [words for words in NOT_COVERED if wrapped(words, "- ") not in text] == []
    assert "make chaos" in text


def test_a_file_that_nobody_explained_is_refused() -> None:
    with pytest.raises(KeyError, match="test_new"):
        _made(("tests/chaos/test_new.py::test_it", "a", "b"))
