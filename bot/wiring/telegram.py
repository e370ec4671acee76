"""Kernbot in Telegram, put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cached_property
from secrets import token_urlsafe

from bot.conversation.areas import trust
from bot.conversation.core import Conversation
from bot.domain.errors import BadInputError
from bot.services.team import first_admin_link
from bot.telegram_ui.application import Builder, Ready, build_application, builder, serve
from bot.telegram_ui.pace import Limits
from bot.telegram_ui.services import About, Port
from bot.wiring import Services
from bot.wiring.chat import Chat, database_of, now

FRONT = "telegram"


class Telegram:
    """What the Telegram side is given: see `bot.telegram_ui.services.Services`."""

    def __init__(self, services: Services) -> None:
        self._chat = Chat(services, database_of(services), self._link)
        self._port: Port | None = None

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

    async def open(self) -> None:
        """Opens database and jobs."""
        await self._chat.open()
        await self._chat.take_up()

    async def close(self) -> None:
        """Closes them."""
        await self._chat.close()

    async def admin_link(self) -> str | None:
        """The link that makes the first person an admin, while nobody is one."""
        async with self._chat.database.work() as work:
            secret = await first_admin_link(work)
        return secret and self._link(secret, False)

    def _link(self, payload: str, group: bool) -> str | None:
        return self._port.link(payload, group) if self._port else None


def application(given: Builder, services: Services, limits: Limits | None = None) -> Ready:
    """The ready application around a builder, which keeps its own transport."""
    return build_application(given, Telegram(services), limits)


async def polling(
    services: Services,
    stop: asyncio.Event,
    say: Callable[[str | None], Awaitable[None]],
    limits: Limits | None = None,
) -> None:
    """Runs the bot by polling until `stop` is set. Once it can answer, `say` gets the link for the first admin, or
    None when there is one already.

    Raises BadInputError without a token and when Telegram refuses it, StorageError.
    """
    made = _builder(services)
    telegram = Telegram(services)

    async def ready() -> None:
        await say(await telegram.admin_link())

    await serve(build_application(made, telegram, limits), stop, ready)


async def webhook(
    services: Services,
    stop: asyncio.Event,
    say: Callable[[str | None], Awaitable[None]],
    limits: Limits | None = None,
) -> None:
    """Runs the bot with updates that Telegram brings to `webhook.url`, until `stop` is set. `say` as for polling.

    Raises BadInputError also without that address and when the port is taken.
    """
    from bot.telegram_ui.webhook import Webhook
    from bot.web import PATH, app, hook, listening

    made = _builder(services)
    hooked, secret = services.settings.webhook, services.settings.secrets.webhook_secret
    url = f"{_public(services)}{PATH}"
    opens = secret.get_secret_value() if secret is not None else token_urlsafe(32)
    telegram = Telegram(services)
    application = build_application(made, telegram, limits)
    incoming = Webhook(application)

    async def ready() -> None:
        await say(await telegram.admin_link())

    @asynccontextmanager
    async def brought() -> AsyncIterator[None]:
        async with listening(app(hook(incoming.take, opens)), hooked.host, hooked.port):
            await incoming.begin(url, opens, stop)
            yield

    await serve(application, stop, ready, brought())


def _builder(services: Services) -> Builder:
    secrets = services.settings.secrets
    if secrets.telegram_token is None:
        raise BadInputError(
            "TELEGRAM_BOT_TOKEN is not set.",
            "Ask @BotFather in Telegram for a token and put it in .env; `kernbot chat` needs none.",
        )
    return builder(secrets.telegram_token.get_secret_value(), secrets.telegram_api_url)


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
