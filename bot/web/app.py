"""The web app: its pages put together, and a sign of life. What a page needs, it is handed by the wiring."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

__all__ = ["Route", "app"]


def app(*routes: Route) -> Starlette:
    """The app with these routes. GET /healthz says that the process answers; it asks nothing of anybody."""
    made = Starlette(routes=[Route("/healthz", _healthy, methods=["GET"]), *routes])
    made.router.redirect_slashes = False  # an address is right or it is not there
    return made


async def _healthy(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok\n")
