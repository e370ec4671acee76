"""The buttons below the card of a post: what this person may do with this version now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.areas import review_buttons as deciding
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button
from bot.conversation.screens import claims
from bot.conversation.screens.posts_view import DONE, View
from bot.conversation.spans import rows, tap
from bot.domain.review import Action
from bot.domain.team import may
from bot.services.client_sharing import READY

_DECIDING: tuple[tuple[Action, type[Any]], ...] = (
    ("submit", deciding.Submit),
    ("approve", deciding.Approve),
    ("request_changes", deciding.RequestChanges),
    ("reject", deciding.Reject),
    ("withdraw", deciding.Withdraw),
)
_TONES = {"submit": "primary", "approve": "good", "reject": "danger"}


def below(t: Texts, view: View, cut: bool) -> list[Sequence[Button]]:
    """The rows, most needed first; `cut`: there is more to the post than the card shows."""
    held = view.held
    at = (view.workspace, held.post.id, held.version.number)
    shown: list[Sequence[Button]] = []
    if held.situation.open_claims and may(view.roles, "decide") and held.version.state == "in_review":
        shown.append([tap(t("posts-tick"), deciding.Claims(*at), "primary")])
    shown += rows(_decisions(t, view, at), 2)
    if held.version.state in DONE and not held.situation.check_again:
        shown.append([tap(t("posts-clean"), buttons.Clean(*at), "primary")])
    shown += claims.row(held, view.workspace, 2 * claims.WIDE)
    shown += rows(_scheduling(t, view, at), 3)
    if may(view.roles, "make"):
        shown += _making(t, view, at)
    if held.version.state in READY and may(view.roles, "report"):
        shown.append([tap(t("review-outside-button"), deciding.Outside(*at))])
    last = [tap(t("posts-versions"), buttons.Versions(*at[:2]))] if held.version.number > 1 else []
    if may(view.roles, "comment"):
        last.append(tap(t("posts-comment"), deciding.Comment(*at)))
    if cut:
        last.append(tap(t("posts-whole"), buttons.Whole(*at[:2])))
    return [*shown, last]


def _decisions(t: Texts, view: View, at: tuple[int, int, int]) -> list[Button]:
    found: list[Button] = []
    for action, kind in _DECIDING:
        if action in view.allowed:
            label = t(f"posts-do-{action.replace('_', '-')}")
            found.append(tap(label, kind(*at))._replace(tone=_tone(action)))
    return found


def _tone(action: Action) -> Any:
    return _TONES.get(action, "plain")


def _scheduling(t: Texts, view: View, at: tuple[int, int, int]) -> list[Button]:
    planned = view.held.version.state == "planned"
    found = []
    if "plan" in view.allowed:
        found.append(tap(t("posts-replan" if planned else "posts-plan"), buttons.Plan(*at)))
    if "unplan" in view.allowed:
        found.append(tap(t("posts-unplan"), buttons.Unplan(*at)))
    if "publish" in view.allowed:
        found.append(tap(t("posts-publish"), buttons.Publish(*at)))
    return found


def _making(t: Texts, view: View, at: tuple[int, int, int]) -> list[Sequence[Button]]:
    found: list[Sequence[Button]] = []
    if view.held.situation.check_again:
        found.append([tap(t("posts-again"), buttons.Again(*at), "primary")])
    asked = [tap(t(f"posts-how-{how.replace('_', '-')}"), buttons.Ask(*at, how)) for how in view.ways]
    return [*found, *rows([tap(t("posts-edit"), buttons.Edit(*at)), *asked], 3)]
