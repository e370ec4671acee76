"""The use case of this product: from a brief to a pack that is ready for review."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.domain.base import Language
from bot.domain.errors import BadInputError, ModelFailedError
from bot.domain.model import Call
from bot.domain.pack import Pack
from bot.domain.progress import Note, OnEvent
from bot.generation.content import SourceReading
from bot.generation.finish import Finisher
from bot.generation.order import Writer, order_for
from bot.generation.pipeline import Together, in_turn, make_pack
from bot.generation.writers import FallbackWriter, OnStepIn, TemplateWriter
from bot.knowledge.store import Knowledge
from bot.services import briefs
from bot.services.runs import Run, run_key

if TYPE_CHECKING:  # the template writer does without it, and without what it imports
    from bot.generation.model_writer import ModelWriter

WriterChoice = Literal["auto", "playbook", "model"]
MANY_CHANNELS = 5
"""Above this the pack says that fewer channels, used well, work better (Coosto blog, 2017-2021)."""


@dataclass(frozen=True)
class Model:
    """A configured model: its name, how to call it, the writer that works through a call, a hash of the
    templates it works with, and how its posts are made beside each other."""

    name: str
    call: Call
    writer: Callable[[Call], ModelWriter]
    templates: str
    together: Together


@dataclass(frozen=True)
class Request:
    """What the user asked for."""

    file: briefs.BriefFile
    writer: WriterChoice = "auto"
    fallback: bool = False
    resume: bool = False


class Packs:
    """Makes packs. `model` is None when none is configured; `runs` is where finished replies are kept."""

    def __init__(
        self,
        knowledge: Knowledge,
        finisher: Finisher,
        template: TemplateWriter,
        model: Model | None,
        runs: Path,
        fallbacks: briefs.Fallbacks,
    ) -> None:
        self._knowledge = knowledge
        self._finisher = finisher
        self._template = template
        self._model = model
        self._runs = runs
        self._fallbacks = fallbacks

    async def make(self, request: Request, today: date, on_event: OnEvent) -> Pack:
        """The pack for a brief file.

        Raises BadInputError (exit code 2) and ModelFailedError (exit code 3; finished replies are kept and
        `resume` goes on with them).
        """
        run, model = self._model_writer(request)
        try:
            return await self._made(request, run, model, today, on_event)
        except ModelFailedError as error:
            if run.folder.is_dir():
                error.next_step += " What was finished is kept: the same command with --resume goes on from there."
            raise

    async def _made(
        self, request: Request, run: Run, model: ModelWriter | None, today: date, on_event: OnEvent
    ) -> Pack:
        notes: list[str] = []
        language = self._language(request.file)
        if model is not None:
            on_event(Note(self._say(language, "asking", model=model.name.removeprefix("model:"))))
        reading = await self._reading(request, language, model, notes)
        file = briefs.with_proposal(request.file, _proposal(reading))
        brief, taken = briefs.complete(file, self._knowledge, self._fallbacks)
        notes = [*(self._say(language, "default_taken", what=what) for what in taken), *notes]
        order = order_for(brief, self._knowledge, today)
        writer: Writer = self._template
        if model is not None:
            writer = model
            if request.fallback:
                writer = FallbackWriter(model, self._template, self._on_step_in(language, notes, on_event))
        together = in_turn if model is None or self._model is None else self._model.together
        pack = await make_pack(order, writer, self._finisher, on_event, together)
        run.finish()
        if len(brief.channels) > MANY_CHANNELS:
            notes.append(self._say(language, "many_channels", count=len(brief.channels)))
        if brief.source is not None and brief.source.permission == "internal":
            notes.append(self._say(language, "source_internal"))
        if pack.usage.broken_off:
            notes.append(self._say(language, "broken_off", count=pack.usage.broken_off))
        return pack.model_copy(update={"notes": tuple(notes), "proof_candidates": reading.facts})

    def _model_writer(self, request: Request) -> tuple[Run, ModelWriter | None]:
        if request.writer == "model" and self._model is None:
            raise BadInputError(
                "No model is configured.",
                "Set `model.name` and OPENAI_API_KEY or OPENAI_BASE_URL; `kernbot doctor` shows what is missing.",
            )
        chosen = None if request.writer == "playbook" else self._model
        name = chosen.name if chosen else "playbook"
        content = json.dumps(request.file.data, sort_keys=True, default=str)
        run = Run(self._runs / run_key(content, chosen.templates if chosen else "", name))
        if chosen is None:
            return run, None
        call = run.remembering(chosen.call, request.resume)
        return run, chosen.writer(call)

    async def _reading(
        self, request: Request, language: Language, model: ModelWriter | None, notes: list[str]
    ) -> SourceReading:
        """Reads the source, if there is one. A text that is not released goes to no model."""
        source = request.file.data.get("source")
        if not isinstance(source, dict) or not isinstance(source.get("text"), str):
            return SourceReading()
        phases = self._knowledge.journey(self._journey(request.file)).phases
        released = source.get("permission", "internal") != "internal"
        if model is not None and released:
            try:
                return await model.read_source(language, source.get("title") or "", source["text"], phases)
            except ModelFailedError:
                if not request.fallback:
                    raise
        if model is not None:
            notes.append(self._say(language, "source_by_rules"))
        return self._template.read_source(language, source["text"], phases)

    def _on_step_in(self, language: Language, notes: list[str], on_event: OnEvent) -> OnStepIn:
        def stepped_in(what: str, error: ModelFailedError) -> None:
            labels = self._knowledge.labels
            name = labels[what][language] if what in labels else what
            note = self._say(language, "stepped_in", what=name, why=error.what)
            notes.append(note)
            on_event(Note(note))

        return stepped_in

    def _language(self, file: briefs.BriefFile) -> Language:
        return "en" if file.data.get("language", self._fallbacks.language) == "en" else "nl"

    def _journey(self, file: briefs.BriefFile) -> str:
        return str(file.data.get("journey") or self._fallbacks.journey)

    def _say(self, language: Language, label: str, **values: object) -> str:
        return self._knowledge.labels[label][language].format_map(values)


def _proposal(reading: SourceReading) -> dict[str, object]:
    proposal: dict[str, object] = {}
    if reading.phase:
        proposal["phase"] = reading.phase
    if reading.persona_need:
        proposal["persona"] = {"need": reading.persona_need, "questions": list(reading.persona_questions)}
    return proposal
