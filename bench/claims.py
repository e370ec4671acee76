"""How well the rules find claims: recall and precision on sentences labelled by hand, by language and split.

The rules were tuned on the dev half only (odd lines of tests/data/claims_*.yaml); the test half measures.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.checks.claims.finding import find_claims
from bot.checks.claims.lexicon import lexicon
from bot.domain.base import LANGUAGES, Language
from bot.knowledge import yaml_file
from bot.knowledge.store import Knowledge

ROOT = Path(__file__).parent.parent
SPLITS = ("dev", "test")


class Labelled(NamedTuple):
    """A sentence, whether it is a claim, and whether the rules say so."""

    language: Language
    split: str
    text: str
    claim: bool
    found: bool


class Score(NamedTuple):
    """Counts of right and wrong answers."""

    hits: int
    misses: int
    false_alarms: int

    @property
    def recall(self) -> float:
        """Share of the claims that were found."""
        return self.hits / (self.hits + self.misses)

    @property
    def precision(self) -> float:
        """Share of what was found that is a claim."""
        return self.hits / (self.hits + self.false_alarms)


@cache
def corpus() -> tuple[Labelled, ...]:
    """Every labelled sentence with the answer of the rules."""
    phrases = Knowledge([ROOT / "prompts"]).phrases
    found: list[Labelled] = []
    for language in LANGUAGES:
        words = lexicon(phrases, language)
        rows = yaml_file.read(ROOT / "tests" / "data" / f"claims_{language}.yaml")["sentences"]
        for line, row in enumerate(rows):
            answer = bool(find_claims([("text", row["text"])], words))
            found.append(Labelled(language, SPLITS[line % 2], row["text"], row["claim"], answer))
    return tuple(found)


def score(labelled: Iterable[Labelled]) -> Score:
    """How many were right."""
    rows = list(labelled)
    return Score(
        hits=sum(row.claim and row.found for row in rows),
        misses=sum(row.claim and not row.found for row in rows),
        false_alarms=sum(row.found and not row.claim for row in rows),
    )


def report() -> list[str]:
    """One line for each language and split, and one for all together."""
    groups = {
        f"{language} {split}": [row for row in corpus() if (row.language, row.split) == (language, split)]
        for language in LANGUAGES
        for split in SPLITS
    }
    return [_line(name, rows) for name, rows in {**groups, "all": list(corpus())}.items()]


def _line(name: str, rows: list[Labelled]) -> str:
    counted = score(rows)
    return (
        f"claims found, {name:<8} recall {counted.recall:.2f} (at least 0.90), "
        f"precision {counted.precision:.2f} (at least 0.80), {len(rows)} sentences"
    )


if __name__ == "__main__":
    print("\n".join(report()))
