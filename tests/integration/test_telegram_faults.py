"""What goes wrong between the front and Telegram, one thing at a time: nothing is lost, nothing stands twice, and
nobody calls while told to wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs
from telegram.ext import ApplicationBuilder, ExtBot

from bot.conversation.effects import Button, Draft, Edit, Effects, Hand, Lasting, Send
from bot.conversation.events import Chat, Event, MessageRef, Tap, Text
from bot.domain.errors import StorageError
from bot.telegram_ui import build_application, outgoing, streaming, webhook
from bot.telegram_ui.pace import Limits
from bot.telegram_ui.render import Page
from bot.telegram_ui.transport import AiohttpRequest, Patience
from tests.fakes.telegram import TOKEN, BotApi, Delay, Drop, Fail, Group, Pace, Person
from tests.unit.telegram_ui.talking import Talking, say, screen

FAST = Pace(scale=1000)
UNLIMITED = Limits(overall=0, group=0, chat=0)
LOST = [
    pytest.param(Drop(after=True), id="the line is cut"),
    pytest.param(Fail(502, after=True), id="a proxy answers"),
    pytest.param(Delay(0.6), id="nothing comes back"),
]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "PAUSES", (0.01, 0.05, 0.4, 0.1, 0.2, 0.4, 0.4))
    monkeypatch.setattr(outgoing, "_SOON", (0.01, 0.02, 0.05))


@asynccontextmanager
async def running(api: BotApi, talking: Talking) -> AsyncIterator[None]:
    """The front at work, with an answer taken for lost after 0.3 seconds."""
    made = ApplicationBuilder().token(TOKEN).base_url(api.base_url)
    made = made.request(AiohttpRequest(9, Patience(read=0.3))).get_updates_request(AiohttpRequest(2))
    application = build_application(made, talking, UNLIMITED)
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        try:
            yield
        finally:
            await application.updater.stop()
            await application.stop()


async def echo(event: Event) -> Effects:
    """Says what was said, as a card."""
    return (say(event, event.text, card="1/post:1"),) if isinstance(event, Text) else ()


@dataclass
class Waits(Talking):
    """Asks a database whose turn it is."""

    answers: list[bool | StorageError] = field(default_factory=list)

    async def turn(self, effect: Lasting) -> Lasting | None:
        answer = self.answers.pop(0) if self.answers else True
        if isinstance(answer, StorageError):
            raise answer
        return effect if answer else None


async def eventually(done: Callable[[], bool]) -> None:
    """Returns once `done` is true."""
    for _ in range(500):
        if done():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("waited for five seconds")


def said(where: Person | Group) -> list[str]:
    """What the bot says there."""
    return [message.text for message in where.messages if message.by_bot]


@asynccontextmanager
async def begun(talking: Talking, *, group: bool = False) -> AsyncIterator[tuple[BotApi, Person | Group, Chat]]:
    """Somebody has talked with the bot a little, in private or in a group."""
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        if not group:
            ada.says("hallo")
            await ada.sees("hallo")
            await eventually(lambda: bool(talking.places))
            yield api, ada, talking.events[-1].envelope.chat
            return
        team = api.group("Team", ada, supergroup=True)
        team.adds_bot(ada)
        ada.says("/hallo", team)
        await api.settled()
        chat = talking.events[-1].envelope.chat
        assert talking.front
        await talking.front.perform([Send(chat, screen("hallo"))])
        yield api, team, chat


@pytest.mark.parametrize("group", [False, True])
@pytest.mark.parametrize("fault", LOST)
async def test_a_message_whose_answer_is_lost_stands_once_and_is_known(
    fault: Drop | Fail | Delay, group: bool
) -> None:
    talking = Talking(echo)
    async with begun(talking, group=group) as (api, where, chat):
        assert talking.front
        api.user("Bo").says("meanwhile")
        await api.user("Bo").sees("meanwhile")
        api.fault("sendMessage", fault)
        await talking.front.perform([Send(chat, screen("once"), "1/post:2"), Send(chat, screen("then"))])
        assert said(where) == ["hallo", "once", "then"]
        once = next(message for message in where.messages if message.text == "once")
        assert [place.id for card, place in talking.places if card == "1/post:2"] == [str(once.id)]


@pytest.mark.parametrize("fault", LOST)
async def test_a_file_whose_answer_is_lost_stands_once(fault: Drop | Fail | Delay) -> None:
    talking = Talking(echo)
    async with begun(talking) as (api, where, chat):
        assert talking.front
        api.fault("sendDocument", fault)
        await talking.front.perform([Hand(chat, "pack.md", b"# x", "your file"), Send(chat, screen("then"))])
        assert said(where) == ["hallo", "your file", "then"]


@pytest.mark.parametrize("fault", [Drop(), Fail(502), Fail(500), Delay(0.6, before=True)])
async def test_a_message_that_was_not_taken_is_sent_again(fault: Drop | Fail | Delay) -> None:
    talking = Talking(echo)
    async with begun(talking) as (api, where, chat):
        assert talking.front
        api.fault("sendMessage", fault, 3)
        await talking.front.perform([Send(chat, screen("at last")), Send(chat, screen("then"))])
        assert said(where) == ["hallo", "at last", "then"]


async def test_the_line_may_also_be_cut_while_it_is_looked_for() -> None:
    talking = Talking(echo)
    async with begun(talking) as (api, where, chat):
        assert talking.front
        api.fault("sendMessage", Drop(after=True))
        api.fault("editMessageCaption", Drop(), 2)
        api.fault("editMessageCaption", Fail(429, retry_after=1))
        await talking.front.perform([Send(chat, screen("once"))])
        assert said(where) == ["hallo", "once"]


async def test_the_first_message_of_a_process_is_looked_for_after_the_one_that_it_answers() -> None:
    async with BotApi(pace=FAST) as api:
        ada = api.user("Ada")
        asked = ada.says("hallo")
        calls = outgoing.Outgoing(ExtBot(TOKEN, api.base_url, request=AiohttpRequest()))
        async with calls._bot:
            calls.heard(str(ada.id), asked.id)
            api.fault("sendMessage", Drop(after=True))
            place = await calls.post(Chat("telegram", str(ada.id)), Page("once", "once"))
        assert [str(message.id) for message in ada.messages if message.by_bot] == [place.id]


@pytest.mark.parametrize("fault", [Fail(409, "Conflict: terminated by other setWebhook"), Fail(502)])
async def test_two_processes_that_set_the_webhook_at_once_do_not_stop_each_other(
    fault: Fail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "PAUSES", (0.01,))
    async with BotApi(pace=FAST) as api:
        made = ApplicationBuilder().token(TOKEN).base_url(api.base_url)
        application = build_application(made, Talking(echo), UNLIMITED)
        async with application:
            api.fault("setWebhook", fault, 2)
            await webhook.Webhook(application).begin("https://127.0.0.1/", "secret", asyncio.Event())
        assert (api.webhook.url, api.faults_left) == ("https://127.0.0.1/", 0)


async def test_two_chats_at_once_lose_their_answers() -> None:
    talking = Talking(echo)
    async with begun(talking) as (api, ada, chat):
        bo = api.user("Bo", started=True)
        assert talking.front
        api.fault("sendMessage", Drop(after=True), 2)
        both = [Send(chat, screen("for Ada")), Send(chat._replace(id=str(bo.id)), screen("for Bo"))]
        await talking.front.perform(both)
        assert (said(ada), said(bo)) == (["hallo", "for Ada"], ["for Bo"])


@pytest.mark.parametrize("method", ["sendMessage", "sendDocument", "editMessageText"])
async def test_who_is_told_to_wait_waits_and_nothing_is_lost(method: str) -> None:
    talking = Talking(echo)
    async with begun(talking) as (api, where, chat):
        assert talking.front
        place = talking.places[0][1]
        api.fault(method, Fail(429, retry_after=1))
        effect: Send | Edit | Hand = Send(chat, screen("done"))
        if method == "sendDocument":
            effect = Hand(chat, "pack.md", b"# x", "done")
        elif method == "editMessageText":
            effect = Edit(place, screen("done"))
        await talking.front.perform([effect])
        assert "done" in said(where)
        assert [call.status for call in api.calls if call.method == method][-2:] == [429, 200]


async def test_a_growing_text_that_is_told_to_wait_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "STEPS", (0.02,) * 10)
    talking = Talking(echo)
    async with begun(talking) as (api, where, chat):
        assert talking.front
        api.fault("sendMessageDraft", Fail(429, retry_after=1))
        async with asyncio.timeout(10):
            while not where.chat.drafts:
                await talking.front.perform([Draft(chat, "job:1", screen("growing"))])
                await asyncio.sleep(0.02)
        drafts = [call for call in api.calls if call.method == "sendMessageDraft"]
        assert [call.status for call in drafts] == [429, 200]
        await talking.front.perform([Send(chat, screen("grown"), "job:1")])
        assert said(where) == ["hallo", "grown"]


@pytest.mark.parametrize("calls", ["first", "last"])
async def test_a_bad_gateway_for_the_first_and_for_the_last_edit(
    calls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "STEPS", (0.02,) * 10)
    talking = Talking(echo)
    async with begun(talking, group=True) as (api, where, chat):
        assert talking.front
        await talking.front.perform([Draft(chat, "1/post:1", screen("state 0"))])
        await where.shows("state 0")
        if calls == "first":
            api.fault("editMessageText", Fail(502))
        await talking.front.perform([Draft(chat, "1/post:1", screen("state 1"))])
        await where.shows("state 1")
        if calls == "last":
            api.fault("editMessageText", Fail(502), 2)
        await talking.front.perform([Send(chat, screen("the end"), "1/post:1")])
        assert said(where) == ["hallo", "the end"]
        assert not api.faults_left


async def test_who_blocks_the_bot_while_a_text_grows_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "STEPS", (0.01,) * 10)
    talking = Talking(echo)
    async with begun(talking) as (api, ada, chat):
        assert talking.front
        assert isinstance(ada, Person)
        await talking.front.perform([Draft(chat, "job:1", screen("state"))])
        await api.until(lambda: ada.chat.drafts)
        ada.blocks_bot()
        await api.settled()
        before = len(api.calls)
        with capture_logs() as logs:
            for number in range(30):
                await talking.front.perform([Draft(chat, "job:1", screen(f"state {number}"))])
                await asyncio.sleep(0.01)
            await talking.front.perform([Send(chat, screen("done"), "job:1"), Send(chat, screen("and more"))])
        spoken = [call.method for call in api.calls[before:] if call.method.startswith(("send", "edit"))]
        assert spoken.count("sendMessageDraft") <= 1
        assert spoken.count("sendMessage") == 1
        assert not [entry for entry in logs if entry["log_level"] == "error"]
        api.user("Bo").says("still there?")
        await api.user("Bo").sees("still there?")


async def test_a_message_that_is_gone_before_it_is_changed_is_sent_anew() -> None:
    talking = Talking(echo)
    async with begun(talking) as (_, where, chat):
        assert talking.front
        gone = where.messages[-1]
        gone.deleted = True
        place = MessageRef("telegram", chat.id, str(gone.id))
        await talking.front.perform([Edit(place, screen("anew"), "1/post:1", chat), Edit(place, screen("never"))])
        assert said(where)[-1] == "anew"
        assert talking.places[-1][1].id == str(where.messages[-1].id)


async def test_updates_that_come_often_and_in_any_order_are_handled_once() -> None:
    talking = Talking(echo)
    async with begun(talking) as (api, ada, _):
        assert isinstance(ada, Person)
        api.hold()
        texts = [ada.says(f"text {number}") for number in range(5)]
        api.release(3, 0, 4, 1, 2)
        await api.settled()
        for number, text in enumerate(texts):
            api.again(text, number)
        await api.settled()
        handled = [event.text for event in talking.events if isinstance(event, Text)]
        assert sorted(handled) == ["hallo", *(f"text {number}" for number in range(5))]
        await api.until(lambda: len(said(ada)) == 6)


async def test_ten_taps_at_once_are_handled_one_by_one_and_all_answered() -> None:
    beside: list[int] = [0]

    async def rule(event: Event) -> Effects:
        if isinstance(event, Tap):
            beside[0] += 1
            assert beside[0] == 1, "two taps of a chat at once"
            await asyncio.sleep(0)
            beside[0] -= 1
            return (say(event, f"tap {len(talking.events)}"),)
        return (say(event, "tap me", (Button("go", "1~a"),)),)

    talking = Talking(rule)
    async with BotApi(pace=FAST) as api, running(api, talking):
        ada = api.user("Ada")
        ada.says("hallo")
        await ada.sees("tap me")
        for _ in range(10):
            ada.taps("go")
        await api.until(lambda: len(said(ada)) == 11)
        assert said(ada)[1:] == [f"tap {number}" for number in range(1, 11)]


async def test_what_waits_for_its_turn_is_not_given_up_when_the_database_goes_away() -> None:
    talking = Waits(echo)
    async with begun(talking) as (_, ada, chat):
        assert talking.front
        one, two = Send(chat, screen("one")), Send(chat, screen("two"))
        talking.answers = [StorageError("The database cannot be reached.")]
        await talking.front.perform([one, two])
        assert said(ada) == ["hallo"]
        assert talking.put_off == [one, two]
        talking.answers = [False, True]
        await talking.front.perform([one, two])
        assert said(ada) == ["hallo", "two"]


async def test_telegram_is_away_for_a_while() -> None:
    talking = Talking(echo)
    async with begun(talking) as (api, ada, chat):
        assert talking.front
        with api.dark():
            shown = asyncio.ensure_future(
                talking.front.perform([Send(chat, screen(f"{number}")) for number in range(3)])
            )
            await asyncio.sleep(0.4)
            assert not shown.done()
        await shown
        assert said(ada) == ["hallo", "0", "1", "2"]
