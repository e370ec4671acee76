"""kernbot demo: the main job for the demo brand, without any account."""

from __future__ import annotations

import click

from bot.cli.generate import made
from bot.cli.setup import deliver, services
from bot.services import briefs
from bot.services.packs import Request
from bot.wiring import packaged


@click.command("demo")
@click.option(
    "--language", type=click.Choice(["nl", "en"]), help="Dutch or English; default: the settings' language."
)
@click.option("--format", "shape", type=click.Choice(["md", "json"]), default="md", show_default=True)
@click.pass_context
def command(context: click.Context, language: str | None, shape: str) -> None:
    """Make one complete pack for the demo brand with the template writer."""
    built = services(context)
    name = f"demo-{language or built.settings.defaults.language}.yaml"
    file = briefs.read(packaged("prompts") / "examples" / name)
    deliver(made(built, Request(file=file, writer="playbook"), shape), None)
