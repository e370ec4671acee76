"""The models, the phases and the mapping of docs/journeys.md."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.base import Item
from bot.domain.journey import Journey, Mapping, Phase
from bot.knowledge.store import Knowledge
from docs.pages.markdown import code, codes, table


def blocks(knowledge: Knowledge) -> dict[str, str]:
    """The blocks of the page."""
    journeys = [knowledge.journey(key) for key in knowledge.journey_keys]
    return {
        "models": table(("Model", "Key", "Phases", "Strongest for", "Source"), map(_row, journeys)),
        "phases": "\n\n".join("\n\n".join(_model(journey, knowledge)) for journey in journeys),
        "mapping": _mapping(knowledge.mapping, [journey.key for journey in journeys]),
        "false_friends": _false_friends(knowledge.mapping),
    }


def _row(journey: Journey) -> tuple[str, ...]:
    phases = ", ".join(phase.name.en for phase in journey.phases)
    name = f"[{journey.name.en}](#{journey.key})"
    return name, code(journey.key), phases, journey.strongest_for.en, journey.source


def _model(journey: Journey, knowledge: Knowledge) -> Iterator[str]:
    yield f'### <a id="{journey.key}"></a>{journey.name.en}'
    yield f"`{journey.key}` · in Dutch: {journey.name.nl}. {journey.summary.en} Source: {journey.source}."
    phases = [knowledge.phase(journey.key, phase.key) for phase in journey.phases]
    rows = (_phase(phase) for phase in phases)
    yield table(("Phase", "Key", "In Dutch", "Job of a post", "Call to action"), rows)
    for phase in phases:
        yield from _details(phase)


def _phase(phase: Phase) -> tuple[str, ...]:
    return phase.name.en, code(phase.key), phase.name.nl, phase.job.en, phase.cta_strength


def _details(phase: Phase) -> Iterator[str]:
    yield f"#### {phase.name.en} (`{phase.key}`)"
    if phase.inherits:
        yield f"Takes what it leaves open from {codes(phase.inherits)}."
    yield f"What the key message has to settle: *{_sentence(phase.key_message_job.en)}*"
    for name, items in (("Do", phase.must), ("Do not", phase.must_not)):
        if items:
            yield "\n".join([f"{name}:", "", *(f"- {item.en}{_mark(item)}" for item in items)])
    yield "Questions of customers:"
    rows = ((question.en, question.free.en) for question in phase.questions)
    yield table(("With a noun phrase of yours", "Without"), rows)


def _mapping(mapping: Mapping, models: list[str]) -> str:
    rows = ((row.name.en, *(codes(row.phases.get(model, ())) for model in models)) for row in mapping.rows)
    return table(("Moment", *map(code, models)), rows)


def _false_friends(mapping: Mapping) -> str:
    return "\n".join(
        f"- **{friend.word.nl}** / **{friend.word.en}** ({codes(friend.phases)}): {friend.warning.en}"
        for friend in mapping.false_friends
    )


def _mark(item: Item) -> str:
    return " \\*" if item.inferred else ""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
