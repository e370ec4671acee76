"""kernbot lint: the checks over a text that somebody already has."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.setup import services
from bot.domain.base import Language
from bot.knowledge.yaml_file import read_text
from bot.services import briefs
from bot.services.briefs import visible
from bot.services.lint import lint
from bot.wiring import today


@click.command("lint")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--channel", required=True, help="The channel that the text is for.")
@click.option("--language", type=click.Choice(["nl", "en"]), help="Default: the brief's, else the settings'.")
@click.option(
    "--brief", "brief_path", type=click.Path(path_type=Path), help="A brief, for brand, phase and proof."
)
@click.pass_context
def command(
    context: click.Context, file: Path, channel: str, language: Language | None, brief_path: Path | None
) -> int:
    """Check the text in FILE. Ends with 1 when something blocks it."""
    built = services(context)
    knowledge = built.knowledge
    brief = briefs.complete(briefs.read(brief_path), knowledge, built.fallbacks)[0] if brief_path else None
    spoken = language or (brief.language if brief else built.settings.defaults.language)
    found = lint(read_text(file).strip(), knowledge.channel(channel), spoken, brief, knowledge, today())
    labels = knowledge.labels
    for finding in found:
        click.echo(visible(f"{labels[finding.severity][spoken]} {finding.check}: {finding.message}"))
        click.echo(visible(f"    {labels['solve'][spoken]}: {finding.fix}"))
    shut = sum(finding.severity == "blocking" for finding in found)
    click.echo(labels["blocked"][spoken].format(count=shut) if shut else labels["ready"][spoken], err=True)
    return 1 if shut else 0
