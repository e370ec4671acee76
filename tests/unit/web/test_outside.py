"""Where the page for somebody outside stands, as its links say."""

from __future__ import annotations

import pytest

from bot.services.client_links import SECRET
from bot.wiring.outside import page


@pytest.mark.parametrize("public", ["https://bot.example", "https://example.org/kernbot", "http://127.0.0.1:8080"])
def test_a_link_leads_below_the_address_of_the_bot(public: str) -> None:
    address = page(public)("s" * 32)
    assert address == f"{public}/review/{'s' * 32}"
    assert SECRET.fullmatch(address.rpartition("/")[2])
