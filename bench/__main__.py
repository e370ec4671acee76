"""`python -m bench` prints every figure against its bound; `--write` also keeps them in docs/speed.md.

Ends with 1 when a bound is not met.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

from bench import claims, packs, posts, processes, sealing
from bench.chat import starts, streams, updates
from bench.processes import ROOT
from bench.table import HEAD, Row, cells, text
from bot.domain.base import LANGUAGES
from docs.pages.markdown import fill, table

PAGE = ROOT / "docs" / "speed.md"
LEAST_RECALL, LEAST_PRECISION = 0.9, 0.8


def main() -> int:
    """One run of everything, or of the parts that are named."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)}")
    parser.add_argument("--write", action="store_true", help="measure everything and keep it in docs/speed.md")
    wanted = parser.parse_args()
    if unknown := set(wanted.parts) - PARTS.keys():
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    rows = list(_rows(wanted.parts if wanted.parts and not wanted.write else PARTS))
    print(text(rows))
    if wanted.write:
        _write(rows)
    return 0 if all(row.met for row in rows) else 1


def of_claims() -> Iterator[Row]:
    """Recall and precision on the sentences that the rules were not made with."""
    held_out = [row for row in claims.corpus() if row.split == "test"]
    for language in LANGUAGES:
        score = claims.score(row for row in held_out if row.language == language)
        yield Row(f"claims, recall, {language}", score.recall, "", least=LEAST_RECALL)
        yield Row(f"claims, precision, {language}", score.precision, "", least=LEAST_PRECISION)


PARTS: dict[str, Callable[[], Iterable[Row]]] = {
    "processes": processes.rows,
    "posts": posts.rows,
    "packs": packs.rows,
    "claims": of_claims,
    "updates": updates.rows,
    "starts": starts.rows,
    "streams": streams.rows,
    "sealing": sealing.rows,
}


def _rows(parts: Iterable[str]) -> Iterator[Row]:
    for part in parts:
        print(f"measuring {part} ...", file=sys.stderr)
        yield from PARTS[part]()


def _write(rows: Sequence[Row]) -> None:
    day = datetime.fromtimestamp(time.time(), tz=UTC).date()
    machine = f"{os.cpu_count()} cores with {platform.system()} and Python {platform.python_version()}"
    figures = f"Measured on {day}, in one run, on {machine}.\n\n{table(HEAD, cells(rows))}"
    PAGE.write_text(fill(PAGE.read_text(encoding="utf-8"), {"figures": figures}), encoding="utf-8")
    print(f"Written to {PAGE.relative_to(ROOT)}.", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
