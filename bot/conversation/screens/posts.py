"""The card of a post: its text as it stands, what is to be said about it, and what may be done with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from bot.conversation.areas import posts_buttons as buttons
from bot.conversation.catalogue import Texts
from bot.conversation.effects import Button, Screen, Span
from bot.conversation.screens import claims, dates, links
from bot.conversation.screens.measure import prefix, units
from bot.conversation.screens.posts_rows import below
from bot.conversation.screens.posts_view import DONE, View, named, title, words
from bot.conversation.spans import Piece, block, bold, italic, lines, rows, short, tap, unquoted
from bot.domain.pack import Finding, Length
from bot.domain.team import may
from bot.services.aside import ALT_TEXT, REPLIES
from bot.services.exports import parts
from bot.services.limits import local
from bot.services.posts import Held

__all__ = ["View", "asking", "card", "clean", "options", "plain_text", "title", "whole", "words"]
ROOM = 4000
"""UTF-16 units of a card: some below what a message holds."""
TITLE = 120
FINDING = 280
EXCERPT = 80
"""Characters of the words that a finding is about: enough to find them."""
LEAST = 600
"""UTF-16 units that the text itself gets whatever else there is to say."""
AFTER_FOLD = 50
SCRAP = 60
"""UTF-16 units: less of a part than this helps nobody."""


class Share(NamedTuple):
    """How much of a card goes to what stands around the text: numbers of lines, and characters of parts."""

    findings: int
    claims: int
    parts: int


_SHARES = (Share(8, 10, 1200), Share(5, 6, 600), Share(3, 3, 200), Share(1, 1, 0))
_ALL = Share(1000, 1000, 100_000)


def card(t: Texts, view: View) -> Screen:
    """The card, below the length of one message whatever the post holds."""
    for share in _SHARES:
        head, foot = _head(t, view), _foot(t, view, share)
        room = ROOM - _units(head) - _units(foot)
        if room >= LEAST:
            break
    text = view.held.version.content.text
    body = [block(prefix(text, max(room, 1)))] if text else []
    cut = units(text) > room or share != _SHARES[0] or _hides(view, share)
    spans = lines(*head, *body, *foot)
    return Screen(spans, tuple(tuple(row) for row in below(t, view, cut) if row))


def whole(t: Texts, view: View) -> Screen:
    """Everything, however long: a front cuts it in messages."""
    text = view.held.version.content.text
    body = [block(text)] if text else []
    back = tap(t("posts-back"), buttons.Open(view.workspace, view.held.post.id))
    return Screen(lines(*_head(t, view), *body, *_foot(t, view, _ALL)), ((back,),))


# -- what stands above and below the text -----------------------------------------------------------


def _head(t: Texts, view: View) -> list[Piece | list[Piece]]:
    held = view.held
    found: list[Piece | list[Piece]] = [title(t, view), short(_topic(held), TITLE)]
    found += [bold(view.turn_of)] if view.turn_of else []
    if held.post.slot is not None and held.version.state != "published":
        day = dates.day(t, held.post.slot)
        waits = held.version.state not in DONE
        found.append(t("posts-slot-waits", day=day) if waits else t("posts-slot", day=day))
    if held.post.published is not None:
        same = "same" if held.post.published.same else "other"
        day = dates.day(t, local(held.post.published.at, held.record.timezone).date())
        known = held.version.state == "published"
        found.append(t(f"posts-published-{same}", day=day) if known else t("posts-published-before", day=day))
        found += [short(held.post.published.url, 200)] if held.post.published.url else []
    if view.usable is not None and view.usable.state != "published":
        found.append(t("posts-usable", number=view.usable.number))
    if held.situation.check_again:
        found.append(bold(t("posts-check-again")))
    return [*found, ""]


def _foot(t: Texts, view: View, share: Share) -> list[Piece | list[Piece]]:
    content = view.held.version.content
    found: list[Piece | list[Piece]] = [_length(t, view, one, content.text) for one in content.lengths]
    found += _parts(view, share.parts)
    found += _findings(t, view, share.findings)
    found += claims.lines(t, view.held, share.claims)
    number = t("posts-version", number=view.held.version.number)
    outline = content.writer == "playbook" and view.held.version.origin != "edited"
    found += ["", italic(f"{number} · {t('posts-outline')}" if outline else number)]
    if view.held.version.state not in DONE and may(view.roles, "make"):
        found.append(italic(t("posts-reply-hint" if view.replies else "posts-edit-hint")))
    return [*found, *links.said(t, view.held.outside)]


def _topic(held: Held) -> str:
    every = (*held.pack.topics, *held.pack.reserve)
    return next((topic.title for topic in every if topic.id == held.post.topic), held.post.topic)


def _length(t: Texts, view: View, length: Length, text: str) -> str:
    unit = view.words.say(length.counter)
    name = "" if length.part == "text" else f"{named(view, length.part)}: "
    if length.limit is None:
        told = t("posts-count", count=length.count, unit=unit)
    else:
        over = "posts-count-over" if length.count > length.limit else "posts-count-of"
        told = t(over, count=length.count, limit=length.limit, unit=unit)
    if length.part == "text" and length.fold is not None and length.count > length.fold:
        seen = text[: length.fold][-AFTER_FOLD:].partition(" ")[2].rpartition(" ")[0]
        told += "\n" + t("posts-fold", fold=length.fold, words=unquoted(seen))
    return name + told


def _parts(view: View, most: int) -> list[Piece | list[Piece]]:
    found: list[Piece | list[Piece]] = []
    room = most
    for part in parts.beside(view.held.version.content, view.words):
        if room < SCRAP:
            break
        told = prefix("\n".join(part.lines), room)
        room -= units(told)
        found += ["", bold(parts.name(part, view.words)), told]
    return found


def _findings(t: Texts, view: View, most: int) -> list[Piece | list[Piece]]:
    blocking, advice = _findings_of(view)
    found: list[Piece | list[Piece]] = []
    for key, several in (("blocking", blocking), ("advice", advice)):
        if several:
            found += ["", bold(t(f"posts-{key}", count=len(several)))]
            found += [f"• {short(one, FINDING)}" for one in several[:most]]
        if len(several) > most:
            found.append(t("posts-more", count=len(several) - most))
    return found


def _findings_of(view: View) -> tuple[list[str], list[str]]:
    """What keeps it from approval, and what is worth a look."""
    advice = (one for one in view.held.version.content.findings if one.severity == "advice")
    return _points(view, view.held.situation.blocking), _points(view, advice)


def _points(view: View, findings: Iterable[Finding]) -> list[str]:
    """What is to be said about a post: where, what, about which words, what to do. What would read the same is
    said once, with how often."""
    told = Counter(_said(view, one) for one in findings)
    return [f"{line} ({times}×)" if times > 1 else line for line, times in told.items()]


def _said(view: View, finding: Finding) -> str:
    about = unquoted(" ".join(finding.excerpt.split()))
    words = f" “{short(about, EXCERPT)}”" if about and about not in unquoted(finding.message) else ""
    key = finding.part.partition("[")[0]
    label = key if key in (ALT_TEXT, REPLIES) else parts.PART_LABEL + key
    where = "" if key == "text" else f"{parts.name(parts.Part(label, key, ()), view.words)}: "
    return f"{where}{finding.message}{words} {finding.fix}".strip()


def _hides(view: View, share: Share) -> bool:
    """Whether something about the post did not find room."""
    content = view.held.version.content
    told = sum(units("\n".join(part.lines)) for part in parts.beside(content, view.words))
    most = max(map(len, _findings_of(view)))
    return most > share.findings or len(content.claims) > share.claims or told > share.parts


def _units(pieces: Iterable[Piece | list[Piece]]) -> int:
    return sum(units(span.text) for span in lines(*pieces)) + 2


# -- small screens ----------------------------------------------------------------------------------


def asking(t: Texts, view: View, key: str, rows: Iterable[Sequence[Button]] = (), **values: str) -> Screen:
    """A question about a post, with a way out. Without buttons of its own it waits for words."""
    leave = [tap(t("posts-leave"), buttons.Leave(view.workspace, view.held.post.id))]
    return Screen(lines(title(t, view), t(key, **values)), (*(tuple(row) for row in rows), tuple(leave)))


def options(t: Texts, view: View, key: str, several: Sequence[tuple[str, Any]]) -> Screen:
    """Things to choose from, written out, with a numbered button each."""
    told = [f"{number}. {short(text, 240)}" for number, (text, _) in enumerate(several, 1)]
    taps = [tap(str(number), data) for number, (_, data) in enumerate(several, 1)]
    back = [tap(t("posts-back"), buttons.Open(view.workspace, view.held.post.id))]
    return Screen(lines(title(t, view), t(key), "", *told), (*rows(taps, 6), tuple(back)))


def clean(t: Texts, view: View) -> Screen:
    """What belongs to an approved text besides the text itself, each to copy."""
    content = view.held.version.content
    told: list[Piece | list[Piece]] = [title(t, view), t("posts-clean-told", number=view.held.version.number)]
    for part in parts.beside(content, view.words):
        told += ["", bold(parts.name(part, view.words)), block("\n".join(part.lines))]
    if content.replies:
        told += ["", bold(view.words.say("replies"))]
        told += [f"“{reply.comment}” → {reply.answer}" for reply in content.replies]
    copies = _copies(view)
    if content.text.strip() and units(content.text) <= parts.COPY_UNITS:
        copies.insert(0, Button(t("posts-copy-text"), copy=content.text))
    back = (tap(t("posts-back"), buttons.Open(view.workspace, view.held.post.id)),)
    return Screen(lines(*told), (*rows(copies, 2), back))


def _copies(view: View) -> list[Button]:
    """A button for each thing to copy; those of one name are numbered."""
    several = parts.copyable(view.held.version.content)
    named = [label for label, _ in several]
    made = []
    for place, (label, text) in enumerate(several):
        number = f" {named[: place + 1].count(label)}" if named.count(label) > 1 else ""
        made.append(Button(short(_named(view, label), 30 - len(number)) + number, copy=text))
    return made


def _named(view: View, label: str) -> str:
    return f"📋 {parts.name(parts.Part(label, label.removeprefix(parts.PART_LABEL), ()), view.words)}"


def plain_text(text: str) -> Screen:
    """The text and nothing else, to be forwarded as it is."""
    return Screen((Span(text),))
