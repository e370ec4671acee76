"""A person at a terminal: keys go into a pseudo-terminal, and a small screen shows what that person sees."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import signal
import struct
import termios
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.console import talk
from bot.console.area import Area
from bot.console.live import LiveTerminal
from bot.conversation.effects import Button, Edit, Effects, Typing
from bot.conversation.events import Event, Tap
from tests.unit.console.glass import Glass
from tests.unit.console.talking import CHAT, NOW, PATIENCE, Talking, grow, say, screen, seat, until

WIDTH, HEIGHT = 40, 16


class Person:
    """Somebody who types and sees."""

    def __init__(self, master: int, slave: int, glass: Glass, done: asyncio.Task[None]) -> None:
        self._master = master
        self.slave = slave
        self.glass = glass
        self.done = done

    def types(self, *keys: str) -> None:
        """Presses keys, each read by itself."""
        for key in keys:
            os.write(self._master, key.encode())

    async def sees(self, text: str, lacks: str = "\0") -> None:
        """Waits until this is on the screen, and the other text is not."""
        try:
            await until(lambda: text in self.glass.text and lacks not in self.glass.text)
        except TimeoutError:
            raise AssertionError(f"{text!r} is not there (or {lacks!r} is):\n{self.glass.text}") from None

    async def heard(self, talking: Talking, *short: str) -> None:
        """Waits until the conversation has heard this."""
        await until(lambda: len(talking.heard) >= len(short))
        assert talking.heard == list(short)

    def resize(self, width: int) -> None:
        """Makes the window wider or narrower."""
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, width, 0, 0))


@asynccontextmanager
async def sitting(talking: Talking, folder: Path, before: str = "", opening: str = "") -> AsyncIterator[Person]:
    """A conversation on a pseudo-terminal. It has to end by itself, and to leave the terminal as it was."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    found = termios.tcgetattr(slave)
    glass = Glass(WIDTH, HEIGHT)
    loop = asyncio.get_running_loop()
    os.write(master, before.encode())
    if before:
        termios.tcdrain(slave)
        os.read(master, 4096)  # the echo, from before we are there
    loop.add_reader(master, lambda: glass.write(os.read(master, 65536).decode("utf-8", "replace")))
    try:
        async with asyncio.TaskGroup() as group:
            terminal = LiveTerminal(slave, slave, styles=False)
            done = group.create_task(talk(talking, terminal, lambda: NOW, talking, seat(folder, opening)))
            person = Person(master, slave, glass, done)
            await person.sees("/quit")
            yield person
            if not done.done():
                person.types("\x15\x04")
            async with asyncio.timeout(PATIENCE):
                await done
        assert termios.tcgetattr(slave) == found
        await until(lambda: not glass.modes)
    finally:
        loop.remove_reader(master)
        os.close(master)
        os.close(slave)


def answers(reply: Callable[[Event], Effects]) -> Talking:
    """A conversation that answers at once."""

    async def rule(event: Event) -> Effects:
        return reply(event)

    return Talking(rule)


async def test_what_is_typed_is_seen_edited_and_sent(tmp_path: Path) -> None:
    talking = answers(lambda event: () if isinstance(event, Tap) else (say("Dag!", "ok"),))
    async with sitting(talking, tmp_path) as person:
        person.types("hallp", "\x7f", "o", "\x1b[D", "\x1b[D")
        await person.sees("> hallo")
        assert person.glass.cursor == "> hal|lo"
        person.types("\r")
        await person.sees("1 ok")
        person.types("1\n")
        await person.heard(talking, "hallo", "tap ok")
    assert person.glass.text.split("\n")[-9:-1] == [
        "> hallo",
        "",
        "── kaart 1 " + "─" * 28,
        "Dag!",
        "",
        "1 ok",
        "",
        "> 1",
    ]


async def test_ctrl_d_leaves_and_so_does_quit(tmp_path: Path) -> None:
    for keys in ("\x04", "/quit\r"):
        async with sitting(Talking(), tmp_path) as person:
            person.types(keys)
            async with asyncio.timeout(PATIENCE):
                await person.done


async def test_a_paste_of_several_lines_is_one_text(tmp_path: Path) -> None:
    talking = Talking()
    text = "\n".join(f"regel {n}" for n in range(300))
    async with sitting(talking, tmp_path) as person:
        person.types(f"\x1b[200~{text}\x1b[201~")
        await person.sees("[regel 0 regel 1")
        person.types("\r")
        await person.heard(talking, text)


async def test_ctrl_c_clears_the_line_then_cancels_then_leaves(tmp_path: Path) -> None:
    talking = Talking()
    async with sitting(talking, tmp_path) as person:
        person.types("half", "\x03")
        await person.sees("> half\n>")
        assert talking.heard == []
        person.types("\x03")
        await person.heard(talking, "/cancel")
        await person.sees("nog een keer op Ctrl-C")
        person.types("\x1b[A")
        await person.sees("> half\n\nDruk")
        person.types("\x15", "\x03")
        async with asyncio.timeout(PATIENCE):
            await person.done


async def test_ctrl_c_twice_leaves_an_answer_that_never_comes(tmp_path: Path) -> None:
    async def never(event: Event) -> Effects:
        await asyncio.Event().wait()
        return ()

    async with sitting(Talking(never), tmp_path) as person:
        person.types("hallo\r", "\x03", "\x03")
        async with asyncio.timeout(PATIENCE):
            await person.done


async def test_ctrl_c_between_other_inputs_does_not_leave(tmp_path: Path) -> None:
    talking = Talking()
    async with sitting(talking, tmp_path) as person:
        person.types("\x03", "een\r", "\x03")
        await until(lambda: len(talking.heard) == 3)
        assert sorted(talking.heard) == ["/cancel", "/cancel", "een"]
        assert not person.done.done()


async def test_a_text_grows_in_place_above_the_line_that_is_typed(tmp_path: Path) -> None:
    talking = Talking()
    async with sitting(talking, tmp_path) as person:
        person.types("ik typ")
        await talking.perform(grow("Kraakt"))
        await person.sees("Kraakt\n\n> ik typ")
        await talking.perform(grow("Kraakt je trap?"))
        await person.sees("Kraakt je trap?\n\n> ik typ")
        person.types(" door")
        await talking.perform(say("Kraakt je trap? Bel ons.", "ok", card="post:1"))
        await person.sees("Bel ons.\n\n1 ok\n\n> ik typ door")
        assert person.glass.text.count("Kraakt") == 1
        person.types("\r")
        await person.heard(talking, "ik typ door")


async def test_a_text_higher_than_the_screen_shows_its_end(tmp_path: Path) -> None:
    talking = Talking()
    async with sitting(talking, tmp_path) as person:
        for count in (5, 30, 60):
            await talking.perform(grow("\n".join(f"regel {n}" for n in range(count))))
            await person.sees(f"regel {count - 1}\n\n>")
        assert "…\nregel" in person.glass.text
        await talking.perform(say("af", card="post:1"))
        await person.sees("af", lacks="regel")


async def test_a_text_that_stopped_growing_goes_with_the_next_answer(tmp_path: Path) -> None:
    talking = answers(lambda event: (say("Gestopt."),))
    async with sitting(talking, tmp_path) as person:
        await talking.perform(grow("Kraakt je"))
        await person.sees("Kraakt je")
        person.types("\x03")
        await person.sees("Gestopt.", lacks="Kraakt")


def test_a_narrower_window_has_broken_the_rows_that_stood_there() -> None:
    area = Area()
    rows = ["", "\x1b[1m" + "x" * 60 + "\x1b[0m", "kort", "> typ"]
    assert area.drawn(rows, 3, 5) == "\n".join(rows) + "\r\x1b[5C"
    assert area.erased(80) == "\x1b[3A\r\x1b[J"
    area.drawn(rows, 3, 5)
    assert area.erased(25) == "\x1b[5A\r\x1b[J"
    assert area.erased(25) == "\r\x1b[J"


async def test_progress_is_written_over_the_card_shown_last(tmp_path: Path) -> None:
    talking = answers(lambda event: (say("Bezig: 0", "Stop", card="job:1"), Typing(CHAT)))
    async with sitting(talking, tmp_path) as person:
        person.types("/new\r")
        await person.sees("Stop\n\n…\n\n>")
        await talking.perform(Edit(talking.at("job:1"), screen("Bezig: 1\nvan 2", "Stop"), "job:1"))
        await person.sees("Bezig: 1\nvan 2\n\n1 Stop\n\n>", lacks="…")
        await talking.perform(Edit(talking.at("job:1"), screen("Klaar"), "job:1"))
        await person.sees("Klaar\n\n>", lacks="Bezig")


async def test_progress_of_a_card_further_up_stays_above_the_line_and_takes_no_numbers(tmp_path: Path) -> None:
    talking = answers(lambda event: () if isinstance(event, Tap) else (say("Bezig", "Stop", card="job:1"),))
    async with sitting(talking, tmp_path) as person:
        person.types("/new\r")
        await person.sees("1 Stop\n\n>")
        await talking.perform(say("een uiting", "ok", card="post:1"))
        for count in (1, 2):
            await talking.perform(Edit(talking.at("job:1"), screen(f"Bezig: {count}", "Stop"), "job:1"))
            await person.sees(f"1 ok\n\n── kaart 1 {'─' * 28}\nBezig: {count}\n\n1.1 Stop\n\n>")
        person.types("1\r")
        await person.heard(talking, "/new", "tap ok")
        await talking.perform(Edit(talking.at("job:1"), screen("Klaar", "Verder"), "job:1"))
        await person.sees("── kaart 1 is bijgewerkt ──────────────\nKlaar\n\n1 Verder\n\n>", lacks="Bezig:")


async def test_a_number_that_changed_its_meaning_while_it_was_typed_presses_nothing(tmp_path: Path) -> None:
    talking = answers(lambda event: () if isinstance(event, Tap) else (say("a", "lezen"),))
    async with sitting(talking, tmp_path) as person:
        person.types("/a\r")
        await person.sees("1 lezen\n\n>")
        person.types("1")
        await person.sees("> 1")
        await talking.perform(say("b", "wissen"))
        await person.sees("1 wissen")
        person.types("\r")
        await person.sees("typ 2.1")
        assert talking.heard == ["/a"]
        person.types("1\r")
        await person.heard(talking, "/a", "tap wissen")


async def test_the_prompt_says_which_card_numbers_are_about(tmp_path: Path) -> None:
    talking = answers(lambda event: (say("a", "lezen"), say("verder niets")))
    async with sitting(talking, tmp_path) as person:
        person.types("/a\r")
        await person.sees("verder niets\n\n1>")


async def test_what_could_not_be_handled_stands_in_the_line_again(tmp_path: Path) -> None:
    async def fails(event: Event) -> Effects:
        if not talking.events[1:]:
            raise RuntimeError("boom")
        return (say("Gelukt."),)

    talking = Talking(fails)
    async with sitting(talking, tmp_path) as person:
        person.types("een lange zin\r")
        await person.sees("trouble: boom\n\n> een lange zin")
        person.types("\r")
        await person.sees("Gelukt.")
        assert talking.heard == ["een lange zin"] * 2


async def test_what_was_typed_while_the_program_started_is_not_lost(tmp_path: Path) -> None:
    talking = Talking()
    async with sitting(talking, tmp_path, before="vroeg\r") as person:
        await person.heard(talking, "vroeg")


async def test_a_fence_has_a_prompt_of_its_own(tmp_path: Path) -> None:
    talking = Talking()
    async with sitting(talking, tmp_path) as person:
        person.types('"""\r')
        await person.sees('> """\n…')
        await talking.perform(say("ondertussen"))
        person.types("een\r", "\r", '2"""\r')
        await person.heard(talking, "een\n\n2")


async def test_a_long_line_wraps_and_other_windows_fit(tmp_path: Path) -> None:
    talking = Talking()
    words = " ".join(f"woord{n}" for n in range(12))
    async with sitting(talking, tmp_path) as person:
        person.types(words)
        await person.sees("woord11")
        assert len([row for row in person.glass.text.split("\n") if "woord" in row]) == 3
        person.types("\x01", "x", "\x05", "日本👍")
        await person.sees("> xwoord0")
        await person.sees("👍")
        assert person.glass.cursor.endswith("👍|")
        person.types("\r")
        await person.heard(talking, f"x{words}日本👍")
        person.resize(30)
        os.kill(os.getpid(), signal.SIGWINCH)
        person.glass.width = 30
        person.types("y" * 28)
        await person.sees("> " + "y" * 27 + "\n  y")


async def test_buttons_that_hold_text_print_it_unbroken(tmp_path: Path) -> None:
    words = "woord " * 12 + "slot"
    talking = answers(lambda event: (say("x", Button("Kopieer", copy=words)),))
    async with sitting(talking, tmp_path) as person:
        person.types("/a\r")
        await person.sees("1 Kopieer")
        person.glass.width = 200  # a real terminal would break the row by itself
        person.types("1\r")
        await person.sees(f"\n{words}\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_being_stopped_leaves_the_terminal_as_it_was(tmp_path: Path, number: int) -> None:
    async with sitting(Talking(), tmp_path) as person:
        os.kill(os.getpid(), number)
        async with asyncio.timeout(PATIENCE):
            await person.done


async def test_a_window_that_is_closed_ends_the_conversation(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    os.set_blocking(master, False)
    terminal = LiveTerminal(slave, slave, styles=True)
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        talking = Talking()
        group.create_task(talk(talking, terminal, lambda: NOW, talking, seat(tmp_path)))
        await until(lambda: talking.front is not None)
        os.close(master)
    os.close(slave)
