"""`make chaos`: every fault test in one go, and docs/reliability.md from what they measured.

Ends with what pytest ended with; a run in which a test fails or is left out, or that is shorter, writes nothing.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from docs.pages.reliability import Run, page
from tests.chaos.conftest import FIGURES
from tests.fakes.postgres import programs_of_postgres

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reliability.md"
USUAL = {"KERNBOT_SOAK_MINUTES": "10", "KERNBOT_LOAD_CHATS": "500"}
PYTEST = (sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "chaos", "tests/chaos")


def main() -> int:
    """The whole run."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        environ = {**USUAL, **os.environ, FIGURES: str(file)}
        code = subprocess.run([*PYTEST, *sys.argv[1:]], cwd=ROOT, env=environ, check=False).returncode
        took = _span(time.monotonic() - began)
        if code == 0 and not sys.argv[1:] and USUAL.items() <= environ.items():
            figures = [(test, what, value) for test, what, value in json.loads(file.read_text("utf-8"))]
            day = datetime.fromtimestamp(time.time(), tz=UTC).date()
            PAGE.write_text(page(Run(figures, f"{day}", f"one run of {took}", machine())), encoding="utf-8")
            sys.stderr.write(f"Written to {PAGE.relative_to(ROOT)}.\n")
    sys.stderr.write(f"It took {took}.\n")
    return code


def machine() -> str:
    """What it runs on, in words."""
    told = subprocess.run([programs_of_postgres() / "postgres", "--version"], capture_output=True, check=True)
    server = told.stdout.decode().replace("postgres (PostgreSQL)", "PostgreSQL").split(" (")[0].strip()
    parts = (
        f"{os.cpu_count()} cores with {platform.system()} on {platform.machine()}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        server,
        f"DBOS {version('dbos')}",
    )
    return ", ".join(parts)


def _span(seconds: float) -> str:
    return f"{seconds // 60:.0f} min {seconds % 60:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
