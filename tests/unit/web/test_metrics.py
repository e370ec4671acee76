"""Who reads what is measured."""

from __future__ import annotations

import httpx
import pytest

from bot.web import app, metrics

TOKEN = "long-enough-token-for-metrics"


async def render() -> tuple[bytes, str]:
    """Something measured."""
    return b"kernbot_updates_total 3.0\n", "text/plain; version=1.0.0; charset=utf-8"


async def asked(token: str | None, host: str, headers: dict[str, bytes] | None = None) -> httpx.Response:
    """The answer to a machine."""
    transport = httpx.ASGITransport(app(*metrics.routes(render, token)), client=(host, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot.example") as client:
        return await client.get(metrics.METRICS, headers=headers)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
async def test_this_machine_reads_without_a_token(host: str) -> None:
    answer = await asked(None, host)
    assert (answer.status_code, answer.content) == (200, b"kernbot_updates_total 3.0\n")
    assert answer.headers["content-type"] == "text/plain; version=1.0.0; charset=utf-8"


@pytest.mark.parametrize("host", ["10.0.0.7", "192.168.1.4", "2001:db8::1", "::ffff:10.0.0.7", "0.0.0.0", "", "x"])
@pytest.mark.parametrize("headers", [{}, {"X-Forwarded-For": b"127.0.0.1"}, {"Authorization": b"Bearer "}])
async def test_another_machine_does_not(host: str, headers: dict[str, bytes]) -> None:
    answer = await asked(None, host, headers)
    assert (answer.status_code, answer.content) == (403, b"")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.7"])
@pytest.mark.parametrize(
    "header",
    [None, "", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", f"Bearer{TOKEN}", "é"],
)
async def test_with_a_token_everybody_has_to_bring_it(host: str, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.encode()}
    answer = await asked(TOKEN, host, headers)
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("header", [f"Bearer {TOKEN}", f"bearer {TOKEN}", f"Bearer  {TOKEN} "])
async def test_whoever_brings_it_reads(header: str) -> None:
    assert (await asked(TOKEN, "10.0.0.7", {"Authorization": header.encode()})).status_code == 200
