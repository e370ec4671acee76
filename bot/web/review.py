"""The page for somebody outside: the posts behind a link, and a form with a verdict for each.

It works without script, cookies and anything from elsewhere. What opens it is the secret in its address, so there
is nothing that another site could have a visitor send along: a forged form would need the secret, and who has that
may answer anyway. What a browser says comes from another site is refused all the same. Looking uses nothing up, so
a messenger that fetches a preview spoils no link. Whatever is wrong with a link, the answer is the same page. That
the connection is private (HSTS) is for the proxy in front.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol
from urllib.parse import parse_qsl

import structlog
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.conversation.catalogue import Texts
from bot.domain.base import Language
from bot.domain.errors import BadInputError, StorageError
from bot.domain.records import Verdict
from bot.services.client_links import NAME, REMARK, After, ClientPage, Reply, one_line, tidy
from bot.web.guesses import WITHIN, Guesses, peer
from bot.web.review_page import Form, Pages, choice, remark

log = structlog.get_logger(__name__)

REVIEW = "/review/"
"""What an address of this page begins with; the secret follows."""
PATH = REVIEW + "{secret:path}"
MOST_BYTES = 1 << 19
"""Of a form: ten remarks of the longest kind, every letter escaped."""
MOST_FIELDS = 200
READING = 10.0
"""Seconds in which a form has to be here."""
FORM = "application/x-www-form-urlencoded"
AGAIN = 60
"""Seconds after which it is worth trying again when the database did not answer."""
_OWN = (None, "same-origin", "none")
"""Sec-Fetch-Site of a form of this page: not named by an old browser, and `none` for one sent again by hand."""


class Desk(Protocol):
    """What the page needs: nothing else is reachable from here."""

    async def open(self, secret: str) -> ClientPage | None:
        """What a link shows; None for one that is not there, whatever the reason."""
        ...

    async def answer(self, secret: str, reply: Reply) -> After | None:
        """Puts a reply on record; gives back what tells the team of it. None for a link that is not there. Raises
        BadInputError."""
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


def review(
    desk: Desk,
    catalogue: Mapping[Language, Texts],
    guesses: Guesses | None = None,
    address: Callable[[Request], str] = peer,
    origin: str | None = None,
) -> Route:
    """The address of the page; `origin` is how the world sees it, such as https://bot.example.

    It says 404 to every link that is not there, 429 to whoever brought too many of those, 403, 413, 415 and 408
    to what is no form of this page, 422 with the form to one that lacks something, 409 to an answer to a text that
    was overtaken, 503 when the database does not answer; after an answer the browser is sent to the page anew
    (303), so that a reload sends nothing again.
    """
    visit = _Visit(desk, catalogue, Pages(catalogue))
    tried = guesses or Guesses()

    async def answer(request: Request) -> Response:
        who, secret = address(request), request.path_params["secret"]
        if tried.too_many(who):
            return visit.pages.notice(429, {"Retry-After": str(int(WITHIN))})
        if request.method == "POST" and not _from_here(request, origin):
            return visit.pages.notice(403)
        try:
            page = await desk.open(secret)
            if page is None:
                tried.wrong(who)
                return visit.pages.notice(404)
            if request.method != "POST":
                return visit.pages.review(page)
            return await _answered(visit, request, secret, page)
        except StorageError as error:
            log.error("review", error=type(error).__name__)
            return visit.pages.notice(503, {"Retry-After": str(AGAIN)})

    return Route(PATH, answer, methods=["GET", "POST"])


def _from_here(request: Request, origin: str | None) -> bool:
    """Whether no browser says that another site sends this. As no page is told where its visitor comes from
    (no-referrer), the origin of our own forms is `null`."""
    named = request.headers.get("origin", "null")
    ours = named == "null" or origin is None or named == origin
    return ours and request.headers.get("sec-fetch-site") in _OWN


async def _answered(visit: _Visit, request: Request, secret: str, page: ClientPage) -> Response:
    try:
        form = read(page, await _fields(request))
    except _UnreadableError as error:
        log.warning("review", status=error.status)
        return visit.pages.notice(error.status)
    after: After | None = None
    if form.verdicts or not form.late:
        wrong = lacking(page, form, visit.catalogue[page.language])
        if wrong:
            return visit.pages.review(page, form, wrong)
        try:
            after = await visit.desk.answer(secret, said(form))
            if after is None:
                return visit.pages.notice(404)
        except BadInputError:
            return visit.pages.notice(422)
    now = await visit.desk.open(secret) if form.lost else None
    if now is not None:
        answered = visit.pages.review(now, Form(lost=form.lost))
    else:  # beside itself: behind any prefix it holds
        answered = RedirectResponse(secret, 303, headers=visit.pages.headers)
    if after is not None:  # nobody outside waits for the members' chats
        answered.background = BackgroundTask(after)
    return answered


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
    late = [one for one in page.posts if one.standing != "open" and choice(one.number) in fields]
    lost = {one.number: tidy(fields.get(remark(one.number), "")) for one in late if one.standing == "changed"}
    who = [one_line(fields.get(name, "")) for name in ("name", "organisation")]
    return Form(who[0], who[1], verdicts, remarks, bool(late), lost)


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
