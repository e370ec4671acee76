"""Links: listed, tappable, where they belong, measured."""

from __future__ import annotations

from typing import Any

import pytest

from bot.checks.links import normal
from bot.domain.check import CheckContext
from tests.fakes.checking import brief, channel, context, excerpts, hits

SITE = "https://www.example.com/"
PAGE = "https://example.com/uitleg"
OURS: dict[str, Any] = {
    "brand": {"site": SITE},
    "link": PAGE,
    "assets": [{"id": "A1", "kind": "film", "title": "Een dag mee", "url": "https://example.org/film?v=1"}],
}


def links(author: str = "page", **rules: Any) -> CheckContext:
    """A channel with these rules for links, and a brief with three listed ones."""
    on = channel(links={"place": "text", "clickable": True, **rules})
    return context(on, of=brief(**OURS, author=author))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.com/", "example.com"),
        ("HTTP://EXAMPLE.com/Pad/", "https://example.com/Pad"),
        ("https://example.com/a?utm_source=x&b=1&utm_medium=y#deel", "https://example.com/a?b=1"),
    ],
)
def test_two_ways_to_write_one_link(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_case_of_a_path_and_other_parameters_make_another_link() -> None:
    assert len({normal(url) for url in ("a.nl/Pad", "a.nl/pad", "a.nl/pad?x=1", "a.nl")}) == 4


@pytest.mark.parametrize("url", [SITE, PAGE, f"{PAGE}?utm_source=x", "example.com", "www.example.org/film?v=1"])
def test_listed_links_pass(url: str) -> None:
    assert not hits("links.unlisted", f"Zie {url}.", links())


@pytest.mark.parametrize(
    "url", ["https://example.com/verzonnen", "https://example.org", "example.net", "https://bit.ly/3x"]
)
def test_a_link_that_nobody_listed_blocks(url: str) -> None:
    assert excerpts("links.unlisted", f"Zie {url}.", links()) == [url]


def test_unlisted_links_in_parts_are_found_and_named_companies_are_not() -> None:
    assert [hit.part for hit in hits("links.unlisted", "x", links(), {"first_comment": "https://a.nl"})] == [
        "first_comment"
    ]
    named = context(of=brief(persona={"need": "overstappen van bol.com"}))
    assert not hits("links.unlisted", "Verkoop je via bol.com?", named)
    assert hits("links.unlisted", "Zie https://bol.com", named)
    assert not hits("links.unlisted", "Zie https://a.nl", context())


def test_where_a_link_cannot_be_tapped() -> None:
    seen = links(clickable=False, place="profile", note={"nl": "Zet hem in de bio.", "en": "Put it in the bio."})
    assert hits("links.not_clickable", f"{PAGE} en {SITE}", seen)[0].values["note"] == "Zet hem in de bio."
    assert not hits("links.not_clickable", "Zoek op example.com", seen)
    assert not hits("links.reach", PAGE, seen)
    assert not hits("links.not_clickable", PAGE, links())


@pytest.mark.parametrize(
    ("reach", "author", "costs"),
    [("page", "page", True), ("page", "person", False), ("all", "person", True), ("none", "page", False)],
)
def test_reach_depends_on_the_author(reach: str, author: str, costs: bool) -> None:
    seen = links(author, reach=reach, place="first_comment")
    assert bool(hits("links.reach", f"Zie {PAGE}", seen)) is costs
    assert bool(hits("links.place", f"Zie {PAGE}", seen)) is (reach == "none")
    assert not hits("links.reach", "Link in de reactie", seen, {"first_comment": PAGE})


def test_number_of_links() -> None:
    assert hits("links.too_many", f"{PAGE} {SITE} {PAGE}", links(max=1))[0].values == {"count": 2, "max": 1}
    assert not hits("links.too_many", f"{PAGE} {PAGE}", links(max=1))
    assert not hits("links.too_many", f"{PAGE} {SITE}", links())


def test_a_bare_address_is_remarked_on_where_links_work() -> None:
    assert excerpts("links.bare", "Zie example.com/uitleg", links()) == ["example.com/uitleg"]
    assert not hits("links.bare", f"Zie {PAGE}", links())
    assert not hits("links.bare", "Zie example.com", links(clickable=False))
    named = context(of=brief(brand={"name": "Example.com"}))
    assert not hits("links.bare", "Bij example.com werken we zo.", named)


@pytest.mark.parametrize(
    ("utm", "url", "missing"),
    [
        ("utm_source=x&utm_campaign=y", PAGE, True),
        ("utm_source=x&utm_campaign=y", f"{PAGE}?utm_source=x", True),
        ("utm_source=x&utm_campaign=y", f"{PAGE}?utm_campaign=y&utm_source=x", False),
        ("voorjaar", PAGE, True),
        ("voorjaar", f"{PAGE}?utm_campaign=voorjaar", False),
        (None, PAGE, False),
    ],
)
def test_links_carry_the_parameters_of_the_brief(utm: str | None, url: str, missing: bool) -> None:
    seen = context(of=brief(**OURS, utm=utm))
    assert bool(hits("links.utm", "x", seen, {"first_comment": f"Hier: {url}"})) is missing


def test_mentions() -> None:
    seen = context(channel(mentions_max=1))
    assert excerpts("links.mentions", "@een en @twee, mail jan@example.com", seen) == ["@twee"]
    assert not hits("links.mentions", "@een, mail jan@example.com of ans@example.com", seen)
