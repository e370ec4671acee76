"""A real browser for the page that somebody outside gets: Chromium without a window, driven by Playwright.

The browser is the machine's own (Debian's `chromium`; KERNBOT_CHROMIUM names another): the tests download nothing.
Without one, or without Playwright, they say what to do and are skipped; where CI is set they fail.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import pytest_asyncio

from bot.domain.base import LANGUAGES, Language
from bot.domain.pack import Post
from tests.fakes.review_site import Site, standing
from tests.fakes.rewriting import first
from tests.fakes.talking import demo

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page, Playwright, Request

NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 390, "height": 844}
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
HOW = """A real browser is needed for these tests, and there is none:
  sudo apt-get install chromium      (or set KERNBOT_CHROMIUM to a Chromium or Chrome of yours)
  make test-browser                  (installs Playwright's Python code, without a browser of its own)"""
CHANNELS = ("linkedin", "email")


def pytest_configure(config: pytest.Config) -> None:
    """Makes the marker known."""
    config.addinivalue_line("markers", "browser: shows the page to a real browser (make test-browser)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser, which talks to this machine alone."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    found = os.environ.get("KERNBOT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None or importlib.util.find_spec("playwright") is None:
        if os.environ.get("CI"):
            pytest.fail(HOW, pytrace=False)
        pytest.skip(HOW)
    return found


class Visitor(NamedTuple):
    """Somebody outside with a browser. `asked` holds the addresses of all that it fetched, `complaints` what it
    wrote to its console or could not load."""

    context: BrowserContext
    page: Page
    asked: list[str]
    complaints: list[str]

    async def tree(self) -> list[dict[str, Any]]:
        """What a screen reader gets: the nodes that are not ignored, as {role, name, ...}."""
        session = await self.context.new_cdp_session(self.page)
        nodes = (await session.send("Accessibility.getFullAXTree"))["nodes"]
        await session.detach()
        return [_plain(node) for node in nodes if not node.get("ignored")]


def _plain(node: dict[str, Any]) -> dict[str, Any]:
    plain = {key: node.get(key, {}).get("value", "") for key in ("role", "name", "description")}
    for one in node.get("properties", ()):
        plain[one["name"]] = one["value"].get("value")
    return plain


class Browser(NamedTuple):
    """A browser that runs, for a whole file of tests."""

    program: str
    playwright: Playwright
    running: Any

    @asynccontextmanager
    async def visitor(self, profile: Path | None = None, **options: Any) -> AsyncIterator[Visitor]:
        """Somebody who was never here: on a phone without script unless `options` say otherwise. With a profile
        they have a browser of their own, with the settings in that folder."""
        given = {"viewport": PHONE, "java_script_enabled": False, **options}
        if profile is None:
            context = await self.running.new_context(**given)
        else:
            context = await self.playwright.chromium.launch_persistent_context(
                profile, executable_path=self.program, args=list(FLAGS), **given
            )
        page = context.pages[0] if context.pages else await context.new_page()
        visitor = Visitor(context, page, [], [])
        _watch(visitor)
        try:
            yield visitor
        finally:
            await context.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """The browser."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield Browser(chromium, playwright, running)
        await running.close()


def _watch(visitor: Visitor) -> None:
    def complained(request: Request) -> None:
        visitor.complaints.append(f"{request.url}: {request.failure}")

    visitor.context.on("request", lambda request: visitor.asked.append(request.url))
    visitor.context.on("requestfailed", complained)
    visitor.context.on("console", lambda message: visitor.complaints.append(message.text))


@pytest_asyncio.fixture(loop_scope="module")
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """The page at work, with a post that is approved."""
    async with standing(tmp_path / "kernbot.db") as made:
        yield made


Written = dict[Language, tuple[Post, ...]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def written() -> Written:
    """Posts of the demo brands, as rules write them."""
    made: Written = {}
    for language in LANGUAGES:
        several = [(await first(demo(language), channel)).post for channel in CHANNELS]
        made[language] = tuple(one.model_copy(update={"topic": "t1"}) for one in several)
    return made
