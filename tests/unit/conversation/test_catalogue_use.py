"""Every text of the catalogue is used, and every text that the code asks for is there with what it needs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, get_args

from bot.conversation.all_areas import AREAS
from bot.conversation.areas import exports, ideas
from bot.conversation.areas.new_offer import EXTRAS, PARTS
from bot.conversation.areas.new_order import TYPED
from bot.conversation.areas.table_fields import FIELDS, FIRST
from bot.conversation.screens import ideas as ideas_screens
from bot.conversation.screens import rules, source
from bot.domain.base import LANGUAGES
from bot.domain.pack import Severity, Standing
from bot.domain.records import Origin
from bot.domain.review import TABLE, Refusal, State
from bot.domain.rewrite import HOWS, REASONS
from bot.domain.sharper import PartName
from bot.domain.team import ROLES
from bot.services.hearing import Reason as Unheard
from bot.services.limits import MEASURES, Whose
from bot.services.team import Refusal as TeamRefusal
from tests.unit.conversation.test_catalogue import NL, messages

CODE = Path("bot")
CONVERSATION = CODE / "conversation"
AREA_NAMES = {key.partition("-")[0] for key in NL if "-" in key} - {"no", "old"}
SHAPE = re.compile(rf"(?:{'|'.join(sorted(AREA_NAMES))})-[A-Za-z0-9_{{}}-]+")
ASKS = frozenset({"t", "texts", "other", "_texts"})
"""How code calls the catalogue: `t("key")`, `turn.texts("key")`."""


def _each(template: str, *values: Iterable[str]) -> frozenset[str]:
    found = {template}
    for several in values:
        found = {one.replace("{}", value.replace("_", "-"), 1) for one in found for value in several}
    return frozenset(found)


JOBS = tuple(ideas.AREA.reports)
KINDS = tuple(FIRST)
COMMANDS = [name for area in AREAS for name in area.commands]
FIELD_KEYS = [(kind, field.key.replace("_", "-")) for kind, several in FIELDS.items() for field in several]
CHOSEN = [(field.key, one) for several in FIELDS.values() for field in several for one in field.options]
FAMILIES: Mapping[str, frozenset[str]] = {
    template: _each(template, values)
    for template, values in {
        "board-audit-{}": exports.AUDIT_KINDS,
        "board-export-{}": exports.KINDS,
        "ideas-edit-{}": ideas_screens.PARTS,
        "ideas-kept-{}": JOBS,
        "ideas-stopped-{}": JOBS,
        "ideas-word-{}": ideas_screens.PARTS,
        "ideas-working-{}": JOBS,
        "links-language-{}": LANGUAGES,
        "new-ask-{}": (*PARTS, EXTRAS),
        "new-change-{}": (*PARTS, EXTRAS),
        "new-lacking-{}": ("who", "what"),  # of these a brand may have none at all
        "new-now-{}": ("who", "when", "where"),  # what a message can name
        "new-row-{}": (*PARTS, *TYPED, "source", "commercial"),
        "new-without-{}": TYPED,
        "posts-claim-{}": ("source", "period", "scope"),  # what a proof point says of itself
        "posts-do-{}": [action for action, row in TABLE.items() if row.deed != "schedule"],
        "posts-how-{}": HOWS,
        "posts-not-{}": REASONS,
        "posts-origin-{}": get_args(Origin),
        "posts-published-{}": ("same", "other"),
        "posts-standing-{}": get_args(Standing),
        "posts-state-{}": get_args(State),
        "posts-{}": get_args(Severity),
        "refused-{}": get_args(Refusal),
        "review-ask-{}": ("changes", "reject"),
        "review-say-{}": ("ticked", "confirmed", "not_a_claim"),
        "rules-author-{}": rules.AUTHOR,
        "rules-author-{}-short": rules.AUTHOR,
        "source-aside-{}": ("sticker", "photo", "location", "other"),
        "source-item-{}": ("need", "questions", "phase", "fact", "series"),  # bot.services.intake.Item
        "source-kind-{}": ("source", "persona", "proposition", "proof"),  # what a text can be made into
        "source-make-{}": source.MAKES,
        "source-nothing-{}": source.MAKES,
        "source-use-{}": source.PERMISSIONS,
        "source-voice-not-{}": get_args(Unheard),
        "table-add-{}": KINDS,
        "table-how-{}": [f.key for several in FIELDS.values() for f in several if f.shape == "pairs"],
        "table-kind-{}": KINDS,
        "table-list-{}": KINDS,
        "table-new-{}": KINDS,
        "table-none-{}": KINDS,
        "table-part-{}": get_args(PartName),
        "team-error-{}": get_args(TeamRefusal),
        "team-role-{}": ROLES,
        "team-role-{}-may": ROLES,
        "trust-language-{}": LANGUAGES,
        "trust-limit-{}": (*get_args(Whose), *MEASURES),
        "trust-usage-{}": MEASURES,
        "trust-usage-{}-of": MEASURES,
    }.items()
} | {
    "table-ask-{}-{}": frozenset(f"table-ask-{kind}-{key}" for kind, key in FIELD_KEYS),
    "table-field-{}-{}": frozenset(f"table-field-{kind}-{key}" for kind, key in FIELD_KEYS),
    "table-choice-{}-{}": frozenset(f"table-choice-{key}-{one}" for key, one in CHOSEN),
    "trust-command-{}": frozenset(f"trust-command-{name}" for name in COMMANDS),
}
"""Keys that code puts together, by the f-string with `{}` for what is filled in: everything they can become."""


class Asked(NamedTuple):
    """A call of the catalogue by a literal key: where, the key, and the names of its values (None: unknown)."""

    where: str
    key: str
    values: frozenset[str] | None


class Use(NamedTuple):
    """What code says: strings, f-strings (`{}` for each value), and calls of the catalogue."""

    strings: frozenset[str]
    templates: frozenset[str]
    asked: tuple[Asked, ...]


def use(files: Iterable[Path]) -> Use:
    """Reads Python files."""
    strings: set[str] = set()
    templates: set[str] = set()
    asked: list[Asked] = []
    for file in files:
        tree = ast.parse(file.read_text("utf-8"))
        within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=str(text)) if id(node) not in within:
                    strings.add(text)
                case ast.JoinedStr(values=parts):
                    templates.add("".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts))
                case ast.Call():
                    asked += _asked(file, node)
    return Use(frozenset(strings), frozenset(templates), tuple(asked))


def _asked(file: Path, call: ast.Call) -> Iterator[Asked]:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in ASKS:
            names = [one.arg for one in call.keywords]
            values = None if None in names else frozenset(name for name in names if name)
            for key in _literals(call.args[0]) if call.args else ():
                yield Asked(f"{file}:{call.lineno}", key, values)


def _literals(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=first, orelse=second):
            yield from _literals(first)
            yield from _literals(second)


USED = use(sorted(CODE.rglob("*.py")))
COMPOSED = frozenset(one for one in USED.templates if SHAPE.fullmatch(one))


def test_every_way_to_compose_a_key_is_in_the_table() -> None:
    """A new f-string needs a family above; a family that nothing composes any more has to go."""
    assert FAMILIES.keys() == COMPOSED


def test_a_composed_key_is_there_whatever_it_is_composed_of() -> None:
    for template, keys in FAMILIES.items():
        assert keys, f"{template} has no members"
        assert keys <= NL.keys(), template


def test_what_the_code_asks_for_is_there() -> None:
    named = {text for text in use(sorted(CONVERSATION.rglob("*.py"))).strings if SHAPE.fullmatch(text)}
    called = {one.key for one in USED.asked}
    assert named | called <= NL.keys()
    assert len(called) > 300, "the reader of code finds the calls"


def test_no_text_is_unused() -> None:
    composed = frozenset().union(*FAMILIES.values())
    assert NL.keys() - USED.strings - composed == set()


def test_every_text_gets_the_values_it_needs_and_no_other() -> None:
    wrong = [
        f"{one.where}: {one.key} needs {sorted(NL[one.key].variables)}, gets {sorted(one.values)}"
        for one in USED.asked
        if one.key in NL and one.values is not None and one.values != NL[one.key].variables
    ]
    assert not wrong, "\n".join(wrong)


def test_what_is_said_over_a_card_fits_there() -> None:
    """The answer to a tap may have 200 characters; a name in it is given 40."""
    keys = _answered()
    assert len(keys) > 50, "the reader of code finds them"
    for language in LANGUAGES:
        for key in keys:
            for text in messages(language)[key].says:
                assert len(re.sub(r"\{\w+\}", "n" * 40, text)) <= 200, f"{language}: {key}"


def _answered() -> set[str]:
    """Keys of what `turn.answer(...)`, `brief(turn, ...)` and errors say."""
    found = {key for template in ("refused-{}", "posts-not-{}", "team-error-{}") for key in FAMILIES[template]}
    for file in sorted(CONVERSATION.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case (
                    ast.Call(func=ast.Attribute(attr="answer" | "brief"))
                    | ast.Call(func=ast.Name(id="brief" | "UnreadableError"))
                ):
                    inside = (one for part in node.args for one in ast.walk(part))
                    found |= {str(one.value) for one in inside if isinstance(one, ast.Constant)} & NL.keys()
    return found
