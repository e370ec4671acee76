"""Which roles of a plan speak: the weightiest are made first, and all are read in the plan's order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from bot.domain.playbook import Angle
from bot.generation.playbook.desk import Desk

_OPENERS = ("open", "mail_open", "lead_in", "remark")
"""Roles that begin a text; whatever the angle is, they stay in front."""
_FILLER = "?"


class Bounds(NamedTuple):
    """How many items a part takes."""

    least: int
    most: int


def chosen(desk: Desk, angle: Angle | None, plan: str, bounds: Bounds, make: Callable[[str], Any]) -> list[Any]:
    """What `make` gives for the roles of a plan, in reading order; a role that gives nothing is passed over.

    A role with `?` in front is only made as long as there are fewer than the least.
    """
    focus = angle.focus if angle else ()
    reading = _reading(desk.plan(plan), focus)
    weights = {role: place for place, role in enumerate(dict.fromkeys([*_OPENERS, *focus, *desk.sheet.keep]))}
    made: dict[str, Any] = {}
    for role in sorted(reading, key=lambda role: (_is_filler(role), weights.get(_plain(role), len(weights)))):
        if len(made) < (bounds.least if _is_filler(role) else bounds.most):
            value = make(role.removeprefix(_FILLER))
            if value:
                made[role] = value
    return [made[role] for role in reading if role in made]


def _reading(plan: tuple[str, ...], focus: tuple[str, ...]) -> list[str]:
    """The roles in reading order: what the angle is about comes right after the opening."""
    roles = list(dict.fromkeys(plan))
    first = [role for role in focus if role in roles]
    start = sum(role in _OPENERS for role in roles[:1])
    return [*roles[:start], *first, *(role for role in roles[start:] if role not in first)]


def _is_filler(role: str) -> bool:
    return role.startswith(_FILLER)


def _plain(role: str) -> str:
    return role.removeprefix(_FILLER).partition("+")[0].partition("#")[0]
