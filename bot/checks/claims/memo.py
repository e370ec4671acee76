"""A key for caches of what cannot be hashed: equal only to a key of the very same object."""

from __future__ import annotations

from typing import Generic, TypeVar

ValueT = TypeVar("ValueT")


class Same(Generic[ValueT]):
    """Holds the object, so that its id cannot be given to another while the key lives in a cache."""

    __slots__ = ("value",)

    def __init__(self, value: ValueT) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)
