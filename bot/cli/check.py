"""kernbot check: every knowledge file and template, before a user meets a fault in one."""

from __future__ import annotations

import click

from bot.cli.setup import services
from bot.services.selfcheck import problems
from bot.wiring import today


@click.command("check")
@click.pass_context
def command(context: click.Context) -> int:
    """Validate every knowledge file, and render every template with the demo brand."""
    built = services(context)
    found = list(problems(built.knowledge, built.prompts, built.fallbacks, today()))
    for problem in found:
        click.echo(problem)
    if not found:
        knowledge = built.knowledge
        click.echo(
            f"All fine: {len(knowledge.journey_keys)} journey models, {len(knowledge.channel_keys)} channels, "
            f"{len(knowledge.check_texts)} checks, {len(knowledge.phrases)} phrase lists.",
            err=True,
        )
    return 1 if found else 0
