"""Methods that put something in a chat, change it or take it away."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes.telegram.content import caption, draft_text, message_text
from tests.fakes.telegram.entities import Formatted
from tests.fakes.telegram.errors import Json, bad
from tests.fakes.telegram.keyboard import NONE, markup_of
from tests.fakes.telegram.methods import CHAT_ACTIONS
from tests.fakes.telegram.model import Attachment, Chat, Draft, Message
from tests.fakes.telegram.params import Params
from tests.fakes.telegram.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_REPLY_FIELDS = frozenset(
    {
        "message_id",
        "chat_id",
        "allow_sending_without_reply",
        "quote",
        "quote_parse_mode",
        "quote_entities",
        "quote_position",
        "checklist_task_id",
        "poll_option_id",
    }
)


def send_message(world: World, params: Params) -> Json:
    """sendMessage."""
    content = message_text(params)
    return _send(world, params, content, None)


def send_document(world: World, params: Params) -> Json:
    """sendDocument: a file of this call, or one that Telegram has already."""
    content = caption(params)
    return _send(world, params, content, _document(world, params))


def _document(world: World, params: Params) -> Attachment:
    said = params.text("document")
    upload = params.files.get(said.removeprefix("attach://") if said.startswith("attach://") else "document")
    if upload:
        if not upload.content:
            raise bad("file must be non-empty")
        return world.keep("document", upload.name, upload.content, upload.mime)
    if not said:
        raise bad("there is no document in the request")
    if said in world.files:
        return replace(world.files[said], kind="document")
    if said.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    raise bad("wrong remote file identifier specified: Wrong string length")


def _send(world: World, params: Params, content: Formatted, file: Attachment | None) -> Json:
    markup = markup_of(params, private=not params.text("chat_id").startswith("-"))
    chat = world.writable(params.text("chat_id"))
    thread = world.thread_of(chat, params)
    reply = _reply_to(world, chat, params)
    message = Message(
        0, chat, world.bot, world.today(), content.text, content.entities, markup, file, reply, thread
    )
    message.effects = {name: True for name in ("disable_notification", "protect_content") if params.flag(name)}
    if thread == 0 and reply:
        message.thread = reply.thread
    chat.live.clear()
    return world.add(message).to_json()


def _reply_to(world: World, chat: Chat, params: Params) -> Message | None:
    value = params.structure("reply_parameters", "reply parameters JSON object", dict)
    if not value:
        return None
    params.known(value, _REPLY_FIELDS, "reply_parameters")
    if not isinstance(value.get("message_id"), int):
        raise bad('can\'t find field "message_id"')
    there = world.chat_of(str(value["chat_id"])) if value.get("chat_id") else chat
    message = there.by_id.get(value["message_id"])
    if message is None or message.deleted:
        if value.get("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found")
    if value.get("quote") and value["quote"] not in message.text:
        raise bad("QUOTE_TEXT_INVALID")
    return message


def send_draft(world: World, params: Params) -> bool:
    """sendMessageDraft: no message, only what is shown for 30 seconds or until a message comes."""
    content = draft_text(params)
    chat = world.writable(params.text("chat_id"))
    if chat.type != "private":
        raise bad("TEXTDRAFT_PEER_INVALID")
    number = params.integer("draft_id")
    if not number:
        raise bad("TEXTDRAFT_ID_INVALID")
    draft = Draft(number, content.text, content.entities, world.clock(), world.thread_of(chat, params))
    chat.live[number] = draft
    chat.drafts.append(draft)
    world.revision += 1
    world.wake()
    return True


def send_action(world: World, params: Params) -> bool:
    """sendChatAction."""
    action = params.text("action")
    if action not in CHAT_ACTIONS:
        raise bad("wrong parameter action in request")
    chat = world.writable(params.text("chat_id"))
    world.thread_of(chat, params)
    chat.actions.append(action)
    world.wake()
    return True


def edit_text(world: World, params: Params) -> Json:
    """editMessageText; buttons that are not sent along go away, as in Telegram."""
    content = message_text(params, editing=True)
    markup = markup_of(params, private=not params.text("chat_id").startswith("-"), inline_only=True)
    message = _own(world, params)
    if message.file or message.other:
        raise bad("there is no text in the message to edit")
    if message.shows(content, markup):
        raise bad(NOT_MODIFIED)
    message.put(content, markup)
    message.edited = world.today()
    world.touch(message)
    return message.to_json()


def edit_caption(world: World, params: Params) -> Json:
    """editMessageCaption: of a file; a text has none, and is left as it is."""
    content = caption(params)
    markup = markup_of(params, private=not params.text("chat_id").startswith("-"), inline_only=True)
    message = _own(world, params)
    if not message.file:
        raise bad("there is no caption in the message to edit")
    if message.shows(content, markup):
        raise bad(NOT_MODIFIED)
    message.put(content, markup)
    message.edited = world.today()
    world.touch(message)
    return message.to_json()


def edit_markup(world: World, params: Params) -> Json:
    """editMessageReplyMarkup."""
    markup = markup_of(params, private=not params.text("chat_id").startswith("-"), inline_only=True)
    message = _own(world, params)
    if message.rows == markup.rows:
        raise bad(NOT_MODIFIED)
    message.put(Formatted(message.text, message.entities), markup)
    message.edited = world.today()
    world.touch(message)
    return message.to_json()


def _own(world: World, params: Params) -> Message:
    if not params.text("chat_id") and not params.text("message_id"):
        if params.text("inline_message_id"):
            raise bad("MESSAGE_ID_INVALID")
        raise bad("message identifier is not specified")
    chat = world.writable(params.text("chat_id"))
    message = world.message_of(chat, params.integer("message_id"), "message to edit")
    if not message.by_bot or message.markup.kind not in ("", "inline_keyboard"):
        raise bad("message can't be edited")
    return message


def delete_message(world: World, params: Params) -> bool:
    """deleteMessage: all in a private chat, in a group its own, or any as administrator."""
    if not params.text("chat_id"):
        raise bad("chat identifier is not specified")
    if not params.text("message_id"):
        raise bad("message identifier is not specified")
    chat = world.writable(params.text("chat_id"))
    message = world.message_of(chat, params.integer("message_id"), "message to delete")
    if not (message.by_bot or chat.type == "private" or chat.standing == "administrator"):
        raise bad("message can't be deleted")
    message.deleted = True
    message.markup = NONE
    world.touch(message)
    return True


def get_file(world: World, params: Params) -> Json:
    """getFile: where a file of at most 20 MB can be fetched."""
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if file.size > 20 << 20:
        raise bad("file is too big")
    folder = {"photo": "photos", "voice": "voice"}.get(file.kind, "documents")
    ending = file.name.rpartition(".")[2] if "." in file.name else "bin"
    path = f"{folder}/file_{file.id[-4:].lstrip('0')}.{ending}"
    world.paths[path] = file.id
    return {"file_id": file.id, "file_unique_id": f"u{file.id[-8:]}", "file_size": file.size, "file_path": path}
