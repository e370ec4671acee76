"""What every command starts with: the services, for the folder and environment it is called in."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

import click

from bot.domain.errors import BadInputError
from bot.wiring import Services, load_settings


def services(context: click.Context) -> Services:
    """The services for this call."""
    config: Path | None = context.find_root().obj
    return Services(load_settings(config, os.environ, Path.cwd()), os.environ)


def target(out: Path | None, *inputs: Path | None) -> Path | None:
    """The file to write to. Raises BadInputError before any work is done, and paid, when that cannot be."""
    if out is None:
        return None
    with suppress(RuntimeError):  # nobody's home: then it is a name like any other
        out = out.expanduser()
    if any(path is not None and path.exists() and out.exists() and out.samefile(path) for path in inputs):
        raise BadInputError(f"--out: {out} is what you start from.", "Name another file.")
    standing = next(place for place in (out, *out.absolute().parents) if place.exists())
    if (standing != out and not standing.is_dir()) or not os.access(standing, os.W_OK):
        raise BadInputError(f"--out: {out} cannot be written.", "Name a file in a folder of yours.")
    return out


def deliver(text: str, out: Path | None) -> None:
    """The result on stdout, or in a file; a file that was there is kept beside it as FILE~."""
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        _write(text, out)
    except OSError as error:
        click.echo(text, nl=not text.endswith("\n"))
        raise BadInputError(
            f"--out: {out} cannot be written: {error.strerror}.", "The result is on stdout instead."
        ) from None
    click.echo(f"Written to {out}.", err=True)


def _write(text: str, out: Path) -> None:
    file = out.resolve()  # what a link points at is replaced, not the link
    if file.exists() and not file.is_file():
        file.write_text(text, encoding="utf-8")  # a device or a pipe: there is nothing in it to keep
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    unfinished.write_text(text, encoding="utf-8")
    if file.exists():
        kept = _free(file)
        file.replace(kept)
        click.echo(f"The old {out} is kept as {kept}.", err=True)
    unfinished.replace(file)


def _free(file: Path) -> Path:
    """FILE~, or FILE~2 and on: a version that was kept before is not thrown away."""
    names = (file.with_name(f"{file.name}~{number if number > 1 else ''}") for number in count(1))
    return next(name for name in names if not name.exists())
