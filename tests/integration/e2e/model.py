"""What the model on loopback answers: twelve topics, a key message, and posts that do what they were told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.domain.base import Language
from tests.fakes.calls import topics
from tests.fakes.model_server import KEY, ModelServer
from tests.fakes.running import MARK
from tests.fakes.strict_requests import prompt_of, sample

WISHED: Mapping[Language, str] = {"nl": "Zo had je het gevraagd.", "en": "This is how you asked for it."}
"""Stands in a post when the prompt holds a wish, which people in these tests word with the marked word."""
_HOOKS: Mapping[Language, tuple[str, ...]] = {
    "nl": ("Hoe stil is stil?", "Een trap om half zeven.", "Wie loopt daar zo zacht?"),
    "en": ("How quiet is quiet?", "A staircase at half past six.", "Who walks so softly?"),
}
_BODY: Mapping[Language, tuple[str, ...]] = {
    "nl": ("De trap blijft staan.", "Boven ligt iemand te slapen.", "Daarna loopt iedereen weer naar boven."),
    "en": ("The staircase stays.", "Upstairs somebody is asleep.", "After that everybody walks up again."),
}
_REST: Mapping[Language, tuple[str, str]] = {
    "nl": ("Lees verder in de gids.", "Hoe klinkt het bij jou?"),
    "en": ("Read on in the guide.", "What does it sound like at your place?"),
}
_MESSAGE: Mapping[Language, tuple[str, ...]] = {
    "nl": (
        "Een trap hoeft niet te kraken.",
        "'s Avonds loop je gewoon naar boven.",
        "Kraakt het straks niet weer?",
    ),
    "en": ("A staircase need not creak.", "At night you simply walk up.", "Will it not creak again soon?"),
}


def answer(request: dict[str, Any]) -> str:
    """A sensible answer to whatever schema is asked for."""
    schema = request["response_format"]["json_schema"]["schema"]
    prompt = prompt_of(request)
    language: Language = "en" if "Saltmarsh" in prompt else "nl"
    if "candidates" in schema["properties"]:
        return json.dumps(topics(12))
    if "core" in schema["properties"]:
        return json.dumps(_message(language))
    value = sample(schema, schema.get("$defs", {}))
    wished = MARK in prompt or WISHED[language] in prompt
    return json.dumps(_post(value, language, wished=wished))


def environ(server: ModelServer) -> Mapping[str, str]:
    """The settings that make a bot write with this model."""
    return {
        "OPENAI_BASE_URL": server.base_url,
        "OPENAI_API_KEY": KEY,
        "KERNBOT__MODEL__NAME": "small",
        "KERNBOT__MODEL__ATTEMPTS": "1",
    }


def _message(language: Language) -> dict[str, Any]:
    core, promise, objection = _MESSAGE[language]
    answered, step = _BODY[language][2], _REST[language][0]
    told = {"core": core, "promise": promise, "objection": objection, "answer": answered, "next_step": step}
    return {**told, "supports": [_BODY[language][0]], "proof": [], "tone": "nuchter"}


def _post(value: dict[str, Any], language: Language, *, wished: bool) -> dict[str, Any]:
    """A post on a channel of paragraphs."""
    first, _, last = _BODY[language]
    cta, question = _REST[language]
    body = [first, WISHED[language], last] if wished else list(_BODY[language])
    parts = {
        "hooks": list(_HOOKS[language]),
        "body": body,
        "cta": cta,
        "question": question,
        "hashtags": ["#trap", "#wonen", "#stilte"],
        "first_comment": None,
    }
    replies = [{"comment": f"{question} {number}", "answer": cta} for number in range(3)]
    kept = {**value["parts"], **{key: told for key, told in parts.items() if key in value["parts"]}}
    return {**value, "parts": kept, "claims": [], "replies": replies, "image_brief": first, "alt_text": first}
