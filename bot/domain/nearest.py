"""The known value that a mistyped one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(value: str, known: Iterable[str]) -> str | None:
    """The most similar known value, or None when nothing comes close."""
    from difflib import get_close_matches  # on errors only: costs 10 ms

    lowered = {name.lower(): name for name in known}
    found = get_close_matches(value.lower(), lowered, n=1, cutoff=0.5)
    return lowered[found[0]] if found else None


def unknown(kind: str, value: str, known: Iterable[str]) -> str:
    """A sentence for an unknown value: what was given, what it probably means, what is accepted."""
    names = sorted(known)
    guess = nearest(value, names)
    meant = f" Did you mean `{guess}`?" if guess else ""
    return f"`{value}` is not a known {kind}.{meant} Accepted: {', '.join(names)}."
