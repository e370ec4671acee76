"""Schemas in the forms that endpoints take."""

from __future__ import annotations

import copy
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field

from bot.generation.schema import BOUNDS, in_words, strict, without_bounds, without_nulls
from tests.fakes.strict_requests import sample, schema_offences


class Reply(BaseModel):
    comment: str = Field(max_length=80)
    day: str | None = None


class Wide(BaseModel):
    """One of each."""

    title: str = Field(min_length=4, max_length=120, description="what it is about")
    tag: str = Field(pattern=r"^#\w+$", max_length=40)
    kind: Literal["fact", "promise"] = "fact"
    only: Literal["yes"]
    share: float = Field(ge=0, le=1)
    replies: list[Reply] = Field(min_length=1, max_length=3)
    best: Reply | None
    spare: Reply = Reply(comment="none")
    words: list[str] = []


def test_every_property_is_required_and_nothing_else_is_allowed() -> None:
    schema = strict(Wide.model_json_schema())

    assert list(schema_offences(schema)) == []
    assert schema["required"] == list(schema["properties"])
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Reply"]["required"] == ["comment", "day"]


def test_what_is_optional_may_be_null_and_what_may_be_null_already_is_not_wrapped_again() -> None:
    properties = strict(Wide.model_json_schema())["properties"]

    assert properties["kind"] == {"anyOf": [{"type": "string", "enum": ["fact", "promise"]}, {"type": "null"}]}
    assert properties["spare"] == {"anyOf": [{"$ref": "#/$defs/Reply"}, {"type": "null"}]}
    assert properties["best"] == {"anyOf": [{"$ref": "#/$defs/Reply"}, {"type": "null"}]}


def test_a_property_may_be_called_as_a_keyword_is() -> None:
    properties = strict(Wide.model_json_schema())["properties"]

    assert properties["title"] == {
        "type": "string",
        "minLength": 4,
        "maxLength": 120,
        "description": "what it is about",
    }


def test_patterns_titles_defaults_and_unknown_formats_are_left_out() -> None:
    schema = {
        "type": "object",
        "title": "T",
        "properties": {
            "a": {"type": "string", "pattern": "^x", "default": "x", "format": "hostname"},
            "b": {"type": "string", "format": "password", "examples": ["x"]},
        },
        "required": ["a", "b"],
    }

    assert strict(schema)["properties"] == {"a": {"type": "string", "format": "hostname"}, "b": {"type": "string"}}
    assert "title" not in strict(schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "items": {"type": "string"}},
        {"type": "object"},
        {"type": "object", "properties": {"a": {}}},
        {"type": "object", "properties": {"a": {"type": "object", "additionalProperties": {"type": "string"}}}},
        {"type": "object", "properties": {"a": {"type": "array"}}},
        {"type": "object", "properties": {"a": {"type": "array", "prefixItems": [{"type": "string"}]}}},
    ],
)
def test_what_strict_output_cannot_express_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="strict"):
        strict(schema)


def test_bounds_of_strings_go_and_those_of_lists_and_numbers_stay() -> None:
    bounded = strict(Wide.model_json_schema())
    looser = without_bounds(bounded)

    assert looser["properties"]["title"] == {"type": "string", "description": "what it is about"}
    assert looser["properties"]["replies"]["maxItems"] == 3
    assert looser["properties"]["share"] == {"type": "number", "minimum": 0, "maximum": 1}
    assert looser["$defs"]["Reply"]["properties"]["comment"] == {"type": "string"}
    assert "maxItems" not in str(without_bounds(bounded, BOUNDS))


def test_a_property_called_as_a_bound_stays() -> None:
    schema = {"type": "object", "properties": {"maxLength": {"type": "string", "maxLength": 3}}}

    assert without_bounds(schema) == {"type": "object", "properties": {"maxLength": {"type": "string"}}}


def test_the_shape_in_words_names_keys_choices_and_bounds() -> None:
    words = in_words(strict(Wide.model_json_schema()))

    assert '"title": "text (4 to 120 characters)"' in words
    assert '"kind": "fact" or "promise" or null' in words
    assert '"only": "yes"' in words
    assert '"share": number (0 to 1)' in words
    assert (
        '"replies": [{"comment": "text (at most 80 characters)", "day": "text" or null}, ... (1 to 3 items)]'
        in words
    )


def test_a_schema_that_contains_itself_has_an_end_in_words() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}}

    assert in_words({**node, "$defs": {"Node": node}}).endswith("..." + "}" * 13)


def test_a_null_for_what_may_be_left_out_is_taken_as_left_out() -> None:
    schema = Wide.model_json_schema()
    answer = {
        "title": "Five",
        "tag": "#a",
        "kind": None,
        "only": "yes",
        "share": 0.5,
        "replies": [{"comment": "c", "day": None}],
        "best": None,
        "spare": None,
        "words": None,
    }

    value = Wide.model_validate(without_nulls(answer, schema))

    assert (value.kind, value.words, value.best, value.replies[0].day) == ("fact", [], None, None)
    assert value.spare.comment == "none"


def _objects(parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    def build(members: dict[str, dict[str, Any]], needed: set[str]) -> dict[str, Any]:
        return {"type": "object", "properties": members, "required": sorted(needed & members.keys())}

    names = st.sampled_from(["title", "type", "items", "a", "b", "maxLength"])
    return st.builds(build, st.dictionaries(names, parts, min_size=1, max_size=4), st.sets(names))


_LEAVES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.builds(lambda n: {"type": "string", "maxLength": n, "minLength": 1}, st.integers(1, 30)),
    st.sampled_from([{"type": "boolean"}, {"enum": ["a", "b"]}, {"const": 3}, {"type": "integer", "minimum": 2}]),
    st.just({"anyOf": [{"type": "string"}, {"type": "null"}]}),
)
_PARTS = st.recursive(
    _LEAVES,
    lambda parts: st.one_of(
        _objects(parts),
        st.builds(lambda part, n: {"type": "array", "items": part, "minItems": n}, parts, st.integers(0, 2)),
        st.builds(lambda part: {"anyOf": [part, {"type": "null"}], "title": "T"}, parts),
    ),
    max_leaves=8,
)


def _nulls_where_allowed(value: Any, schema: dict[str, Any]) -> Any:
    if schema.get("type") == "object" and isinstance(value, dict):
        members = schema["properties"]
        return {
            key: None
            if {"type": "null"} in members[key].get("anyOf", ())
            else _nulls_where_allowed(item, members[key])
            for key, item in value.items()
        }
    if schema.get("type") == "array":
        return [_nulls_where_allowed(item, schema["items"]) for item in value]
    return value


@given(_objects(_PARTS))
def test_an_answer_to_the_strict_schema_fits_the_schema_that_was_meant(schema: dict[str, Any]) -> None:
    before = copy.deepcopy(schema)
    strictly = strict(schema)

    assert schema == before
    assert list(schema_offences(strictly)) == []
    assert strict(strictly) == strictly
    for answer in (sample(strictly, {}), _nulls_where_allowed(sample(strictly, {}), strictly)):
        Draft202012Validator(strictly).validate(answer)
        Draft202012Validator(schema).validate(without_nulls(answer, schema))


@given(_objects(_PARTS))
def test_what_fits_with_bounds_fits_without(schema: dict[str, Any]) -> None:
    bounded = strict(schema)

    looser = without_bounds(bounded, BOUNDS)

    assert list(schema_offences(looser)) == []
    Draft202012Validator(looser).validate(sample(bounded, {}))
    assert isinstance(in_words(looser), str)
