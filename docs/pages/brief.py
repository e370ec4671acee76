"""The tables of docs/brief.md: every key of a brief and a workspace, with what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.domain.brief import (
    Asset,
    Brand,
    Brief,
    Objection,
    Persona,
    Proof,
    Proposition,
    RequiredWord,
    Source,
    Terms,
    Workspace,
)
from bot.knowledge import yaml_file
from docs.pages.keys import Key, keys
from docs.pages.markdown import code, table

MEANINGS = Path(__file__).with_name("brief_keys.yaml")
SECTIONS: dict[str, type[BaseModel]] = {
    "brief": Brief,
    "brand": Brand,
    "required words": RequiredWord,
    "persona": Persona,
    "objections": Objection,
    "proposition": Proposition,
    "terms": Terms,
    "source": Source,
    "proof": Proof,
    "assets": Asset,
    "workspace": Workspace,
}
FILE_ONLY = Key("workspace", "the name of a file beside the brief", "empty")
"""A key of the file that is gone once the brief is read."""
_LINKS = {model.__name__: f"see [{name}](#{name.replace(' ', '-')})" for name, model in SECTIONS.items()}


def blocks() -> dict[str, str]:
    """The blocks of the page. Raises ValueError when a key has no meaning, or a meaning no key."""
    meanings = yaml_file.read(MEANINGS)
    return {"keys": "\n\n".join(_section(name, model, meanings[name]) for name, model in SECTIONS.items())}


def _section(name: str, model: type[BaseModel], meanings: Mapping[str, Any]) -> str:
    found = list(keys(model, _LINKS))
    if model is Brief:
        found.insert(1, FILE_ONLY)
    odd = {key.name for key in found} ^ meanings.keys()
    if odd:
        raise ValueError(f"{MEANINGS.name}, {name}: keys and meanings differ in {', '.join(sorted(odd))}")
    rows = _rows(found, meanings)
    return f"### {name.capitalize()}\n\n{table(('Key', 'Value', 'When left out', 'Meaning'), rows)}"


def _rows(found: list[Key], meanings: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    for key in found:
        told = meanings[key.name]
        meaning = told if isinstance(told, str) else told["meaning"]
        default = key.default if isinstance(told, str) else told["default"]
        yield code(key.name), key.type, default, meaning
