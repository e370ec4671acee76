"""The wheel as somebody else gets it: built, installed with the locked libraries elsewhere, and used there.

`make test-wheel` runs this. Installing needs the package index that pip is set up for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

import bot

pytestmark = pytest.mark.wheel
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Installed:
    """A clean environment with the wheel in it, and an empty folder to work in, both outside the checkout."""

    programs: Path
    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """One of its programs, with nothing of this machine's settings around it."""
        environ = {"PATH": os.defpath, "HOME": str(self.folder)}
        return subprocess.run(
            [str(self.programs / command[0]), *command[1:]],
            check=False,
            cwd=self.folder,
            env=environ,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            stdin=subprocess.DEVNULL,
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    out = tmp_path_factory.mktemp("wheel")
    _must([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)], ROOT)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an environment of its own."""
    place = tmp_path_factory.mktemp("elsewhere")
    _must([sys.executable, "-m", "venv", str(place / "venv")], place)
    programs = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet"]
    _must([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], place)
    _must([*pip, "--no-deps", str(wheel)], place)
    folder = place / "work"
    folder.mkdir()
    return Installed(programs, folder)


def test_the_wheel_carries_its_knowledge_and_settings_and_nothing_of_the_workshop(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for path in (ROOT / "prompts").rglob("*"):
        if path.is_file():
            assert f"bot/_packaged/prompts/{path.relative_to(ROOT / 'prompts').as_posix()}" in names
    assert "bot/_packaged/config.yaml" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in names} == {"bot", f"kernbot-{bot.__version__}.dist-info"}


def test_the_demo_prints_a_pack(installed: Installed) -> None:
    done = installed.run("kernbot", "demo")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("# ")
    assert done.stdout.count("\n## ") >= 4


def test_the_english_demo_is_valid_json_of_the_published_schema(installed: Installed) -> None:
    schema = json.loads(installed.run("kernbot", "schema", "pack").stdout)
    done = installed.run("kernbot", "demo", "--language", "en", "--format", "json")
    assert done.returncode == 0, done.stderr
    pack = json.loads(done.stdout)
    jsonschema.validate(pack, schema)
    assert pack["language"] == "en"
    assert pack["writer"] == "playbook"
    assert len(pack["posts"]) >= 2


def test_all_shipped_knowledge_is_in_order(installed: Installed) -> None:
    done = installed.run("kernbot", "check")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_the_module_and_the_program_tell_the_same_version(installed: Installed) -> None:
    module = installed.run("python", "-m", "bot", "--version")
    program = installed.run("kernbot", "--version")
    assert module.stdout == program.stdout == f"kernbot, version {bot.__version__}\n"


def _must(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
