"""The table as it is shown: lists, an entry with its fields, what is asked, and what stands against a promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bot.conversation.areas import table_buttons as press
from bot.conversation.areas import table_fields
from bot.conversation.areas.table_fields import BRAND, FIELDS, Field
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen
from bot.conversation.screens.table_values import SHOWN, label_of, told
from bot.conversation.spans import Piece, bold, code, italic, quote, rows, screen, short, tap
from bot.domain.base import Model
from bot.domain.brief import Persona
from bot.domain.journey import Journey
from bot.domain.pack import Finding
from bot.domain.records import Entry
from bot.services.sharpening import Sharpened

PAGE = 8
"""Entries in a list."""


class Place(NamedTuple):
    """Whose table it is."""

    workspace: int
    brand: str


class Shelf(NamedTuple):
    """A piece of a list. `gone`: these were withdrawn; `others`: how many there are of the other sort."""

    kind: str
    entries: Sequence[Entry]
    page: int = 0
    gone: bool = False
    others: int = 0


def listed(t: Texts, at: Place, shelf: Shelf) -> Screen:
    """The entries of a kind, each behind a button."""
    kind, page = shelf.kind, shelf.page
    shown = shelf.entries[page * PAGE : (page + 1) * PAGE]
    title = t("table-withdrawn-list" if shelf.gone else f"table-list-{kind}", count=len(shelf.entries))
    buttons = [
        [tap(table_fields.title(kind, one.key, one.data), press.Open(at.workspace, one.id))] for one in shown
    ]
    turns = [(page - 1, "table-earlier")] if page else []
    turns += [(page + 1, "table-later")] if len(shelf.entries) > (page + 1) * PAGE else []
    pages = [tap(t(key), press.ListEntries(at.workspace, kind, to, int(shelf.gone))) for to, key in turns]
    swap = []
    if shelf.others or shelf.gone:
        label = t("table-show-used") if shelf.gone else t("table-show-withdrawn", count=shelf.others)
        swap = [tap(label, press.ListEntries(at.workspace, kind, 0, int(not shelf.gone)))]
    add = [tap(t(f"table-add-{kind}"), press.Add(at.workspace, kind), "primary")]
    hint = None if shown else italic(t(f"table-none-{kind}"))
    return screen(bold(at.brand), title, hint, rows=[*buttons, pages, add, swap])


def entry(
    t: Texts, at: Place, held: Entry, name: Callable[[str], str], findings: Sequence[Finding] = ()
) -> Screen:
    """An entry with its fields, and a button for each of them. `name` words the key of a channel."""
    if held.kind not in FIELDS:
        return _read_only(t, at, held)
    head: list[Piece | list[Piece] | None] = [
        bold(at.brand),
        [t(f"table-kind-{held.kind}"), " ", code(held.key)],
        italic(t("table-is-withdrawn")) if held.withdrawn else None,
        "",
        *told(t, held.kind, held.data, name),
    ]
    if held.kind == "proposition":
        head += ["", *judged(t, findings)]
    return screen(*head, rows=_buttons(t, at, held))


def brand(t: Texts, at: Place, data: Model, name: Callable[[str], str]) -> Screen:
    """The brand itself."""
    return screen(
        bold(at.brand),
        t("table-kind-brand"),
        "",
        *told(t, BRAND, data, name),
        rows=[
            *rows(_field_buttons(t, at.workspace, 0, BRAND), 2),
            [tap(t("table-export"), press.Export(at.workspace))],
        ],
    )


def asked(t: Texts, at: Place, kind: str, held: int, field: Field, now: Sequence[str]) -> Screen:
    """Asks for the value of a field by text: what it is for, how it is typed, and what stands there now."""
    empty = [tap(t("table-empty"), press.Pick(at.workspace, held, field.key, ""))] if not field.needed else []
    back = tap(t("table-back"), press.Open(at.workspace, held))
    how = {"list": "table-how-list", "pairs": f"table-how-{field.key}", "date": "table-how-date"}.get(field.shape)
    return screen(
        bold(at.brand),
        t(f"table-ask-{kind}-{field.key.replace('_', '-')}"),
        italic(t(how)) if how else None,
        *([t("table-now"), quote("\n".join(now))] if now else []),
        rows=[empty if now else [], [back]],
    )


def chosen(
    t: Texts, at: Place, kind: str, held: int, field: Field, options: Iterable[tuple[str, str]], now: Sequence[str]
) -> Screen:
    """Asks for the value of a field by its choices, each key with its label; those that count are marked."""
    buttons = [
        tap(_marked(label, key in now), press.Pick(at.workspace, held, field.key, key)) for key, label in options
    ]
    many = field.shape == "channels"
    empty = [tap(t("table-empty"), press.Pick(at.workspace, held, field.key, ""))]
    return screen(
        bold(at.brand),
        t(f"table-ask-{kind}-{field.key.replace('_', '-')}"),
        rows=[
            *rows(buttons, 2 if many else 1),
            empty if now and not field.needed else [],
            [tap(t("table-ready" if many else "table-back"), press.Open(at.workspace, held))],
        ],
    )


def new(t: Texts, at: Place, kind: str) -> Screen:
    """Asks for what a new entry begins with."""
    back = tap(t("table-back"), press.ListEntries(at.workspace, kind, 0, 0))
    return screen(bold(at.brand), t(f"table-new-{kind}"), rows=[[back]])


def observed(t: Texts, at: Place, held: Entry) -> Screen:
    """Which filled fields of a persona were observed; each tap turns one around."""
    data = held.data
    seen = data.observed if isinstance(data, Persona) else ()
    filled = [field.key for field in FIELDS["persona"] if getattr(data, field.key) and field.key != "name"]
    buttons = [
        tap(
            t("table-observed" if key in seen else "table-assumed", field=label_of(t, "persona", key)),
            press.Seen(at.workspace, held.id, key),
        )
        for key in filled
    ]
    ready = tap(t("table-ready"), press.Open(at.workspace, held.id))
    return screen(bold(at.brand), t("table-observed-how"), rows=[*rows(buttons), [ready]])


def sure(t: Texts, at: Place, held: Entry) -> Screen:
    """Asks whether an entry is really to be withdrawn."""
    return screen(
        bold(at.brand),
        t("table-withdraw-sure", title=short(table_fields.title(held.kind, held.key, held.data), 120)),
        t("table-withdraw-proof") if held.kind == "proof" else None,
        rows=[
            [tap(t("table-withdraw"), press.Withdraw(at.workspace, held.id, 1), "danger")],
            [tap(t("table-back"), press.Open(at.workspace, held.id))],
        ],
    )


def withdrawn(t: Texts, at: Place, held: Entry) -> Screen:
    """It is withdrawn, and can come back."""
    return screen(
        bold(at.brand),
        t("table-withdrawn", title=short(table_fields.title(held.kind, held.key, held.data), 120)),
        rows=[
            [tap(t("table-restore"), press.Restore(at.workspace, held.id))],
            [tap(t("table-to-list"), press.ListEntries(at.workspace, held.kind, 0, 0))],
        ],
    )


def judged(t: Texts, findings: Sequence[Finding]) -> list[Piece]:
    """What stands against a promise, in plain words."""
    if not findings:
        return [italic(t("table-nothing-against"))]
    told = (f"• {one.message} {one.fix}".strip() for one in findings)
    return [t("table-against", count=len(findings)), *told]


def sharper(t: Texts, at: Place, found: Sharpened, open_questions: Callable[[str], str]) -> Screen:
    """Sharper wordings, each with what it leaves open."""
    told: list[Piece | None] = []
    for number, one in enumerate(found.wordings, 1):
        told += ["", bold(t("table-sharper-number", number=number)), quote(one.text)]
        if one.missing:
            told.append(
                italic(t("table-sharper-open", what=", ".join(open_questions(part) for part in one.missing)))
            )
        if one.findings:
            told.append(italic(t("table-sharper-findings", count=one.findings)))
    buttons = [
        tap(t("table-sharper-take", number=number + 1), press.TakeSharper(at.workspace, found.entry, number))
        for number in range(len(found.wordings))
    ]
    back = tap(t("table-sharper-none"), press.Open(at.workspace, found.entry))
    return screen(bold(at.brand), t("table-sharper"), *told, rows=[*rows(buttons), [back]])


def working(t: Texts, at: Place) -> Screen:
    """A model is at work."""
    return screen(bold(at.brand), t("table-sharper-working"))


def failed(t: Texts, at: Place, detail: str, ways: Sequence[Sequence[Button]] = ()) -> Screen:
    """It did not work out; what there was stands. `ways` go on."""
    return screen(bold(at.brand), t("table-sharper-failed"), italic(detail) if detail else None, rows=ways)


def doubt(t: Texts, at: Place, other: str) -> Screen:
    """A text names another brand: is it meant for this one?"""
    return screen(
        bold(at.brand),
        t("table-doubt", brand=at.brand, other=other),
        rows=[
            [tap(t("table-doubt-sure", brand=at.brand), press.Sure(at.workspace))],
            [tap(t("table-doubt-never"), press.Never(at.workspace))],
        ],
    )


def channels(t: Texts, at: Place, options: Iterable[tuple[str, str]], now: Sequence[str]) -> Screen:
    """The channels of the brand; each tap turns one around."""
    buttons = [tap(_marked(label, key in now), press.UseChannel(at.workspace, key)) for key, label in options]
    return screen(bold(at.brand), t("table-channels", count=len(now)), rows=rows(buttons, 2))


def journeys(t: Texts, at: Place, models: Iterable[Journey], now: str) -> Screen:
    """The journey models, each with a line on it."""
    told: list[Piece | list[Piece]] = []
    buttons: list[Button] = []
    for model in models:
        name = model.name[t.language]
        told += ["", bold(_marked(name, model.key == now)), model.summary[t.language]]
        buttons.append(tap(_marked(name, model.key == now), press.UseJourney(at.workspace, model.key)))
    return screen(bold(at.brand), t("table-journey"), *told, rows=rows(buttons))


def _read_only(t: Texts, at: Place, held: Entry) -> Screen:
    """A source or a saved topic: made elsewhere, shown and withdrawn here."""
    name = table_fields.title(held.kind, held.key, held.data)
    gone = press.Withdraw(at.workspace, held.id, 0)
    return screen(
        bold(at.brand), code(held.key), quote(short(name, SHOWN)), rows=[[tap(t("table-withdraw"), gone)]]
    )


def _buttons(t: Texts, at: Place, held: Entry) -> list[Sequence[Button]]:
    to_list = [tap(t("table-to-list"), press.ListEntries(at.workspace, held.kind, 0, 0))]
    if held.withdrawn:
        return [[tap(t("table-restore"), press.Restore(at.workspace, held.id))], to_list]
    special: list[Button] = []
    if held.kind == "persona":
        special = [tap(t("table-observed-button"), press.Observed(at.workspace, held.id))]
    if held.kind == "proposition":
        special = [tap(t("table-sharper-button"), press.Sharper(at.workspace, held.id), "primary")]
    gone = [tap(t("table-withdraw"), press.Withdraw(at.workspace, held.id, 0), "danger")]
    return [special, *rows(_field_buttons(t, at.workspace, held.id, held.kind), 2), gone, to_list]


def _field_buttons(t: Texts, workspace: int, held: int, kind: str) -> list[Button]:
    return [tap(label_of(t, kind, one.key), press.ChangeField(workspace, held, one.key)) for one in FIELDS[kind]]


def _marked(label: str, on: bool) -> str:
    return f"✓ {label}" if on else label
