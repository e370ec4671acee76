"""JSON Schemas of what goes in and comes out, with the values that knowledge files define as enumerations."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from bot.checks.catalog import CHECKS
from bot.checks.key_message import KEY_MESSAGE_CHECKS
from bot.checks.proposition import PROPOSITION_CHECKS
from bot.domain.brief import Brief, Workspace
from bot.domain.pack import Pack
from bot.knowledge.store import Knowledge
from bot.services.briefs import MANY, ONE
from bot.services.exports.shape import Export

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, type[BaseModel]] = {"brief": Brief, "export": Export, "pack": Pack, "workspace": Workspace}
ENTRY_ID = {"type": "string", "description": "The id of an entry of the workspace."}


def of(name: str, knowledge: Knowledge) -> dict[str, Any]:
    """The schema of `brief`, `export`, `pack` or `workspace`; a brief's as it may be written in a file."""
    shape = MODELS[name].model_json_schema(by_alias=True)
    shape = {"$schema": DIALECT, "$id": f"kernbot.{name}/1", **shape}
    if name == "brief":
        _as_in_a_file(shape, knowledge)
    if name == "pack":
        checks = {check.id for check in (*CHECKS, *KEY_MESSAGE_CHECKS, *PROPOSITION_CHECKS)}
        shape["$defs"]["Finding"]["properties"]["check"]["enum"] = sorted(checks)
    return shape


def of_settings(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a settings file: every key may be left out, and secrets do not belong in it."""
    shape = {"$schema": DIALECT, "$id": "kernbot.config/1", **model.model_json_schema()}
    shape["properties"].pop("secrets")
    shape["$defs"].pop("Secrets")
    for part in (shape, *shape["$defs"].values()):
        part.pop("required", None)
    return shape


def _as_in_a_file(shape: dict[str, Any], knowledge: Knowledge) -> None:
    properties = shape["properties"]
    properties["workspace"] = {"type": "string", "description": "A workspace file, beside this brief."}
    for key in ONE:
        properties[key] = {"anyOf": [ENTRY_ID, properties[key]]}
    for key in MANY:
        entry = properties[key]["items"]
        properties[key]["items"] = {"anyOf": [ENTRY_ID, entry]}
    properties["journey"]["enum"] = list(knowledge.journey_keys)
    properties["channels"]["items"]["enum"] = list(knowledge.channel_keys)
    phases = {phase.key for key in knowledge.journey_keys for phase in knowledge.journey(key).phases}
    properties["phase"]["enum"] = sorted(phases)
    # A workspace gives the brand; a source may propose persona and phase.
    shape["required"] = ["proposition"]
