"""Errors that carry the sentence a user sees and the next step.

KernbotError
├── BadInputError        the user's file or option is wrong (exit code 2)
├── NotFoundError        it is not there, or not in this workspace: the two are not told apart
├── ConflictError        somebody else was first
├── StorageError         the database cannot be used like this, or not now
└── ModelFailedError     no usable answer from any model endpoint (exit code 3)
    ├── QuotaError       the account has no credit: retrying is pointless
    └── RefusedError     the model declined; its words are shown, it is not asked again
"""

from __future__ import annotations

from datetime import datetime
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


class NotFoundError(KernbotError):
    """What was asked for is not there, or belongs to another workspace: nobody learns which of the two."""


class ConflictError(KernbotError):
    """Somebody else was first, and what they did stands. `who` did it (empty: a former member, or unknown), `deed`
    says what (a kind of decision, or `edit`), `at` when."""

    def __init__(self, who: str = "", deed: str = "", at: datetime | None = None) -> None:
        self.who = who
        self.deed = deed
        self.at = at
        first = f"{who or 'Somebody else'} was first" + (f" ({deed})." if deed else ".")
        super().__init__(first, "Look at it again: what you saw has changed.")


class StorageError(KernbotError):
    """The database cannot be reached, is busy, or does not suit this program."""

    exit_code = 2
