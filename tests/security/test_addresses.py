"""Whatever leads a reader somewhere is listed in the brief, or nobody can approve the text."""

from __future__ import annotations

import time

import pytest

from tests.fakes.checking import brief, context, excerpts

SEEN = context(
    of=brief(
        brand={"site": "https://veldwerk.nl"},
        persona={"need": "weg bij bol.com, vragen aan ans@bol.com"},
        assets=[{"id": "A1", "kind": "pagina", "title": "Mail", "url": "mailto:hallo@veldwerk.nl"}],
        source={"text": "Kijk op koopjes-nep.nl of mail baas@koopjes-nep.nl.", "permission": "publish"},
    )
)


@pytest.mark.parametrize(
    "address",
    [
        "https://203.0.113.9/x",
        "http://[2001:db8::1]/x",
        "http://0x7f000001/",
        "https://localhost/x",
        "https://veldwerk.nl@nep.example/",
        "https://naam:woord@nep.example/x",
        "https://nep。example/x",
        "ftp://nep.example/x",
        "tg://resolve?domain=nep",
        "javascript:alert(1",
        "data:text/html,x",
        "baas@nep.example",
        "baas@koopjes-nep.nl",
        "koopjes-nep.nl",
    ],
)
def test_what_nobody_listed_blocks(address: str) -> None:
    assert excerpts("links.unlisted", f"Kijk op {address} voor meer.", SEEN) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Kijk op https://veldwerk.nl.",
        "Mail hallo@veldwerk.nl, of vraag het ans@bol.com.",
        "Weg bij bol.com?",
        "Volg @ans@mastodon.nl of @ans.",
        "Let op: morgen. Data: 5 procent. Zie o.a. https:// hieronder.",
        "Verhouding 3:1, om 12:30, a://",
    ],
)
def test_what_is_listed_or_leads_nowhere_passes(text: str) -> None:
    assert not excerpts("links.unlisted", text, SEEN)


@pytest.mark.parametrize("text", ["a@" * 20_000, "a." * 20_000 + "@", "x://" * 10_000, "a+" * 30_000 + "://"])
def test_hostile_text_takes_no_time(text: str) -> None:
    before = time.process_time()
    excerpts("links.unlisted", text, SEEN)
    assert time.process_time() - before < 2
