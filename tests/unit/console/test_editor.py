from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.editor import Editor
from bot.console.keys import Key, Keys
from bot.console.layout import laid
from bot.console.measure import columns

CONTROLS = ["\r", "\x01", "\x02", "\x04", "\x05", "\x06", "\x0b", "\x15", "\x17", "\x7f", "\x10", "\x0e"]
ARROWS = ["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[3~", "\x1b[1;5C", "\x1b[1;5D"]
PASTES = ["\x1b[200~een\r\ntwee\x1b[201~", "\x1b[200~" + "lang\n" * 9 + "\x1b[201~"]


def typed(*keys: str) -> Editor:
    """An editor after these keys."""
    editor, decoder = Editor(), Keys()
    for key in keys:
        for one in decoder.feed(key.encode()):
            editor.press(one)
    return editor


def shown(editor: Editor) -> str:
    """The line with a bar for the cursor."""
    return f"{editor.text[: editor.cursor]}|{editor.text[editor.cursor :]}"


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (["trap", "\x1b[D", "\x1b[D", "é"], "tré|ap"),
        (["een twee", "\x17"], "een |"),
        (["een twee", "\x1bb", "x"], "een x|twee"),
        (["een twee", "\x01", "\x1bf"], "een| twee"),
        (["een twee", "\x1b[1;5D", "\x15"], "|twee"),
        (["een", "\x01", "\x0b"], "|"),
        (["een", "\x01", "\x04"], "|en"),
        (["👩‍👩‍👧e\u0301", "\x7f", "\x7f"], "|"),
        (["👩‍👩‍👧a", "\x1b[D", "\x1b[D", "\x1b[3~"], "|a"),
        (["a", "\x1b\r", "b", "\x01"], "a\n|b"),
        (["a", "\x1b[200~een\r\ntwee\x1b[201~", "b"], "aeen\ntweeb|"),
        (["a\x00\x1b[99~\x1b[?1;2cb"], "ab|"),
        (["\x7f", "\x1b[D", "\x1b[C", "\x1b[3~", "\x17"], "|"),
    ],
)
def test_keys_edit_the_line(keys: list[str], line: str) -> None:
    assert shown(typed(*keys)) == line


def test_a_large_paste_is_one_sign_that_goes_and_comes_whole() -> None:
    text = "\n".join(f"regel {n}" for n in range(40))
    editor = typed("voor ", f"\x1b[200~{text}\x1b[201~", " na")
    assert len(editor.text) == len("voor  na") + 1
    assert editor.full == f"voor {text} na"
    for _ in range(4):
        editor.press(Key("back"))
    assert editor.full == "voor "


def test_what_was_typed_can_be_recalled_and_what_was_not_sent_comes_back() -> None:
    editor = typed("een")
    assert editor.take() == "een"
    for key in (Key("text", "twee"), Key("up")):
        editor.press(key)
    assert shown(editor) == "een|"
    editor.press(Key("up"))
    editor.press(Key("down"))
    assert shown(editor) == "twee|"


def test_a_recalled_paste_is_still_whole() -> None:
    editor = typed("\x1b[200~" + "x" * 2000 + "\x1b[201~")
    editor.take()
    editor.press(Key("up"))
    assert editor.full == "x" * 2000


@given(
    st.lists(st.one_of(st.text(max_size=8), st.sampled_from([*CONTROLS, *ARROWS, *PASTES])), max_size=12),
    st.data(),
)
def test_keys_are_the_same_however_they_were_cut(keys: list[str], data: st.DataObject) -> None:
    raw = "".join(keys).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=6)))
    decoder = Keys()
    parts = [raw[a:b] for a, b in zip([0, *cuts], [*cuts, len(raw)], strict=True)]
    cut = [key for part in parts for key in decoder.feed(part)]
    whole = Keys().feed(raw)

    def joined(made: list[Key]) -> list[tuple[str, str]]:
        out: list[tuple[str, str]] = []
        for name, text in made:
            if name == "text" and out and out[-1][0] == "text":
                out[-1] = ("text", out[-1][1] + text)
            else:
                out.append((name, text))
        return out

    assert joined(cut) == joined(whole)


@given(st.lists(st.one_of(st.text(max_size=8), st.sampled_from([*CONTROLS, *ARROWS, *PASTES])), max_size=20))
def test_no_keys_break_the_line(keys: list[str]) -> None:
    editor = typed(*keys)
    assert 0 <= editor.cursor <= len(editor.text)
    assert "\x1b" not in editor.full


@given(
    st.text(st.characters(exclude_categories=["C"]), max_size=60), st.integers(8, 30), st.integers(1, 5), st.data()
)
def test_the_line_fits_and_shows_the_cursor(text: str, width: int, height: int, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    made = laid("> ", text, cursor, width, height, lambda sign: None)
    assert 1 <= len(made.rows) <= height
    assert all(columns(row) <= width for row in made.rows)
    assert 0 <= made.row < len(made.rows)
    assert made.column <= width


def test_the_rows_around_the_cursor_are_shown() -> None:
    text = "abcdefghijklmnop"
    assert laid("> ", text, 16, 6, 9, lambda sign: None) == (["> abcd", "  efgh", "  ijkl", "  mnop"], 3, 6)
    assert laid("> ", text, 0, 6, 2, lambda sign: None) == (["> abcd", "  efgh"], 0, 2)
    assert laid("> ", text, 4, 6, 2, lambda sign: None) == (["> abcd", "  efgh"], 1, 2)
    assert laid("> ", "a\nb", 3, 6, 9, lambda sign: None) == (["> a", "  b"], 1, 3)
    assert laid("> ", "aXb", 3, 9, 9, {"X": "[een paste]"}.get) == (["> a", "  [een pa", "  b"], 2, 3)
