"""Methods about the bot itself, about chats and taps."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.fakes.telegram.errors import Json, bad
from tests.fakes.telegram.methods import UPDATE_TYPES
from tests.fakes.telegram.model import membership
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.text import utf16
from tests.fakes.telegram.world import TAP_LIFE, World

MOST_COMMANDS, MOST_COMMAND_BYTES = 100, 7_800  # the second is reported by many, told nowhere
ANSWER_MOST, DESCRIPTION_MOST, SHORT_MOST = 200, 512, 120
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_SCOPES = {
    "default": frozenset[str](),
    "all_private_chats": frozenset[str](),
    "all_group_chats": frozenset[str](),
    "all_chat_administrators": frozenset[str](),
    "chat": frozenset({"chat_id"}),
    "chat_administrators": frozenset({"chat_id"}),
    "chat_member": frozenset({"chat_id", "user_id"}),
}


def get_me(world: World, _: Params) -> Json:
    """getMe."""
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def answer_tap(world: World, params: Params) -> bool:
    """answerCallbackQuery: once, soon, at most 200 characters."""
    tap = world.taps.get(params.text("callback_query_id"))
    if utf16(params.text("text")) > ANSWER_MOST:
        raise bad("MESSAGE_TOO_LONG")
    if url := params.text("url"):
        raise bad("URL_INVALID" if not url.startswith(f"https://t.me/{world.bot['username']}?start=") else TOO_OLD)
    if tap is None or tap.answered or tap.expired or world.clock() > tap.at + TAP_LIFE:
        raise bad(TOO_OLD)
    tap.answered = True
    tap.text, tap.alert = params.text("text"), params.flag("show_alert")
    params.integer("cache_time", low=0)
    world.wake()
    return True


def set_commands(world: World, params: Params) -> bool:
    """setMyCommands."""
    commands = params.structure("commands", "commands JSON object", list) or []
    done = [_command(params, item) for item in commands]
    if len(done) > MOST_COMMANDS or len(json.dumps(done, ensure_ascii=False).encode()) > MOST_COMMAND_BYTES:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_place(world, params)] = done
    world.wake()
    return True


def _command(params: Params, item: Any) -> Json:
    if not isinstance(item, dict):
        raise bad("can't parse BotCommand: expected an Object")
    params.known(item, frozenset({"command", "description", "is_ephemeral"}), "a command")
    for name in ("command", "description"):
        if not isinstance(item.get(name), str):
            raise bad(f"can't parse BotCommand: Can't find field \"{name}\"")
    name, description = item["command"].strip().removeprefix("/"), item["description"].strip()
    for words, value, most in (("command", name, 32), ("command description", description, 256)):
        if not value:
            raise bad(f"{words} must be non-empty")
        if len(value) > most:
            raise bad(f"{words} length must not exceed {most}")
    if not _COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def delete_commands(world: World, params: Params) -> bool:
    """deleteMyCommands."""
    world.profile.commands.pop(_place(world, params), None)
    return True


def get_commands(world: World, params: Params) -> list[Json]:
    """getMyCommands: exactly what was set for the scope and language."""
    return world.profile.commands.get(_place(world, params), [])


def _place(world: World, params: Params) -> tuple[str, str]:
    scope = params.structure("scope", "BotCommandScope JSON object", dict) or {"type": "default"}
    fields = _SCOPES.get(scope.get("type", ""))
    if fields is None:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    params.known(scope, fields | {"type"}, "scope")
    for name in sorted(fields):
        if not scope.get(name):
            raise bad(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    if "chat_id" in fields:
        world.chat_of(str(scope["chat_id"]))
    return json.dumps(scope, sort_keys=True), _language(params)


def _language(params: Params) -> str:
    code = params.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad("invalid language code specified")
    return code


def set_description(world: World, params: Params) -> bool:
    """setMyDescription: what an empty chat shows."""
    if utf16(params.text("description")) > DESCRIPTION_MOST:
        raise bad("BOT_DESCRIPTION_TOO_LONG")  # the limit is Telegram's, these words are a guess
    world.profile.descriptions[_language(params)] = params.text("description")
    return True


def get_description(world: World, params: Params) -> Json:
    """getMyDescription."""
    told = world.profile.descriptions
    return {"description": told.get(_language(params), told.get("", ""))}


def set_short_description(world: World, params: Params) -> bool:
    """setMyShortDescription: what the profile page shows."""
    if utf16(params.text("short_description")) > SHORT_MOST:
        raise bad("BOT_SHORT_DESCRIPTION_TOO_LONG")  # the limit is Telegram's, these words are a guess
    world.profile.short_descriptions[_language(params)] = params.text("short_description")
    return True


def get_short_description(world: World, params: Params) -> Json:
    """getMyShortDescription."""
    told = world.profile.short_descriptions
    return {"short_description": told.get(_language(params), told.get("", ""))}


def get_chat(world: World, params: Params) -> Json:
    """getChat."""
    chat = world.chat_of(params.text("chat_id"))
    if chat.type == "private" and not (chat.started or chat.met):
        raise bad("chat not found")
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
    )
    return {**chat.to_json(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_member(world: World, params: Params) -> Json:
    """getChatMember: of a known person, `left` if not in the chat."""
    chat = world.writable(params.text("chat_id"))
    number = params.integer("user_id")
    if number == world.bot["id"]:
        return membership(world.bot, chat.standing)
    if number not in world.users:
        raise bad("invalid user_id specified" if number <= 0 else "user not found")
    standing = "member" if chat.id == number else chat.members.get(number, "left")
    return membership(world.users[number], standing)


def leave(world: World, params: Params) -> bool:
    """leaveChat."""
    chat = world.chat_of(params.text("chat_id"))
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    chat = world.writable(params.text("chat_id"))
    world.tell_standing(chat, world.bot, chat.standing, "left")
    world.wake()
    return True


def allowed_updates(params: Params) -> list[str] | None:
    """The types that a call asks for, None if it says nothing."""
    value: list[str] | None = params.structure("allowed_updates", "allowed_updates JSON object", list)
    for name in sorted({str(item) for item in value or []} - UPDATE_TYPES):
        params.complain(f"unknown update type {name!r}")
    return value
