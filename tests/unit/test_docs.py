"""The documentation keeps pace: generated pages are what is committed, links lead somewhere, examples load."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message
from hypothesis import given, strategies
from pydantic import BaseModel

from bot.conversation.areas import trust
from bot.conversation.catalogue import FOLDER, catalogue
from bot.conversation.effects import Screen, Span, Style
from bot.domain.base import LANGUAGES, Language
from bot.domain.brief import Brief, Workspace
from bot.domain.channel import Channel
from bot.domain.check import Phrases
from bot.domain.journey import Crossing, Phase
from bot.domain.review import TABLE, Refusal, State
from bot.generation.prompts import TASKS, Prompts
from bot.knowledge import yaml_file
from bot.knowledge.store import Knowledge
from bot.services import briefs
from bot.settings import FROM_ENVIRONMENT, Settings, known_keys
from docs import generate
from docs.pages import checks, commands, review, roles, svg
from docs.pages.markdown import fill, table

ROOT = generate.ROOT
KNOWLEDGE = Knowledge([ROOT / "prompts"])
TEXTS = catalogue()
ELSEWHERE = (
    "newbot",
    "setprivacy",
    "setjoingroups",
    "setcommands",
    "setdescription",
    "revoke",
    "quit",
    "telegram",
    "data",
    "briefs",
    "bot",
)
"""Commands of BotFather and of the terminal, and addresses."""
PRINTED = strategies.one_of(strategies.characters(exclude_categories=("C", "Z")), strategies.sampled_from(" \n"))
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_user_guide_explains_every_command_that_is_described(language: Language) -> None:
    guide = _prose(language)
    wanted = [name for name, _ in trust.described(TEXTS[language], commands.names()) if name != "admit"]
    assert [name for name in wanted if not re.search(rf"`/{name}\b", guide)] == []


@pytest.mark.parametrize("page", [page for page in PAGES if "checks/" not in page])
def test_every_command_that_a_page_names_exists(page: str) -> None:
    named = re.findall(
        r"(?<!`)`/([a-z_]+)(?: [^`]*)?`(?!`)", re.sub(r"^```.*?^```", "", _read(Path(page)), flags=re.S | re.M)
    )
    assert [name for name in named if name not in (*commands.names(), *ELSEWHERE)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_in_bold_in_a_user_guide_stands_on_a_button(language: Language) -> None:
    labels = _labels(language)
    assert [words for words in re.findall(r"\*\*(.+?)\*\*", _prose(language)) if words not in labels] == []


def test_the_guides_of_both_languages_have_the_same_parts() -> None:
    dutch, english = (re.findall(r"^#+ |<img|^\|", _prose(language), re.MULTILINE) for language in LANGUAGES)
    assert dutch == english


def test_the_review_policy_has_every_state_move_refusal_and_deed(made: dict[Path, str]) -> None:
    page = made[Path("docs/review-policy.md")]
    for word in (*get_args(State), *get_args(Refusal)):
        assert f"| `{word}` |" in page
    for words in (*review.DONE.values(), *roles.MEANING.values()):
        assert f"| {words} |" in page
    assert len(review.DONE) == len(TABLE)


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_is_there_and_described(page: str) -> None:
    for source, alt in re.findall(r'<img src="([^"]+)"(?: alt="([^"]*)")?', _read(Path(page))):
        assert (ROOT / page).parent.joinpath(source).is_file(), source
        assert alt


def test_no_page_offers_an_image_that_was_built() -> None:
    assert "has not been built" in _read(Path("docs/docker.md"))


# -- pictures of screens ------------------------------------------------------------------------------


def test_there_are_pictures_of_the_same_screens_in_both_languages(made: dict[Path, str]) -> None:
    names = [path.name.split(".") for path in made if path.parent == generate.SCREENS]
    dutch, english = ({name for name, spoken, _ in names if spoken == language} for language in LANGUAGES)
    assert dutch == english
    assert dutch >= {"hello", "phase", "topics", "post", "claims", "review", "board"}


def test_a_picture_is_sound_and_nothing_sticks_out(made: dict[Path, str]) -> None:
    for path in (path for path in made if path.parent == generate.SCREENS):
        drawing = ElementTree.fromstring(made[path])
        width, height = (float(drawing.attrib[key]) for key in ("width", "height"))
        for text in drawing.iterfind(".//{*}text"):
            assert float(text.attrib["x"]) + float(text.attrib.get("textLength", 0)) <= width - svg.EDGE, path
            assert float(text.attrib["y"]) <= height, path


@given(
    strategies.text(PRINTED, max_size=300), strategies.sampled_from(("plain", "bold", "code", "block", "quote"))
)
def test_any_text_is_drawn_whole_within_its_lines(text: str, style: Style) -> None:
    drawing = ElementTree.fromstring(svg.drawn(Screen((Span(text, style),))))
    lines = drawing.findall(".//{*}text")
    assert all(float(line.attrib["textLength"]) <= svg.ROOM for line in lines)
    drawn = "".join("".join(line.itertext()) for line in lines)
    assert "".join(drawn.split()) == "".join(text.split())


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


def _prose(language: Language) -> str:
    """A user guide without the table that is written for it; its lines as one where they belong together."""
    page = _read(Path(f"docs/user-guide.{language}.md"))
    page = re.sub(r"<!-- generated: .*<!-- end of generated: \w+ -->", "", page, flags=re.DOTALL)
    return re.sub(r"(?<=[^\n|])\n {0,2}(?=[^\s|#<\d-])", " ", page)


def _labels(language: Language) -> set[str]:
    """Every text of the catalogue that is always the same."""
    found = set()
    for file in (FOLDER / language).glob("*.ftl"):
        entries = FluentParser().parse(file.read_text(encoding="utf-8")).body
        names = [entry.id.name for entry in entries if isinstance(entry, Message)]
        for name in names:
            with suppress(KeyError):
                found.add(TEXTS[language](name))
    return found


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
