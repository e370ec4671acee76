"""`python -m bench` prints every figure against its bound; `--write` also keeps them in docs/speed.md.

Ends with 1 when a bound is not met.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from bench import capacity_page, capacity_run, claims, engine, packs, posts, processes, sealing, workers
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
    parser.add_argument("--write", action="store_true", help="keep it in docs/speed.md, each table as a whole")
    wanted = parser.parse_args()
    if unknown := set(wanted.parts) - PARTS.keys():
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    parts = wanted.parts or list(PARTS)
    tables = {name: of for name, of in TABLES.items() if set(of) & set(parts)} if wanted.write else {}
    if missing := {part for of in tables.values() for part in of} - set(parts):
        parser.error(f"a table is written as a whole: also name {', '.join(sorted(missing))}")
    found = dict(_measured(parts))
    if tables:
        _write({name: {part: found[part] for part in of} for name, of in tables.items()})
    return 0 if all(row.met for rows in found.values() for row in rows) else 1


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
    "engine": engine.rows,
    "capacity": capacity_run.rows,
    "workers": workers.rows,
}
SCALE = "scale"
LOAD = os.getloadavg()[0]
"""How many programs wanted a core before."""
TABLES = {
    "figures": ("processes", "posts", "packs", "claims", "updates", "starts", "streams", "sealing"),
    SCALE: ("engine", "capacity", "workers"),
}
"""The tables of docs/speed.md, and of which parts they are."""


def _measured(parts: Iterable[str]) -> Iterator[tuple[str, list[Row]]]:
    for part in parts:
        print(f"measuring {part} ...", file=sys.stderr)
        rows = list(PARTS[part]())
        print(text(rows), flush=True)
        yield part, rows


def _write(tables: Mapping[str, Mapping[str, Sequence[Row]]]) -> None:
    """Keeps these tables; what is measured with many workers stands in docs/scale.md as well."""
    day = datetime.fromtimestamp(time.time(), tz=UTC).date()
    machine = f"{os.cpu_count()} cores with {platform.system()} and Python {platform.python_version()}"
    head = f"Measured on {day}, in one run, on {machine}, with a load of {LOAD:.1f} before it began."
    page = PAGE.read_text(encoding="utf-8")
    new = {name: _table(head, [row for rows in of.values() for row in rows]) for name, of in tables.items()}
    PAGE.write_text(fill(page, {**_kept(page), **new}), encoding="utf-8")
    if SCALE in tables:
        scale = capacity_page.PAGE
        told = _table(head, tables[SCALE]["workers"])
        scale.write_text(capacity_page.filled(scale.read_text(encoding="utf-8"), told), encoding="utf-8")
    print(f"Written to {PAGE.relative_to(ROOT)}.", file=sys.stderr)


def _table(head: str, rows: Sequence[Row]) -> str:
    return f"{head}\n\n{table(HEAD, cells(rows))}"


def _kept(page: str) -> dict[str, str]:
    return {
        name: page.partition(f"<!-- generated: {name} -->\n")[2].partition("<!-- end of generated")[0]
        for name in TABLES
    }


if __name__ == "__main__":
    sys.exit(main())
