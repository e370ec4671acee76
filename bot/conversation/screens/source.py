"""What was handed over as it is shown: what it may be used for, what it offers, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.conversation.areas import source_buttons as press
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.screens.table import Place
from bot.conversation.spans import Piece, bold, code, italic, quote, rows, screen, short, tap
from bot.domain.brief import Workspace
from bot.domain.team import Role, may
from bot.services.intake import Found, Item, Made

PAGE = 6
"""Proposals on a screen: each stands there in full, with its sentence."""
PERMISSIONS = ("internal", "anonymous", "publish")
MAKES = ("brand", "persona", "proposition")


def offered(t: Texts, at: Place, size: int, name: str = "", other: str = "") -> Screen:
    """Asks where a text or file may be used; `size` in characters, or 0 for a file called `name`."""
    uses = [[tap(t(f"source-use-{one}"), press.Use(at.workspace, "source", one))] for one in PERMISSIONS]
    makes = [tap(t(f"source-make-{one}"), press.Use(at.workspace, one, "internal")) for one in MAKES]
    what = t("source-got-text", count=size) if size else t("source-got-file", name=short(name, 60))
    return screen(
        bold(at.brand),
        t("table-doubt", brand=at.brand, other=other) if other else None,
        what,
        t("source-where"),
        italic(t("source-internal-means")),
        rows=[*uses, makes, [tap(t("source-no"), press.NoUse(at.workspace))]],
    )


def reading(t: Texts, at: Place) -> Screen:
    """It is being read."""
    return screen(bold(at.brand), t("source-reading"))


def failed(t: Texts, at: Place, detail: str) -> Screen:
    """It could not be read; nothing was kept."""
    return screen(bold(at.brand), t("source-failed"), detail or t("source-failed-else"))


def unread(t: Texts, at: Place, why: str, ways: Sequence[Sequence[Button]]) -> Screen:
    """Reading went wrong, whatever it is; `ways` go on."""
    return screen(bold(at.brand), t("source-unread"), why, rows=ways)


def nothing(t: Texts, at: Place, found: Found) -> Screen:
    """There was nothing in it to propose."""
    return screen(bold(at.brand), t(f"source-nothing-{found.aim}"), *map(italic, found.notes))


def proposals(t: Texts, at: Place, found: Found, job: int, page: int, name: Callable[[str], str]) -> Screen:
    """What a text offers, a piece at a time: each proposal with its literal words. `name` words a phase."""
    shown = list(enumerate(found.items))[page * PAGE : (page + 1) * PAGE]
    told: list[Piece] = []
    for place, item in shown:
        told += ["", bold(f"{'✓' if item.kept else '✗'} {place + 1}. {_field(t, found, item)}")]
        told += _value(t, found, item, name)
    flips = [
        tap(f"{'✓' if item.kept else '✗'} {place + 1}", press.Flip(at.workspace, job, place))
        for place, item in shown
    ]
    last = (len(found.items) - 1) // PAGE
    pages = [
        tap(t(key), press.Page(at.workspace, job, to))
        for to, key in ((page - 1, "table-earlier"), (page + 1, "table-later"))
        if 0 <= to <= last
    ]
    limit = {"internal": "source-stays-inside", "anonymous": "source-nobody-named"}.get(found.permission)
    return screen(
        bold(at.brand),
        t("source-found", count=len(found.items), page=page + 1, pages=last + 1),
        italic(t(limit)) if limit and found.aim == "source" else None,
        *map(italic, found.notes),
        *told,
        rows=[*rows(flips, PAGE), pages, *_takes(t, at, found, job, page)],
    )


def dropping(t: Texts, at: Place, found: Found, job: int, page: int) -> Screen:
    """Are all proposals to go? They are not kept anywhere else."""
    yes = tap(t("source-drop-yes"), press.Drop(at.workspace, job), "danger")
    no = tap(t("source-drop-no"), press.Page(at.workspace, job, page))
    return screen(bold(at.brand), t("source-drop-sure", count=len(found.items)), rows=[[yes, no]])


def workspace_file(t: Texts, at: Place, file: Workspace, job: int) -> Screen:
    """What a workspace file holds, before anything of it is taken."""
    return screen(
        bold(at.brand),
        t("source-file-holds", brand=file.brand.name),
        t("source-file-personas", count=len(file.personas)),
        t("source-file-propositions", count=len(file.propositions)),
        t("source-file-proof", count=len(file.proof)),
        t("source-file-assets", count=len(file.assets)),
        t("source-file-sources", count=len(file.sources)),
        rows=[
            [tap(t("source-file-new", brand=file.brand.name), press.Take(at.workspace, job, 1), "primary")],
            [tap(t("source-file-add", brand=at.brand), press.Take(at.workspace, job, 0))],
            [tap(t("source-drop"), press.Drop(at.workspace, job))],
        ],
    )


def kept(t: Texts, at: Place, found: Found, made: Made, job: int, name: Callable[[str], str]) -> Screen:
    """What came of it: the keys of what was made, and a button for every topic of the series."""
    series = [
        tap(f"{name(item.value)}: {item.sentence}", press.MakePosts(at.workspace, job, place))
        for place, item in enumerate(found.items)
        if item.kept and item.field == "series"
    ]
    keys: list[Sequence[Piece]] = [[t(f"source-kind-{kind}"), " ", code(key)] for kind, key in made.keys]
    return screen(
        bold(at.brand),
        t("source-kept", count=len(made.keys)),
        *keys,
        t("source-kept-next") if keys else None,
        t("source-series") if series else None,
        rows=rows(series),
    )


def branded(t: Texts, brand: str) -> Screen:
    """A brand was made or changed by a file."""
    return screen(bold(brand), t("source-branded"))


def added(t: Texts, brand: str, count: int) -> Screen:
    """Entries of a file were added to a brand."""
    return screen(bold(brand), t("source-file-added", count=count))


def dropped(t: Texts, at: Place) -> Screen:
    """Nothing was kept."""
    return screen(bold(at.brand), t("source-dropped"))


def hint(t: Texts, brand: str, roles: Iterable[Role]) -> Screen:
    """A text that says nothing to do: what somebody with these roles can do."""
    mine = frozenset(roles)
    if may(mine, "make"):
        ways = [t("source-hint-new"), t("source-hint-source"), t("source-hint-table")]
    else:
        ways = [t("source-hint-review")] if may(mine, "decide") else []
        ways += [t("source-hint-board"), t("source-hint-help")]
    return screen(bold(brand), t("source-hint"), *ways)


def _takes(t: Texts, at: Place, found: Found, job: int, page: int) -> list[list[Button]]:
    drops = press.AskDrop(at.workspace, job, page) if found.items else press.Drop(at.workspace, job)
    drop = [tap(t("source-drop"), drops)]
    if found.aim != "brand":
        take = t("source-take" if found.items else "source-take-text")
        return [[tap(take, press.Take(at.workspace, job, 0), "primary")], drop]
    return [
        [tap(t("source-take-brand", brand=at.brand), press.Take(at.workspace, job, 0), "primary")],
        [tap(t("source-take-new"), press.Take(at.workspace, job, 1))],
        drop,
    ]


def _field(t: Texts, found: Found, item: Item) -> str:
    if found.aim == "source":
        return t(f"source-item-{item.field}")
    if item.field == "sample":
        return t("source-item-sample")
    return t(f"table-field-{found.aim}-{item.field.replace('_', '-')}")


def _value(t: Texts, found: Found, item: Item, name: Callable[[str], str]) -> list[Piece]:
    """The value, and the words it came from where those are others."""
    if item.field in ("phase", "series"):
        return [name(item.value), *([quote(item.sentence)] if item.sentence else [])]
    choice = f"table-choice-{item.field}-{item.value}"
    value = t(choice) if found.aim == "brand" and t.has(choice) else item.value
    if value == item.sentence:
        return [quote(short(value, 420))]
    return [short(value, 420), *([quote(short(item.sentence, 300))] if item.sentence else [])]
