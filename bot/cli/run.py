"""kernbot run: the bot in Telegram."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress

import click

from bot.cli import logs
from bot.cli.setup import services
from bot.wiring import Services


@click.command("run")
@click.option("--webhook", is_flag=True, help="Have Telegram bring updates to `webhook.url`, not fetch them.")
@click.pass_context
def command(context: click.Context, webhook: bool) -> None:
    """Run the Telegram bot until it is told to stop (Ctrl-C or SIGTERM)."""
    logs.to_stderr()
    _loop_faster()
    asyncio.run(_running(services(context), webhook))


async def _running(built: Services, by_webhook: bool) -> None:
    from bot.wiring.telegram import polling, webhook

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: there Ctrl-C arrives as KeyboardInterrupt
            loop.add_signal_handler(name, stop.set)
    await (webhook if by_webhook else polling)(built, stop, _ready)


async def _ready(link: str | None) -> None:
    click.echo("Kernbot is running. Stop it with Ctrl-C.", err=True)
    if link is not None:
        click.echo("Nobody is admin yet. Open this link in Telegram within a day; it works once:", err=True)
        click.echo(link)


def _loop_faster() -> None:
    """uvloop where it exists."""
    with suppress(ImportError):
        import uvloop

        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
