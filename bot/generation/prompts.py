"""Prompt templates as data: declared inputs, nothing undefined, one pass, user text only as JSON values."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from bot.domain.errors import BadInputError
from bot.knowledge.store import Knowledge

SUFFIX = ".md.j2"
TASKS = (
    "pack",
    "topics",
    "more_topics",
    "key_message",
    "other_key_message",
    "post",
    "revise",
    "rewrite",
    "repair",
    "from_source",
    "sharper",
    "understand",
)
"""Every template below prompts/; `pack` is the part that all calls of one pack share."""
_DECLARED = re.compile(r"\{#-?\s*inputs:\s*([a-z_,\s]*?)\s*-?#\}")
_BOUNDARY_KEY = b"kernbot data boundary"
_BREAKS = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"})
"""Ends of a line that JSON leaves as they are: a value stays on one line, whoever counts lines."""


class Prompts:
    """The templates of the knowledge folders, rendered in a sandbox."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._compiled: dict[str, Template] = {}

    @cached_property
    def _environment(self) -> ImmutableSandboxedEnvironment:
        environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
        )
        environment.filters["data"] = data_block
        return environment

    def path(self, task: str) -> Path:
        """The file of a task's template."""
        return self._knowledge.path(f"{task}{SUFFIX}")

    def source(self, task: str) -> str:
        """The text of a task's template."""
        return self.path(task).read_text(encoding="utf-8")

    def declared(self, task: str) -> frozenset[str]:
        """The inputs that a template says it takes, in the comment on its first line."""
        match = _DECLARED.match(self.source(task))
        if match is None:
            raise BadInputError(f"{self.path(task)}, line 1: a template begins with {{# inputs: a, b #}}.")
        return frozenset(name.strip() for name in match[1].split(",") if name.strip())

    def render(self, task: str, inputs: Mapping[str, Any]) -> str:
        """The prompt of a task. Raises BadInputError with file and line when the template cannot be rendered."""
        declared = self.declared(task)
        if declared != inputs.keys():
            odd = ", ".join(sorted(declared ^ inputs.keys()))
            raise BadInputError(f"{self.path(task)}, line 1: inputs differ from what the task gives: {odd}.")
        try:
            text = self._template(self.source(task)).render(inputs)
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            where = f"{self.path(task)}, line {line}" if line else str(self.path(task))
            raise BadInputError(f"{where}: {error.message}.") from error
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"

    def _template(self, source: str) -> Template:
        """Compiled once: that takes longer than all else before a request goes out."""
        if source not in self._compiled:
            self._compiled[source] = self._environment.from_string(source)
        return self._compiled[source]

    def problems(self, task: str) -> list[str]:
        """What is wrong with a template without rendering it: syntax, and names it uses but does not declare."""
        try:
            used = meta.find_undeclared_variables(self._environment.parse(self.source(task)))
            undeclared = sorted(used - self.declared(task))
        except TemplateError as error:
            return [f"{self.path(task)}, line {getattr(error, 'lineno', 1)}: {error.message}."]
        except BadInputError as error:
            return [str(error)]
        return [f"{self.path(task)}, line 1: `{name}` is used but not declared." for name in undeclared]

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all templates: what was made with other templates is not the same work."""
        digest = hashlib.sha256()
        for task in TASKS:
            digest.update(self.source(task).encode())
        return digest.hexdigest()[:16]


def data_block(value: Any, name: str) -> str:
    """What a user typed, as JSON between boundaries that the text itself cannot contain or foresee.

    The boundary is an HMAC of the content: the same content gives the same prompt, which keeps it cacheable.
    """
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": ")).translate(_BREAKS)
    mark = hmac.new(_BOUNDARY_KEY, text.encode(), "sha256").hexdigest()[:12]
    return f"<data {name} {mark}>\n{text}\n</data {mark}>"
