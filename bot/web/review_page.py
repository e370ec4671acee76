"""How the pages for somebody outside look: HTML from the templates in `pages/`, and the headers that go along."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import Response

from bot.conversation.catalogue import Texts
from bot.domain.base import LANGUAGES, Language
from bot.domain.records import Verdict
from bot.services.client_links import NAME, REMARK, ClientPage, ClientPost

FOLDER = Path(__file__).parent / "pages"
_SAID = (
    "client-error",
    "client-errors",
    "client-lost-head",
    "client-done",
    "client-how",
    "client-nothing-open",
    "client-concept",
    "client-concept-how",
    "client-approve",
    "client-comment",
    "client-remark-hint",
    "client-typed",
    "client-who",
    "client-who-hint",
    "client-send",
    "client-foot",
)
"""The texts of the page that stand in it as they are."""
_NOTICES: Mapping[int, tuple[str, str]] = {
    404: ("client-gone", "client-gone-how"),
    429: ("client-busy", "client-busy-how"),
    503: ("client-trouble", "client-trouble-how"),
}
_REFUSED = ("client-refused", "client-refused-how")


class Form(NamedTuple):
    """What was filled in: verdicts and remarks by the number of a post that is open; `late` if something was said
    of one that is open no more, as by a second tap on the button; `lost` are the remarks on those that were
    overtaken, by number."""

    name: str = ""
    organisation: str = ""
    verdicts: Mapping[int, Verdict] = MappingProxyType({})
    remarks: Mapping[int, str] = MappingProxyType({})
    late: bool = False
    lost: Mapping[int, str] = MappingProxyType({})


def choice(number: int) -> str:
    """The field of a verdict."""
    return f"verdict-{number}"


def remark(number: int) -> str:
    """The field of a remark."""
    return f"remark-{number}"


class Pages:
    """The pages, with the words of the catalogue."""

    def __init__(self, catalogue: Mapping[Language, Texts]) -> None:
        self._catalogue = catalogue
        loader = FileSystemLoader(FOLDER)
        self._templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        css = (FOLDER / "page.css").read_text("utf-8")
        self._css = Markup(css)
        self.headers: Mapping[str, str] = _headers(css)

    def notice(self, status: int, headers: Mapping[str, str] = MappingProxyType({})) -> Response:
        """A page that is the same for everybody, in both languages: nothing is known of who asks."""
        head, how = _NOTICES.get(status, _REFUSED)
        both = [
            {"language": one, "head": self._catalogue[one](head), "how": self._catalogue[one](how)}
            for one in LANGUAGES
        ]
        title = " / ".join(one["head"] for one in both)
        values = {"language": LANGUAGES[0], "title": title, "both": both}
        return self._page("notice.html.j2", status, values, headers)

    def review(
        self, page: ClientPage, form: Form | None = None, wrong: Mapping[str, str] | None = None
    ) -> Response:
        """The posts with what was filled in so far, and what is wrong with it by field."""
        texts = self._catalogue[page.language]
        form, wrong = form or Form(), wrong or {}
        title = texts("client-title")
        late = form.lost and not wrong
        left = sum(one.standing == "open" for one in page.posts)
        values = {
            "language": page.language,
            "title": f"{texts('client-error')}: {title}" if wrong or late else title,
            "brand": page.brand,
            "head": title,
            "say": {key: texts(key) for key in _SAID},
            "left": _left(left, len(page.posts), texts),
            "until": texts("client-until", day=_day(page.until, texts)),
            "wrong": wrong,
            "lost": [(f"text-{number}", texts("client-lost", number=number)) for number in form.lost],
            "answered": any(one.standing == "answered" for one in page.posts),
            "open": left > 0,
            "posts": [_post(one, form, texts) for one in page.posts],
            "who": (
                ("name", texts("client-name"), "name", form.name),
                ("organisation", texts("client-organisation"), "organization", form.organisation),
            ),
            "most_name": NAME,
            "most_remark": REMARK,
        }
        return self._page("review.html.j2", 422 if wrong else 409 if late else 200, values, {})

    def _page(self, name: str, status: int, values: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
        html = self._templates.get_template(name).render({**values, "css": self._css})
        return Response(html, status, {**self.headers, **headers}, media_type="text/html")


def _post(one: ClientPost, form: Form, texts: Texts) -> dict[str, Any]:
    return {
        "post": one,
        "id": f"text-{one.number}",
        "place": texts("client-place", number=one.number, channel=one.channel),
        "note": _note(one, texts),
        "lost": texts("client-lost", number=one.number) if one.number in form.lost else "",
        "said": form.lost.get(one.number, ""),
        "verdict": texts("client-verdict", number=one.number),
        "choice": choice(one.number),
        "chosen": form.verdicts.get(one.number, ""),
        "remark": remark(one.number),
        "remark_label": texts("client-remark", number=one.number),
        "typed": form.remarks.get(one.number, ""),
    }


def _left(left: int, count: int, texts: Texts) -> str:
    return texts("client-all", count=count) if left == count else texts("client-left", left=left, count=count)


def _note(one: ClientPost, texts: Texts) -> str:
    """What stands in the place of a text that can be answered no more."""
    if one.standing == "changed":
        return texts("client-changed")
    if one.standing == "answered" and one.on is not None:
        return texts(
            "client-approved" if one.verdict == "approve" else "client-commented", day=_day(one.on, texts)
        )
    return ""


def _day(day: date, texts: Texts) -> str:
    return texts("trust-day", day=day.day, month=day.month, year=str(day.year))


def _headers(css: str) -> dict[str, str]:
    """Nothing is loaded, run, framed, kept, indexed or told to another site. The one style sheet stands in the
    page and is known by its hash."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'"
    return {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
