"""All that Telegram knows: the bot, people, chats, messages, files; and who waits for a change."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.errors import Json, bad, forbidden
from tests.fakes.telegram.faults import Faults
from tests.fakes.telegram.model import Attachment, Chat, Draft, Message, membership
from tests.fakes.telegram.pace import Pace, PaceKeeper
from tests.fakes.telegram.params import Params, Upload
from tests.fakes.telegram.updates import Updates

TAP_LIFE = 15.0  # seconds in which a tap can be answered; Telegram tells no figure
_FIRST_MESSAGE = 100


@dataclass(frozen=True)
class Call:
    """One call of the bot: the method in its true spelling, what it said, when (seconds of the clock), the answer.

    `status` is 0 while it is handled and where the connection was dropped before that."""

    method: str
    params: dict[str, str]
    files: dict[str, Upload]
    at: float
    status: int = 0
    description: str = ""
    result: Any = None


@dataclass(eq=False)
class Tap:
    """A tap on a button. `text` and `alert` are the answer, once `answered`."""

    id: str
    by: Json
    message: Message
    data: str
    at: float
    update_id: int | None = None
    answered: bool = False
    expired: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass
class Webhook:
    """What setWebhook said, and how delivery went; no url means polling."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    certificate: bool = False
    allowed: list[str] | None = None
    last_error: str = ""
    last_error_date: int = 0


@dataclass
class Profile:
    """What the bot told about itself: commands by (scope as JSON, language), descriptions by language."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)


class World:
    """Telegram's side. `clock` is in seconds and may stand still; `username` is the bot's."""

    def __init__(
        self, token: str, username: str, pace: Pace, clock: Callable[[], float], *, privacy: bool
    ) -> None:
        self.token = token
        self.clock = clock
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": username.removesuffix("_bot").title(),
            "username": username,
        }
        self.privacy = privacy
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, Json] = {}
        self.files: dict[str, Attachment] = {}
        self.paths: dict[str, str] = {}
        self.taps: dict[str, Tap] = {}
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.revision = 0
        self.last_deed = 0
        self.faults = Faults()
        self.webhook = Webhook()
        self.profile = Profile()
        self.pace = PaceKeeper(pace, clock, self.complain)
        self.updates = Updates(self.wake)
        self.numbers = itertools.count(700_001)
        self._shared_ids = itertools.count(_FIRST_MESSAGE)  # private chats and small groups count together
        self._changed = asyncio.Event()

    def complain(self, sentence: str) -> None:
        """Records a violation."""
        self.violations.append(sentence)

    def wake(self) -> None:
        """Tells all who wait to look again."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def change(self) -> None:
        """Returns at the next change."""
        await self._changed.wait()

    def touch(self, message: Message) -> None:
        """The message is new or has changed."""
        self.revision += 1
        message.revision = self.revision
        self.wake()

    def deed(self, chat: Chat) -> None:
        """A person did something here: who waits wants what comes after it."""
        chat.last_deed = self.last_deed = self.revision

    def today(self) -> int:
        """The Unix time."""
        return int(time.time())

    # Messages and files

    def add(self, message: Message) -> Message:
        """Keeps a new message under the next id of its chat."""
        chat = message.chat
        if chat.type == "supergroup":
            chat.last_id += 1
            message.id = chat.last_id
        else:
            message.id = next(self._shared_ids)
        chat.by_id[message.id] = message
        self.touch(message)
        return message

    def keep(
        self, kind: str, name: str, content: bytes, mime: str, size: int | None = None, seconds: int = 0
    ) -> Attachment:
        """Keeps a file; `size` may claim more bytes than there are."""
        number = next(self.numbers)
        file = Attachment(
            kind, f"BQAC{number:012}", name, mime, content, len(content) if size is None else size, seconds
        )
        self.files[file.id] = file
        return file

    def draft_of(self, chat: Chat) -> Draft | None:
        """The draft that is shown now, the newest of several."""
        now = self.clock()
        shown = [draft for draft in chat.live.values() if now < draft.until]
        return max(shown, key=lambda draft: draft.at, default=None)

    # Finding

    def chat_of(self, said: str) -> Chat:
        """The chat that a call names. Raises ApiError 400."""
        if not said:
            raise bad("chat_id is empty")
        if not said.startswith("@"):
            try:
                chat = self.chats.get(int(said))
            except ValueError:
                self.complain(f"chat_id is {said!r}, neither a number nor a @username")
                chat = None
            if chat:
                return chat
        raise bad("chat not found")

    def writable(self, said: str) -> Chat:
        """The chat, if the bot may write there. Raises ApiError 400 or 403."""
        chat = self.chat_of(said)
        if chat.type == "private":
            self._check_private(chat)
            return chat
        if chat.upgraded_to:
            error = bad("group chat was upgraded to a supergroup chat")
            error.parameters = {"migrate_to_chat_id": chat.upgraded_to}
            raise error
        if chat.standing == "kicked":
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        if chat.standing == "left":
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    @staticmethod
    def _check_private(chat: Chat) -> None:
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.standing == "kicked":
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user") if chat.met else bad("chat not found")

    def message_of(self, chat: Chat, number: int, what: str) -> Message:
        """The message, if it is still there. Raises ApiError 400, told as `what` not found."""
        message = chat.by_id.get(number)
        if message is None or message.deleted:
            raise bad(f"{what} not found")
        return message

    def thread_of(self, chat: Chat, params: Params) -> int:
        """The topic that a call names, 0 without one. Raises ApiError 400 for one that is not there."""
        thread = params.integer("message_thread_id")
        if not thread or not (chat.is_forum or chat.type == "private"):
            return 0
        if thread not in chat.topics:
            raise bad("message thread not found")
        return thread

    # Updates

    def tell(self, message: Message, kind: str = "message") -> int | None:
        """Queues the update of a message, if the bot may know of it."""
        return self.updates.put(kind, message.to_json(), message.chat.id)

    def tell_standing(self, chat: Chat, by: Json, old: Any, new: Any) -> int | None:
        """Queues my_chat_member: the bot's standing in a chat changed."""
        chat.standing = new
        payload = {
            "chat": chat.to_json(),
            "from": by,
            "date": self.today(),
            "old_chat_member": membership(self.bot, old),
            "new_chat_member": membership(self.bot, new),
        }
        return self.updates.put("my_chat_member", payload, chat.id)
