"""A link for somebody outside, from the button in the chat to the news of what they answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.areas import review_answers, review_links
from bot.conversation.areas.posts_buttons import Open
from bot.conversation.areas.review_buttons import Approve, Outside, Submit
from bot.conversation.areas.review_links import Choose, Links, Make, Share, Shut
from bot.conversation.callbacks import written
from bot.domain.base import Language
from bot.domain.records import Verdict
from bot.services import board, client_links, posts
from bot.services.client_links import ClientDesk, ClientPage, Reply
from bot.services.exports.approved import Texts
from bot.storage.cards import Cards
from tests.fakes.composing import KNOWLEDGE
from tests.fakes.talking import DESK, Chatter, Stage, talking
from tests.unit.conversation import test_review
from tests.unit.conversation.test_review import Room, new, submitted, team

WEB = "https://bot.example/review/"
AREAS = [*test_review.AREAS, review_links.AREA, review_answers.AREA]


def texts(language: Language) -> Texts:
    """The words of documents."""
    return board.reading(KNOWLEDGE, language)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The conversation of a bot whose pages can be reached."""
    async with talking(tmp_path, AREAS, DESK._replace(page=lambda secret: WEB + secret)) as made:
        yield made


@pytest.fixture
async def polling(tmp_path: Path) -> AsyncIterator[Stage]:
    """The conversation of a bot without an address."""
    async with talking(tmp_path, AREAS) as made:
        yield made


def secret(who: Chatter) -> str:
    """The secret of the link that the latest message passes on."""
    (line,) = [line for line in who.text.splitlines() if line.startswith(WEB)]
    return line.removeprefix(WEB)


async def another(room: Room, text: str, *, up: bool = True) -> int:
    """One more post in the pack of the room."""
    async with room.stage.database.work() as work:
        scope = work.within(room.workspace)
        first = await scope.posts.get(room.post)
        made = new(room.ids["emma"], first.topic)
        content = made.content.model_copy(update={"text": text, "channel": "email"})
        post = (await scope.posts.add(first.pack, made._replace(content=content))).id
    if up:
        await room.tap("emma", Submit(room.workspace, post, 1))
    return post


async def link(room: Room, account: str = "emma") -> str:
    """Makes a link as it is offered; returns its secret."""
    who = await room.tap(account, Share(room.workspace, room.post))
    await who.taps("Maak de link" if account != "ada" else "Make the link")
    return secret(who)


async def shown(room: Room, by: str) -> ClientPage | None:
    """What a link shows."""
    async with room.stage.database.read() as work:
        return await client_links.opened(work, by, texts)


async def answers(room: Room, by: str, **said: tuple[Verdict, str]) -> None:
    """Somebody outside answers, and the team hears of it."""
    desk = ClientDesk(room.stage.database, texts, room.stage.conversation.told_by_client)
    replies = {int(number.removeprefix("n")): word for number, word in said.items()}
    after = await desk.answer(by, Reply("C. Klant", "Waterschap", replies))
    assert after is not None
    await after()


async def open_links(room: Room) -> int:
    """How many links can be used."""
    async with room.stage.database.read() as work:
        scope = work.within(room.workspace)
        return len(await scope.clients.open((await scope.posts.get(room.post)).pack))


async def test_two_taps_make_a_link_to_pass_on(stage: Stage) -> None:
    room = await submitted(stage)
    emma = room.who("emma")
    await emma.taps("Iemand laten meelezen")
    assert "Stuur een link" in emma.text
    await emma.taps("Link voor de klant")
    assert "✓ Nederlands" in emma.labels
    assert "✓ 14 dagen" in emma.labels
    await emma.taps("Maak de link")
    card, passed_on = emma.messages[-2:]
    assert "tot en met 15 juni 2026" in card.text
    (copy,) = [button for button in card.buttons if button.copy]
    assert copy.copy == WEB + secret(emma)
    assert copy.copy in card.text
    assert passed_on.buttons == ()
    assert passed_on.text.startswith("Hallo! Voor ")
    page = await shown(room, secret(emma))
    assert page is not None
    assert [post.text for post in page.posts] == ["Zo werkt het bij ons."]


async def test_what_it_shows_is_chosen(stage: Stage) -> None:
    room = await submitted(stage)
    other = await another(room, "Tweede.")
    await another(room, "Nog niet af.", up=False)
    emma = await room.tap("emma", Share(room.workspace, other))
    assert "met deze 2 teksten" in emma.text
    assert "✓ Alle 2 teksten" in emma.labels
    for choice in ("Alleen deze tekst", "Engels", "7 dagen"):
        await emma.taps(choice)
    assert [label for label in emma.labels if label.startswith("✓")] == [
        "✓ Alleen deze tekst",
        "✓ Engels",
        "✓ 7 dagen",
    ]
    await emma.taps("Maak de link")
    assert emma.text.startswith("Hello! There is a text for")
    page = await shown(room, secret(emma))
    assert page is not None
    assert (page.language, [post.text for post in page.posts], page.until.day) == ("en", ["Tweede."], 8)


async def test_tapped_ten_times_at_once_is_one_link(stage: Stage) -> None:
    room = await submitted(stage)
    emma = await room.tap("emma", Share(room.workspace, room.post))
    (data,) = [button.data for button in emma.last.buttons if button.label == "Maak de link"]
    await asyncio.gather(*(emma.taps(data) for _ in range(10)))
    assert await open_links(room) == 1
    assert sum(WEB in one.text for one in emma.messages) == 2, "the card and the words to pass on"
    assert "Die link is er al." in emma.answer
    await link(room)
    assert await open_links(room) == 2


async def test_without_a_page_that_can_be_reached_there_is_no_button(polling: Stage) -> None:
    room = await submitted(polling)
    emma = room.who("emma")
    await emma.taps("Iemand laten meelezen")
    assert emma.labels == ("Word-document voor de klant", "Leg een akkoord van buiten vast")
    assert "link" not in emma.text
    for button in (
        Share(room.workspace, room.post),
        Make(room.workspace, room.post, 1, "nl", 14, 0),
    ):
        await room.tap("emma", button)
    assert await open_links(room) == 0


async def test_who_may_make_one(stage: Stage) -> None:
    room = await submitted(stage)
    at = (room.workspace, room.post)
    for account in ("noor", "emma", "rik"):
        assert await shown(room, await link(room, account))
    vic = await room.tap("vic", Outside(*at, 1))
    assert vic.labels == ("Word-document voor de klant",)
    for button in (Share(*at), Choose(*at, 1, "nl", 14), Make(*at, 1, "nl", 14, 99), Links(*at), Shut(*at, 1, 1)):
        vic = await room.tap("vic", button)
        assert "Dat mag je niet" in vic.answer or "rol" in vic.answer
        stranger = room.stranger()
        await stranger.commands("start")
        await stranger.taps(written(button))
        assert WEB not in stranger.text
    assert await open_links(room) == 3


async def test_not_before_everybody_in_a_group(stage: Stage) -> None:
    room = await submitted(stage)
    group = room.who("emma").elsewhere("groep")
    async with stage.database.work() as work:
        await work.workspaces.link(room.workspace, "test", "groep", room.ids["noor"])
    await group.commands("board")
    for button in (Share(room.workspace, room.post), Make(room.workspace, room.post, 1, "nl", 14, 0)):
        await group.taps(written(button))
        assert "privégesprek" in group.answer
    assert await open_links(room) == 0


@pytest.mark.parametrize(
    ("language", "days", "every"), [("xx", 14, 1), ("nl", 0, 1), ("nl", 9999, 1), ("", 14, 0), ("nl", 15, 7)]
)
async def test_a_forged_choice_makes_none(stage: Stage, language: str, days: int, every: int) -> None:
    room = await submitted(stage)
    await room.tap("emma", Make(room.workspace, room.post, every, language, days, 0))
    assert await open_links(room) == 0


async def test_a_draft_is_shown_to_nobody(stage: Stage) -> None:
    room = await team(stage)
    emma = await room.tap("emma", Share(room.workspace, room.post))
    assert "Er ligt niets ter beoordeling" in emma.answer
    await room.tap("emma", Make(room.workspace, room.post, 1, "nl", 14, 0))
    assert await open_links(room) == 0


async def test_the_team_hears_what_was_answered_each_in_their_language(stage: Stage) -> None:
    room = await submitted(stage)
    await another(room, "Tweede.")
    by = await link(room)
    async with stage.database.work() as work:
        await work.workspaces.link(room.workspace, "test", "groep", room.ids["noor"])
    await room.tap("rik", Open(room.workspace, room.post))
    card = room.who("rik").last
    await answers(room, by, n1=("approve", ""), n2=("comment", "Graag met cijfers."))
    for account in ("noor", "emma", "rik"):
        text = room.who(account).text
        assert text.startswith(room.who("rik").text.splitlines()[0])
        assert "C. Klant, Waterschap heeft via de link op 2 teksten geantwoord." in text
        assert "Graag met cijfers." in text
        assert "Het oordeel blijft aan jullie." in text
    assert "C. Klant, Waterschap answered through the link, about 2 texts." in room.who("ada").text
    assert not room.who("vic").messages
    assert "Graag met cijfers." in room.who("noor").elsewhere("groep").text
    assert "Van buiten, via de link: akkoord van C. Klant, Waterschap" in stage.messages[card.ref].text
    assert await room.state() == "in_review"
    line = (await room.record())[-1]
    assert (line.kind, line.person, line.person_name) == ("client_approve", None, "C. Klant")
    emma = room.who("emma")
    await emma.taps("LinkedIn-post: ")
    assert emma.last.card == f"{room.workspace}/post:{room.post}"


async def test_one_answer_opens_its_post_and_approval_stays_with_the_team(stage: Stage) -> None:
    room = await submitted(stage)
    await answers(room, await link(room, "rik"), n1=("approve", ""))
    rik = room.who("rik")
    assert rik.labels == ("Bekijk de uiting",)
    await rik.taps("Bekijk de uiting")
    assert "Van buiten, via de link" in rik.text
    await room.does("rik", Approve)
    assert await room.state() == "approved"
    async with stage.database.read() as work:
        held = await posts.held(work, room.workspace, room.post)
    assert [one.person for one in held.version.approvals] == [room.ids["rik"]]


async def test_whoever_made_the_link_hears_of_it_in_any_role(stage: Stage) -> None:
    room = await submitted(stage)
    by = await link(room, "rik")
    async with stage.database.work() as work:
        await work.workspaces.set_roles(room.workspace, room.ids["rik"], ["viewer"])
    before = len(room.who("rik").messages)
    await answers(room, by, n1=("comment", "Korter."))
    assert "Korter." in room.who("rik").text
    assert len(room.who("rik").messages) == before + 1


async def test_the_links_that_are_open_and_how_one_is_shut(stage: Stage) -> None:
    room = await submitted(stage)
    by = await link(room)
    await answers(room, by, n1=("comment", "Korter."))
    emma = await room.tap("emma", Outside(room.workspace, room.post, 1))
    await emma.taps("Open links (1)")
    assert "1. Nederlandse pagina, tot en met 15 juni 2026, gemaakt door Emma" in emma.text
    assert "opmerking" in emma.text
    await emma.taps("Trek 1 in")
    assert "Deze link intrekken" in emma.text
    await emma.taps("Laat open")
    assert await shown(room, by)
    await emma.taps("Trek 1 in")
    await emma.taps("Ja, trek in")
    assert await shown(room, by) is None
    assert "Er staat geen link open." in emma.text
    assert "Ingetrokken" in emma.answer
    assert (await room.record())[-1].reason == "Korter."
    await room.tap("emma", Shut(room.workspace, room.post, 1, 1))
    assert "al verlopen of ingetrokken" in emma.answer


async def test_a_fault_in_the_news_keeps_no_word_from_being_stored(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await submitted(stage)
    by = await link(room)

    async def broken(*_: object) -> None:
        raise client_links.NotFoundError("gone")

    monkeypatch.setattr(Cards, "copies", broken)
    before = len(room.who("rik").messages)
    await answers(room, by, n1=("approve", ""))
    assert (await room.record())[-1].kind == "client_approve"
    assert len(room.who("rik").messages) == before
