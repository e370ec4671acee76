"""What is logged: one line for one event, ids and kinds in it, and no text, name or secret, in every form."""

from __future__ import annotations

import ast
import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import given, strategies
from structlog.typing import Processor

import bot
from bot.cli import loglines, logs
from bot.domain.brief import Brand

TOKEN = "123456789:AAExampleExampleExampleExampleExamp"
KEY = "sk-proj-Zw93kLmQe77vTtB0aaQ"
ADDRESS = "postgresql+psycopg://kern:g3heim-w00rd@db.example/kernbot"
WORD = "hemelblauwe-olifant"
FORMS = (loglines.as_json, loglines.as_words)
HOSTILE = (
    'x\n{"event": "approved", "level": "info"}',
    'x\r\n2026-11-22T09:00:00Z info    approved update=1 "',
    "\x1b[2J\x1b]0;owned\x07\x1b[31mrood",
    "a\u2028b\u2029c\x85d\x0be\x0cf",
    "\u202etxet\u2066\u200b\ufeff",
    "\0\x7f\x9b31m",
    "\ud800 half",
    '" level=info event="approved',
    "a" * 10_000 + "\n",
    ("ab" * 5000) + TOKEN,
)
IDS = frozenset(
    {
        *("update", "input", "chat", "message", "workspace", "job", "reference"),
        *(
            "worker",
            "schedule",
            "parcel",
            "endpoint",
            "model",
            "flow",
            "kind",
            "effect",
            "language",
            "status",
            "front",
        ),
        *("error", "reason", "cause", "at", "library", "seconds", "count", "kept", "time"),
    }
)
"""The names that a line of ours may have: ids, kinds, places and figures."""


def written(form: Processor, hide: tuple[str, ...] = (), **values: Any) -> str:
    """What one event comes to."""
    out = io.StringIO()
    log = structlog.wrap_logger(structlog.WriteLogger(out), processors=logs.chain(form, hide))
    log.error(values.pop("event", "unexpected"), **values)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value", HOSTILE)
def test_whatever_is_logged_stays_one_plain_line(form: Processor, value: str) -> None:
    for values in ({"chat": value}, {"at": [value, value]}, {value: 1}, {"event": value}):
        text = written(form, **values)
        assert text.endswith("\n")
        assert re.fullmatch(r"[ -~]+\n", text), "a sign that a terminal or a reader of lines acts upon"
        assert len(text) < 8000
        assert "olifant" not in text


@pytest.mark.parametrize("value", HOSTILE)
def test_json_says_what_was_meant_and_no_more(value: str) -> None:
    line = json.loads(written(loglines.as_json, chat=value))
    assert line.keys() == {"chat", "event", "level", "timestamp"}
    assert (line["event"], line["level"]) == ("unexpected", "error")


@pytest.mark.parametrize("value", HOSTILE)
def test_words_cannot_be_taken_for_others(value: str) -> None:
    """Outside quotes nothing stands but what we put there."""
    text = written(loglines.as_words, chat=value)
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", text.partition(" ")[2])
    assert re.fullmatch(r"error +unexpected chat=[A-Za-z.:/+-]*\n", outside), outside


@given(strategies.text(), strategies.sampled_from(FORMS))
def test_any_text_stays_one_plain_line(value: str, form: Processor) -> None:
    assert re.fullmatch(r"[ -~]+\n", written(form, chat=value, at=[value]))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("secret", [TOKEN, KEY, "g3heim-w00rd", WORD])
def test_a_secret_is_hidden_wherever_it_stands(form: Processor, secret: str) -> None:
    values: dict[str, Any] = {
        "chat": f"https://api.telegram.org/bot{TOKEN}/sendMessage",
        "error": f"Incorrect API key provided: {KEY}.",
        "at": [ADDRESS, {"url": ADDRESS}, f"Authorization: Bearer {WORD}"],
        "status": f"{WORD}{WORD}",
        WORD: 1,
        "long": "-" * (loglines._READ - len(WORD) // 2) + WORD,
        "many": WORD * 1000,
        "event": f"login {WORD}",
    }
    text = written(form, (WORD,), **values)
    assert secret not in text
    assert WORD[:8] not in text
    assert loglines.HIDDEN in text


@pytest.mark.parametrize("form", FORMS)
def test_of_anything_but_plain_values_only_its_type_stays(form: Processor) -> None:
    class Letter:
        def __repr__(self) -> str:
            return "Beste Anna"

    try:
        raise ValueError("Beste Anna")
    except ValueError as error:
        values = {"error": error, "at": Letter(), "chat": b"Beste Anna", "kind": Brand(name="Anna")}
        text = written(form, **values, exc_info=True, stack_info=True)
    assert "Anna" not in text
    assert all(name in text for name in ("ValueError", "Letter", "bytes", "Brand"))
    assert "Traceback" not in text


@pytest.mark.parametrize("form", FORMS)
def test_ids_that_are_bound_stand_in_every_line(form: Processor) -> None:
    with structlog.contextvars.bound_contextvars(update="81002", workspace=7):
        text = written(form, job=12)
    assert re.search(r'update(=|": ")81002', text)
    assert re.search(r'workspace(=|": )7', text)
    assert re.search(r'job(=|": )12', text)
    assert "81002" not in written(form)


def test_words_are_for_people() -> None:
    text = written(loglines.as_words, update=5, at=["areas:42 show", "core:7 handle"], language=None)
    time, _, rest = text.partition(" ")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", time)
    assert rest == 'error   unexpected update=5 at="areas:42 show, core:7 handle" language=null\n'


def test_a_list_is_cut() -> None:
    assert len(json.loads(written(loglines.as_json, at=["x"] * 1000))["at"]) == loglines.MOST


def test_what_a_library_says_becomes_a_line_without_its_words() -> None:
    record_of = logging.getLogger("kernbot-test-library")
    record_of.propagate = False
    through = logs.Through(logging.WARNING)
    record_of.addHandler(through)
    try:
        with structlog.testing.capture_logs() as lines:
            record_of.warning("cannot reach %s as %s", ADDRESS, "Anna")
            record_of.debug("never mind")
            try:
                raise RuntimeError(f"no {TOKEN}")
            except RuntimeError:
                record_of.exception("with %s", KEY)
    finally:
        record_of.removeHandler(through)
    assert [(line["log_level"], line["error"]) for line in lines] == [("warning", None), ("error", "RuntimeError")]
    for line in lines:
        assert line["library"] == "kernbot-test-library"
        assert line["at"].startswith("test_logs:")
        assert not re.search("Anna|g3heim|AAExample|sk-proj", str(line))


# -- the program itself -------------------------------------------------------------------------------


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every line of the program that logs."""
    for path in sorted(Path(bot.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            who, level = node.func.value, node.func.attr
            if isinstance(who, ast.Name) and who.id in ("log", "_log") and level not in ("bind", "exp"):
                yield f"{path.name}:{node.lineno}", node


def test_the_program_logs_fixed_events_with_known_names() -> None:
    found = list(calls())
    assert len(found) > 10
    for place, call in found:
        assert len(call.args) == 1, place
        assert isinstance(call.args[0], ast.Constant), f"{place}: an event is always the same word"
        assert {keyword.arg for keyword in call.keywords if keyword.arg} <= IDS, place
        for keyword in call.keywords:
            assert not isinstance(keyword.value, ast.JoinedStr), f"{place}: a text that is put together"
            if keyword.arg is None:
                spread = ast.unparse(keyword.value)
                assert spread == "where" or spread.startswith("described("), f"{place}: **{spread}"


def test_nothing_but_the_log_is_written_to() -> None:
    """The standard library's log is for libraries: what goes there by us would lack the ids."""
    for path in sorted(Path(bot.__file__).parent.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"logging\.(debug|info|warning|error|exception|critical|log|basicConfig)\(", text), (
            path
        )
