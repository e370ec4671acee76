"""docs/reliability.md: what the fault tests measured, for people who want to know what becomes of their work."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.knowledge import yaml_file
from docs.pages.markdown import table

LINE = 130
Figure = tuple[str, str, str]
"""The id of a test, what it measured, and the value with its unit; a test without a figure has neither."""


_NAMES = {"sqlite": "SQLite", "postgres": "Postgres", "telegram": "Telegram"}


class Area(NamedTuple):
    """Tests of one file as the page calls them, and what they do to Kernbot."""

    title: str
    words: str


class Run(NamedTuple):
    """Everything that passed: the day, in how many runs of how long, and on what, in words."""

    figures: Sequence[Figure]
    day: str
    took: str
    machine: str


_TEXTS = yaml_file.read(Path(__file__).with_suffix(".yaml"))
AREAS: Mapping[str, Area] = {name: Area(**said) for name, said in _TEXTS["areas"].items()}
"""By the name of the file, in the order of the page."""
NOT_COVERED: Sequence[str] = _TEXTS["not_covered"]

HOW = """## Do it again

```
make chaos
```

It starts what it needs by itself, Postgres included, and touches no other database. Nothing else should run on the
machine meanwhile: the times are those of its processor. When every test passes, the command writes this page; when
one fails, the page stays as it is. `KERNBOT_SOAK_MINUTES=1 KERNBOT_LOAD_CHATS=50 make chaos` is a shorter run: the
page stays as it is, and memory is not judged."""


def page(run: Run) -> str:
    """The whole page. Raises KeyError for a test file without an area."""
    files = _by(run.figures, lambda test: test.partition("::")[0].rpartition("/")[2].removesuffix(".py"))
    if unknown := files.keys() - AREAS.keys():
        raise KeyError(f"no area for {', '.join(sorted(unknown))}: docs/pages/reliability.py says what they do")
    tests = len({test for test, _, _ in run.figures})
    parts = [
        "<!-- Written by `make chaos`, after a run in which every test passed. -->\n\n# Reliability",
        wrapped(_TEXTS["intro"]),
        wrapped(f"Measured on {run.day}: {tests} tests, all of which passed, in {run.took}, on {run.machine}."),
        *(_area(AREAS[file], figures) for file in AREAS if (figures := files.get(file))),
        "## What is not covered\n\n" + "\n".join(wrapped(words, "- ") for words in NOT_COVERED),
        HOW,
    ]
    return "\n\n".join(parts) + "\n"


def wrapped(words: str, mark: str = "") -> str:
    """A paragraph in lines, as in the other pages; those after the first stand below what comes after the mark."""
    return textwrap.fill(
        words,
        LINE,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def caption(test: str) -> str:
    """What a test says by its name: `a.py::test_nothing_is_lost[x]` is "Nothing is lost"."""
    words = test.rpartition("::")[2].partition("[")[0].removeprefix("test_").replace("_", " ")
    words = re.sub(r"\b(sqlite|postgres|telegram)\b", lambda match: _NAMES[match[1]], words)
    return words[:1].upper() + words[1:]


def captions_of(text: str) -> Iterator[str]:
    """The captions of the tests that a page holds figures of."""
    for line in text.splitlines():
        if line.startswith("### "):
            yield line.removeprefix("### ")
        elif line.startswith("Held as well, without a figure: "):
            yield from line.partition(": ")[2].removesuffix(".").split("; ")


def _area(area: Area, figures: Sequence[Figure]) -> str:
    tests = _by(figures, lambda test: test.partition("[")[0])
    silent = [caption(test) for test, said in tests.items() if not any(what for _, what, _ in said)]
    parts = [f"## {area.title}\n\n{wrapped(area.words)}"]
    parts += [_test(test, said) for test, said in tests.items() if caption(test) not in silent]
    if silent:
        parts.append("Held as well, without a figure: " + "; ".join(silent) + ".")
    return "\n\n".join(parts)


def _test(test: str, figures: Sequence[Figure]) -> str:
    """Variants beside each other where they measured the same; else their figures one after the other."""
    variants = {name: _plain(name, said) for name, said in _by(figures, _variant).items()}
    whats = {tuple(what for what, _ in rows) for rows in variants.values()}
    if len(whats) == 1 and len(variants) > 1:
        columns = [[value for _, value in rows] for rows in variants.values()]
        (names,) = whats
        body = table(("What", *variants), zip(names, *columns, strict=True))
    else:
        several = len(variants) > 1
        rows = [
            (f"{name}: {what}" if several else what, value)
            for name, said in variants.items()
            for what, value in said
        ]
        body = table(("What", "Figure"), rows)
    return f"### {caption(test)}\n\n{body}"


def _plain(variant: str, figures: Iterable[Figure]) -> list[tuple[str, str]]:
    """Rows without the name of the variant, which stands above or before them."""
    named = re.compile(rf"(?: of)? {re.escape(variant)}\b" if variant else r"(?!)")
    return [(named.sub("", what), value) for _, what, value in figures if what]


def _variant(test: str) -> str:
    return test.partition("[")[2].removesuffix("]").replace("-", " ")


def _by(figures: Iterable[Figure], key: Callable[[str], str]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(key(figure[0]), []).append(figure)
    return found
