from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from bot.domain.base import LANGUAGES, Language
from bot.services.exports.client import ForClient, to_client
from tests.fakes.approving import AT, approved, content, texts


def words(made: bytes) -> tuple[list[str], list[str]]:
    document = Document(io.BytesIO(made))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs], cells


def client(**changes: Any) -> ForClient:
    item = approved(**changes)
    return ForClient(item.brand, item.post, item.version)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_client_sees_the_text_the_mark_and_a_box_for_a_verdict(language: Language) -> None:
    said = texts(language)
    lines, cells = words(to_client([client(state="in_review"), client()], said, AT))
    heads = [line for line in lines if line.startswith("Veldwerk · ")]
    concept = said.say("concept").upper()
    assert [concept in head for head in heads] == [True, False]
    assert content().text.split("\n")[0] in lines
    assert cells.count(f"☐ {said.say('client_yes')}") == 2
    assert cells.count(said.say("client_remark")) == 2
    about = f"{said.say('version')} 3 · {client().version.hash[:12]}"
    assert about in lines
    assert about in cells


def test_a_client_sees_nothing_of_what_is_inside() -> None:
    lines, cells = words(to_client([client(writer="model:small", instruction="korter")], texts(), AT))
    whole = "\n".join((*lines, *cells))
    assert not [word for word in ("Noor", "Ilse", "small", "korter", "toegezegd") if word in whole]


def test_the_same_papers_are_the_same_bytes() -> None:
    assert to_client([client()], texts(), AT) == to_client([client()], texts(), AT)
