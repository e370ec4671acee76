from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest

from bot.domain.brief import Brief
from bot.domain.errors import BadInputError
from bot.knowledge.store import Knowledge
from bot.services import briefs

KNOWLEDGE = Knowledge([Path("prompts")])
FALLBACKS = briefs.Fallbacks(language="nl", journey="canvas7", channels=("linkedin", "tiktok"), topics=6)
LEAST = "persona:\n  need: een stille trap\nphase: awareness\nproposition:\n  text: Stil in één dag.\n"
WORKSPACE = """\
brand:
  name: Trapwerk
personas:
  - id: starter
    need: een eerste huis zonder gedoe
propositions:
  - id: stil
    text: Stil in één dag.
proof:
  - {id: B1, text: Tien jaar garantie.}
  - {id: B2, text: Klaar in één dag.}
assets:
  - {id: A1, kind: film, title: Een trap in één dag}
sources:
  - {id: case, title: Een trap in Zwolle, text: De trap was om vier uur klaar., permission: publish}
"""


def written(folder: Path, text: str, name: str = "brief.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def completed(path: Path) -> tuple[Brief, tuple[str, ...]]:
    return briefs.complete(briefs.read(path), KNOWLEDGE, FALLBACKS)


def test_three_keys_are_enough_and_every_default_is_named(tmp_path: Path) -> None:
    brief, taken = completed(written(tmp_path, LEAST))
    assert (brief.language, brief.journey, brief.topics) == ("nl", "canvas7", 6)
    assert brief.channels == ("linkedin", "tiktok")
    assert [line.split(":")[0] for line in taken] == [
        "language", "journey", "topics", "brand", "brand.address", "channels",
    ]  # fmt: skip


def test_without_a_sender_the_gap_shows(tmp_path: Path) -> None:
    brief, _ = completed(written(tmp_path, LEAST))
    assert brief.brand.name.startswith("[merknaam nodig")


def test_channels_come_from_the_persona_before_the_settings(tmp_path: Path) -> None:
    path = written(tmp_path, LEAST.replace("  need:", "  channels: [forum, instagram]\n  need:"))
    assert completed(path)[0].channels == ("instagram",)


def test_options_beat_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, LEAST + "channels: [x]\ntopics: 3\n")
    file = briefs.read(path, channels=["email"], topics=9)
    brief, _ = briefs.complete(file, KNOWLEDGE, FALLBACKS)
    assert (brief.channels, brief.topics) == (("email",), 9)


def test_entries_of_the_workspace_are_named_by_id(tmp_path: Path) -> None:
    written(tmp_path, WORKSPACE, "w.yaml")
    text = "workspace: w.yaml\npersona: starter\nproposition: stil\nsource: case\nphase: action\nproof: [B2]\n"
    brief, taken = completed(written(tmp_path, text))
    assert brief.brand.name == "Trapwerk"
    assert brief.persona.need == "een eerste huis zonder gedoe"
    assert [proof.id for proof in brief.proof] == ["B2"]
    assert brief.source is not None
    assert brief.source.permission == "publish"
    assert "assets: A1" in taken


def complaint(path: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        completed(path)
    return str(caught.value)


def test_an_unknown_id_names_its_line_and_the_nearest(tmp_path: Path) -> None:
    written(tmp_path, WORKSPACE, "w.yaml")
    said = complaint(written(tmp_path, "workspace: w.yaml\nproposition: stil\npersona: startr\nphase: action\n"))
    assert "line 3" in said
    assert "Did you mean `starter`?" in said


def test_a_fault_in_the_workspace_names_the_workspace(tmp_path: Path) -> None:
    written(tmp_path, WORKSPACE.replace("personas:", "persona's:"), "w.yaml")
    assert "w.yaml, line 3" in complaint(written(tmp_path, "workspace: w.yaml\n" + LEAST))


def test_an_id_without_a_workspace_says_what_to_do(tmp_path: Path) -> None:
    path = written(tmp_path, "persona: starter\nphase: action\nproposition: {text: Stil.}\n")
    said = complaint(path)
    assert "line 1: `persona`" in said
    assert "indented, its keys such as `need: ...`; or add `workspace: FILE.yaml`" in said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("phase: awareness", "phase: bewust", "Accepted: awareness (Bewustwording), consideration (Overweging)"),
        ("phase: awareness", "phase: awareness\nchannels: [linkdin]", "Did you mean `linkedin`?"),
        ("phase: awareness", "phase: awareness\nchannels: [x, x]", "`channels`: x stands here twice"),
        ("phase: awareness", "phase: awareness\njourney: canvas", "Did you mean `canvas7`?"),
        ("phase: awareness", "phase: awareness\nproof: [{id: B1, text: a}, {id: B1, text: b}]", "have the id B1"),
        ("phase: awareness", "phase: awareness\nbrand: {name: T, address: {tiktk: u}}", "Did you mean `tiktok`?"),
        ("phase: awareness", "phase: awareness\ntopics: 0", "at least 1"),
        ("  text: Stil in één dag.", "  text: ''", "this is empty"),
    ],
)
def test_what_is_not_accepted_is_said(tmp_path: Path, old: str, new: str, expected: str) -> None:
    said = complaint(written(tmp_path, LEAST.replace(old, new)))
    assert expected in said
    assert "line " in said


@pytest.mark.parametrize("name", ["Overweging", "overweging", "Consideration", "considration"])
def test_a_phase_by_its_name_is_pointed_to_its_key(tmp_path: Path, name: str) -> None:
    said = complaint(written(tmp_path, LEAST.replace("awareness", name)))
    assert "line 3: `phase`" in said
    assert "Did you mean `consideration`?" in said


def test_a_phase_that_is_left_out_can_be_chosen_from_the_message(tmp_path: Path) -> None:
    said = complaint(written(tmp_path, LEAST.replace("phase: awareness\n", "journey: funnel5\n")))
    assert "Phases of funnel5: " in said


def test_a_mistake_outside_the_file_is_not_put_on_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, LEAST)
    with pytest.raises(BadInputError, match=r"^--channels: `linkdin`"):
        briefs.complete(briefs.read(path, channels=["linkdin"]), KNOWLEDGE, FALLBACKS)
    odd = dataclasses.replace(FALLBACKS, journey="canvas", channels=("linkdin",))
    with pytest.raises(BadInputError, match=r"^the setting `defaults\.journey`: `canvas`"):
        briefs.complete(briefs.read(written(tmp_path, LEAST)), KNOWLEDGE, odd)


@pytest.mark.parametrize(("text", "expected"), [(" \n", "is empty"), ("a " * 60_000, "at most 100,000")])
def test_a_source_that_cannot_be_used_is_named(tmp_path: Path, text: str, expected: str) -> None:
    source = written(tmp_path, text, "case.txt")
    with pytest.raises(BadInputError, match=rf"case\.txt .*{expected}"):
        briefs.read(written(tmp_path, LEAST), source)


def test_a_workspace_that_is_not_there_names_the_brief_line(tmp_path: Path) -> None:
    assert "line 1: `workspace`: there is no file" in complaint(written(tmp_path, "workspace: w.yaml\n" + LEAST))


def test_hidden_signs_are_taken_out(tmp_path: Path) -> None:
    path = written(tmp_path, LEAST.replace("een stille trap", '"een\\x1b[31m stille\\u202e trap"'))
    assert completed(path)[0].persona.need == "een[31m stille trap"


def test_a_source_file_is_not_released_unless_the_brief_says_so(tmp_path: Path) -> None:
    source = written(tmp_path, "De trap was om vier uur klaar.", "case.txt")
    path = written(tmp_path, LEAST)
    brief, _ = briefs.complete(briefs.read(path, source), KNOWLEDGE, FALLBACKS)
    assert brief.source is not None
    assert (brief.source.title, brief.source.permission) == (None, "internal")
    released = written(tmp_path, LEAST + "source: {title: Zwolle, permission: publish, text: oud}\n")
    brief, _ = briefs.complete(briefs.read(released, source), KNOWLEDGE, FALLBACKS)
    assert brief.source is not None
    assert (brief.source.title, brief.source.text) == ("Zwolle", "De trap was om vier uur klaar.")


def test_a_proposal_fills_only_what_is_open(tmp_path: Path) -> None:
    file = briefs.read(written(tmp_path, LEAST.replace("phase: awareness\n", "")))
    proposed = briefs.with_proposal(file, {"phase": "action", "persona": {"need": "iets anders"}})
    brief, taken = briefs.complete(proposed, KNOWLEDGE, FALLBACKS)
    assert (brief.phase, brief.persona.need) == ("action", "een stille trap")
    assert "phase: action" in taken


@pytest.mark.parametrize("marks", ["\u0316\u0300", "\u05b1\u05b0"])
def test_endless_accents_cost_no_time(tmp_path: Path, marks: str) -> None:
    start = time.perf_counter()
    brief, _ = completed(written(tmp_path, LEAST.replace("een stille trap", "e" + marks * 1900)))
    assert 20 < len(brief.persona.need) <= 31
    assert briefs.composed("e" + marks * 200_000)
    assert time.perf_counter() - start < 2


def test_accents_that_people_write_stay() -> None:
    assert (
        briefs.composed("re\u0301cit \U0001f469\u200d\U0001f4bb\ufe0f " * 40)
        == "r\u00e9cit \U0001f469\u200d\U0001f4bb\ufe0f " * 40
    )
