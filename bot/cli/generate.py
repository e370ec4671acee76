"""kernbot generate: a brief becomes a pack."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from bot.cli.setup import deliver, services, target
from bot.domain.errors import BadInputError
from bot.domain.pack import Pack
from bot.domain.progress import Event, KeyMessageReady, Note, PostReady, TopicFound
from bot.services import briefs
from bot.services.markdown import pack_markdown
from bot.services.packs import Request, WriterChoice
from bot.wiring import Services, today


@click.command("generate")
@click.argument("brief", type=click.Path(path_type=Path))
@click.option("--source", type=click.Path(path_type=Path), help="A text to start from (.txt or .md).")
@click.option(
    "--writer", type=click.Choice(["auto", "playbook", "model"]), help="Who writes; auto: a model if configured."
)
@click.option("--fallback", type=click.Choice(["playbook"]), help="Who steps in when the model fails.")
@click.option("--channels", help="Channels, with commas, instead of those of the brief.")
@click.option("--topics", type=click.IntRange(1, 20), help="How many topics to show.")
@click.option("--format", "shape", type=click.Choice(["md", "json"]), default="md", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of stdout.")
@click.option("--resume", is_flag=True, help="Go on with a run that failed, without paying finished calls again.")
@click.pass_context
def command(
    context: click.Context,
    brief: Path,
    source: Path | None,
    writer: WriterChoice | None,
    fallback: str | None,
    channels: str | None,
    topics: int | None,
    shape: str,
    out: Path | None,
    resume: bool,
) -> None:
    """Make topics, a key message and posts from BRIEF (YAML or JSON)."""
    built = services(context)
    out = target(out, brief, source)
    named = _named(channels)
    file = briefs.read(brief, source, named, topics)
    request = Request(
        file=file, writer=writer or built.settings.writer, fallback=fallback is not None, resume=resume
    )
    deliver(made(built, request, shape), out)


def _named(channels: str | None) -> list[str]:
    named = [name.strip() for name in channels.split(",") if name.strip()] if channels is not None else []
    if channels is not None and not named:
        raise BadInputError("--channels names no channel.", "Give names with commas, such as linkedin,email.")
    return named


def made(built: Services, request: Request, shape: str) -> str:
    """The pack as text, with progress on stderr while it is made."""
    pack = built.pack(request, today(), _show)
    return as_json(pack) if shape == "json" else as_markdown(built, pack)


def as_json(pack: Pack) -> str:
    """The pack as `kernbot.pack/1`."""
    return pack.model_dump_json(by_alias=True, indent=2) + "\n"


def as_markdown(built: Services, pack: Pack) -> str:
    """The pack to read."""
    knowledge = built.knowledge
    channels = {post.channel: knowledge.channel(post.channel) for post in pack.posts}
    phase = knowledge.phase(pack.brief.journey, pack.brief.phase)
    return pack_markdown(pack, phase, channels, knowledge.labels)


def _show(event: Event) -> None:
    with suppress(BrokenPipeError):  # who stops reading the progress still gets the pack
        _said(event)


def _said(event: Event) -> None:
    match event:
        case TopicFound(topic):
            click.echo(f"· {topic.title}", err=True)
        case KeyMessageReady(message):
            click.echo(f"» {message.core}", err=True)
        case PostReady(post):
            click.echo(f"✓ {post.channel}", err=True)
        case Note(text):
            click.echo(text, err=True)
