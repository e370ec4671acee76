"""Telegram on loopback: the server, and the hand of a test in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.fakes.telegram.delivery import Delivery
from tests.fakes.telegram.errors import Json
from tests.fakes.telegram.faults import Fault
from tests.fakes.telegram.groups import Group
from tests.fakes.telegram.model import Chat, Message
from tests.fakes.telegram.pace import REAL, Pace
from tests.fakes.telegram.people import Person
from tests.fakes.telegram.server import Server
from tests.fakes.telegram.watching import PATIENCE, What, called, seen, until
from tests.fakes.telegram.world import Call, Profile, Tap, Webhook, World

TOKEN = "424242:right-token_for-tests-only-0123456789"
_FIRST_USER, _FIRST_GROUP, _FIRST_SUPERGROUP = 5_000_000_001, -4_000_000_001, -1_002_000_000_001


class BotApi:
    """A strict Bot API server. Leaving the `async with` block fails the test if there are violations, unless
    `check` is False.

    `pace` are the limits; `privacy` is the bot's privacy mode in groups; `webhook_via` replaces scheme, host and
    port of a webhook's URL when updates are delivered; `webhook_pause` is the first wait of redelivery in seconds;
    `clock` is in seconds and may be the test's own.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        username: str = "kern_test_bot",
        pace: Pace = REAL,
        privacy: bool = True,
        check: bool = True,
        webhook_via: str = "",
        webhook_pause: float = 0.05,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self.token = token
        self.port = 0
        self._check = check
        self._clock = clock
        self._world = World(token, username, pace, self._now, privacy=privacy)
        self._delivery = Delivery(self._world, webhook_via, webhook_pause)
        self._people: dict[str, Person] = {}
        self._groups: dict[str, Group] = {}

    def _now(self) -> float:
        return self._clock() if self._clock else asyncio.get_running_loop().time()

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(Server(self._world).app(), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._tasks = asyncio.TaskGroup()
        await self._tasks.__aenter__()
        self._delivering = self._tasks.create_task(self._delivery.run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._delivering.cancel()
        await self._tasks.__aexit__(None, None, None)
        self._world.updates.terminate("the test is over")
        await self._runner.cleanup()
        assert kind is not None or not self._check or not self.violations, f"violations: {self.violations}"

    # Addresses

    @property
    def root(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot's base_url takes: the token follows."""
        return f"{self.root}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot's base_file_url takes."""
        return f"{self.root}/file/bot"

    # Who and where

    def user(self, name: str, *, language_code: str = "nl", started: bool = False, **fields: str | int) -> Person:
        """The person of that first name, new at the first call. `fields`: id, last_name, username; a `started`
        person talked to the bot before."""
        if name not in self._people:
            told = {"id": _FIRST_USER + len(self._people), "is_bot": False, "first_name": name}
            self._people[name] = Person(self._world, {**told, "language_code": language_code, **fields})
            self._people[name].chat.started = started
        return self._people[name]

    def group(self, title: str, *people: Person, supergroup: bool = False, forum: bool = False) -> Group:
        """The group of that title, new at the first call, with these people; the bot is not in it yet."""
        if title not in self._groups:
            large = supergroup or forum
            number = (_FIRST_SUPERGROUP if large else _FIRST_GROUP) - len(self._groups)
            self._groups[title] = Group(self._world, title, number, large=large, forum=forum)
        self._groups[title].joins(*people)
        return self._groups[title]

    def upgrade(self, group: Group, by: Person) -> int:
        """Turns a group into a supergroup; the answer is the new id."""
        number = _FIRST_SUPERGROUP - 500 - len(self._groups)
        group.becomes_supergroup(by, number)
        return number

    def chat(self, where: Person | Group | int) -> Chat:
        """The chat of a person or group, or by id."""
        return self._world.chats[where] if isinstance(where, int) else where.chat

    # What happened

    @property
    def calls(self) -> list[Call]:
        """All calls with the right token, in the order in which they came."""
        return self._world.calls

    @property
    def violations(self) -> list[str]:
        """What a careful bot would not have done, a sentence each."""
        return self._world.violations

    @property
    def taps(self) -> list[Tap]:
        """All taps, with their answers."""
        return list(self._world.taps.values())

    @property
    def unanswered(self) -> list[Tap]:
        """Taps that the bot got and has not answered, for which a client still shows a clock."""
        return [tap for tap in self.taps if tap.update_id is not None and not tap.answered]

    @property
    def pending(self) -> int:
        """Updates that the bot has not confirmed yet."""
        return len(self._world.updates.pending)

    @property
    def polls(self) -> int:
        """How many polls have waited for an update, the present one included."""
        return self._world.updates.polls

    @property
    def refused_by_pace(self) -> int:
        """How often a call was refused with 429 by the limits."""
        return self._world.pace.refused

    @property
    def webhook(self) -> Webhook:
        """The webhook as it is set."""
        return self._world.webhook

    @property
    def webhook_most_at_once(self) -> int:
        """How many updates were on their way to the webhook at one moment, at most."""
        return self._delivery.most_at_once

    @property
    def profile(self) -> Profile:
        """Commands and descriptions that the bot set."""
        return self._world.profile

    @property
    def now(self) -> int:
        """The current revision, for `since`."""
        return self._world.revision

    async def wait_for(self, what: What, seconds: float = PATIENCE, *, since: int | None = None) -> Message:
        """The newest message of the bot anywhere with these words (or for which `what` is true) that was sent or
        changed after the last deed of anybody, or after the revision `since`. Raises AssertionError."""
        return await seen(self._world, [], what, seconds, self._world.last_deed if since is None else since)

    async def wait_for_call(self, method: str, count: int = 1, seconds: float = PATIENCE) -> list[Call]:
        """The answered calls of a method, once there are so many."""
        return await called(self._world, method, count, seconds)

    async def until(self, done: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Returns once `done` is true; it is asked at each change."""
        await until(self._world, done, seconds)

    async def settled(self, seconds: float = PATIENCE) -> None:
        """Returns once the bot has confirmed all updates."""
        await until(self._world, lambda: not self.pending, seconds, "all updates to be confirmed")

    # What goes wrong

    def fault(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next calls of the method meet a Drop, Delay or Fail; `file` means downloads."""
        self._world.faults.add(method, fault, times)

    @contextmanager
    def dark(self) -> Iterator[None]:
        """Every line breaks before its call is handled, while the block lasts; polls that wait too."""
        self._world.faults.dark = True
        self._world.updates.terminate("Telegram is away")
        try:
            yield
        finally:
            self._world.faults.dark = False

    def no_more_faults(self) -> None:
        """What was still to go wrong does not."""
        self._world.faults.clear()

    @property
    def faults_left(self) -> int:
        """Faults that no call has met yet."""
        return self._world.faults.left

    def again(self, what: Message | Tap | int, times: int = 1) -> None:
        """Delivers an update once more: that of a message or tap, or by its id."""
        number = what if isinstance(what, int) else what.update_id
        assert number is not None, "there was no update"
        self._world.updates.again(number, times)

    def hold(self) -> None:
        """Keeps updates back from now on."""
        self._world.updates.held = []

    def release(self, *order: int) -> None:
        """Lets go what was held: as it came, or by the given places (0 is the first)."""
        self._world.updates.release(order or None)

    def expire(self, taps: Iterable[Tap]) -> None:
        """It is too late to answer these taps."""
        for tap in taps:
            tap.expired = True

    def inject(self, kind: str, payload: Json, lane: int = 0) -> int | None:
        """Queues any other update; the answer is its id."""
        return self._world.updates.put(kind, payload, lane)
