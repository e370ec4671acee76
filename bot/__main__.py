"""`python -m bot` and the console script `kernbot`."""

from __future__ import annotations

import sys

from bot.cli import run


def main() -> None:
    """Runs one command; ends with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
