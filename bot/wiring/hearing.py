"""Who writes out speech in the chat: a model at the endpoint of the one that writes, where one is named."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.domain.speech import Recording, Transcript
from bot.jobs.calls import DurableHearing, Fetch
from bot.jobs.paying import Paying
from bot.wiring import Services
from bot.wiring.measuring import measured_hearing
from bot.wiring.trouble import Trouble

if TYPE_CHECKING:  # the library behind it costs a second, which no start should wait for
    from bot.generation.client import Transcriber
    from bot.generation.endpoints import Endpoint


class Ears:
    """Writes recordings out. The model is connected when it is first used."""

    def __init__(self, services: Services, paying: Paying, fetch: Fetch, trouble: Trouble) -> None:
        self._services = services
        self._trouble = trouble
        self._hear = DurableHearing(paying, self._paid, fetch)

    @property
    def provider(self) -> str | None:
        """Model and place, as people are told where what they say goes; None when nobody listens."""
        if not self._services.settings.transcribes:
            return None
        return f"{self._endpoint.model} ({urlsplit(self._endpoint.place).netloc})"

    async def __call__(self, recording: Recording) -> Transcript:
        """What was said. Raises ModelFailedError."""
        return await self._hear(recording)

    async def close(self) -> None:
        """Lets go of the connections to the model."""
        if "_client" in self.__dict__:
            await self._client.aclose()

    async def _paid(self, recording: Recording) -> Transcript:
        measures = self._services.measures
        if measures is None:
            return await self._client(recording)
        return await measured_hearing(self._client, self._endpoint.model, measures)(recording)

    @property
    def _endpoint(self) -> Endpoint:
        name = self._services.settings.transcription.name or ""
        return replace(self._services.endpoints[0], name="transcription", model=name, price=None)

    @cached_property
    def _client(self) -> Transcriber:
        from bot.generation.client import Transcriber

        price = self._services.settings.transcription.price_minute
        return Transcriber(self._endpoint, price, self._services.patience, on_shut=self._trouble.heard)
