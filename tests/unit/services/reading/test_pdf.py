from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from bot.services.reading import UnreadableError, pdf, read
from bot.services.reading.pdf_worker import MAX_PAGES
from tests.fakes.files import pdf as made
from tests.fakes.files import pdf_stream


def reason(content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(content, "a.pdf")
    return caught.value.reason


def test_lines_become_paragraphs_and_cut_words_become_whole() -> None:
    page = [
        "Wij komen langs op de dag die de klant zelf kiest, ook op zater-",
        "dag. De in- en verkoop van",
        "oude kasten loopt door.",
        "- een lijst",
        "- blijft een lijst",
    ]
    found = read(made([page, ["Tweede bladzijde (met haakjes) voor € 5."]]))
    assert found.kind == "pdf"
    assert found.text == (
        "Wij komen langs op de dag die de klant zelf kiest, ook op zaterdag. De in- en verkoop van oude kasten "
        "loopt door.\n- een lijst\n- blijft een lijst\n\nTweede bladzijde (met haakjes) voor € 5."
    )


def test_a_hyphen_that_two_words_share_stays() -> None:
    assert pdf.unwrapped("de in-\nen verkoop") == "de in- en verkoop"
    assert pdf.unwrapped("af\u00ad\nspraak") == "afspraak"


def test_pages_without_text_are_counted() -> None:
    found = read(made([["Een bladzijde met genoeg letters om te lezen."], [], []]))
    assert (found.blank, found.unread) == (2, 0)


def test_more_pages_than_are_read_are_counted() -> None:
    found = read(made([[f"Bladzijde nummer {number}."] for number in range(MAX_PAGES + 5)]))
    assert found.unread == 5


def test_pictures_of_pages_are_refused_clearly() -> None:
    assert reason(made([[], []])) == "no_text"
    assert reason(made([["1"], ["2"], ["3"]])) == "no_text"


def test_a_password_is_told() -> None:
    locked = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O (%s) /U (%s) >> /ID [(a) (a)]"
    assert reason(made([["geheim"]], trailer=locked % (b"o" * 32, b"u" * 32))) == "encrypted"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nrubbish",
        made([["x"]])[:200],
        made([["tekst"]]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
        made([["tekst"]]).replace(b"/Kids [4 0 R]", b"/Kids [9 9 R]"),
        b"%PDF-1.4\n" + b"[" * 60_000,
    ],
    ids=["rubbish", "cut off", "loop", "nowhere", "nested"],
)
def test_broken_files_are_refused(content: bytes) -> None:
    assert reason(content) in ("corrupt", "no_text", "too_hard")


def test_a_page_that_unpacks_to_a_flood_ends_in_time() -> None:
    flood = pdf_stream(b"BT /F1 10 Tf " + b"(aaaaaaaaaa) Tj " * 4_000_000 + b"ET")
    assert len(flood) < 1_000_000
    page = made([["x"]])
    start, end = page.index(b"5 0 obj"), page.index(b"xref")
    assert reason(page[:start] + b"5 0 obj\n" + flood + b"\nendobj\n" + page[end:]) in ("too_hard", "corrupt")


def test_the_process_is_cut_off_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    assert reason(made([["tekst die nooit gelezen wordt"]])) == "too_hard"


def test_the_process_sees_no_secret_and_has_limits() -> None:
    shown = (
        "import sys, json, runpy, resource as r; runpy.run_path(sys.argv[1])['_limit']();"
        "print(json.dumps([r.getrlimit(r.RLIMIT_AS)[0], r.getrlimit(r.RLIMIT_CPU)[0]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", shown, str(pdf.WORKER)], capture_output=True, check=True, env=dict(os.environ)
    )
    memory, seconds = json.loads(done.stdout)
    assert memory < 2_000_000_000
    assert seconds < pdf.SECONDS
    assert not [name for name in pdf._PASSED_ON if "KEY" in name or "TOKEN" in name]


def test_nothing_here_loads_the_libraries_before_a_file_asks() -> None:
    code = (
        "import sys, bot.services.reading.files, bot.services.exports.as_docx, bot.services.exports.client;"
        "print({'pypdf', 'docx', 'lxml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "set()"
