"""From a source, as a person hands it over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.areas import brands, new, source, table, welcome
from bot.conversation.events import Other
from bot.domain.base import LANGUAGES, Language
from bot.domain.records import Job
from bot.domain.team import Role
from bot.services import team
from bot.services.intake import SOURCE, Intake
from tests.fakes.composing import KNOWLEDGE
from tests.fakes.rewriting import BY_RULES
from tests.fakes.talking import TEXTS, Chatter, Stage, talking

AREAS = (welcome.AREA, table.AREA, brands.AREA, new.AREA, source.AREA)
CASE = {
    "nl": "Familie Bakker wilde kleiner wonen maar zag op tegen het uitzoeken. Wie beslist wat er meegaat? "
    "In maart 2025 verhuisden we hun huis in Utrecht in vier dagen. Van de 120 dozen bleef er geen een staan. "
    "Twee weken later belde mevrouw Bakker dat alle schilderijen al hingen. Wat kost zo'n verhuizing eigenlijk? "
    "We rekenden 1.850 euro, precies het bedrag van de offerte. ",
    "en": "The Baker family wanted to live smaller but dreaded sorting everything out. "
    "Who decides what comes along? "
    "In March 2025 we moved their house in Leeds in four days. Of the 120 boxes not one was left behind. "
    "Two weeks later Mrs Baker called to say that all paintings were up. What does such a move cost? "
    "We charged 1,850 pounds, exactly the amount of the quote. ",
}
FILES: dict[str, bytes] = {
    "merk.yaml": b"schema: kernbot.workspace/1\nbrand: {name: Zilt}\npersonas: [{need: rust}]\n",
    "fout.yaml": b"schema: kernbot.workspace/1\nbrand: {naam: Zilt}\n",
    "nep.docx": b"geen document",
    "stem.txt": b"Stem: rustig en droog\nVerboden woorden: uniek, ontzorgen\n",
}


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """An installation that reads what it is given."""
    stages: list[Stage] = []

    async def fetch(front: str, ref: str) -> bytes:
        return FILES[ref]

    async def read(job: Job, tell: Callable[[Any], None]) -> str:
        return await Intake(stages[0].database, KNOWLEDGE, lambda _: BY_RULES, fetch)(job, tell)

    rules = {"unasked": source.UNASKED, "aside": source.ASIDE}
    async with talking(tmp_path, AREAS, handlers={SOURCE: read}, **rules) as made:
        stages.append(made)
        yield made


async def _at_demo(stage: Stage, language: Language = "nl") -> Chatter:
    me = stage.joins(language=language)
    await me.commands("start")
    await me.taps("1~w.demo")
    return me


async def _all(stage: Stage, kind: Any, workspace: int = 1) -> tuple[Any, ...]:
    async with stage.database.read() as work:
        return await work.within(workspace).entries.all(kind)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_case_becomes_what_was_kept_of_it(stage: Stage, language: Language) -> None:
    me, t = await _at_demo(stage, language), TEXTS[language]
    proof = len(await _all(stage, "proof"))
    await me.says(CASE[language])
    await me.taps(t("source-use-publish"))
    assert len(await _all(stage, "proof")) == proof, "nothing is kept before a person says so"
    await me.taps("✓ 1")
    assert "✗ 1" in me.labels
    await me.taps(t("source-take"))
    kept = await _all(stage, "proof")
    assert len(kept) > proof
    assert all(one.data.text in CASE[language] for one in kept[proof:])
    assert (await _all(stage, "source"))[-1].data.permission == "publish"
    series = me.labels[0]
    await me.taps(series)
    async with stage.database.read() as work:
        assert "n.order" in (await work.flows.get("test", me.chat.id, 1) or "")


async def test_what_stays_inside_becomes_no_proof(stage: Stage) -> None:
    me = await _at_demo(stage)
    proof = await _all(stage, "proof")
    await me.says(CASE["nl"])
    await me.taps("Alleen intern")
    await me.taps("Bewaar wat is aangevinkt")
    assert await _all(stage, "proof") == proof
    assert (await _all(stage, "source"))[-1].data.permission == "internal"


async def test_dropping_everything_is_asked_first(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.says(CASE["nl"])
    await me.taps("Mag naar buiten")
    await me.taps("Bewaar niets")
    assert "Weet je het zeker? Dan vervallen de" in me.text
    await me.taps("Terug")
    assert "✓ 1" in me.labels
    await me.taps("Bewaar niets")
    await me.taps("Ja, bewaar niets")
    assert me.text.endswith(TEXTS["nl"]("source-dropped"))
    assert await _all(stage, "source") == ()


@pytest.mark.parametrize(("role", "command"), [("reviewer", "/review"), ("viewer", "/board"), ("editor", "/new")])
async def test_who_makes_nothing_hears_what_they_can_do(stage: Stage, role: Role, command: str) -> None:
    me = await _at_demo(stage)
    async with stage.database.work() as work:
        _, secret = await team.invite(work, 1, [role], 1)
    other = stage.joins("other", "Lena")
    await other.commands("start", secret)
    await other.says("hoi")
    assert command in other.text
    assert ("/new" in other.text) == (role == "editor")
    for _ in range(2):
        await other.says(CASE["nl"])
        assert ("Daarvoor heb je in dit merk een andere rol nodig: redacteur of eigenaar." in other.text) == (
            role != "editor"
        )
        await other.sends("stem.txt")
        assert (TEXTS["nl"]("source-where") in other.text) == (role == "editor")
    assert me.text != other.text


async def test_keeping_twice_keeps_once(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.says(CASE["nl"])
    await me.taps("Mag naar buiten")
    await me.taps("Bewaar wat is aangevinkt", card := me.last)
    count = len(await _all(stage, "proof"))
    take = next(button.data for button in card.buttons if button.label == "Bewaar wat is aangevinkt")
    await me.taps(take)
    assert len(await _all(stage, "proof")) == count
    assert me.answer == TEXTS["nl"]("old-card")


async def test_a_paste_that_comes_in_pieces_is_one_text(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.says(CASE["nl"])
    await me.says(CASE["nl"])
    assert str(2 * len(CASE["nl"].strip()) + 1)[:1] in me.text
    await me.taps("Alleen intern")
    await me.taps("Bewaar wat is aangevinkt")
    assert len((await _all(stage, "source"))[-1].data.text) > 2 * len(CASE["nl"]) - 5


async def test_a_workspace_file_is_shown_before_it_is_taken(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.sends("merk.yaml")
    assert "Zilt" in me.text
    async with stage.database.read() as work:
        assert len(await work.workspaces.of(1)) == 1
    await me.taps("Nieuw merk Zilt")
    assert [one.data.need for one in await _all(stage, "persona", 2)] == ["rust"]


async def test_a_file_with_a_slip_names_it(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.sends("fout.yaml")
    assert "`name`" in me.text


async def test_a_file_can_make_a_brand(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.sends("stem.txt")
    await me.taps("Merk")
    await me.taps("Verwerk in")
    async with stage.database.read() as work:
        brand = (await work.workspaces.get(1)).brand
    assert brand.voice == "rustig en droog"
    assert {"uniek", "ontzorgen"} <= set(brand.banned)


async def test_what_cannot_be_read_is_said_before_anything_is_asked(stage: Stage) -> None:
    me = await _at_demo(stage)
    before = len(me.messages)
    await me.sends("nep.docx")
    assert len(me.messages) == before + 1
    assert "Dit is geen echt Word-document." in me.text
    assert me.text.count("plak de tekst") == 1
    assert "Plak de tekst" not in me.text
    assert me.labels == ()
    await me.sends("stem.txt")
    assert TEXTS["nl"]("source-where") in me.text


async def test_what_is_too_big_is_refused_before_it_is_fetched(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.sends("nooit.pdf", size=30_000_000)
    assert "20 MB" in me.text


@pytest.mark.parametrize("kind", ["sticker", "photo", "location", "dice"])
async def test_what_cannot_be_read_gets_an_answer(stage: Stage, kind: str) -> None:
    me = await _at_demo(stage)
    before = len(me.messages)
    await me._does(Other(me._envelope(), kind))
    assert len(me.messages) == before + 1


async def test_a_voice_note_and_a_remark_get_a_way_on(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.sends("stem.ogg", "audio/ogg", voice=True)
    assert me.text == TEXTS["nl"]("source-no-voice")
    await me.says("hoi")
    assert "/new" in me.text


async def test_in_a_group_nothing_is_said_to_what_people_tell_each_other(stage: Stage) -> None:
    me = (await _at_demo(stage)).elsewhere("groep")
    await me.says(CASE["nl"])
    assert not me.messages
