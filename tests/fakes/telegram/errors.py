"""How the Bot API refuses: an HTTP status, a description, and sometimes parameters."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
"""An object of the Bot API."""

_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class ApiError(Exception):
    """A refusal. `parameters` are those of the Bot API's ResponseParameters (`retry_after` in whole seconds)."""

    def __init__(self, status: int, detail: str = "", **parameters: int) -> None:
        words = _WORDS.get(status, "Error")
        self.status = status
        self.description = f"{words}: {detail}" if detail else words
        self.parameters = parameters
        super().__init__(self.description)

    def body(self) -> Json:
        """What is sent."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad(detail: str) -> ApiError:
    """400, in Telegram's words."""
    return ApiError(400, detail)


def forbidden(detail: str) -> ApiError:
    """403, in Telegram's words."""
    return ApiError(403, detail)


def too_many(seconds: int) -> ApiError:
    """429: come back after so many seconds."""
    return ApiError(429, f"retry after {seconds}", retry_after=seconds)
