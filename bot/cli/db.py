"""kernbot db: upkeep of the database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from bot.cli.setup import services
from bot.storage.database import Database

File = click.Path(path_type=Path, dir_okay=False)


@click.group("db")
def command() -> None:
    """Upgrade, back up, restore or verify the database."""


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

    async def look(database: Database) -> int:
        count = 0
        async for problem in database.verify():
            where = f"workspace {problem.workspace}, post {problem.post}, version {problem.version}"
            click.echo(f"{where}: {problem.what}")
            count += 1
        return count

    found = _done(context, look)
    click.echo("Everything agrees." if not found else f"{found} found.", err=True)
    return 1 if found else 0


def _done(context: click.Context, work: Callable[[Database], Awaitable[int | None]]) -> int:
    from bot.wiring.chat import database_of

    async def doing() -> int:
        database = database_of(services(context))
        try:
            return await work(database) or 0
        finally:
            await database.close()

    return asyncio.run(doing())
