"""Who tries out links. A secret of 192 bits is not found by trying; this keeps those who try from the database."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence

from starlette.requests import Request

MOST = 20
"""Wrong links that one address may bring within WITHIN."""
WITHIN = 600.0
"""Seconds."""
KNOWN = 10_000
"""Addresses that are remembered; the one that was quiet longest goes first."""
HOPS = 20
"""Names of a forwarded request that are looked at, the last ones: whoever sends more, sends nonsense."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Guesses:
    """Counts wrong links by address, in this process: with several of them an address has so many tries at each.
    `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def too_many(self, address: str) -> bool:
        """Whether this address brought so many wrong links that nothing of it is looked at, for now."""
        times = self._wrong.get(_network(address))
        if times is None:
            return False
        while times and times[0] <= self._clock() - WITHIN:
            times.popleft()
        return len(times) >= MOST

    def wrong(self, address: str) -> None:
        """This address brought a link that is not there."""
        key = _network(address)
        self._wrong.setdefault(key, deque(maxlen=MOST)).append(self._clock())
        self._wrong.move_to_end(key)
        if len(self._wrong) > KNOWN:
            self._wrong.popitem(last=False)


def peer(request: Request) -> str:
    """Who asks: the other end of the connection."""
    return request.client.host if request.client else ""


def behind(proxies: Sequence[Network]) -> Callable[[Request], str]:
    """Who asks, where these proxies pass requests on: the last address in X-Forwarded-For that is none of theirs.
    What somebody else sends in that header is not looked at, so that nobody can take another's name."""

    def address(request: Request) -> str:
        at = peer(request)
        if not _among(at, proxies):
            return at
        told = ",".join(request.headers.getlist("x-forwarded-for")).split(",")
        for hop in reversed(told[-HOPS:]):
            named = hop.strip()
            if _parsed(named) is None:
                return at
            if not _among(named, proxies):
                return named
        return at

    return address


def _among(address: str, proxies: Sequence[Network]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in one for one in proxies if one.version == parsed.version)


def _parsed(address: str) -> Address | None:
    """An IPv4 address that came over IPv6 is one of IPv4."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    return (parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None) or parsed


def _network(address: str) -> str:
    """An IPv6 subscriber has 2^64 addresses or more: they count as one."""
    parsed = _parsed(address)
    if parsed is None:
        return ""
    return str(parsed if parsed.version == 4 else ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
