"""Errors that carry the sentence a user sees and the next step.

KernbotError
├── BadInputError        the user's file or option is wrong (exit code 2)
└── ModelFailedError     no usable answer from any model endpoint (exit code 3)
    ├── QuotaError       the account has no credit: retrying is pointless
    └── RefusedError     the model declined; its words are shown, it is not asked again
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # errors are raised everywhere, also below the pack
    from bot.domain.pack import Usage


class KernbotError(Exception):
    """Base of all errors that a user may see. `what` says what happened, `next_step` what to do."""

    exit_code = 1

    def __init__(self, what: str, next_step: str = "") -> None:
        self.what = what
        self.next_step = next_step
        super().__init__(f"{what} {next_step}".strip())


class BadInputError(KernbotError):
    """A file, key or option is not accepted."""

    exit_code = 2


class ModelFailedError(KernbotError):
    """The model gave no usable answer. `usage` is what asking took all the same, as far as that is known."""

    exit_code = 3
    usage: Usage | None = None


class QuotaError(ModelFailedError):
    """The account behind the key has no credit left."""


class RefusedError(ModelFailedError):
    """The model declined to write this."""
