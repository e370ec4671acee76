"""The corpus of texts that try to steer a model (tests/data/injections_*.yaml), and every place where a person can
put one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.domain.base import LANGUAGES, Language
from bot.domain.brief import Brief
from bot.domain.errors import ModelFailedError
from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import KeyMessage, Post, Topic, Why
from bot.domain.rewrite import Rewriting
from bot.domain.understood import Name, Names
from bot.generation.editor import Job
from bot.generation.model_editor import ModelEditor
from bot.generation.order import Order, order_for
from bot.generation.prompts import Prompts
from tests.fakes.composing import KNOWLEDGE, rich
from tests.fakes.rewriting import TODAY

FOLDER = Path("tests/data")
LINE = 400
"""Characters in a field of one line (bot/domain/brief.py)."""
PROMPTS = Prompts(KNOWLEDGE)


class Payload(NamedTuple):
    """A text that tries something: `kind` says what, `links` where it wants readers to go."""

    id: str
    language: Language
    kind: str
    text: str
    links: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The text as a field of one line takes it."""
        return " ".join(self.text.split())[:LINE].strip()


def _read(language: Language) -> list[Payload]:
    rows = yaml.safe_load((FOLDER / f"injections_{language}.yaml").read_text("utf-8"))
    return [
        Payload(one["id"], language, one["kind"], one["text"] * one.get("repeat", 1), tuple(one.get("links", ())))
        for one in rows
    ]


PAYLOADS = [payload for language in LANGUAGES for payload in _read(language)]


# -- fields of a brief ----------------------------------------------------------------------------------------


def _persona(**values: Any) -> dict[str, Any]:
    return {"persona": {"need": "wil rust in huis", **values}}


def _source(**values: Any) -> dict[str, Any]:
    return {"source": {"title": "Een gesprek", "text": "Zo ging dat.", "permission": "publish", **values}}


FIELDS: Mapping[str, Callable[[Payload], dict[str, Any]]] = {
    "persona.need": lambda one: _persona(need=one.text[:4000]),
    "persona.situation": lambda one: _persona(situation=one.text[:4000]),
    "persona.questions": lambda one: _persona(questions=["Wat kost dat?", one.line]),
    "persona.objections": lambda one: _persona(objections=[{"text": one.line, "answer": one.text[:4000]}]),
    "persona.vocabulary": lambda one: _persona(vocabulary=[one.line]),
    "proposition.text": lambda one: {"proposition": {"text": one.text[:4000]}},
    "proof.text": lambda one: {"proof": [{"id": "B1", "text": one.line, "source": one.line, "scope": one.line}]},
    "source.text": lambda one: _source(text=one.text),
    "source.title": lambda one: _source(title=one.line),
    "asset.title": lambda one: {"assets": [{"id": "A1", "kind": "film", "title": one.line}]},
    "brand.name": lambda one: {"brand": {"name": one.line}},
    "brand.voice": lambda one: {"brand": {"name": "Veldwerk", "voice": one.text[:4000], "sector": one.line}},
    "brief.goal": lambda one: {"goal": one.text, "trigger": one.line, "keywords": [one.line]},
}
"""What a person fills in before anything is made, by the name of the field."""


def ordered(language: Language, **more: Any) -> Order:
    """An order with something in every field, and these in their place."""
    brief: Brief = rich(language, channels=("linkedin",), **{**_source(), **more})
    return order_for(brief, KNOWLEDGE, TODAY)


# -- what is typed while things are made ---------------------------------------------------------------------

_TOPIC = Topic(
    id="t1",
    title="Titel",
    angle="hoek",
    question="Wat nu?",
    format="blog",
    media="owned",
    why=Why(need="-", phase="-", proposition="-", goal="-"),
)
_MESSAGE = KeyMessage(core="Kern", promise="Belofte", next_step="Stap", tone="nuchter")
_POST = Post(channel="linkedin", topic="t1", text="Tekst.", parts={"hooks": ["Tekst."]})

Asks = Callable[[ModelEditor, Order, str], Awaitable[object]]


def _wish(
    text: str, post: Post = _POST, how: Any = "instruct"
) -> Callable[[ModelEditor, Order], Awaitable[object]]:
    def ask(editor: ModelEditor, order: Order) -> Awaitable[object]:
        return editor.rewritten(Job(order, _MESSAGE, _TOPIC, order.channels[0], post, Rewriting(how, text)))

    return ask


def _silent(event: object) -> None:
    pass


WISHES: Mapping[str, Asks] = {
    "topic wish": lambda editor, order, text: editor.more_topics(order, (_TOPIC,), text, _silent),
    "topic that was seen": lambda editor, order, text: editor.more_topics(
        order, (_TOPIC.model_copy(update={"title": text, "angle": text}),), "", _silent
    ),
    "topic of a post": lambda editor, order, text: editor.post(
        order, _MESSAGE, _TOPIC.model_copy(update={"title": text, "question": text}), order.channels[0]
    ),
    "key message": lambda editor, order, text: editor.post(
        order, _MESSAGE.model_copy(update={"core": text, "objection": text}), _TOPIC, order.channels[0]
    ),
    "wish for the key message": lambda editor, order, text: editor.other_key_message(
        order, (_TOPIC,), _MESSAGE, text
    ),
    "rewriting instruction": lambda editor, order, text: _wish(text)(editor, order),
    "edited post": lambda editor, order, text: _wish("Korter.", _POST.model_copy(update={"text": text}))(
        editor, order
    ),
    "source that is read": lambda editor, order, text: editor.reading(
        order.language, text[:LINE], text, (order.phase,)
    ),
    "order in one message": lambda editor, order, text: editor.understood(
        order.language, text, Names((Name("P1", (text,)),), (Name("awareness", ("eerst",)),), ())
    ),
    "proposition to sharpen": lambda editor, order, text: editor.sharper(
        order.language, order.brief.proposition.model_copy(update={"text": text}), order.brief.brand, None
    ),
}
"""What a person types along the way, by what it is: how it is asked of a model."""


class Asked:
    """A model that only listens: the one request that would have gone out."""

    def __init__(self) -> None:
        self.requests: list[ModelRequest] = []

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        """Notes the request, and answers nothing."""
        self.requests.append(request)
        raise ModelFailedError("Nobody answers.")


async def request(asks: Callable[[ModelEditor], Awaitable[object]]) -> ModelRequest:
    """What is sent to a model for this."""
    listener = Asked()
    with suppress(ModelFailedError):
        await asks(ModelEditor(listener, "listening", PROMPTS, KNOWLEDGE, 2000))
    (sent,) = listener.requests
    return sent
