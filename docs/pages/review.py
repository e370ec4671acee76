"""The tables of docs/review-policy.md: states and who moves a version, what refuses it, and the roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from bot.conversation.catalogue import catalogue
from bot.domain.review import ENDED, TABLE, Action, Refusal, State
from bot.domain.team import ALLOWED, ROLES
from docs.pages import roles
from docs.pages.markdown import code, codes, table

MEANING: Mapping[State, str] = {
    "draft": "Somebody works on it. Nobody is asked anything yet.",
    "in_review": "It waits for the people who decide. It can be taken back.",
    "approved": "The last approval that is needed was given to this very version. Only now are there clean "
    "text, copy buttons and exports.",
    "changes_requested": "Ended, with a reason. The next version begins as a draft.",
    "rejected": "Ended, with a reason. The next version begins as a draft.",
    "planned": "Approved, with a date.",
    "published": "Somebody says that it went out, where and when, and whether the text there is the approved one.",
}
DONE: Mapping[Action, str] = {
    "submit": "Put up for review",
    "withdraw": "Take back",
    "approve": "Approve",
    "request_changes": "Request changes",
    "reject": "Reject",
    "plan": "Plan, or move to another day",
    "unplan": "Take off the plan",
    "publish": "Mark as published",
}
NEEDS: Mapping[Action, str] = {
    "submit": "no blocking finding, those about claims aside",
    "approve": "no blocking finding, no open claim, no proof that changed; not your own text unless the rules "
    "allow it; not twice by one person; with steps: your step, in order",
    "request_changes": "a reason",
    "reject": "a reason",
    "plan": "no proof that changed",
    "publish": "no proof that changed",
}


def blocks() -> dict[str, str]:
    """The blocks of the page. Raises KeyError for a state, move or refusal without words."""
    return {
        "states": table(("State", "In English", "In Dutch", "What it means"), map(_state, get_args(State))),
        "moves": table(("What is done", "From", "By", "To", "Needs"), map(_move, TABLE)),
        "refusals": table(("Refusal", "What the person reads"), map(_refusal, get_args(Refusal))),
        **roles.blocks(),
    }


def _state(state: State) -> tuple[str, ...]:
    words = [texts("board-state", state=state) for _, texts in sorted(catalogue().items())]
    ended = " *(ends the version)*" if state in ENDED else ""
    return code(state), *words, f"{MEANING[state]}{ended}"


def _move(action: Action) -> tuple[str, ...]:
    row = TABLE[action]
    sources = codes(state for state in get_args(State) if state in row.sources)
    by = ", ".join(role for role in ROLES if role in ALLOWED[row.deed])
    return DONE[action], sources, by, code(row.target), NEEDS.get(action, "")


def _refusal(refusal: Refusal) -> tuple[str, ...]:
    return code(refusal), catalogue()["en"](f"refused-{refusal.replace('_', '-')}")
