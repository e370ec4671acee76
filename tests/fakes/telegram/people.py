"""People: what they type, tap and send, and what they then see."""

from __future__ import annotations

from typing import Any

from tests.fakes.telegram.entities import Formatted, arranged
from tests.fakes.telegram.errors import Json
from tests.fakes.telegram.groups import Group, may_see
from tests.fakes.telegram.model import Attachment, Chat, Draft, Message
from tests.fakes.telegram.tags import parsed
from tests.fakes.telegram.text import split_units
from tests.fakes.telegram.watching import PATIENCE, What, seen
from tests.fakes.telegram.world import Tap, World

_PASTE = 4096


class Person:
    """A person with a Telegram account, and the private chat with the bot."""

    def __init__(self, world: World, told: Json) -> None:
        self._world = world
        self.told = told
        self.chat = Chat(told["id"], "private", told["first_name"], told, started=False)
        world.users[told["id"]] = told
        world.chats[self.chat.id] = self.chat

    @property
    def id(self) -> int:
        """The user id, which is the id of the private chat too."""
        return int(self.told["id"])

    @property
    def messages(self) -> list[Message]:
        """What the private chat shows."""
        return self.chat.messages

    @property
    def draft(self) -> Draft | None:
        """The draft that is shown now in the private chat."""
        return self._world.draft_of(self.chat)

    @property
    def last(self) -> Message:
        """The newest message of the bot in the private chat."""
        return [message for message in self.messages if message.by_bot][-1]

    @property
    def taps_made(self) -> list[Tap]:
        """All taps of this person, with their answers."""
        return [tap for tap in self._world.taps.values() if tap.by is self.told]

    async def sees(self, what: What, seconds: float = PATIENCE, *, since: int | None = None) -> Message:
        """The newest message of the bot in the private chat with these words (or for which `what` is true) that
        was sent or changed after this person's last deed there, or after the revision `since`.

        Raises AssertionError.
        """
        start = self.chat.last_deed if since is None else since
        return await seen(self._world, [self.chat], what, seconds, start)

    # Deeds

    def starts(self, payload: str = "") -> Message:
        """Presses start, or follows a deep link."""
        return self.says(f"/start {payload}".rstrip())

    def says(
        self,
        text: str,
        chat: Group | None = None,
        *,
        reply_to: Message | None = None,
        forwarded_from: Person | Group | str | None = None,
        thread: int = 0,
        html: bool = False,
    ) -> Message:
        """Types or pastes text; over 4,096 units it arrives in several messages, of which this is the last.

        `forwarded_from` is a person, a name (of somebody who hides the account) or a group.
        """
        message: Message | None = None
        for piece in split_units(text, _PASTE):
            plain, asked, _ = parsed(piece) if html else (piece, [], [])
            message = self._send(arranged(plain, asked), None, chat, reply_to, forwarded_from, thread, {})
        assert message is not None
        return message

    def edits(self, message: Message, text: str) -> Message:
        """Changes an own message."""
        assert message.sender is self.told, "people edit their own messages"
        message.put(arranged(text, []), message.markup)
        message.edited = self._world.today()
        self._world.touch(message)
        self._world.deed(message.chat)
        if may_see(self._world, message):
            message.update_id = self._world.tell(message, "edited_message")
        return message

    def taps(self, button: str, message: Message | None = None, chat: Group | None = None) -> Tap:
        """Taps a callback button, found by its label or its data, on the message or the newest that has it."""
        where = message.chat if message else (chat.chat if chat else self.chat)
        among = [message] if message else [item for item in reversed(where.messages) if item.by_bot]
        for item in among:
            for choice in item.buttons:
                if button in (choice.label, choice.data):
                    assert choice.action == "callback_data", f"{choice.label!r} is no callback button: {choice}"
                    return self._tap(item, choice.data)
        shown = [(item.text[:60], item.labels) for item in among]
        raise AssertionError(f"there is no button {button!r} to tap: {shown}")

    def forges(self, data: str, message: Message) -> Tap:
        """A tap with data that no button carries, as a changed client can send."""
        return self._tap(message, data)

    def sends_document(
        self, name: str, content: bytes, mime: str = "application/octet-stream", **more: Any
    ) -> Message:
        """Sends a file. `more`: caption, size (claimed, in bytes), chat, reply_to, forwarded_from, thread."""
        return self._sends("document", name, content, mime, **more)

    def sends_voice(self, content: bytes = b"OggS", seconds: int = 3, **more: Any) -> Message:
        """Sends a voice note."""
        return self._sends("voice", "voice.ogg", content, "audio/ogg", seconds=seconds, **more)

    def sends_photo(self, content: bytes = b"\xff\xd8", **more: Any) -> Message:
        """Sends a photo."""
        return self._sends("photo", "photo.jpg", content, "image/jpeg", **more)

    def sends_sticker(self, **more: Any) -> Message:
        """Sends a sticker."""
        file = self._world.keep("sticker", "sticker.webp", b"RIFF", "image/webp")
        sticker = {
            "file_id": file.id,
            "file_unique_id": f"u{file.id}",
            "type": "regular",
            "width": 512,
            "height": 512,
        }
        return self.sends_other({"sticker": {**sticker, "is_animated": False, "is_video": False}}, **more)

    def sends_location(self, latitude: float = 52.09, longitude: float = 5.12, **more: Any) -> Message:
        """Sends a place."""
        return self.sends_other({"location": {"latitude": latitude, "longitude": longitude}}, **more)

    def sends_other(self, fields: Json, chat: Group | None = None, thread: int = 0) -> Message:
        """Sends a message with any other fields of the Bot API."""
        return self._send(Formatted(""), None, chat, None, None, thread, fields)

    def blocks_bot(self) -> int | None:
        """Blocks the bot; the answer is the id of the update."""
        return self._stands("kicked")

    def unblocks_bot(self) -> int | None:
        """Unblocks the bot."""
        return self._stands("member")

    def deletes_account(self) -> None:
        """The account is gone; Telegram says so to whoever writes."""
        self.chat.deactivated = True

    def _stands(self, standing: str) -> int | None:
        self._world.deed(self.chat)
        return self._world.tell_standing(self.chat, self.told, self.chat.standing, standing)

    def _tap(self, message: Message, data: str) -> Tap:
        world = self._world
        tap = Tap(str(88_000_000_000 + next(world.numbers)), self.told, message, data, world.clock())
        world.taps[tap.id] = tap
        world.deed(message.chat)
        payload = {"id": tap.id, "from": self.told, "message": message.to_json(), "data": data}
        instance = str(message.chat.id * 7919)
        tap.update_id = world.updates.put(
            "callback_query", {**payload, "chat_instance": instance}, message.chat.id
        )
        return tap

    def _sends(
        self,
        kind: str,
        name: str,
        content: bytes,
        mime: str,
        *,
        caption: str = "",
        size: int | None = None,
        seconds: int = 0,
        chat: Group | None = None,
        reply_to: Message | None = None,
        forwarded_from: Person | Group | str | None = None,
        thread: int = 0,
    ) -> Message:
        file = self._world.keep(kind, name, content, mime, size, seconds)
        return self._send(arranged(caption, []), file, chat, reply_to, forwarded_from, thread, {})

    def _send(
        self,
        content: Formatted,
        file: Attachment | None,
        group: Group | None,
        reply_to: Message | None,
        forwarded_from: Person | Group | str | None,
        thread: int,
        other: Json,
    ) -> Message:
        world, chat = self._world, group.chat if group else self.chat
        if group is None:
            assert chat.standing == "member", f"{self.told['first_name']} has blocked the bot"
            chat.started = True
        else:
            assert chat.members.get(self.id) in ("member", "administrator", "creator"), "not in the group"
            self.chat.met = self.chat.met or chat.standing in ("member", "administrator")
        message = Message(
            0, chat, self.told, world.today(), content.text, content.entities, file=file, reply_to=reply_to
        )
        message.thread, message.origin, message.other = thread, _origin(forwarded_from, world.today()), other
        world.add(message)
        world.deed(chat)
        if may_see(world, message):
            message.update_id = world.tell(message)
        return message


def _origin(source: Person | Group | str | None, date: int) -> Json | None:
    if source is None:
        return None
    if isinstance(source, str):
        return {"type": "hidden_user", "date": date, "sender_user_name": source}
    if isinstance(source, Person):
        return {"type": "user", "date": date, "sender_user": source.told}
    return {"type": "chat", "date": date, "sender_chat": source.chat.to_json()}
