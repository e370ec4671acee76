"""The column types, and the hash over what they keep: what goes in comes out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.pack import Claim, Post
from bot.domain.team import ROLES
from bot.storage.columns import Json, RoleSet, UtcTime
from bot.storage.versions import hash_of

DIALECTS = [sqlite.dialect(), postgresql.dialect()]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    SCALARS | NUMBERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
CLAIMS = st.builds(Claim, text=TEXT, kind=st.just("fact"), standing=st.just("proven"), proof=st.none() | TEXT)
POSTS = st.builds(
    Post,
    channel=st.just("linkedin"),
    topic=TEXT,
    text=TEXT,
    parts=st.dictionaries(TEXT, JSON, max_size=3),
    claims=st.lists(CLAIMS, max_size=2).map(tuple),
)


@given(POSTS)
def test_a_post_and_its_hash_survive_being_stored(post: Post) -> None:
    column = Json(Post)
    stored = column.process_bind_param(post, DIALECTS[0])
    assert stored is not None
    assert "\x00" not in stored
    back = column.process_result_value(stored, DIALECTS[0])
    assert back == post
    assert hash_of(back, "nl") == hash_of(post, "nl")


@given(POSTS, TEXT)
def test_another_text_has_another_hash(post: Post, more: str) -> None:
    other = post.model_copy(update={"text": post.text + more})
    assert (hash_of(other, "nl") == hash_of(post, "nl")) == (more == "")
    assert hash_of(post, "en") != hash_of(post, "nl")


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@given(moment=st.datetimes(timezones=st.just(UTC)), hours=st.integers(-12, 12))
def test_a_time_comes_back_as_the_same_moment_in_utc(dialect: object, moment: datetime, hours: int) -> None:
    column = UtcTime()
    try:
        there = moment.astimezone(timezone(timedelta(hours=hours)))
    except OverflowError:
        there = moment
    back = column.process_result_value(column.process_bind_param(there, dialect), dialect)
    assert back == moment
    assert back is not None
    assert back.tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        UtcTime().process_bind_param(datetime(2026, 1, 1), DIALECTS[0])  # noqa: DTZ001


@given(st.frozensets(st.sampled_from(ROLES)))
def test_roles_come_back(roles: frozenset[str]) -> None:
    column = RoleSet()
    assert column.process_result_value(column.process_bind_param(roles, DIALECTS[0]), DIALECTS[0]) == roles


def test_what_is_no_role_any_more_is_left_out() -> None:
    assert RoleSet().process_result_value("editor,emperor", DIALECTS[0]) == {"editor"}
