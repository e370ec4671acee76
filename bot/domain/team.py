"""Who may do what in a workspace: roles, deeds, and the one table that joins them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

Role = Literal["viewer", "editor", "reviewer", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)
"""From least to most. A person may have several, such as editor and reviewer."""

Deed = Literal[
    "read",  # see posts, findings, claims and the record; export what is approved
    "comment",  # say something without deciding
    "make",  # brand, personas, propositions, proof, sources; packs, posts, edits and rewrites
    "submit",  # put a draft up for review, and take it back
    "decide",  # approve, request changes, reject; tick claims, confirm promises, record "not a claim"
    "report",  # take over the word of somebody outside, recorded as reported
    "schedule",  # plan, and mark as published
    "manage",  # members, invites, groups, review rules, limits
    "consent",  # let a model provider see the workspace's texts
    "erase",  # remove the workspace
]
DEEDS: tuple[Deed, ...] = get_args(Deed)

ALLOWED: Mapping[Deed, frozenset[Role]] = {
    "read": frozenset({"viewer", "editor", "reviewer", "owner"}),
    "comment": frozenset({"editor", "reviewer", "owner"}),
    "make": frozenset({"editor", "owner"}),
    "submit": frozenset({"editor", "owner"}),
    "decide": frozenset({"reviewer", "owner"}),
    "report": frozenset({"editor", "reviewer", "owner"}),
    "schedule": frozenset({"editor", "owner"}),
    "manage": frozenset({"owner"}),
    "consent": frozenset({"owner"}),
    "erase": frozenset({"owner"}),
}


def may(roles: Iterable[Role], deed: Deed) -> bool:
    """Whether a person with these roles may do this."""
    return not ALLOWED[deed].isdisjoint(roles)
