"""Telegram in trouble, and the whole bot beside it: what is lost, what stands twice, who is called too early."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.tables.record import decisions
from tests.chaos.balanced import balanced
from tests.chaos.packs import at
from tests.fakes.bot_process import ROOT
from tests.fakes.model_server import ModelServer
from tests.fakes.running import MARK, House, Talker, running
from tests.fakes.telegram import BotApi, Call, Delay, Drop, Fail, Message, Pace, Person
from tests.integration.e2e.model import answer, environ
from tests.integration.e2e.steps import ordered, with_model

Figure = Callable[[str, str], None]
SENDING = frozenset({"sendMessage", "sendDocument", "sendMessageDraft", "editMessageText"})
CHANNELS = ("LinkedIn", "Instagram")
MINUTES = 120.0
"""Seconds for what takes long here."""
ON_ITS_WAY = 0.2
"""Seconds that a call may be on its way on a busy machine, or another process takes to hear of something."""


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    """A model that writes slowly enough for something to happen meanwhile."""
    async with ModelServer(answer=answer, first_token=0.5, tokens_per_second=200) as made:
        yield made


@pytest.fixture
async def house(tmp_path: Path, server: ModelServer, where: str) -> AsyncIterator[House]:
    """An installation with a model. What it shows may not be lost, and none of its calls may come too early: both
    are looked at when it ends."""
    async with running(tmp_path, "polling", {**environ(server), **at(where)}) as made:
        yield made


def cards(one: Talker) -> list[Message]:
    """The posts as they were just written."""
    return [message for message in one.person.messages if one.words("posts-do-submit") in message.labels]


def twice(messages: Iterable[Message]) -> int:
    """How many messages of the bot stand where the same one stood before."""
    texts = Counter(message.text for message in messages if message.by_bot)
    return sum(count - 1 for count in texts.values())


def calls(api: BotApi, *methods: str) -> list[Call]:
    """The calls of these methods."""
    return [call for call in api.calls if call.method in methods]


async def asked(one: Talker) -> Message:
    """Asks something whose answer nothing else looks like."""
    one.person.says("/personas")
    return await one.offered("table-add-persona")


async def writer(house: House) -> Talker:
    """Somebody whose model writes along."""
    one = await house.owner("Noor", "nl")
    await with_model(one)
    return one


async def picked(one: Talker, channels: tuple[str, ...] = CHANNELS) -> None:
    """The posts are being written."""
    await ordered(one, channels=channels)
    topics = await one.chooses("new-make", "ideas-pick")
    await one.taps("1. ", topics)


async def written(one: Talker, count: int = len(CHANNELS), seconds: float = 60.0) -> None:
    """All posts stand."""
    await one.api.until(lambda: len(cards(one)) >= count, seconds)


async def test_who_is_told_to_wait_never_calls_into_the_block(house: House, figure: Figure) -> None:
    one = await writer(house)
    for method in ("sendMessage", "editMessageText", "sendMessageDraft", "sendMessage", "editMessageText"):
        house.api.fault(method, Fail(429, retry_after=2))
    await picked(one)
    await written(one)
    refused = [call for call in house.api.calls if call.status == 429]
    assert len(refused) >= 3
    assert (house.api.violations, twice(cards(one))) == ([], 0)
    figure("Told to wait by Telegram while a pack is made (429 on send, edit and draft)", f"{len(refused)} times")
    figure("Calls into such a block", f"{len(house.api.violations)}")


async def test_bad_gateways_for_the_first_and_the_last_edit(house: House, figure: Figure) -> None:
    one = await writer(house)
    group = house.api.group("Team", one.person)
    group.adds_bot(one.person)
    await one.writes("/link", "team-link-sure", group)
    await one.chooses("team-link-yes", "team-linked", group=group)
    card = await ordered(one, group=group)
    house.api.fault("editMessageText", Fail(502), 2)
    await one.taps("new-make", card)
    growing = await group.shows(one.t("ideas-growing"), 30)
    house.api.fault("editMessageText", Fail(502), 3)
    await one.api.until(lambda: one.words("ideas-pick") in growing.text, 60)
    assert not house.api.faults_left
    assert [message.text for message in group.messages if message.by_bot].count(growing.text) == 1
    figure("Bad gateways for the first and the last edits of a growing text", "5, the last state arrives, once")


async def test_messages_whose_answer_is_lost(house: House, figure: Figure) -> None:
    one = await writer(house)
    faults = [Drop(after=True), Fail(502, after=True), Drop(), Fail(502)] * 5
    stood = sum(message.by_bot for message in one.person.messages)
    for fault in faults:
        house.api.fault("sendMessage", fault)
        before = len(one.person.messages)
        one.person.says("/board")
        await one.api.until(lambda before=before: len(one.person.messages) >= before + 2, 30)
        await one.api.until(lambda: not house.api.faults_left, 30)
    await house.api.settled(30)
    await asyncio.sleep(3)
    answers = sum(message.by_bot for message in one.person.messages) - stood
    assert answers == len(faults)
    figure("Messages whose answer by Telegram was lost, half of them after it took the message", f"{len(faults)}")
    figure("Messages of these that stand twice, or nowhere", f"{answers - len(faults)} and 0")


async def test_the_first_message_of_a_process_whose_answer_is_lost(tmp_path: Path, figure: Figure) -> None:
    """It has nothing to look by."""
    async with running(tmp_path) as house:
        one = await house.owner("Noor", "nl")
        assert await house.bot.ends() == 0
        before = len(one.person.messages)
        house.api.fault("sendMessage", Drop(after=True))
        one.person.says("/board")
        await house.bot.start()
        await house.api.settled(30)
        await one.api.until(lambda: not house.api.faults_left and len(one.person.messages) >= before + 2, 30)
        await asked(one)
        doubled = twice(one.person.messages[before:])
    assert doubled <= 1
    figure(
        "The same for the very first message of a process, which has nothing to look by: stands twice",
        f"{doubled}",
    )


async def test_telegram_is_away_for_half_a_minute(house: House, figure: Figure) -> None:
    one = await writer(house)
    other = await house.owner("Eva", "en")
    await picked(one)
    await one.api.until(lambda: len(cards(one)) >= 1, 60)
    with house.api.dark():
        other.person.says(f"/board {MARK}")
        await asyncio.sleep(30)
    loop = asyncio.get_running_loop()
    back = loop.time()
    await written(one, seconds=MINUTES)
    await other.sees("board-title")
    took = loop.time() - back
    await one.writes("/board", "board-title")
    assert len(cards(one)) == len(CHANNELS)
    assert (twice(one.person.messages), twice(other.person.messages)) == (0, 0)
    figure("Telegram away for 30 s while a pack is made: messages lost, doubled", "0 and 0")
    figure("All of it stands after Telegram is back within", f"{took:.0f} s")


async def test_somebody_blocks_the_bot_while_their_pack_is_made(house: House, figure: Figure) -> None:
    one = await writer(house)
    colleague = await house.member(one, "Rik", "editor")
    await picked(one)
    await one.api.until(lambda: len(cards(one)) >= 1, 60)
    one.person.blocks_bot()
    since, said = len(house.api.calls), len(house.bot.said.splitlines())
    await colleague.writes("/board", "board-title")
    await asyncio.sleep(10)
    into = [call for call in house.api.calls[since:] if call.status == 403]
    errors = [line for line in house.bot.said.splitlines()[said:] if '"error"' in line or "[error" in line]
    await colleague.writes("/board", "board-title")
    one.person.unblocks_bot()
    await one.writes("/board", "board-title")
    assert len(into) <= 6, into
    assert errors == []
    figure(
        "Calls to somebody who blocked the bot while it makes their pack, until it lets them be", f"{len(into)}"
    )


async def test_a_message_is_gone_before_it_is_changed(house: House, figure: Figure) -> None:
    one = await writer(house)
    await ordered(one)
    topics = await one.chooses("new-make", "ideas-pick")
    await one.taps("1. ", topics)
    working = await one.offered("ideas-stop")
    working.deleted = True
    await written(one, 1)
    await one.writes("/board", "board-title")
    assert twice(one.person.messages) == 0
    figure("A message deleted before its edit", "the result comes as a new message, once")


async def test_updates_come_often_and_out_of_order(house: House, figure: Figure) -> None:
    people = [await house.owner("Noor", "nl") for _ in range(3)]
    before = {one.person.id: len(one.person.messages) for one in people}
    house.api.hold()
    sent = [one.person.says("/board") for one in people for _ in range(4)]
    house.api.release(*sorted(range(len(sent)), key=lambda place: (place * 7) % len(sent)))
    await house.api.settled(30)
    extra = 0
    for number, message in enumerate(sent):
        house.api.again(message, number % 5)
        extra += number % 5
    await house.api.settled(30)
    for one in people:
        await asked(one)
    answers = [len([m for m in one.person.messages[before[one.person.id] :] if m.by_bot]) for one in people]
    assert answers == [5, 5, 5]
    figure("Updates delivered out of order and 1 to 5 times", f"{len(sent)}, and {extra} times more")
    figure("Updates of these handled twice, or not at all", "0 and 0")


async def submitted(where: str) -> int:
    """How often something was handed in, by the record."""
    database = Database(where)
    try:
        async with database.read() as work:
            found = select(func.count()).select_from(decisions).where(decisions.c.kind == "submit")
            return int((await work.link.execute(found)).scalar_one())
    finally:
        await database.close()


async def test_a_button_is_tapped_ten_times_at_once(
    house: House, server: ModelServer, where: str, figure: Figure
) -> None:
    one = await writer(house)
    card = await ordered(one)
    topics_asked = len(server.requests)
    taps = [one.person.taps(one.words("new-make"), card) for _ in range(10)]
    await one.until(lambda: all(tap.answered for tap in taps))
    topics = await one.person.sees(one.words("ideas-pick"), 60)
    assert len(server.requests) == topics_asked + 1
    choose = next(label for label in topics.labels if label.startswith("1. "))
    asked = len(server.requests)
    taps = [one.person.taps(choose, topics) for _ in range(10)]
    await one.until(lambda: all(tap.answered for tap in taps))
    await written(one, 1)
    await one.writes("/board", "board-title")
    await asyncio.sleep(2)
    assert len(cards(one)) == 1
    assert len(server.requests) == asked + 2, "one key message, one post"
    card = cards(one)[0]
    taps = [one.person.taps(one.words("posts-do-submit"), card) for _ in range(10)]
    await one.until(lambda: all(tap.answered for tap in taps))
    await one.writes("/board", "board-title")
    assert await submitted(where) == 1
    figure("The same button tapped ten times at once (make, choose, submit): effects", "1, 1 and 1")


async def test_two_webs_and_a_worker_keep_the_order_of_a_chat_and_the_pace(
    url: str, tmp_path: Path, figure: Figure
) -> None:
    ways = ("/board", "/personas", "/team", "/review", "/help")
    async with BotApi(pace=Pace()) as api, balanced(api, tmp_path, url) as house:
        links = [await house.admission() for _ in range(8)]
        people = [house.meets("Noor", "nl") for _ in links]

        async def joins(one: Talker, link: str) -> dict[str, str]:
            await one.writes(f"/start {link}", "welcome-title")
            await one.chooses("welcome-agree", "welcome-first")
            await one.chooses("welcome-demo", one.beginning("welcome-ready"))
            known: dict[str, str] = {}
            for way in ways:
                before = len(one.person.messages)
                one.person.says(way)
                await api.until(lambda before=before: len(one.person.messages) >= before + 2, 60)
                known[one.last.text] = way
            return known

        known = await asyncio.gather(*(joins(one, link) for one, link in zip(people, links, strict=True)))
        begun = {one.person.id: len(one.person.messages) for one in people}
        asked = [ways[number * 3 % len(ways)] for number in range(12)]
        for way in asked:
            for one in people:
                one.person.says(way)
        await api.settled(MINUTES)
        await api.until(
            lambda: all(len(one.person.messages) >= begun[one.person.id] + 24 for one in people), MINUTES
        )
        wrong = 0
        for one, words in zip(people, known, strict=True):
            answers = [m.text for m in one.person.messages[begun[one.person.id] :] if m.by_bot]
            told = [words.get(text, text) for text in answers]
            assert sorted(told) == sorted(asked), told
            wrong += sum(way != wanted for way, wanted in zip(told, asked, strict=True))
        figure("Two webs and a worker: commands answered, lost, doubled", f"{len(asked) * len(people)}, 0 and 0")
        figure("Two webs and a worker: answers that stand in another order than asked for", f"{wrong}")
        figure("Two webs and a worker: refusals by Telegram", f"{api.refused_by_pace}")
        assert api.refused_by_pace == 0
        assert wrong == 0


async def test_two_webs_lose_answers(url: str, tmp_path: Path, figure: Figure) -> None:
    async with BotApi(pace=Pace()) as api, balanced(api, tmp_path, url) as house:
        links = [await house.admission() for _ in range(6)]
        people = [house.meets("Noor", "nl") for _ in links]
        for one, link in zip(people, links, strict=True):
            await one.writes(f"/start {link}", "welcome-title")
            await one.chooses("welcome-agree", "welcome-first")
        begun = {one.person.id: len(one.person.messages) for one in people}
        for number in range(6):
            for one in people[:2]:
                api.fault("sendMessage", Drop(after=True))
                for each in (one, people[2 + number % 4]):
                    each.person.says("/help")
            await api.settled(MINUTES)
            await api.until(lambda: not api.faults_left, 60)
            await asyncio.sleep(3)
        sent = [
            sum(not message.by_bot for message in one.person.messages[begun[one.person.id] :]) for one in people
        ]
        stand = [
            len(one.person.messages) - begun[one.person.id] - count
            for one, count in zip(people, sent, strict=True)
        ]
        lost = sum(max(0, asked - there) for asked, there in zip(sent, stand, strict=True))
        doubled = sum(max(0, there - asked) for asked, there in zip(sent, stand, strict=True))
        assert lost == 0
        assert doubled <= 12
        figure("Two webs: answers of Telegram to a message that were lost after it took it", "12")
        figure("Two webs: messages of these that stand nowhere, or twice", f"{lost} and {doubled}")


async def sent_by(api: BotApi, database: str, *wishes: list[str]) -> None:
    """Processes that send all of this, one for each list."""
    program = (sys.executable, "-m", "tests.fakes.pace_process", api.root, database)
    processes = [
        await asyncio.create_subprocess_exec(*program, *wish, cwd=ROOT, stderr=asyncio.subprocess.PIPE)
        for wish in wishes
    ]
    for process in processes:
        _, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()[-3000:]


def densest(api: BotApi, seconds: float) -> int:
    """The most calls that count within so many seconds."""
    times = [call.at for call in calls(api, *SENDING)]
    return max(sum(start <= one < start + seconds for one in times) for start in times)


@pytest.mark.parametrize("processes", [2, 4], ids=lambda count: f"{count}-processes")
async def test_processes_share_the_pace_of_their_bot(url: str, processes: int, figure: Figure) -> None:
    async with BotApi(pace=Pace()) as api:
        people: list[Person] = [api.user(f"P{number}", started=True) for number in range(80)]
        group = api.group("Team", people[0])
        group.adds_bot(people[0])
        wishes = [[f"{one.id}=3" for one in people[start::processes]] for start in range(processes)]
        for wish in wishes:
            wish += [f"{group.id}=5", f"{people[0].id}=4"]
        started = asyncio.get_running_loop().time()
        await sent_by(api, url, *wishes)
        took = asyncio.get_running_loop().time() - started
        sent = sum(call.status == 200 for call in calls(api, "sendMessage"))
        assert sent == 240 + 9 * processes
        assert api.refused_by_pace == 0
        figure("One bot, 30/s: messages, seconds", f"{sent} in {took:.0f} s")
        figure("Refusals by Telegram", f"{api.refused_by_pace}")
        figure("Most messages and drafts within 10 s", f"{densest(api, 10)}")


async def test_what_one_process_is_told_holds_for_all(url: str, figure: Figure) -> None:
    async with BotApi(pace=Pace(scale=20), check=False) as api:
        ada, bo = api.user("Ada", started=True), api.user("Bo", started=True)
        api.fault("sendMessage", Delay(0.0), 6)
        api.fault("sendMessage", Fail(429, retry_after=3))
        await sent_by(api, url, *([f"{ada.id}=4", f"{bo.id}=4"] for _ in range(4)))
        sent = calls(api, "sendMessage")
        told = next(call for call in sent if call.status == 429)
        into = [call.at - told.at for call in sent if _same_chat(call, told) and 0 < call.at - told.at < 3]
        on_their_way = sum(seconds < ON_ITS_WAY for seconds in into)
        assert sum(call.status == 200 for call in sent) == 32
        assert len(into) == on_their_way
        figure("Calls by four processes into a block that one of them was told of", f"{len(into) - on_their_way}")
        figure("Calls that were on their way when Telegram said so", f"{on_their_way}")


def _same_chat(one: Call, other: Call) -> bool:
    return one.params.get("chat_id") == other.params.get("chat_id")
