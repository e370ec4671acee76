"""The files of the template writer: complete, with known slots, in one form of address, without worn words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.checks import phrases
from bot.domain.base import LANGUAGES, Language
from bot.domain.playbook import Angles, Fixed, Lines, Scenes, Shapes, Sheet
from bot.generation.playbook import lines as li
from bot.generation.playbook.material import Material
from bot.generation.playbook.slots import Slots
from bot.generation.playbook.writer import FILES
from tests.fakes.composing import CANVAS, KNOWLEDGE, rich

SHEETS = ["common.yaml", *(f"phases/{phase}.yaml" for phase in CANVAS)]
FORMS = re.compile(r"<[^<>]*>")
GUARD = re.compile(r"\{(?:if|no)_([a-z_]+\d?)\}")
ADDRESS = re.compile(r"\b(?:je|jij|jou|jouw|jezelf|jullie|u|uw|uzelf)\b", re.IGNORECASE)
WORN = ("worn", "worn_contrast", "worn_openers")


def sheet(name: str) -> Sheet:
    return KNOWLEDGE.file(f"playbook/{name}", Sheet)


def pools() -> Iterator[tuple[str, Lines]]:
    for name in SHEETS:
        for role, forms in sheet(name).roles.items():
            yield from ((f"{name} {role}.{form}", pool) for form, pool in forms.items())
        yield from ((f"{name} {line}", pool) for line, pool in sheet(name).lines.items())
    for angle in KNOWLEDGE.file("playbook/angles.yaml", Angles).angles:
        yield from ((f"angles {angle.key}.{phase}", pool) for phase, pool in angle.titles.items())
    for scene in KNOWLEDGE.file("playbook/scenes.yaml", Scenes).scenes:
        yield from ((f"scenes {scene.key}.{role}", pool) for role, pool in scene.shots.items())


POOLS = list(pools())


def known_slots() -> set[str]:
    fixed, phase = KNOWLEDGE.file("playbook/fixed.yaml", Fixed), KNOWLEDGE.phase("canvas7", "awareness")
    slots = Slots(Material(rich(), phase, sheet("phases/awareness.yaml"), fixed, "neutral", "Hoe?"))
    return slots.names


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pool_speaks_both_languages_with_known_slots(language: Language) -> None:
    known = known_slots()
    for name, pool in POOLS:
        assert pool[language], name
        for line in pool[language]:
            wanted = {slot.rstrip("0123456789") for slot in (*li.slots(line), *GUARD.findall(line))}
            assert wanted <= known, (name, line)
            assert line.count("{") == line.count("}"), (name, line)
            assert line.count("<") == len(FORMS.findall(line)), (name, line)


def test_every_dutch_line_serves_its_forms_of_address_and_no_other() -> None:
    for name, pool in POOLS:
        for line in pool.nl:
            assert not ADDRESS.search(FORMS.sub("", line)), (name, line)
            for form in FORMS.findall(line):
                je, u, *neutral = form.strip("<>").split("|")
                assert not re.search(r"\b(?:u|uw)\b", je), (name, line)
                assert not re.search(r"\b(?:je|jij|jou|jouw)\b", u), (name, line)
                assert not any(ADDRESS.search(text) for text in neutral), (name, line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_worn_or_shouts(language: Language) -> None:
    worn = tuple(
        phrase
        for key in WORN
        for phrase in KNOWLEDGE.phrases[key][language]
        if "<stop>" not in phrase and "^" not in phrase
    )
    for name, pool in POOLS:
        for line in pool[language]:
            assert [found.text for found in phrases.find(worn, line)] == [], (name, line)
            assert "!" not in line, (name, line)


def test_every_phase_has_the_roles_that_its_plans_name() -> None:
    common = sheet("common.yaml")
    for name in SHEETS[1:]:
        own = sheet(name)
        plans = {**common.plans, **own.plans}
        for plan, roles in plans.items():
            for entry in roles:
                for role in entry.removeprefix("?").split("+"):
                    plain = role.partition("#")[0]
                    assert plain == "open" or plain in {*own.roles, *common.roles}, (name, plan, role)
        assert {f"hook_{hook}" for hook in own.hooks} <= {*own.lines, *common.lines}


def test_every_recipe_names_plans_and_pools_that_exist() -> None:
    shapes = KNOWLEDGE.file("playbook/shapes.yaml", Shapes)
    lines = {line for name in SHEETS for line in sheet(name).lines}
    plans = {plan for name in SHEETS for plan in sheet(name).plans}
    for recipes in (*shapes.shapes.values(), shapes.kinds):
        for part, recipe in recipes.items():
            assert set(recipe.lines) <= lines, part
            assert not recipe.plan or recipe.plan in plans, part


def test_every_part_of_every_channel_has_a_recipe_of_its_own() -> None:
    shapes = KNOWLEDGE.file("playbook/shapes.yaml", Shapes).shapes
    for key in KNOWLEDGE.channel_keys:
        channel = KNOWLEDGE.channel(key)
        for part in channel.parts:
            assert part.key in {**shapes["any"], **shapes.get(channel.shape, {})}, (key, part.key)


def test_the_angles_use_formats_and_roles_that_exist() -> None:
    formats = {entry.key for entry in KNOWLEDGE.formats.entries}
    roles = {role for name in SHEETS for role in sheet(name).roles}
    angles = KNOWLEDGE.file("playbook/angles.yaml", Angles).angles
    for angle in angles:
        assert set(angle.formats) <= formats, angle.key
        assert set(angle.focus) <= roles, angle.key
        assert set(angle.titles) <= {"any", *CANVAS}, angle.key
    assert {angle.p for angle in angles} == {
        "product",
        "price",
        "place",
        "promotion",
        "people",
        "proof",
        "process",
    }


def test_every_file_is_named_for_validation() -> None:
    for name, model in FILES.items():
        assert KNOWLEDGE.file(name, model) is not None
