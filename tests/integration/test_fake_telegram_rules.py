"""The fake Telegram refuses what Telegram refuses, in its words: tokens, bodies, text, buttons."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.fakes.telegram import BotApi, Group, Pace, Person
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


# The token, the path, the body


@pytest.mark.parametrize(
    ("token", "refusal"),
    [("424242:wrong", (401, "Unauthorized")), ("nonsense", (404, "Not Found"))],
)
async def test_a_wrong_token(api: BotApi, token: str, refusal: tuple[int, str]) -> None:
    async with Raw(api, token) as raw:
        assert (await raw("getMe")).refusal == refusal
        async with raw.session.get(f"{api.base_file_url}{token}/documents/file_1.txt") as response:
            assert response.status == refusal[0]


async def test_an_unknown_method_and_an_unknown_path(api: BotApi, raw: Raw) -> None:
    assert (await raw("sendTelegram")).refusal == (404, "Not Found: method not found")
    async with raw.session.get(f"{api.root}/health") as response:
        assert response.status == 404
    assert api.violations == ["unknown method 'sendTelegram'", "GET /health is no path of the Bot API"]


async def test_an_unknown_parameter_is_a_violation_and_no_more(api: BotApi, raw: Raw, ada: Person) -> None:
    assert (await raw("sendMessage", chat_id=ada.id, text="x", disable_web_preview=True)).status == 200
    assert api.violations == ["sendMessage: unknown parameter 'disable_web_preview'"]


async def test_forms_json_query_and_multipart_say_the_same(api: BotApi, raw: Raw, ada: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    said = {"chat_id": ada.id, "text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": markup}
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in said.items()}
    parts = aiohttp.FormData(form, default_to_multipart=True)

    await raw.request("POST", "sendMessage", json=said)
    await raw.request("POST", "SENDMESSAGE", json=form)
    await raw.request("POST", "sendMessage", data=form)
    await raw.request("POST", "sendMessage", data=parts)
    await raw.request("GET", "sendMessage", params=form)

    assert [(item.text, item.styled("bold"), item.labels) for item in ada.messages] == [("x", ["x"], ["Go"])] * 5
    assert len({json.dumps(call.params) for call in api.calls}) == 1
    assert api.violations == []


async def test_a_body_that_cannot_be_read(api: BotApi, raw: Raw) -> None:
    answer = await raw.request("POST", "sendMessage", data="{", headers={"Content-Type": "application/json"})

    assert answer.status == 400
    assert api.violations == ["sendMessage: the body is no JSON object"]


async def test_long_answers_are_compressed_and_the_connection_is_kept(raw: Raw, ada: Person) -> None:
    made: list[object] = []

    async def count(*context: object) -> None:
        made.append(context)

    trace = aiohttp.TraceConfig()
    trace.on_connection_create_end.append(count)
    async with aiohttp.ClientSession(trace_configs=[trace]) as session:
        for _ in range(3):
            form = {"chat_id": str(ada.id), "text": "x " * 2000}
            async with session.post(f"{raw.url}sendMessage", data=form) as response:
                assert response.headers["Content-Encoding"] in ("gzip", "deflate")
                assert (await response.json())["ok"]

    assert len(made) == 1


# Text


async def test_half_a_surrogate_pair_is_refused(raw: Raw, ada: Person) -> None:
    body = b'{"chat_id": %d, "text": "\\ud83d"}' % ada.id
    button = '{"inline_keyboard": [[{"text": "\\ud83d", "callback_data": "x"}]]}'

    text = await raw.request("POST", "sendMessage", data=body, headers={"Content-Type": "application/json"})
    markup = await raw("sendMessage", chat_id=ada.id, text="x", reply_markup=button)

    assert text.refusal == markup.refusal == (400, BAD + "strings must be encoded in UTF-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        (" \n\t", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("😀" * 2049, "message is too long"),
        ("x" * 4097, "message is too long"),
        ("x" * 40_000, "text is too long"),
        ("<i>x", "can't parse entities: Can't find end tag corresponding to start tag \"i\""),
        ("a <naam> b", 'can\'t parse entities: Unsupported start tag "naam" at byte offset 2'),
    ],
)
async def test_text_that_is_refused(raw: Raw, ada: Person, text: str, words: str) -> None:
    answer = await raw("sendMessage", chat_id=ada.id, text=text, parse_mode="HTML")

    assert answer.refusal == (400, BAD + words)
    assert ada.messages == []


async def test_the_longest_text_is_counted_after_parsing(raw: Raw, ada: Person) -> None:
    text = "<b>" + "&amp;" * 4096 + "</b>"

    answer = await raw("sendMessage", chat_id=ada.id, text=text, parse_mode="html")

    assert answer.result["text"] == "&" * 4096
    assert (await raw("sendMessage", chat_id=ada.id, text="😀" * 2048)).status == 200


async def test_entities_instead_of_markup(api: BotApi, raw: Raw, ada: Person) -> None:
    entities = [{"type": "bold", "offset": 3, "length": 2}, {"type": "italic", "offset": 0, "length": 50}]

    await raw("sendMessage", chat_id=ada.id, text="😀 ab", entities=entities)
    answer = await raw("sendMessage", chat_id=ada.id, text="x", entities=[{"type": "huge", "offset": 0}])

    assert (ada.last.styled("bold"), ada.last.styled("italic")) == (["ab"], ["😀 ab"])
    assert answer.refusal == (400, BAD + "can't parse MessageEntity: Unsupported type specified")


async def test_formatting_that_is_lost_is_a_violation(api: BotApi, raw: Raw, ada: Person) -> None:
    await raw("sendMessage", chat_id=ada.id, text="<b>a <code>b</code></b>", parse_mode="HTML")

    assert api.violations == ["sendMessage: formatting is lost: bold at 0 is not shown on code"]


async def test_an_unknown_parse_mode(raw: Raw, ada: Person) -> None:
    answer = await raw("sendMessage", chat_id=ada.id, text="x", parse_mode="BBCode")

    assert answer.refusal == (400, BAD + "unsupported parse_mode")


# Buttons

UNPARSED = "can't parse inline keyboard button: "
INVALID_URL = "inline keyboard button URL '{}' is invalid: {}"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, UNPARSED + "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x"}, UNPARSED + "Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "x"}, UNPARSED + 'Can\'t find field "text"'),
        ({"text": "", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"text": "x", "callback_data": "x", "style": "green"}, UNPARSED + "invalid button style specified"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "url": "ftp://a.nl"}, INVALID_URL.format("ftp://a.nl", "Unsupported URL protocol")),
        ({"text": "x", "url": "http://localhost/x"}, INVALID_URL.format("http://localhost/x", "Wrong HTTP URL")),
        ({"text": "x", "url": "https://"}, INVALID_URL.format("https://", "URL host is empty")),
        ({"text": "x", "url": "https://a.nl/" + "x" * 2048}, "BUTTON_URL_INVALID"),
        ({"text": "x", "web_app": {"url": "http://a.nl"}},
         "inline keyboard button Web App URL 'http://a.nl' is invalid: Only HTTPS links are allowed"),
        ("x", UNPARSED + "InlineKeyboardButton must be an Object"),
    ],
)  # fmt: skip
async def test_a_button_that_is_refused(raw: Raw, ada: Person, button: object, words: str) -> None:
    answer = await raw("sendMessage", chat_id=ada.id, text="x", reply_markup={"inline_keyboard": [[button]]})

    assert answer.refusal == (400, BAD + words)


async def test_buttons_as_a_person_sees_them(api: BotApi, raw: Raw, ada: Person) -> None:
    rows = [
        [{"text": "Ja", "callback_data": "é" * 32, "style": "success"}, {"text": "Site", "url": "https://a.nl"}],
        [{"text": "Kopie", "copy_text": {"text": "x" * 256}}, {"text": "Chat", "url": "tg://user?id=1"}],
    ]

    answer = await raw("sendMessage", chat_id=ada.id, text="x", reply_markup={"inline_keyboard": rows})

    assert answer.result["reply_markup"] == {"inline_keyboard": rows}
    assert [[button.label for button in row] for row in ada.last.rows] == [["Ja", "Site"], ["Kopie", "Chat"]]
    assert [button.action for button in ada.last.buttons] == ["callback_data", "url", "copy_text", "url"]
    assert (ada.last.buttons[0].style, ada.last.buttons[0].data) == ("success", "é" * 32)
    assert api.violations == []


async def test_a_button_has_one_action(api: BotApi, raw: Raw, ada: Person) -> None:
    button = {"text": "x", "callback_data": "x", "url": "https://a.nl", "colour": "red"}

    await raw("sendMessage", chat_id=ada.id, text="x", reply_markup={"inline_keyboard": [[button]]})

    assert ada.last.buttons[0].action == "url"
    assert api.violations == [
        "sendMessage: unknown field 'colour' in a button",
        "sendMessage: a button has 2 actions: url, callback_data",
    ]


@pytest.mark.parametrize(("rows", "wide", "label"), [(101, 1, "x"), (1, 9, "x"), (12, 8, "x" * 80)])
async def test_a_keyboard_that_is_too_large(raw: Raw, ada: Person, rows: int, wide: int, label: str) -> None:
    keyboard = [[{"text": label, "callback_data": "x"}] * wide] * rows

    answer = await raw("sendMessage", chat_id=ada.id, text="x", reply_markup={"inline_keyboard": keyboard})

    assert answer.refusal == (400, BAD + "reply markup is too long")


async def test_markup_that_cannot_be_read(raw: Raw, ada: Person) -> None:
    answers = [
        await raw("sendMessage", chat_id=ada.id, text="x", reply_markup=markup)
        for markup in ("{", "[]", {"inline_keyboard": [{"text": "x"}]})
    ]

    assert [answer.refusal[1].removeprefix(BAD) for answer in answers] == [
        "can't parse reply keyboard markup JSON object",
        "object expected as reply_markup",
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ]
