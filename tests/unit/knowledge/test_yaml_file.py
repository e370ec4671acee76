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


@pytest.mark.parametrize(
    ("more", "line", "said"),
    [
        ("channels: linkedin\n", 9, "`channels`: this should be a list, such as `[linkedin]`"),
        ("proof: [los]\n", 9, "`proof.0`: this should hold keys of its own"),
        ("proof: [{id: 1a, text: x}]\n", 9, "`1a` is no id"),
        ("proof: [{id: B1, text: x, period: 2025}]\n", 9, "put quotes around `2025`"),
        ("proof: [{id: B1, text: x, valid_until: 31-12-2027}]\n", 9, "a date such as 2026-03-31"),
        ("keywords:\n  - trap: stil\n", 10, "put quotes around it"),
        ("keywords:\n  - |\n    trap\n    stil\n", 10, "one line, without line breaks"),
        ("topics: zes\n", 9, "a whole number"),
        ("topics: 21\n", 9, "at most 20"),
        ("trigger: " + "x" * 401 + "\n", 9, "401 characters long; at most 400"),
        ("commercial_relation: misschien\n", 9, "`true` or `false`"),
        ("goal: [a]\n", 9, "one text, not a list"),
        ("journey:\n", 9, "this is empty"),
    ],
)
def test_a_wrong_value_is_said_without_words_of_programmers(
    tmp_path: Path, more: str, line: int, said: str
) -> None:
    given = complaint(tmp_path, GOOD + more)
    assert f"line {line}: " in given
    assert said in given


@pytest.mark.parametrize(
    ("address", "where"),
    [("jij", "`brand.address`"), ("{email: jij}", "`brand.address.email`")],
)
def test_a_choice_is_told_once_and_as_it_was_meant(tmp_path: Path, address: str, where: str) -> None:
    said = complaint(tmp_path, GOOD.replace("  name: Trapwerk", f"  name: Trapwerk\n  address: {address}"))
    assert f"line 4: {where}: `jij` is not accepted." in said
    assert said.count("line ") == 1


def test_offences_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    said = complaint(tmp_path, "langauge: nl\n" + GOOD.replace("need:", "ned:")).splitlines()
    assert [one.split(", line ")[1].split(":")[0] for one in said] == ["1", "5", "6"]


def test_a_tab_is_called_a_tab(tmp_path: Path) -> None:
    assert "line 2: a tab stands here" in complaint(tmp_path, "persona:\n\tneed: x\n")


@pytest.mark.parametrize("text", ["x: " + "[" * 50_000 + "]" * 50_000, "x:\n  " + "- " * 5_000 + "y\n"])
def test_too_many_levels_are_refused_before_they_end_the_program(tmp_path: Path, text: str) -> None:
    assert "more than 50 levels deep" in complaint(tmp_path, text)


def test_a_json_brief_is_told_about_json(tmp_path: Path) -> None:
    path = tmp_path / "brief.json"
    path.write_text('{"phase": "awareness"', encoding="utf-8")
    with pytest.raises(BadInputError, match="not valid JSON"):
        yaml_file.read(path)


def test_a_file_without_an_end_is_read_no_further_than_the_limit() -> None:
    with pytest.raises(BadInputError, match="larger than 2 MB"):
        yaml_file.read(Path("/dev/zero"))


def test_line_ends_of_windows_are_line_ends(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    assert yaml_file.read_text(tmp_path / "b.txt") == "a\nb\nc\n"


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
