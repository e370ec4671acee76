"""The commands as a user calls them: what goes to stdout, what to stderr, which exit code."""

from __future__ import annotations

import asyncio
import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.cli import COMMANDS, run
from tests.fakes.calls import KEY_MESSAGE, topics
from tests.fakes.model_server import KEY, Fail, ModelServer, Say, sample

BRIEF = Path("tests/data/brief-nl.yaml").resolve()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in COMMANDS)
    for name in COMMANDS:
        assert run([name, "--help"]) == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_demo_prints_one_complete_pack(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo", "--language", language]) == 0
    out = capsys.readouterr().out
    title = {"nl": "Opzet zonder AI", "en": "Outline without AI"}[language]
    assert title in out
    assert out.startswith("# ")
    assert "LinkedIn" in out
    assert "TikTok" in out


def test_a_pack_as_json_obeys_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["generate", str(BRIEF), "--writer", "playbook", "--format", "json"]) == 0
    pack = json.loads(capsys.readouterr().out)
    assert run(["schema", "pack"]) == 0
    jsonschema.validate(pack, json.loads(capsys.readouterr().out))
    assert pack["schema"] == "kernbot.pack/1"
    assert pack["writer"] == "playbook"
    assert [post["channel"] for post in pack["posts"]] == ["linkedin", "tiktok"]
    assert len(pack["topics"]) == 6
    assert len(pack["topics"]) + len(pack["reserve"]) >= 12


@pytest.mark.parametrize("name", ["brief", "workspace", "config", "pack"])
def test_schemas_are_schemas(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", name]) == 0
    shape = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(shape)


def test_the_brief_schema_accepts_what_the_program_accepts(capsys: pytest.CaptureFixture[str]) -> None:
    from bot.knowledge import yaml_file

    run(["schema", "brief"])
    shape = json.loads(capsys.readouterr().out)
    jsonschema.validate(yaml_file.read(BRIEF), shape)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**yaml_file.read(BRIEF), "phse": "x"}, shape)


def test_check_finds_nothing_in_what_ships(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 0
    assert capsys.readouterr().out == ""


def test_check_names_the_fault_in_your_own_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own" / "style").mkdir(parents=True)
    (tmp_path / "own" / "style" / "worn.yaml").write_text("schema: kernbot.phrases/1\nkei: worn\n")
    (tmp_path / "config.yaml").write_text("knowledge:\n  folder: own\n")
    assert run(["check"]) == 1
    assert "worn.yaml, line 2: `kei`" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "said"),
    [("channels/intranet.yml", "should end in `.yaml`"), ("chanels/intranet.yaml", "Did you mean `channels`?")],
)
def test_check_names_a_file_that_nothing_reads(
    tmp_path: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own" / name).parent.mkdir(parents=True)
    (tmp_path / "own" / name).write_text("key: x\n")
    (tmp_path / "config.yaml").write_text("knowledge:\n  folder: own\n")
    assert run(["check"]) == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("worn_opners", "is used by no check. Did you mean `worn_openers`?"),
        ("not_in_awarenes", "is used by no check. Did you mean `not_in_awareness`?"),
        ("xqz", "is used by no check. Names that count: "),
        ("worn", ""),
        ("not_in_consideration", ""),
        ("cta_medium_not", ""),
    ],
)
def test_check_names_a_list_that_no_check_uses(
    tmp_path: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own" / "style" / f"{name}.yaml"
    own.parent.mkdir(parents=True)
    about = "about: {nl: x, en: x}\nsource: x\ndate: x"
    own.write_text(f"schema: kernbot.phrases/1\nkey: {name}\n{about}\nnl: [x]\nen: [x]\n")
    (tmp_path / "config.yaml").write_text("knowledge:\n  folder: own\n")
    assert run(["check"]) == bool(said)
    out = capsys.readouterr().out
    assert out.startswith(f"{own.relative_to(tmp_path)} {said}") if said else out == ""


def test_check_reads_the_words_of_intake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own" / "intake" / "cues.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("schema: kernbot.intake/1\nheadinqs: {}\nsentences: {}\n")
    (tmp_path / "config.yaml").write_text("knowledge:\n  folder: own\n")
    assert run(["check"]) == 1
    assert "Did you mean `headings`?" in capsys.readouterr().out


def test_a_variable_with_one_underscore_is_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KERNBOT_DEFAULTS__LANGUAGE", "en")
    assert run(["generate", str(BRIEF)]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert "Did you mean `KERNBOT__DEFAULTS__LANGUAGE`?" in streams.err


def test_lint_sees_signs_that_turn_the_text_around(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "post.txt"
    text.write_text("Morgen staat de \u2067kok\u2069 bij je in de keuken.\n")
    assert run(["lint", str(text), "--channel", "linkedin", "--language", "nl"]) == 1
    out = capsys.readouterr().out
    assert "markup.control" in out
    assert "U+2067" in out
    assert "\u2067" not in out


def test_bad_input_is_exit_code_2_with_line_and_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(BRIEF.read_text().replace("phase: consideration", "phase: considration"))
    assert run(["generate", str(bad)]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert "Did you mean `consideration`?" in streams.err
    assert "line " in streams.err


@pytest.mark.parametrize(
    "arguments",
    [["generate"], ["generate", "nowhere.yaml"], ["nonsense"], ["generate", str(BRIEF), "--channels", "linkdin"]],
)
def test_wrong_calls_are_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err


def test_an_old_result_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pack.md"
    out.write_text("mijn versie")
    assert run(["generate", str(BRIEF), "--writer", "playbook", "--out", str(out)]) == 0
    assert out.read_text().startswith("# ")
    assert (tmp_path / "pack.md~").read_text() == "mijn versie"
    assert capsys.readouterr().out == ""


def test_no_version_that_was_kept_is_thrown_away(tmp_path: Path) -> None:
    out = tmp_path / "pack.md"
    for kept in ("eerste", "tweede"):
        out.write_text(kept)
        assert run(["generate", str(BRIEF), "--writer", "playbook", "--out", str(out)]) == 0
    assert (tmp_path / "pack.md~").read_text() == "eerste"
    assert (tmp_path / "pack.md~2").read_text() == "tweede"
    assert sorted(path.name for path in tmp_path.glob("pack*")) == ["pack.md", "pack.md~", "pack.md~2"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(pipe.read_text)
        assert run(["generate", str(BRIEF), "--writer", "playbook", "--out", str(pipe)]) == 0
        assert reading.result(timeout=10).startswith("# ")
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.glob("pipe*")] == ["pipe"]


def test_a_link_keeps_pointing_at_what_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("oud")
    (tmp_path / "link.md").symlink_to("real.md")
    assert run(["generate", str(BRIEF), "--writer", "playbook", "--out", str(tmp_path / "link.md")]) == 0
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text().startswith("# ")
    assert (tmp_path / "real.md~").read_text() == "oud"


def test_a_result_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    brief = tmp_path / "mine.yaml"
    brief.write_text(BRIEF.read_text())
    for out in (tmp_path / "file" / "pack.md", brief):
        assert run(["generate", str(brief), "--out", str(out)]) == 2
        assert capsys.readouterr().err.startswith("--out: ")
    assert brief.read_text() == BRIEF.read_text()


def test_a_result_that_turns_out_unwritable_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    arguments = ["generate", str(BRIEF), "--writer", "playbook"]
    assert run(arguments) == 0  # fills the cache, which is written in the same way
    expected = capsys.readouterr().out
    monkeypatch.setattr(Path, "write_text", full)
    assert run([*arguments, "--out", str(tmp_path / "pack.md")]) == 2
    streams = capsys.readouterr()
    assert streams.out == expected
    assert "No space left on device" in streams.err


def test_a_mistyped_command_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["generat", str(BRIEF)]) == 2
    assert "Did you mean `generate`?" in capsys.readouterr().err


def test_an_empty_list_of_channels_is_no_silent_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["generate", str(BRIEF), "--channels", ","]) == 2
    assert capsys.readouterr().err.startswith("--channels names no channel")


def test_doctor_sees_a_data_folder_that_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file"))
    assert run(["doctor"]) == 0
    assert "Set DATA_DIR to a folder of yours" in capsys.readouterr().out


def test_doctor_names_the_layer_that_won(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "config.yaml").write_text("model:\n  task_timeouts: {topics: 9}\n")
    assert run(["doctor"]) == 0
    line = next(one for one in capsys.readouterr().out.splitlines() if "task_timeouts" in one)
    assert "config.yaml" in line


def test_lint_sends_nothing_to_the_terminal_that_steers_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "post.txt"
    text.write_text("Wij helpen 500 \x1b[31mgezinnen\x1b[0m \u202emet een trap.", encoding="utf-8")
    run(["lint", str(text), "--channel", "linkedin", "--language", "nl"])
    out = capsys.readouterr().out
    assert "gezinnen" in out
    assert not {"\x1b", "\u202e"} & set(out)


def test_the_goal_of_the_topics_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief = tmp_path / "goal.yaml"
    kept = [line for line in BRIEF.read_text().splitlines() if not line.startswith("goal:")]
    brief.write_text("\n".join([*kept, "goal: vaker gebeld worden", ""]))
    assert run(["generate", str(brief), "--writer", "playbook", "--topics", "3"]) == 0
    out = capsys.readouterr().out
    assert out.count("Doel: Vaker gebeld worden") == 1


def test_lint_blocks_and_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "post.txt"
    text.write_text("Wij ontzorgen 500 gezinnen met een trap. [link nodig: de film]")
    assert run(["lint", str(text), "--channel", "linkedin", "--language", "nl", "--brief", str(BRIEF)]) == 1
    assert "ontzorgen" in capsys.readouterr().out
    text.write_text("Hoe lang kunnen jullie de trap niet op?")
    assert run(["lint", str(text), "--channel", "linkedin", "--language", "nl"]) == 0


def test_doctor_without_a_model_says_nothing_leaves_the_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "nothing leaves this machine" in out
    assert "packaged defaults" in out


def test_a_model_that_is_not_there_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["generate", str(BRIEF), "--writer", "model"]) == 2
    assert "OPENAI_API_KEY" in capsys.readouterr().err


# -- with a model on loopback -------------------------------------------------------------------------------


def answer(request: dict[str, Any]) -> str:
    """A sensible answer to whatever schema is asked for."""
    schema = request["response_format"]["json_schema"]["schema"]
    if "candidates" in schema["properties"]:
        return json.dumps(topics(12))
    if "core" in schema["properties"]:
        return json.dumps(KEY_MESSAGE)
    value = sample(schema, schema.get("$defs", {}))
    parts = value["parts"]
    for number, tag in enumerate(parts.get("hashtags") or []):
        parts["hashtags"][number] = f"#trap{number}{len(tag)}"
    for number, beat in enumerate(parts.get("beats") or []):
        parts["beats"][number] = {**beat, "start": 5 * number, "end": 5 * number + 5}
    return json.dumps(value)


def settings(monkeypatch: pytest.MonkeyPatch, server: ModelServer, **more: str) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("KERNBOT__MODEL__NAME", "small")
    monkeypatch.setenv("KERNBOT__MODEL__ATTEMPTS", "1")
    for name, value in more.items():
        monkeypatch.setenv(name, value)


async def test_a_pack_by_a_model(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    async with ModelServer(answer=answer) as server:
        settings(monkeypatch, server)
        assert await asyncio.to_thread(run, ["generate", str(BRIEF), "--format", "json"]) == 0
    streams = capsys.readouterr()
    pack = json.loads(streams.out)
    assert pack["writer"] == "model:small"
    assert pack["usage"]["calls"] == len(server.requests)
    assert "· " in streams.err


async def test_a_failing_model_is_exit_code_3_and_resume_pays_nothing_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["generate", str(BRIEF), "--channels", "linkedin", "--format", "json"]
    script = [Say(json.dumps(topics(12))), Say(json.dumps(KEY_MESSAGE)), Fail(500)]
    async with ModelServer(script=script, answer=answer) as server:
        settings(monkeypatch, server)
        assert await asyncio.to_thread(run, arguments) == 3
        assert len(server.requests) == 3
        assert "--resume" in capsys.readouterr().err
        assert await asyncio.to_thread(run, [*arguments, "--resume"]) == 0
        asked = [list(r["response_format"]["json_schema"]["schema"]["properties"]) for r in server.requests[3:]]
    assert asked
    assert all("parts" in properties for properties in asked)
    assert json.loads(capsys.readouterr().out)["topics"][0]["title"] == topics(12)["candidates"][0]["title"]


async def test_fallback_gives_an_outline_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with ModelServer(answer=answer, script=[Fail(500)]) as server:
        settings(monkeypatch, server)
        arguments = ["generate", str(BRIEF), "--fallback", "playbook", "--format", "json"]
        assert await asyncio.to_thread(run, arguments) == 0
    pack = json.loads(capsys.readouterr().out)
    assert pack["writer"] == "playbook"
    assert any("500" in note for note in pack["notes"])


async def test_a_call_that_broke_off_is_told_and_has_no_made_up_cost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with ModelServer(answer=answer, script=[Say("{", finish=None)]) as server:
        settings(monkeypatch, server, KERNBOT__MODEL__ATTEMPTS="2", KERNBOT__MODEL__TOP_P="0.9")
        arguments = ["generate", str(BRIEF), "--channels", "linkedin", "--format", "json"]
        assert await asyncio.to_thread(run, arguments) == 0
    pack = json.loads(capsys.readouterr().out)
    assert pack["usage"]["broken_off"] == 1
    assert pack["usage"]["calls"] == len(server.requests)
    assert [note for note in pack["notes"] if note.startswith("Afgebroken aanroepen van het model: 1.")]
    assert {request["top_p"] for request in server.requests} == {0.9}


async def test_what_a_failing_model_took_is_counted_when_the_outline_steps_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with ModelServer(answer=answer, script=[Say("{", finish=None)]) as server:
        settings(monkeypatch, server)
        arguments = ["generate", str(BRIEF), "--fallback", "playbook", "--format", "json"]
        assert await asyncio.to_thread(run, arguments) == 0
    pack = json.loads(capsys.readouterr().out)
    assert (pack["writer"], pack["usage"]["broken_off"]) == ("playbook", 1)


async def test_doctor_probes_the_endpoint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with ModelServer() as server:
        settings(monkeypatch, server)
        assert await asyncio.to_thread(run, ["doctor"]) == 0
    out = capsys.readouterr().out
    assert "strict schema with bounds" in out
    assert KEY not in out


def test_check_looks_at_the_sheets_of_the_template_writer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own" / "playbook" / "phases").mkdir(parents=True)
    (tmp_path / "own" / "playbook" / "phases" / "action.yaml").write_text(
        "schema: kernbot.playbook_sheet/1\nkeey: x\n"
    )
    (tmp_path / "config.yaml").write_text("knowledge:\n  folder: own\n")
    assert run(["check"]) == 1
    assert "action.yaml, line 2: `keey`" in capsys.readouterr().out
