"""What is shipped: lock files, the image's recipe, the project file, and no trace of a machine."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import bot

ROOT = Path(__file__).parents[2]
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))
SHIPPED = ("bot", "prompts", "docs", "bench", "tests", ".ci")
_PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; .+?)? \\$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
_MACHINE = re.compile(r"(?<![\w.~/-])/(?:home|Users|root|work|mnt|usr/local)/\w|[A-Z]:\\(?:Users|Documents)")
_REGISTRY = re.compile(r"index-url|find-links|://\S+/(?:simple|packages)/")


def project() -> dict[str, Any]:
    """The project file."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock: str) -> dict[str, Version]:
    """Every pinned package of a lock file."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {match[1]: Version(match[2]) for match in map(_PIN.match, lines) if match}


def files() -> Iterator[Path]:
    """Every text file of the project, as far as it is kept."""
    inside = (path for folder in SHIPPED for path in (ROOT / folder).rglob("*"))
    for path in (*ROOT.glob("*"), *inside):
        if path.name == ".git":
            continue  # of a second working tree: it is git's, not ours
        if path.is_file() and path.suffix != ".pyc" and "__pycache__" not in path.parts:
            yield path


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_with_hashes_and_comments_only(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    kinds = (_PIN, _HASH, re.compile(r"\s*#"))
    assert [line for line in text.splitlines() if not any(kind.match(line) for kind in kinds)] == []
    for block in re.split(r"\n(?=\S)", text):
        assert _HASH.search(block.split("\n")[1]), block.split("\n")[0]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not _REGISTRY.search(text)


def test_the_locks_are_these() -> None:
    kinds = ("-audit", "-bench", "-browser", "-dev", "-model", "-postgres", "")
    assert [f"requirements{kind}.lock" for kind in kinds] == LOCKS


def test_every_dependency_is_pinned_to_a_version_it_accepts() -> None:
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    for text in project()["project"]["dependencies"]:
        wanted = Requirement(text)
        assert runtime[wanted.name] in wanted.specifier, text
        assert dev[wanted.name] == runtime[wanted.name], text
    for text in project()["dependency-groups"]["dev"]:
        wanted = Requirement(text)
        assert dev[wanted.name] in wanted.specifier, text


def test_both_locks_agree_on_what_they_share() -> None:
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: dev.get(name) for name in runtime} == runtime


def test_the_version_stands_in_one_place() -> None:
    data = project()
    assert "version" not in data["project"]
    assert data["project"]["dynamic"] == ["version"]
    assert data["tool"]["hatch"]["version"]["path"] == "bot/__init__.py"
    assert f"## [{bot.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_what_the_project_file_points_at_exists() -> None:
    data = project()
    wheel = data["tool"]["hatch"]["build"]["targets"]["wheel"]
    named = [
        data["project"]["readme"],
        *data["project"]["license-files"],
        *wheel["packages"],
        *wheel["force-include"],
    ]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_no_file_names_a_place_on_a_machine_or_a_registry() -> None:
    found = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in _MACHINE.finditer(text)]
        if path.name not in (
            "Makefile",
            "test_packaging.py",
        ):  # the one keeps addresses out, the other looks for them
            found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in _REGISTRY.finditer(text)]
    assert found == []


# -- the image's recipe -------------------------------------------------------------------------------


class Step(NamedTuple):
    """One instruction of a Dockerfile."""

    word: str
    rest: str


def stages() -> list[list[Step]]:
    """The stages of the Dockerfile, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^\s*#.*\n", "", text)).splitlines()
    steps = [Step(*line.split(None, 1)) for line in lines if line.strip()]
    given = dict(step.rest.split("=", 1) for step in steps if step.word == "ARG")
    found: list[list[Step]] = []
    for word, rest in (step for step in steps if step.word != "ARG"):
        if word == "FROM":
            found.append([Step(word, re.sub(r"\$\{(\w+)\}", lambda match: given[match[1]], rest))])
        else:
            found[-1].append(Step(word, rest))
    return found


def runs(stage: list[Step]) -> str:
    """All that a stage runs."""
    return "\n".join(step.rest for step in stage if step.word == "RUN")


def test_every_stage_starts_from_a_slim_python_with_a_version() -> None:
    for stage in stages():
        image = stage[0].rest.split()[0]
        match = re.fullmatch(r"python:3\.(\d+)-slim(?:-[a-z]+)?", image)
        assert match, image
        assert int(match[1]) >= 11


def test_the_image_runs_as_somebody_without_rights() -> None:
    last = stages()[-1]
    users = [step.rest for step in last if step.word == "USER"]
    assert users == ["kernbot"]
    assert re.search(r"useradd .*--uid 10001 .*\bkernbot\b", runs(last))
    after = [step.word for step in last[[step.word for step in last].index("USER") :]]
    assert not {"RUN", "COPY", "ADD"} & set(after)


def test_the_image_takes_what_is_locked_and_nothing_else() -> None:
    for stage in stages():
        for command in re.findall(r"pip install[^&\n]*", runs(stage)):
            locked = "--require-hashes" in command and re.search(r"-r \S*requirements\S*\.lock", command)
            own = "--no-index" in command and "--no-deps" in command and command.rstrip().endswith(".whl")
            assert locked or own, command


def test_the_image_itself_builds_nothing() -> None:
    last = stages()[-1]
    assert not re.search(r"\bpip |\bgcc\b|build-essential|python -m build", runs(last))
    assert {step.rest.split()[0] for step in last if step.word == "COPY"} == {"--from=environment"}
    assert not any(step.word == "ADD" for stage in stages() for step in stage)


def test_the_image_trusts_the_usual_certificates() -> None:
    assert re.search(r"apt-get install .*--no-install-recommends .*ca-certificates", runs(stages()[-1]))


def test_the_image_keeps_its_data_in_a_volume_and_starts_kernbot() -> None:
    last = stages()[-1]
    assert Step("VOLUME", "/data") in last
    assert Step("ENTRYPOINT", '["kernbot"]') in last
    assert any(step.word == "ENV" and "DATA_DIR=/data" in step.rest for step in last)
    assert not any("KEY" in step.rest or "TOKEN" in step.rest for stage in stages() for step in stage)


def test_what_the_image_copies_exists_and_is_not_kept_from_it() -> None:
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in kept
    for stage in stages():
        for step in stage:
            words = step.rest.split()
            if step.word != "COPY" or words[0].startswith("--from="):
                continue
            for source in words[:-1]:
                assert (ROOT / source).exists(), source
                assert any(fnmatch(source, line[1:]) for line in kept if line.startswith("!")), source
