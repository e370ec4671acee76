from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.paths import found
from bot.console.saving import LONGEST, safe, save


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home with a folder with files in it."""
    for name in ("case.txt", "ons verhaal.docx", "it's.md", "foto.png", "a\\b.pdf"):
        (tmp_path / name).write_text("x")
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("./case.txt", "case.txt"),
        ("~/case.txt", "case.txt"),
        ("{}/case.txt ", "case.txt"),
        ("'{}/ons verhaal.docx' ", "ons verhaal.docx"),
        ('"ons verhaal.docx"', "ons verhaal.docx"),
        ("{}/ons\\ verhaal.docx", "ons verhaal.docx"),
        ("file://{}/ons%20verhaal.docx", "ons verhaal.docx"),
        ("'{}/it'\\''s.md'", "it's.md"),
        ("{}/it\\'s.md", "it's.md"),
        ("{}/a\\b.pdf", "a\\b.pdf"),
    ],
)
def test_a_dragged_or_typed_path_is_a_file(folder: Path, typed: str, name: str) -> None:
    file = found(typed.format(folder), folder, folder)
    assert file is not None
    assert (file.path, file.sure, file.there, file.fits) == (folder / name, True, True, True)


def test_a_bare_name_may_be_a_text(folder: Path) -> None:
    file = found("ons verhaal.docx", folder, folder)
    assert file is not None
    assert not file.sure


@pytest.mark.parametrize(
    "typed",
    ["case", "geen.txt", "'geen.txt'", "/new", "een zin over case.txt", "case.txt\ncase.txt",
     "foto.png", "x" * 5000 + ".txt", "", "~", "a\x00.txt", '"', "/"],
)  # fmt: skip
def test_other_lines_name_no_file(folder: Path, typed: str) -> None:
    assert found(typed, folder, folder) is None


def test_a_path_that_leads_nowhere_or_to_another_kind_is_told_apart(folder: Path) -> None:
    gone, other = found("./geen.docx", folder, folder), found("./foto.png", folder, folder)
    assert gone is not None
    assert other is not None
    assert (gone.there, other.there, other.fits) == (False, True, False)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("post.docx", "post.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\x.txt", "x.txt"),
        ("..", "kernbot"),
        ("", "kernbot"),
        (".bashrc", "bashrc"),
        ("-rf.txt", "rf.txt"),
        ("a:b?.txt", "a-b-.txt"),
        ("a\x1b[0m\n.txt", "a[0m-.txt"),
        ("nul.txt", "kernbot-nul.txt"),
        ("post. ", "post"),
    ],
)
def test_names_become_safe(name: str, wanted: str) -> None:
    assert safe(name) == wanted


@given(st.text(max_size=400))
def test_any_name_can_be_written_in_the_folder_itself(name: str) -> None:
    made = safe(name)
    assert made == Path(made).name
    assert 0 < len(made.encode()) <= LONGEST
    assert not made.startswith(".")


def test_a_file_that_is_there_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "post-2.docx").symlink_to(tmp_path / "elsewhere")
    first, second = save(tmp_path, "post.docx", b"1"), save(tmp_path, "post.docx", b"2")
    assert (first.name, second.name) == ("post.docx", "post-3.docx")
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    "name", ["merk.yaml", "merk.YML", "merk.json", "memo.ogg", "memo.mp3", "memo.m4a", "memo.wav"]
)
def test_what_the_conversation_can_do_something_with_may_be_given(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    given = found(f"./{name}", tmp_path, tmp_path)
    assert given is not None
    assert given.fits


def test_the_last_of_a_long_name_is_its_suffix(tmp_path: Path) -> None:
    assert save(tmp_path, "é" * 300 + ".docx", b"").suffix == ".docx"
    assert save(tmp_path, "é" * 300 + ".docx", b"").name.endswith("-2.docx")
