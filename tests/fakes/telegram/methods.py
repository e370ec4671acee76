"""Which parameters each method of the Bot API 10.0 takes; any other is a violation."""

from __future__ import annotations

_SENDING = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification "
    "protect_content allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters "
    "reply_markup "
)
_EDITING = "business_connection_id chat_id message_id inline_message_id "
_NAMES = {
    "getMe": "",
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "sendMessage": _SENDING + "text parse_mode entities link_preview_options",
    "sendMessageDraft": "chat_id message_thread_id draft_id text parse_mode entities",
    "sendDocument": _SENDING
    + "document thumbnail caption parse_mode caption_entities disable_content_type_detection",
    "sendChatAction": "business_connection_id chat_id message_thread_id action",
    "editMessageText": _EDITING + "text parse_mode entities link_preview_options reply_markup",
    "editMessageCaption": _EDITING + "caption parse_mode caption_entities show_caption_above_media reply_markup",
    "editMessageReplyMarkup": _EDITING + "reply_markup",
    "deleteMessage": "chat_id message_id",
    "answerCallbackQuery": "callback_query_id text show_alert url cache_time",
    "setMyCommands": "commands scope language_code",
    "deleteMyCommands": "scope language_code",
    "getMyCommands": "scope language_code",
    "setMyDescription": "description language_code",
    "getMyDescription": "language_code",
    "setMyShortDescription": "short_description language_code",
    "getMyShortDescription": "language_code",
    "getChat": "chat_id",
    "getChatMember": "chat_id user_id",
    "leaveChat": "chat_id",
    "getFile": "file_id",
}
PARAMETERS = {name: frozenset(words.split()) for name, words in _NAMES.items()}
BY_LOWER = {name.lower(): name for name in PARAMETERS}
"""Telegram does not mind the case of a method."""
_UPDATES = (
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages message_reaction message_reaction_count inline_query "
    "chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll poll_answer "
    "my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot guest_message"
)
UPDATE_TYPES = frozenset(_UPDATES.split())
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
CHAT_ACTIONS = frozenset(_ACTIONS.split())
