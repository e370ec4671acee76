"""Every command and option of docs/cli.md."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from inspect import cleandoc

import click

from bot import cli
from docs.pages.markdown import code, codes, table

NAME = "kernbot"


def blocks() -> dict[str, str]:
    """The block of the page."""
    group = click.Context(cli._main, info_name=NAME, **cli._main.context_settings)
    parts = [_command(cli._main, group)]
    for name in cli.COMMANDS:
        command: click.Command = import_module(f"bot.cli.{name}").command
        parts += _with_its_own(command, click.Context(command, info_name=name, parent=group))
    return {"commands": "\n\n".join(parts)}


def _with_its_own(command: click.Command, context: click.Context) -> Iterator[str]:
    """A command, and those below it (`kernbot db backup`)."""
    yield _command(command, context)
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _with_its_own(below, click.Context(below, info_name=name, parent=context))


def _command(command: click.Command, context: click.Context) -> str:
    usage = f"    {context.command_path} {' '.join(command.collect_usage_pieces(context))}"
    rows = list(_rows(command, context))
    options = table(("Option", "Value", "Default", "Meaning"), rows) if rows else "No options of its own."
    return "\n\n".join([f"## {context.command_path}", cleandoc(command.help or ""), usage, options])


def _rows(command: click.Command, context: click.Context) -> Iterator[tuple[str, str, str, str]]:
    for option in command.get_params(context):
        if isinstance(option, click.Option) and option.name not in context.help_option_names:
            yield codes(option.opts), _value(option, context), _default(option), option.help or ""


def _value(option: click.Option, context: click.Context) -> str:
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return "one of " + codes(option.type.choices)
    if isinstance(option.type, click.IntRange):
        return f"{option.type.min} to {option.type.max}"
    return code(option.make_metavar(context))


def _default(option: click.Option) -> str:
    if option.required:
        return "required"
    return code(option.default) if option.show_default else ""
