from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Update, User

from bot.conversation.events import Command, File, Other, Presence, Tap, Text
from bot.telegram_ui.incoming import Reader
from tests.unit.telegram_ui.talking import NOW

ADA = {"id": 5, "is_bot": False, "first_name": "Ada", "last_name": "L", "language_code": "nl-BE"}
KERN = {"id": 1, "is_bot": True, "first_name": "Kern", "username": "kern_bot"}
PRIVATE = {"id": 5, "type": "private", "first_name": "Ada"}
GROUP = {"id": -100, "type": "supergroup", "title": "Team", "is_forum": True}


def bot() -> Bot:
    """A bot that knows its name without asking."""
    made = Bot("1:x")
    made._bot_user = User(1, "Kern", True, username="kern_bot")
    return made


BOT = bot()
READER = Reader(BOT, lambda: NOW)


def read(kind: str, payload: dict[str, Any]) -> Any:
    """The event of an update."""
    return READER.event(Update.de_json({"update_id": 9, kind: payload}, BOT))


def message(chat: dict[str, Any] = PRIVATE, **fields: Any) -> dict[str, Any]:
    """A message of Ada."""
    return {"message_id": 3, "date": 1_700_000_000, "chat": chat, "from": ADA, **fields}


def test_a_text_says_who_where_and_when() -> None:
    event = read("message", message(text="Hallo"))
    assert isinstance(event, Text)
    envelope = event.envelope
    assert (event.text, event.forwarded, event.edited) == ("Hallo", None, False)
    assert (envelope.id, envelope.chat.id, envelope.chat.private) == ("9", "5", True)
    assert (envelope.sender.id, envelope.sender.name, envelope.sender.language) == ("5", "Ada L", "nl")
    assert envelope.at.tzinfo is not None
    assert envelope.message is not None
    assert envelope.message.id == "3"


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/start", "start", ""),
        ("/start inv_Ab-9", "start", "inv_Ab-9"),
        ("/New@Kern_Bot  LinkedIn\nen TikTok ", "new", "LinkedIn\nen TikTok"),
    ],
)
def test_commands(text: str, name: str, argument: str) -> None:
    event = read("message", message(text=text))
    assert isinstance(event, Command)
    assert (event.name, event.argument) == (name, argument)


@pytest.mark.parametrize("text", ["/", "/ new", "/né", "/" + "x" * 40, "/new@other_bot", "5/6", "/a/b"])
def test_what_only_looks_like_a_command_is_text(text: str) -> None:
    assert isinstance(read("message", message(text=text)), Text)


def test_a_forwarded_command_is_a_text_of_somebody() -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Bo"}
    event = read("message", message(text="/delete_me", forward_origin=origin))
    assert isinstance(event, Text)
    assert event.forwarded == "Bo"


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ({"type": "user", "date": 1, "sender_user": ADA}, "Ada L"),
        ({"type": "chat", "date": 1, "sender_chat": GROUP}, "Team"),
        ({"type": "channel", "date": 1, "chat": {"id": -1, "type": "channel", "title": "Nieuws"}, "message_id": 1},
         "Nieuws"),
        ({"type": "new kind", "date": 1}, ""),
    ],
)  # fmt: skip
def test_forwarded_from(origin: dict[str, Any], name: str) -> None:
    event = read("message", message(text="a case", forward_origin=origin))
    assert event.forwarded == name


def test_talk_in_a_group_is_not_heard() -> None:
    assert read("message", message(GROUP, text="lunch?")) is None
    assert read("message", message(GROUP, text="mail ada@kern_bot.nl or @kern_bots")) is None
    assert read("message", message(GROUP, text="/new@other_bot")) is None
    assert read("message", message(GROUP, sticker=_sized("sticker"))) is None


def test_what_is_meant_for_the_bot_in_a_group_is_heard() -> None:
    topic = {"message_thread_id": 44, "is_topic_message": True}
    assert read("message", message(GROUP, text="/new", **topic)).envelope.chat.thread == "44"
    reply = {**message(GROUP, text="card"), "from": KERN, "message_id": 2}
    assert read("message", message(GROUP, text="my reason", reply_to_message=reply)).envelope.reply_to.id == "2"
    assert read("message", message(GROUP, text="@Kern_Bot: a post")).text == "a post"
    assert read("message", message(GROUP, text="a post, @kern_bot")).text == "a post,"
    mention = {"type": "text_mention", "offset": 0, "length": 4, "user": KERN}
    assert read("message", message(GROUP, text="Kern a post", entities=[mention])).text == "Kern a post"


def test_the_first_message_of_a_topic_is_no_reply() -> None:
    opened = {**message(GROUP, forum_topic_created={"name": "t", "icon_color": 1}), "from": KERN}
    assert read("message", message(GROUP, text="talk", reply_to_message=opened)) is None


def test_who_writes_as_a_group_is_never_taken_for_a_person() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    event = read("message", {**message(GROUP, text="/new", sender_chat=GROUP), "from": anonymous})
    assert event.envelope.sender.id == "-100"
    assert read("message", {**message(GROUP, text="/new"), "from": anonymous}) is None


def test_a_tap_carries_its_data_and_the_card() -> None:
    query = {"id": "77", "from": ADA, "chat_instance": "1", "data": "1~x", "message": message(text="card")}
    event = read("callback_query", query)
    assert isinstance(event, Tap)
    assert (event.data, event.tap, event.envelope.at) == ("1~x", "77", NOW)
    assert event.envelope.message is not None
    old = {"chat": PRIVATE, "message_id": 3, "date": 0}
    assert read("callback_query", {**query, "message": old}).envelope.message.id == "3"
    assert read("callback_query", {**query, "data": None}).data == ""


@pytest.mark.parametrize(
    ("status", "more", "present"),
    [
        ("member", {}, True),
        ("left", {}, False),
        ("kicked", {"until_date": 0}, False),
        ("administrator", {}, True),
        ("future", {}, True),
    ],
)
def test_presence(status: str, more: dict[str, Any], present: bool) -> None:
    names = (
        "be_edited manage_chat delete_messages manage_video_chats restrict_members promote_members change_info "
        "invite_users post_stories edit_stories delete_stories"
    )
    rights = {f"can_{name}": True for name in names.split()} | {"is_anonymous": False}
    new = {"user": KERN, "status": status, **more, **(rights if status == "administrator" else {})}
    change = {"chat": GROUP, "from": ADA, "date": 1, "old_chat_member": {"user": KERN, "status": "left"},
              "new_chat_member": new}  # fmt: skip
    event = read("my_chat_member", change)
    assert isinstance(event, Presence)
    assert event.present is present


def test_both_notes_of_a_move_say_the_same() -> None:
    old = read("message", message({"id": -7, "type": "group", "title": "Team"}, migrate_to_chat_id=-100))
    new = read("message", message(GROUP, migrate_from_chat_id=-7))
    assert (old.envelope.chat.id, old.moved_to) == (new.envelope.chat.id, new.moved_to) == ("-7", "-100")


def test_an_edited_text_is_marked_and_runs_no_command() -> None:
    event = read("edited_message", message(text="/delete_me", edit_date=1_700_000_009))
    assert isinstance(event, Text)
    assert event.edited
    assert read("edited_message", message(location={"latitude": 1.0, "longitude": 2.0}, edit_date=5)) is None


def _sized(kind: str) -> dict[str, Any]:
    made = {"file_id": "f", "file_unique_id": "u", "file_size": 4}
    size = {"width": 1, "height": 1}
    return {
        "sticker": {**made, **size, "is_animated": False, "is_video": False, "type": "regular"},
        "document": {**made, "file_name": "a.md", "mime_type": "text/markdown"},
        "voice": {**made, "duration": 1},
        "audio": {**made, "duration": 1, "file_name": "i.mp3"},
        "video": {**made, **size, "duration": 1},
        "video_note": {**made, "length": 1, "duration": 1},
        "animation": {**made, **size, "duration": 1},
    }[kind]


SIZED = ("sticker", "document", "voice", "audio", "video", "video_note", "animation")
CONTENTS: dict[str, Any] = {
    **{kind: _sized(kind) for kind in SIZED},
    "photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}],
    "location": {"latitude": 1.0, "longitude": 2.0},
    "contact": {"phone_number": "1", "first_name": "B"},
    "dice": {"emoji": "🎲", "value": 3},
    "poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
             "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
             "allows_revoting": True, "members_only": False},
    "text": "words \ud83d",
    "caption": "below",
    "new_chat_members": [KERN],
    "left_chat_member": ADA,
    "pinned_message": {"chat": PRIVATE, "message_id": 1, "date": 0},
    "new_chat_title": "T",
    "delete_chat_photo": True,
    "forum_topic_created": {"name": "t", "icon_color": 1},
    "via_bot": KERN,
    "sender_chat": GROUP,
    "is_automatic_forward": True,
    "something_new": {"x": 1},
    "entities": [{"type": "future", "offset": 0, "length": 99}],
}  # fmt: skip


@pytest.mark.parametrize("kind", ["sticker", "video", "video_note", "animation", "photo", "location", "dice"])
def test_other_things_are_named(kind: str) -> None:
    fields = {kind: CONTENTS[kind]} | ({"document": CONTENTS["document"]} if kind == "animation" else {})
    event = read("message", message(**fields))
    assert isinstance(event, Other)
    assert event.kind == kind


def test_files_and_what_stands_below_them() -> None:
    paper = read("message", message(document=CONTENTS["document"], caption="lees"))
    assert isinstance(paper, File)
    assert paper[1:] == ("f", "a.md", "text/markdown", 4, "lees", False, None)
    voice = read("message", message(voice=CONTENTS["voice"]))
    assert (voice.name, voice.mime, voice.voice) == ("voice.ogg", "audio/ogg", True)


def test_words_below_a_picture_are_the_text() -> None:
    assert read("message", message(photo=CONTENTS["photo"], caption="a case")).text == "a case"


@given(
    st.sampled_from(["message", "edited_message", "channel_post", "business_message", "guest_message"]),
    st.sampled_from([PRIVATE, GROUP, {"id": -1, "type": "channel", "title": "C"}]),
    st.sets(st.sampled_from(sorted(CONTENTS)), max_size=5),
    st.booleans(),
)
def test_no_message_raises(kind: str, chat: dict[str, Any], names: set[str], sender: bool) -> None:
    payload = message(chat, **{name: CONTENTS[name] for name in names})
    if not sender:
        del payload["from"]
    event = read(kind, payload)
    assert event is None or event.envelope.id == "9"


@pytest.mark.parametrize("kind", [kind for kind in Update.ALL_TYPES if "message" not in kind])
def test_other_updates_are_left_alone(kind: str) -> None:
    assert READER.event(Update(9)) is None
    assert READER.event(Update.de_json({"update_id": 9, f"{kind}_of_tomorrow": {"id": "1"}}, BOT)) is None
