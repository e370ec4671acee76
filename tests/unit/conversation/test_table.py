"""The table, as a person sets it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import general
from bot.conversation.areas import brands, exports, table, table_fields, welcome
from bot.domain.base import LANGUAGES, Language
from bot.domain.brief import Brand, Persona, Proof, Workspace
from bot.domain.errors import BadInputError
from bot.services import workspaces
from tests.fakes.talking import TEXTS, Chatter, Stage, talking

AREAS = (welcome.AREA, table.AREA, brands.AREA, exports.AREA)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """An installation with the table."""
    async with talking(tmp_path, AREAS) as made:
        yield made


async def _at_demo(stage: Stage, language: Language = "nl") -> Chatter:
    me = stage.joins(language=language)
    await me.commands("start")
    await me.taps("1~w.ok")
    await me.taps("1~w.demo")
    return me


async def _entries(stage: Stage, kind: Any) -> tuple[Any, ...]:
    async with stage.database.read() as work:
        return await work.within(1).entries.all(kind, withdrawn=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", sorted(table.AREA.commands))
async def test_each_card_opens_with_the_brand(stage: Stage, language: Language, command: str) -> None:
    me = await _at_demo(stage, language)
    brand = (await _record(stage)).brand.name
    await me.commands(command)
    assert me.text.startswith(brand)
    assert me.labels


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(table_fields.FIELDS))
async def test_each_field_asks_in_words_and_names_itself(stage: Stage, language: Language, kind: str) -> None:
    me = await _at_demo(stage, language)
    held = 0 if kind == "brand" else (await _entries(stage, kind))[0].id
    for field in table_fields.FIELDS[kind]:
        await me.taps(f"1~t.field:1:{_36(held)}:{field.key}")
        assert TEXTS[language](f"table-ask-{kind}-{field.key.replace('_', '-')}") in me.text


async def test_a_proof_point_gets_its_key_and_a_typed_date(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("proof")
    await me.taps("Nieuw bewijspunt")
    await me.says("Van 40 klanten kwamen er 31 terug.")
    made = (await _entries(stage, "proof"))[-1]
    assert f"Bewijspunt {made.key}" in me.text
    await me.taps("Geldig tot en met")
    await me.says("31-02-2026")
    assert me.text == TEXTS["nl"]("table-date-wanted")
    await me.says("31-12-2026")
    assert (await _entries(stage, "proof"))[-1].data.valid_until == date(2026, 12, 31)


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "geen idee", "https://", "https://a b.nl", "ftp://x.nl", "x"]
)
async def test_what_is_no_web_address_is_refused(stage: Stage, typed: str) -> None:
    me = await _at_demo(stage)
    before = (await _record(stage)).brand.site
    await me.commands("brand")
    await me.taps("Website")
    await me.says(typed)
    assert me.text == TEXTS["nl"]("table-link-wanted")
    assert (await _record(stage)).brand.site == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" https://klok.example/kamerplan?a=1 ", "https://klok.example/kamerplan?a=1"),
        ("http://klok.example", "http://klok.example"),
        ("www.klok.example", "https://www.klok.example"),
        ("", None),
    ],
)
def test_a_web_address_is_kept_whole(typed: str, kept: str | None) -> None:
    field = table_fields.field_of("brand", "site")
    assert field is not None
    assert table_fields.read(field, typed) == kept


async def test_withdrawing_asks_first_and_can_be_undone(stage: Stage) -> None:
    me = await _at_demo(stage)
    held = (await _entries(stage, "asset") or await _entries(stage, "proof"))[0]
    await me.taps(f"1~t.open:1:{_36(held.id)}")
    await me.taps("Intrekken")
    assert not (await _entries(stage, held.kind))[0].withdrawn
    await me.taps("Intrekken")
    assert (await _entries(stage, held.kind))[0].withdrawn
    await me.taps("Terugzetten")
    assert not (await _entries(stage, held.kind))[0].withdrawn


async def test_a_field_is_observed_after_a_tap_and_assumed_after_another(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.taps("1~t.obs:1:1")
    await me.taps("Behoefte: aanname")
    assert "need" in (await _entries(stage, "persona"))[0].data.observed
    await me.taps("Behoefte: waargenomen")
    assert "need" not in (await _entries(stage, "persona"))[0].data.observed


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_weak_proposition_is_told_so_and_gets_three_sharper_ones(stage: Stage, language: Language) -> None:
    me = await _at_demo(stage, language)
    t = TEXTS[language]
    await me.commands("propositions")
    await me.taps(t("table-add-proposition"))
    await me.says("Wij zijn de beste." if language == "nl" else "We are the best.")
    assert "• " in me.text
    await me.taps(t("table-sharper-button"))
    assert sum(label == t("table-sharper-take", number=n) for n in (1, 2, 3) for label in me.labels) == 3
    await me.taps(t("table-sharper-take", number=2))
    said = (await _entries(stage, "proposition"))[-1]
    assert said.revision == 2
    assert said.data.text in me.text


async def test_somebody_who_was_first_is_not_overwritten(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.taps("1~t.field:1:1:need")
    async with stage.database.work() as work:
        entry = await work.within(1).entries.get(1)
        await work.within(1).entries.change(entry, Persona(need="iets anders"), 1)
    await me.says("mijn eigen versie")
    assert (await _entries(stage, "persona"))[0].data.need == "iets anders"


async def test_a_text_that_names_another_brand_waits_for_a_word(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("switch")
    await me.taps("Nieuw merk")
    await me.says("Noordzijde")
    await me.commands("propositions")
    brand = (await _record(stage)).brand.name
    await me.taps("Nieuwe propositie")
    await me.says(f"Met {brand} verhuis je rustig.")
    assert TEXTS["nl"]("table-doubt", brand="Noordzijde", other=brand) in me.text
    async with stage.database.read() as work:
        assert not await work.within(2).entries.all("proposition")
    await me.taps("Klopt")
    async with stage.database.read() as work:
        assert len(await work.within(2).entries.all("proposition")) == 1


async def test_the_last_channel_stays(stage: Stage) -> None:
    me = await _at_demo(stage)
    for channel in (await _record(stage)).channels:
        await me.taps(f"1~t.chan:1:{channel}")
    assert len((await _record(stage)).channels) == 1
    assert me.answer == TEXTS["nl"]("table-last-channel")


async def test_a_stranger_learns_nothing_from_any_button(stage: Stage) -> None:
    await _at_demo(stage)
    stranger = stage.joins("other", "Bo")
    for data in ("1~t.open:1:1", "1~t.list:1:persona:0:0", "1~t.field:1:1:need", "1~t.file:1", "1~t.obs:1:1"):
        await stranger.taps(data)
        assert stranger.answer == TEXTS["nl"]("old-card")
    assert not stranger.messages
    assert not stage.files


@pytest.mark.parametrize(
    "data", ["1~t.list:1:source:0:0", "1~t.field:1:1:id", "1~t.pick:1:1:need:x", "1~t.open:1:zz"]
)
async def test_forged_buttons_change_nothing(stage: Stage, data: str) -> None:
    me = await _at_demo(stage)
    before = await _entries(stage, "persona")
    await me.taps(data)
    assert await _entries(stage, "persona") == before


async def test_what_is_exported_reads_back_as_it_was(stage: Stage) -> None:
    me = await _at_demo(stage)
    await me.commands("brand")
    await me.taps("Bewaar als bestand")
    file = workspaces.parsed(stage.files[0].content)
    async with stage.database.read() as work:
        assert file == await workspaces.as_file(work.within(1), await work.workspaces.get(1))


@given(st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable() and text.strip() == text))
def test_any_line_survives_a_file(text: str) -> None:
    file = Workspace(brand=Brand(name="Vos", banned=(text, text)), proof=(Proof(id="B1", text=text),))
    written = workspaces.as_yaml(file)
    read = workspaces.parsed(written.encode())
    assert read == workspaces.parsed(workspaces.as_yaml(read).encode())
    assert len(read.brand.banned) == 2


def test_a_file_with_slips_names_each_key_and_the_nearest_known_one() -> None:
    with pytest.raises(BadInputError) as raised:
        workspaces.parsed(b"schema: kernbot.workspace/1\nbrand:\n  name: Vos\n  bannd: [a]\npersonnas: []\n")
    assert "`banned`" in str(raised.value)
    assert "`personas`" in str(raised.value)
    assert "/tmp" not in str(raised.value)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 1, 1)))
def test_a_date_is_read_both_ways(day: date) -> None:
    field = table_fields.field_of("proof", "valid_until")
    assert field is not None
    assert table_fields.read(field, f"{day:%d-%m-%Y}") == day
    assert table_fields.read(field, day.isoformat()) == day


@pytest.mark.parametrize("typed", ["morgen", "2026-13-01", "31-02-2026", "1-1-26", "00-00-0000"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    field = table_fields.field_of("proof", "valid_until")
    assert field is not None
    with pytest.raises(general.UnreadableError):
        table_fields.read(field, typed)


async def _record(stage: Stage) -> Any:
    async with stage.database.read() as work:
        return await work.workspaces.get(1)


def _36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < 36 else digits[number // 36] + digits[number % 36]
