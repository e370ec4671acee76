from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.brief import Brief, Workspace
from bot.domain.errors import BadInputError
from bot.knowledge import yaml_file

GOOD = """\
language: nl
brand:
  name: Trapwerk
persona:
  need: een stille trap
phase: awareness
proposition:
  text: Stil in één dag.
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "brief.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(folder: Path, text: str) -> str:
    path = written(folder, text)
    with pytest.raises(BadInputError) as caught:
        yaml_file.parse(path, yaml_file.read(path), Brief)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_a_good_file_becomes_a_value(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert yaml_file.parse(path, yaml_file.read(path), Brief).persona.need == "een stille trap"


def test_an_unknown_key_names_line_key_and_nearest(tmp_path: Path) -> None:
    said = complaint(
        tmp_path, GOOD.replace("  need: een", "  need: een stille trap\n  objectons: []\n  role: een")
    )
    assert "line 6" in said
    assert "`persona.objectons`" in said
    assert "Did you mean `objections`?" in said


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    said = complaint(tmp_path, GOOD.replace("  need: een stille trap", "  role: huiseigenaar"))
    assert "`persona.need`" in said
    assert "required" in said


def test_a_wrong_value_names_what_is_accepted_and_nearest(tmp_path: Path) -> None:
    said = complaint(tmp_path, GOOD.replace("  name: Trapwerk", "  name: Trapwerk\n  emoji: non"))
    assert "line 4" in said
    assert "Did you mean `none`?" in said
    assert "none, some or free" in said


def test_an_entry_of_a_list_is_named_with_its_own_line(tmp_path: Path) -> None:
    said = complaint(tmp_path, GOOD + "proof:\n  - id: B1\n    text: klopt\n  - id: 7up!\n    text: ook\n")
    assert "`proof.1.id`" in said
    assert "line 12" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD + "language: en\n", "stands here twice"),
        ("a: &x [1]\nb: *x\n", "aliases"),
        ("a: [1\n", "not valid YAML"),
        ("a: 1\nb: 's Avonds weer naar boven\nc: 2\n", "line 2: this is not valid YAML"),
        ("- a\n- b\n", "holds no keys"),
        ("", "holds no keys"),
        ("a: !!python/object/apply:os.getcwd []\n", "not valid YAML"),
    ],
)
def test_tricks_and_slips_are_refused(tmp_path: Path, text: str, expected: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadInputError, match=expected):
        yaml_file.read(path)


def test_text_stays_text(tmp_path: Path) -> None:
    data = yaml_file.read(
        written(tmp_path, "a: no\nb: 7:30\nc: 2026-01-31\nd: true\ne: 12\nf: 1.5\ng:\nh: ja\ni: 007\n")
    )
    assert data == {
        "a": "no", "b": "7:30", "c": "2026-01-31", "d": True, "e": 12, "f": 1.5, "g": None, "h": "ja", "i": "007",
    }  # fmt: skip


def test_json_is_read_too(tmp_path: Path) -> None:
    assert yaml_file.read(written(tmp_path, '{"a": ["x", 1], "b": null}')) == {"a": ["x", 1], "b": None}


@pytest.mark.parametrize("name", ["nothing.yaml", "."])
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInputError):
        yaml_file.read(tmp_path / name)


def test_bytes_that_are_no_text_are_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    path.write_bytes(b"a: \xff\xfe")
    with pytest.raises(BadInputError, match="UTF-8"):
        yaml_file.read(path)


def test_a_workspace_knows_its_keys() -> None:
    assert {"brand", "personas", "proof"} <= yaml_file.known_keys(Workspace, ())
    assert "vocabulary" in yaml_file.known_keys(Workspace, ("personas", 0))
