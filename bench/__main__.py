"""`python -m bench` prints every figure against its bound; `--write` also keeps them in docs/speed.md.

Ends with 1 when a bound is not met.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from bench import claims, packs, posts, processes
from bench.table import HEAD, Row, cells, text

PAGE = Path(__file__).parent.parent / "docs" / "speed.md"


def main() -> int:
    """One run of everything."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the figures in docs/speed.md")
    wanted = parser.parse_args()
    rows = list(_rows())
    print(text(rows))
    if wanted.write:
        PAGE.write_text(
            page(rows, _machine(), datetime.fromtimestamp(time.time(), tz=UTC).date()), encoding="utf-8"
        )
        print(f"Written to {PAGE}.", file=sys.stderr)
    return 0 if all(row.met for row in rows) else 1


def _rows() -> Iterator[Row]:
    for name, rows in (
        ("whole processes", processes.rows),
        ("checks", posts.rows),
        ("packs by a model", packs.rows),
    ):
        print(f"measuring {name} ...", file=sys.stderr)
        yield from rows()
    print(claims.report())


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def page(rows: list[Row], machine: str, day: date) -> str:
    """The page of the docs."""
    return "\n".join([machine, str(day), *map(str, cells(rows)), str(HEAD)])


if __name__ == "__main__":
    sys.exit(main())
