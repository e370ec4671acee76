"""The page for somebody outside, over real HTTP: what it shows, takes, refuses, and keeps to itself."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from bot.domain.base import Language
from bot.domain.errors import StorageError
from bot.domain.keeping import NewVersion
from bot.domain.pack import Post
from bot.domain.review import Moved
from bot.services import client_links
from bot.web import app, review
from bot.web.guesses import KNOWN, MOST, WITHIN, Guesses, behind
from bot.web.review import MOST_BYTES, MOST_FIELDS
from tests.fakes.review_site import CATALOGUE, Site, standing
from tests.integration.storage.filling import said

WHO = {"name": "C. Klant", "organisation": "Waterschap"}
YES = {**WHO, "verdict-1": "approve"}
EVIL = "<script>alert(1)</script> \"'><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} </textarea></style> & é 🚰"


class Tree(HTMLParser):
    """A page as its elements; `text` is what is read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        """The attributes of every element of these kinds."""
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """The page at work."""
    async with standing(tmp_path / "kernbot.db") as made:
        yield made


async def test_somebody_outside_reads_answers_and_is_on_record(site: Site) -> None:
    path = await site.link()
    shown = await site.client.get(path)
    assert shown.status_code == 200
    assert "Een dag werk, een droge kelder." in shown.text
    sent = await site.client.post(path, data={**YES, "remark-1": "Mooi zo."})
    assert sent.status_code == 303
    after = await site.client.get(sent.headers["location"] if sent.headers["location"].startswith("/") else path)
    assert "U ging op 2 maart 2026 akkoord met deze tekst." in after.text
    assert "Een dag werk" not in after.text
    (line,) = await site.record()
    assert (line.kind, line.person_name, line.reason) == ("client_approve", "C. Klant", "Mooi zo.")
    assert [one.decisions for one in site.heard] == [(line,)]


async def test_the_redirect_leads_back_to_the_page(site: Site) -> None:
    path = await site.link()
    sent = await site.client.post(path, data=YES, follow_redirects=True)
    assert (sent.status_code, sent.url.path) == (200, path)


async def test_looking_uses_nothing_up(site: Site) -> None:
    path = await site.link()
    for method in ("GET", "HEAD", "GET"):
        assert (await site.client.request(method, path)).status_code == 200
    assert (await site.client.post(path, data=YES)).status_code == 303


async def test_ten_times_at_once_is_once(site: Site) -> None:
    path = await site.link()
    sent = await asyncio.gather(*(site.client.post(path, data=YES) for _ in range(10)))
    assert {one.status_code for one in sent} == {303}
    assert len(await site.record()) == 1
    assert len(site.heard) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_page_speaks_its_language_and_each_text_its_own(site: Site, language: Language) -> None:
    await site.post(Post(channel="linkedin", topic="t1", text="A dry cellar."), "en")
    tree = Tree((await site.client.get(await site.link(language))).text)
    texts = CATALOGUE[language]
    assert tree.all("html") == [{"lang": language}]
    assert texts("client-title") in tree.text
    assert "Waterkant" in tree.text
    assert texts("client-verdict", number=2) in tree.text
    day = {"nl": "16 maart 2026", "en": "16 March 2026"}[language]
    assert texts("client-until", day=day) in tree.text
    assert [one["lang"] for one in tree.all("div") if one.get("class") == "text"] == ["nl", "en"]


async def test_it_can_be_used_without_eyes_script_or_a_wide_screen(site: Site) -> None:
    await site.post(Post(channel="linkedin", topic="t1", text="Nog een.", parts={"first_comment": "Lees mee."}))
    path = await site.link()
    html = (await site.client.get(path)).text
    tree = Tree(html)
    ids = [one["id"] for _, one in tree.elements if "id" in one]
    assert len(ids) == len(set(ids))
    labelled = {one.get("for") for one in tree.all("label")}
    wrapped = re.findall(r"<label[^>]*><input[^>]*>[^<]+</label>", html)
    fields = tree.all("input", "textarea")
    assert {one["id"] for one in fields if one.get("type") != "radio"} <= labelled
    assert len(wrapped) == len([one for one in fields if one.get("type") == "radio"]) == 4
    assert len(tree.all("h1")) == len(tree.all("main")) == 1
    assert len(tree.all("fieldset")) == len(tree.all("legend")) == 2
    for one in (one for _, one in tree.elements):
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((one.get(name) or "").split()) <= set(ids)
    assert {one.get("autocomplete") for one in tree.all("input")} == {None, "name", "organization"}
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in tree.all("meta")
    assert not re.search(r"font-size:\s*0|font:\s*[0-8]?\d%|px.*font", html)
    assert tree.all("script", "img", "link", "iframe", "object") == []
    assert "http" not in re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    assert [name for _, one in tree.elements for name in one if name.startswith("on") or name == "style"] == []


def contrast(one: str, other: str) -> float:
    """Of two colours (WCAG 2.2, relative luminance)."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_colours_can_be_told_apart_in_light_and_dark() -> None:
    css = Path("bot/web/pages/page.css").read_text("utf-8")
    themes = [dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in re.findall(r":root \{([^}]*)\}", css)]
    assert len(themes) == 2
    for theme in themes:
        for ink, paper in (
            ("ink", "paper"),
            ("ink", "soft"),
            ("quiet", "paper"),
            ("quiet", "soft"),
            ("link", "paper"),
            ("wrong", "paper"),
            ("on", "link"),
        ):
            assert contrast(theme[ink], theme[paper]) >= 4.5, (ink, paper)
        assert contrast(theme["line"], theme["paper"]) >= 3


async def test_nothing_is_kept_framed_run_or_told_to_another_site(site: Site) -> None:
    path = await site.link()
    wrong = {"client": "no form"}
    for answer in (
        await site.client.get(path),
        await site.client.get("/review/nothing"),
        await site.client.post(path, data=wrong),
        await site.client.post(path, data=YES),
    ):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers


async def test_the_style_is_the_one_that_the_policy_names(site: Site) -> None:
    import base64
    import hashlib

    answer = await site.client.get(await site.link())
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, flags=re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer.headers["content-security-policy"]


async def test_every_wrong_link_gives_the_same_page(site: Site) -> None:
    path = await site.link()
    wrong = [
        "A" * 32,
        "A" * 31,
        "",
        "x/y",
        "%00",
        "%2e%2e%2fhealthz",
        path[8:-1] + "!",
        "é",
        "' OR 1=1",
        "A" * 3000,
    ]
    answers = [await site.client.get(f"/review/{one}") for one in wrong]
    answers.append(await site.client.post("/review/" + "A" * 32, data=YES))
    answers.append(await site.client.post("/review/" + "A" * 32, content=b"x" * 9))
    site.clock.later(days=client_links.LASTS_DAYS)
    answers.append(await site.client.get(path))
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1
    assert len({tuple(sorted((k, v) for k, v in one.headers.items() if k != "date")) for one in answers}) == 1
    for language in ("nl", "en"):
        assert CATALOGUE[language]("client-gone") in Tree(answers[0].text).text.replace("&#39;", "'")


async def test_what_lacks_something_comes_back_as_it_was_filled_in(site: Site) -> None:
    path = await site.link()
    answer = await site.client.post(path, data={"name": "C. Klant", "verdict-1": "comment", "remark-1": " "})
    tree = Tree(answer.text)
    assert answer.status_code == 422
    assert answer.text.index('role="alert"') < answer.text.index("<article")
    targets = [one["href"] for one in tree.all("a")]
    assert targets == ["#remark-1", "#organisation"]
    assert {f"#{one.get('id')}" for _, one in tree.elements} >= set(targets)
    assert [one["id"] for one in tree.all("input", "textarea") if one.get("aria-invalid")] == [
        "remark-1",
        "organisation",
    ]
    assert [one.get("value") for one in tree.all("input") if one.get("id") == "name"] == ["C. Klant"]
    assert [one["value"] for one in tree.all("input") if "checked" in one] == ["comment"]
    assert await site.record() == []


async def test_words_without_a_choice_are_a_remark(site: Site) -> None:
    path = await site.link()
    assert (await site.client.post(path, data={**WHO, "remark-1": "Graag korter."})).status_code == 303
    assert [(one.kind, one.reason) for one in await site.record()] == [("client_comment", "Graag korter.")]


async def test_what_is_typed_or_stored_is_never_markup(site: Site) -> None:
    parts = {"hooks": [f"1{EVIL}"], EVIL: f"2{EVIL}"}
    await site.post(Post(channel="linkedin", topic="t1", text=EVIL, parts=parts))
    path = await site.link()
    tree = Tree((await site.client.get(path)).text)
    assert tree.text.count(EVIL) == 4
    again = await site.client.post(path, data={"name": EVIL[:120], "verdict-2": "comment", "remark-1": EVIL})
    assert again.status_code == 422
    for page in (tree, Tree(again.text)):
        assert page.all("script", "img") == []
        assert len(page.all("style")) == 1
    sent = await site.client.post(path, data={**WHO, "verdict-2": "comment", "remark-2": f"{EVIL}\r\n\x00\u202e"})
    assert sent.status_code == 303
    assert [one.reason for one in await site.record()] == [EVIL]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({**YES, "verdict-1": "publish"}, 422),
        ({**YES, "name": "x" * 121}, 422),
        ({**YES, "organisation": "\x00\u200e"}, 422),
        ({**YES, "remark-1": "x" * 4001}, 422),
        ({**WHO, "verdict-2": "approve", "verdict-99": "approve", "verdict--1": "approve"}, 422),
        ({**WHO, "verdict-1": ["comment", "approve"], "remark-1": ["eerst", "later"]}, 303),
    ],
)
async def test_only_what_the_form_can_say_is_taken(site: Site, fields: dict[str, Any], status: int) -> None:
    path = await site.link()
    assert (await site.client.post(path, data=fields)).status_code == status
    record = await site.record()
    assert [(one.kind, one.reason) for one in record] == ([("client_comment", "eerst")] if status == 303 else [])


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * (MOST_BYTES + 1), "application/x-www-form-urlencoded", 413),
        (b"name=C", "text/plain", 415),
        (b"name=C", "multipart/form-data; boundary=x", 415),
        (b"{}", "application/json", 415),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=1" for _ in range(MOST_FIELDS + 1)), "application/x-www-form-urlencoded", 400),
        (b"name=%ff%00&verdict-1=approve", "application/x-www-form-urlencoded", 422),
        (b"", "application/x-www-form-urlencoded; charset=utf-8", 422),
    ],
    ids=["large", "plain", "multipart", "json", "not ascii", "many fields", "bad escapes", "empty"],
)
async def test_what_is_no_form_is_refused(site: Site, body: bytes, kind: str, status: int) -> None:
    path = await site.link()
    answer = await site.client.post(path, content=body, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert await site.record() == []


async def test_nothing_else_is_there(site: Site) -> None:
    path = await site.link()
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert (await site.client.request(method, path)).status_code == 405
    for other in ("/", "/review", "/static/page.css", "/pages/page.css", path + "/", path + "/1", path + "?x=1#y"):
        status = 200 if "?" in other else 404
        assert (await site.client.get(other)).status_code == status, other
    html = (await site.client.get(path)).text
    for word in (
        "Elders",
        "Anna",
        "Bram",
        "playbook",
        "linkedin-",
        site.filled.proof.key,
        str(site.clock.now.year - 1),
    ):
        assert not re.search(rf"\b{re.escape(word)}\b", html), word


async def test_a_newer_version_asks_for_a_new_link(site: Site) -> None:
    path = await site.link()
    content = Post(channel="linkedin", topic="t1", text="Nog niet voor buiten.")
    async with site.database.work() as work:
        posts = work.within(site.filled.workspace).posts
        await posts.add_version(site.filled.post.id, NewVersion(content, "nl", site.filled.anna), 1)
    html = (await site.client.get(path)).text
    assert CATALOGUE["nl"]("client-changed") in html
    assert "Nog niet voor buiten" not in html
    assert "droge kelder" not in html
    sent = await site.client.post(path, data={**YES, "remark-1": "Mijn <b>werk</b>."})
    assert sent.status_code == 409
    assert CATALOGUE["nl"]("client-lost", number=1) in Tree(sent.text).text
    assert "Mijn <b>werk</b>." in Tree(sent.text).text
    assert await site.record() == []


async def test_a_text_that_was_taken_back_is_shown_no_more(site: Site) -> None:
    number = await site.post(Post(channel="linkedin", topic="t1", text="Te vroeg getoond."))
    path = await site.link()
    assert "Te vroeg getoond." in (await site.client.get(path)).text
    async with site.database.work() as work:
        reviews, posts = work.within(site.filled.workspace).reviews, work.within(site.filled.workspace).posts
        await reviews.decide(await posts.version(number), "withdraw", Moved("draft"), said(site.filled.anna))
    assert "Te vroeg getoond." not in (await site.client.get(path)).text
    sent = await site.client.post(path, data={**YES, "verdict-2": "approve"})
    assert sent.status_code == 409
    assert [one.post for one in await site.record()] == [site.filled.post.id]


HERE = "https://bot.example"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": HERE, "Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": HERE, "Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": HERE + ".evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Origin": "", "Sec-Fetch-Site": "same-origin"}, 403),
    ],
)
async def test_a_form_of_another_site_is_refused(tmp_path: Path, headers: dict[str, str], status: int) -> None:
    async with standing(tmp_path / "kernbot.db", origin=HERE) as site:
        path = await site.link()
        sent = await site.client.post(path, data=YES, headers=headers)
        assert sent.status_code == status
        assert len(await site.record()) == (1 if status == 303 else 0)
        if status == 403:  # whether the link is right is not to be learnt like this
            assert (await site.client.post("/review/x", data=YES, headers=headers)).content == sent.content
        assert (await site.client.get(path, headers=headers)).status_code == 200


async def test_a_database_that_does_not_answer_is_said_and_nothing_is_lost() -> None:
    class Down:
        async def open(self, secret: str) -> None:
            raise StorageError("The database is locked.")

    transport = httpx.ASGITransport(app(review(Down(), CATALOGUE)))
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
        answer = await client.get("/review/" + "A" * 32)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert CATALOGUE["nl"]("client-trouble-how") in answer.text
    assert "locked" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


PROXIES = tuple(ip_network(one) for one in ("127.0.0.1", "10.0.0.0/8", "::1"))


@pytest.mark.parametrize(
    ("peer", "told", "who"),
    [
        ("192.0.2.1", [], "192.0.2.1"),
        ("192.0.2.1", ["198.51.100.7"], "192.0.2.1"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("::1", ["2001:db8::7"], "2001:db8::7"),
        ("::ffff:127.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("127.0.0.1", ["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
        ("127.0.0.1", ["203.0.113.9", "198.51.100.7, 10.1.2.3"], "198.51.100.7"),
        ("127.0.0.1", ["198.51.100.7, unknown"], "127.0.0.1"),
        ("127.0.0.1", ["10.1.2.3, 127.0.0.1"], "127.0.0.1"),
        ("127.0.0.1", ["1.1.1.1," * 5000 + "198.51.100.7"], "198.51.100.7"),
    ],
)
def test_who_asks_behind_a_proxy(peer: str, told: list[str], who: str) -> None:
    headers = [(b"x-forwarded-for", one.encode()) for one in told]
    request = Request({"type": "http", "client": (peer, 4711), "headers": headers})
    assert behind(PROXIES)(request) == who


async def test_tries_are_counted_for_whoever_stands_behind_the_proxy(tmp_path: Path) -> None:
    async with standing(tmp_path / "kernbot.db", address=behind(PROXIES)) as site:
        path, one, other = await site.link(), {"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "192.0.2.2"}
        for number in range(MOST):
            await site.client.get(f"/review/{number:032}", headers=one)
        assert (await site.client.get(path, headers=one)).status_code == 429
        assert (await site.client.get(path, headers=other)).status_code == 200


async def test_whoever_tries_out_links_is_looked_at_no_more(tmp_path: Path) -> None:
    seconds = 0.0
    async with standing(tmp_path / "kernbot.db", Guesses(lambda: seconds)) as site:
        path = await site.link()
        for number in range(MOST):
            assert (await site.client.get(f"/review/{number:032}")).status_code == 404
        right, wrong = await site.client.get(path), await site.client.get("/review/" + "A" * 32)
        assert (right.status_code, wrong.status_code) == (429, 429)
        assert right.content == wrong.content
        assert right.headers["retry-after"] == str(int(WITHIN))
        assert (await site.client.post(path, data=YES)).status_code == 429
        seconds = WITHIN
        assert (await site.client.get(path)).status_code == 200


def test_guesses_are_counted_by_subscriber_and_not_without_end() -> None:
    guesses = Guesses(lambda: 0.0)
    for number in range(MOST):
        guesses.wrong(f"2001:db8:1:2::{number:x}")
    assert guesses.too_many("2001:db8:1:2:ffff::1")
    assert not guesses.too_many("2001:db8:1:3::1")
    assert not guesses.too_many("192.0.2.1")
    for _ in range(MOST):
        guesses.wrong("::ffff:192.0.2.3")
    assert guesses.too_many("192.0.2.3")
    assert not guesses.too_many("::ffff:192.0.2.4")
    for number in range(KNOWN):
        guesses.wrong(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert not guesses.too_many("2001:db8:1:2::1")
