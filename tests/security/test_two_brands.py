"""Prompt injection through the whole chat, with two brands in one installation: whatever stands on the table of
one and however willingly a model obeys it, the other is neither sent, shown nor touched. Nothing is decided."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.conversation.areas.ideas_buttons import PickTopic
from bot.conversation.areas.new_buttons import FromSource, Make, Next, Pick, Toggle
from bot.conversation.callbacks import written
from bot.conversation.effects import Draft, Edit, Send
from bot.domain.brief import Asset, Brand, Objection, Persona, Proof, Proposition, Source
from bot.domain.records import EntryData, EntryKind, Version
from bot.telegram_ui.render import pages
from tests.fakes.calls import ScriptedCall
from tests.fakes.rewriting import by_model, linkedin
from tests.fakes.telegram.tags import parsed
from tests.fakes.whole_brands import HEARING, scene, template
from tests.fakes.whole_scene import SECRETS, Scene, told
from tests.security.corpus import PAYLOADS, Payload
from tests.security.obeying import post, script

BY_ID = {payload.id: payload for payload in PAYLOADS}
HANDFUL = 7
GROUPS = [PAYLOADS[place :: len(PAYLOADS) // HANDFUL + 1] for place in range(len(PAYLOADS) // HANDFUL + 1)]
"""All of them, a few for each brand."""


@asynccontextmanager
async def writing(folder: Path, call: ScriptedCall) -> AsyncIterator[Scene]:
    """Both brands, with this model."""
    desk = HEARING._replace(writing=lambda record: by_model(call), model="somebody")
    async with scene(folder, await asyncio.to_thread(template), desk) as here:
        yield here


async def _spoilt(here: Scene, several: Sequence[Payload]) -> None:
    """The table of olga's brand, full of these texts."""
    own, olga = here.brands.own, here.brands.people["olga"]
    lines = [one.line for one in several]
    first, *others = [one.text[:4000] for one in several]
    async with here.stage.database.work() as work:
        record = await work.workspaces.get(own)
        await work.workspaces.save(record._replace(brand=Brand(name="Olgaland", voice=others[-1])))
        scope = work.within(own)
        people = Persona(
            need=first, questions=tuple(lines), objections=(Objection(text=lines[0], answer=others[0]),)
        )
        new: dict[EntryKind, EntryData] = {
            "persona": people,
            "proposition": Proposition(text=others[1], benefit=others[2]),
            "proof": Proof(id="B77", text=lines[-1], source=lines[0]),
            "asset": Asset(id="A77", kind="film", title=lines[1]),
        }
        await scope.entries.add("source", Source(title=lines[2], text=first, permission="publish"), olga)
        for kind, data in new.items():
            for entry in await scope.entries.all(kind):
                kept = data.model_copy(update={"id": entry.key})
                await scope.entries.change(entry, kept, olga)


async def _made(here: Scene) -> tuple[Version, ...]:
    """Olga has ideas and a post made of all that is on her table, the source too."""
    olga, own = here.who("olga"), here.brands.own
    here.stage.performed.clear()
    async with here.stage.database.read() as work:
        sources = await work.within(own).entries.all("source")
    await olga.commands("new")
    steps = (
        Pick(own, "when", "consideration"),
        Next(own),
        Toggle(own, "tiktok"),
        Next(own),
        *(FromSource(own, one.key) for one in sources),
        Make(own),
    )
    for button in steps:
        await olga.taps(written(button))
    async with here.stage.database.read() as work:
        (pack, *_) = await work.within(own).packs.latest()
    await olga.taps(written(PickTopic(own, pack.id, "t1")))
    async with here.stage.database.read() as work:
        posts = work.within(own).posts
        return tuple([await posts.version(one.id) for one in await posts.of_pack(pack.id)])


def _shown(here: Scene) -> None:
    """Every screen is its own words in Telegram, formatted as we say and not as somebody typed."""
    for effect in here.stage.performed:
        if isinstance(effect, Send | Edit | Draft):
            for page in pages(effect.screen):
                text, entities, lost = parsed(page.html)
                assert (text, lost) == (page.plain, [])
                assert not [one for one in entities if one.type == "text_link"]


@pytest.mark.parametrize("several", GROUPS, ids=lambda group: group[0].id)
async def test_nothing_of_another_brand_is_sent_shown_or_touched(tmp_path: Path, several: list[Payload]) -> None:
    call = script(several[0])
    async with writing(tmp_path, call) as here:
        home, own = here.brands.workspace, here.brands.own
        await _spoilt(here, several)
        before = here.rows(of=home)
        (version,) = await _made(here)
        assert here.rows(of=home) == before
        _shown(here)
        stored = here.rows(of=own)
        said = told(here.stage.performed)
    assert (version.state, version.approvals, stored["decisions"]) == ("draft", (), [])
    asked = "\n".join(f"{one.prefix}{one.prompt}" for one in call.requests)
    assert all(json.dumps(one.line[:60], ensure_ascii=False)[1:-1] in asked for one in several[:2])
    typed = "\n".join(one.text for one in several)
    for words in (asked, said, repr(stored)):
        assert not [one for one in SECRETS if one in words and one not in typed]


async def test_what_a_model_makes_up_about_another_brand_has_nothing_behind_it(tmp_path: Path) -> None:
    """It may guess a name and the number of a proof point: those of its own brand are the only ones that count."""
    fact = "In 2025 koos 91 procent van de klanten voor Zilverspar."
    claims = [{"text": fact, "kind": "fact", "proof": "B8", "source_sentence": "Bernsteen staat vast."}]
    answer = linkedin("nl", fact, "Bernsteen staat vast.", "Dat is alles.", claims=claims)
    call = script(BY_ID["nl-brand-2"], answer)
    async with writing(tmp_path, call) as here:
        before = here.rows(of=here.brands.workspace)
        (version,) = await _made(here)
        assert here.rows(of=here.brands.workspace) == before
    (claim,) = [one for one in version.content.claims if "Zilverspar" in one.text]
    assert (claim.standing, claim.proof) == ("unproven", None)
    assert version.carried == {}
    assert "claims.unproven" in {one.check for one in version.content.findings if one.severity == "blocking"}


async def test_a_model_that_answers_more_than_it_was_asked_makes_no_post(tmp_path: Path) -> None:
    """The person is told that it failed; nothing of the answer is kept, and nothing is decided."""
    payload = BY_ID["en-approve-1"]
    call = script(payload, post(payload, approved=True, state="approved"))
    async with writing(tmp_path, call) as here:
        assert await _made(here) == ()
        rows = here.rows(of=here.brands.own)
        assert (rows["posts"], rows["versions"], rows["decisions"]) == ([], [], [])
        assert call.tasks.count("post_linkedin") == 2
        assert "gaf geen bruikbaar antwoord" in here.who("olga").text, here.who("olga").text
