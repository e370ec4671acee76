"""python-telegram-bot talks to the fake Telegram and finds it true: polling, sending, groups."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, EndPointNotFound, Forbidden, InvalidToken

from tests.fakes import telegram as fake
from tests.fakes.telegram import BotApi, Pace
from tests.fakes.telegram.talker import bot_at, collecting, polling, talking

FAST = Pace(on=False)


# Polling


async def test_a_conversation_by_polling() -> None:
    async with BotApi(pace=FAST) as api:
        ada = api.user("Ada", language_code="nl")
        async with polling(talking(api)):
            asked = ada.starts("invite-7")
            welcome = await ada.sees("Welkom")
            tap = ada.taps("Ga door")
            chosen = await ada.sees("Gekozen: go:1")
            ada.says("dag")
            await ada.sees("dag")
            await api.settled()
            assert (api.unanswered, api.taps) == ([], [tap])

    assert (welcome.history[0].text, welcome.reply_to) == ("Welkom invite-7", asked)
    assert [button.style for row in welcome.history[0].rows for button in row] == ["success"]
    assert chosen is welcome
    assert (tap.text, tap.alert, tap.answered) == ("Goed", False, True)
    assert [message.text for message in ada.messages] == ["/start invite-7", "Gekozen: go:1", "dag", "dag"]


async def test_updates_wait_for_a_bot_that_is_away() -> None:
    async with BotApi(pace=FAST) as api:
        ada = api.user("Ada")
        for word in ("one", "two"):
            ada.says(word)
        assert api.pending == 2
        async with polling(talking(api)):
            await ada.sees("two", since=0)
            await api.settled()
        ada.says("three")
        async with polling(talking(api)):
            await ada.sees("three")
            await api.settled()

    assert [message.text for message in ada.messages if message.by_bot] == ["one", "two", "three"]


async def test_every_kind_of_update_is_understood() -> None:
    async with BotApi(pace=FAST) as api:
        ada, ben = api.user("Ada", last_name="Lovelace", username="ada_l"), api.user("Ben")
        team = api.group("Team", ada, ben, forum=True)
        app, seen = collecting(api)
        async with polling(app):
            typed = ada.says("hoi <b>")
            ada.edits(typed, "hoi allemaal")
            ada.says("van Ben", forwarded_from=ben)
            ada.says("van een onbekende", forwarded_from="Iemand")
            ada.says("uit de groep", forwarded_from=team)
            ada.says("vet <b>woord</b>", html=True, reply_to=typed)
            ada.sends_document("a.md", b"# a", "text/markdown", caption="lees")
            ada.sends_voice(b"OggS1", 7)
            ada.sends_photo(b"\xff\xd8\xff", caption="foto")
            ada.sends_sticker()
            ada.sends_location()
            ada.blocks_bot()
            ada.unblocks_bot()
            team.adds_bot(ada)
            topic = team.opens_topic("Posts", ada)
            ben.says("/review@kern_test_bot", team, thread=topic)
            team.kicks_bot(ben)
            await api.settled()

    told = [update.to_dict() for update in seen]
    assert [next(iter(update.keys() - {"update_id"})) for update in told] == [
        *("message", "edited_message", *["message"] * 9, "my_chat_member", "my_chat_member", "my_chat_member"),
        *("message", "message", "message", "my_chat_member"),
    ]
    messages = [update.get("message", {}) for update in told]
    assert messages[0]["from"]["last_name"] == "Lovelace"
    assert [item["forward_origin"]["type"] for item in messages[2:5]] == ["user", "hidden_user", "chat"]
    assert seen[5].message
    assert (seen[5].message.text_html, messages[5]["reply_to_message"]["text"]) == (
        "vet <b>woord</b>",
        "hoi allemaal",
    )
    assert (messages[6]["document"]["file_name"], messages[6]["caption"]) == ("a.md", "lees")
    assert (messages[7]["voice"]["file_size"], messages[8]["photo"][0]["file_size"]) == (5, 3)
    assert ("sticker" in messages[9], "location" in messages[10]) == (True, True)
    assert told[11]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert messages[14]["new_chat_members"][0]["username"] == "kern_test_bot"
    assert messages[15]["forum_topic_created"]["name"] == "Posts"
    assert (messages[16]["message_thread_id"], messages[16]["is_topic_message"]) == (topic, True)
    assert messages[16]["entities"][0]["type"] == "bot_command"


async def test_a_second_poll_ends_the_first_and_a_webhook_ends_all() -> None:
    async with BotApi(pace=FAST) as api, bot_at(api) as one, bot_at(api) as other:
        async with asyncio.TaskGroup() as group:
            first = group.create_task(_error_of(one.get_updates(timeout=5)))
            await api.until(lambda: api.polls == 1)
            second = group.create_task(_error_of(other.get_updates(timeout=5)))
            assert "terminated by other getUpdates request" in await first
            await one.set_webhook("https://bot.example/hook")
            assert "terminated by setWebhook request" in await second
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await one.get_updates()
        assert (await one.get_webhook_info()).url == "https://bot.example/hook"
        await one.delete_webhook()
        assert await one.get_updates(timeout=0) == ()


async def _error_of(call: Awaitable[object]) -> str:
    with pytest.raises(Conflict) as caught:
        await call
    return caught.value.message


async def test_offsets_limits_and_types() -> None:
    async with BotApi(pace=FAST) as api, bot_at(api) as bot:
        ada = api.user("Ada")
        await bot.get_updates(timeout=0, allowed_updates=["message"])
        for word in "abcde":
            ada.says(word)
        ada.edits(ada.messages[0], "A")
        first = await bot.get_updates(limit=2)
        assert [update.message and update.message.text for update in first] == ["a", "b"]
        again = await bot.get_updates(limit=2)
        assert first == again
        rest = await bot.get_updates(offset=first[-1].update_id + 1)
        assert [update.message and update.message.text for update in rest] == ["c", "d", "e"]
        last = await bot.get_updates(offset=-1)
        assert [update.message and update.message.text for update in last] == ["e"]
        assert api.pending == 1


async def test_an_update_twice_and_out_of_order() -> None:
    async with BotApi(pace=FAST) as api:
        ada = api.user("Ada")
        app, seen = collecting(api)
        async with polling(app):
            one = ada.says("one")
            await api.settled()
            api.again(one, times=2)
            await api.until(lambda: len(seen) == 3 and not api.pending)
            api.hold()
            two, three = ada.says("two"), ada.says("three")
            assert api.pending == 0
            api.release(1, 0)
            await api.settled()

    ids = [update.update_id for update in seen]
    assert ids[:5] == [one.update_id, one.update_id, one.update_id, three.update_id, two.update_id]
    assert set(ids[5:]) <= {three.update_id}  # the offset of the last one does not confirm the higher id


# Sending


async def test_what_the_library_sends_is_taken_without_a_violation() -> None:
    async with BotApi(pace=FAST) as api, bot_at(api) as bot:
        ada = api.user("Ada", started=True)
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Kopie", copy_text=CopyTextButton("tekst"))]])
        sent = await bot.send_message(
            ada.id,
            "<b>x</b> &amp; y",
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            disable_notification=True,
            protect_content=True,
            reply_parameters=ReplyParameters(1, allow_sending_without_reply=True),
        )
        await bot.send_message_draft(ada.id, 5, "<i>denkt</i>", parse_mode=ParseMode.HTML)
        await bot.send_chat_action(ada.id, ChatAction.TYPING)
        document = await bot.send_document(
            ada.id, b"# plan", filename="plan.md", caption="<b>klaar</b>", parse_mode="HTML", reply_markup=keyboard
        )
        assert document.document
        file = await bot.get_file(document.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"# plan"
        await bot.edit_message_reply_markup(ada.id, sent.message_id)
        await bot.delete_message(ada.id, sent.message_id)
        commands = [BotCommand("new", "Nieuwe post"), BotCommand("help", "Hulp")]
        await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code="nl")
        assert await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "nl") == tuple(commands)
        await bot.set_my_description("Kern", language_code="nl")
        await bot.set_my_short_description("K")
        assert api.profile.short_descriptions == {"": "K"}
        assert (await bot.get_chat(ada.id)).first_name == "Ada"
        assert (await bot.get_chat_member(ada.id, ada.id)).status == "member"
        assert bot.username == "kern_test_bot"

    assert [message.text for message in ada.chat.deleted] == ["x & y"]
    assert ada.chat.deleted[0].effects == {"disable_notification": True, "protect_content": True}
    assert (ada.last.text, ada.last.labels, ada.chat.actions) == ("klaar", ["Kopie"], ["typing"])
    assert [draft.text for draft in ada.chat.drafts] == ["denkt"]


async def test_refusals_become_the_errors_of_the_library() -> None:
    async with BotApi(pace=FAST, check=False) as api, bot_at(api) as bot:
        ada, ben = api.user("Ada", started=True), api.user("Ben", started=True)
        team = api.group("Team", ada)
        team.adds_bot(ada)
        old = team.id
        new = api.upgrade(team, ada)
        ben.blocks_bot()
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(ben.id, "x")
        with pytest.raises(BadRequest, match="Message is too long"):
            await bot.send_message(ada.id, "x" * 4097)
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(old, "x")
        assert moved.value.new_chat_id == new
        sent = await bot.send_message(ada.id, "x")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("x", ada.id, sent.message_id)
        with pytest.raises(InvalidToken):
            async with bot_at(api, "424242:other"):
                pass


# Groups


async def test_privacy_mode_in_groups() -> None:
    async with BotApi(pace=FAST) as api:
        ada = api.user("Ada")
        team = api.group("Team", ada)
        app, seen = collecting(api)
        async with polling(app):
            team.adds_bot(ada)
            await app.bot.send_message(team.id, "kaart")
            card = await team.shows("kaart")
            told = [
                ada.says("onder ons", team),
                ada.says("/help@other_bot", team),
                ada.says("/help", team),
                ada.says("te lang", team, reply_to=card),
            ]
            team.promotes_bot(ada)
            told.append(ada.says("nu wel", team))
            await api.settled()

    assert [message.update_id is not None for message in told] == [False, False, True, True, True]
    heard = [update.message.text for update in seen if update.message and update.message.text]
    assert heard == ["/help", "te lang", "nu wel"]


async def test_a_long_paste_comes_in_pieces() -> None:
    async with BotApi(pace=FAST) as api:
        ada = api.user("Ada")
        app, seen = collecting(api)
        async with polling(app):
            ada.says("😀" * 5000)
            await api.settled()

    assert [len(update.message.text or "") for update in seen if update.message] == [2048, 2048, 904]


# The hand of the test


async def test_taps_and_updates_that_no_client_makes() -> None:
    async with BotApi(pace=FAST) as api:
        ada = api.user("Ada")
        async with polling(talking(api)):
            ada.starts()
            forged = ada.forges("go:999", await ada.sees("Welkom"))
            await ada.sees("Gekozen: go:999")
            api.inject("message", {"message_id": 1, "date": 0, "chat": ada.chat.to_json(), "text": "anoniem"})
            await ada.sees("anoniem")
            await api.settled()

    assert forged.text == "Goed"


async def test_waiting_in_vain_tells_what_there_is() -> None:
    async with BotApi(pace=FAST) as api, bot_at(api) as bot:
        ada = api.user("Ada", started=True)
        await bot.send_message(ada.id, "Welkom")
        assert (await api.wait_for(lambda message: message.text == "Welkom")).by_bot
        assert len(await api.wait_for_call("sendMessage")) == 1
        ada.says("dank")
        with pytest.raises(AssertionError, match=r"(?s)waited 0.05 s for a message with 'Welkom'.*'Welkom'"):
            await api.wait_for("Welkom", 0.05)
        assert (await api.wait_for("Welkom", since=0)).text == "Welkom"


async def test_leaving_with_violations_fails_the_test() -> None:
    api = BotApi()
    with pytest.raises(AssertionError, match="unknown method 'sendTelegram'"):
        await _calls_what_is_not_there(api)


async def _calls_what_is_not_there(api: BotApi) -> None:
    async with api, bot_at(api) as bot:
        with pytest.raises(EndPointNotFound):
            await bot.do_api_request("sendTelegram")


def test_it_knows_nothing_of_the_bot_and_of_no_library() -> None:
    modules = [path for path in Path(fake.__path__[0]).glob("*.py") if path.name != "talker.py"]
    lines = [line for path in modules for line in path.read_text().splitlines()]

    assert len(modules) > 20
    assert not [line for line in lines if line.startswith(("from bot", "import bot", "from telegram"))]
