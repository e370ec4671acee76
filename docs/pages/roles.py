"""The table of roles and what each may do, for the pages about teams and review."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.team import ALLOWED, DEEDS, ROLES, Deed
from docs.pages.markdown import table

MEANING: Mapping[Deed, str] = {
    "read": "Read posts, findings, claims and the record; export what is approved",
    "comment": "Say something about a post without deciding",
    "make": "Set the table (brand, personas, propositions, proof, sources); make and edit posts",
    "submit": "Put a draft up for review, and take it back",
    "decide": "Approve, request changes, reject; tick claims, confirm promises, record that something is no claim",
    "report": "Record the word of somebody outside the team, as reported",
    "schedule": "Plan, and mark as published",
    "manage": "Members, invitations, groups, review rules",
    "consent": "Let a model provider see the brand's texts, or stop that",
    "erase": "Remove the brand with everything in it",
}
"""What each deed is in words."""


def blocks() -> dict[str, str]:
    """The block of the page: one row a deed, one column a role. Raises KeyError for a deed without words."""
    head = ("Deed", *(role.capitalize() for role in ROLES))
    return {"roles": table(head, (_row(deed) for deed in DEEDS))}


def _row(deed: Deed) -> tuple[str, ...]:
    return (MEANING[deed], *("yes" if role in ALLOWED[deed] else "" for role in ROLES))
