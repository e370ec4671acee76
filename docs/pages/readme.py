"""The pack that the README shows: the demo as it comes out today, one part in each language."""

from __future__ import annotations

import asyncio
from datetime import date

from bot.domain.base import Language
from bot.domain.pack import Pack
from bot.generation.finish import Finisher
from bot.generation.order import order_for
from bot.generation.pipeline import make_pack
from bot.generation.playbook import PlaybookWriter
from bot.generation.writers import TemplateWriter
from bot.knowledge.store import Knowledge
from bot.services import briefs
from bot.services.markdown import pack_markdown

FALLBACKS = briefs.Fallbacks(language="nl", journey="canvas7", channels=("linkedin", "tiktok"), topics=6)
DAY = date(2026, 11, 22)
CUT = "\n\n[...]\n\n"


def blocks(knowledge: Knowledge) -> dict[str, str]:
    """Topics, key message, LinkedIn and its claims in English; TikTok in Dutch."""
    english, dutch = (_pack(knowledge, language) for language in ("en", "nl"))
    parts = english.split("\n## ")
    hooks = knowledge.labels["part_hooks"]
    linkedin = next(part for part in parts if part.startswith("LinkedIn"))
    tiktok = next(part for part in dutch.split("\n## ") if part.startswith("TikTok"))
    shown = [
        parts[0].strip(),
        "## " + _before(parts[1], "\n\n4. "),
        "## " + parts[2].strip(),
        "## " + _before(linkedin, f"\n\n**{hooks['en']}**"),
        linkedin[linkedin.index("**Claims:**") :].strip(),
    ]
    return {
        "english": _fenced(CUT.join(shown)),
        "dutch": _fenced("## " + _before(tiktok, f"\n\n**{hooks['nl']}**")),
    }


def _pack(knowledge: Knowledge, language: Language) -> str:
    path = knowledge.path(f"examples/demo-{language}.yaml")
    brief, _ = briefs.complete(briefs.read(path), knowledge, FALLBACKS)
    finisher = Finisher(knowledge.phrases, knowledge.check_texts)
    writer = TemplateWriter(PlaybookWriter(knowledge))
    order = order_for(brief, knowledge, DAY)
    pack: Pack = asyncio.run(make_pack(order, writer, finisher, lambda event: None))
    channels = {channel.key: channel for channel in order.channels}
    return pack_markdown(pack, order.phase, channels, knowledge.labels)


def _before(text: str, mark: str) -> str:
    return text[: text.index(mark)].strip()


def _fenced(text: str) -> str:
    return f"```markdown\n{text}\n```"
