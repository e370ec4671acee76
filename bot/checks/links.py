"""Links: only listed ones, where they can be tapped, without costing reach, and measured when asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.checks import urls
from bot.checks.urls import Url
from bot.domain.brief import Brief
from bot.domain.check import Check, CheckContext, Draft, Hit

MAX_HITS = 5
_START = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
_MENTION = re.compile(r"@(?<![\w./@]@)\w[\w.]*")
_UTM_KEY = re.compile(r"utm_\w+", re.IGNORECASE)
_LEADS = re.compile(
    r"(?<![\w+.-])(?:(?P<scheme>[a-z][a-z0-9+.-]{1,20})://(?=\w|\[[0-9a-f:])|(?:javascript|vbscript|data):(?=\S))"
    r"(?P<rest>[^\s<>\"“”„«»]+)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}(?![\w-])")


def normal(url: str) -> str:
    """A link in the form in which two ways of writing it are equal: no scheme, `www.`, fragment or utm."""
    address, _, query = _START.sub("", url.strip()).partition("#")[0].partition("?")
    host, _, path = address.partition("/")
    kept = [pair for pair in query.split("&") if pair and not pair.lower().startswith("utm_")]
    return "/".join(filter(None, (host.lower(), path.rstrip("/")))) + ("?" + "&".join(kept) if kept else "")


def listed(brief: Brief) -> frozenset[str]:
    """The links that this brief allows, normalised."""
    known = (brief.link, brief.brand.site, *(asset.url for asset in brief.assets))
    return frozenset(normal(url) for url in known if url)


def unlisted(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A link that is neither the brief's, nor the brand's site, nor an asset's: it may not exist. So may an
    e-mail address that the brief does not name, and whatever else a reader's device would follow."""
    return islice(_unlisted(draft, context.brief), MAX_HITS) if context.brief else ()


def _unlisted(draft: Draft, brief: Brief) -> Iterator[Hit]:
    allowed: frozenset[str] | None = None
    for part, url in (*_all(draft), *_others(draft)):
        allowed = listed(brief) if allowed is None else allowed
        if normal(url.text) not in allowed and not _only_named(url, brief):
            yield Hit(url.text, {"url": url.text}, part)


def not_clickable(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A link in the main field of a channel that shows it as plain text."""
    links = context.channel.links
    if not links.clickable:
        yield from (_placed(url, context) for url in islice(_full(draft), 1))


def costs_reach(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A link in the main field that makes the channel show the post to fewer people."""
    if _costs(context):
        yield from (_placed(url, context) for url in islice(_full(draft), 1))


def misplaced(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A link in the main field of a channel that has another place for it."""
    links = context.channel.links
    if links.clickable and links.place != "text" and links.reach == "none":
        yield from (_placed(url, context) for url in islice(_full(draft), 1))


def too_many(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """More different links in the main field than the channel takes."""
    most = context.channel.links.max
    found = tuple(dict.fromkeys(url.text for url in urls.find(draft.text) if url.scheme))
    if most and len(found) > most:
        yield Hit(found[most], {"count": len(found), "max": most})


def bare(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A web address without https:// where links can be tapped."""
    if context.channel.links.clickable:
        name = context.brief.brand.name.casefold() if context.brief else ""
        found = (url for url in urls.find(draft.text) if not url.scheme and url.text.casefold() != name)
        yield from (Hit(url.text, {"url": url.text}) for url in islice(found, 1))


def untagged(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """A link without the utm parameters that the brief asks for."""
    brief = context.brief
    if brief is None or not brief.utm:
        return
    wanted = [key.lower() for key in _UTM_KEY.findall(brief.utm)] or ["utm_"]
    for part, url in _all(draft):
        if url.scheme and normal(url.text) in listed(brief) and any(key not in url.text.lower() for key in wanted):
            yield Hit(url.text, {"url": url.text, "utm": brief.utm}, part)
            return


def mentions(draft: Draft, context: CheckContext) -> Iterable[Hit]:
    """More mentions than the channel takes."""
    most = context.channel.mentions_max
    if most is None or "@" not in draft.text:
        return
    found = _MENTION.findall(draft.text)
    if len(found) > most:
        yield Hit(found[most], {"count": len(found), "max": most})


def _all(draft: Draft) -> Iterator[tuple[str, Url]]:
    return ((part, url) for part, text in draft.pieces for url in urls.find(text))


def _others(draft: Draft) -> Iterator[tuple[str, Url]]:
    """What leads somewhere and is no web address as people write it: other schemes, numbers for a host, a name in
    front of the host, which a reader takes for the host itself, and e-mail addresses."""
    for part, text in draft.pieces if ":" in draft.whole else ():
        usual = {url.start for url in urls.find(text)}
        for found in _LEADS.finditer(text):
            host = re.split(r"[/?#]", found["rest"], maxsplit=1)[0]
            if found.start() not in usual or "@" in host:
                yield part, Url(found.group().rstrip(".,;:!?'’”"), found.start(), found.end(), True)
    for part, text in draft.pieces if "@" in draft.whole else ():
        for found in _MAIL.finditer(_LEADS.sub(" ", text)):
            yield part, Url(found.group(), found.start(), found.end(), False)


def _full(draft: Draft) -> Iterator[Url]:
    return (url for url in urls.find(draft.text) if url.scheme)


def _costs(context: CheckContext) -> bool:
    reach = context.channel.links.reach
    author = context.brief.author if context.brief else "page"
    return context.channel.links.clickable and (reach == "all" or (reach == "page" and author == "page"))


def _placed(url: Url, context: CheckContext) -> Hit:
    note = context.channel.links.note
    return Hit(url.text, {"url": url.text, "note": note[context.language] if note else ""})


def _only_named(url: Url, brief: Brief) -> bool:
    """A bare domain that the team's own words mention is a name there, such as that of a company. What stands in a
    source was mostly written by somebody else, and lists nothing."""
    if url.scheme or "/" in url.text:
        return False
    named = re.compile(rf"(?<![\w.-]){re.escape(url.text)}(?![\w-])", re.IGNORECASE)
    return named.search(brief.model_dump_json(exclude={"source"})) is not None


CHECKS: tuple[Check, ...] = (
    Check("links.unlisted", "blocking", unlisted),
    Check("links.not_clickable", "advice", not_clickable),
    Check("links.reach", "advice", costs_reach),
    Check("links.place", "advice", misplaced),
    Check("links.too_many", "advice", too_many),
    Check("links.bare", "advice", bare),
    Check("links.utm", "advice", untagged),
    Check("links.mentions", "advice", mentions),
)
