"""kernbot db key, encrypt, rotate-key, decrypt and copy, as somebody types them."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import run
from bot.storage.cipher import keys_from
from bot.storage.database import Database
from tests.fakes.newcomer import walked
from tests.integration.storage.filling import Clock, fill

KEYS = "KERNBOT_ENCRYPTION_KEYS"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a brand in its database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))

    async def make() -> None:
        database = Database(f"sqlite:///{tmp_path}/data/kernbot.db", Clock())
        await database.upgrade()
        async with database.work() as work:
            await fill(work)
        await database.close()

    asyncio.run(make())
    return tmp_path / "data"


def new_key(capsys: pytest.CaptureFixture[str]) -> str:
    """What `kernbot db key` prints: the key and nothing else."""
    capsys.readouterr()
    assert run(["db", "key"]) == 0
    said = capsys.readouterr()
    assert KEYS in said.err
    assert len(keys_from(said.out)) == 1
    return said.out.strip()


def stored(data: Path) -> list[str]:
    """The names of people, as they are in the file."""
    with closing(sqlite3.connect(data / "kernbot.db")) as opened:
        return [name for (name,) in opened.execute("SELECT name FROM people")]


def test_from_plain_to_a_key_to_another_and_back(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = stored(data)
    assert run(["db", "encrypt"]) == 2, "there is no key"
    assert "kernbot db key" in capsys.readouterr().err
    first, second = new_key(capsys), new_key(capsys)
    monkeypatch.setenv(KEYS, first)
    assert run(["db", "encrypt"]) == 0
    assert all(name.startswith("$k1$") for name in stored(data))
    assert run(["db", "verify"]) == 0
    assert run(["db", "rotate-key"]) == 2, "there is no second key"
    monkeypatch.setenv(KEYS, f"{second},{first}")
    assert run(["db", "rotate-key"]) == 0
    monkeypatch.setenv(KEYS, first)
    capsys.readouterr()
    assert run(["db", "verify"]) == 2
    said = capsys.readouterr().err
    assert "a key that is not here" in said
    assert first not in said
    assert second not in said
    monkeypatch.setenv(KEYS, second)
    assert run(["db", "verify"]) == 0
    capsys.readouterr()
    assert run(["db", "decrypt"]) == 0
    said = capsys.readouterr().err
    assert said.startswith("Nothing is encrypted any more.")
    assert KEYS in said
    assert stored(data) == plain
    monkeypatch.delenv(KEYS)
    assert run(["db", "decrypt"]) == 0
    assert capsys.readouterr().err == "Nothing in this database was encrypted.\n"
    assert run(["db", "verify"]) == 0


def test_the_chat_does_not_start_without_the_key(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(KEYS, new_key(capsys))
    assert run(["db", "upgrade"]) == 0
    monkeypatch.delenv(KEYS)
    assert run(["chat"]) == 2
    assert f"{KEYS} is not set" in capsys.readouterr().err


def test_a_whole_conversation_leaves_no_text_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A newcomer gets posts approved; what they and the writer wrote is in no file of the database."""
    key = new_key(capsys)
    said = walked(tmp_path, "nl", **{KEYS: key}).said
    stored = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("kernbot*"))
    assert stored.count(b"$k1$") > 50
    words = {word.strip(".,:;!?()") for word in said.split() if len(word) > 11}
    assert len(words) > 20
    assert [word for word in words if word.encode() in stored] == []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv(KEYS, key)
    assert run(["db", "verify"]) == 0


def test_a_copy_says_what_it_copied_and_what_is_not_in_it(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = f"sqlite:///{tmp_path}/other.db"
    assert run(["db", "copy", "--to", target]) == 0
    said = capsys.readouterr()
    assert "people: 2" in said.err
    assert "Everything is there" in said.err
    assert "not in the copy" in said.err
    assert run(["db", "copy", "--from", target, "--to", f"sqlite:///{tmp_path}/third.db"]) == 0
    assert run(["db", "copy", "--to", target]) == 2
    assert "already" in capsys.readouterr().err
    assert run(["db", "copy"]) == 2
    assert "--to postgresql://" in capsys.readouterr().err
    assert (
        run(["db", "copy", "--from", f"sqlite:///{tmp_path}/none.db", "--to", f"sqlite:///{tmp_path}/4.db"]) == 2
    )
    assert not (tmp_path / "4.db").exists()


@pytest.mark.postgres
def test_a_copy_to_postgres(
    data: Path, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv(KEYS, new_key(capsys))
    assert run(["db", "copy"]) == 0, "from the file below DATA_DIR to DATABASE_URL"
    assert run(["db", "verify"]) == 0
    assert run(["db", "copy"]) == 2
    assert url not in capsys.readouterr().err
