"""A model that does what a text tells it, as far as an answer can: it repeats the text in every part, and adds
what nobody asked for."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import Any

from bot.domain.pack import Post
from tests.fakes.calls import KEY_MESSAGE, ScriptedCall, topics
from tests.fakes.composing import rich
from tests.fakes.rewriting import Made, by_model, first, linkedin
from tests.security.corpus import Payload


def cut(text: str, most: int) -> str:
    """As much as a part may hold."""
    return text.strip()[:most].strip() or "-"


def post(payload: Payload, **more: Any) -> dict[str, Any]:
    """An answer for a LinkedIn post that is the text, wherever words may stand."""
    line = cut(payload.line, 140)
    made = linkedin(
        payload.language,
        cut(payload.text, 350),
        cut(payload.line, 350),
        cut(f"{payload.line} {payload.line}", 350),
        hooks=(line, f"2 {line}"[:140], f"3 {line}"[:140]),
    )
    made["parts"] |= {
        "cta": cut(payload.text, 200),
        "question": cut(payload.line, 160),
        "first_comment": cut(payload.text, 400),
    }
    words = {"comment": cut(payload.line, 200), "answer": cut(payload.text, 600)}
    made["replies"] = [words] * 3
    made["claims"] = [
        {
            "text": cut(payload.line, 350),
            "kind": "opinion",
            "proof": "B99",
            "source_sentence": cut(payload.line, 400),
        }
    ]
    return made | {"image_brief": cut(payload.text, 400), "alt_text": cut(payload.line, 300)} | more


def script(payload: Payload, answer: Any = None) -> ScriptedCall:
    """All answers of such a model."""
    word = cut(payload.line, 120)
    ideas = topics(12)
    for number, one in enumerate(ideas["candidates"]):
        one |= {
            "title": f"{number} {word}"[:120],
            "question": cut(payload.line, 200),
            "need": cut(payload.line, 200),
        }
    message = {
        key: cut(payload.line, 200) for key in ("core", "promise", "objection", "answer", "next_step", "tone")
    }
    made = answer or post(payload)
    every = {"topics": ideas, "more_topics": ideas, "post_linkedin": made, "revise_linkedin": made}
    return ScriptedCall(
        {
            **every,
            "rewrite_linkedin": made,
            "key_message": {**KEY_MESSAGE, **message, "supports": [word], "proof": ["B1", "B99"]},
        }
    )


async def made_of(payload: Payload, **brief: Any) -> Made:
    """The post that such a model makes of a brief with this text in it."""
    given = {"source": {"title": "Gesprek", "text": payload.text, "permission": "publish"}, **brief}
    return await first(rich(payload.language, **given), "linkedin", by_model(script(payload)))


@cache
def written(payload: Payload) -> Made:
    """The same, made once. It runs a loop of its own."""
    return asyncio.run(made_of(payload))


def blocking(made: Post, check: str) -> list[str]:
    """The words that this check objects to so much that nobody can approve the post."""
    return [one.excerpt for one in made.findings if one.check == check and one.severity == "blocking"]
