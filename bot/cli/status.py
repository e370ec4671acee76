"""kernbot status: how the installation is doing, for whoever runs it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import click

from bot import __version__
from bot.cli.setup import services
from bot.domain.figures import Found, Live, Place, Queue, Recent
from bot.domain.records import SpentToday
from bot.services.briefs import visible
from bot.wiring.standing import Advice, Process, Standing, advice, ago, standing

FIRST = 10
"""Findings that are shown of all there are."""
_KINDS = {"sqlite": "SQLite", "postgresql": "Postgres"}


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, for a program.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> int:
    """Show how the installation is doing. Ends with 1 when something needs attention, and says what to do."""
    built = services(context)
    seen = asyncio.run(standing(built))
    needed = advice(seen)
    if as_json:
        click.echo(json.dumps(_data(seen, needed), ensure_ascii=False, indent=2))
    else:
        for line in _lines(seen, needed, built.settings.model.currency):
            click.echo(visible(line))
    return 1 if needed else 0


def _lines(seen: Standing, needed: tuple[Advice, ...], currency: str) -> Iterator[str]:
    yield f"Kernbot {__version__}"
    if seen.place is not None:
        yield _row("Database", _database(seen.place, seen.room))
    if seen.processes is not None:
        yield _row("Processes", f"{seen.processes} at the jobs of this database")
    if seen.live is not None:
        yield from _of_now(seen.live, seen.at)
    if seen.recent is not None:
        yield from _of_late(seen.recent, currency)
    if seen.process is not None:
        yield from _of_process(seen.process, currency)
    if not needed:
        yield "\nNothing needs attention."
        return
    yield "\nNeeds attention"
    for one in needed:
        yield f"  !!  {one.what} {one.do}"


def _of_now(live: Live, at: datetime) -> Iterator[str]:
    ended = {state: many for state, many in live.jobs.items() if state not in ("waiting", "running")}
    work = [f"{_queued(live.waiting, at, 'waiting')}", f"{_queued(live.running, at, 'running')}"]
    yield _row("Jobs", ", ".join([*work, *_counted(ended)]))
    unshown = "message" if live.unshown.many == 1 else "messages"
    yield _row("To be shown", _queued(live.unshown, at, unshown))
    crowd = live.crowd
    people = _many(crowd.people, "person", "people")
    yield _row("People", f"{people}, {_many(crowd.brands, 'brand')}, {_many(crowd.demos, 'brand')} to try out")
    yield _row("Posts", ", ".join(_counted(live.posts)) or "none")


def _of_late(recent: Recent, currency: str) -> Iterator[str]:
    yield _row("Decisions", f"in 7 days: {', '.join(_counted(recent.decisions)) or 'none'}")
    yield _row("Use", f"today: {_used(recent.today, currency)}; in 7 days: {_used(recent.week, currency)}")
    wrong = [f"{one.many} {one.kind} {one.state} ({one.reason or 'no reason'})" for one in recent.ended]
    yield _row("Went wrong", f"in 24 hours: {', '.join(wrong) or 'nothing'}")
    yield _row("Findings", _found(recent.found))


def _of_process(process: Process, currency: str) -> Iterator[str]:
    yield _row("This machine", f"a process answers at {process.address}, {'not ' if process.missing else ''}ready")
    for task, one in (process.tasks or {}).items():
        calls = f"{_many(one.calls, 'call')}, {one.failed} failed"
        yield _row("", f"{task}: {calls}, {_spent(one.tokens, one.cost, currency)}")


def _row(name: str, text: str) -> str:
    return f"{name:<13} {text}"


def _many(count: int, one: str, several: str = "") -> str:
    """A number with what it counts."""
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def _database(place: Place, room: int | None) -> str:
    tables = f"tables {place.revision or 'none'}" + ("" if place.current else f", {place.wanted} wanted")
    left = "" if room is None else f", {_bytes(room)} left on the disk"
    return f"{_KINDS.get(place.kind, place.kind)}, {_bytes(place.size)}, {tables}{left}"


def _bytes(count: int) -> str:
    return f"{count / 2**20:,.1f} MB" if count < 2**30 else f"{count / 2**30:,.1f} GB"


def _queued(queue: Queue, at: datetime, what: str) -> str:
    return f"{queue.many} {what}" + (f" (the first for {ago(queue, at)})" if queue.many else "")


def _counted(counts: Mapping[Any, int]) -> list[str]:
    return [f"{many} {str(name).replace('_', ' ')}" for name, many in sorted(counts.items())]


def _used(spent: SpentToday, currency: str) -> str:
    return f"{_many(spent.generations, 'time')} made, {_spent(spent.tokens, spent.cost, currency)}"


def _spent(tokens: int, cost: float, currency: str) -> str:
    return _many(tokens, "token") + (f", {cost:,.2f} {currency}" if cost else "")


def _found(found: Found) -> str:
    often = sorted(found.checks.items(), key=lambda one: (-one[1], one[0]))
    named = [f"{many} {check} ({severity})" for (check, severity), many in often[:FIRST]]
    more = f", and {_many(len(often) - FIRST, 'other kind')}" if len(often) > FIRST else ""
    if not found.looked:
        return "none: there are no posts yet"
    looked = "in the latest post" if found.looked == 1 else f"in the {found.looked} latest posts"
    return f"{looked}: {', '.join(named) or 'none'}{more}"


def _data(seen: Standing, needed: tuple[Advice, ...]) -> dict[str, Any]:
    """Everything as JSON values; names as in the figures themselves."""
    live, recent, at = seen.live, seen.recent, seen.at
    return {
        "version": __version__,
        "at": at.isoformat(),
        "database": seen.place and {**seen.place._asdict(), "current": seen.place.current, "room": seen.room},
        "processes": seen.processes,
        "process": seen.process
        and {
            **seen.process._asdict(),
            "tasks": seen.process.tasks and {task: one._asdict() for task, one in seen.process.tasks.items()},
        },
        "live": live
        and {
            "jobs": live.jobs,
            "posts": live.posts,
            "crowd": live.crowd._asdict(),
            **{name: _queue(getattr(live, name), at) for name in ("waiting", "running", "unshown")},
        },
        "recent": recent
        and {
            "ended": [one._asdict() for one in recent.ended],
            "today": recent.today._asdict(),
            "week": recent.week._asdict(),
            "decisions": recent.decisions,
            "looked": recent.found.looked,
            "findings": [
                {"check": check, "severity": severity, "many": many}
                for (check, severity), many in sorted(recent.found.checks.items())
            ],
        },
        "attention": [one._asdict() for one in needed],
    }


def _queue(queue: Queue, at: datetime) -> dict[str, float]:
    return {"many": queue.many, "seconds": queue.seconds(at)}
