"""The commands. Each stands in a module of its own, imported when it is called: `--help` stays fast."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from bot import __version__
from bot.domain.errors import KernbotError
from bot.domain.nearest import unknown

COMMANDS = {
    "demo": "Try it with the demo brand, without any account.",
    "chat": "Work in this terminal.",
    "run": "Run the Telegram bot.",
    "worker": "Run the jobs of the bot, beside it.",
    "status": "Show how the installation is doing.",
    "db": "Upgrade, back up, restore, verify, encrypt or copy the database.",
    "generate": "Make topics, a key message and posts from a brief.",
    "lint": "Check a text that you already have.",
    "check": "Validate every knowledge file and template.",
    "doctor": "Show settings and what the model endpoint supports.",
    "schema": "Print a JSON Schema for your editor.",
}
INTERRUPTED = 130


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"bot.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(unknown("command", args[0], COMMANDS))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", type=click.Path(path_type=Path), help="A settings file instead of ./config.yaml.")
@click.version_option(__version__, prog_name="kernbot")
@click.pass_context
def _main(context: click.Context, config: Path | None) -> None:
    """Kernbot: topics, a key message and channel posts from persona, journey phase and proposition.

    Results go to stdout, progress and notes to stderr. Exit codes: 0 fine, 1 something to see to (lint, check,
    status), 2 bad input, 3 the model failed.
    """
    context.obj = config


def run(arguments: Sequence[str]) -> int:
    """One command; returns its exit code. This is the one place that turns errors into sentences."""
    try:
        code = _main.main(args=list(arguments), prog_name="kernbot", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return 2
    except KernbotError as error:
        click.echo(error.what, err=True)
        if error.next_step:
            click.echo(error.next_step, err=True)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain once more while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        click.echo(f"{error.filename or 'The result'}: {error.strerror or error}.", err=True)
        click.echo("Check the folder, its rights and the room on the disk.", err=True)
        return 2
    return code if isinstance(code, int) else 0
