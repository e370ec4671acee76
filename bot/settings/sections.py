"""Every setting: its section, its type and what it may be. `config.yaml` says what each is for."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, IPvAnyNetwork, SecretStr, field_validator

from bot.domain.base import Language, Model

Price = Annotated[float, Field(ge=0)] | None
Most = Annotated[int, Field(ge=0)] | None


class Defaults(Model):
    """What is taken when a brief does not say it."""

    language: Language
    journey: str
    channels: tuple[str, ...]
    topics: Annotated[int, Field(ge=1, le=20)]


class KnowledgeSettings(Model):
    """A folder with the user's own knowledge files."""

    folder: str | None


class ModelSettings(Model):
    """The model and how patient to be with it; prices per million tokens in `currency`."""

    name: str | None
    temperature: Annotated[float, Field(ge=0, le=2)] | None
    top_p: Annotated[float, Field(gt=0, le=1)] | None
    concurrent: Annotated[int, Field(ge=1, le=1000)]
    timeout_seconds: Annotated[float, Field(gt=0)]
    stall_seconds: Annotated[float, Field(gt=0)]
    task_timeouts: dict[str, Annotated[float, Field(gt=0)]]
    """Seconds for tasks that need another time than `timeout_seconds`, by task or kind of task."""
    attempts: Annotated[int, Field(ge=1, le=10)]
    rest_seconds: Annotated[float, Field(gt=0, le=600)]
    max_tokens: Annotated[int, Field(ge=256)]
    currency: str
    price_prompt: Price
    price_cached: Price
    price_completion: Price


class BackupSettings(Model):
    """The endpoint asked when the first one fails."""

    name: str | None
    base_url: str | None
    price_prompt: Price
    price_cached: Price
    price_completion: Price


class ChatSettings(Model):
    """Who comes in, and whom they can ask."""

    registration: Literal["invite", "open"]
    allowlist: tuple[str, ...]
    contact: str | None

    @field_validator("allowlist", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        """Account ids are numbers to whoever writes them down."""
        if not isinstance(value, list | tuple):
            return value
        return [str(one) if isinstance(one, int) else one for one in value]


class WebhookSettings(Model):
    """Where Telegram brings updates, and where people outside find their page: `url` as the world sees it, `host`
    and `port` as this machine does; `proxies` pass requests on."""

    url: str | None
    host: str
    port: Annotated[int, Field(ge=0, le=65535)]
    """0 takes a free one."""
    proxies: tuple[IPvAnyNetwork, ...]


class JobsSettings(Model):
    """What the whole installation allows itself, however many processes it has. `calls_a_minute` None: as many as
    come."""

    calls_at_once: Annotated[int, Field(ge=1, le=1000)]
    calls_a_minute: Annotated[int, Field(ge=1, le=100_000)] | None


class OpsSettings(Model):
    """Where this process says how it is doing, on this machine or inside a network of one's own."""

    host: str
    port: Annotated[int, Field(ge=0, le=65535)] | None
    """None says it nowhere; 0 takes a free one."""


class TranscriptionSettings(Model):
    """The model that writes out speech, at the endpoint of `model`; `price_minute` in its currency."""

    name: str | None
    price_minute: Price


class LimitSettings(Model):
    """The most of a day, for a person in all their workspaces and for a workspace with all its people."""

    person_generations: Most
    person_tokens: Most
    person_cost: Price
    workspace_generations: Most
    workspace_tokens: Most
    workspace_cost: Price


class RetentionSettings(Model):
    """How many days is kept what has served."""

    updates_days: Annotated[int, Field(ge=2, le=30)]
    jobs_days: Annotated[int, Field(ge=1, le=365)]


class Secrets(Model):
    """What only the environment may hold."""

    api_key: SecretStr | None = None
    base_url: str | None = None
    backup_api_key: SecretStr | None = None
    database_url: SecretStr | None = None
    telegram_token: SecretStr | None = None
    telegram_api_url: str | None = None
    webhook_secret: SecretStr | None = None
    metrics_token: SecretStr | None = None
    encryption_keys: SecretStr | None = None


class Settings(Model):
    """All settings of one run."""

    defaults: Defaults
    knowledge: KnowledgeSettings
    writer: Literal["auto", "playbook", "model"]
    model: ModelSettings
    backup: BackupSettings
    transcription: TranscriptionSettings
    chat: ChatSettings
    webhook: WebhookSettings
    ops: OpsSettings
    jobs: JobsSettings
    limits: LimitSettings
    retention: RetentionSettings
    secrets: Secrets = Secrets()
    data_dir: str | None = None

    @property
    def model_configured(self) -> bool:
        """Whether a model may be asked: it is named, and a key or a base URL is there."""
        return bool(self.model.name and (self.secrets.api_key or self.secrets.base_url))

    @property
    def model_writes(self) -> bool:
        """Whether the chat may write with a model, where a brand allows it."""
        return self.model_configured and self.writer != "playbook"

    @property
    def transcribes(self) -> bool:
        """Whether the chat may have speech written out, where a brand allows models."""
        return self.model_writes and self.transcription.name is not None
