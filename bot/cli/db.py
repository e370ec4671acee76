"""kernbot db: upkeep of the database."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.setup import services
from bot.domain.errors import BadInputError
from bot.storage.database import Database

if TYPE_CHECKING:
    from bot.storage.cipher import Cipher
    from bot.storage.copy import Copied
    from bot.storage.rotate import Done

FILE = "kernbot.db"
File = click.Path(path_type=Path, dir_okay=False)


@click.group("db")
def command() -> None:
    """Upgrade, back up, restore, verify, encrypt or copy the database."""


@command.command("upgrade")
@click.pass_context
def upgrade(context: click.Context) -> None:
    """Bring the tables up to date. The bot does so by itself when it starts."""
    _done(context, lambda database: database.upgrade())
    click.echo("The database is up to date.", err=True)


@command.command("backup")
@click.argument("file", type=File)
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@click.pass_context
def backup(context: click.Context, file: Path, force: bool) -> None:
    """Copy everything to FILE; the bot may go on working."""
    if not file.absolute().parent.is_dir():
        raise BadInputError(f"There is no folder {file.parent}.", "Make it first, or name a file elsewhere.")
    _done(context, lambda database: database.backup(file, force))
    click.echo(f"Written to {file}. It holds everything, people's names included: keep it as safe.", err=True)


@command.command("restore")
@click.argument("file", type=File)
@click.option("--force", is_flag=True, help="Replace what is there; it is kept beside it as NAME.before-restore.")
@click.pass_context
def restore(context: click.Context, file: Path, force: bool) -> None:
    """Put the backup FILE in the place of the database. Stop the bot first."""
    _done(context, lambda database: database.restore(file, force))
    click.echo("Restored.", err=True)


@command.command("verify")
@click.pass_context
def verify(context: click.Context) -> int:
    """Check every version's hash and every approval. Ends with 1 when something does not agree."""

    found = _done(context, _problems)
    click.echo("Everything agrees." if not found else f"{found} found.", err=True)
    return 1 if found else 0


@command.command("key")
def key() -> None:
    """Print a new key for KERNBOT_ENCRYPTION_KEYS."""
    from bot.storage.cipher import new_key

    click.echo(new_key())
    click.echo(
        "Put it in KERNBOT_ENCRYPTION_KEYS, before the keys that are there; start Kernbot again; then run "
        "`kernbot db encrypt`. Keep a copy away from this machine and from the backups: what is encrypted with it "
        "is lost without it.",
        err=True,
    )


@command.command("encrypt")
@click.pass_context
def encrypt(context: click.Context) -> None:
    """Encrypt what people wrote with the first key of KERNBOT_ENCRYPTION_KEYS.

    What older keys encrypted too. Start the bot again with the new keys first; then it may work meanwhile. What is
    broken off goes on when this is run again.
    """
    _done(context, lambda database: _shown(database.encrypt()))
    click.echo(
        "All of it is encrypted with the first key. Older keys are needed for older backups only.", err=True
    )


@command.command("rotate-key")
@click.pass_context
def rotate(context: click.Context) -> None:
    """Encrypt everything anew with the first key of KERNBOT_ENCRYPTION_KEYS.

    As `encrypt`, for when there is a new key before the old one.
    """
    if len(services(context).cipher.ids) < 2:
        raise BadInputError(
            "There is no new key beside the old one.",
            "`kernbot db key` makes one: put it in KERNBOT_ENCRYPTION_KEYS, before the old one, with a comma.",
        )
    context.invoke(encrypt)


@command.command("decrypt")
@click.pass_context
def decrypt(context: click.Context) -> None:
    """Store everything as it was written again. Stop the bot first, and take the keys away afterwards."""
    opened = _done(context, lambda database: _shown(database.decrypt()))
    told = ["Nothing is encrypted any more." if opened else "Nothing in this database was encrypted."]
    if services(context).cipher.ids:
        told.append("Take KERNBOT_ENCRYPTION_KEYS away before the bot starts.")
    click.echo(" ".join(told), err=True)


@command.command("copy")
@click.option("--from", "source", metavar="URL", help="The old database; else the file below DATA_DIR.")
@click.option("--to", "target", metavar="URL", help="An empty database; else DATABASE_URL.")
@click.pass_context
def copy(context: click.Context, source: str | None, target: str | None) -> int:
    """Copy everything into an empty database: from SQLite to Postgres.

    The tables are made there. The bot may work meanwhile, but what it stores after the beginning is not in the
    copy: stop it for the copy that counts.
    """
    ours = services(context)
    old = source or f"sqlite:///{ours.data / FILE}"
    named = ours.settings.secrets.database_url
    new = target or (named.get_secret_value() if named else None)
    if new is None or new == old:
        raise BadInputError("Where to?", "Name an empty database: --to postgresql://user:password@host/name")
    found = asyncio.run(_copy(old, new, ours.cipher))
    click.echo("Everything is there, and agrees." if not found else f"{found} found.", err=True)
    click.echo("What was stored in the old database since this began is not in the copy.", err=True)
    return 1 if found else 0


async def _copy(old: str, new: str, cipher: Cipher) -> int:
    source, target = (Database(url, cipher=cipher) for url in (old, new))
    try:
        last: Copied | None = None
        async for last in source.copy_to(target):
            if last.rows == last.of:
                click.echo(f"{last.table}: {last.rows}", err=True)
        return await _problems(target)
    finally:
        await source.close()
        await target.close()


async def _shown(steps: AsyncIterator[Done]) -> int:
    """Shows how far it is, where somebody looks on; returns how many rows were changed."""
    rows = 0
    with ExitStack() as shown:
        bar = None
        async for done in steps:
            rows = done.rows
            if bar is None and rows and sys.stderr.isatty():
                bar = shown.enter_context(click.progressbar(length=1, label="Rows", file=sys.stderr))
            if bar is not None:
                bar.length = max(done.of, 1)
                bar.update(done.rows - bar.pos)
    return rows


async def _problems(database: Database) -> int:
    count = 0
    async for problem in database.verify():
        where = f"workspace {problem.workspace}, post {problem.post}, version {problem.version}: "
        click.echo(f"{where if problem.version else ''}{problem.what}")
        count += 1
    return count


def _done(context: click.Context, work: Callable[[Database], Awaitable[int | None]]) -> int:
    from bot.wiring.chat import database_of

    async def doing() -> int:
        database = database_of(services(context))
        try:
            return await work(database) or 0
        finally:
            await database.close()

    return asyncio.run(doing())
