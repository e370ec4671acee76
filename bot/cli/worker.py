"""kernbot worker: jobs, without updates."""

from __future__ import annotations

import click

from bot.cli import logs
from bot.cli.run import run_loop, stopping
from bot.cli.setup import services
from bot.wiring import Services


@click.command("worker")
@click.pass_context
def command(context: click.Context) -> None:
    """Run the jobs of the bot until it is told to stop; as many of these as you like, with Postgres."""
    built = services(context)
    logs.to_stderr(built.hidden)
    run_loop(_working(built))


async def _working(built: Services) -> None:
    from bot.wiring.telegram import worker

    await worker(built, stopping(), _ready)


async def _ready() -> None:
    click.echo("This worker is running. Stop it with Ctrl-C.", err=True)
