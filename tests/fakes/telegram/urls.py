"""Which links Telegram takes in buttons and in text."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

_TG = re.compile(r"tg:(?://)?([\w-]+)", re.IGNORECASE)
_PROTOCOL = re.compile(r"([^/?#:@]*)://")
_HOST = re.compile(r"[\w.-]+", re.UNICODE)
_MOST = 2048


def fault_of(url: str) -> str:
    """Why the link is refused, in the words of tdlib; empty if it is fine."""
    if url.lower().startswith("tg:"):
        return "" if _TG.match(url) else "URL host is empty"
    protocol = _PROTOCOL.match(url)
    if protocol and protocol[1].lower() not in ("http", "https"):
        return "Unsupported URL protocol"
    try:
        host = urlsplit(url if protocol else f"http://{url}").hostname or ""
    except ValueError:
        return "Wrong URL"
    if not host:
        return "URL host is empty"
    if ":" not in host and not _HOST.fullmatch(host):
        return "Disallowed character in URL host"
    return "" if "." in host or ":" in host else "Wrong HTTP URL"


def too_long(url: str) -> bool:
    """Longer than the server takes."""
    return len(url.encode()) > _MOST


def user_of(url: str) -> int:
    """The user that `tg://user?id=` points at, 0 for another link."""
    parts = urlsplit(url)
    if parts.scheme.lower() != "tg" or parts.netloc.lower() != "user":
        return 0
    number = parse_qs(parts.query).get("id", ["0"])[0]
    return int(number) if number.isdecimal() else 0
