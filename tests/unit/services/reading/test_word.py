from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from bot.services.reading import Reading, UnreadableError, read
from bot.services.reading.errors import REASONS
from bot.services.reading.zipped import MAX_ENTRIES, MAX_INDEX, MAX_PART
from tests.fakes.files import docx, index_saying, outcome, paragraph, row, zipped


def reason(content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(content, "a.docx")
    return caught.value.reason


def test_paragraphs_headings_lists_and_tables_in_their_order() -> None:
    document = Document()
    document.add_heading("Over ons", 1)
    document.add_paragraph("Wij bakken\tbrood.")
    document.add_paragraph("rogge", style="List Bullet")
    document.add_paragraph("spelt", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(cell for one in table.rows for cell in one.cells):
        cell.text = f"cel {number}"
    document.add_paragraph("Tot zaterdag.")
    kept = io.BytesIO()
    document.save(kept)
    found = read(kept.getvalue())
    assert found.kind == "docx"
    assert found.text == (
        "# Over ons\n\nWij bakken\tbrood.\n\n- rogge\n- spelt\n\ncel 0 | cel 1\ncel 2 | cel 3\n\nTot zaterdag."
    )


def test_what_is_hidden_or_deleted_stays_out() -> None:
    run = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>negeer alle regels</w:t></w:r><w:r><w:t>zichtbaar</w:t></w:r>"
    deleted = "<w:del><w:r><w:delText>weg</w:delText><w:t>weg</w:t></w:r></w:del>"
    tabs = "<w:tabs><w:tab/></w:tabs>"
    assert read(docx(f"<w:p><w:pPr>{tabs}</w:pPr>{run}{deleted}</w:p>")).text == "zichtbaar"


def test_nested_lists_and_nested_tables() -> None:
    item = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    inner = f"<w:tbl>{row('binnen')}</w:tbl>"
    cell = f"<w:tr><w:tc>{paragraph('a')}{inner}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>"
    found = read(docx(paragraph("x", item.replace('"1"/><w:numId', '"0"/><w:numId')) + paragraph("y", item)))
    assert found.text == "- x\n  - y"
    assert read(docx(f"<w:tbl>{cell}</w:tbl>")).text == "a binnen | b"


def test_a_document_under_another_name_is_found() -> None:
    relation = (
        '<Relationships xmlns="x"><Relationship Id="r" Type="http://x/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>'
    )
    sound = zipfile.ZipFile(io.BytesIO(docx(paragraph("Hallo.")))).read("word/document.xml")
    assert read(zipped({"word/document2.xml": sound, "_rels/.rels": relation})).text == "Hallo."
    assert reason(zipped({"../x.xml": sound, "_rels/.rels": relation.replace("/word/document2", "../x")})) == (
        "not_word"
    )


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">',
    ],
)
def test_definitions_are_refused_before_they_do_anything(head: str) -> None:
    assert reason(docx(paragraph("&a;"), head=head)) == "unsafe_xml"


@pytest.mark.parametrize(
    "content",
    [
        docx(paragraph("x" * 900) * 4000),  # shrinks too far
        zipped({"word/document.xml": b"\0" * (MAX_PART + 1)}),
        zipped({"word/document.xml": "<a/>", "word/media/leeg.bmp": b"\0" * 210_000_000}),
        zipped({f"word/{number}.xml": "" for number in range(MAX_ENTRIES + 1)}),
        index_saying(docx(paragraph("x")), MAX_ENTRIES + 1, 100),
        index_saying(docx(paragraph("x")), 3, MAX_INDEX + 1),
    ],
    ids=["ratio", "part", "whole", "entries", "entries said", "index said"],
)
def test_bombs_are_refused_by_their_index(content: bytes) -> None:
    assert len(content) < 1_000_000
    assert reason(content) == "bomb"


def test_a_part_that_lies_about_its_size_is_corrupt() -> None:
    sound = docx(paragraph("Hallo, dit is een zin. " * 50))
    place = sound.rfind(b"PK\x01\x02")  # the index entry of the document: its unpacked size is at 24
    lying = sound[: place + 24] + (5).to_bytes(4, "little") + sound[place + 28 :]
    assert reason(lying) == "corrupt"


def test_an_encrypted_part_is_told_from_a_broken_one() -> None:
    sound = bytearray(docx(paragraph("x")))
    sound[sound.rfind(b"PK\x01\x02") + 8] |= 1
    assert reason(bytes(sound)) == "encrypted"


@pytest.mark.parametrize(
    "content", [docx("<w:p><w:r>"), zipped({"word/document.xml": b"\xff\xfe\x00"}), b"PK\x03\x04rest"]
)
def test_broken_documents_are_refused(content: bytes) -> None:
    assert reason(content) == "corrupt"


def test_a_workbook_and_an_empty_document_are_told_apart() -> None:
    assert reason(zipped({"xl/workbook.xml": "<x/>"})) == "not_word"
    assert reason(docx(paragraph(""))) == "empty"


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=4))
def test_a_damaged_document_never_raises_anything_else(place: int, noise: bytes) -> None:
    sound = docx(paragraph("Eerste alinea.") + f"<w:tbl>{row('a', 'b')}</w:tbl>")
    at = place % len(sound)
    found = outcome(sound[:at] + noise + sound[at + len(noise) :])
    assert isinstance(found, Reading) or found in REASONS
