"""kernbot run: the bot in Telegram."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import click

from bot.cli import logs
from bot.cli.setup import services
from bot.wiring import Services


@click.command("run")
@click.option("--webhook", is_flag=True, help="Have Telegram bring updates to `webhook.url`, not fetch them.")
@click.option("--without-jobs", is_flag=True, help="Leave the jobs to `kernbot worker` (with Postgres).")
@click.pass_context
def command(context: click.Context, webhook: bool, without_jobs: bool) -> None:
    """Run the Telegram bot until it is told to stop (Ctrl-C or SIGTERM)."""
    built = services(context)
    logs.to_stderr(built.hidden)
    run_loop(_running(built, webhook, jobs=not without_jobs))


def run_loop(work: Coroutine[Any, Any, None]) -> None:
    """Runs work to its end on the fastest loop there is."""
    with suppress(ImportError):
        import uvloop

        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    asyncio.run(work)


def stopping() -> asyncio.Event:
    """Set once the process is told to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: there Ctrl-C arrives as KeyboardInterrupt
            loop.add_signal_handler(name, stop.set)
    return stop


async def _running(built: Services, by_webhook: bool, *, jobs: bool) -> None:
    from bot.wiring.telegram import polling, webhook

    await (webhook if by_webhook else polling)(built, stopping(), _ready, jobs=jobs)


async def _ready(link: str | None) -> None:
    click.echo("Kernbot is running. Stop it with Ctrl-C.", err=True)
    if link is not None:
        click.echo("Nobody is admin yet. Open this link in Telegram within a day; it works once:", err=True)
        click.echo(link)
