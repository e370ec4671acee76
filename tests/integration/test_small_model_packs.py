"""Whole packs by a real small model: whatever it says becomes a valid, clean and honestly marked pack."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.domain.pack import Pack
from bot.domain.progress import Event, TopicFound
from bot.generation.at_once import at_once
from bot.generation.client import ModelClient
from bot.generation.endpoints import Capabilities, Endpoint, Patience
from bot.generation.finish import Finisher
from bot.generation.model_writer import ModelWriter
from bot.generation.playbook import PlaybookWriter
from bot.generation.prompts import Prompts
from bot.generation.writers import TemplateWriter
from bot.knowledge.store import Knowledge
from bot.services import briefs
from bot.services.packs import Model, Packs, Request
from tests.fakes.small_model import NAME, small_model

pytestmark = pytest.mark.model

KNOWLEDGE = Knowledge([Path("prompts")])
FALLBACKS = briefs.Fallbacks(language="nl", journey="canvas7", channels=("x",), topics=2)
KEPT = "\n\t"


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with small_model(tmp_path_factory.mktemp("model")) as url:
        yield url


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_pack_is_sound_whatever_the_model_says(language: str, base_url: str, tmp_path: Path) -> None:
    endpoint = Endpoint("small", NAME, base_url, temperature=0.3, max_concurrent=2)
    capabilities = Capabilities(lambda: 1_800_000_000.0)
    events: list[Event] = []
    file = briefs.read(Path(f"tests/data/brief-{language}.yaml"), channels=["x"], topics=2)
    prompts = Prompts(KNOWLEDGE)
    async with ModelClient([endpoint], capabilities, Patience(answer=60, attempts=2)) as client:
        packs = Packs(
            knowledge=KNOWLEDGE,
            finisher=Finisher(KNOWLEDGE.phrases, KNOWLEDGE.check_texts),
            template=TemplateWriter(PlaybookWriter(KNOWLEDGE)),
            model=Model(NAME, client, lambda call: ModelWriter(call, NAME, prompts, KNOWLEDGE, 450), "", at_once),
            runs=tmp_path,
            fallbacks=FALLBACKS,
        )
        pack = await packs.make(Request(file=file, fallback=True), date(2026, 6, 1), events.append)

    assert Pack.model_validate_json(pack.model_dump_json(by_alias=True)) == pack
    assert pack.topics
    assert [event for event in events if isinstance(event, TopicFound)]
    stepped_in = [note for note in pack.notes if "AI" in note]
    assert pack.usage.calls or (pack.writer == "playbook" and stepped_in)
    for post in pack.posts:
        assert clean(post.text)
        assert post.writer in (f"model:{NAME}", "playbook")
        for claim in post.claims:
            # Nothing it made up gets a standing that opens approval.
            assert (
                claim.standing == "unproven" or claim.kind == "opinion" or carried(claim.proof, pack, claim.text)
            )
    assert bool(stepped_in) or all(post.writer.startswith("model:") for post in pack.posts)


def clean(text: str) -> bool:
    """No control characters, no markup, and not nothing."""
    marks = [sign for sign in text if unicodedata.category(sign) == "Cc" and sign not in KEPT]
    return bool(text.strip()) and not marks and "<br" not in text


def carried(proof: str | None, pack: Pack, text: str) -> bool:
    """A claim that stands is carried by a proof point of the brief, or by words that the brief has."""
    if proof is not None:
        return proof in {one.id for one in pack.brief.proof}
    return any(word in pack.brief.model_dump_json() for word in text.split() if len(word) > 4)
