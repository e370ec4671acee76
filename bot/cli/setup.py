"""What every command starts with: the services, for the folder and environment it is called in."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.wiring import Services, load_settings


def services(context: click.Context) -> Services:
    """The services for this call."""
    config: Path | None = context.find_root().obj
    return Services(load_settings(config, os.environ, Path.cwd()), os.environ)


def deliver(text: str, out: Path | None) -> None:
    """The result on stdout, or in a file; a file that was there is kept beside it as FILE~."""
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    if out.exists():
        kept = out.with_name(f"{out.name}~")
        out.replace(kept)
        click.echo(f"The old {out} is kept as {kept}.", err=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    click.echo(f"Written to {out}.", err=True)
