"""A brief file becomes a complete brief: entries of its workspace filled in, every default named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.domain.base import Language
from bot.domain.brief import MAX_SOURCE, Brief, Workspace
from bot.domain.errors import BadInputError
from bot.domain.journey import Journey
from bot.domain.nearest import nearest, unknown
from bot.knowledge import yaml_file
from bot.knowledge.store import Knowledge

ONE = {"persona": "personas", "proposition": "propositions", "source": "sources"}
"""Keys of a brief that may name one entry of the workspace by id, and where those entries stand."""
MANY = {"proof": "proof", "assets": "assets"}
"""Keys of a brief that may name several entries by id."""
FIRST = {"persona": "need", "proposition": "text", "source": "text"}
"""The key that somebody who writes such an entry out begins with."""
_KEPT_CONTROLS = "\n\t"
_MAX_MARKS = 30
_ROWS_OF_SIGNS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MAX_MARKS + 1},}}")
"""More in a row than that of what is neither a letter nor a digit, accents among them."""


@dataclass(frozen=True)
class BriefFile:
    """The content of a brief file with its workspace entries filled in, and the defaults taken so far."""

    path: Path
    data: dict[str, Any]
    taken: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where the value of a key comes from, for keys that are not from the file itself."""


@dataclass(frozen=True)
class Fallbacks:
    """What is taken for a key that neither the brief nor the workspace gives."""

    language: str
    journey: str
    channels: tuple[str, ...]
    topics: int


def read(
    path: Path, source: Path | None = None, channels: Sequence[str] = (), topics: int | None = None
) -> BriefFile:
    """Reads a brief; a source file and options of the command line come on top.

    Raises BadInputError with file, line and key.
    """
    data = _clean(yaml_file.read(path))
    taken: tuple[str, ...] = ()
    origins: dict[str, str] = {}
    workspace = data.pop("workspace", None)
    if workspace is not None:
        data, taken = _with_workspace(path, data, _workspace(path, workspace))
    else:
        _refuse_ids(path, data)
    if source is not None:
        text = _source_text(source)
        data["source"] = _keys_kept(data) | {"text": text}
    if channels:
        data["channels"] = list(channels)
        origins["channels"] = "--channels"
    if topics is not None:
        data["topics"] = topics
    return BriefFile(path, data, taken, origins)


def complete(file: BriefFile, knowledge: Knowledge, fallbacks: Fallbacks) -> tuple[Brief, tuple[str, ...]]:
    """The brief and the defaults taken, as `key: value`.

    Raises BadInputError with file, line, key, what is accepted and the nearest known value.
    """
    data, taken, origins = dict(file.data), list(file.taken), dict(file.origins)
    for key in ("language", "journey", "topics"):
        if key not in data:
            data[key] = getattr(fallbacks, key)
            origins[key] = f"the setting `defaults.{key}`"
            taken.append(f"{key}: {data[key]}")
    if not data.get("brand"):
        missing = "[merknaam nodig: wie is de afzender?]", "[brand name needed: who is the sender?]"
        data["brand"] = {"name": missing[data["language"] == "en"]}
        taken.append(f"brand: {data['brand']['name']}")
    if isinstance(data["brand"], dict) and "address" not in data["brand"] and data["language"] == "nl":
        taken.append("brand.address: je")
    if not data.get("channels"):
        persona = data.get("persona")
        wanted = persona.get("channels", ()) if isinstance(persona, dict) else ()
        data["channels"] = [key for key in wanted if key in knowledge.channel_keys] or list(fallbacks.channels)
        origins["channels"] = "the setting `defaults.channels`"
        taken.append(f"channels: {', '.join(data['channels'])}")
    try:
        brief = yaml_file.parse(file.path, data, Brief)
    except BadInputError as error:
        if not data.get("phase") and data["journey"] in knowledge.journey_keys:
            accepted = _phases(knowledge.journey(data["journey"]), "en" if data["language"] == "en" else "nl")
            raise BadInputError(error.what, f"Phases of {data['journey']}: {accepted}.") from None
        raise
    _check_names(replace(file, origins=origins), brief, knowledge)
    return brief, tuple(taken)


def _phases(journey: Journey, language: Language) -> str:
    """The phases of a model in their order, each key with its name."""
    return ", ".join(f"{phase.key} ({phase.name[language]})" for phase in journey.phases)


def _check_names(file: BriefFile, brief: Brief, knowledge: Knowledge) -> None:
    """Values that knowledge files define: journey, phase, channels, goal."""
    _known(file, ("journey",), "journey model", brief.journey, knowledge.journey_keys)
    _check_phase(file, brief, knowledge.journey(brief.journey))
    for place, channel in enumerate(brief.channels):
        _known(file, ("channels", place), "channel", channel, knowledge.channel_keys)
    twice = next((channel for channel in brief.channels if brief.channels.count(channel) > 1), None)
    if twice:
        raise BadInputError(f"{_where(file, ('channels',))} {twice} stands here twice.", "Keep one of them.")
    if isinstance(brief.brand.address, dict):
        for channel in brief.brand.address:
            known = {*knowledge.channel_keys, "default"}
            _known(file, ("brand", "address", channel), "channel", channel, known)
    for name, entries in (("proof", brief.proof), ("assets", brief.assets)):
        ids = [entry.id for entry in entries]
        double = next((entry for entry in ids if ids.count(entry) > 1), None)
        if double:
            raise BadInputError(f"{_where(file, (name,))} two entries have the id {double}.", "Rename one.")


def _check_phase(file: BriefFile, brief: Brief, journey: Journey) -> None:
    """A phase is a key; people know it by its name in their own language, so that counts for the nearest."""
    if any(phase.key == brief.phase for phase in journey.phases):
        return
    keys = {name: phase.key for phase in journey.phases for name in (phase.name.nl, phase.name.en, phase.key)}
    guess = nearest(brief.phase, keys)
    meant = f" Did you mean `{keys[guess]}`?" if guess else ""
    raise BadInputError(
        f"{_where(file, ('phase',))} `{brief.phase}` is not a known phase of {journey.key}.{meant} "
        f"Accepted: {_phases(journey, brief.language)}."
    )


def _known(
    file: BriefFile, key: tuple[str | int, ...], kind: str, value: str, known: Sequence[str] | set[str]
) -> None:
    if value not in known:
        raise BadInputError(f"{_where(file, key)} {unknown(kind, value, known)}")


def _where(file: BriefFile, key: tuple[str | int, ...]) -> str:
    origin = file.origins.get(str(key[0]))
    if origin:
        return f"{origin}:"
    name = ".".join(str(step) for step in key)
    return f"{file.path}, line {yaml_file.line_of(file.path, key)}: `{name}`:"


def _workspace(path: Path, name: Any) -> Workspace:
    where = _where(BriefFile(path, {}), ("workspace",))
    if not isinstance(name, str):
        raise BadInputError(f"{where} this should be the name of a file.", "Name a file beside the brief.")
    file = path.parent / name
    if not file.is_file():
        raise BadInputError(f"{where} there is no file {file}.", "Name a file beside the brief.")
    return yaml_file.parse(file, _clean(yaml_file.read(file)), Workspace)


def _with_workspace(
    path: Path, data: dict[str, Any], workspace: Workspace
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Fills in the brand, the entries named by id, and all proof and assets where the brief names none."""
    full = workspace.model_dump(mode="json", by_alias=True, exclude_none=True)
    taken = []
    data = dict(data)
    data.setdefault("brand", full["brand"])
    for key, place in ONE.items():
        if isinstance(data.get(key), str):
            data[key] = _entry(path, (key,), data[key], full.get(place, []))
    for key, place in MANY.items():
        if key not in data:
            data[key] = full.get(place, [])
            if data[key]:
                taken.append(f"{key}: {', '.join(entry['id'] for entry in data[key])}")
        elif isinstance(data[key], list):
            data[key] = [
                _entry(path, (key, number), entry, full.get(place, [])) if isinstance(entry, str) else entry
                for number, entry in enumerate(data[key])
            ]
    return data, tuple(taken)


def _entry(path: Path, key: tuple[str | int, ...], name: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    known = {str(entry["id"]): entry for entry in entries if entry.get("id")}
    _known(BriefFile(path, {}), key, f"{key[0]} of the workspace", name, list(known))
    return known[name]


def _refuse_ids(path: Path, data: dict[str, Any]) -> None:
    for key in ONE:
        if isinstance(data.get(key), str):
            raise BadInputError(
                f"{_where(BriefFile(path, {}), (key,))} one text here is the id of an entry in a workspace, "
                "and the brief names no workspace.",
                f"Write `{key}:` and on the lines below it, indented, its keys such as `{FIRST[key]}: ...`; "
                "or add `workspace: FILE.yaml`.",
            )


def _source_text(path: Path) -> str:
    text: str = _clean(yaml_file.read_text(path)).strip()
    if not text:
        raise BadInputError(f"{path} is empty.", "Give a file that holds the text to start from.")
    if len(text) > MAX_SOURCE:
        raise BadInputError(
            f"{path} is {len(text):,} characters long; at most {MAX_SOURCE:,} are accepted.",
            "Give the part that it is about.",
        )
    return text


def _keys_kept(data: dict[str, Any]) -> dict[str, Any]:
    source = data.get("source")
    return source if isinstance(source, dict) else {}


def _clean(value: Any) -> Any:
    """Text in NFC without control characters and marks that turn the reading direction."""
    if isinstance(value, str):
        return visible(composed(value.replace("\r\n", "\n")))
    if isinstance(value, dict):
        return {str(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value


def composed(text: str) -> str:
    """The text in NFC. Rows of more than thirty accents are cut off: bringing endless ones in order is quadratic
    in time."""
    return unicodedata.normalize("NFC", _ROWS_OF_SIGNS.sub(_few_marks, text))


def _few_marks(row: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in row[0]:
        marks = marks + 1 if unicodedata.category(sign).startswith("M") else 0
        if marks <= _MAX_MARKS:
            kept.append(sign)
    return "".join(kept)


def visible(text: str) -> str:
    """The text without signs that steer a terminal or turn the reading direction."""
    return "".join(sign for sign in text if sign in _KEPT_CONTROLS or not _hidden(sign))


def _hidden(sign: str) -> bool:
    return (
        unicodedata.category(sign) in ("Cc", "Cs") or "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069"
    )


def with_proposal(file: BriefFile, proposal: dict[str, Any]) -> BriefFile:
    """The brief with what a source proposes for the keys it leaves open: phase and persona."""
    data, taken = dict(file.data), list(file.taken)
    for key, value in proposal.items():
        if not data.get(key):
            data[key] = value
            shown = value["need"] if isinstance(value, dict) else value
            taken.append(f"{key}: {shown}")
    return replace(file, data=data, taken=tuple(taken))
