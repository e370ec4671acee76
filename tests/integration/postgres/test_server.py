"""The server of the tests: found on the machine, started on loopback, gone in the end; never silently missing."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from tests.fakes import postgres as fake
from tests.fakes.postgres import LOOPBACK, MissingPostgresError, Server, programs_of_postgres, running

pytestmark = pytest.mark.postgres


def asked(url: str, question: str) -> str:
    """What the server says."""
    with psycopg.connect(url) as connection:
        (answer,) = connection.execute(question.encode()).fetchone() or ("",)
        return str(answer)


def installed(folder: Path) -> Path:
    """Programs, as far as looking for them goes."""
    folder.mkdir(parents=True)
    for name in ("initdb", "postgres"):
        (folder / name).touch(mode=0o755)
    return folder


def test_it_listens_to_this_machine_alone_and_wants_a_password(postgres: Server) -> None:
    url = postgres.url("postgres")
    assert asked(url, "SHOW listen_addresses") == LOOPBACK
    assert asked(url, "SHOW unix_socket_directories") == ""
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(url.replace(postgres.password, "geraden"))


def test_it_ends_with_everything_it_made() -> None:
    with running() as server:
        data = Path(asked(server.url("postgres"), "SHOW data_directory"))
        pid = int((data / "postmaster.pid").read_text().split("\n")[0])
        assert (data.stat().st_uid != 0, data.stat().st_mode & 0o777) == (True, 0o700)
    assert not data.parent.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_newest_of_the_machine_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    newest = installed(tmp_path / "16" / "bin")
    installed(tmp_path / "9.6" / "bin")
    (tmp_path / "17" / "bin").mkdir(parents=True)  # the client alone
    assert programs_of_postgres(tmp_path) == newest
    first = installed(tmp_path / "here")
    monkeypatch.setenv("PATH", str(first))
    assert programs_of_postgres(tmp_path) == first


def test_without_any_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(fake, "_WHEEL", "no_such_package")
    with pytest.raises(MissingPostgresError, match="make test-postgres"):
        programs_of_postgres(tmp_path)


def test_one_that_does_not_start_is_said_with_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(fake._OPTIONS, "max_connections", "no number")
    with pytest.raises(MissingPostgresError, match="max_connections"), running():
        pytest.fail("it started")
