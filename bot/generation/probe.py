"""Finds out whether a model endpoint can be used, for `kernbot doctor`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.domain.errors import ModelFailedError
from bot.domain.model import ModelReply, ModelRequest
from bot.generation.client import ModelClient
from bot.generation.endpoints import Capabilities, Endpoint, Format, Patience
from bot.generation.problems import EndpointFailedError

Subject = Literal["reachable", "key", "model", "format", "streaming", "usage"]
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "word": {"type": "string", "minLength": 1, "maxLength": 20},
        "colours": {"type": "array", "items": {"type": "string", "maxLength": 20}, "minItems": 2, "maxItems": 3},
    },
    "required": ["word", "colours"],
    "additionalProperties": False,
}
_PROMPT = 'Give the word "ready" and the names of two colours, as JSON with the keys "word" and "colours".'
_FORMAT_NAMES: dict[Format, str] = {
    "bounded": "strict schema with bounds",
    "no_string_bounds": "strict schema, without bounds on strings",
    "no_bounds": "strict schema, without bounds",
    "json_object": "JSON mode without a schema",
    "prompt": "plain text with the shape in the prompt",
}


@dataclass(frozen=True, slots=True)
class Probed:
    """One thing that was looked at. `ok` is None for what works with a reservation, or could not be found out;
    `fix` says what to do or what to expect."""

    subject: Subject
    ok: bool | None
    says: str
    fix: str = ""


async def probe(endpoint: Endpoint, capabilities: Capabilities, seconds: float = 60.0) -> tuple[Probed, ...]:
    """What the endpoint can do. Asks for the list of models, which costs nothing, and for one tiny answer, a
    second time only when the first is cut off. What it accepts is remembered in `capabilities`."""
    chunks: list[str] = []
    listed: tuple[str, ...] = ()
    request = ModelRequest(task="probe", prefix="", prompt=_PROMPT, schema=_SCHEMA, max_tokens=400)
    patience = Patience(answer=seconds, stall=seconds, attempts=1)
    async with ModelClient([endpoint], capabilities, patience) as client:
        try:
            listed = await client.models()
        except EndpointFailedError as error:
            if error.about in ("reachable", "key"):
                return _failed(endpoint, error, listed)
        except ModelFailedError:
            listed = ()  # not every server has a list; the answer decides
        try:
            reply = await client(request, chunks.append)
        except ModelFailedError as error:
            return _failed(endpoint, error, listed)
    return (
        *_reached(endpoint),
        _model(endpoint, listed),
        *_answer(capabilities.of(endpoint).format, chunks, reply),
    )


def _reached(endpoint: Endpoint) -> tuple[Probed, ...]:
    return (
        Probed("reachable", True, f"{endpoint.place} answers"),
        Probed("key", True, "accepted" if endpoint.api_key else "none given, none needed"),
    )


def _model(endpoint: Endpoint, listed: tuple[str, ...]) -> Probed:
    if not listed:
        return Probed("model", None, f"`{endpoint.model}` answers; the endpoint lists no models")
    # Ollama lists `name:latest` for `name`; llama.cpp lists a file and answers to every name.
    if any(name == endpoint.model or name.partition(":")[0] == endpoint.model for name in listed):
        return Probed("model", True, f"`{endpoint.model}` is listed and answers")
    return Probed(
        "model",
        None,
        f"something answers to `{endpoint.model}`, but that name is not listed",
        f"Check the name. Listed: {', '.join(sorted(listed)[:8])}.",
    )


def _answer(form: Format, chunks: list[str], reply: ModelReply) -> tuple[Probed, ...]:
    sure = form != "prompt"
    repairs = "" if sure else "Expect more repairs: no JSON mode here."
    return (
        Probed("format", True if sure else None, _FORMAT_NAMES[form], repairs),
        Probed(
            "streaming",
            True if len(chunks) > 1 else None,
            f"{len(chunks)} pieces",
            ""
            if len(chunks) > 1
            else "Topics will appear all at once: something on the way holds the answer back.",
        ),
        Probed("usage", True, f"{reply.usage.prompt_tokens} + {reply.usage.completion_tokens} tokens")
        if reply.usage.prompt_tokens
        else Probed("usage", None, "not reported", "Cost cannot be shown for this endpoint."),
    )


def _failed(endpoint: Endpoint, error: ModelFailedError, listed: tuple[str, ...]) -> tuple[Probed, ...]:
    about = error.about if isinstance(error, EndpointFailedError) else "answer"
    good = [replace(found, says="yes") for found in _reached(endpoint)]
    bad = (error.what, error.next_step)
    match about:
        case "reachable":
            return (Probed("reachable", False, error.what, "Check the base URL, and whether the server runs."),)
        case "key":
            return (good[0], Probed("key", False, *bad))
        case "model":
            names = f" Listed: {', '.join(sorted(listed)[:8])}." if listed else ""
            return (*good, Probed("model", False, error.what, f"{error.next_step}{names}"))
        case _:
            return (*good, Probed("format", False, *bad))
