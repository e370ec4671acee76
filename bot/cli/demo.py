"""kernbot demo: the demo brand, without any account: the chat on a terminal, else the main job in one go."""

from __future__ import annotations

import sys

import click

from bot.cli.generate import made
from bot.cli.setup import deliver, services
from bot.domain.base import Language
from bot.services import briefs
from bot.services.packs import Request
from bot.wiring import packaged


@click.command("demo")
@click.option(
    "--language", type=click.Choice(["nl", "en"]), help="Dutch or English; default: the settings' language."
)
@click.option("--format", "shape", type=click.Choice(["md", "json"]), help="Print a pack, open no chat.")
@click.pass_context
def command(context: click.Context, language: Language | None, shape: str | None) -> None:
    """Open the chat with a copy of the demo brand. Without a terminal, or with --format, one complete pack by the
    template writer is printed."""
    built = services(context)
    if shape is None and sys.stdin.isatty() and sys.stdout.isatty():
        from bot.cli.chat import opened

        opened(built, language, demo=True)
        return
    name = f"demo-{language or built.settings.defaults.language}.yaml"
    file = briefs.read(packaged("prompts") / "examples" / name)
    deliver(made(built, Request(file=file, writer="playbook"), shape or "md"), None)
