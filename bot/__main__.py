"""`python -m bot` and the console script `kernbot`."""

from __future__ import annotations

import gc
import os
import sys

# A short command spends a tenth of its time looking for plugins of pydantic and for garbage in what it imports.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
GARBAGE_AFTER = 300_000
"""Objects made before the collector looks for garbage; Python's own 700 suits programs that start small."""


def main() -> None:
    """Runs one command; ends with its exit code."""
    gc.set_threshold(GARBAGE_AFTER)
    from bot.cli import run

    code = run(sys.argv[1:])
    gc.freeze()  # the process ends here: what is left need not be looked through once more
    sys.exit(code)


if __name__ == "__main__":
    main()
