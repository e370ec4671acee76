"""Everything a marketer can edit, checked as a whole: knowledge files, texts of checks, prompt templates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import Any

from pydantic import BaseModel

from bot.checks.catalog import CHECKS
from bot.checks.key_message import KEY_MESSAGE_CHECKS
from bot.checks.lists import known_lists
from bot.checks.proposition import PROPOSITION_CHECKS
from bot.domain.base import LANGUAGES
from bot.domain.errors import BadInputError
from bot.domain.nearest import nearest
from bot.domain.pack import KeyMessage, Topic, Why
from bot.domain.playbook import Sheet
from bot.domain.rewrite import HOWS
from bot.generation.model_writer import pack_inputs
from bot.generation.order import Order, order_for
from bot.generation.playbook.writer import FILES
from bot.generation.prompts import TASKS, Prompts
from bot.knowledge import yaml_file
from bot.knowledge.store import BASE_JOURNEY, Knowledge
from bot.services import briefs
from bot.services.reading import cues


def problems(knowledge: Knowledge, prompts: Prompts, fallbacks: briefs.Fallbacks, today: date) -> Iterator[str]:
    """Every fault, one line each: file, key, line. Nothing when all is well."""
    faulty = list(knowledge.problems())
    yield from faulty
    for task in TASKS:
        yield from prompts.problems(task)
    if faulty:
        return  # what follows reads those files
    yield from _phases(knowledge)
    yield from _channels(knowledge)
    yield from _playbook(knowledge)
    yield from _lists(knowledge)
    yield from _texts(knowledge)
    yield from _examples(knowledge, prompts, fallbacks, today)


def _phases(knowledge: Knowledge) -> Iterator[str]:
    for journey in knowledge.journey_keys:
        for phase in knowledge.journey(journey).phases:
            try:
                knowledge.nearest_phase(journey, phase.key)
                knowledge.phase(journey, phase.key)
            except BadInputError as error:
                yield str(error)


def _playbook(knowledge: Knowledge) -> Iterator[str]:
    phases = {phase.key for phase in knowledge.journey(BASE_JOURNEY).phases}
    sheets = {f"playbook/phases/{key}.yaml": Sheet for key in phases}
    files: dict[str, type[BaseModel]] = {**FILES, **sheets, cues.FILE: cues.Cues}
    for name, model in files.items():
        try:
            path = knowledge.path(name)
            yaml_file.parse(path, yaml_file.read(path), model)
        except BadInputError as error:
            yield str(error)


def _channels(knowledge: Knowledge) -> Iterator[str]:
    phases = {phase.key for phase in knowledge.journey(BASE_JOURNEY).phases}
    for key in knowledge.channel_keys:
        channel = knowledge.channel(key)
        path = knowledge.path(f"channels/{key}.yaml")
        if channel.key != key:
            yield f"{path}, `key`: `{channel.key}` should be the name of the file, `{key}`."
        for name in channel.text.assemble:
            if channel.part(name) is None:
                yield f"{path}, `text.assemble`: there is no part `{name}`."
        if channel.belongs.keys() != phases:
            odd = ", ".join(sorted(channel.belongs.keys() ^ phases))
            yield f"{path}, `belongs`: wants every phase of {BASE_JOURNEY} and no other: {odd}."


def _lists(knowledge: Knowledge) -> Iterator[str]:
    """Lists of phrases that no check looks up: a slip in the name of a file."""
    known = known_lists(phase.key for phase in knowledge.journey(BASE_JOURNEY).phases)
    for name in sorted(knowledge.phrases.keys() - known):
        path = knowledge.path(f"style/{name}.yaml")
        guess = nearest(name, sorted(known))
        meant = f"Did you mean `{guess}`?" if guess else f"Names that count: {knowledge.folders[0] / 'style'}."
        yield f"{path} is used by no check. {meant}"


def _texts(knowledge: Knowledge) -> Iterator[str]:
    ids = {check.id for check in (*CHECKS, *KEY_MESSAGE_CHECKS, *PROPOSITION_CHECKS)}
    texts = knowledge.check_texts
    yield from (f"checks/: `{name}` has no texts." for name in sorted(ids - texts.keys()))
    yield from (f"checks/: `{name}` is no check." for name in sorted(texts.keys() - ids))
    for name, words in texts.items():
        for field in (words.message, words.fix):
            slots = [
                {slot for _, slot, _, _ in Formatter().parse(field[language]) if slot} for language in LANGUAGES
            ]
            if slots[0] != slots[1]:
                yield f"checks/: `{name}`: the Dutch and the English text have other slots."


def _examples(knowledge: Knowledge, prompts: Prompts, fallbacks: briefs.Fallbacks, today: date) -> Iterator[str]:
    folder = knowledge.path("examples/demo-nl.yaml").parent
    for path in sorted(folder.glob("*.yaml")):
        if path.stem.startswith("workspace"):
            continue
        try:
            brief, _ = briefs.complete(briefs.read(path), knowledge, fallbacks)
            for prompt in rendered(order_for(brief, knowledge, today), knowledge, prompts).values():
                if "{{" in prompt or "{%" in prompt:
                    yield f"{path}: a template leaves a slot open."
        except BadInputError as error:
            yield str(error)


def rendered(order: Order, knowledge: Knowledge, prompts: Prompts) -> dict[str, str]:
    """Every template for an order, by task, with a made-up topic and key message where one is wanted; a template
    that can be asked in several ways in each of them, one after the other."""
    language, brief = order.language, order.brief
    question = order.phase.questions[0].free[language]
    why = Why(need=brief.persona.need, phase=order.phase.key, proposition=brief.proposition.text, goal="")
    topic = Topic(id="t1", title=question, angle="-", question=question, format="-", media="owned", why=why)
    message = KeyMessage(core=question, promise=brief.proposition.text, next_step="-", tone="-")
    channel = order.channels[0]
    inputs: dict[str, Any] = {
        "pack": pack_inputs(order, knowledge),
        "topics": {"language": language, "wanted": 12, "formats": ["blog"]},
        "more_topics": {"language": language, "seen": [{"title": topic.title, "angle": "-"}], "sentence": ""},
        "key_message": {"language": language, "topics": [topic.title]},
        "other_key_message": {"language": language, "previous": message, "instruction": ""},
        "post": {
            "language": language,
            "key_message": message,
            "topic": topic,
            "channel": channel,
            "belongs": channel.belongs[order.canvas_phase][language],
            "address": brief.brand.address_on(channel.key),
            "author": brief.author,
        },
        "revise": {"language": language, "delivered": {}, "findings": [], "instruction": ""},
        "rewrite": {"language": language, "how": "", "delivered": {}, "wish": "-", "findings": []},
        "repair": {"answer": "", "offences": ""},
        "from_source": {"language": language, "title": "-", "text": question, "phases": []},
        "sharper": {
            "language": language,
            "proposition": {"text": brief.proposition.text},
            "brand": {"name": brief.brand.name},
            "persona": {"need": brief.persona.need},
            "empty": ["-"],
        },
        "understand": {"language": language, "message": question, "personas": [], "phases": [], "channels": []},
    }
    branches: dict[str, list[dict[str, str]]] = {
        "more_topics": [{"sentence": ""}, {"sentence": "-"}],
        "other_key_message": [{"instruction": ""}, {"instruction": "-"}],
        "rewrite": [{"how": how} for how in HOWS if how != "other_hook"],  # chosen, not written
    }
    return {
        task: "\n".join(prompts.render(task, inputs[task] | branch) for branch in branches.get(task, [{}]))
        for task in TASKS
    }
