"""Web addresses in a text: with a scheme, and bare such as `example.com/page`.

What belongs to an address follows what platforms make clickable: a full stop or bracket after it does not, a
bracket that was opened within it does. An e-mail address is no link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_COUNTRIES = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd
cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge
gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh
ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw
mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb
sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk
us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
_GENERIC = """
academy accountants agency ai amsterdam app art asia associates audio auto baby band bank bar berlin best bike
biz blog boutique brussels build builders business cafe camp capital care careers cars casa cat catering center
chat city cleaning clinic cloud club coach codes coffee com community company computer construction consulting
cool coop credit cricket deals degree delivery dental dentist design dev digital direct directory doctor dog
domains edu education email energy engineering enterprises estate events exchange expert express family fashion
film finance financial fish fitness florist foundation frl fund fun furniture gallery game games garden gent
gift gifts gov group guide guru health healthcare help holiday holdings homes hospital host hotel house how info
ink institute insure int international investments jewelry jobs kitchen koeln law lawyer lease legal life
limited link live loan london ltd management market marketing media memorial menu mil mobi money museum name
navy net network news ngo one online ong org page partners parts party pet photo photography photos pics pizza
plumbing plus post press pro productions properties pub rent rentals repair report rest restaurant review
reviews rocks run sale salon school science services shoes shop shopping show site social software solar
solutions space sport store stream studio style support surf systems tax taxi team tech technology tel tennis
theater tips tires today tools top tours town toys trade training travel university vacations ventures vet video
villas vision vlaanderen vodka vote voyage watch web webcam website wedding wien wiki wine work works world wtf
xyz yoga zone
"""
_ENDINGS = frozenset((_COUNTRIES + _GENERIC).split())
_HOST = r"(?:[\w-]{1,63}\.)+(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24}|[^\x00-\x7f\W\d_]{2,24})"
_REST = r"[^\s<>\"“”„«»]*"
_PROBABLE = re.compile(r"\.[^\W\d_]{2}")
_SCHEME = re.compile(rf"https?://{_HOST}(?::\d{{2,5}})?(?:[/?#]{_REST})?", re.IGNORECASE)
_BARE = re.compile(
    rf"(?P<host>{_HOST})(?![\w@-]|\.\w)(?::\d{{2,5}})?(?:/{_REST}|\?\w+={_REST})?",
    re.IGNORECASE,
)
_RUN = re.compile(r"[\w.-]+")
_SLASHES = re.compile("://")
_NOT_BEFORE_SCHEME = frozenset("_@#$")
_NOT_BEFORE_BARE = frozenset("@#$/:%=&")
_TRAILING = frozenset(".,;:!?'’‘*~…|]}>·•")


class Url(NamedTuple):
    """A web address with its place in the text; `scheme` tells whether it begins with http(s)://."""

    text: str
    start: int
    end: int
    scheme: bool


@lru_cache(maxsize=256)
def find(text: str) -> tuple[Url, ...]:
    """Every web address in a text, in order."""
    if not _PROBABLE.search(text):
        return ()
    full = filter(None, (_full(text, match.start()) for match in _SLASHES.finditer(text)))
    return tuple(_apart(sorted((*full, *_bare(text)), key=lambda url: url.start)))


def _full(text: str, slashes: int) -> Url | None:
    """The address whose `://` stands here."""
    before = text[max(0, slashes - len("https")) : slashes].lower()
    start = slashes - (len("https") if before == "https" else len("http"))
    if start < 0 or not before.endswith(("http", "https")) or text[start - 1 : start] in _NOT_BEFORE_SCHEME:
        return None
    match = None if start and text[start - 1].isalnum() else _SCHEME.match(text, start)
    return _url(match, True) if match else None


def _bare(text: str) -> Iterator[Url]:
    """The addresses without a scheme: a run of name signs with a dot in it, looked at once."""
    done = 0
    for dot in _PROBABLE.finditer(text):
        if dot.start() < done:
            continue
        start = dot.start()
        while start > done and (text[start - 1].isalnum() or text[start - 1] in "-_."):
            start -= 1
        run = _RUN.match(text, dot.start())
        done = run.end() if run else dot.end()
        match = None if text[start - 1 : start] in _NOT_BEFORE_BARE else _BARE.match(text, start)
        if match and _is_domain(match["host"]):
            yield _url(match, False)


def _apart(found: list[Url]) -> Iterator[Url]:
    """An address within another one is part of it."""
    end = 0
    for url in found:
        if url.start >= end:
            yield url
            end = url.end


def without(text: str) -> str:
    """The text with its addresses blanked out; places stay the same."""
    return replaced(text, find(text), " ")


def replaced(text: str, found: Iterable[Url], sign: str, width: int | None = None) -> str:
    """The text with `sign` for each sign of the addresses found, or `width` times for each address."""
    pieces: list[str] = []
    end = 0
    for url in found:
        pieces += (text[end : url.start], sign * (url.end - url.start if width is None else width))
        end = url.end
    return "".join((*pieces, text[end:])) if pieces else text


def _url(match: re.Match[str], scheme: bool) -> Url:
    text = _trimmed(match.group())
    return Url(text, match.start(), match.start() + len(text), scheme)


def _trimmed(url: str) -> str:
    surplus = url.count(")") - url.count("(")
    end = len(url)
    while end:
        sign = url[end - 1]
        if sign == ")" and surplus > 0:
            surplus -= 1
        elif sign not in _TRAILING:
            break
        end -= 1
    return url[:end]


def _is_domain(host: str) -> bool:
    """`merk.nl` is one; `klaar.De` is a forgotten space, and `bestand.pdf` a file."""
    ending = host.rsplit(".", 1)[1]
    forgotten_space = ending[0].isupper() and not ending.isupper()
    labels_fit = all(not label.startswith("-") and not label.endswith("-") for label in host.split("."))
    return (ending.lower() in _ENDINGS or ending.lower().startswith("xn--")) and not forgotten_space and labels_fit
