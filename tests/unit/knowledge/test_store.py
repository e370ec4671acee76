from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.domain.errors import BadInputError
from bot.knowledge.store import Knowledge

PROMPTS = Path("prompts")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A marketer's own folder with one channel more."""
    folder = tmp_path / "own"
    (folder / "channels").mkdir(parents=True)
    text = (PROMPTS / "channels" / "linkedin.yaml").read_text()
    (folder / "channels" / "intranet.yaml").write_text(text.replace("key: linkedin", "key: intranet", 1))
    return folder


def test_a_file_adds_a_channel(own: Path) -> None:
    knowledge = Knowledge([PROMPTS, own])
    assert "intranet" in knowledge.channel_keys
    assert knowledge.channel("intranet").key == "intranet"
    assert "intranet" not in Knowledge([PROMPTS]).channel_keys


def test_a_file_of_the_same_name_replaces(own: Path) -> None:
    path = own / "channels" / "linkedin.yaml"
    path.write_text((PROMPTS / "channels" / "linkedin.yaml").read_text().replace("value: 3000", "value: 2900"))
    assert Knowledge([PROMPTS, own]).channel("linkedin").text.limit.value == 2900


def test_the_cache_serves_and_a_changed_file_renews_it(own: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = Knowledge([own], cache).channel("intranet")
    (entry,) = cache.iterdir()
    assert Knowledge([own], cache).channel("intranet") == first

    kept = json.loads(entry.read_text())
    kept["data"][0]["network"] = "from the cache"
    entry.write_text(json.dumps(kept))
    assert Knowledge([own], cache).channel("intranet").network == "from the cache"

    path = own / "channels" / "intranet.yaml"
    path.write_text(path.read_text() + "# changed\n")
    assert Knowledge([own], cache).channel("intranet") == first


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[]", b'{"stamp": 1}', b"\xff"])
def test_a_broken_cache_is_read_past(own: Path, tmp_path: Path, rubbish: bytes) -> None:
    cache = tmp_path / "cache"
    first = Knowledge([own], cache).channel("intranet")
    (entry,) = cache.iterdir()
    entry.write_bytes(rubbish)
    assert Knowledge([own], cache).channel("intranet") == first


def test_a_cache_that_cannot_be_written_only_costs_time(own: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert Knowledge([own], blocked / "cache").channel("intranet").key == "intranet"


def test_unknown_names_say_what_is_near(tmp_path: Path) -> None:
    knowledge = Knowledge([PROMPTS])
    with pytest.raises(BadInputError, match="Did you mean `linkedin`"):
        knowledge.channel("linkdin")
    with pytest.raises(BadInputError, match="Did you mean `awareness`"):
        knowledge.phase("canvas7", "awarenes")
    with pytest.raises(BadInputError, match="journey model"):
        knowledge.journey("mapping")


def test_problems_name_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "prompts"
    shutil.copytree(PROMPTS, folder)
    path = folder / "channels" / "x.yaml"
    path.write_text(path.read_text().replace("network:", "netwerk:", 1))
    found = list(Knowledge([folder]).problems())
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if text.startswith("netwerk:"))
    assert any(f"x.yaml, line {line}" in one and "network" in one for one in found)


def test_a_funnel_stage_takes_over_what_it_leaves_open() -> None:
    knowledge = Knowledge([PROMPTS])
    stage = knowledge.phase("funnel5", "leads")
    orientation = knowledge.phase("journey9", "orientation")
    assert stage.questions == orientation.questions
    assert stage.key == "leads"
