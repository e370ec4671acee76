"""Whole processes beside each other: A B A B ..., so that what slows the machine down slows both."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.table import Row

ROOT = Path(__file__).parent.parent
START_RUNS = 15
PACK_RUNS = 9
MODULES = "import pydantic, yaml, jinja2"


def rows() -> Iterator[Row]:
    """How long a command takes, as a ratio to what no program of its kind can do without."""
    python = sys.executable
    script = Path(python).with_name("kernbot")
    start = [str(script)] if script.exists() else [python, "-m", "bot"]
    with tempfile.TemporaryDirectory() as folder:
        environ = clean_environ(Path(folder))
        ratio = compared([*start, "--help"], [python, "-c", "pass"], START_RUNS, environ)
        yield Row("`kernbot --help` / `python -c pass`", ratio, "x", most=6)
        ratio = compared([python, "-m", "bot", "demo"], [python, "-c", MODULES], PACK_RUNS, environ)
        yield Row(f"`kernbot demo` / `{MODULES}`", ratio, "x", most=3, aim=2)


def compared(one: Sequence[str], other: Sequence[str], runs: int, environ: Mapping[str, str]) -> float:
    """The median of the ratios of neighbouring runs; the first pair warms caches and does not count."""
    pairs = [(seconds(one, environ), seconds(other, environ)) for _ in range(runs + 1)]
    return median(mine / yours for mine, yours in pairs[1:])


def seconds(command: Sequence[str], environ: Mapping[str, str]) -> float:
    """Wall time of one process. Raises CalledProcessError when it fails."""
    begin = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=dict(environ), check=True, capture_output=True)
    return time.perf_counter() - begin


def clean_environ(data: Path) -> dict[str, str]:
    """Nothing of this machine but its PATH; Kernbot's files go to `data`."""
    return {"PATH": os.environ["PATH"], "HOME": str(data), "DATA_DIR": str(data), "PYTHONHASHSEED": "0"}
