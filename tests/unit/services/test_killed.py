"""Every job, killed at every commit and run again from its start: nothing lost, nothing doubled, everything paid
once and counted once. Kills at every paid call as well are in tests/chaos/test_jobs_again.py."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.services.exports.filing import EXPORT
from bot.services.posts import REWRITE
from tests.fakes.killing import Place
from tests.fakes.killing_cases import CASES, lasting, prepared, world


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if not case.failing])
async def test_killed_at_any_commit_and_run_again_a_job_comes_to_the_same(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    content = await asyncio.to_thread(prepared, case.state)
    whole = world(tmp_path, case, "rules", content)
    calm = await whole.runs()
    stored = await whole.rows()
    assert calm.result is not None
    for number in range(1, calm.life.commits):
        for at in ("before commit", "after commit"):
            broken = world(tmp_path, case, "rules", content)
            assert (await broken.runs(Place(at, number))).result is None
            again = await broken.runs()
            assert again.result == calm.result, (at, number)
            assert await broken.rows() == stored, (at, number)
            # What was told before may not have been shown. Of a rewriting the result is what is shown.
            assert case.kind == REWRITE or lasting(again.told) == lasting(calm.told), (at, number)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.kind != EXPORT])
async def test_killed_after_each_of_its_commits_a_job_comes_to_the_same_and_pays_once(
    tmp_path: Path, name: str
) -> None:
    case = CASES[name]
    content = await asyncio.to_thread(prepared, case.state)
    whole = world(tmp_path, case, "model", content)
    calm = await whole.runs()
    stored = await whole.rows()
    broken = world(tmp_path, case, "model", content)
    for _ in range(1, calm.life.commits):
        assert (await broken.runs(Place("after commit", 1))).result is None
    assert (await broken.runs()).result == calm.result
    assert await broken.rows() == stored
    assert sum(whole.till.paid.values()) + whole.till.heard > 0
    assert (broken.till.paid, broken.till.heard) == (whole.till.paid, whole.till.heard)
