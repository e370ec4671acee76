"""YAML files: strict reading, and errors that name file, line, key and what is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.domain import offences
from bot.domain.errors import BadInputError
from bot.domain.nearest import nearest

MAX_BYTES = 2_000_000
MAX_DEPTH = 50
MAX_OFFENCES = 10
ModelT = TypeVar("ModelT", bound=BaseModel)
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Safe loading without YAML 1.1's surprises: `no` stays text, `7:30` too, and so do dates."""


_LEAD = re.compile(r"^[ ?-]+", re.MULTILINE)
_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"^(?:~|null)$", "~n"),
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^$"), [""])


def read_text(path: Path) -> str:
    """The file's text. Raises BadInputError when it is missing, too large or not UTF-8."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)  # bounded: a device or a pipe has no size to ask for
        if len(raw) > MAX_BYTES:
            raise BadInputError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB.", "Give a smaller file.")
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        raise BadInputError(f"{path} does not exist.", "Check the name and the folder you are in.") from None
    except IsADirectoryError:
        raise BadInputError(f"{path} is a folder.", "Name a file in it.") from None
    except UnicodeDecodeError:
        raise BadInputError(f"{path} is not UTF-8 text.", "Save it as UTF-8 and try again.") from None
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from None


def read(path: Path, *, may_be_empty: bool = False) -> dict[str, Any]:
    """The mapping in a YAML (or JSON) file. Duplicate keys and aliases are refused."""
    text = read_text(path)
    try:
        _refuse_depth(path, text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            data = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise _not_yaml(path, text, error) from None
    if data is None and may_be_empty:
        return {}
    if not isinstance(data, dict):
        raise BadInputError(f"{path} holds no keys.", "It should start with lines such as `language: nl`.")
    _refuse_tricks(path, node)
    return data


def _refuse_depth(path: Path, text: str) -> None:
    """Composing nested values recurses in C, where too many levels end the program without a word."""
    indents = max((len(lead) for lead in _LEAD.findall(text)), default=0)
    if 2 * indents + text.count("[") + text.count("{") < MAX_DEPTH:
        return  # it cannot be that deep
    depth = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    for event in events:
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1
            raise BadInputError(f"{path}, line {line}: more than {MAX_DEPTH} levels deep.", "Check the brackets.")


def _not_yaml(path: Path, text: str, error: yaml.YAMLError) -> BadInputError:
    if isinstance(error, yaml.reader.ReaderError):
        return BadInputError(f"{path} holds signs that are no text.", "Is it the right file? Save it as UTF-8.")
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    if "end of stream" in problem:  # a quote that is never closed: its beginning tells more than the file's end
        mark = getattr(error, "context_mark", None) or mark
    where = f"{path}, line {mark.line + 1}" if mark else str(path)
    if path.suffix != ".json" and mark and "\t" in _until(text, mark):
        return BadInputError(f"{where}: a tab stands here.", "Indent with spaces: YAML does not accept tabs.")
    if path.suffix == ".json":
        return BadInputError(f"{where}: this is not valid JSON ({problem}).", "Check brackets, quotes and commas.")
    return BadInputError(
        f"{where}: this is not valid YAML ({problem}).",
        'Check the indentation, and put quotes (") around text that holds a colon or begins with an apostrophe.',
    )


def _until(text: str, mark: Any) -> str:
    """The line that a mark stands on, up to that place; empty when it stands behind the last line."""
    lines = text.split("\n")
    return lines[mark.line][: mark.column + 1] if mark.line < len(lines) else ""


def _refuse_tricks(path: Path, root: yaml.Node) -> None:
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.ScalarNode):
            if id(node) in seen:
                raise BadInputError(f"{path}, line {line}: aliases (`*name`) are not used here.", "Write it out.")
            seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            double = next((key for key in keys if keys.count(key) > 1), None)
            if double is not None:
                raise BadInputError(f"{path}, line {line}: `{double}` stands here twice.", "Keep one of them.")
            waiting.extend(value for _, value in node.value)


def line_of(path: Path, key: tuple[int | str, ...]) -> int:
    """The line (from 1) on which a key stands, or the nearest one above it that exists."""
    loader = _Loader(read_text(path))
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    line = 0
    for step in key:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(step)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return int(line) + 1


def parse(path: Path, data: dict[str, Any], model: type[ModelT]) -> ModelT:
    """The data as `model`. Raises BadInputError that names file, line, key and what is accepted."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise BadInputError("\n".join(explain(path, error, data, model))) from None


def explain(path: Path, error: ValidationError, data: dict[str, Any], model: type[BaseModel]) -> Iterator[str]:
    """One line for each offence, from the top down: file, line, key, what is wrong, what is accepted."""
    found = [(line_of(path, where), where, offence) for where, offence in offences.located(error.errors(), data)]
    for line, where, offence in sorted(found, key=lambda one: one[0])[:MAX_OFFENCES]:
        name = ".".join(str(step) for step in where) or "(the whole file)"
        yield f"{path}, line {line}: `{name}`: {_sentence(offence, where, model)}"


def _sentence(offence: Mapping[str, Any], where: offences.Loc, model: type[BaseModel]) -> str:
    if offence["type"] != "extra_forbidden":
        return offences.sentence(offence)
    known = known_keys(model, where[:-1])
    guess = nearest(str(where[-1]), known)
    meant = f" Did you mean `{guess}`?" if guess else ""
    accepted = f" Accepted here: {', '.join(sorted(known))}." if known else ""
    return f"this key is not known.{meant}{accepted}"


def known_keys(model: type[BaseModel], where: tuple[int | str, ...]) -> set[str]:
    """The keys accepted at a place inside a model; empty when they are free."""
    current: Any = model.model_json_schema(by_alias=True)
    definitions = current.get("$defs", {})

    def resolve(schema: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in schema:
            return resolve(definitions[schema["$ref"].rsplit("/", 1)[1]])
        for option in schema.get("anyOf", ()):
            resolved = resolve(option)
            if "properties" in resolved or "items" in resolved:
                return resolved
        return schema

    current = resolve(current)
    for step in where:
        inside = current.get("items") if isinstance(step, int) else current.get("properties", {}).get(step)
        if inside is None:
            inside = current.get("additionalProperties")
        if not isinstance(inside, dict):
            return set()
        current = resolve(inside)
    return set(current.get("properties", {}))


class _Dumper(yaml.SafeDumper):
    """Plain YAML: the same list twice is written out twice, as aliases are refused when reading."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dumped(data: Mapping[str, Any]) -> str:
    """A mapping of plain values as YAML that `read` gives back as it was; keys stay in their order."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
