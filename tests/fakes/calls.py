"""A model call that follows a script and records what it was asked; strict: an unscripted task fails the test."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage

Answer = Mapping[str, Any] | str | Exception


class ScriptedCall:
    """`answers` by task: one answer, or several to be given in turn."""

    def __init__(self, answers: Mapping[str, Answer | Sequence[Answer]]) -> None:
        self._answers = {
            task: list(given) if isinstance(given, list) else [given] for task, given in answers.items()
        }
        self.requests: list[ModelRequest] = []

    @property
    def tasks(self) -> list[str]:
        """The tasks asked so far, in order."""
        return [request.task for request in self.requests]

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        """The next answer for the task, in three pieces when somebody listens."""
        self.requests.append(request)
        answers = self._answers[request.task]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        if on_text is not None:
            for end in (len(text) // 3, 2 * len(text) // 3, len(text)):
                on_text(text[:end])
        usage = Usage(calls=1, prompt_tokens=100, completion_tokens=50, cost=0.01)
        return ModelReply(text=text, usage=usage, model="scripted")


def topics(count: int) -> dict[str, Any]:
    """A valid answer to `topics` with so many different candidates."""
    words = (
        *("kraak", "leuning", "avond", "kosten", "meten", "hout", "stilte", "kinderen", "werkdag", "garantie"),
        *("sloop", "buren", "tree", "verf", "planning", "bezoek", "vrijdag", "zolder", "twijfel", "offerte"),
    )
    return {
        "candidates": [
            {
                "title": f"{word.title()} {words[-n - 1]} {word * 2}",
                "question": f"Hoe zit het met {word}?",
                "angle": f"hoek {n}",
                "format": "blog",
                "keywords": [word],
                "media": "owned",
                "need": "Raakt de vraag.",
                "proposition": "Draagt het voordeel.",
                "probability": 0.1,
            }
            for n, word in enumerate(words[:count])
        ]
    }


KEY_MESSAGE: dict[str, Any] = {
    "core": "Een week op zijn kop hoeft niet voor een trap die stil is.",
    "promise": "'s Avonds loop je gewoon weer naar boven.",
    "supports": ["Op elke trede zit tien jaar garantie."],
    "proof": ["B2", "B9"],
    "objection": "Straks zitten we drie dagen beneden te slapen.",
    "answer": "Je kunt elke avond gewoon naar boven; we werken tree voor tree.",
    "next_step": "Bekijk de film Een trap in één dag.",
    "tone": "nuchter",
}
