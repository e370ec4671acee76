"""The Telegram front against a strict Bot API server: what people see, and what Telegram may complain about."""

from __future__ import annotations

import asyncio
import errno
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs
from telegram.ext import ApplicationBuilder

from bot.conversation.effects import Answer, Button, Draft, Edit, Effects, Hand, Screen, Send, Span, Typing
from bot.conversation.events import Command, Event, File, Other, Presence, Tap, Text
from bot.telegram_ui import build_application, streaming
from bot.telegram_ui.application import Ready, builder, serve
from bot.telegram_ui.pace import Limits
from bot.telegram_ui.transport import AiohttpRequest, Patience
from tests.fakes.telegram import TOKEN, BotApi, Delay, Drop, Fail, Pace, Person
from tests.unit.telegram_ui.talking import Talking, say, screen

FAST = Pace(scale=1000)
UNLIMITED = Limits(overall=0, group=0, chat=0)


@asynccontextmanager
async def running(
    api: BotApi, talking: Talking, limits: Limits = UNLIMITED, patience: Patience | None = None
) -> AsyncIterator[Ready]:
    """The front at work, polling."""
    made = builder(TOKEN, api.root)
    if patience is not None:
        made = ApplicationBuilder().token(TOKEN).base_url(api.base_url).request(AiohttpRequest(9, patience))
    application = build_application(made, talking, limits)
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()


async def eventually(done: Callable[[], object]) -> None:
    """Returns once `done` is true."""
    for _ in range(500):
        if done():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("waited for five seconds")


async def echo(event: Event) -> Effects:
    """Says what was said."""
    words = {Text: "text", Command: "name", Tap: "data", Other: "kind"}.get(type(event))
    return (say(event, str(getattr(event, words))),) if words else ()


def shown(text: str) -> Callable[[Event], Awaitable[Effects]]:
    """Always the same answer."""

    async def rule(event: Event) -> Effects:
        return (say(event, text),)

    return rule


async def test_a_text_is_answered_and_confirmed() -> None:
    talking = Talking(echo)
    async with BotApi(pace=FAST) as api, running(api, talking):
        api.user("Ada").says("Hallo <b>Bo</b> & co")
        answer = await api.user("Ada").sees("Hallo")
        await api.settled()
    assert answer.text == "Hallo <b>Bo</b> & co"
    assert not answer.styled("bold")


async def test_updates_of_one_chat_stay_in_order_and_chats_do_not_wait_for_each_other() -> None:
    gate = asyncio.Event()

    async def rule(event: Event) -> Effects:
        if isinstance(event, Text) and event.text == "slow":
            await gate.wait()
        return await echo(event)

    talking = Talking(rule)
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada, bo = api.user("Ada"), api.user("Bo")
        for text in ("slow", "second", "third"):
            ada.says(text)
        bo.says("quick")
        await bo.sees("quick")
        assert [event.text for event in talking.events if isinstance(event, Text)] == ["quick"]
        assert api.pending >= 3, "nothing behind the slow one may be confirmed"
        gate.set()
        await ada.sees("third")
        await api.settled()
        assert [message.text for message in ada.messages if message.by_bot] == ["slow", "second", "third"]


async def test_a_slow_chat_does_not_stop_later_updates_of_others() -> None:
    gate = asyncio.Event()

    async def rule(event: Event) -> Effects:
        if isinstance(event, Text) and event.text == "slow":
            await gate.wait()
        return await echo(event)

    async with BotApi(pace=FAST) as api, running(api, Talking(rule)):
        api.user("Ada").says("slow")
        await asyncio.sleep(0.1)
        for number in range(3):
            api.user("Bo").says(f"later {number}")
            await api.user("Bo").sees(f"later {number}", 5)
        gate.set()
        await api.settled()


async def test_what_was_handled_before_a_restart_is_not_handled_again() -> None:
    talking = Talking(echo)
    async with BotApi(pace=FAST) as api:
        first = api.user("Ada").says("once")
        second = api.user("Ada").says("twice")
        talking.handled.add(str(first.update_id))
        async with running(api, talking):
            await api.user("Ada").sees("twice")
            api.again(second, 2)
            await api.settled()
    assert [event.text for event in talking.events if isinstance(event, Text)] == ["twice"]
    assert talking.asked == [[str(first.update_id), str(second.update_id)]]


async def test_process_update_alone_keeps_order_and_drops_what_was_seen() -> None:
    talking = Talking(echo)
    async with BotApi(pace=FAST, check=False) as api:
        ada = api.user("Ada", started=True)
        application = build_application(
            ApplicationBuilder().token(TOKEN).base_url(api.base_url).base_file_url(api.base_file_url),
            talking,
            UNLIMITED,
        )
        for number in range(4):
            ada.says(str(number))
        async with application:
            updates = await application.bot.get_updates()
            await asyncio.gather(*map(application.process_update, (*updates, *updates)))
        assert [message.text for message in ada.messages if message.by_bot] == ["0", "1", "2", "3"]


async def test_a_card_is_edited_where_it_stands_and_its_place_is_told() -> None:
    async def rule(event: Event) -> Effects:
        if isinstance(event, Tap) and event.envelope.message:
            edit = Edit(event.envelope.message, screen("after", (Button("on", "1~b"),)), "post:1")
            return Answer(event.tap, "done"), edit, edit
        return (say(event, "before", (Button("go", "1~a", tone="good"), Button("copy", copy="x")), card="post:1"),)

    talking = Talking(rule)
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        ada.says("hi")
        await ada.sees("before")
        tap = ada.taps("go")
        after = await ada.sees("after")
        await api.settled()
        await eventually(lambda: len(talking.places) == 3)
        assert (tap.answered, tap.text) == (True, "done")
        assert after.labels == ["on"]
        assert {place.id for _, place in talking.places} == {str(after.id)}


async def test_a_message_that_is_gone_is_sent_anew() -> None:
    async def rule(event: Event) -> Effects:
        if isinstance(event, Tap) and event.envelope.message:
            return (Edit(event.envelope.message, screen("after"), "c", or_send=event.envelope.chat),)
        return (say(event, "before", (Button("go", "1~a"),)),)

    talking = Talking(rule)
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        ada.says("hi")
        before = await ada.sees("before")
        before.deleted = True
        ada.taps("go", before)
        after = await ada.sees("after")
        await eventually(lambda: talking.places)
    assert talking.places[0][1].id == str(after.id) != str(before.id)


async def test_a_long_screen_comes_in_pages_with_its_buttons_below_the_last() -> None:
    text = "\n\n".join(f"{number} " + "één 🙂 woord " * 60 for number in range(12))

    async def rule(event: Event) -> Effects:
        return (Send(event.envelope.chat, Screen((Span(text, "block"),), ((Button("go", "1~a"),),)), "c"),)

    talking = Talking(rule)
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        ada.says("hi")
        last = await ada.sees(lambda message: bool(message.labels))
        pages = [message for message in ada.messages if message.by_bot]
        assert [bool(page.labels) for page in pages] == [False] * (len(pages) - 1) + [True]
        assert "".join("".join(page.text for page in pages).split()) == "".join(text.split())
        assert all(page.styled("pre") for page in pages)
        await eventually(lambda: talking.places)
        assert talking.places[0][1].id == str(last.id)


async def test_refused_markup_is_sent_as_plain_text() -> None:
    async with BotApi(pace=FAST) as api, running(api, Talking(shown("a < b"))):
        api.fault("sendMessage", Fail(400, "Bad Request: can't parse entities: unsupported start tag"))
        api.user("Ada").says("hi")
        assert (await api.user("Ada").sees("a")).text == "a < b"


async def test_a_blocked_bot_is_told_to_the_conversation_and_no_error_for_anybody() -> None:
    async def rule(event: Event) -> Effects:
        return (say(event, "hello"), say(event, "again")) if isinstance(event, Text) else (say(event, "gone?"),)

    talking = Talking(rule)
    async with BotApi(pace=FAST) as api, running(api, talking):
        api.fault("sendMessage", Fail(403, "Forbidden: bot was blocked by the user"))
        api.user("Ada").says("hi")
        await eventually(lambda: len(talking.events) == 2)
        await api.settled()
        assert len(await api.wait_for_call("sendMessage")) == 1
    gone = talking.events[1]
    assert isinstance(gone, Presence)
    assert (gone.present, gone.envelope.chat.id) == (False, str(api.user("Ada").id))


async def test_retry_after_is_honoured_and_holds_up_nobody_else() -> None:
    async with BotApi(pace=FAST) as api, running(api, Talking(echo)):
        api.fault("sendMessage", Fail(429, retry_after=1))
        started = asyncio.get_running_loop().time()
        api.user("Ada").says("patience")
        await api.wait_for_call("sendMessage")
        api.user("Bo").says("quick")
        await api.user("Bo").sees("quick")
        assert asyncio.get_running_loop().time() - started < 0.9
        await api.user("Ada").sees("patience")
        assert asyncio.get_running_loop().time() - started >= 1


async def test_the_pace_of_chat_and_group_is_kept() -> None:
    async def rule(event: Event) -> Effects:
        return [say(event, f"message {number}") for number in range(6)] if isinstance(event, Command) else ()

    async with BotApi() as api, running(api, Talking(rule), Limits()):
        group = api.group("Team", api.user("Ada"))
        group.adds_bot(api.user("Ada"))
        api.user("Ada").says("/go", group)
        api.user("Ada").says("/go")
        await group.shows("message 5", 10)
        await api.user("Ada").sees("message 5", 10)
        assert api.refused_by_pace == 0


async def test_a_dropped_connection_costs_no_message() -> None:
    async with BotApi(pace=FAST) as api, running(api, Talking(echo)):
        api.fault("sendMessage", Drop())
        api.fault("getUpdates", Drop())
        api.user("Ada").says("through")
        await api.user("Ada").sees("through")
        await api.settled()


async def test_an_answer_that_is_late_is_not_given_twice() -> None:
    short = Patience(pool=1, connect=1, write=1, read=0.2)
    async with BotApi(pace=FAST) as api, running(api, Talking(echo), patience=short):
        api.fault("sendMessage", Delay(1))
        api.user("Ada").says("slow")
        await api.user("Ada").sees("slow")
        await asyncio.sleep(1.2)
        assert len([message for message in api.user("Ada").messages if message.by_bot]) == 1


async def test_groups_hear_only_what_is_meant_for_the_bot() -> None:
    talking = Talking(echo)
    async with BotApi(pace=FAST, privacy=False) as api, running(api, talking):
        ada = api.user("Ada")
        group = api.group("Team", ada, supergroup=True)
        group.adds_bot(ada)
        ada.says("talk among people", group)
        ada.says("/nieuw@kern_test_bot voor Bo", group)
        own = await group.shows("nieuw")
        ada.says("for another /x", group)
        ada.says("/nieuw@other_bot", group)
        ada.says("my reason", group, reply_to=own)
        await group.shows("my reason")
        ada.says("@Kern_Test_Bot, a post please", group)
        await group.shows("a post please")
        await api.settled()
    heard = [event for event in talking.events if not isinstance(event, Presence)]
    assert [getattr(event, "text", getattr(event, "argument", "")) for event in heard] == [
        "voor Bo",
        "my reason",
        "a post please",
    ]
    assert heard[1].envelope.reply_to is not None
    assert heard[1].envelope.reply_to.id == str(own.id)


async def test_a_group_that_becomes_a_supergroup_is_told_and_answered_there() -> None:
    talking = Talking(echo)
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        group = api.group("Team", ada)
        group.adds_bot(ada)
        await api.settled()
        api.hold()
        ada.says("/late", group)
        api.upgrade(group, ada)
        api.release()
        await group.shows("late")
        await api.settled()
    moves = [event for event in talking.events if isinstance(event, Presence) and event.moved_to]
    assert {move.moved_to for move in moves} == {str(group.id)}
    assert group.old is not None
    assert {move.envelope.chat.id for move in moves} == {str(group.old.id)}


async def test_files_are_described_and_fetched_and_too_large_ones_are_not() -> None:
    talking = Talking()
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        ada.sends_document("brief.md", b"# Bo", "text/markdown", caption="read this", forwarded_from="Cy")
        ada.sends_voice(b"OggS1")
        ada.sends_document("film.mov", b"", "video/quicktime", size=21 << 20)
        ada.sends_document("lie.bin", bytes(21 << 20), size=4)
        await api.settled()
        paper, voice, film, lie = talking.events
        assert isinstance(lie, File)
        assert isinstance(paper, File)
        assert isinstance(voice, File)
        assert isinstance(film, File)
        assert paper[2:] == ("brief.md", "text/markdown", 4, "read this", False, "Cy")
        assert voice.voice
        assert talking.front is not None
        assert await talking.front.fetch(paper.ref) == b"# Bo"
        for ref, code in ((film.ref, errno.EFBIG), (lie.ref, errno.EFBIG), ("nothing", errno.ENOENT)):
            with pytest.raises(OSError) as refused:  # noqa: PT011 - the number tells which
                await talking.front.fetch(ref)
            assert refused.value.errno == code


async def test_a_file_is_handed_over() -> None:
    async def rule(event: Event) -> Effects:
        return Typing(event.envelope.chat), Hand(event.envelope.chat, "../pack: één.md", b"# x", "your <file>")

    async with BotApi(pace=FAST) as api, running(api, Talking(rule)):
        api.user("Ada").says("export")
        handed = await api.user("Ada").sees("your <file>")
    assert handed.file is not None
    assert (handed.file.name, handed.file.content) == ("_pack_ één.md", b"# x")


async def test_an_unexpected_error_is_a_screen_with_the_id_that_is_logged_without_the_words() -> None:
    async def rule(event: Event) -> Effects:
        raise RuntimeError(f"secret {event.text}" if isinstance(event, Text) else "")

    talking = Talking(rule)
    async with BotApi(pace=FAST) as api, running(api, talking):
        with capture_logs() as logs:
            api.user("Ada", language_code="en").says("my words")
            await api.user("Ada").sees("trouble")
            talking.speechless = True
            api.user("Ada").says("my words")
            await api.user("Ada").sees("Something went wrong (")
            await api.settled()
    references = [reference for _, reference in talking.troubles]
    assert [entry["reference"] for entry in logs if entry["event"] == "unexpected"] == references
    assert "my words" not in str(logs)


async def test_other_things_are_named_and_nothing_raises() -> None:
    talking = Talking(echo)
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        ada.sends_sticker()
        ada.sends_location()
        ada.sends_photo()
        ada.sends_photo(caption="a case")
        ada.edits(ada.says("ten thousand"), "ten million")
        await ada.sees("ten million")
        ada.blocks_bot()
        await api.settled()
    kinds = [event.kind for event in talking.events if isinstance(event, Other)]
    texts = [(event.text, event.edited) for event in talking.events if isinstance(event, Text)]
    assert kinds == ["sticker", "location", "photo"]
    assert texts == [("a case", False), ("ten thousand", False), ("ten million", True)]
    assert isinstance(talking.events[-1], Presence)


async def _stream(talking: Talking, person_or_group: str, private: bool, states: int, api: BotApi) -> None:
    event = talking.events[0]
    chat = event.envelope.chat
    assert chat.private is private
    assert talking.front is not None
    for number in range(states):
        await talking.front.perform([Draft(chat, "job:1", screen(f"state {number} of {person_or_group}"))])
        await asyncio.sleep(0.01)
    await talking.front.perform([Send(chat, screen("all done", (Button("next", "1~a"),)), "job:1")])


async def test_a_growing_text_is_a_draft_in_a_private_chat_and_then_a_message() -> None:
    talking = Talking()
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        ada.says("/go")
        await api.settled()
        await _stream(talking, "Ada", True, 30, api)
        done = await ada.sees("all done")
        assert ada.chat.drafts[0].text == "state 0 of Ada"
        assert len(ada.chat.drafts) <= 12
        assert [message.text for message in ada.messages if message.by_bot] == ["all done"]
        assert talking.places[0][1].id == str(done.id)


async def test_a_growing_text_is_edited_in_a_group_and_the_last_state_arrives_despite_a_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streaming, "STEPS", (0.02,) * 10)
    talking = Talking()
    async with BotApi(pace=FAST) as api, running(api, talking):
        group = api.group("Team", api.user("Ada"))
        group.adds_bot(api.user("Ada"))
        api.user("Ada").says("/go", group)
        await api.settled()
        talking.events.pop(0)
        api.fault("editMessageText", Fail(429, retry_after=1))
        await _stream(talking, "Team", False, 60, api)
        done = await group.shows("all done")
        assert len([message for message in group.messages if message.by_bot]) == 1
        assert done.labels == ["next"]
        calls = await api.wait_for_call("editMessageText")
        assert len([call for call in calls if call.status == 200]) <= 12


async def test_the_last_state_arrives_when_no_final_text_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "STEPS", (0.02,) * 10)
    monkeypatch.setattr(streaming, "QUIET", 0.2)
    talking = Talking()
    async with BotApi(pace=FAST) as api, running(api, talking):
        group = api.group("Team", api.user("Ada"))
        group.adds_bot(api.user("Ada"))
        await api.settled()
        chat = talking.events[0].envelope.chat
        assert talking.front is not None
        for number in range(60):
            await talking.front.perform([Draft(chat, "job:1", screen(f"state {number}."))])
            await asyncio.sleep(0.01)
        await group.shows("state 59.")
        assert len(await api.wait_for_call("editMessageText")) <= 11


async def test_a_draft_is_kept_alive_while_nothing_new_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "ALIVE", 0.05)
    talking = Talking()
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        ada.says("/go")
        await api.settled()
        assert talking.front is not None
        await talking.front.perform([Draft(talking.events[0].envelope.chat, "job:1", screen("thinking"))])
        await api.until(lambda: len(ada.chat.drafts) == 3)
        assert {draft.text for draft in ada.chat.drafts} == {"thinking"}


async def test_a_server_without_drafts_gets_edits() -> None:
    talking = Talking()
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        ada.says("/go")
        await api.settled()
        api.fault("sendMessageDraft", Fail(404, "Not Found: method not found"), 99)
        await _stream(talking, "Ada", True, 5, api)
        await ada.sees("all done")
        assert len([message for message in ada.messages if message.by_bot]) == 1


async def test_typing_is_shown_until_the_answer() -> None:
    gate = asyncio.Event()

    async def rule(event: Event) -> Effects:
        return (Typing(event.envelope.chat),)

    talking = Talking(rule)
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        ada.says("hi")
        await api.until(lambda: ada.chat.actions == ["typing"])
        assert talking.front is not None
        await talking.front.perform([say(talking.events[0], "here")])
        await ada.sees("here")
    gate.set()


async def test_commands_and_descriptions_are_registered_for_each_language() -> None:
    async with BotApi(pace=FAST) as api, running(api, Talking()) as application:
        assert application.post_init is not None
        await application.post_init(application)
        await api.wait_for_call("setMyShortDescription", 3)
        commands = {language: items[0]["description"] for (_, language), items in api.profile.commands.items()}
    assert commands == {"": "Wat kan ik hier doen?", "nl": "Wat kan ik hier doen?", "en": "What can I do here?"}
    assert api.profile.descriptions["en"] == "Texts for your brand."


async def test_an_update_that_the_library_cannot_read_stops_nothing() -> None:
    poll = {"id": "1", "question": "secret words", "options": [], "total_voter_count": 0, "type": "regular"}
    async with BotApi(pace=FAST) as api, running(api, Talking(echo)):
        ada = api.user("Ada")
        api.hold()
        ada.says("before")
        ada.sends_other({"poll": poll})
        ada.says("after")
        with capture_logs() as logs:
            api.release()
            await ada.sees("after")
            await api.settled()
        assert [message.text for message in ada.messages if message.by_bot] == ["before", "after"]
    assert [entry["event"] for entry in logs] == ["unreadable-batch", "unreadable"]
    assert "secret" not in str(logs)


async def test_serving_begins_introduces_itself_and_ends_when_told() -> None:
    stop, before = asyncio.Event(), gc.get_threshold()
    async with BotApi(pace=FAST) as api, asyncio.TaskGroup() as group:
        group.create_task(serve(build_application(builder(TOKEN, api.root + "/"), Talking(echo)), stop))
        api.user("Ada").says("hi")
        await api.user("Ada").sees("hi")
        await api.wait_for_call("setMyCommands", 3)
        stop.set()
    gc.set_threshold(*before)
    gc.unfreeze()
    assert api.pending == 0


async def test_stopping_confirms_what_was_handled() -> None:
    talking = Talking(echo)
    async with BotApi(pace=FAST) as api:
        async with running(api, talking):
            ada: Person = api.user("Ada")
            ada.says("last words")
            await ada.sees("last words")
        assert api.pending == 0
