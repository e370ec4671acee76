"""Several lines as one text, between triple quotes: works on any terminal and in a script."""

from __future__ import annotations

from bot.console.ports import Line

FENCE = '"""'


class Fences:
    """Gathers fenced lines; everything else passes through."""

    def __init__(self) -> None:
        self._lines: list[str] | None = None

    @property
    def open(self) -> bool:
        """Whether a text has begun and not ended."""
        return self._lines is not None

    def feed(self, line: Line) -> Line | None:
        """The line, or the whole text with its last line; None while it goes on."""
        text = line.text
        if self._lines is None:
            if not text.lstrip().startswith(FENCE):
                return line
            text = text.lstrip().removeprefix(FENCE)
            self._lines = []
        if not text.rstrip().endswith(FENCE):
            self._lines += [text] if text or self._lines else []
            return None
        self._lines.append(text.rstrip().removesuffix(FENCE))
        return self.rest()

    def rest(self) -> Line | None:
        """What was gathered, without an end; nothing is open after this."""
        lines, self._lines = self._lines, None
        return Line("\n".join(lines).strip("\n"), whole=True) if lines is not None else None
