"""What the errors of Telegram mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.domain.errors import BadInputError

_CHAT_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "group chat was deactivated", "kicked")
_MESSAGE_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message not found")


@contextmanager
def worded() -> Iterator[None]:
    """Within the block, what Telegram refuses becomes a BadInputError that says what to do."""
    try:
        yield
    except InvalidToken:
        what = "Telegram does not know this TELEGRAM_BOT_TOKEN."
        raise BadInputError(what, "Copy it again from @BotFather.") from None
    except TelegramError as error:
        what = f"Telegram: {error.message.rstrip('.')}."
        raise BadInputError(what, "Check the connection and TELEGRAM_API_URL.") from None


def says(error: TelegramError, *phrases: str) -> bool:
    """Whether Telegram's description holds one of these (in lower case)."""
    text = error.message.lower()
    return any(phrase in text for phrase in phrases)


def chat_gone(error: Exception) -> bool:
    """Whether nothing can be sent to this chat any more: blocked, left, thrown out, deleted."""
    return isinstance(error, Forbidden) or (isinstance(error, BadRequest) and says(error, *_CHAT_GONE))


def message_gone(error: TelegramError) -> bool:
    """Whether the message is not there to be changed any more."""
    return isinstance(error, BadRequest) and says(error, *_MESSAGE_GONE)


def wait_of(error: RetryAfter) -> float:
    """Seconds that Telegram wants us to wait."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else after
