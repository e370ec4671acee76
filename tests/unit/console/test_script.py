"""A script that is piped in: each line one input, and what comes out is the same every time."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.console import talk
from bot.console.plain import PlainTerminal
from bot.console.ports import Seat
from bot.conversation.effects import Answer, Button, Edit, Effects, Hand, Send, Typing
from bot.conversation.events import Chat, Event, File, MessageRef, Tap, Text
from tests.unit.console.talking import CHAT, NOW, TEXTS, Talking, grow, say, screen, seat

Run = Callable[..., Awaitable[list[str]]]


async def played(talking: Talking, script: str, place: Seat, width: int = 80) -> list[str]:
    """What a script gives, without the words at the start and the empty rows."""
    out = io.StringIO()
    terminal = PlainTerminal(io.BytesIO(script.encode()), out, typed=False, styles=False, width=width)
    async with asyncio.timeout(5):
        await talk(talking, terminal, lambda: NOW, talking, place)
    welcome = TEXTS[talking.spoken]("console-welcome")
    text = out.getvalue()
    assert " ".join(text.split()).startswith(" ".join(welcome.split()[:8]))
    rows = [row for row in text.split("\n") if row]
    return rows[next(at for at, row in enumerate(rows) if row.endswith(welcome.split()[-1])) + 1 :]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a script in an empty folder."""

    async def runs(talking: Talking, script: str, **more: int) -> list[str]:
        return await played(talking, script, seat(tmp_path), **more)

    return runs


def files(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


def rule(words: str) -> str:
    """The line above a card."""
    return f"── {words} ".ljust(60, "─")


async def three(event: Event) -> Effects:
    """Every command gives a card; a tap answers."""
    if isinstance(event, Tap):
        return (Answer(event.tap, f"{event.data} gekozen"),)
    return (say("Kies maar", "a", "b"),)


async def test_a_transcript_reads_as_a_conversation(run: Run) -> None:
    talking = Talking(three)
    assert await run(talking, "/new LinkedIn\n2\n\n1.1\n") == [
        "> /new LinkedIn",
        rule("kaart 1"),
        "Kies maar",
        "1 a   2 b",
        "> 2",
        "b gekozen",
        ">",
        rule("kaart 1"),
        "1 a   2 b",
        "> 1.1",
        "a gekozen",
    ]
    assert talking.heard == ["/new LinkedIn", "tap b", "tap a"]


async def test_a_tap_says_which_message_it_was_on(run: Run) -> None:
    talking = Talking(three)
    await run(talking, "/een\n/twee\n1.2\n")
    tap = talking.events[-1]
    assert isinstance(tap, Tap)
    assert tap.envelope.message == MessageRef("console", "ada", "s-1")


async def test_the_conversation_opens_by_itself_and_ends_with_the_script(tmp_path: Path) -> None:
    talking = Talking(three)
    assert (await played(talking, "", seat(tmp_path, "start")))[0] == rule("kaart 1")
    assert talking.heard == ["/start"]


async def test_nothing_is_read_after_quit(run: Run) -> None:
    talking = Talking()
    assert await run(talking, "een\n/quit\ntwee\n") == ["> een", "> /quit"]
    assert talking.heard == ["een"]


async def test_several_lines_between_fences_are_one_text(run: Run) -> None:
    talking = Talking()
    assert await run(talking, '"""\r\neen\r\n\r\n2"""\r\n"""open\n') == [
        '> """', "… een", "…", '… 2"""', '> """open',
    ]  # fmt: skip
    assert talking.heard == ["een\n\n2", "open"]


async def test_jobs_are_waited_for_and_only_their_last_state_is_shown(run: Run) -> None:
    async def starts(event: Event) -> Effects:
        return (say("Bezig: 0 van 2", "Stop", card="job:1"), Typing(CHAT)) if event.envelope.id == "s-in-1" else ()

    talking = Talking(starts)
    done: list[str] = []

    async def job() -> None:
        if done or not talking.events:
            return
        done.append("job")
        for state in ("Bezig: 1 van 2", "Klaar"):
            await talking.perform(grow("half"), grow("half een"), say("een uiting", card=f"post:{state}"))
            await talking.perform(Edit(talking.at("job:1"), screen(state, "Verder"), "job:1"))

    talking.settling = job
    assert await run(talking, "/new\n1\n") == [
        "> /new",
        rule("kaart 1"),
        "Bezig: 0 van 2",
        "1 Stop",
        rule("kaart 2"),
        "een uiting",
        rule("kaart 3"),
        "een uiting",
        rule("kaart 1 is bijgewerkt"),
        "Klaar",
        "1 Verder",
        "> 1",
    ]
    assert talking.heard == ["/new", "tap Verder"]


async def test_copies_of_a_card_change_together_and_are_shown_once(run: Run) -> None:
    async def twice(event: Event) -> Effects:
        if not isinstance(event, Tap):
            return (say("concept", "ok", card="post:1"),)
        return [Edit(place, screen("akkoord", "plan"), name) for name, place in dict.fromkeys(talking.places)]

    talking = Talking(twice)
    shown = await run(talking, "/a\n/b\n1.1\n2.1\n")
    assert shown[8:] == ["> 1.1", rule("kaart 1"), "akkoord", "1 plan", "> 2.1"]
    assert talking.heard[-1] == "tap plan"


async def test_what_does_not_change_is_not_shown_again(run: Run) -> None:
    async def same(event: Event) -> Effects:
        if isinstance(event, Tap) and event.envelope.message:
            return (Edit(event.envelope.message, screen("x", "ok")), Answer(event.tap, "Al gedaan.", alert=True))
        return (say("x", "ok"),)

    assert (await run(Talking(same), "/a\n1\n"))[-2:] == ["> 1", "! Al gedaan."]


async def test_a_card_of_another_session_is_only_shown_where_that_is_wanted(run: Run) -> None:
    old = MessageRef("console", "ada", "older-7")

    async def edits(event: Event) -> Effects:
        return (
            Edit(old, screen("stil"), "post:1"),
            Edit(MessageRef("telegram", "5", "1"), screen("elders"), "post:1", or_send=Chat("telegram", "5")),
            Send(Chat("telegram", "5"), screen("elders")),
            Edit(old, screen("nieuw"), "post:1", or_send=CHAT),
        )

    talking = Talking(edits)
    assert await run(talking, "/a\n") == ["> /a", rule("kaart 1"), "nieuw"]
    assert talking.places == [("post:1", MessageRef("console", "ada", "s-1"))]


async def test_a_message_without_a_number_can_change_too(run: Run) -> None:
    async def changes(event: Event) -> Effects:
        return (
            (say("eerst"),)
            if not talking.events[1:]
            else (Edit(MessageRef("console", "ada", "s-1"), screen("nu")),)
        )

    talking = Talking(changes)
    assert await run(talking, "a\nb\n") == ["> a", "eerst", "> b", rule("bijgewerkt"), "nu"]


async def test_copy_and_link_buttons_print_their_text_alone(run: Run) -> None:
    long = "Een zin die langer is dan de regel breed is.\n  En nog een."

    async def copies(event: Event) -> Effects:
        return (say("x", Button("Kopieer", copy=long), Button("Open", url="https://x.nl/a")),)

    talking = Talking(copies)
    shown = await run(talking, "/a\n1\n2\n", width=30)
    assert shown[4:] == ["> 1", *long.split("\n"), "> 2", "https://x.nl/a"]
    assert talking.heard == ["/a"]


async def test_a_handed_file_is_written_here_and_never_over_another(run: Run, tmp_path: Path) -> None:
    async def hands(event: Event) -> Effects:
        return (Hand(CHAT, "../post.docx", b"PK", "Hier is hij."),)

    said = f"Opgeslagen als {{}} in ~/{tmp_path.name}"
    assert await run(Talking(hands), "/a\n/b\n") == [
        "> /a", "Hier is hij.", said.format("post.docx"), "> /b", "Hier is hij.", said.format("post-2.docx"),
    ]  # fmt: skip
    assert files(tmp_path) == ["post-2.docx", "post.docx"]


async def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    async def hands(event: Event) -> Effects:
        return (Hand(CHAT, "post.docx", b"PK"), say("verder"))

    shown = await played(Talking(hands), "/a\n", seat(tmp_path / "weg"))
    assert shown[1].startswith("post.docx kon niet worden opgeslagen in ~/weg")
    assert shown[-1] == "verder"


async def test_a_file_is_given_with_its_size_and_can_be_fetched(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ons verhaal.txt"
    path.write_bytes(b"hallo")
    talking = Talking()
    await run(talking, f"'{path}'\n")
    file = talking.events[0]
    assert isinstance(file, File)
    assert (file.ref, file.name, file.mime, file.size) == (str(path), "ons verhaal.txt", "text/plain", 5)
    assert talking.front is not None
    assert await talking.front.fetch(file.ref) == b"hallo"
    path.unlink()
    with pytest.raises(FileNotFoundError):
        await talking.front.fetch(file.ref)


async def test_a_name_that_may_be_a_text_is_asked_about(run: Run, tmp_path: Path) -> None:
    (tmp_path / "case.md").write_bytes(b"x")
    talking = Talking()
    shown = await run(talking, "case.md\n2\n1.1\n")
    assert shown[2:4] == [
        "In deze map staat een bestand dat case.md heet. Wat bedoel je?",
        "1 Het bestand   2 Alleen deze woorden",
    ]
    assert talking.heard == ["case.md", str(tmp_path / "case.md")]
    assert [type(event) for event in talking.events] == [Text, File]


async def test_what_the_front_refuses_never_reaches_the_conversation(run: Run) -> None:
    talking = Talking(three)
    shown = await run(talking, "\n/a\n7\n./weg.txt\n")
    assert shown[1] == "Er valt nu niets te kiezen. Typ wat je wilt, of /help."
    assert 'Op kaart 1 staan knop 1 tot en met 2. Bedoel je 7 als antwoord, typ dan """7""".' in shown
    assert "Dat bestand is er niet: " in " ".join(shown)
    assert talking.heard == ["/a"]


async def test_an_answer_goes_to_the_question_that_waits_for_it(run: Run) -> None:
    async def asks(event: Event) -> Effects:
        return (say("Waarom?", placeholder="reden"),) if not talking.events[1:] else (say("Dank."),)

    talking = Talking(asks)
    await run(talking, "/a\ndaarom\nnog iets\n")
    assert [event.envelope.reply_to and event.envelope.reply_to.id for event in talking.events] == [
        None,
        "s-1",
        None,
    ]


async def test_an_error_is_said_and_the_conversation_goes_on(run: Run) -> None:
    async def fails(event: Event) -> Effects:
        if len(talking.events) == 1:
            raise RuntimeError("boom")
        return (say("wel"),)

    talking = Talking(fails)
    with capture_logs() as logs:
        assert await run(talking, "geheim\nb\n") == ["> geheim", "trouble: boom", "> b", "wel"]
    assert [line["event"] for line in logs] == ["unexpected"]
    assert "geheim" not in str(logs)


async def test_an_error_in_the_error_screen_is_said_by_the_front(run: Run) -> None:
    async def fails(event: Event) -> Effects:
        raise RuntimeError("boom")

    with capture_logs() as logs:
        shown = await run(Talking(fails, spoken="en", speechless=True), "a\n")
    assert logs[0]["reference"] in shown[1]
    assert shown[1].startswith("! Something went wrong") or shown[1].startswith("Something went wrong")


async def test_a_place_that_cannot_be_remembered_takes_nothing_else_away(run: Run) -> None:
    async def two(event: Event) -> Effects:
        return (say("een", card="post:1"), say("twee"))

    with capture_logs() as logs:
        assert (await run(Talking(two, deaf=True), "a\n"))[-1] == "twee"
    assert [line["event"] for line in logs] == ["not-remembered", "not-remembered"]


async def test_the_front_follows_the_language_of_the_person(run: Run) -> None:
    async def turns(event: Event) -> Effects:
        talking.spoken = "en"
        return (say("Hello", "a"),)

    talking = Talking(turns)
    out = io.StringIO()
    terminal = PlainTerminal(io.BytesIO(b"/language\n\n"), out, typed=False, styles=False, width=80)
    await talk(talking, terminal, lambda: NOW, talking, seat(Path("/nowhere")))
    assert out.getvalue().endswith(f"{rule('card 1')}\n1 a\n")


async def test_text_from_outside_cannot_steer_the_terminal(run: Run) -> None:
    async def evil(event: Event) -> Effects:
        bad = "a\x1b[2J\x9b31m\rb"
        return (say(bad, bad, card="post:1"), Answer("t", bad), Hand(CHAT, bad, b"", bad))

    shown = "\n".join(await run(Talking(evil), "c\x1b[0m\n1\n"))
    assert not any(sign in shown for sign in "\x1b\x9b\r")


def test_every_word_of_the_front_is_used_and_there_in_both_languages() -> None:
    root = Path(__file__).parents[3] / "bot"
    code = "".join(path.read_text("utf-8") for path in (root / "console").glob("*.py"))
    keys = {}
    for language in ("nl", "en"):
        text = (root / "conversation/texts" / language / "console.ftl").read_text("utf-8")
        keys[language] = [line.split(" = ")[0] for line in text.splitlines() if line.startswith("console-")]
    assert keys["nl"] == keys["en"]
    assert [key for key in keys["nl"] if f'"{key}"' not in code] == []
