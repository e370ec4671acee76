"""`make audit`: what it makes of the answers, and the licences of what is installed with Kernbot."""

from __future__ import annotations

import importlib.util
import json
import re
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCK = """\
left==1.0 \\
    --hash=sha256:{0}
right==2.0 ; python_version >= '3' \\
    --hash=sha256:{0}
elsewhere==3.0 ; sys_platform == 'emscripten' \\
    --hash=sha256:{0}
""".format("0" * 64)


def script() -> ModuleType:
    """The script, which stands beside the program and not in it."""
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


AUDIT = script()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock file with two packages for this machine."""
    file = tmp_path / "some.lock"
    file.write_text(LOCK, encoding="utf-8")
    return file


def answered(*packages: tuple[str, list[dict[str, Any]] | str]) -> tuple[int, str]:
    """An answer of pip-audit; a text instead of vulnerabilities is why a package was skipped."""
    seen = [
        {"name": name, "skip_reason": said}
        if isinstance(said, str)
        else {"name": name, "version": "1.0", "vulns": said}
        for name, said in packages
    ]
    return 0, json.dumps({"dependencies": seen, "fixes": []})


BAD = {"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": [], "description": "long"}


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (answered(("left", []), ("right", [])), 0, "nothing known against 2 packages"),
        (answered(("left", [BAD]), ("right", [])), 1, "left: PYSEC-2026-1, mended in 1.1"),
        (answered(("left", [{**BAD, "fix_versions": []}]), ("right", [])), 1, "mended in no release yet"),
        (answered(("left", "not found on PyPI"), ("right", [])), 3, "not known for left"),
        (answered(("left", "not found on PyPI"), ("right", [BAD])), 1, "not known for left"),
        (answered(("left", [])), 3, "not known for right"),
        (answered(), 3, "not known for left, right"),
        ((1, ""), 3, "cannot be reached"),
        ((0, "Traceback"), 3, "cannot be reached"),
        ((0, "[]"), 3, "cannot be reached"),
    ],
)
def test_only_an_answer_for_every_package_counts(
    lock: Path, answer: tuple[int, str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert AUDIT.main([str(lock)], lambda _: answer) == code
    out, err = capsys.readouterr()
    assert said in (err if code else out)


def test_the_worst_of_several_counts(lock: Path) -> None:
    clean, found, dark = answered(("left", []), ("right", [])), answered(("left", [BAD])), (1, "")
    for answers, code in (((clean, dark), 3), ((dark, found), 1), ((clean, found), 1), ((clean, clean), 0)):
        each = iter(answers)
        assert AUDIT.main([str(lock)] * 2, lambda _, each=each: next(each)) == code
    assert AUDIT.main([], lambda _: clean) == AUDIT.UNKNOWN, "nothing was asked"


def test_the_lock_files_are_read_as_they_are() -> None:
    assert {"pydantic", "sqlalchemy", "openai"} <= AUDIT.pins(ROOT / "requirements.lock")
    assert "pip-audit" in AUDIT.pins(ROOT / "requirements-audit.lock")


# -- licences -----------------------------------------------------------------------------------------

FREE = frozenset(
    {
        *(
            "MIT",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "Apache-2.0",
            "PSF-2.0",
            "CNRI-Python",
            "ISC",
            "MIT-0",
            "0BSD",
            "Unlicense",
        ),
        *("MIT License", "BSD License", "Apache Software License", "Python Software Foundation License"),
    }
)
"""They ask for no more than that they are named."""
LIBRARY = frozenset(
    {
        *("MPL-2.0", "LGPL-3.0-only", "LGPL-3.0-or-later", "LGPL-2.1-or-later"),
        *("Mozilla Public License 2.0 (MPL 2.0)", "Mozilla Public License 1.1 (MPL 1.1)"),
        "GNU Lesser General Public License v3 (LGPLv3)",
    }
)
"""They ask that changes to the library itself are passed on: we use it as it is."""


def licence(found: PackageMetadata) -> str:
    """The licence as an expression: what a package declares, else its classifiers, of which one will do."""
    declared = found.get("License-Expression")
    if declared:
        return declared
    classified = [line.rpartition(" :: ")[2] for line in found.get_all("Classifier") or () if "License" in line]
    return " OR ".join(classified) or (found.get("License") or "").splitlines()[0]


def allowed(expression: str, good: frozenset[str]) -> bool:
    """Whether an expression can be met with these: one side of every OR, both of every AND."""
    while "(" in expression and (inner := re.search(r"\(([^()]*(?: AND | OR )[^()]*)\)", expression)):
        met = next(iter(good)) if allowed(inner[1], good) else "nothing"
        expression = expression[: inner.start()] + met + expression[inner.end() :]
    return any(all(one.strip() in good for one in side.split(" AND ")) for side in expression.split(" OR "))


@pytest.mark.parametrize(
    ("expression", "met"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MPL-2.0 AND (GPL-3.0-only OR SSPL-1.0)", False),
        ("GNU General Public License v2 or later (GPLv2+) OR Mozilla Public License 1.1 (MPL 1.1)", True),
        ("", False),
    ],
)
def test_an_expression_is_read_as_it_is_meant(expression: str, met: bool) -> None:
    assert allowed(expression, FREE | LIBRARY) is met


def test_everything_that_is_installed_with_kernbot_may_be() -> None:
    wrong = {}
    for name in sorted(AUDIT.pins(ROOT / "requirements.lock")):
        said = licence(metadata(name))
        if not allowed(said, FREE | LIBRARY):
            wrong[name] = said
    assert wrong == {}
