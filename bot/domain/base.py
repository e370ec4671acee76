"""The base of every data object, and the pair of languages that all texts come in."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


class Model(BaseModel):
    """A frozen value: unknown keys are refused, and its validator is built on first use."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, defer_build=True, str_strip_whitespace=True, serialize_by_alias=True
    )


class Words(Model):
    """The same text in Dutch and in English; neither is a translation of the other's form."""

    nl: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en


class Item(Words):
    """One line of a knowledge list.

    `inferred` marks what is advice of Kernbot rather than a statement of the source that the file names.
    """

    inferred: bool = False


class Labels(Model):
    """Fixed words of screens and output, by key (`kernbot.labels/1`); `{slots}` are filled by the program."""

    schema_: Literal["kernbot.labels/1"] = Field(alias="schema")
    labels: dict[str, Words]
