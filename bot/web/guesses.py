"""Who tries out links. A secret of 192 bits is not found by trying; this keeps those who try from the database."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST = 20
"""Wrong links that one address may bring within WITHIN."""
WITHIN = 600.0
"""Seconds."""
KNOWN = 10_000
"""Addresses that are remembered; the one that was quiet longest goes first."""


class Guesses:
    """Counts wrong links by address, in this process. `clock` gives seconds."""

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


def _network(address: str) -> str:
    """An IPv6 subscriber has 2^64 addresses or more: they count as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return address if parsed.version == 4 else str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
