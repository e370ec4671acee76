"""The fake Telegram refuses what Telegram refuses, in its words: edits, chats, drafts, taps, files, commands."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.fakes.telegram import BotApi, Fail, Group, Pace, Person
from tests.fakes.telegram.raw import Raw

BAD = "Bad Request: "
FAST = Pace(on=False)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(pace=FAST, check=False) as api:
        yield api


@pytest.fixture
async def raw(api: BotApi) -> AsyncIterator[Raw]:
    async with Raw(api) as raw:
        yield raw


@pytest.fixture
def ada(api: BotApi) -> Person:
    return api.user("Ada", started=True)


@pytest.fixture
def team(api: BotApi, ada: Person) -> Group:
    group = api.group("Team", ada, supergroup=True)
    group.adds_bot(ada)
    return group


# Editing and deleting

NOT_MODIFIED = (
    BAD + "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


async def test_editing_keeps_what_was_there(raw: Raw, ada: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent = (await raw("sendMessage", chat_id=ada.id, text="one", reply_markup=markup)).result

    edited = await raw("editMessageText", chat_id=ada.id, message_id=sent["message_id"], text="two")

    assert edited.result["edit_date"] >= sent["date"]
    assert (ada.last.text, ada.last.labels) == ("two", [])
    assert [(old.text, len(old.rows)) for old in ada.last.history] == [("one", 1)]


async def test_an_edit_that_is_refused(raw: Raw, ada: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    mine = (await raw("sendMessage", chat_id=ada.id, text="<b>x</b>", parse_mode="HTML")).result["message_id"]
    keys = (await raw("sendMessage", chat_id=ada.id, text="x", reply_markup={"force_reply": True})).result
    hers = ada.says("hello").id

    async def edit(number: int, **more: object) -> tuple[int, str]:
        return (await raw("editMessageText", chat_id=ada.id, message_id=number, **more)).refusal

    assert await edit(mine, text=" <b>x</b> ", parse_mode="HTML") == (400, NOT_MODIFIED)
    assert await edit(mine + 999, text="x") == (400, BAD + "message to edit not found")
    assert await edit(hers, text="x") == (400, BAD + "message can't be edited")
    assert await edit(keys["message_id"], text="y") == (400, BAD + "message can't be edited")
    assert await edit(mine, text="") == (400, BAD + "message text is empty")
    assert await edit(mine, text="x" * 4097) == (400, BAD + "message is too long")
    assert await edit(mine, text="😀" * 2049) == (400, BAD + "MESSAGE_TOO_LONG")
    assert await edit(mine, text="y", reply_markup={"force_reply": True}) == (
        400,
        BAD + "inline keyboard expected",
    )
    again = await raw("editMessageReplyMarkup", chat_id=ada.id, message_id=mine)
    assert again.refusal == (400, NOT_MODIFIED)
    assert (
        await raw("editMessageReplyMarkup", chat_id=ada.id, message_id=mine, reply_markup=markup)
    ).status == 200
    assert ada.messages[0].labels == ["Go"]
    assert ada.messages[0].styled("bold") == ["x"]


async def test_deleting(raw: Raw, ada: Person, team: Group) -> None:
    hers = ada.says("private")
    theirs = ada.says("in the group", team)
    mine = (await raw("sendMessage", chat_id=team.id, text="mine")).result["message_id"]

    assert (await raw("deleteMessage", chat_id=ada.id, message_id=hers.id)).result is True
    assert (await raw("deleteMessage", chat_id=team.id, message_id=mine)).result is True
    refused = await raw("deleteMessage", chat_id=team.id, message_id=theirs.id)
    assert refused.refusal == (400, BAD + "message can't be deleted")
    gone = await raw("deleteMessage", chat_id=ada.id, message_id=hers.id)
    assert gone.refusal == (400, BAD + "message to delete not found")
    assert (ada.messages, [message.text for message in team.chat.deleted]) == ([], ["mine"])
    edit = await raw("editMessageText", chat_id=team.id, message_id=mine, text="x")
    assert edit.refusal == (400, BAD + "message to edit not found")


# Replies and topics


async def test_replies(raw: Raw, ada: Person) -> None:
    hers = ada.says("question")

    await raw("sendMessage", chat_id=ada.id, text="answer", reply_parameters={"message_id": hers.id})
    assert ada.last.reply_to is hers
    missing = await raw("sendMessage", chat_id=ada.id, text="x", reply_parameters={"message_id": 9999})
    assert missing.refusal == (400, BAD + "message to be replied not found")
    reply = {"message_id": 9999, "allow_sending_without_reply": True}
    assert (await raw("sendMessage", chat_id=ada.id, text="x", reply_parameters=reply)).status == 200


async def test_topics(api: BotApi, raw: Raw, ada: Person) -> None:
    forum = api.group("Forum", ada, forum=True)
    forum.adds_bot(ada)
    topic = forum.opens_topic("Posts", ada)

    answer = await raw("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert (answer.result["message_thread_id"], answer.result["is_topic_message"]) == (topic, True)
    missing = await raw("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic + 50)
    assert missing.refusal == (400, BAD + "message thread not found")


# Chats that cannot be written to


async def test_chats_that_are_not_there_or_closed(api: BotApi, raw: Raw, ada: Person, team: Group) -> None:
    async def send(chat: object) -> tuple[int, str]:
        return (await raw("sendMessage", chat_id=chat, text="x")).refusal

    ben = api.user("Ben")
    team.joins(ben)
    assert await send("") == (400, BAD + "chat_id is empty")
    assert await send(12) == (400, BAD + "chat not found")
    assert await send(ben.id) == (400, BAD + "chat not found")
    ben.says("hi all", team)
    assert await send(ben.id) == (403, "Forbidden: bot can't initiate conversation with a user")
    ada.blocks_bot()
    assert await send(ada.id) == (403, "Forbidden: bot was blocked by the user")
    ada.unblocks_bot()
    assert (await raw("sendMessage", chat_id=ada.id, text="x")).status == 200
    ada.deletes_account()
    assert await send(ada.id) == (403, "Forbidden: user is deactivated")
    team.kicks_bot(ada)
    assert await send(team.id) == (403, "Forbidden: bot was kicked from the supergroup chat")
    small = api.group("Small", ada)
    assert await send(small.id) == (403, "Forbidden: bot is not a member of the group chat")
    small.adds_bot(ada)
    assert (await raw("leaveChat", chat_id=small.id)).result is True
    assert await send(small.id) == (403, "Forbidden: bot is not a member of the group chat")


async def test_an_upgraded_group_points_at_its_new_id(api: BotApi, raw: Raw, ada: Person) -> None:
    small = api.group("Small", ada)
    small.adds_bot(ada)
    old = small.id

    new = api.upgrade(small, ada)
    answer = await raw("sendMessage", chat_id=old, text="x")

    assert answer.refusal == (400, BAD + "group chat was upgraded to a supergroup chat")
    assert answer.body["parameters"] == {"migrate_to_chat_id": new}
    assert (await raw("sendMessage", chat_id=new, text="x")).status == 200


# Drafts, actions, taps


async def test_drafts_live_thirty_seconds_or_until_a_message() -> None:
    moment = [0.0]
    async with BotApi(pace=FAST, clock=lambda: moment[0]) as api, Raw(api) as raw:
        ada = api.user("Ada", started=True)
        for text in ("Th", "Thinking <b>h", "Thinking <b>hard</b>"):
            answer = await raw("sendMessageDraft", chat_id=ada.id, draft_id=7, text=text, parse_mode="HTML")
        assert answer.result is True
        assert ada.draft is not None
        assert (ada.draft.text, ada.messages) == ("Thinking hard", [])
        assert [draft.text for draft in ada.chat.drafts] == ["Th", "Thinking hard"]
        moment[0] = 29.9
        assert ada.draft is not None
        moment[0] = 30.1
        assert ada.draft is None
        await raw("sendMessageDraft", chat_id=ada.id, draft_id=7, text="")
        assert ada.draft is not None
        await raw("sendMessage", chat_id=ada.id, text="done")
        assert ada.draft is None


async def test_a_draft_that_is_refused(raw: Raw, ada: Person, team: Group) -> None:
    async def draft(chat: int, number: int, text: str) -> str:
        return (await raw("sendMessageDraft", chat_id=chat, draft_id=number, text=text)).refusal[1]

    assert await draft(team.id, 1, "x") == BAD + "TEXTDRAFT_PEER_INVALID"
    assert await draft(ada.id, 0, "x") == BAD + "TEXTDRAFT_ID_INVALID"
    assert await draft(ada.id, 1, "x" * 4097) == BAD + "MESSAGE_TOO_LONG"


async def test_chat_actions(raw: Raw, ada: Person) -> None:
    assert (await raw("sendChatAction", chat_id=ada.id, action="typing")).result is True
    assert ada.chat.actions == ["typing"]
    wrong = await raw("sendChatAction", chat_id=ada.id, action="thinking")
    assert wrong.refusal == (400, BAD + "wrong parameter action in request")


TOO_OLD = (400, BAD + "query is too old and response timeout expired or query ID is invalid")


async def test_a_tap_is_answered_once_and_soon(api: BotApi, raw: Raw, ada: Person) -> None:
    markup = {
        "inline_keyboard": [[{"text": "Go", "callback_data": "go:1"}, {"text": "C", "copy_text": {"text": "x"}}]]
    }
    await raw("sendMessage", chat_id=ada.id, text="x", reply_markup=markup)
    tap, late = ada.taps("Go"), ada.taps("go:1")

    long = await raw("answerCallbackQuery", callback_query_id=tap.id, text="x" * 201)
    assert long.refusal == (400, BAD + "MESSAGE_TOO_LONG")
    done = await raw("answerCallbackQuery", callback_query_id=tap.id, text="x" * 200, show_alert=True)
    assert done.result is True
    assert (tap.text, tap.alert) == ("x" * 200, True)
    assert (await raw("answerCallbackQuery", callback_query_id=tap.id)).refusal == TOO_OLD
    api.expire([late])
    assert (await raw("answerCallbackQuery", callback_query_id=late.id)).refusal == TOO_OLD
    assert (await raw("answerCallbackQuery", callback_query_id="1")).refusal == TOO_OLD
    with pytest.raises(AssertionError, match="no callback button"):
        ada.taps("C")
    with pytest.raises(AssertionError, match="no button 'Stop'"):
        ada.taps("Stop")


# Files


async def test_a_document_goes_up_and_comes_down(api: BotApi, raw: Raw, ada: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(ada.id), "caption": "<b>Done</b>", "parse_mode": "HTML"})
    form.add_field("document", b"hello", filename="plan.md", content_type="text/markdown")

    sent = (await raw.request("POST", "sendDocument", data=form)).result
    file = (await raw("getFile", file_id=sent["document"]["file_id"])).result
    async with raw.session.get(f"{api.base_file_url}{api.token}/{file['file_path']}") as response:
        content = await response.read()

    api.fault("file", Fail(502))
    async with raw.session.get(f"{api.base_file_url}{api.token}/{file['file_path']}") as response:
        assert response.status == 502
    assert content == b"hello"
    assert (sent["caption"], sent["document"]["file_name"], file["file_size"]) == ("Done", "plan.md", 5)
    assert ada.last.file is not None
    assert (ada.last.text, ada.last.file.content, ada.last.styled("bold")) == ("Done", b"hello", ["Done"])
    resent = await raw("sendDocument", chat_id=ada.id, document=sent["document"]["file_id"])
    assert resent.result["document"]["file_size"] == 5
    assert api.violations == []


async def test_files_that_are_refused(api: BotApi, raw: Raw, ada: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(ada.id), "caption": "x" * 1025})
    form.add_field("document", b"hello", filename="plan.md")
    big = ada.sends_document("film.mp4", b"", size=(20 << 20) + 1)
    assert big.file is not None

    assert (await raw.request("POST", "sendDocument", data=form)).refusal == (
        400,
        BAD + "message caption is too long",
    )
    none = await raw("sendDocument", chat_id=ada.id)
    assert none.refusal == (400, BAD + "there is no document in the request")
    assert (await raw("getFile", file_id=big.file.id)).refusal == (400, BAD + "file is too big")
    assert (await raw("getFile", file_id="x")).refusal == (400, BAD + "invalid file_id")
    async with raw.session.get(f"{api.base_file_url}{api.token}/documents/x.bin") as response:
        assert response.status == 404


# The bot about itself, and about others


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ({"command": "Start", "description": "Begin"}, "BOT_COMMAND_INVALID"),
        ({"command": "set-up", "description": "Begin"}, "BOT_COMMAND_INVALID"),
        ({"command": "", "description": "Begin"}, "command must be non-empty"),
        ({"command": "x" * 33, "description": "Begin"}, "command length must not exceed 32"),
        ({"command": "x", "description": " "}, "command description must be non-empty"),
        ({"command": "x", "description": "x" * 257}, "command description length must not exceed 256"),
        ({"command": "x"}, "can't parse BotCommand: Can't find field \"description\""),
    ],
)
async def test_a_command_that_is_refused(raw: Raw, command: dict[str, str], words: str) -> None:
    assert (await raw("setMyCommands", commands=[command])).refusal == (400, BAD + words)


async def test_commands_by_scope_and_language(api: BotApi, raw: Raw) -> None:
    scope = {"type": "all_private_chats"}
    commands = [{"command": "new", "description": "Nieuwe post"}]

    await raw("setMyCommands", commands=commands, scope=scope, language_code="nl")

    assert (await raw("getMyCommands", scope=scope, language_code="nl")).result == commands
    assert (await raw("getMyCommands", scope=scope)).result == []
    assert (await raw("getMyCommands", language_code="nl")).result == []
    many = [{"command": f"c{number}", "description": "x"} for number in range(101)]
    assert (await raw("setMyCommands", commands=many)).refusal == (400, BAD + "BOT_COMMANDS_TOO_MUCH")
    wide = [{"command": f"c{number}", "description": "x" * 256} for number in range(40)]
    assert (await raw("setMyCommands", commands=wide)).refusal == (400, BAD + "BOT_COMMANDS_TOO_MUCH")
    assert (await raw("setMyCommands", commands=many[:100])).status == 200
    code = await raw("setMyCommands", commands=commands, language_code="dutch")
    assert code.refusal == (400, BAD + "invalid language code specified")
    wrong = await raw("getMyCommands", scope={"type": "everybody"})
    assert wrong.refusal == (400, BAD + "can't parse BotCommandScope: Unsupported type specified")


async def test_descriptions(raw: Raw) -> None:
    await raw("setMyDescription", description="Kern", language_code="nl")
    await raw("setMyShortDescription", short_description="K")

    assert (await raw("getMyDescription", language_code="nl")).result == {"description": "Kern"}
    assert (await raw("getMyShortDescription", language_code="nl")).result == {"short_description": "K"}
    assert (await raw("setMyDescription", description="x" * 513)).status == 400
    assert (await raw("setMyShortDescription", short_description="x" * 121)).status == 400


async def test_chats_and_members(api: BotApi, raw: Raw, ada: Person, team: Group) -> None:
    ben = api.user("Ben", language_code="en", username="ben_b")

    assert (await raw("getMe")).result["can_read_all_group_messages"] is False
    assert (await raw("getChat", chat_id=team.id)).result["title"] == "Team"
    assert (await raw("getChat", chat_id=ada.id)).result["first_name"] == "Ada"
    assert (await raw("getChat", chat_id=ben.id)).refusal == (400, BAD + "chat not found")
    assert (await raw("getChatMember", chat_id=team.id, user_id=ada.id)).result["status"] == "member"
    assert (await raw("getChatMember", chat_id=team.id, user_id=ben.id)).result["status"] == "left"
    assert (await raw("getChatMember", chat_id=team.id, user_id=5)).refusal == (400, BAD + "user not found")
    own = await raw("leaveChat", chat_id=ada.id)
    assert own.refusal == (400, BAD + "chat member status can't be changed in private chats")
