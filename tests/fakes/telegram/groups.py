"""Groups: who is in them, what happens to them, and what the bot may see of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.telegram.errors import Json
from tests.fakes.telegram.model import Chat, Message
from tests.fakes.telegram.watching import PATIENCE, What, seen
from tests.fakes.telegram.world import World

if TYPE_CHECKING:
    from tests.fakes.telegram.people import Person


class Group:
    """A group. It stays the same object when it is upgraded: `chat` is then the new one, `old` the other."""

    def __init__(self, world: World, title: str, number: int, *, large: bool, forum: bool) -> None:
        self._world = world
        self.chat = Chat(number, "supergroup" if large else "group", title, standing="left", is_forum=forum)
        self.old: Chat | None = None
        world.chats[number] = self.chat

    @property
    def id(self) -> int:
        """The id of the chat."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """What people see there."""
        return self.chat.messages

    async def shows(self, what: What, seconds: float = PATIENCE, *, since: int | None = None) -> Message:
        """The newest message of the bot there with these words (or for which `what` is true), sent or changed
        after the last deed in the group or after the revision `since`. Raises AssertionError."""
        start = self.chat.last_deed if since is None else since
        return await seen(self._world, [self.chat], what, seconds, start)

    def joins(self, *people: Person) -> None:
        """These people are in the group from now on."""
        for person in people:
            self.chat.members[person.id] = "member"

    def adds_bot(self, by: Person, *, administrator: bool = False) -> int | None:
        """Somebody adds the bot; the answer is the id of the my_chat_member update."""
        self.chat.members.setdefault(by.id, "creator")
        by.chat.met = True
        standing = "administrator" if administrator else "member"
        update = self._world.tell_standing(self.chat, by.told, self.chat.standing, standing)
        self._service(by, {"new_chat_members": [self._world.bot]})
        return update

    def kicks_bot(self, by: Person) -> int | None:
        """Somebody removes the bot."""
        return self._world.tell_standing(self.chat, by.told, self.chat.standing, "kicked")

    def promotes_bot(self, by: Person) -> int | None:
        """The bot becomes administrator, and sees everything."""
        return self._world.tell_standing(self.chat, by.told, self.chat.standing, "administrator")

    def opens_topic(self, name: str, by: Person) -> int:
        """A new topic of a forum; the answer is its message_thread_id."""
        assert self.chat.is_forum, "only a forum has topics"
        message = self._service(by, {"forum_topic_created": {"name": name, "icon_color": 7322096}})
        self.chat.topics[message.id] = name
        return message.id

    def becomes_supergroup(self, by: Person, number: int) -> None:
        """Telegram upgrades the group: it gets another id, and the old one points at it."""
        assert self.chat.type == "group", "only a small group is upgraded"
        old = self.old = self.chat
        self.chat = Chat(number, "supergroup", old.title, standing=old.standing, members=dict(old.members))
        self._world.chats[number] = self.chat
        self._tell(Message(0, old, by.told, self._world.today(), other={"migrate_to_chat_id": number}))
        old.upgraded_to = number
        self._tell(Message(0, self.chat, by.told, self._world.today(), other={"migrate_from_chat_id": old.id}))

    def _service(self, by: Person, other: Json) -> Message:
        return self._tell(Message(0, self.chat, by.told, self._world.today(), other=other))

    def _tell(self, message: Message) -> Message:
        self._world.add(message)
        self._world.deed(message.chat)
        message.update_id = self._world.tell(message)
        return message


def may_see(world: World, message: Message) -> bool:
    """Whether the bot gets a message of a person: in a group with privacy mode only commands (that name no other
    bot), replies to its own messages, and everything when it is administrator."""
    chat = message.chat
    if chat.type == "private":
        return True
    if chat.standing not in ("member", "administrator"):
        return False
    if not world.privacy or chat.standing == "administrator":
        return True
    if message.reply_to and message.reply_to.by_bot:
        return True
    commands = [entity.of(message.text) for entity in message.entities if entity.type == "bot_command"]
    return any("@" not in word or word.endswith(f"@{world.bot['username']}") for word in commands)
