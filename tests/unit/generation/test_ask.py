"""From a model's words to a valid value."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from bot.domain.errors import ModelFailedError
from bot.domain.model import ModelReply, ModelRequest, OnText
from bot.domain.pack import Usage
from bot.generation.ask import InvalidAnswerError, ask, parse, partial_items
from bot.generation.cleaning import clean, clean_text


class Topic(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)

    title: str = Field(min_length=2, max_length=12)
    tags: list[str] = Field(default=[], max_length=2)


SCHEMA = Topic.model_json_schema()
REQUEST = ModelRequest("topics", "", "Give a topic.", SCHEMA, max_tokens=50)


class Model:
    """Answers from a list, one reply a call."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.prompts: list[str] = []

    async def __call__(self, request: ModelRequest, on_text: OnText | None = None) -> ModelReply:
        self.prompts.append(request.prompt)
        text = self.answers.pop(0)
        if on_text:
            on_text(text)
        return ModelReply(text, Usage(calls=1, completion_tokens=5, cost=0.25), "small")


def repair(request: ModelRequest, answer: str, offences: str) -> ModelRequest:
    return ModelRequest(request.task, request.prefix, f"{answer}|{offences}", request.schema, request.max_tokens)


async def test_a_valid_answer_takes_one_call() -> None:
    model, seen = Model('{"title": "Bread", "tags": ["a"]}'), list[str]()

    value, usage = await ask(model, REQUEST, Topic, repair, seen.append)

    assert value == Topic(title="Bread", tags=["a"])
    assert usage == Usage(calls=1, completion_tokens=5, cost=0.25)
    assert seen == ['{"title": "Bread", "tags": ["a"]}']


async def test_a_repair_names_the_answer_and_every_offence() -> None:
    model = Model('{"title": "Much too long a title", "tags": ["a", "b", "c"]}', '{"title": "Short"}')

    value, usage = await ask(model, REQUEST, Topic, repair)

    assert value.title == "Short"
    assert usage == Usage(calls=2, completion_tokens=10, cost=0.5)
    answer, _, offences = model.prompts[1].partition("|")
    assert answer.startswith('{"title": "Much too long')
    assert offences.splitlines() == [
        "title: String should have at most 12 characters",
        "tags: List should have at most 2 items after validation, not 3",
    ]


@pytest.mark.parametrize("answer", ["Sure, here is a topic!", '{"title": "Bre', '{"name": "Bread"}'])
async def test_a_repair_tells_the_shape_to_a_model_that_missed_it(answer: str) -> None:
    model = Model(answer, '{"title": "Bread"}')

    await ask(model, REQUEST, Topic, repair)

    assert model.prompts[1].endswith(
        'The shape must be: {"title": "text (2 to 12 characters)", "tags": ["text", ... (at most 2 items)]}'
    )


async def test_there_is_one_repair_only() -> None:
    model = Model("no", "never", '{"title": "Late"}')

    with pytest.raises(ModelFailedError, match=r"small gave no valid answer to `topics`.*no JSON object"):
        await ask(model, REQUEST, Topic, repair)
    assert len(model.answers) == 1


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "Bread"}',
        '```json\n{"title": "Bread"}\n```',
        'Sure! Here you are:\n\n{"title": "Bread"}\n\nAnything else?',
        'With {braces} in front: {"title": "Bread"}',
        '<think>Maybe {"title": "Cake"}?</think>\n{"title": "Bread"}',
        '\ufeff{"title": "Bread\\u0000<br>"}',
        '{"title": "Br\\ud800ead"}',
        '{"title": "\n\tBread\n"}',
        '{"title": "Bread", "tags": null}',
    ],
)
def test_an_answer_is_found_among_other_words(text: str) -> None:
    assert parse(text, Topic, SCHEMA) == Topic(title="Bread")


@pytest.mark.parametrize(
    ("text", "offence"),
    [
        ("", "there is no JSON object in the answer"),
        ("[1, 2]", "there is no JSON object in the answer"),
        ('{"title": "Bre', "no valid JSON: Unterminated string"),
        ('{"list": [{"title": "Bread"}, {"title": "Cake"', "no valid JSON"),
        ('{"list": [{"title": "Bread"} {"title": "Cake"}]}', "no valid JSON: Expecting ',' delimiter"),
        ("{" * 100_000, "no valid JSON"),
        ('{"title": ' + "[" * 100_000, "no valid JSON: nested too deeply"),
        ('{"title": ' + "[" * 600 + "]" * 600 + "}", "no valid JSON: nested too deeply"),
        ("{}", "title: Field required"),
        ('{"title": "\\u0007"}', "title: String should have at least 2 characters"),
    ],
)
def test_what_is_wrong_with_an_answer(text: str, offence: str) -> None:
    with pytest.raises(InvalidAnswerError) as caught:
        parse(text, Topic, SCHEMA)
    assert str(caught.value).startswith(offence)


@given(st.text(alphabet='{}[]":,\\ntrue1 <>/br\x00\ud800é', max_size=60))
def test_any_answer_is_a_value_or_an_offence(text: str) -> None:
    with suppress(InvalidAnswerError):
        assert 2 <= len(parse(text, Topic, SCHEMA).title) <= 12


@pytest.mark.parametrize(
    ("dirty", "tidy"),
    [
        ("one<br>two<BR/>three</br>", "one\ntwo\nthree\n"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a<br><br><br>b", "a\n\nb"),
        ("bell\x07 nul\x00 esc\x1b[1m del\x7f", "bell nul esc[1m del"),
        ("tab\tstays\n", "tab\tstays\n"),
        ("turned\u202earound\u202c \u2066x\u2069\u200b", "turnedaround x"),
        ("👩\u200d🍳 naïve café 5\u00a0% “q”", "👩\u200d🍳 naïve café 5\u00a0% “q”"),
        ("half\ud83d pair\udc00", "half pair"),
        ("<b\x00r>", "\n"),
    ],
)
def test_what_nobody_should_read_is_taken_out(dirty: str, tidy: str) -> None:
    assert clean_text(dirty) == tidy


@given(st.text())
def test_clean_text_can_be_stored_and_stays_as_it_is(text: str) -> None:
    cleaned = clean_text(text)

    assert clean_text(cleaned) == cleaned
    assert cleaned.encode().decode() == cleaned
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in cleaned)


def test_cleaning_reaches_every_text_and_leaves_other_values() -> None:
    assert clean({"a\x00": ["b\x00", {"c": "d\x00"}, 1, None, True]}) == {"a": ["b", {"c": "d"}, 1, None, True]}


def test_items_come_as_soon_as_they_are_closed() -> None:
    text = '{"topics": [{"title": "One"}, {"title": "Two", "tags": [{"x": 1}]}], "more": {"topics": 1}}'

    counts = [len(partial_items(text[:end], "topics")) for end in range(len(text) + 1)]

    assert counts.index(1) == text.index("}") + 1
    assert counts[text.index("]}]") + 2] == 2
    assert counts[-1] == 2
    assert counts == sorted(counts[: text.index(', "more"')]) + counts[text.index(', "more"') :]


@pytest.mark.parametrize(
    "text",
    ["", "no JSON", "{", '{"topics"', '{"topics": {', '{"topics": "x"}', '{"other": [{}]}', '{"topics": [1]}'],
)
def test_where_there_are_no_items_none_come(text: str) -> None:
    assert partial_items(text, "topics") == []


def test_items_in_a_fence_come_cleaned() -> None:
    assert partial_items('Here:\n```json\n{"topics": [{"title": "a<br>b"}, {"ti', "topics") == [{"title": "a\nb"}]


_VALUES = st.recursive(
    st.none() | st.integers() | st.text(alphabet='ab{}[],:"\\', max_size=6),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inside, max_size=3),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(st.text("abk", max_size=2), _VALUES, max_size=3), max_size=4), st.data())
def test_whatever_has_arrived_the_items_are_the_first_ones_and_whole(
    items: list[dict[str, Any]], data: Any
) -> None:
    text = json.dumps({"k": items})
    end = data.draw(st.integers(0, len(text)))

    found = partial_items(text[:end], "k")

    assert found == items[: len(found)]
    assert partial_items(text, "k") == items
