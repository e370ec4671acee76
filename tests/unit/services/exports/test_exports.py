from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import jsonschema
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.base import LANGUAGES, Language, Words
from bot.domain.records import Outsider, Published
from bot.domain.review import State
from bot.services import schemas
from bot.services.exports.approved import Approved, NotForExportError, checked, file_name
from bot.services.exports.as_csv import COLUMNS, guarded, to_csv, unguarded, written
from bot.services.exports.as_docx import to_docx
from bot.services.exports.as_json import to_json
from bot.services.exports.as_markdown import escaped, fenced, to_markdown
from bot.services.exports.shape import Export
from tests.fakes.approving import AT, approved, content, decision, texts, version
from tests.fakes.checking import KNOWLEDGE

PRINTED = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\0"), max_size=60)


def rows(made: bytes) -> list[dict[str, str]]:
    text = io.StringIO(made.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text))


def docx_lines(made: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs]


# -- the gate ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["draft", "in_review", "changes_requested", "rejected"])
def test_only_what_is_approved_leaves(state: State) -> None:
    for make in (lambda item: to_json([item], texts(), AT), lambda item: to_csv([item], texts())):
        with pytest.raises(NotForExportError) as caught:
            make(approved(state=state))
        assert caught.value.reason == "not_approved"


@pytest.mark.parametrize("state", ["approved", "planned", "published"])
def test_what_is_approved_leaves(state: State) -> None:
    assert checked([approved(state=state)])[0].version.state == state


def _swapped() -> Approved:
    return approved(hash="0" * 64)


def _of_another_version() -> Approved:
    item = approved()
    return item._replace(decisions=tuple(one._replace(version=30) for one in item.decisions))


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (approved(post={"version": 4}), "superseded"),
        (_swapped(), "altered"),
        (approved(language="en")._replace(version=version()._replace(language="en")), "altered"),
        (approved()._replace(decisions=()), "no_record"),
        (_of_another_version(), "no_record"),
    ],
)
def test_an_approval_holds_for_one_version_and_its_very_text(item: Approved, reason: str) -> None:
    with pytest.raises(NotForExportError) as caught:
        to_markdown([item], texts(), AT)
    assert caught.value.reason == reason
    assert KNOWLEDGE.labels[f"export_{reason}"]["nl"]
    assert KNOWLEDGE.labels[f"export_{reason}"]["en"] == str(caught.value)


def test_a_version_that_is_being_made_takes_nobodys_place() -> None:
    item = approved(post={"version": 4, "state": "in_review"})
    assert checked([item]) == (item,)
    made = to_markdown([item], texts(), AT).decode()
    assert "Nieuwere versie, nog zonder akkoord: 4 (ter beoordeling)" in made
    assert "Nieuwere versie" not in to_markdown([approved()], texts(), AT).decode()


# -- csv --------------------------------------------------------------------------------------------


def test_a_row_a_post_with_its_record() -> None:
    made = to_csv([approved(), approved(post={"slot": None})], texts("en"))
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\r\n") == 3
    first, second = rows(made)
    assert list(first) == [texts("en").head(column) for column in COLUMNS]
    assert (first["Brand"], first["Channel"], first["Version"]) == ("Veldwerk", "LinkedIn post", "3")
    assert first["Approved by"] == "Ilse"
    assert first["Approved on"] == "2026-03-04 11:30 UTC"
    assert (first["Planned for"], second["Planned for"]) == ("2026-03-09", "")
    assert "confirmed: “wij bellen”" in first["Claims checked"]
    assert "andere uiting" not in made.decode()


def test_times_are_those_of_the_workspace_and_a_phase_has_its_name() -> None:
    phases = {("canvas7", approved().pack.brief.phase): Words(nl="Afwegen", en="Weighing up")}
    there = texts("en")._replace(timezone="Europe/Amsterdam", phases=phases)
    (row,) = rows(to_csv([approved()], there))
    assert row["Approved on"] == "2026-03-04 12:30 CET"
    assert row["Phase"] == "Weighing up"
    assert rows(to_csv([approved()], texts("en")))[0]["Phase"] == approved().pack.brief.phase, "unknown: its key"
    unknown = texts("en")._replace(timezone="Nowhere/Else")
    assert rows(to_csv([approved()], unknown))[0]["Approved on"] == "2026-03-04 11:30 UTC"


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1+1",
        "'=1",
        "''@x",
        "a;=cmd|' /C calc'!A0",
    ],
)
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert "'" in guarded(cell)
    assert guarded(cell) != cell
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize(
    "cell", ["Gewoon", "regel\n- punt\n+31 6\n@noor", "5 = 3 + 2", "een;-)", "'s ochtends", ""]
)
def test_ordinary_text_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.lists(st.lists(PRINTED, min_size=2, max_size=2), max_size=5))
def test_what_is_written_reads_back(cells: list[list[str]]) -> None:
    made = written(["een", "twee"], cells)
    read = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), strict=True))
    assert [[unguarded(cell) for cell in row] for row in read[1:]] == cells
    assert not [cell for row in read for cell in row if cell.lstrip()[:1] in tuple("=+-@＝")]


@given(st.text(st.sampled_from("'=+-@\t\n;a( |"), max_size=12))
def test_the_guard_can_always_be_taken_off(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


# -- json -------------------------------------------------------------------------------------------


def test_json_has_the_published_shape_and_reads_back() -> None:
    done = Published("https://veldwerk.example/1", AT + timedelta(days=1), True)
    outsider = Outsider("Joost", "Spoor BV", "mail", AT.date(), "bericht")
    item = approved(state="published", post={"published": done})
    told = decision("reported", item.version, id=4, outsider=outsider, person=9, person_name="oud-lid")
    made = to_json([item._replace(decisions=(*item.decisions, told))], texts(), AT)
    shape = schemas.of("export", KNOWLEDGE)
    data = json.loads(made)
    jsonschema.Draft202012Validator.check_schema(shape)
    jsonschema.validate(data, shape)
    export = Export.model_validate_json(made)
    (post,) = export.posts
    assert post.text == item.version.content.text
    assert post.parts == item.version.content.parts
    assert data["schema"] == shape["$id"] == "kernbot.export/1"
    assert [line.kind for line in post.record] == ["submit", "approve", "reported"]
    assert post.record[1].ticks[0].person == "Ilse"
    assert post.record[2].outsider is not None
    assert post.record[2].outsider.organisation == "Spoor BV"
    assert post.version.approved_by == ("Ilse",)


def test_who_left_is_a_former_member() -> None:
    item = approved()._replace(people={})
    item = item._replace(decisions=tuple(one._replace(person=None, person_name="") for one in item.decisions))
    made = json.loads(to_json([item], texts(), AT))["posts"][0]
    assert made["version"]["author"] == made["record"][1]["person"] == "oud-lid"
    assert "Noor" not in json.dumps(made["record"][0])


# -- markdown ---------------------------------------------------------------------------------------


def test_markdown_opens_with_the_brand_and_has_the_text_as_it_is() -> None:
    made = to_markdown([approved()], texts(), AT).decode()
    assert "## Veldwerk · LinkedIn-post · Vijf uur 's ochtends" in made
    assert f"```text\n{content().text}\n```" in made
    assert "akkoord" in made
    assert approved().version.hash in made


def test_words_that_were_typed_make_no_markup() -> None:
    assert escaped("<b>*x*</b> [a](http://x)\n# kop") == r"\<b\>\*x\*\</b\> \[a\](http://x) \# kop"
    assert escaped("- x") == r"\- x"
    assert escaped("1. x") == r"1\. x"
    item = approved()
    said = item.decisions[0]._replace(reason="# kop\n<script>")
    made = to_markdown([item._replace(decisions=(said,))], texts(), AT).decode()
    assert "\n# kop" not in made
    assert "<script>" not in made


@given(st.text(st.sampled_from("`~a\n "), max_size=30))
def test_a_fence_is_longer_than_any_in_the_text(text: str) -> None:
    first, *_, last = fenced(text).split("\n")
    assert first == f"{last}text"
    assert last not in text


# -- docx -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_docx_has_the_text_line_by_line_and_the_record(language: Language) -> None:
    item = approved()
    made = to_docx([item, item], texts(language), AT)
    lines = docx_lines(made)
    wanted = item.version.content.text.split("\n")
    place = lines.index(wanted[0])
    assert lines[place : place + len(wanted)] == wanted
    assert sum(line.startswith("Veldwerk · ") for line in lines) == 2
    cells = [cell.text for table in Document(io.BytesIO(made)).tables for row in table.rows for cell in row.cells]
    assert item.version.hash in cells
    assert "Noor" in cells
    assert any(texts(language).say("tick_confirmed") in cell for cell in cells)


def test_the_same_export_is_the_same_bytes() -> None:
    item = approved()
    made = to_docx([item], texts(), AT)
    assert made == to_docx([item], texts(), AT)
    assert made != to_docx([item], texts(), AT + timedelta(days=1))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2026, 3, 4, 9, 30, 0)}
        assert b"2026-03-04T09:30:00Z" in archive.read("docProps/core.xml")


@settings(max_examples=25, deadline=None)
@given(text=st.text(min_size=1, max_size=80))
def test_any_text_makes_a_document_that_opens(text: str) -> None:
    held = content(text=text, parts={"first_comment": text}, alt_text=text)
    item = approved(held)._replace(brand=approved().brand.model_copy(update={"name": text}))
    assert docx_lines(to_docx([item], texts(), AT))
    assert to_markdown([item], texts(), AT)
    assert rows(to_csv([item], texts()))


def test_a_beat_a_slide_and_a_section_are_readable() -> None:
    parts: dict[str, Any] = {
        "beats": [{"start": 0, "end": 3, "visual": "deur", "spoken": "Hoor je dat?", "on_screen": ""}],
        "slides": [{"title": "Een", "text": "twee"}],
        "faq": [{"heading": "Kan dat?", "text": "Dat kan."}],
        "eigen_deel": "van een eigen kanaal",
    }
    made = to_markdown([approved(content(parts=parts))], texts(), AT).decode()
    assert "0-3 sec · Beeld: deur · Gesproken: Hoor je dat?" in made
    assert "1. Een · twee" in made
    assert "Kan dat?\nDat kan." in made
    assert "**eigen deel**" in made


def test_every_part_of_every_channel_has_a_name() -> None:
    keys = {part.key for channel in KNOWLEDGE.channel_keys for part in KNOWLEDGE.channel(channel).parts}
    assert sorted(key for key in keys if f"part_{key}" not in KNOWLEDGE.labels) == []


def test_a_file_is_named_by_nothing_that_was_typed() -> None:
    assert file_name("export", "docx", AT) == "kernbot-export-20260304-0930.docx"
