"""Buttons about a decision. A post's card shows them; what they do stands in the area of review.

`version` is the number of the version that was before the person's eyes: a decision on another one is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Submit:
    """Up for review."""

    code: ClassVar[str] = "r.sub"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Withdraw:
    """Back to draft."""

    code: ClassVar[str] = "r.wd"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Approve:
    """Good as it is."""

    code: ClassVar[str] = "r.ok"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class RequestChanges:
    """Not yet; the reason follows."""

    code: ClassVar[str] = "r.chg"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Reject:
    """Not at all; the reason follows."""

    code: ClassVar[str] = "r.rej"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Comment:
    """Something to say, without deciding."""

    code: ClassVar[str] = "r.com"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Outside:
    """What can be done with somebody outside."""

    code: ClassVar[str] = "r.out"
    workspace: int
    post: int
    version: int


@dataclass(frozen=True)
class Claims:
    """The claims one by one, to tick."""

    code: ClassVar[str] = "r.cl"
    workspace: int
    post: int
    version: int
