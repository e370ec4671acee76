"""Writes the pages that come from code and data: `python -m docs.generate`, or `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.generation.prompts import Prompts
from bot.knowledge.store import Knowledge
from docs.pages import brief, channels, checks, cli, journeys, readme, settings, templates
from docs.pages.markdown import fill

ROOT = Path(__file__).parent.parent
CHECKS = Path("docs/checks")


def pages() -> dict[Path, str]:
    """The text of every generated page, by its path from the root. Pages with marks keep what stands around them.

    Raises ValueError or KeyError when something that should be documented is not.
    """
    knowledge = Knowledge([ROOT / "prompts"])
    blocks = {
        Path("README.md"): readme.blocks(knowledge),
        Path("docs/brief.md"): brief.blocks(),
        Path("docs/channels.md"): channels.blocks(knowledge),
        Path("docs/journeys.md"): journeys.blocks(knowledge),
        CHECKS / "index.md": checks.blocks(knowledge),
        Path("docs/settings.md"): settings.blocks(ROOT / "config.yaml"),
        Path("docs/cli.md"): cli.blocks(),
        Path("prompts/README.md"): templates.blocks(Prompts(knowledge)),
    }
    marked = {path: fill((ROOT / path).read_text(encoding="utf-8"), filling) for path, filling in blocks.items()}
    return marked | {CHECKS / name: text for name, text in checks.pages(knowledge).items()}


def stale(kept: dict[Path, str]) -> list[Path]:
    """Pages of checks that are no more, as paths from the root."""
    there = (path.relative_to(ROOT) for path in (ROOT / CHECKS).glob("*.md"))
    return sorted(path for path in there if path not in kept)


def main() -> None:
    """Writes every page that changed, and takes away those of checks that are no more."""
    made = pages()
    for path in stale(made):
        (ROOT / path).unlink()
        print(f"gone     {path}", file=sys.stderr)
    for path, text in made.items():
        file = ROOT / path
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(f"written  {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
