"""Versions on a screen: who made which, and what changed word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Screen
from bot.conversation.screens import dates
from bot.conversation.screens.measure import prefix, units
from bot.conversation.spans import Piece, block, bold, italic, lines, rows, screen, tap
from bot.domain.records import Version
from bot.services.exports.diff import word_diff
from bot.services.limits import local

LATEST = 12
"""Versions with a button of their own; all stay readable through them."""
ROOM = 3000
"""UTF-16 units of a comparison that one screen takes."""
_AROUND = 60


def several(
    t: Texts,
    brand: str,
    workspace: int,
    versions: Sequence[Version],
    people: Mapping[int, str],
    timezone: str = "UTC",
) -> Screen:
    """All versions, the latest first, with a button each and the day on which it was made in this time zone."""
    shown = list(reversed(versions))[:LATEST]
    post = versions[0].post
    taps = [tap(str(one.number), buttons.OneVersion(workspace, post, one.number)) for one in shown]
    back = [tap(t("posts-back"), buttons.Open(workspace, post))]
    return screen(
        bold(brand),
        bold(t("posts-versions-title", count=len(versions))),
        *(_line(t, one, people, timezone) for one in shown),
        rows=[*rows(taps, 6), back],
    )


def one(t: Texts, brand: str, workspace: int, version: Version, new: str, old: str | None) -> Screen:
    """A version: all its words, or what changed in them since the version before it (`old`)."""
    title = t("posts-version-title", number=version.number, state=t(f"posts-state-{_key(version.state)}"))
    taps = [] if old is None else [buttons.OneVersion(workspace, version.post, version.number - 1)]
    row = [tap(t("posts-version-before", number=version.number - 1), data) for data in taps]
    back = tap(t("posts-versions"), buttons.Versions(workspace, version.post))
    card = tap(t("posts-back"), buttons.Open(workspace, version.post))
    head = lines(bold(brand), bold(title), "")
    if old is None:
        return Screen((*head, block(prefix(new, ROOM))), ((*row, back), (card,)))
    legend = lines(t("posts-diff-legend", number=version.number - 1), "", "")
    return Screen((*head, *legend, *lines(_changes(old, new))), ((*row, back), (card,)))


def _line(t: Texts, version: Version, people: Mapping[int, str], timezone: str) -> str:
    who = people.get(version.author or 0) or t("posts-somebody")
    return t(
        "posts-version-line",
        number=version.number,
        origin=t(f"posts-origin-{version.origin}"),
        who=who,
        day=dates.day(t, local(version.at, timezone).date()),
        state=t(f"posts-state-{_key(version.state)}"),
    )


def _changes(old: str, new: str) -> list[Piece]:
    """New words stand out, words that went stand between brackets; long passages that stayed are cut short."""
    found: list[Piece] = []
    room = ROOM
    for kind, text in word_diff(old, new):
        shown = prefix(text if kind != "same" else _ends(text), room)
        room -= units(shown)
        if kind == "removed":
            found.append(italic(f"[−{shown.rstrip()}−] "))
        else:
            found.append(bold(shown) if kind == "added" else shown)
        if room <= 0:
            return [*found, "…"]
    return found


def _ends(text: str) -> str:
    """A long passage by its first and last words."""
    if len(text) <= 3 * _AROUND:
        return text
    first, last = text[:_AROUND].rpartition(" ")[0], text[-_AROUND:].partition(" ")[2]
    return f"{first or text[:_AROUND]} … {last or text[-_AROUND:]}"


def _key(state: str) -> str:
    return state.replace("_", "-")
