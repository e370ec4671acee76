"""The table of docs/settings.md, from the comments in config.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bot.knowledge import yaml_file
from bot.settings import FROM_ENVIRONMENT, PREFIX, Settings, known_keys
from docs.pages.markdown import code, table

_LINE = re.compile(r"^(?P<indent> *)(?P<key>[a-z_]+):(?P<value>[^#]*?)(?:\s+#\s*(?P<comment>.*))?$")


class _Documented(NamedTuple):
    key: str
    meaning: str


def blocks(config: Path) -> dict[str, str]:
    """The blocks of the page. Raises ValueError when a setting stands there without a word."""
    values = yaml_file.read(config)
    text = config.read_text(encoding="utf-8")
    told = {documented.key: documented.meaning for documented in _documented(text)}
    missing = [key for key in _in_file() if not told.get(key)]
    if missing:
        raise ValueError(f"{config.name} says nothing about {', '.join(missing)}")
    rows = ((code(key), _shown(values, key), told[key], code(_variable(key))) for key in _in_file())
    return {
        "settings": table(("Setting", "Default", "Meaning", "In the environment"), rows),
        "environment": table(
            ("Variable", "Meaning"), ((code(name), secret(name, text)) for name in FROM_ENVIRONMENT)
        ),
    }


def _in_file() -> list[str]:
    usual = set(FROM_ENVIRONMENT.values())
    return [key for key in known_keys(Settings) if key not in usual]


def secret(name: str, text: str) -> str:
    """What config.yaml says of a variable: in the list at its top, else in the first sentence that names it."""
    listed = re.search(rf"^#\s+{name}\s{{2,}}(.+)$", text, re.MULTILINE)
    named = re.search(rf"[^.#]*\b{name}\b[^.#]*\.", text)
    if not listed and not named:
        raise ValueError(f"config.yaml says nothing about {name}")
    return listed[1] if listed else named.group().strip() if named else ""


def _documented(text: str) -> Iterator[_Documented]:
    """Each key with the comment behind it, else that of the key above it with the same first word (prices), else
    that of its section, which stands above the section."""
    above: list[str] = []
    section, about = "", ""
    before = _Documented("", "")
    for line in text.splitlines():
        if line.startswith("#"):
            above.append(line.lstrip("# "))
            continue
        match = _LINE.match(line)
        if match and not match["indent"]:
            section, about = match["key"], " ".join(above)
            yield _Documented(section, match["comment"] or about)
        elif match:
            alike = before.key.split("_")[0] == f"{section}.{match['key'].split('_')[0]}"
            before = _Documented(
                f"{section}.{match['key']}", match["comment"] or (before.meaning if alike else about)
            )
            yield before
        above = []


def _shown(values: Mapping[str, Any], key: str) -> str:
    value: Any = values
    for step in key.split("."):
        value = value[step]
    if value in (None, {}, []):
        return "empty"
    return code(", ".join(value) if isinstance(value, list) else value)


def _variable(key: str) -> str:
    return PREFIX + key.upper().replace(".", "__")
