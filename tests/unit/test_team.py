"""Who may do what: the table of roles and deeds, said again by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.review import TABLE
from bot.domain.team import ALLOWED, DEEDS, ROLES, Deed, Role, may

EXPECTED: dict[Role, set[Deed]] = {
    "viewer": {"read"},
    "editor": {"read", "comment", "make", "submit", "report", "schedule"},
    "reviewer": {"read", "comment", "decide", "report"},
    "owner": set(DEEDS),
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_exactly_this(role: Role) -> None:
    assert {deed for deed in DEEDS if may([role], deed)} == EXPECTED[role]


def test_every_deed_stands_in_the_table_and_somebody_may_do_it() -> None:
    assert set(ALLOWED) == set(DEEDS)
    assert all(ALLOWED.values())


@given(st.sets(st.sampled_from(ROLES)), st.sampled_from(DEEDS))
def test_several_roles_may_what_each_of_them_may(roles: set[Role], deed: Deed) -> None:
    assert may(roles, deed) == any(deed in EXPECTED[role] for role in roles)


def test_nobody_decides_by_making_alone() -> None:
    deciding = {action for action, row in TABLE.items() if row.deed == "decide"}
    assert deciding == {"approve", "request_changes", "reject"}
    assert not may(["editor", "viewer"], "decide")
