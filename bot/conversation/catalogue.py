"""The words of all screens: one Fluent catalogue a language, with plurals (projectfluent.org)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from bot.domain.base import LANGUAGES, Language

FOLDER = Path(__file__).parent / "texts"
_ENTRY = re.compile(r"^(?=[A-Za-z-])", re.MULTILINE)
"""Where a message begins: what goes on with it is indented."""


class Texts:
    """The texts of one language: `texts("post-state", state="draft")` is what stands on the screen.

    A text is parsed when it is first used: all of them together take a tenth of a second, felt at a start.
    """

    def __init__(self, language: Language, sources: Iterable[str]) -> None:
        self.language = language
        # Without marks around each value: they would end up in what people copy.
        self._bundle = FluentBundle([language], use_isolating=False)
        entries = [entry for source in sources for entry in _ENTRY.split(source)]
        self._fixed: dict[str, str] = {}
        self._unread = {entry.partition("=")[0].rstrip(): entry for entry in reversed(entries)}

    def __call__(self, key: str, **values: str | int | float) -> str:
        """The text with its values filled in. Raises KeyError for a key or value that is not there."""
        if not values and key in self._fixed:
            return self._fixed[key]
        pattern = self._bundle.get_message(key).value if self.has(key) else None
        if pattern is None:
            raise KeyError(key)
        text, problems = self._bundle.format_pattern(pattern, values)
        if problems:
            raise KeyError(f"{key}: {problems[0]}")
        if not values:
            self._fixed[key] = str(text)
        return str(text)

    def has(self, key: str) -> bool:
        """Whether there is such a text: for keys that come from data, such as an error's reason."""
        if key in self._unread:
            self._bundle.add_resource(FluentResource(self._unread.pop(key)))
        return bool(self._bundle.has_message(key))


def catalogue(folder: Path = FOLDER) -> Mapping[Language, Texts]:
    """Both languages, each from the files of its folder (`texts/nl/*.ftl`)."""
    return {
        language: Texts(language, (file.read_text("utf-8") for file in sorted((folder / language).glob("*.ftl"))))
        for language in LANGUAGES
    }
