"""What no part of the program does, looked up in its text: turn data into a program, or a name that somebody typed
into a command."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path("bot")
FILES = sorted(ROOT.rglob("*.py"))
LOADS = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "jsonpickle", "ctypes", "codeop"}
"""Libraries that make a program of data."""
CALLS = {"eval", "exec", "compile", "__import__", "execfile"}
METHODS = {("os", "system"), ("os", "popen"), ("yaml", "load"), ("yaml", "unsafe_load"), ("yaml", "full_load")}
OWN_PROCESSES = {"bot/services/reading/pdf.py"}
"""Where another process is begun: always our own program, by a list of words."""
OWN_MARKUP = {"bot/web/review_page.py"}
"""Where text is said to be HTML: our own style sheet."""


def _nodes(file: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(file.read_text("utf-8")))


@pytest.mark.parametrize("file", FILES, ids=str)
def test_no_data_becomes_a_program(file: Path) -> None:
    for node in _nodes(file):
        match node:
            case ast.Import(names=names):
                assert not {one.name.partition(".")[0] for one in names} & LOADS
            case ast.ImportFrom(module=str(module)):
                assert module.partition(".")[0] not in LOADS
            case ast.Call(func=ast.Name(id=name)):
                assert name not in CALLS
            case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)):
                assert (module, name) not in METHODS
            case ast.keyword(arg="shell"):
                raise AssertionError(f"{file} asks for a shell")


def test_processes_are_begun_and_markup_is_trusted_in_few_places() -> None:
    processes, markup, templates = set(), set(), set()
    for file in FILES:
        text = file.read_text("utf-8")
        processes |= {str(file)} if "import subprocess" in text or "create_subprocess" in text else set()
        markup |= {str(file)} if "Markup(" in text or "|safe" in text else set()
        templates |= {str(file)} if "jinja2" in text else set()
    assert processes <= OWN_PROCESSES, processes
    assert markup == OWN_MARKUP
    assert templates == {"bot/generation/prompts.py", "bot/web/review_page.py"}
    assert not [
        page for page in (ROOT / "web" / "pages").glob("*.j2") if "|safe" in page.read_text().replace(" ", "")
    ]
