"""The text of a call: parsed, arranged, and within Telegram's limits."""

from __future__ import annotations

from typing import Any

from tests.fakes.telegram.entities import Entity, Formatted, arranged
from tests.fakes.telegram.errors import bad
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.tags import MarkupError, parsed
from tests.fakes.telegram.text import utf16
from tests.fakes.telegram.urls import fault_of

TEXT_MOST, CAPTION_MOST = 4096, 1024
_SOURCE_BYTES = 1 << 15
_ASKED = (
    "bold italic underline strikethrough spoiler code pre text_link text_mention custom_emoji blockquote "
    "expandable_blockquote"
)
_FOUND = "mention hashtag cashtag bot_command url email phone_number bank_card_number"
_KINDS, _AUTOMATIC = frozenset(_ASKED.split()), frozenset(_FOUND.split())
_ARGUMENTS = {"pre": "language", "text_link": "url", "custom_emoji": "custom_emoji_id"}
_FIELDS = frozenset({"type", "offset", "length", "url", "user", "language", "custom_emoji_id"})
_PREVIEW = frozenset({"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"})


def message_text(params: Params, *, editing: bool = False) -> Formatted:
    """The text of a message. Raises ApiError 400 for none, too long a one, or markup that cannot be read."""
    if preview := params.structure("link_preview_options", "link preview options JSON object", dict):
        params.known(preview, _PREVIEW, "link_preview_options")
    if not params.text("text"):
        raise bad("message text is empty")
    content = formatted(params, "text", "entities")
    if not content.text:
        raise bad("text must be non-empty")
    if utf16(content.text) > TEXT_MOST:
        # tdlib counts characters and says it in words; what only the server counts comes back by its name
        raise bad("MESSAGE_TOO_LONG" if editing and len(content.text) <= TEXT_MOST else "message is too long")
    return content


def draft_text(params: Params) -> Formatted:
    """The text of a draft, which may be empty."""
    content = formatted(params, "text", "entities")
    if utf16(content.text) > TEXT_MOST:
        raise bad("MESSAGE_TOO_LONG")
    return content


def caption(params: Params) -> Formatted:
    """The caption of a file, which may be empty. Raises ApiError 400 for one over 1,024 UTF-16 units."""
    content = formatted(params, "caption", "caption_entities")
    if utf16(content.text) > CAPTION_MOST:
        raise bad("message caption is too long")
    return content


def formatted(params: Params, name: str, entities: str) -> Formatted:
    """One text with its formatting, from HTML or from entities; what would be lost is complained about."""
    source, mode = params.text(name), params.text("parse_mode").lower()
    if len(source.encode("utf-8", "surrogatepass")) > _SOURCE_BYTES:
        raise bad("text is too long")
    lost: list[str] = []
    if source and mode not in ("", "none"):
        text, asked, lost = _marked_up(source, mode)
        if params.text(entities):
            params.complain(f"{entities} are sent with a parse_mode, which wins")
    else:
        text, asked = source, _entities(params, entities)
    content = arranged(text, asked)
    for sentence in (*lost, *content.lost):
        params.complain(f"formatting is lost: {sentence}")
    return content


def _marked_up(source: str, mode: str) -> tuple[str, list[Entity], list[str]]:
    if mode != "html":  # Telegram reads Markdown too; here nobody needs it
        raise bad("unsupported parse_mode")
    try:
        return parsed(source)
    except MarkupError as error:
        raise bad(f"can't parse entities: {error}") from None


def _entities(params: Params, name: str) -> list[Entity]:
    asked = []
    for item in params.structure(name, "entities JSON object", list) or []:
        if not isinstance(item, dict) or item.get("type") not in _KINDS | _AUTOMATIC:
            raise bad("can't parse MessageEntity: Unsupported type specified")
        params.known(item, _FIELDS, name)
        if item["type"] in _KINDS:
            asked.append(_entity(item))
    return asked


def _entity(item: dict[str, Any]) -> Entity:
    kind, argument = item["type"], str(item.get(_ARGUMENTS.get(item["type"], ""), ""))
    if kind == "text_link" and (fault := fault_of(argument)):
        raise bad(f"entity URL '{argument}' is invalid: {fault}")
    if kind == "text_mention":
        argument = str((item.get("user") or {}).get("id", ""))
        if not argument.isdecimal():
            raise bad("can't parse MessageEntity: Can't find field \"user\"")
    if not isinstance(item.get("offset"), int) or not isinstance(item.get("length"), int) or item["offset"] < 0:
        raise bad("can't parse MessageEntity: Can't find field \"offset\"")
    return Entity(kind, item["offset"], item["length"], argument)
