"""The ready application of the library: `build_application` is all that a caller needs."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any

import structlog
from telegram import BotCommand, Update
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, BaseUpdateProcessor, CallbackContext, TypeHandler

from bot.conversation.faults import described
from bot.domain.pace import Reservations
from bot.telegram_ui.background import Background
from bot.telegram_ui.errors import worded
from bot.telegram_ui.front import Front
from bot.telegram_ui.ledger import Ledger
from bot.telegram_ui.outgoing import Outgoing
from bot.telegram_ui.pace import ONCE, Limits, Pace
from bot.telegram_ui.polling import LEAVING, Poller
from bot.telegram_ui.services import About, Services
from bot.telegram_ui.showing import Showing
from bot.telegram_ui.streaming import Streams
from bot.telegram_ui.transport import AiohttpRequest
from bot.telegram_ui.watched import OnCall, WatchedRequest

log = structlog.get_logger(__name__)

AT_ONCE = 4096
"""Updates in work at the same time. What really limits them is one at a time in a chat."""

Builder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]
Ready = Application[Any, Any, Any, Any, Any, Any]


class Chats(BaseUpdateProcessor):
    """Begins updates in the order in which they came; the front keeps those of a chat in order. It also ends what
    goes on in the background, and opens and closes the rest of the program: the library always starts it and
    shuts it down, however the application is run."""

    def __init__(self, background: Background, services: Services) -> None:
        super().__init__(AT_ONCE)
        self._background = background
        self._services = services

    async def do_process_update(self, update: object, coroutine: Any) -> None:
        """Processes an update."""
        await coroutine

    async def initialize(self) -> None:
        """Opens the rest of the program; the bot can send by now."""
        await self._services.open()

    async def shutdown(self) -> None:
        """Stops the background work and closes the rest, unless that is done."""
        await self._services.close()
        await self._background.close()


def builder(token: str, api_url: str | None = None, on_call: OnCall | None = None) -> Builder:
    """A builder with Kernbot's own transport; `api_url` is that of a Bot API server of one's own, without /bot.
    `on_call` hears of every call but those that fetch updates."""
    made: Builder = ApplicationBuilder().token(token)
    if api_url:
        base = api_url.rstrip("/")
        made = made.base_url(f"{base}/bot").base_file_url(f"{base}/file/bot")
    calls = AiohttpRequest() if on_call is None else WatchedRequest(on_call)
    return made.request(calls).get_updates_request(AiohttpRequest(connections=2))


def build_application(
    builder: Builder, services: Services, limits: Limits | None = None, reservations: Reservations | None = None
) -> Ready:
    """The application: every update goes to the conversation, in order and once, however it comes in
    (`process_update`, the update queue, polling, a webhook). `reservations` are where the pace is kept that other
    processes share.

    What the caller set on the builder stays, above all its transport. Ours are the pace, the order of updates, and
    what happens at the start.
    """
    # The library's waiting times as timedelta: its numbers are announced to go, with a warning at every use.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    _keep_texts_out_of_logs()
    background, ledger, pace = Background(), Ledger(), Pace(limits or Limits(), reservations=reservations)

    async def started(application: Ready) -> None:
        background.start(_introduce(application, services.about))

    async def stopped(application: Ready) -> None:
        # While the bot can still send: what a job has to say at the end is said.
        await services.close()

    chats = Chats(background, services)
    made: Ready = (
        builder.rate_limiter(pace).concurrent_updates(chats).post_init(started).post_stop(stopped).build()
    )
    calls = Outgoing(made.bot)
    showing = Showing(calls, Streams(calls, pace, background), services.conversation)
    front = Front(made.bot, services, showing, ledger, services.now)
    made.add_handler(TypeHandler(Update, front.update))
    made.add_error_handler(_failed)
    if made.updater is not None:
        made.updater = Poller(made.bot, made.update_queue, ledger, services.new_ids)
    services.connect(front)
    return made


async def _nothing() -> None:
    """For a caller with nothing to say before the first update."""


async def serve(
    application: Ready,
    stop: asyncio.Event,
    ready: Callable[[], Awaitable[None]] = _nothing,
    arriving: AbstractAsyncContextManager[object] | None = None,
) -> None:
    """Runs the application until `stop` is set, and lets it finish what it is at. Updates come in while `arriving`
    is open, by polling where none is given; `ready` is called before the first one.

    Raises BadInputError when it cannot begin, such as with a token that Telegram does not know.
    """
    with worded():
        async with application:
            if application.post_init is not None:
                await application.post_init(application)
            await ready()
            await application.start()
            try:
                async with arriving or _polling(application):
                    _collect_less_often()
                    await stop.wait()
            finally:
                with suppress(TimeoutError):  # an answer may have been told to wait for minutes
                    async with asyncio.timeout(LEAVING):
                        await application.stop()
                if application.post_stop is not None:
                    await application.post_stop(application)


@asynccontextmanager
async def _polling(application: Ready) -> AsyncIterator[None]:
    if application.updater is None:  # no updates come here: it only shows what jobs say
        yield
        return
    await application.updater.start_polling(bootstrap_retries=-1)
    try:
        yield
    finally:
        await application.updater.stop()


def _collect_less_often() -> None:
    """The library makes hundreds of objects for each message, which live for milliseconds. At Python's own
    settings, looking through them takes about a third of the time of a cheap answer. What is there by now stays;
    a last look through all of it first would take longer than the library takes to load."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


async def _introduce(application: Ready, about: About) -> None:
    """Registers commands and descriptions, for each language and for everybody else. What fails is tried again at
    the next start: the bot works without."""
    bot = application.bot
    for language in (None, *about.commands):
        words = language or about.default
        commands = [BotCommand(name, text) for name, text in about.commands[words]]
        code = {"language_code": language, "rate_limit_args": ONCE}
        try:
            await bot.set_my_commands(commands, **code)
            await bot.set_my_description(about.description[words], **code)
            await bot.set_my_short_description(about.short_description[words], **code)
        except TelegramError as error:
            log.warning("introduction", language=language, **described(error))


async def _failed(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    """What the front does not see: errors in the library's own handling."""
    if context.error is not None:
        log.error("library", **described(context.error))


def _keep_texts_out_of_logs() -> None:
    """The library's log is off: it writes whole updates and answers, in errors too. What goes wrong is logged here
    without them. httpx, where a caller uses it, writes addresses, and the token stands in those."""
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
    logging.getLogger("httpx").setLevel(logging.WARNING)
