"""What Prometheus reads. It tells how much a team works: only this machine gets it, or whoever knows the token."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

METRICS = "/metrics"

Render = Callable[[], Awaitable[tuple[bytes, str]]]
"""Everything that is measured, and the type of that content."""


def routes(render: Render, token: str | None) -> list[Route]:
    """GET /metrics. With a token it says 401 to whoever does not bring it (`Authorization: Bearer ...`); without
    one it says 403 to every other machine."""

    async def measured(request: Request) -> Response:
        if token is not None and not _knows(request, token):
            return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})
        if token is None and not _from_here(request):
            return Response(status_code=403)
        body, kind = await render()
        return Response(body, headers={"Content-Type": kind, "Cache-Control": "no-store"})

    return [Route(METRICS, measured, methods=["GET"])]


def _knows(request: Request, token: str) -> bool:
    told = request.headers.get("authorization", "").encode("latin-1")
    scheme, _, brought = told.partition(b" ")
    return scheme.lower() == b"bearer" and hmac.compare_digest(brought.strip(), token.encode())


def _from_here(request: Request) -> bool:
    """The connection comes from this machine; what a header says of it counts for nothing."""
    try:
        address = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback
