"""The documentation keeps pace: generated pages are what is committed, links lead somewhere, examples load."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.domain.brief import Brief, Workspace
from bot.domain.channel import Channel
from bot.domain.check import Phrases
from bot.domain.journey import Crossing, Phase
from bot.generation.prompts import TASKS, Prompts
from bot.knowledge import yaml_file
from bot.knowledge.store import Knowledge
from bot.services import briefs
from bot.settings import FROM_ENVIRONMENT, Settings, known_keys
from docs import generate
from docs.pages import checks
from docs.pages.markdown import fill, table

ROOT = generate.ROOT
KNOWLEDGE = Knowledge([ROOT / "prompts"])
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "prompts" / "README.md")
)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_YAML = re.compile(r"^ *```yaml\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
_SHAPES: dict[str, type[BaseModel]] = {
    "kernbot.brief/1": Brief,
    "kernbot.workspace/1": Workspace,
    "kernbot.channel/1": Channel,
    "kernbot.phrases/1": Phrases,
}


@pytest.fixture(scope="module")
def made() -> dict[Path, str]:
    """Every generated page."""
    return generate.pages()


def test_generated_pages_are_what_is_committed(made: dict[Path, str]) -> None:
    changed = [str(path) for path, text in made.items() if _read(path) != text]
    assert changed == [], "run `make docs`"
    assert generate.stale(made) == []


def test_generated_pages_say_so_first(made: dict[Path, str]) -> None:
    assert [str(path) for path, text in made.items() if not re.match(r"<!-- .*`make docs`.* -->\n", text)] == []


def test_every_check_has_a_page_in_both_languages(made: dict[Path, str]) -> None:
    for name, check in checks.every().items():
        page = made[generate.CHECKS / f"{name}.md"]
        texts = KNOWLEDGE.check_texts[name]
        for words in (texts.title, texts.why, texts.message, texts.fix):
            assert words.nl in page
            assert words.en in page
        assert f"**Severity**: {check.severity}" in page
        assert f"({name}.md)" in made[generate.CHECKS / "index.md"]


def test_every_setting_is_documented() -> None:
    page = _read(Path("docs/settings.md"))
    names = [key for key in known_keys(Settings) if key not in FROM_ENVIRONMENT.values()]
    assert [name for name in (*names, *FROM_ENVIRONMENT) if f"| `{name}` | " not in page] == []


def test_every_channel_has_a_row_and_a_section() -> None:
    page = _read(Path("docs/channels.md"))
    for key in KNOWLEDGE.channel_keys:
        assert f"(#{key}) | `{key}` |" in page
        assert f'<a id="{key}"></a>' in page
        assert KNOWLEDGE.channel(key).source in page


def test_every_phase_and_every_question_is_listed() -> None:
    page = _read(Path("docs/journeys.md"))
    for journey in KNOWLEDGE.journey_keys:
        for phase in KNOWLEDGE.journey(journey).phases:
            assert f"(`{phase.key}`)" in page
            assert [question.free.en for question in phase.questions if question.free.en not in page] == []


def test_every_input_of_every_template_is_explained() -> None:
    page = _read(Path("prompts/README.md"))
    for task in TASKS:
        row = next(line for line in page.splitlines() if line.startswith(f"| `{task}.md.j2`"))
        declared = Prompts(KNOWLEDGE).declared(task)
        assert set(re.findall(r"`([a-z_]+)`", row.rsplit("|", 2)[1])) == declared
        assert [name for name in declared if f"\n| `{name}` | " not in page] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    for link in _LINK.findall(_FENCED.sub("", _read(Path(page)))):
        if link.startswith(("https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = folder / name if name else ROOT / page
        assert target.exists(), link
        if anchor:
            assert anchor in _anchors(target.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("page", PAGES)
def test_examples_in_yaml_load(page: str, tmp_path: Path) -> None:
    for number, text in enumerate(_YAML.findall(_read(Path(page)))):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text, encoding="utf-8")
        if not text.startswith(("schema:", " ")):
            assert yaml_file.read(file)
        elif text.startswith("schema:"):
            data = yaml_file.read(file)
            yaml_file.parse(file, data, _SHAPES[data["schema"]])


def test_the_examples_of_a_phase_and_a_row_of_the_mapping_load(tmp_path: Path) -> None:
    phase, row = _YAML.findall(_read(Path("docs/add-a-phase.md")))
    for text, model in ((phase, Phase), (row, Crossing)):
        file = tmp_path / "part.yaml"
        file.write_text(f"entries:\n{text}", encoding="utf-8")
        (entry,) = yaml_file.read(file)["entries"]
        assert yaml_file.parse(file, entry, model)


def test_the_full_example_of_a_brief_holds_every_key_and_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "brief.yaml"
    file.write_text(_YAML.findall(_read(Path("docs/brief.md")))[0], encoding="utf-8")
    read = briefs.read(file)
    _, taken = briefs.complete(read, KNOWLEDGE, briefs.Fallbacks("nl", "canvas7", ("linkedin",), 6))
    assert taken == ()
    schema = Brief.model_json_schema(by_alias=True)
    assert _missing(schema, read.data, schema["$defs"]) == []


def test_no_page_offers_an_image_that_was_built() -> None:
    assert "has not been built" in _read(Path("docs/docker.md"))


# -- the machinery ------------------------------------------------------------------------------------


def test_filling_keeps_what_stands_around_the_marks() -> None:
    page = "a\n<!-- generated: x -->\nold\n<!-- end of generated: x -->\nb\n"
    filled = fill(page, {"x": "new"})
    assert filled == "a\n<!-- generated: x -->\n\nnew\n\n<!-- end of generated: x -->\nb\n"
    assert fill(filled, {"x": "new"}) == filled


@pytest.mark.parametrize("blocks", [{}, {"y": ""}, {"x": "", "y": ""}])
def test_marks_and_blocks_have_to_match(blocks: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="marks"):
        fill("<!-- generated: x -->\n<!-- end of generated: x -->\n", blocks)


def test_a_cell_stays_one_cell() -> None:
    assert table(("a", "b"), [("x | y", "two\nlines"), ("", 1)]).splitlines()[2:] == [
        "| x \\| y | two lines |",
        "| – | 1 |",
    ]


def _read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else ""


def _anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


def _missing(shape: dict[str, Any], data: Any, definitions: dict[str, Any], at: str = "") -> list[str]:
    """Keys of the schema that the data leaves out, wherever it goes deeper."""
    if "$ref" in shape:
        return _missing(definitions[shape["$ref"].rsplit("/", 1)[-1]], data, definitions, at)
    for kind in shape.get("anyOf", ()):
        if "$ref" in kind:
            return _missing(kind, data, definitions, at)
    if isinstance(data, list) and data:
        return _missing(shape.get("items", {}), data[0], definitions, f"{at}[]")
    if not isinstance(data, dict):
        return []
    missing = [f"{at}.{key}" for key in shape.get("properties", {}) if key not in data]
    for key, part in shape.get("properties", {}).items():
        missing += _missing(part, data.get(key), definitions, f"{at}.{key}")
    return missing
