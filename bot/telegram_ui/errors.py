"""What is remembered of an unexpected error: where it happened and of what kind, never what anybody typed."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import PurePath
from types import TracebackType
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.domain.errors import BadInputError

_FRAMES = 6
_CHAT_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "group chat was deactivated", "kicked")
_MESSAGE_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message not found")


class Caught:
    """`with Caught() as caught:` keeps an error of the block as `caught.error` instead of raising it."""

    error: Exception | None = None

    def __enter__(self) -> Caught:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, Exception):
            self.error = error
        return isinstance(error, Exception)


@contextmanager
def worded() -> Iterator[None]:
    """Within the block, what Telegram refuses becomes a BadInputError that says what to do."""
    try:
        yield
    except InvalidToken:
        what = "Telegram does not know this TELEGRAM_BOT_TOKEN."
        raise BadInputError(what, "Copy it again from @BotFather.") from None
    except TelegramError as error:
        raise BadInputError(f"Telegram: {error.message}.", "Check the connection and TELEGRAM_API_URL.") from None


def described(error: BaseException) -> dict[str, Any]:
    """The error for a log line: its type and the last places it came through. Its message is left out, because
    drivers put values into it."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{PurePath(frame.filename).stem}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "at": places}


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
