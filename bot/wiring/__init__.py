"""The composition root: builds every object once, from settings and files. Nothing else does."""

from __future__ import annotations

import os
import time
from collections.abc import Coroutine, Mapping
from datetime import date
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from bot import __version__
from bot import settings as settings_module
from bot.domain.errors import BadInputError
from bot.domain.pack import Pack
from bot.domain.progress import Note, OnEvent
from bot.generation.finish import Finisher
from bot.generation.playbook import PlaybookWriter
from bot.generation.writers import TemplateWriter
from bot.knowledge import yaml_file
from bot.knowledge.store import Knowledge
from bot.services.briefs import Fallbacks
from bot.services.packs import Model, Packs, Request
from bot.settings import Layer, Loaded, Settings

if TYPE_CHECKING:  # imported where they are used: a pack by the template writer needs none of them
    from bot.generation.endpoints import Capabilities, Endpoint, Patience
    from bot.generation.prompts import Prompts
    from bot.storage.cipher import Cipher
    from bot.telegram_ui.application import Builder, Ready
    from bot.wiring.measures import Measures

PACKAGED = Path(__file__).parents[1] / "_packaged"
CHECKOUT = Path(__file__).parents[2]
CONFIG = "config.yaml"


def packaged(name: str) -> Path:
    """A file or folder that ships with the program: inside the wheel, or in the checkout beside it."""
    inside = PACKAGED / name
    return inside if inside.exists() else CHECKOUT / name


def load_settings(config: Path | None, environ: Mapping[str, str], folder: Path) -> Loaded:
    """Packaged defaults < `config` or ./config.yaml < ./.env < the environment.

    Raises BadInputError that names the file or variable.
    """
    layers = [Layer("packaged defaults", yaml_file.read(packaged(CONFIG)))]
    own = config or folder / CONFIG
    if config is not None or (own.is_file() and own.resolve() != packaged(CONFIG).resolve()):
        values = yaml_file.read(own, may_be_empty=True)
        layers.append(Layer(str(own), values, lambda key: yaml_file.line_of(own, tuple(key.split(".")))))
    dotenv = folder / settings_module.DOTENV
    if dotenv.is_file():
        from dotenv import dotenv_values

        variables = dotenv_values(stream=StringIO(yaml_file.read_text(dotenv)))
        layers.append(settings_module.environment_layer(settings_module.DOTENV, variables))
    layers.append(settings_module.environment_layer(settings_module.ENVIRONMENT, environ))
    return settings_module.build(layers)


def data_folder(settings: Settings, environ: Mapping[str, str]) -> Path:
    """DATA_DIR, or the usual place for a user's data on this system."""
    if settings.data_dir:
        return Path(settings.data_dir).expanduser()
    if os.name == "nt":
        return Path(environ.get("LOCALAPPDATA", "~")).expanduser() / "kernbot"
    return Path(environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "kernbot"


class Services:
    """Everything the commands use, each made when first asked for: `--help` and `schema` pay for nothing."""

    def __init__(self, loaded: Loaded, environ: Mapping[str, str]) -> None:
        self.settings = loaded.settings
        self.origins = loaded.origins
        self.data = data_folder(loaded.settings, environ)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The packaged knowledge, and the user's own folder on top."""
        folders = [packaged("prompts")]
        if self.settings.knowledge.folder:
            own = Path(self.settings.knowledge.folder).expanduser()
            if not own.is_dir():
                raise BadInputError(f"knowledge.folder: {own} is not a folder.", "Make it, or mend the setting.")
            folders.append(own)
        return Knowledge(folders, cache=self.data / "cache")

    @property
    def shared(self) -> bool:
        """Whether the database is one that many processes use."""
        url = self.settings.secrets.database_url
        return url is not None and not url.get_secret_value().startswith("sqlite")

    @cached_property
    def cipher(self) -> Cipher:
        """What people wrote is encrypted with. Raises StorageError for what is no key."""
        from bot.storage.cipher import Cipher, keys_from

        keys = self.settings.secrets.encryption_keys
        return Cipher(keys_from(keys.get_secret_value()) if keys is not None else ())

    @cached_property
    def prompts(self) -> Prompts:
        """The prompt templates."""
        from bot.generation.prompts import Prompts

        return Prompts(self.knowledge)

    @cached_property
    def measures(self) -> Measures | None:
        """What this process measures; nothing where it tells nobody."""
        if self.settings.ops.port is None:
            return None
        from bot.wiring.measures import Measures

        return Measures(__version__)

    @property
    def hidden(self) -> tuple[str, ...]:
        """Every secret of the settings, which no line of the log shows."""
        given = (getattr(self.settings.secrets, name) for name in type(self.settings.secrets).model_fields)
        return tuple(one.get_secret_value() for one in given if isinstance(one, SecretStr))

    @cached_property
    def finisher(self) -> Finisher:
        """The checks and claims, applied to posts."""
        given = (self.knowledge.phrases, self.knowledge.check_texts)
        if self.measures is None:
            return Finisher(*given)
        from bot.wiring.measuring import MeasuredFinisher

        return MeasuredFinisher(self.measures, *given)

    @cached_property
    def fallbacks(self) -> Fallbacks:
        """What is taken where a brief says nothing."""
        defaults = self.settings.defaults
        return Fallbacks(defaults.language, defaults.journey, defaults.channels, defaults.topics)

    def pack(self, request: Request, today: date, on_event: OnEvent) -> Pack:
        """The pack that was asked for; a model is connected, and an event loop run, only when one may be used.

        Raises BadInputError and ModelFailedError.
        """
        if request.writer == "playbook" or not self.settings.model_configured:
            return _without_waiting(self._packs(None).make(request, today, on_event))
        import asyncio

        return asyncio.run(self._by_model(request, today, on_event))

    async def _by_model(self, request: Request, today: date, on_event: OnEvent) -> Pack:
        from bot.generation.at_once import at_once
        from bot.generation.client import ModelClient
        from bot.generation.model_writer import ModelWriter

        name = self.settings.model.name or ""
        async with ModelClient(
            self.endpoints, self.capabilities, self.patience, on_note=lambda text: on_event(Note(text))
        ) as client:
            room = self.settings.model.max_tokens
            model = Model(
                name,
                client,
                lambda call: ModelWriter(call, name, self.prompts, self.knowledge, room),
                self.prompts.fingerprint,
                at_once,
            )
            return await self._packs(model).make(request, today, on_event)

    def _packs(self, model: Model | None) -> Packs:
        return Packs(
            knowledge=self.knowledge,
            finisher=self.finisher,
            template=TemplateWriter(PlaybookWriter(self.knowledge)),
            model=model,
            runs=self.data / "runs",
            fallbacks=self.fallbacks,
        )

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """The configured model endpoints, in the order in which they are asked."""
        from bot.generation.endpoints import Endpoint, price

        model, backup, secrets = self.settings.model, self.settings.backup, self.settings.secrets
        first = Endpoint(
            name="model",
            model=model.name or "",
            base_url=secrets.base_url,
            api_key=_revealed(secrets.api_key),
            max_concurrent=model.concurrent,
            price=price(model.price_prompt, model.price_cached, model.price_completion),
            temperature=model.temperature,
            top_p=model.top_p,
        )
        if not backup.name:
            return (first,)
        second = Endpoint(
            name="backup",
            model=backup.name,
            base_url=backup.base_url,
            api_key=_revealed(secrets.backup_api_key),
            max_concurrent=model.concurrent,
            price=price(backup.price_prompt, backup.price_cached, backup.price_completion),
            temperature=model.temperature,
            top_p=model.top_p,
        )
        return (first, second)

    @cached_property
    def capabilities(self) -> Capabilities:
        """What the endpoints turned out to accept, remembered between runs."""
        from bot.generation.endpoints import Capabilities

        return Capabilities(time.time, self.data / "endpoints.json")

    @property
    def patience(self) -> Patience:
        """How long and how often a model is asked."""
        from bot.generation.endpoints import Patience

        model = self.settings.model
        return Patience(
            model.timeout_seconds, model.stall_seconds, model.attempts, model.task_timeouts, model.rest_seconds
        )


def telegram_application(builder: Builder, services: Services | None = None) -> Ready:
    """The ready application around a builder of python-telegram-bot, which keeps its token and transport.

    `services` are those of the settings in the environment and this folder where none are given. Raises
    BadInputError for settings that are wrong.
    """
    from bot.wiring.telegram import application

    return application(builder, services or Services(load_settings(None, os.environ, Path.cwd()), os.environ))


def today() -> date:
    """The date on which proof has to be valid: today, on this machine's clock."""
    return date.fromtimestamp(time.time())


def _without_waiting(work: Coroutine[Any, Any, Pack]) -> Pack:
    """Runs work to its end that waits for nothing, as the template writer's does."""
    try:
        work.send(None)
    except StopIteration as end:
        pack: Pack = end.value
        return pack
    work.close()
    raise RuntimeError("The template writer waited for something: it needs an event loop after all.")


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
