"""The page for somebody outside in a real browser: on a phone, without script, by keyboard, and by ear."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.domain.base import LANGUAGES, Language
from bot.domain.keeping import NewVersion
from bot.domain.pack import Post
from tests.browser.conftest import PHONE, Browser, Visitor, Written
from tests.fakes.review_site import CATALOGUE, Site

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME, ORGANISATION = "Noor de Wit", "Waterschap Zuid"
NARROW = {"width": 320, "height": 568}
REFUSED = ("422", "409", "404", "403")
"""What the console says of an answer that was not what was hoped for is no complaint about the page."""
_COLOURS = """() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const below = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = rgb(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = [];
  while (words.nextNode()) {
    const node = words.currentNode.parentElement;
    if (!words.currentNode.data.trim()) continue;
    const [one, other] = [light(rgb(getComputedStyle(node).color)), light(below(node))].sort((a, b) => b - a);
    seen.push([(one + 0.05) / (other + 0.05), words.currentNode.data.trim().slice(0, 40)]);
  }
  return seen;
}"""
_TARGETS = """() => [...document.querySelectorAll('a, button, textarea, input[type=text], .choice')].map((one) => {
  const box = one.getBoundingClientRect();
  return [one.className || one.id || one.tagName, box.width, box.height];
})"""
_OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_FOCUS = "() => document.activeElement.id || document.activeElement.value || document.activeElement.className"


async def focused(visitor: Visitor, wanted: str) -> None:
    """A page that opens puts the focus somewhere when it is drawn, which is a moment after it is there."""
    for _ in range(100):
        if await visitor.page.evaluate(_FOCUS) == wanted:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"the focus is on {await visitor.page.evaluate(_FOCUS)!r}")


def address(site: Site, path: str) -> str:
    """The whole address of a page."""
    return f"{site.client.base_url}".rstrip("/") + path


async def opened(site: Site, visitor: Visitor, written: Written, language: Language = "nl") -> str:
    """Opens a new link about three texts; returns its address."""
    for post in written[language]:
        await site.post(post, language)
    where = address(site, await site.link(language))
    await visitor.page.goto(where)
    return where


async def who(visitor: Visitor, language: Language) -> None:
    """Says who it is."""
    texts = CATALOGUE[language]
    await visitor.page.get_by_label(texts("client-name"), exact=True).fill(NAME)
    await visitor.page.get_by_label(texts("client-organisation"), exact=True).fill(ORGANISATION)


async def chosen(visitor: Visitor, language: Language, number: int, verdict: str) -> None:
    """Chooses as a person would: by what stands beside the button, in the group that it belongs to."""
    texts = CATALOGUE[language]
    group = visitor.page.get_by_role("group", name=texts("client-verdict", number=number))
    await group.get_by_label(texts(f"client-{verdict}"), exact=True).check()


async def sent(visitor: Visitor, language: Language) -> None:
    """Sends the form."""
    async with visitor.page.expect_navigation():
        await visitor.page.get_by_role("button", name=CATALOGUE[language]("client-send")).click()


def clean(visitor: Visitor) -> None:
    """Says that the browser had nothing to complain about, and asked nobody else for anything."""
    own = re.match(r"https?://[^/]+/", visitor.asked[0])
    assert own
    assert [one for one in visitor.asked if not one.startswith(own[0])] == []
    assert [one for one in visitor.complaints if not any(status in one for status in REFUSED)] == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_whole_walk_on_a_phone_without_script(
    site: Site, written: Written, browser: Browser, language: Language
) -> None:
    texts = CATALOGUE[language]
    async with browser.visitor() as visitor:
        page = visitor.page
        where = await opened(site, visitor, written, language)
        assert await page.get_by_role("article").count() == 3
        await chosen(visitor, language, 1, "approve")
        await chosen(visitor, language, 2, "comment")
        await sent(visitor, language)
        assert (await page.title()).startswith(texts("client-error"))
        mended = await page.get_by_role("alert").get_by_role("link").all_inner_texts()
        lacks = [texts("client-no-remark", number=2), texts("client-no-name"), texts("client-no-organisation")]
        assert mended == lacks
        assert await site.record() == []

        await page.get_by_label(texts("client-remark", number=2)).fill("Graag korter.\nEn zonder hashtags.")
        await who(visitor, language)
        await sent(visitor, language)
        assert page.url == where
        assert await page.get_by_role("status").inner_text() == texts("client-done")
        said = [(line.kind, line.person_name, line.reason) for line in await site.record()]
        assert said == [
            ("client_approve", NAME, ""),
            ("client_comment", NAME, "Graag korter.\nEn zonder hashtags."),
        ]
        assert len(site.heard) == 1

        await page.reload()
        day = texts("trust-day", day=2, month=3, year="2026")
        assert await page.get_by_text(texts("client-approved", day=day)).count() == 1
        assert await page.get_by_text(texts("client-commented", day=day)).count() == 1
        assert await page.get_by_role("group").count() == 1
        await chosen(visitor, language, 3, "approve")
        await who(visitor, language)
        await sent(visitor, language)
        await page.reload()
        assert await page.get_by_text(texts("client-nothing-open")).count() == 1
        assert await page.get_by_role("button").count() == await page.get_by_role("textbox").count() == 0
        assert len(await site.record()) == 3
        assert await visitor.context.cookies() == []
        clean(visitor)


async def test_what_comes_back_is_what_was_filled_in(site: Site, written: Written, browser: Browser) -> None:
    async with browser.visitor() as visitor:
        await opened(site, visitor, written)
        await chosen(visitor, "nl", 3, "approve")
        await visitor.page.get_by_label("Opmerking bij tekst 1").fill('\n<b>Vet</b> & "zo" 🚰')
        await sent(visitor, "nl")
        page = visitor.page
        assert await page.get_by_label("Opmerking bij tekst 1").input_value() == '<b>Vet</b> & "zo" 🚰'
        assert [await one.is_checked() for one in await page.get_by_role("radio").all()] == [
            False, True, False, False, True, False,
        ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_a_screen_reader_gets(
    site: Site, written: Written, browser: Browser, language: Language
) -> None:
    texts = CATALOGUE[language]
    async with browser.visitor() as visitor:
        await opened(site, visitor, written, language)
        tree = await visitor.tree()
        headings = [(node["level"], node["name"]) for node in tree if node["role"] == "heading"]
        assert headings[0] == (1, texts("client-title"))
        seconds = [name for level, name in headings if level == 2]
        word = {"nl": "Tekst", "en": "Text"}[language]
        assert all(name.startswith(f"{word} {at} ·") for at, name in enumerate(seconds[:3], 1)), seconds
        assert seconds[-1] == texts("client-who")
        assert len(seconds) == 4
        levels = [level for level, _ in headings]
        assert all(after - before <= 1 for before, after in pairwise(levels)), levels
        assert [node["name"] for node in tree if node["role"] == "article"] == seconds[:3]
        assert {node["role"] for node in tree} >= {"main", "banner", "contentinfo", "article", "group", "region"}
        assert [node["name"] for node in tree if node["role"] == "group"] == [
            texts("client-verdict", number=number) for number in (1, 2, 3)
        ]
        radios = [node["name"] for node in tree if node["role"] == "radio"]
        assert radios == [texts("client-approve"), texts("client-comment")] * 3
        boxes = {node["name"]: node for node in tree if node["role"] == "textbox"}
        described = {name: (node["description"], node.get("required", False)) for name, node in boxes.items()}
        hint, about = texts("client-remark-hint"), texts("client-who-hint")
        assert described == {
            **{texts("client-remark", number=number): (hint, False) for number in (1, 2, 3)},
            texts("client-name"): (about, True),
            texts("client-organisation"): (about, True),
        }
        assert [node["name"] for node in tree if node["role"] == "button"] == [texts("client-send")]
        assert await visitor.page.locator("html").get_attribute("lang") == language
        clean(visitor)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_a_screen_reader_gets_of_what_is_wrong(
    site: Site, written: Written, browser: Browser, language: Language
) -> None:
    texts = CATALOGUE[language]
    error = texts("client-error")
    async with browser.visitor() as visitor:
        await opened(site, visitor, written, language)
        await sent(visitor, language)
        await focused(visitor, "alert")
        tree = await visitor.tree()
        (alert,) = [node for node in tree if node["role"] == "alert"]
        assert (alert["name"], alert.get("focused")) == (texts("client-errors"), True)
        groups = [node for node in tree if node["role"] == "group"]
        assert [node["description"] for node in groups] == [f"{error}: {texts('client-no-verdict')}", "", ""]
        fields = {node["name"]: node for node in tree if node["role"] == "textbox"}
        for key in ("name", "organisation"):
            field = fields[texts(f"client-{key}")]
            assert field["invalid"] == "true"
            assert field["description"] == f"{error}: {texts(f'client-no-{key}')} {texts('client-who-hint')}"
        await chosen(visitor, language, 2, "comment")
        await sent(visitor, language)
        fields = {node["name"]: node for node in await visitor.tree() if node["role"] == "textbox"}
        field = fields[texts("client-remark", number=2)]
        assert field["invalid"] == "true"
        assert field["description"].startswith(f"{error}: {texts('client-no-remark', number=2)}")
        clean(visitor)


async def test_everything_by_keyboard(site: Site, written: Written, browser: Browser) -> None:
    async with browser.visitor() as visitor:
        where = await opened(site, visitor, written)
        keys = visitor.page.keyboard
        stops = []
        for _ in range(9):
            await keys.press("Tab")
            stops.append(await visitor.page.evaluate(_FOCUS))
        assert stops == [
            *(one for number in (1, 2, 3) for one in (f"verdict-{number}", f"remark-{number}")),
            "name",
            "organisation",
            await visitor.page.evaluate("() => document.querySelector('button').className") or "",
        ]
        async with visitor.page.expect_navigation():
            await keys.press("Enter")
        await focused(visitor, "alert")
        await keys.press("Tab")
        await keys.press("Enter")
        assert await visitor.page.evaluate(_FOCUS) == "verdict-1"
        await keys.press("Space")
        await keys.press("Tab")
        await keys.press("Tab")
        await keys.press("ArrowDown")
        await keys.press("ArrowDown")
        assert await visitor.page.evaluate(_FOCUS) == "verdict-2"
        await keys.press("ArrowUp")
        await keys.press("Tab")
        await keys.type("Korter.")
        for _ in range(3):
            await keys.press("Tab")
        await keys.type(NAME)
        await keys.press("Tab")
        await keys.type(ORGANISATION)
        async with visitor.page.expect_navigation():
            await keys.press("Enter")
        assert visitor.page.url.partition("#")[0] == where
        assert [(one.kind, one.reason) for one in await site.record()] == [
            ("client_approve", ""),
            ("client_comment", "Korter."),
        ]


async def test_focus_is_seen(site: Site, written: Written, browser: Browser) -> None:
    async with browser.visitor() as visitor:
        await opened(site, visitor, written)
        for _ in range(9):
            await visitor.page.keyboard.press("Tab")
            width = await visitor.page.evaluate(
                "() => { const one = document.activeElement.closest('.choice') || document.activeElement;"
                " return getComputedStyle(one).outlineStyle + getComputedStyle(one).outlineWidth; }"
            )
            assert width == "solid3px", await visitor.page.evaluate(_FOCUS)


def larger(profile: Path, size: int) -> None:
    """Sets the size of text in the browser's own settings, in pixels."""
    (profile / "Default").mkdir(parents=True)
    settings = {"webkit": {"webprefs": {"default_font_size": size}}}
    (profile / "Default" / "Preferences").write_text(json.dumps(settings), encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("view", "size"), [(NARROW, 16), (NARROW, 32), (PHONE, 32)], ids=["narrow", "both", "large"]
)
async def test_nobody_scrolls_sideways(
    site: Site, written: Written, browser: Browser, tmp_path: Path, language: Language, view: Any, size: int
) -> None:
    """At 320 px (a page at 400% on a wide screen), with text at twice its size, with words that do not end."""
    profile = tmp_path / "profile"
    larger(profile, size)
    await site.post(
        Post(channel="linkedin", topic="t1", text="x" * 900, parts={"y" * 90: "https://a.example/" + "z" * 400})
    )
    async with browser.visitor(profile, viewport=view) as visitor:
        await opened(site, visitor, written, language)
        page = visitor.page
        assert await page.evaluate("() => getComputedStyle(document.body).fontSize") == f"{size}px"
        assert await page.evaluate(_OVER) <= 0
        await chosen(visitor, language, 2, "comment")
        await sent(visitor, language)
        assert await page.get_by_role("alert").count() == 1
        assert await page.evaluate(_OVER) <= 0
        cut = (
            "() => [...document.querySelectorAll('main *')].filter((one) => one.scrollWidth > one.clientWidth + 1"
        )
        cut += " && getComputedStyle(one).overflowX !== 'visible').length"
        assert await page.evaluate(cut) == 0
        await page.goto(address(site, "/review/nothing"))
        assert await page.evaluate(_OVER) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_word_can_be_read_and_every_target_hit(
    site: Site, written: Written, browser: Browser, scheme: Any
) -> None:
    async with browser.visitor(color_scheme=scheme) as visitor:
        where = await opened(site, visitor, written)
        page = visitor.page
        seen: list[tuple[float, str]] = list(await page.evaluate(_COLOURS))
        await sent(visitor, "nl")
        seen += await page.evaluate(_COLOURS)
        for name, width, height in await page.evaluate(_TARGETS):
            assert min(width, height) >= 24, name  # WCAG 2.2, 2.5.8
        tall = {name: height for name, _, height in await page.evaluate(_TARGETS)}
        assert min(tall["choice"], tall["BUTTON"], tall["name"]) >= 44
        await chosen(visitor, "nl", 1, "approve")
        await who(visitor, "nl")
        await sent(visitor, "nl")
        seen += await page.evaluate(_COLOURS)
        await page.goto(where[:-1])
        seen += await page.evaluate(_COLOURS)
        assert len(seen) > 60
        assert [one for one in seen if one[0] < 4.5] == []


async def test_a_text_that_changed_meanwhile_is_not_answered_and_no_word_is_lost(
    site: Site, written: Written, browser: Browser
) -> None:
    async with browser.visitor() as visitor:
        await opened(site, visitor, written)
        for number in (1, 3):
            await chosen(visitor, "nl", number, "comment")
            await visitor.page.get_by_label(f"Opmerking bij tekst {number}").fill(f"Mijn werk aan {number}.")
        await who(visitor, "nl")
        content = Post(channel="linkedin", topic="t1", text="Nog niet voor buiten.")
        async with site.database.work() as work:
            stored = work.within(site.filled.workspace).posts
            await stored.add_version(site.filled.post.id, NewVersion(content, "nl", site.filled.anna), 1)
        await sent(visitor, "nl")
        page = visitor.page
        assert [(one.kind, one.reason) for one in await site.record()] == [("client_comment", "Mijn werk aan 3.")]
        assert await page.get_by_role("alert").get_by_role("link").all_inner_texts() == [
            CATALOGUE["nl"]("client-lost", number=1)
        ]
        assert await page.locator("blockquote").all_inner_texts() == ["Mijn werk aan 1."]
        assert "Nog niet voor buiten" not in await page.content()


async def test_a_form_of_another_site_is_refused(site: Site, written: Written, browser: Browser) -> None:
    where = address(site, await site.link())
    fields = {"name": NAME, "organisation": ORGANISATION, "verdict-1": "approve"}
    hidden = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in fields.items())
    async with browser.visitor() as visitor:
        page = visitor.page
        await page.set_content(f'<form method="post" action="{where}">{hidden}<button>Gratis!</button></form>')
        await page.get_by_role("button").click()
        assert await page.get_by_text(CATALOGUE["nl"]("client-refused"), exact=True).count() == 1
        assert await site.record() == []


async def test_it_is_shown_in_no_other_page(site: Site, written: Written, browser: Browser) -> None:
    where = address(site, await site.link())
    async with browser.visitor() as visitor:
        await visitor.page.set_content(f'<iframe src="{where}"></iframe>')
        await visitor.page.wait_for_load_state("load")
        shown = [await frame.content() for frame in visitor.page.frames[1:]]
        assert not any(CATALOGUE["nl"]("client-title") in one for one in shown)
        assert any("frame" in one.lower() for one in visitor.complaints), visitor.complaints


async def test_what_is_typed_by_the_team_runs_nothing(site: Site, written: Written, browser: Browser) -> None:
    """With script switched on: the policy and the escaping keep it out, each by itself enough."""
    evil = (
        '<script>document.title="!"</script><img src=x onerror="document.title=\'!\'"><style>*{color:red}</style>'
    )
    await site.post(Post(channel="linkedin", topic="t1", text=evil, parts={evil: f"1{evil}"}))
    async with browser.visitor(java_script_enabled=True) as visitor:
        await opened(site, visitor, written)
        assert await visitor.page.title() == CATALOGUE["nl"]("client-title")
        assert await visitor.page.locator("script, img, iframe, object").count() == 0
        assert await visitor.page.get_by_text("document.title").count() == 3
        ran: Mapping[str, Any] = {}
        with pytest.raises(Exception, match=r"Content Security Policy|CSP"):
            ran = await visitor.page.add_script_tag(content="document.title = '!'")  # type: ignore[assignment]
        assert not ran
        visitor.complaints.clear()
        clean(visitor)
