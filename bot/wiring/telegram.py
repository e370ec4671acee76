"""Kernbot in Telegram, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import cached_property
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from bot.conversation.areas import trust
from bot.conversation.core import Conversation
from bot.domain.errors import BadInputError
from bot.domain.pace import Reservations
from bot.services.team import first_admin_link
from bot.telegram_ui.application import Builder, Ready, build_application, builder, serve
from bot.telegram_ui.pace import Limits
from bot.telegram_ui.reservations import Sheltered
from bot.telegram_ui.services import About, Port
from bot.wiring import Services, outside
from bot.wiring.chat import Chat, database_of, now
from bot.wiring.ops import overseen
from bot.wiring.steps import Ask, Steps
from bot.wiring.working import Duty

if TYPE_CHECKING:
    from bot.storage.pace import SharedPace

FRONT = "telegram"


class Telegram:
    """What the Telegram side is given: see `bot.telegram_ui.services.Services`."""

    def __init__(self, services: Services, *, jobs: bool = True, page: Callable[[str], str] | None = None) -> None:
        database = database_of(services)
        duty = Duty(alone=database.file is not None, works=jobs)
        self._chat = Chat(services, database, FRONT, self._link, duty, page)
        self._pace = None if duty.alone else _shared_pace(services)
        self._port: Port | None = None
        self.steps = Steps("telegram")

    @property
    def reservations(self) -> Reservations | None:
        """Where the pace of the bot is kept that other processes share; None where there are none."""
        return None if self._pace is None else Sheltered(self._pace)

    @property
    def chat(self) -> Chat:
        """The conversation with everything behind it."""
        return self._chat

    @property
    def asks(self) -> Mapping[str, Ask]:
        """What makes this process ready."""

        async def jobs() -> str | None:
            return None if self._chat.works else "not open"

        return {**self.steps.asks(self._chat.database), "jobs": jobs}

    @property
    def conversation(self) -> Conversation:
        """The conversation."""
        return self._chat.conversation

    @cached_property
    def about(self) -> About:
        """The bot's texts outside the conversation."""
        described = trust.about(self._chat.catalogue, self._chat.conversation.commands)
        return About(self._chat.default, *described)

    def now(self) -> datetime:
        """This machine's clock."""
        return now()

    async def new_ids(self, ids: Sequence[str]) -> Sequence[str]:
        """Which of these updates are not handled yet."""
        async with self._chat.database.read() as work:
            seen = await work.inbox.seen(FRONT, ids)
        return [one for one in ids if one not in seen]

    def connect(self, front: Port) -> None:
        """Takes the front."""
        self._port = front
        self._chat.connect(FRONT, front)

    @asynccontextmanager
    async def tables(self) -> AsyncIterator[None]:
        """The tables are there within the block. The bot's first call, which comes before anything is opened, asks
        for its pace, and that may be in the database. Raises StorageError."""
        if self._pace is None:
            yield
            return
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self._pace.aclose)
            stack.push_async_callback(self._chat.database.close)
            await self._chat.database.upgrade()
            yield

    async def open(self) -> None:
        """Opens database and jobs."""
        await self._chat.open()
        await self._chat.take_up()

    async def close(self) -> None:
        """Closes them."""
        await self._chat.close()
        if self._pace is not None:
            await self._pace.aclose()

    async def admin_link(self) -> str | None:
        """The link that makes the first person an admin, while nobody is one."""
        async with self._chat.database.work() as work:
            secret = await first_admin_link(work)
        return secret and self._link(secret, False)

    def _link(self, payload: str, group: bool) -> str | None:
        return self._port.link(payload, group) if self._port else None


def application(given: Builder, services: Services, limits: Limits | None = None) -> Ready:
    """The ready application around a builder, which keeps its own transport."""
    return _built(given, Telegram(services), limits)


async def polling(
    services: Services,
    stop: asyncio.Event,
    say: Callable[[str | None], Awaitable[None]],
    limits: Limits | None = None,
    *,
    jobs: bool = True,
) -> None:
    """Runs the bot by polling until `stop` is set. Once it can answer, `say` gets the link for the first admin, or
    None when there is one already. Without `jobs` those are left to workers.

    Raises BadInputError without a token and when Telegram refuses it, StorageError.
    """
    made = _builder(services)
    telegram = Telegram(services, jobs=_left(services, jobs))

    async def ready() -> None:
        telegram.steps.done("telegram")
        await say(await telegram.admin_link())

    async with overseen(services, telegram.asks), telegram.tables():
        await serve(_built(made, telegram, limits), stop, ready)


async def worker(
    services: Services, stop: asyncio.Event, say: Callable[[], Awaitable[None]], limits: Limits | None = None
) -> None:
    """Runs jobs, and shows in Telegram what they say, until `stop` is set; updates come to other processes. `say`
    is called once it works.

    Raises BadInputError without a token, without Postgres and when Telegram refuses the token, StorageError.
    """
    made = _builder(services).updater(None)
    _left(services, False)
    page = outside.page(_public(services)) if services.settings.webhook.url else None
    telegram = Telegram(services, page=page)
    application = _built(made, telegram, limits)
    application.post_init = None  # whoever gets updates introduces the bot

    async def ready() -> None:
        telegram.steps.done("telegram")
        await say()

    async with overseen(services, telegram.asks), telegram.tables():
        await serve(application, stop, ready)


async def webhook(
    services: Services,
    stop: asyncio.Event,
    say: Callable[[str | None], Awaitable[None]],
    limits: Limits | None = None,
    *,
    jobs: bool = True,
) -> None:
    """Runs the bot with updates that Telegram brings to `webhook.url`, until `stop` is set; else as polling does.

    Raises BadInputError also without that address and when the port is taken.
    """
    from bot.telegram_ui.webhook import Webhook
    from bot.web import PATH, app, hook, listening

    made = _builder(services)
    hooked = services.settings.webhook
    public = _public(services)
    url = f"{public}{PATH}"
    opens = _opens(services)
    telegram = Telegram(services, jobs=_left(services, jobs), page=outside.page(public))
    pages = outside.route(services, telegram.chat, public)
    application = _built(made, telegram, limits)
    incoming = Webhook(application)

    async def ready() -> None:
        await say(await telegram.admin_link())

    @asynccontextmanager
    async def brought() -> AsyncIterator[None]:
        async with listening(app(hook(incoming.take, opens), pages), hooked.host, hooked.port):
            await incoming.begin(url, opens, stop)
            telegram.steps.done("telegram")
            yield

    async with overseen(services, telegram.asks), telegram.tables():
        await serve(application, stop, ready, brought())


def _built(given: Builder, telegram: Telegram, limits: Limits | None = None) -> Ready:
    return build_application(given, telegram, limits, telegram.reservations)


def _left(services: Services, jobs: bool) -> bool:
    """Whether this process runs jobs. Raises BadInputError where there is nobody to leave them to."""
    if not jobs and not services.shared:
        raise BadInputError(
            "Workers beside the bot need Postgres: the database is a file, which one process has to itself.",
            "Name a Postgres database in DATABASE_URL, or have `kernbot run` do everything.",
        )
    return jobs


def _opens(services: Services) -> str:
    """What tells Telegram from anybody else at the webhook. Raises BadInputError where another process would make
    one of its own, and Telegram knows only the last."""
    secret = services.settings.secrets.webhook_secret
    if secret is not None:
        return secret.get_secret_value()
    if services.shared:
        raise BadInputError(
            "TELEGRAM_WEBHOOK_SECRET is not set: several processes with a webhook have to share one.",
            "Make it up, 16 to 256 letters and figures, and give it to all of them.",
        )
    return token_urlsafe(32)


def _shared_pace(services: Services) -> SharedPace:
    from bot.storage.pace import SharedPace

    secrets = services.settings.secrets
    if secrets.database_url is None or secrets.telegram_token is None:
        raise RuntimeError("What is shared has a database and a token.")
    return SharedPace(secrets.database_url.get_secret_value(), secrets.telegram_token.get_secret_value())


def _builder(services: Services) -> Builder:
    secrets = services.settings.secrets
    if secrets.telegram_token is None:
        raise BadInputError(
            "TELEGRAM_BOT_TOKEN is not set.",
            "Ask @BotFather in Telegram for a token and put it in .env; `kernbot chat` needs none.",
        )
    heard = services.measures.telegram if services.measures else None
    return builder(secrets.telegram_token.get_secret_value(), secrets.telegram_api_url, heard)


def _public(services: Services) -> str:
    """The address that Telegram is told, without a slash at its end. Only a Bot API server of one's own may call
    one without https (core.telegram.org/bots/api#using-a-local-bot-api-server)."""
    settings = services.settings
    if settings.webhook.url is None:
        raise BadInputError("webhook.url is not set.", "Name the public https address that leads to this machine.")
    url = settings.webhook.url.rstrip("/")
    if not url.startswith("https://") and settings.secrets.telegram_api_url is None:
        raise BadInputError(f"webhook.url ({url}) is no https address.", "Telegram calls no other.")
    return url
