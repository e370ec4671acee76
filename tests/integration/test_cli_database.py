"""kernbot db, on a database with a pack and an approval in it that the chat itself made."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.cli import run
from tests.fakes.newcomer import walked


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which a newcomer got posts approved."""
    folder = tmp_path_factory.mktemp("worked")
    walked(folder, "nl")
    return folder / "data"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))


def decisions(data: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(data / "kernbot.db") as database:
        found = database.execute("select kind, hash, reason from decisions order by id").fetchall()
    database.close()
    return found


def test_a_backup_comes_back_whole_elsewhere(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kernbot.backup"
    monkeypatch.setenv("DATA_DIR", str(worked))
    assert run(["db", "backup", str(file)]) == 0
    assert run(["db", "backup", str(file)]) == 2, "nothing is written over"
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    assert run(["db", "restore", str(file)]) == 0
    assert decisions(tmp_path / "data") == decisions(worked)
    assert {kind for kind, *_ in decisions(worked)} >= {"submit", "approve"}
    assert run(["db", "verify"]) == 0
    assert run(["db", "restore", str(file)]) == 2, "people's work is there now"
    assert run(["db", "restore", str(file), "--force"]) == 0
    assert (tmp_path / "data" / "kernbot.db.before-restore").exists()


def test_a_backup_makes_no_folder(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(worked))
    assert run(["db", "backup", str(tmp_path / "typo" / "x.db")]) == 2
    assert f"no folder {tmp_path / 'typo'}" in capsys.readouterr().err
    assert not (tmp_path / "typo").exists()


def test_what_was_changed_behind_our_back_is_found(
    worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kernbot.backup"
    monkeypatch.setenv("DATA_DIR", str(worked))
    run(["db", "backup", str(file)])
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    run(["db", "restore", str(file)])
    with sqlite3.connect(tmp_path / "data" / "kernbot.db") as database:
        changed = database.execute(
            "update versions set content = replace(content, 'veertig', 'vijftig') where id = 1"
        )
        assert changed.rowcount == 1
    database.close()
    capsys.readouterr()
    assert run(["db", "verify"]) == 1
    out = capsys.readouterr().out
    assert "workspace 1, post 1, version 1:" in out


def test_a_folder_without_a_database_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["db", "verify"]) == 2
    assert "no database" in capsys.readouterr().err
    assert run(["db", "backup", str(tmp_path / "x")]) == 2
    assert "no database" in capsys.readouterr().err
    assert not (tmp_path / "data" / "kernbot.db").exists(), "looking makes none"


def test_upgrading_twice_is_upgrading_once(tmp_path: Path) -> None:
    assert run(["db", "upgrade"]) == 0
    assert run(["db", "upgrade"]) == 0
    assert run(["db", "verify"]) == 0


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").write_text("hello", encoding="utf-8")
    assert run(["db", "restore", str(tmp_path / "x")]) == 2
    assert capsys.readouterr().err.count("\n") >= 2, "what is wrong, and what to do"
