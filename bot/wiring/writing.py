"""Who writes in the chat: the template writer, or the model where a brand allows one."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.domain.model import Call, ModelReply, ModelRequest, OnText
from bot.domain.records import WorkspaceRecord
from bot.generation.playbook import PlaybookWriter
from bot.generation.template_editor import TemplateEditor
from bot.jobs.calls import DurableCalls
from bot.jobs.paying import Paying
from bot.services.writing import Writing
from bot.wiring import Services
from bot.wiring.measuring import measured_call
from bot.wiring.trouble import Trouble

if TYPE_CHECKING:  # the library behind it costs a second, which no start should wait for
    from bot.generation.client import ModelClient


class Writers:
    """Gives the writing that fits a workspace. The model is connected when it is first used, or by `prepare`."""

    def __init__(self, services: Services, paying: Paying, trouble: Trouble) -> None:
        self._services = services
        self._trouble = trouble
        self.by_model = services.settings.model_writes
        self._call = DurableCalls(paying, self._paid)

    @property
    def provider(self) -> str | None:
        """Model and place, as people are told where their text goes; None without a model."""
        if not self.by_model:
            return None
        return " / ".join(f"{one.model} ({urlsplit(one.place).netloc})" for one in self._services.endpoints)

    def writing(self, record: WorkspaceRecord, today: date) -> Writing:
        """The writing for a workspace on a date, which decides what proof is valid."""
        services = self._services
        rules = TemplateEditor(self._playbook)
        if not (self.by_model and record.models):
            return Writing(services.knowledge, services.finisher, rules, today)
        from bot.generation.at_once import at_once
        from bot.generation.model_editor import ModelEditor

        model = services.settings.model
        editor = ModelEditor(
            self._call,
            model.name or "",
            services.prompts,
            services.knowledge,
            model.max_tokens,
            services.endpoints[0].estimate,
        )
        return Writing(services.knowledge, services.finisher, rules, today, editor, at_once)

    def prepare(self) -> None:
        """Loads the model's library, so that the first request does not wait for it. Meant for a thread."""
        import_module("bot.generation.client")

    async def close(self) -> None:
        """Lets go of the connections to the model."""
        if "_client" in self.__dict__:
            await self._client.aclose()

    async def _paid(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        return await self._asked(request, on_text)

    @cached_property
    def _playbook(self) -> PlaybookWriter:
        return PlaybookWriter(self._services.knowledge)

    @cached_property
    def _asked(self) -> Call:
        measures = self._services.measures
        return self._client if measures is None else measured_call(self._client, measures)

    @cached_property
    def _client(self) -> ModelClient:
        from bot.generation.client import ModelClient

        services = self._services
        return ModelClient(
            services.endpoints, services.capabilities, services.patience, on_shut=self._trouble.heard
        )
