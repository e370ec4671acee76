"""kernbot doctor: what is set, where it came from, and whether the model can be used."""

from __future__ import annotations

import asyncio
import os

import click

from bot.cli.setup import services
from bot.settings import known_keys
from bot.wiring import Services

SIGNS = {True: "ok", False: "!!", None: "??"}


@click.command("doctor")
@click.pass_context
def command(context: click.Context) -> int:
    """Show settings and what the model endpoint supports, with the fix for what is wrong."""
    built = services(context)
    _settings(built)
    _data(built)
    return _model(built)


def _settings(built: Services) -> None:
    click.echo("Settings")
    for key in known_keys(type(built.settings)):
        value: object = built.settings
        for step in key.split("."):
            value = getattr(value, step)
        named = [name for name in built.origins if name == key or name.startswith(f"{key}.")]
        origin = built.origins[named[-1]] if named else ""
        click.echo(f"  {key} = {value}    ({origin or 'not set'})")
    secrets = built.settings.secrets
    for name, value in (("OPENAI_API_KEY", secrets.api_key), ("KERNBOT_BACKUP_API_KEY", secrets.backup_api_key)):
        click.echo(f"  {name} is {'set' if value else 'not set'}")
    click.echo(f"  OPENAI_BASE_URL = {secrets.base_url or 'not set (OpenAI itself)'}")


def _data(built: Services) -> None:
    click.echo("\nFiles")
    knowledge = built.knowledge
    for folder in knowledge.folders:
        click.echo(f"  ok  knowledge: {folder}")
    place = built.data
    existing = next((parent for parent in (place, *place.parents) if parent.exists()), place)
    if existing.is_dir() and os.access(existing, os.W_OK):
        click.echo(f"  ok  data: {place}")
    else:
        click.echo(f"  !!  data: {place} cannot be written. Set DATA_DIR to a folder of yours.")


def _model(built: Services) -> int:
    click.echo("\nModel")
    settings = built.settings
    if not settings.model_configured:
        missing = "`model.name`" if not settings.model.name else "OPENAI_API_KEY or OPENAI_BASE_URL"
        click.echo(
            f"  --  none: {missing} is not set. The template writer does the work; nothing leaves this machine."
        )
        if settings.writer == "model":
            click.echo("  !!  `writer` is `model`, and there is none. Set one, or set `writer` to auto.")
            return 2
        return 0
    return max(_probe(built, number) for number in range(len(built.endpoints)))


def _probe(built: Services, number: int) -> int:
    from bot.generation.probe import probe

    endpoint = built.endpoints[number]
    click.echo(f"  asking {endpoint.name} ({endpoint.model} at {endpoint.place}) ...", err=True)
    results = asyncio.run(probe(endpoint, built.capabilities))
    for result in results:
        click.echo(f"  {SIGNS[result.ok]}  {endpoint.name}, {result.subject}: {result.says} {result.fix}".rstrip())
    return 3 if any(result.ok is False for result in results) else 0
