"""kernbot chat: the conversation in this terminal."""

from __future__ import annotations

import asyncio

import click

from bot.cli import logs
from bot.cli.setup import services
from bot.domain.base import Language
from bot.wiring import Services


@click.command("chat")
@click.option("--language", type=click.Choice(["nl", "en"]), help="What you are greeted in, the first time.")
@click.pass_context
def command(context: click.Context, language: Language | None) -> None:
    """Work in this terminal, with numbered buttons. Input that is piped in is answered line by line."""
    opened(services(context), language)


def opened(built: Services, language: Language | None, *, demo: bool = False) -> None:
    """The conversation, until the person leaves; with `demo` about a private copy of the demo brand."""
    from bot.wiring.terminal import sit

    logs.to_file(built.data, built.hidden)
    asyncio.run(sit(built, language, demo=demo))
