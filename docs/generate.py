"""Writes the pages and pictures that come from code and data: `python -m docs.generate`, or `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.domain.base import LANGUAGES
from bot.generation.prompts import Prompts
from bot.knowledge.store import Knowledge
from docs.pages import (
    brief,
    channels,
    checks,
    cli,
    commands,
    journeys,
    readme,
    review,
    screens,
    settings,
    templates,
    transcript,
)
from docs.pages.markdown import fill

ROOT = Path(__file__).parent.parent
CHECKS = Path("docs/checks")
SCREENS = Path("docs/screens")
OURS = ((CHECKS, "*.md"), (SCREENS, "*.svg"))
"""Folders that hold nothing but what is generated."""


def pages() -> dict[Path, str]:
    """The text of every generated page, by its path from the root. Pages with marks keep what stands around them.

    Raises ValueError or KeyError when something that should be documented is not.
    """
    knowledge = Knowledge([ROOT / "prompts"])
    blocks = {
        Path("README.md"): readme.blocks(knowledge) | transcript.blocks(knowledge),
        Path("docs/brief.md"): brief.blocks(),
        Path("docs/channels.md"): channels.blocks(knowledge),
        Path("docs/journeys.md"): journeys.blocks(knowledge),
        CHECKS / "index.md": checks.blocks(knowledge),
        Path("docs/settings.md"): settings.blocks(ROOT / "config.yaml"),
        Path("docs/cli.md"): cli.blocks(),
        Path("docs/review-policy.md"): review.blocks(),
        **{Path(f"docs/user-guide.{language}.md"): commands.blocks(language) for language in LANGUAGES},
        Path("prompts/README.md"): templates.blocks(Prompts(knowledge)),
    }
    marked = {path: fill((ROOT / path).read_text(encoding="utf-8"), filling) for path, filling in blocks.items()}
    whole = {CHECKS: checks.pages(knowledge), SCREENS: screens.pictures(knowledge)}
    return marked | {folder / name: text for folder, made in whole.items() for name, text in made.items()}


def stale(kept: dict[Path, str]) -> list[Path]:
    """Pages of checks and pictures of screens that are no more, as paths from the root."""
    there = (path.relative_to(ROOT) for folder, ours in OURS for path in (ROOT / folder).glob(ours))
    return sorted(path for path in there if path not in kept)


def main() -> None:
    """Writes every page that changed, and takes away those of what is no more."""
    made = pages()
    for path in stale(made):
        (ROOT / path).unlink()
        print(f"gone     {path}", file=sys.stderr)
    for path, text in made.items():
        file = ROOT / path
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(f"written  {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
