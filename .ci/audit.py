"""Asks whether anything that is locked has a known vulnerability: `python .ci/audit.py LOCK...`, or `make audit`.

It uses pip-audit, which takes a registry that knows nothing for one that found nothing, and ends well. Here the
answer only counts when every pinned package was looked up. Exit codes: 0 nothing known, 1 something is, 3 it could
not be found out.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from packaging.markers import Marker

CLEAN, VULNERABLE, UNKNOWN = 0, 1, 3
PATIENCE = 20
"""Seconds that the service has for each package."""
_PIN = re.compile(r"^([a-z0-9-]+)==[^ ]+(?: ; (.+?))? \\$", re.MULTILINE)

Asked = Callable[[Path], tuple[int, str]]


def pins(lock: Path) -> set[str]:
    """The packages that a lock file has for this system and this Python."""
    found = _PIN.findall(lock.read_text(encoding="utf-8"))
    return {name for name, marker in found if not marker or Marker(marker).evaluate()}


def asked(lock: Path) -> tuple[int, str]:
    """What pip-audit says: its exit code, and JSON if all went well. osv.dev has the advisories of every registry;
    a mirror of a registry often has none."""
    tool = Path(sys.executable).with_name("pip-audit")
    how = ["--vulnerability-service", "osv", "--require-hashes", "--disable-pip", "--format", "json"]
    quiet = ["--progress-spinner", "off", "--timeout", str(PATIENCE)]
    run = subprocess.run([tool, *how, *quiet, "-r", lock], capture_output=True, text=True, check=False)
    return run.returncode, run.stdout


def verdict(lock: Path, answer: tuple[int, str]) -> tuple[int, list[str]]:
    """Exit code and what to say about a lock file."""
    try:
        data: dict[str, Any] = json.loads(answer[1])
        looked = {one["name"]: one["vulns"] for one in data["dependencies"] if "vulns" in one}
    except (ValueError, KeyError, TypeError):
        return UNKNOWN, [f"{lock.name}: not known. The service for vulnerabilities (osv.dev) cannot be reached."]
    known = [
        f"{lock.name}: {name}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no release yet'}"
        for name, vulnerabilities in sorted(looked.items())
        for one in vulnerabilities
    ]
    left = sorted(pins(lock) - looked.keys())
    if left or not looked:
        missing = [f"{lock.name}: not known for {', '.join(left) or 'anything'}: the service could not tell."]
        return (VULNERABLE if known else UNKNOWN), known + missing
    if known:
        return VULNERABLE, known
    return CLEAN, [f"{lock.name}: nothing known against {len(looked)} packages."]


def main(locks: Sequence[str], ask: Asked = asked) -> int:
    """Asks about each lock file, says what came out, and returns the worst: something found, else unknown."""
    codes = []
    for name in locks:
        code, lines = verdict(Path(name), ask(Path(name)))
        codes.append(code)
        print(*lines, sep="\n", file=sys.stderr if code else sys.stdout)
    return VULNERABLE if VULNERABLE in codes else max(codes, default=UNKNOWN)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
