"""What the tests of the steps that write have in common: a writing with either writer, and a first post."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from bot.domain.base import Language
from bot.domain.brief import Brief
from bot.domain.pack import KeyMessage, Post, Topic
from bot.domain.rewrite import How, NotPossibleError, Reason
from bot.generation.finish import Finisher
from bot.generation.model_editor import ModelEditor
from bot.generation.prompts import Prompts
from bot.generation.template_editor import TemplateEditor
from bot.services.writing import Writing
from tests.fakes.calls import KEY_MESSAGE, ScriptedCall, topics
from tests.fakes.composing import KNOWLEDGE, WRITER

TODAY = date(2026, 6, 1)
FINISHER = Finisher(KNOWLEDGE.phrases, KNOWLEDGE.check_texts)
RULES = TemplateEditor(WRITER)
BY_RULES = Writing(KNOWLEDGE, FINISHER, RULES, TODAY)


class Made(NamedTuple):
    """A post with everything that it was made from."""

    brief: Brief
    key_message: KeyMessage
    topic: Topic
    post: Post


def by_model(call: ScriptedCall) -> Writing:
    """A writing whose model follows a script."""
    model = ModelEditor(call, "scripted", Prompts(KNOWLEDGE), KNOWLEDGE, 2000)
    return Writing(KNOWLEDGE, FINISHER, RULES, TODAY, model)


async def first(brief: Brief, channel: str, writing: Writing = BY_RULES, place: int = 0) -> Made:
    """The post of a brief on a channel, on the topic at this place."""
    brief = brief.model_copy(update={"channels": (channel,)})
    ideas = await writing.topics(brief)
    every = (*ideas.topics, *ideas.reserve)
    topic = every[place % len(every)]
    message = await writing.key_message(brief, ideas.topics)
    (post,) = await writing.posts(brief, message, topic, (channel,))
    return Made(brief, message, topic, post)


async def again(made: Made, how: How, what: str = "", writing: Writing = BY_RULES) -> Made:
    """The post rewritten."""
    post = await writing.rewrite(made.brief, made.key_message, made.topic, made.post, how, what)
    return made._replace(post=post)


async def refused(made: Made, how: How, what: str = "", writing: Writing = BY_RULES) -> Reason | None:
    """Why a rewriting is not possible; None when it is."""
    try:
        await again(made, how, what, writing)
    except NotPossibleError as error:
        return error.reason
    return None


def linkedin(
    language: Language, *paragraphs: str, hooks: tuple[str, ...] = (), claims: Any = (), **more: Any
) -> dict[str, Any]:
    """A model's answer for a LinkedIn post with these paragraphs."""
    words: Mapping[str, Any] = {
        "nl": (("Hoe stil is stil?", "Een trap om half zeven.", "Wie loopt daar zo zacht?"), "Bekijk de film."),
        "en": (
            ("How quiet is quiet?", "A staircase at half past six.", "Who walks so softly?"),
            "Watch the film.",
        ),
    }
    usual, cta = words[language]
    return {
        "parts": {
            "hooks": list(hooks or usual),
            "body": list(paragraphs),
            "cta": cta,
            "question": None,
            "hashtags": ["#trap", "#wonen", "#stilte"],
            "first_comment": None,
        },
        "claims": list(claims),
        "replies": [{"comment": f"Vraag {n}?", "answer": "Dat kan."} for n in range(3)],
        "image_brief": "Een trap.",
        "alt_text": "Een trap.",
        **more,
    }


def script(**answers: Any) -> ScriptedCall:
    """A model that makes topics, a key message and a LinkedIn post, and what else is given."""
    body = (
        "De trap blijft staan.",
        "Wij werken van boven naar beneden.",
        "Daarna loopt iedereen weer naar boven.",
    )
    base: dict[str, Any] = {
        "topics": topics(12),
        "key_message": KEY_MESSAGE,
        "post_linkedin": linkedin("nl", *body),
        "revise_linkedin": linkedin("nl", *body),
    }
    return ScriptedCall({**base, **answers})
