"""kernbot schema: the published shapes, for editors and other programs."""

from __future__ import annotations

import json

import click

from bot.cli.setup import services


@click.command("schema")
@click.argument("name", type=click.Choice(["brief", "pack", "workspace", "config"]))
@click.pass_context
def command(context: click.Context, name: str) -> None:
    """Print the JSON Schema of a brief, pack, workspace or settings file."""
    from bot.services import schemas
    from bot.settings import Settings

    shape = schemas.of_settings(Settings) if name == "config" else schemas.of(name, services(context).knowledge)
    click.echo(json.dumps(shape, ensure_ascii=False, indent=2))
