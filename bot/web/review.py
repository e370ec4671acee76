"""The page for somebody outside: the posts behind a link, and a form with a verdict for each.

It works without script, cookies and anything from elsewhere. What opens it is the secret in its address, so there
is nothing that another site could have a visitor send along: a forged form would need the secret, and who has that
may answer anyway. Looking uses nothing up, so a messenger that fetches a preview spoils no link. Whatever is wrong
with a link, the answer is the same page. That the connection is private (HSTS) is for the proxy in front.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol
from urllib.parse import parse_qsl

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.conversation.catalogue import Texts
from bot.domain.base import Language
from bot.domain.errors import BadInputError
from bot.domain.records import Verdict
from bot.services.client_links import NAME, REMARK, ClientPage, Reply, one_line, tidy
from bot.web.guesses import WITHIN, Guesses
from bot.web.review_page import Form, Pages, choice, remark

log = structlog.get_logger(__name__)

PATH = "/review/{secret:path}"
MOST_BYTES = 1 << 19
"""Of a form: ten remarks of the longest kind, every letter escaped."""
MOST_FIELDS = 200
READING = 10.0
"""Seconds in which a form has to be here."""
FORM = "application/x-www-form-urlencoded"


class Desk(Protocol):
    """What the page needs: nothing else is reachable from here."""

    async def open(self, secret: str) -> ClientPage | None:
        """What a link shows; None for one that is not there, whatever the reason."""
        ...

    async def answer(self, secret: str, reply: Reply) -> bool:
        """Puts a reply on record; False for a link that is not there. Raises BadInputError."""
        ...


class _UnreadableError(Exception):
    """No form came; `status` says why."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


class _Visit(NamedTuple):
    desk: Desk
    catalogue: Mapping[Language, Texts]
    pages: Pages


def peer(request: Request) -> str:
    """Who asks: the other end of the connection. Behind a proxy the wiring hands over a reader of its header."""
    return request.client.host if request.client else ""


def review(
    desk: Desk,
    catalogue: Mapping[Language, Texts],
    guesses: Guesses | None = None,
    address: Callable[[Request], str] = peer,
) -> Route:
    """The address of the page. It says 404 to every link that is not there, 429 to whoever brought too many of
    those, 413, 415 and 408 to what is no form, 422 with the form to one that lacks something; after an answer the
    browser is sent to the page anew (303), so that a reload sends nothing again."""
    visit = _Visit(desk, catalogue, Pages(catalogue))
    tried = guesses or Guesses()

    async def answer(request: Request) -> Response:
        who, secret = address(request), request.path_params["secret"]
        if tried.too_many(who):
            return visit.pages.notice(429, {"Retry-After": str(int(WITHIN))})
        page = await desk.open(secret)
        if page is None:
            tried.wrong(who)
            return visit.pages.notice(404)
        if request.method != "POST":
            return visit.pages.review(page)
        return await _answered(visit, request, secret, page)

    return Route(PATH, answer, methods=["GET", "POST"])


async def _answered(visit: _Visit, request: Request, secret: str, page: ClientPage) -> Response:
    try:
        form = read(page, await _fields(request))
    except _UnreadableError as error:
        log.warning("review", status=error.status)
        return visit.pages.notice(error.status)
    anew = RedirectResponse(secret, 303, headers=visit.pages.headers)  # beside itself: behind any prefix it holds
    if form.late and not form.verdicts:
        return anew  # the page shows what became of it
    wrong = lacking(page, form, visit.catalogue[page.language])
    if wrong:
        return visit.pages.review(page, form, wrong)
    try:
        return anew if await visit.desk.answer(secret, said(form)) else visit.pages.notice(404)
    except BadInputError:
        return visit.pages.notice(422)


def read(page: ClientPage, fields: Mapping[str, str]) -> Form:
    """What was filled in of what can be: fields of posts that are not open, and any others, are not looked at."""
    numbers = [one.number for one in page.posts if one.standing == "open"]
    remarks = {number: tidy(fields.get(remark(number), "")) for number in numbers}
    verdicts: dict[int, Verdict] = {}
    for number in numbers:
        chosen = fields.get(choice(number), "")
        if chosen == "approve":
            verdicts[number] = "approve"
        elif chosen == "comment" or remarks[number]:  # words without a choice are a remark
            verdicts[number] = "comment"
    late = any(choice(one.number) in fields for one in page.posts if one.standing != "open")
    return Form(
        one_line(fields.get("name", "")), one_line(fields.get("organisation", "")), verdicts, remarks, late
    )


def said(form: Form) -> Reply:
    """The form as a reply."""
    words = {number: (verdict, form.remarks[number]) for number, verdict in form.verdicts.items()}
    return Reply(form.name, form.organisation, words)


def lacking(page: ClientPage, form: Form, texts: Texts) -> dict[str, str]:
    """What is wrong, in the order of the page: a sentence by the field that it is about. Nothing, when no post is
    open: no field is there then."""
    wrong: dict[str, str] = {}
    still = [one.number for one in page.posts if one.standing == "open"]
    if still and not form.verdicts:
        wrong[choice(still[0])] = texts("client-no-verdict")
    for number, verdict in form.verdicts.items():
        words = form.remarks[number]
        if verdict == "comment" and not words:
            wrong[remark(number)] = texts("client-no-remark", number=number)
        elif len(words) > REMARK:
            wrong[remark(number)] = texts("client-remark-long", number=number, most=REMARK)
    if not form.name:
        wrong["name"] = texts("client-no-name")
    elif len(form.name) > NAME:
        wrong["name"] = texts("client-name-long", most=NAME)
    if not form.organisation:
        wrong["organisation"] = texts("client-no-organisation")
    elif len(form.organisation) > NAME:
        wrong["organisation"] = texts("client-organisation-long", most=NAME)
    return wrong if still else {}


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a form; of several with one name the first. Raises _UnreadableError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise _UnreadableError(415)
    try:
        async with asyncio.timeout(READING):
            body = await _body(request)
    except (TimeoutError, ClientDisconnect):
        raise _UnreadableError(408) from None
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise _UnreadableError(400) from None
    return dict(reversed(pairs))


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise _UnreadableError(413)
    return bytes(body)
