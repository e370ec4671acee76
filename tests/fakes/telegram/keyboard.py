"""The markup below a message: what Telegram refuses of it, and the buttons a person then sees."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from tests.fakes.telegram.errors import ApiError, Json, bad
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.text import utf16
from tests.fakes.telegram.urls import fault_of, too_long

MOST_BUTTONS, MOST_IN_ROW = 100, 8
MOST_BYTES = 10_000  # of the keyboard as JSON; reported by many, told nowhere
DATA_BYTES, COPY_UNITS = 64, 256
_STYLES = ("", "default", "primary", "danger", "success")
_LOOK = frozenset({"text", "style", "icon_custom_emoji_id"})
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "login_url",
    "callback_game",
    "pay",
)
_MARKUPS = {
    "inline_keyboard": frozenset({"inline_keyboard"}),
    "keyboard": frozenset(
        {
            "keyboard",
            "is_persistent",
            "resize_keyboard",
            "one_time_keyboard",
            "input_field_placeholder",
            "selective",
        }
    ),
    "remove_keyboard": frozenset({"remove_keyboard", "selective"}),
    "force_reply": frozenset({"force_reply", "input_field_placeholder", "selective"}),
}


@dataclass(frozen=True)
class Button:
    """A button as a person sees it. `action` is the field of the Bot API that says what it does (`callback_data`,
    `url`, `copy_text`, ...; empty on a reply keyboard) and `value` what it carries."""

    label: str
    action: str = ""
    value: str = ""
    style: str = ""

    @property
    def data(self) -> str:
        """The callback data, empty if it has another action."""
        return self.value if self.action == "callback_data" else ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Markup:
    """What stands below a message. `kind` is `inline_keyboard`, `keyboard`, `remove_keyboard` or `force_reply`."""

    kind: Literal["inline_keyboard", "keyboard", "remove_keyboard", "force_reply", ""] = ""
    rows: Rows = ()
    source: Json | None = None
    placeholder: str = ""


NONE = Markup()


def markup_of(params: Params, *, private: bool, inline_only: bool = False) -> Markup:
    """The markup of a call. Raises ApiError in Telegram's words; complains about several actions on a button."""
    value = params.structure("reply_markup", "reply keyboard markup JSON object", dict)
    if not value:
        return NONE
    kinds = [kind for kind in _MARKUPS if value.get(kind)]
    for kind in kinds[:1]:
        params.known(value, _MARKUPS[kind], "reply_markup")
    if not kinds:
        if "inline_keyboard" not in value:
            params.complain(f"reply_markup says nothing: {sorted(value)}")
        return NONE
    if inline_only and kinds[0] != "inline_keyboard":
        raise bad("inline keyboard expected")
    placeholder = str(value.get("input_field_placeholder") or "")
    if utf16(placeholder) > 64:
        raise bad('field "input_field_placeholder" is too long')
    if kinds[0] == "inline_keyboard":
        return Markup("inline_keyboard", _inline(params, value["inline_keyboard"], private=private), value)
    if kinds[0] == "keyboard":
        return Markup("keyboard", _reply(value["keyboard"]), value, placeholder)
    return Markup("remove_keyboard" if kinds[0] == "remove_keyboard" else "force_reply", (), value, placeholder)


def _rows(value: Any, words: str) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad(words)
    return value


def _inline(params: Params, value: Any, *, private: bool) -> Rows:
    rows = _rows(value, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    done = tuple(tuple(_button(params, item, private=private) for item in row) for row in rows if row)
    count = sum(map(len, done))
    too_wide = any(len(row) > MOST_IN_ROW for row in done)
    size = len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    if count > MOST_BUTTONS or too_wide or size > MOST_BYTES:
        raise bad("reply markup is too long")
    return done


def _button(params: Params, item: Any, *, private: bool) -> Button:
    if not isinstance(item, dict):
        raise _unparsed("InlineKeyboardButton must be an Object")
    params.known(item, _LOOK | frozenset(_ACTIONS), "a button")
    if not isinstance(item.get("text"), str):
        raise _unparsed('Can\'t find field "text"')
    style = str(item.get("style") or "").lower()
    if style not in _STYLES:
        raise _unparsed("invalid button style specified")
    actions = [name for name in _ACTIONS if _says(name, item.get(name))]
    if not actions:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        params.complain(f"a button has {len(actions)} actions: {', '.join(actions)}")
    if not item["text"].strip():
        raise bad("inline keyboard button text must be non-empty")
    return Button(item["text"], actions[0], _checked(actions[0], item[actions[0]], private=private), style)


def _says(action: str, value: Any) -> bool:
    """An empty text is no action, but for inline queries, which may be empty."""
    return value is not None and (value != "" or action.startswith("switch_inline"))


def _unparsed(detail: str) -> ApiError:
    return bad(f"can't parse inline keyboard button: {detail}")


def _checked(action: str, value: Any, *, private: bool) -> str:
    if action == "url":
        return _checked_url(str(value), "URL")
    if action == "callback_data":
        if not isinstance(value, str) or len(value.encode()) > DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
        return value
    if action in ("copy_text", "web_app"):
        inner = value.get("text" if action == "copy_text" else "url") if isinstance(value, dict) else None
        if not isinstance(inner, str):
            raise _unparsed("Can't find field")
        if action == "copy_text":
            if not 1 <= utf16(inner) <= COPY_UNITS:
                raise bad("BUTTON_COPY_TEXT_INVALID")
            return inner
        if not private:
            raise bad("BUTTON_TYPE_INVALID")
        if not inner.lower().startswith("https://"):
            raise bad(f"inline keyboard button Web App URL '{inner}' is invalid: Only HTTPS links are allowed")
        return _checked_url(inner, "Web App URL")
    return value if isinstance(value, str) else json.dumps(value)


def _checked_url(url: str, words: str) -> str:
    if fault := fault_of(url):
        raise bad(f"inline keyboard button {words} '{url}' is invalid: {fault}")
    if too_long(url):
        raise bad("BUTTON_URL_INVALID")
    return url


def _label(item: Any) -> str:
    text = item.get("text") if isinstance(item, dict) else item
    if not isinstance(text, str):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    return text


def _reply(value: Any) -> Rows:
    rows = _rows(value, 'field "keyboard" must be an Array of Arrays')
    labels = [[_label(item) for item in row] for row in rows if row]
    if not all(label.strip() for row in labels for label in row):
        raise bad("keyboard button text must be non-empty")
    if sum(map(len, labels)) > 300 or any(len(row) > 12 for row in labels):
        raise bad("reply markup is too long")
    return tuple(tuple(Button(label) for label in row) for row in labels)
