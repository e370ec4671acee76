"""The tables of docs/scale.md that are computed: `python -m bench.capacity_page` writes them."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import NamedTuple

from bench.capacity import USED, Demand, Pace, Pack, Setup, binds, limits, of_one_brand, pack_seconds, teams
from bench.processes import ROOT
from docs.pages.markdown import fill, table

PAGE = ROOT / "docs" / "scale.md"
PACK, PACE, DEMAND = Pack(), Pace(), Demand()
SOON, PATIENT = 5.0, 30.0
"""Seconds that 19 of 20 calls wait at most."""


class Case(NamedTuple):
    """A set-up in words, and in figures."""

    words: str
    setup: Setup


CASES = (
    Case("one process, a file, as it comes", Setup(cores=1)),
    Case("the same, `model.concurrent: 8`", Setup(cores=1, concurrent=8)),
    Case("Postgres, 2 workers, 2 cores, as it comes", Setup(processes=2)),
    Case(
        "4 workers, 4 cores, `jobs.calls_at_once: 32`, `model.concurrent: 8`",
        Setup(processes=4, cores=4, calls_at_once=32, concurrent=8),
    ),
    Case(
        "the same, at a provider with 500,000 tokens a minute",
        Setup(processes=4, cores=4, calls_at_once=32, concurrent=8, tokens_a_minute=500_000),
    ),
    Case(
        "8 workers, 12 cores, `jobs.calls_at_once: 256`, `model.concurrent: 32`",
        Setup(processes=8, cores=12, calls_at_once=256, concurrent=32),
    ),
)


def blocks() -> Mapping[str, str]:
    """What stands between the marks, without what was measured."""
    return {"assumed": _assumed(), "teams": _teams(), "limits": _limits()}


def filled(page: str, measured: str | None = None) -> str:
    """The page with its tables; what was measured stays unless it is given."""
    kept = re.search(r"<!-- generated: measured -->\n(.*?)<!-- end of", page, re.DOTALL)
    if kept is None:
        raise ValueError("the page has no marks for what was measured")
    return fill(page, {**blocks(), "measured": kept[1] if measured is None else measured})


def _assumed() -> str:
    posts = PACK.channels * (1 + PACK.repairs)
    rows = (
        ("a pack", f"{PACK.channels} channels; {PACK.repairs:.0%} of the posts are written twice"),
        ("its calls", f"{PACK.calls:g}: one for topics, one for the key message, {posts:g} for posts"),
        ("tokens of an answer", f"topics {PACK.topics:,}, key message {PACK.message:,}, post {PACK.post:,}"),
        ("tokens of a question", f"{PACK.prompt:,}"),
        ("tokens of a pack", f"{PACK.tokens:,.0f}"),
        ("the model", f"{PACE.first:g} s to the first token, then {PACE.tokens:g} a second"),
        ("a pack that waits for nothing", f"{pack_seconds(PACK, PACE):.0f} s of the model, with one post twice"),
        ("messages of a pack", f"{PACK.messages:g} sent and edited"),
        ("processor time of a pack", f"{PACK.processor:g} s, of all processes and Postgres"),
        ("a team", f"{DEMAND.packs:g} packs a day, {DEMAND.busiest:.0%} of them in the busiest hour"),
        ("one brand at most", f"{of_one_brand(PACK, PACE):.0f} packs an hour: it has two jobs at once"),
        ("headroom", f"no limit is used to more than {USED:.0%}"),
    )
    return table(("Assumed", "As"), rows)


def _teams() -> str:
    rows = []
    for words, setup in CASES:
        name, packs = binds(setup, PACK, PACE)
        soon, patient = (f"{teams(setup, PACK, PACE, DEMAND, most):,}" for most in (SOON, PATIENT))
        rows.append((words, setup.slots, name, f"{packs:,.0f}", soon, patient))
    head = (
        "Set-up",
        "Calls in flight",
        "What is reached first",
        "Packs an hour then",
        f"Teams, 19 of 20 calls wait < {SOON:g} s",
        f"Teams, < {PATIENT:g} s",
    )
    return table(head, rows)


def _limits() -> str:
    """What each limit would let through if it were the only one."""
    setup = Setup(processes=1, cores=1, calls_at_once=1, calls_a_minute=100, tokens_a_minute=100_000)
    found = limits(setup, PACK, PACE)
    each = {
        "calls at once": "each call in flight",
        "processor": "each core that is in use all the time",
        "calls a minute": "each 100 calls a minute (`jobs.calls_a_minute`, or the provider's)",
        "tokens a minute": "each 100,000 tokens a minute of the provider",
        "Telegram's messages": "one bot token: 30 messages a second",
    }
    return table(("Limit", "Packs an hour"), [(words, f"{found[name]:,.0f}") for name, words in each.items()])


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"Written to {PAGE.relative_to(ROOT)}.", file=sys.stderr)
