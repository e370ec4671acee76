"""Errors in the words of real endpoints, and what follows from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ModelFailedError, QuotaError, RefusedError
from bot.generation.endpoints import DROPPABLE, LIMITS
from bot.generation.problems import AccessError, Problem, explain, problem, retry_after

NAMES = (*DROPPABLE, *LIMITS)


def said(status: int | None, message: str, **more: object) -> Problem:
    return problem(status, {"message": message, **more})


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (said(429, "Rate limit reached.", code="rate_limit_exceeded"), "again"),
        (said(429, "You exceeded your current quota.", type="insufficient_quota"), "quota"),
        (said(402, "Payment required."), "quota"),
        (said(400, "Insufficient Balance"), "quota"),
        (said(503, "Overloaded."), "again"),
        (said(408, "Timed out."), "again"),
        (said(409, "Conflict."), "again"),
        (said(None, "Provider disconnected", code=502), "again"),
        (said(401, "Incorrect API key provided."), "key"),
        (said(403, "Country not supported"), "forbidden"),
        (said(403, "Your input was flagged"), "filtered"),
        (said(404, "model not found"), "missing"),
        (said(400, "The maximum context length is 8192 tokens.", code="context_length_exceeded"), "too_long"),
        (said(400, "exceeds the available context size", type="exceed_context_size_error"), "too_long"),
        (said(500, "the request exceeds the available context size"), "too_long"),
        (said(413, "Too large."), "too_long"),
        (said(400, "The response was filtered", code="content_filter"), "filtered"),
        (said(400, "Unsupported parameter", param="seed"), "request"),
        (said(422, "Extra inputs are not permitted"), "request"),
    ],
)
def test_the_kind_of_a_problem(found: Problem, kind: str) -> None:
    assert found.kind == kind


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (
            {
                "message": "Unsupported parameter: 'max_tokens' is not supported with this model. "
                "Use 'max_completion_tokens' instead.",
                "param": "max_tokens",
                "code": "unsupported_parameter",
            },
            "max_tokens",
        ),
        ("Unrecognized argument 'max_tokens'; use 'max_completion_tokens'.", "max_tokens"),
        (
            {
                "message": "Unsupported value: 'temperature' does not support 0.7 with this model.",
                "param": "temperature",
                "code": "unsupported_value",
            },
            "temperature",
        ),
        ({"message": "Unknown parameter.", "param": "stream_options.include_usage"}, "stream_options"),
        (
            {
                "message": {
                    "detail": [
                        {
                            "type": "extra_forbidden",
                            "loc": ["body", "prompt_cache_key"],
                            "msg": "Extra inputs are not permitted",
                            "input": "abc",
                        }
                    ]
                }
            },
            "prompt_cache_key",
        ),
        ({"message": "temperature must be at most 2.", "param": "temperature"}, None),
        ({"message": "max_tokens is too large: 9000. This model supports at most 4096 completion tokens."}, None),
        ({"message": "Unsupported value.", "param": "messages"}, None),
        ({"message": "Bad request."}, None),
        (None, None),
    ],
)
def test_which_parameter_is_not_accepted(body: object, name: str | None) -> None:
    assert problem(400, body).parameter(NAMES) == name


def test_what_a_server_repeats_of_the_request_teaches_nothing() -> None:
    echo = {"detail": [{"type": "missing", "loc": ["body", "model"], "msg": "unknown", "input": {"seed": 1}}]}

    assert problem(422, echo).parameter(NAMES) is None


@pytest.mark.parametrize(
    ("found", "about"),
    [
        (said(400, "Invalid schema for response_format 'answer': 'maxLength' is not permitted."), True),
        (said(400, "Failed to initialize samplers: failed to parse grammar"), True),
        (problem(400, "'response_format.type' must be 'json_schema' or 'text'"), True),
        (said(400, "Temperature is odd."), False),
        (said(400, "response_format: context length exceeded", code="context_length_exceeded"), False),
        (said(500, "json_schema failed"), False),
        (said(401, "json_schema"), False),
    ],
)
def test_whether_the_form_of_the_answer_was_refused(found: Problem, about: bool) -> None:
    assert found.about_format is about


@pytest.mark.parametrize(
    ("found", "error", "words"),
    [
        (said(401, "no"), AccessError, "key"),
        (said(403, "no"), AccessError, "access"),
        (said(404, "no"), AccessError, "/v1"),
        (said(429, "no", code="insufficient_quota"), QuotaError, "credit"),
        (said(400, "no", code="context_length_exceeded"), ModelFailedError, "context"),
        (said(400, "content policy"), RefusedError, "Reword"),
        (said(400, "max_tokens is too large: 9"), ModelFailedError, "model.max_tokens"),
        (said(418, "teapot"), ModelFailedError, "status 418"),
    ],
)
def test_a_user_hears_what_happened_and_what_to_do(found: Problem, error: type[Exception], words: str) -> None:
    shown = explain(found, "main", "small")

    assert type(shown) is error
    assert words in str(shown)
    assert found.message in shown.what
    assert shown.next_step


def test_keys_and_control_characters_are_not_shown() -> None:
    shown = problem(401, {"message": "Wrong key sk-very-secret\x1b[2J."}, secret="sk-very-secret")

    assert shown.message == "Wrong key ***[2J."
    assert "secret" not in shown.text


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "9", "retry-after-ms": "250"}, 0.25),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "1e999"}, float("inf")),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Sat, 21 Nov 2026 10:00:30 GMT", "date": "Sat, 21 Nov 2026 10:00:00 GMT"}, 30.0),
        ({"retry-after": "Sat, 21 Nov 2026 09:00:00 GMT", "date": "Sat, 21 Nov 2026 10:00:00 GMT"}, 0.0),
        ({"retry-after": "Sat, 21 Nov 2026 10:00:30 GMT"}, None),
    ],
)
def test_how_long_an_endpoint_asks_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(["message", "error", "code", "param", "detail", "x"]), inside, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.none() | st.integers(400, 599), _JSON)
def test_any_body_can_be_read_and_shown(status: int | None, body: object) -> None:
    found = problem(status, body)

    assert found.message
    assert found.parameter(NAMES) in (None, *NAMES)
    assert str(explain(found, "main", "small"))
