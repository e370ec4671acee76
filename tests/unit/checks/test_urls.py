"""Where an address begins and ends, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checks import urls


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kijk op https://example.com.", ["https://example.com"]),
        ("(https://example.com/a_(b))", ["https://example.com/a_(b)"]),
        ("https://example.com/a, https://example.com/b!", ["https://example.com/a", "https://example.com/b"]),
        ("[woorden](https://example.com/pad)", ["https://example.com/pad"]),
        ("**https://example.com/pad**", ["https://example.com/pad"]),
        ("‘https://example.com’ en “example.com”", ["https://example.com", "example.com"]),
        ("HTTPS://EXAMPLE.COM:8080/Pad?x=1&y=2#deel", ["HTTPS://EXAMPLE.COM:8080/Pad?x=1&y=2#deel"]),
        ("https://example.com?ref=a", ["https://example.com?ref=a"]),
        ("www.example.nl/a", ["www.example.nl/a"]),
        ("bücher.de, xn--bcher-kva.de en пример.рф", ["bücher.de", "xn--bcher-kva.de"]),
        ("https://пример.рф/путь", ["https://пример.рф/путь"]),
        ("https://example.com/?u=https://example.org/x", ["https://example.com/?u=https://example.org/x"]),
        ("https://a.nl\r\nhttps://b.nl", ["https://a.nl", "https://b.nl"]),
        ("שלום https://example.com שלום", ["https://example.com"]),
    ],
)
def test_addresses(text: str, expected: list[str]) -> None:
    assert [url.text for url in urls.find(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "jan@example.com",
            "@ans@mastodon.nl",
            "o.a. of d.w.z.",
            "klaar.De rest",
            "bestand.pdf",
            "v1.2.3",
            "3.50",
        ),
        *("https://", "Dhr.Jansen", "https://localhost/x", "kwart.voor", "-a.nl-", "...nl"),
    ],
)
def test_no_addresses(text: str) -> None:
    assert urls.find(text) == ()


@given(
    st.lists(
        st.sampled_from(["a.nl", "https://b.com/x", " ", ".", ")", "(", "é", "https://", "@", "/", "\n"]),
        max_size=12,
    )
)
def test_places_are_right_and_apart(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for url in urls.find(text):
        assert text[url.start : url.end] == url.text != ""
        assert url.start >= end
        end = url.end
    assert len(urls.without(text)) == len(text)
