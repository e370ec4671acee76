"""The knowledge below prompts/, typed and read on demand.

A YAML file is validated once and kept as JSON in a cache. A cache entry carries the file's size and time of
change, so a changed file renews it. Parsing all YAML takes over a second; reading the few cached files that
one pack needs takes milliseconds.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.domain.base import Labels, Words
from bot.domain.channel import Channel
from bot.domain.check import CheckFile, CheckTexts, Phrases
from bot.domain.errors import BadInputError
from bot.domain.framework import Figures, Framework
from bot.domain.journey import Journey, Mapping, Phase
from bot.domain.nearest import unknown
from bot.knowledge import yaml_file

ModelT = TypeVar("ModelT", bound=BaseModel)
CACHE_FORMAT = "2"
MAPPING = "mapping"
FIGURES = "figures"
BASE_JOURNEY = "canvas7"


class Knowledge:
    """All knowledge files. A folder later in `folders` adds files, or replaces those of the same name."""

    def __init__(self, folders: Sequence[Path], cache: Path | None = None) -> None:
        self.folders = tuple(folders)
        self.cache = cache
        self._loaded: dict[tuple[Path, type[BaseModel]], BaseModel] = {}

    # -- what there is ------------------------------------------------------------------------------

    @cached_property
    def journey_keys(self) -> tuple[str, ...]:
        """Keys of the journey models."""
        return tuple(key for key in self._keys("journeys") if key != MAPPING)

    @cached_property
    def channel_keys(self) -> tuple[str, ...]:
        """Keys of the channels."""
        return self._keys("channels")

    @cached_property
    def framework_keys(self) -> tuple[str, ...]:
        """Keys of the frameworks."""
        return tuple(key for key in self._keys("frameworks") if key != FIGURES)

    def journey(self, key: str) -> Journey:
        """A journey model. Raises BadInputError with the nearest known one."""
        if key not in self.journey_keys:
            raise BadInputError(unknown("journey model", key, self.journey_keys))
        return self.file(f"journeys/{key}.yaml", Journey)

    def phase(self, journey: str, key: str) -> Phase:
        """A phase, with the fields it inherits filled in. Raises BadInputError with the nearest known one."""
        phases = {phase.key: phase for phase in self.journey(journey).phases}
        if key not in phases:
            raise BadInputError(unknown(f"phase of {journey}", key, phases))
        return self._inherited(phases[key])

    @cached_property
    def mapping(self) -> Mapping:
        """How the journey models correspond."""
        return self.file(f"journeys/{MAPPING}.yaml", Mapping)

    def nearest_phase(self, journey: str, key: str, to: str = BASE_JOURNEY) -> str:
        """The phase of model `to` that stands for the same moment, by the mapping and never by name."""
        if journey == to:
            return key
        rows = [row for row in self.mapping.rows if row.phases.get(to) and key in row.phases.get(journey, ())]
        if not rows:
            raise BadInputError(f"journeys/{MAPPING}.yaml says nothing about {journey}.{key} in {to}.")
        best = min(rows, key=lambda row: row.phases[journey].index(key))
        return best.phases[to][0]

    def channel(self, key: str) -> Channel:
        """A channel. Raises BadInputError with the nearest known one."""
        if key not in self.channel_keys:
            raise BadInputError(unknown("channel", key, self.channel_keys))
        return self.file(f"channels/{key}.yaml", Channel)

    def framework(self, key: str) -> Framework:
        """A framework. Raises BadInputError with the nearest known one."""
        if key not in self.framework_keys:
            raise BadInputError(unknown("framework", key, self.framework_keys))
        return self.file(f"frameworks/{key}.yaml", Framework)

    @cached_property
    def formats(self) -> Framework:
        """The content formats."""
        return self.file("formats.yaml", Framework)

    @cached_property
    def figures(self) -> Figures:
        """The figures of the literature, each with source and date."""
        return self.file(f"frameworks/{FIGURES}.yaml", Figures)

    @cached_property
    def labels(self) -> dict[str, Words]:
        """The fixed words of what is printed, by key."""
        return self.file("output/labels.yaml", Labels).labels

    @cached_property
    def phrases(self) -> dict[str, Phrases]:
        """Every list of phrases by its key."""
        return self._shelf("style", Phrases)

    @cached_property
    def check_texts(self) -> dict[str, CheckTexts]:
        """What each check says, by check id."""
        texts: dict[str, CheckTexts] = {}
        for family in self._shelf("checks", CheckFile).values():
            texts.update(family.checks)
        return texts

    # -- reading ------------------------------------------------------------------------------------

    def file(self, name: str, model: type[ModelT]) -> ModelT:
        """The file `name` (a path below prompts/) as `model`. Raises BadInputError with file, line, key."""
        path = self.path(name)
        key = (path, model)
        if key not in self._loaded:
            self._loaded[key] = self._read(path, model)
        return self._loaded[key]  # type: ignore[return-value]

    def path(self, name: str) -> Path:
        """Where a file stands: in the last folder that has it."""
        for folder in reversed(self.folders):
            if (folder / name).is_file():
                return folder / name
        raise BadInputError(f"{name} is in none of the knowledge folders.", "Run `kernbot check`.")

    def problems(self) -> Iterator[str]:
        """Every offence in every knowledge file, cache aside; nothing when all is well."""
        names: list[tuple[str, type[BaseModel]]] = [("formats.yaml", Framework), ("output/labels.yaml", Labels)]
        kinds: dict[str, type[BaseModel]] = {
            "journeys": Journey,
            "channels": Channel,
            "style": Phrases,
            "frameworks": Framework,
            "checks": CheckFile,
        }
        for folder, kind in kinds.items():
            names += [(f"{folder}/{key}.yaml", kind) for key in self._keys(folder)]
        special: dict[str, type[BaseModel]] = {
            f"journeys/{MAPPING}.yaml": Mapping,
            f"frameworks/{FIGURES}.yaml": Figures,
        }
        for name, model in names:
            try:
                path = self.path(name)
                yaml_file.parse(path, yaml_file.read(path), special.get(name, model))
            except BadInputError as error:
                yield str(error)
        yield from self._strays()

    def _strays(self) -> Iterator[str]:
        """Files of the user's own folders that nothing reads: a slip in the name of a file or folder."""
        known = sorted(path.name for path in self.folders[0].iterdir() if path.is_dir())
        for own in self.folders[1:]:
            for path in sorted(own.rglob("*")):
                if path.suffix.lower() not in (".yaml", ".yml"):
                    continue
                inside = path.relative_to(own).parts
                if path.suffix != ".yaml":
                    yield f"{path} is not read: its name should end in `.yaml`."
                elif inside[0] not in (*known, "formats.yaml"):
                    yield f"{path} is not read: {unknown('knowledge folder', inside[0], known)}"

    def _keys(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted({path.stem for base in self.folders for path in (base / folder).glob("*.yaml")}))

    def _read(self, path: Path, model: type[ModelT]) -> ModelT:
        return self._cached(path.stem, [path], model)[0]

    def _shelf(self, folder: str, model: type[ModelT]) -> dict[str, ModelT]:
        """Every file of a folder by its name, from one cache entry: many small ones are read one by one slowly."""
        names = self._keys(folder)
        paths = [self.path(f"{folder}/{name}.yaml") for name in names]
        return dict(zip(names, self._cached(folder, paths, model), strict=True))

    def _cached(self, name: str, paths: Sequence[Path], model: type[ModelT]) -> list[ModelT]:
        stamp = [CACHE_FORMAT, *(_stamp(path) for path in paths)]
        entry = self._entry(name, paths)
        if entry is not None:
            with suppress(OSError, ValueError, KeyError, TypeError):
                cached = json.loads(entry.read_bytes())
                if cached["stamp"] == stamp:
                    return [model.model_validate(data) for data in cached["data"]]
        values = [yaml_file.parse(path, yaml_file.read(path), model) for path in paths]
        if entry is not None:
            _write(entry, {"stamp": stamp, "data": [v.model_dump(mode="json", by_alias=True) for v in values]})
        return values

    def _entry(self, name: str, paths: Sequence[Path]) -> Path | None:
        if self.cache is None:
            return None
        places = "\0".join(str(path.resolve()) for path in paths)
        return self.cache / f"{name}-{hashlib.sha256(places.encode()).hexdigest()[:24]}.json"

    def _inherited(self, phase: Phase) -> Phase:
        if not phase.inherits:
            return phase
        filled: dict[str, Any] = {}
        for name in type(phase).model_fields:
            value = getattr(phase, name)
            if value in (None, ()):
                values = [getattr(self.phase(*ref.split(".", 1)), name) for ref in phase.inherits]
                joined = dict.fromkeys(item for value in values if isinstance(value, tuple) for item in value)
                value = tuple(joined) or next((value for value in values if value), value)
            filled[name] = value
        return phase.model_copy(update=filled)


def _stamp(path: Path) -> list[int]:
    state = path.stat()
    return [state.st_size, state.st_mtime_ns]


def _write(entry: Path, content: dict[str, Any]) -> None:
    """Writes whole or not at all; a cache that cannot be written only costs time."""
    with suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        unfinished = entry.with_suffix(f".{os.getpid()}.tmp")
        unfinished.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(entry)
