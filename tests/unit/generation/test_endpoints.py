"""What is sent to an endpoint, what it costs, and what is learnt about it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import ModelRequest
from bot.generation.endpoints import (
    DROPPABLE,
    FORMATS,
    KEEP_SECONDS,
    OPENAI,
    Accepts,
    Capabilities,
    Endpoint,
    Patience,
    Price,
    body,
)
from bot.generation.problems import problem

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "maxLength": 80},
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 4},
    },
    "required": ["title", "tags"],
}
REQUEST = ModelRequest("post_x", "Rules and brand.\n", "Write for X.\n", SCHEMA, max_tokens=300, seed=7)
HERE = Endpoint("main", "small", "http://127.0.0.1:9/v1", "key", temperature=0.4, top_p=0.9)


def test_the_prefix_comes_first_and_is_the_same_in_every_call_of_a_pack() -> None:
    other = ModelRequest("post_y", REQUEST.prefix, "Write for Y.\n", {**SCHEMA, "description": "y"}, 100)
    first, second = body(HERE, Accepts(), REQUEST), body(HERE, Accepts(), other)

    assert first["messages"] == [{"role": "user", "content": "Rules and brand.\n\nWrite for X.\n"}]
    assert second["messages"][0]["content"].startswith("Rules and brand.\n\nWrite")
    assert first["prompt_cache_key"] == second["prompt_cache_key"]
    assert first["response_format"]["json_schema"]["name"] == second["response_format"]["json_schema"]["name"]


def test_without_a_prefix_there_is_no_cache_key() -> None:
    sent = body(HERE, Accepts(), ModelRequest("t", "", "Read this.", SCHEMA, 10))

    assert sent["messages"][0]["content"] == "Read this."
    assert sent.keys().isdisjoint({"prompt_cache_key", "seed"})


@pytest.mark.parametrize(
    ("form", "kind", "bounds"),
    [
        ("bounded", "json_schema", {"maxLength", "maxItems"}),
        ("no_string_bounds", "json_schema", {"maxItems"}),
        ("no_bounds", "json_schema", set()),
        ("json_object", "json_object", set()),
        ("prompt", None, set()),
    ],
)
def test_each_form_asks_for_less(form: Any, kind: str | None, bounds: set[str]) -> None:
    sent = body(HERE, Accepts(form), REQUEST)
    text = json.dumps(sent.get("response_format"))

    assert sent.get("response_format", {}).get("type") == kind
    assert {bound for bound in ("maxLength", "maxItems") if bound in text} == bounds
    shape_in_prompt = '{"title": "text (at most 80 characters)"' in sent["messages"][0]["content"]
    assert shape_in_prompt is (kind != "json_schema")


def test_what_was_refused_is_not_sent() -> None:
    sent = body(HERE, Accepts(dropped=frozenset(DROPPABLE) | {"max_tokens"}), REQUEST)

    assert sent.keys() == {"model", "messages", "max_completion_tokens", "response_format"}
    assert body(HERE, Accepts(), REQUEST).keys() == {
        "model",
        "messages",
        "max_tokens",
        "response_format",
        *DROPPABLE,
    }


@pytest.mark.parametrize("name", ["temperature", "top_p"])
def test_what_nobody_set_is_left_to_the_endpoint(name: str) -> None:
    assert body(HERE, Accepts(), REQUEST)[name] == getattr(HERE, name)
    assert name not in body(replace(HERE, **{name: None}), Accepts(), REQUEST)


def test_half_a_character_pair_does_not_stop_a_request() -> None:
    sent = body(HERE, Accepts(), ModelRequest("t", "a\ud83d", "b\x00", SCHEMA, 10))

    assert sent["messages"][0]["content"].encode() == b"a?\nb\x00"


def test_plainer_forms_follow_each_other_down_to_the_plain_prompt() -> None:
    refusal = problem(400, {"message": "response_format is not supported"})
    forms = [Accepts()]
    while (plainer := forms[-1].after(refusal)) is not None:
        forms.append(plainer)

    assert [accepts.format for accepts in forms] == list(FORMATS)


def test_each_parameter_is_dropped_once_and_the_limit_gets_its_other_name() -> None:
    def refused(name: str) -> Any:
        return problem(400, {"message": "Unsupported parameter", "param": name})

    without_seed = Accepts().after(refused("seed"))
    assert without_seed == Accepts(dropped=frozenset({"seed"}))
    assert without_seed.after(refused("seed")) is None
    renamed = Accepts().after(refused("max_tokens"))
    assert renamed is not None
    assert renamed.limit == "max_completion_tokens"
    assert renamed.after(refused("max_completion_tokens")) is None
    assert Accepts().after(refused("max_completion_tokens")) is None


@pytest.mark.parametrize(
    "body_",
    [
        {"message": "too long", "code": "context_length_exceeded", "param": "messages"},
        {"message": "request (9031 tokens) exceeds the context", "type": "exceed_context_size_error"},
        {"message": "I do not like it."},
    ],
)
def test_errors_about_something_else_teach_nothing(body_: dict[str, str]) -> None:
    assert Accepts().after(problem(400, body_)) is None


_ACCEPTS = st.builds(Accepts, st.sampled_from(FORMATS), st.frozensets(st.sampled_from([*DROPPABLE, "max_tokens"])))


@given(_ACCEPTS, _ACCEPTS)
def test_two_lessons_join_to_the_same_whichever_came_first(one: Accepts, other: Accepts) -> None:
    both = one.joined(other)

    assert both == other.joined(one)
    assert both.joined(one) == both
    assert both.dropped >= one.dropped


def test_a_price_counts_cached_tokens_apart() -> None:
    price = Price(prompt=2.0, completion=8.0, cached=0.5)

    assert price.cost(prompt=1_000_000, cached=400_000, completion=500_000) == pytest.approx(1.2 + 0.2 + 4.0)
    assert Price(prompt=2.0, completion=8.0).cost(1_000_000, 400_000, 0) == pytest.approx(2.0)


def test_without_a_price_there_is_no_cost() -> None:
    assert HERE.usage(10, 0, 5).cost is None
    assert Endpoint("e", "m", price=Price(1, 1)).usage(500_000, 0, 500_000).cost == pytest.approx(1.0)


def test_an_endpoint_shows_neither_its_key_nor_a_password() -> None:
    endpoint = Endpoint("e", "m", "https://user:pass@models.example/v1/?api-version=1", "sk-secret")

    assert endpoint.identity == "https://models.example/v1 m"
    assert "sk-secret" not in repr(endpoint)
    assert Endpoint("e", "m").address == OPENAI


def test_patience_is_set_for_a_task_or_its_family() -> None:
    patience = Patience(answer=100, tasks={"post": 50, "post_blog": 200})

    assert [patience.for_task(task) for task in ("topics", "post_x", "post_blog", "poster")] == [100, 50, 200, 100]


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


PLAIN = Accepts("json_object", frozenset({"seed"}))


def test_a_second_process_knows_what_the_first_one_learnt(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "endpoints.json"
    Capabilities(Clock(), path).learn(HERE, PLAIN)

    assert Capabilities(Clock(), path).of(HERE) == PLAIN
    assert Capabilities(Clock(), path).of(Endpoint("main", "other", HERE.base_url)) == Accepts()
    assert [file.name for file in path.parent.iterdir()] == ["endpoints.json"]
    assert "key" not in path.read_text(encoding="utf-8")


def test_two_processes_do_not_erase_each_others_lessons(tmp_path: Path) -> None:
    path = tmp_path / "endpoints.json"
    other = Endpoint("other", "large", "http://127.0.0.1:8/v1")
    one, two = Capabilities(Clock(), path), Capabilities(Clock(), path)
    one.learn(HERE, PLAIN)
    two.learn(other, PLAIN)

    assert Capabilities(Clock(), path).of(HERE) == Capabilities(Clock(), path).of(other) == PLAIN


def test_lessons_are_forgotten_after_a_month() -> None:
    clock = Clock()
    capabilities = Capabilities(clock)
    capabilities.learn(HERE, PLAIN)
    clock.seconds += KEEP_SECONDS - 1
    assert capabilities.of(HERE) == PLAIN

    clock.seconds += 2
    assert capabilities.of(HERE) == Accepts()


def test_lessons_add_up() -> None:
    capabilities = Capabilities(Clock())
    for accepts in (PLAIN, Accepts("no_bounds", frozenset({"temperature"}))):
        capabilities.learn(HERE, accepts)

    assert capabilities.of(HERE) == Accepts("json_object", frozenset({"seed", "temperature"}))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"endpoints": {"x": {"format": "odd"}}}', b"\xff"])
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "endpoints.json"
    path.write_bytes(content)
    capabilities = Capabilities(Clock(), path)
    assert capabilities.of(HERE) == Accepts()

    capabilities.learn(HERE, PLAIN)
    assert Capabilities(Clock(), path).of(HERE) == PLAIN


def test_a_folder_that_cannot_be_written_does_not_stop_anything(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    capabilities = Capabilities(Clock(), tmp_path / "file" / "endpoints.json")
    capabilities.learn(HERE, PLAIN)

    assert capabilities.of(HERE) == PLAIN


def test_the_forms_are_ordered_from_strict_to_plain() -> None:
    fewer = [len(json.dumps(body(HERE, Accepts(form), REQUEST).get("response_format"))) for form in FORMATS]

    assert all(left > right for left, right in pairwise(fewer))


def test_only_the_client_loads_the_library() -> None:
    code = (
        "import sys, bot.generation.ask, bot.generation.endpoints, bot.generation.problems; "
        "sys.exit(bool({'openai', 'tenacity', 'httpx2'} & sys.modules.keys()))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
