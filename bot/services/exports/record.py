"""The record of decisions in words: who approved which version when, on what grounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bot.domain.records import Decision, Outsider
from bot.domain.review import Tick
from bot.services.exports.approved import Approved, Texts, approvals, of_post

SHORT_HASH = 12
"""Digits of a hash beside a decision: enough to tell versions apart by eye. The facts give the whole one."""


class Line(NamedTuple):
    """A decision in words. `version` is a number, if it is known; `details` holds what else there is to say, each
    as one sentence or phrase."""

    at: str
    who: str
    what: str
    version: int | None
    hash: str
    details: tuple[str, ...]


def lines(item: Approved, texts: Texts) -> tuple[Line, ...]:
    """The record of a post, oldest first."""
    return tuple(line(one, item.number(one.version), texts, item.people) for one in of_post(item))


def line(decision: Decision, number: int | None, texts: Texts, people: Mapping[int, str]) -> Line:
    """One decision, on the version with this number."""
    return Line(
        texts.moment(decision.at),
        who(decision, texts, people),
        texts.say(f"decision_{decision.kind}"),
        number,
        decision.hash,
        tuple(_details(decision, texts, people)),
    )


def who(decision: Decision, texts: Texts, people: Mapping[int, str]) -> str:
    """The person's name as they are called now, else as it was kept."""
    if decision.person is not None and decision.person in people:
        return people[decision.person]
    return decision.person_name or texts.say("former_member")


def named(person: int | None, texts: Texts, people: Mapping[int, str]) -> str:
    """Somebody's name; without one they are a former member."""
    return people.get(person, texts.say("former_member")) if person is not None else texts.say("former_member")


def _details(decision: Decision, texts: Texts, people: Mapping[int, str]) -> Iterable[str]:
    if decision.level:
        yield f"{texts.say('review_level')}: {decision.level}"
    if decision.self_approval:
        yield texts.say("self_approval")
    if decision.reason:
        yield f"{texts.say('reason')}: {decision.reason}"
    if decision.outsider:
        yield outsider(decision.outsider, texts)
    yield from (ticked(tick, texts, people) for tick in decision.ticks)
    if decision.opened_at:
        yield f"{texts.say('opened_at')}: {texts.moment(decision.opened_at)}"
    if decision.responsible:
        yield f"{texts.say('responsible')}: {decision.responsible}"


def outsider(told: Outsider, texts: Texts) -> str:
    """Whose word was taken over, how it came and when."""
    organisation = f", {told.organisation}" if told.organisation else ""
    attached = f" ({texts.say('attachment')}: {told.attachment})" if told.attachment else ""
    return f"{texts.say('reported_from')}: {told.name}{organisation}, {told.via}, {told.on.isoformat()}{attached}"


def ticked(tick: Tick, texts: Texts, people: Mapping[int, str]) -> str:
    """A claim that somebody answered for."""
    carried = f" [{tick.carried_by}]" if tick.carried_by else ""
    by = f"{named(tick.person, texts, people)}, {texts.moment(tick.at)}"
    return f"{texts.say(f'tick_{tick.kind}')}: “{tick.sentence}”{carried} ({by})"


def facts(item: Approved, texts: Texts) -> tuple[tuple[str, str], ...]:
    """What is to be told of a version besides the decisions: (name, value)."""
    version, post = item.version, item.post
    approved = approvals(item)
    approvers = {who(one, texts, item.people) for one in approved}
    responsible = {one.responsible for one in approved if one.responsible}
    told = (
        ("state", texts.say(f"state_{version.state}")),
        ("check_again", texts.say("yes") if post.check_again else ""),
        ("version", f"{version.number} ({texts.say(f'origin_{version.origin}')}, {texts.moment(version.at)})"),
        ("newer_version", _newer(item, texts)),
        ("hash", version.hash),
        ("writer", writer(version.writer, texts)),
        ("author", named(version.author, texts, item.people) if version.author is not None else ""),
        ("approved_by", ", ".join(sorted(approvers))),
        ("responsible", ", ".join(sorted(responsible))),
        ("slot", post.slot.isoformat() if post.slot else ""),
        ("published", _published(item, texts)),
    )
    return tuple((texts.say(key), value) for key, value in told if value)


def _newer(item: Approved, texts: Texts) -> str:
    """A version that is being made after the one that may be used."""
    post = item.post
    return "" if post.version == item.version.number else f"{post.version} ({texts.say(f'state_{post.state}')})"


def _published(item: Approved, texts: Texts) -> str:
    done = item.post.published
    if done is None:
        return ""
    return f"{texts.moment(done.at)} · {done.url} · {texts.say('same_text' if done.same else 'other_text')}"


def writer(key: str, texts: Texts) -> str:
    """Who wrote it: the model's name, the template writer, or a person."""
    if key == "playbook":
        return texts.say("outline_mark")
    return key.removeprefix("model:") or texts.say("person")
