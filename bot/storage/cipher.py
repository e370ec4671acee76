"""Sealing of what people wrote with a key that the database does not hold: AES-256 in GCM, each time a new nonce.

A sealed value says which key it is under, `$k1$<key>$<base64 of nonce and ciphertext>`, so that several keys can
be in use at once and plain values can stand beside sealed ones. A plain value that happens to begin like that is
stored as `$k1$$<value>`: nothing that somebody types is taken for sealed.
"""

from __future__ import annotations

import hashlib
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.domain.errors import StorageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from sqlalchemy import Dialect

VARIABLE = "KERNBOT_ENCRYPTION_KEYS"
MARK = "$k1$"
_SHUT = b"$"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_ID_BYTES = 4
_ON_THE_DIALECT = "kernbot_cipher"


class Cipher:
    """Seals with the first key and opens with each of them. Without any it leaves values as they are, and refuses
    those that are sealed."""

    def __init__(self, keys: Sequence[bytes] = ()) -> None:
        self.ids = tuple(key_id(key) for key in keys)
        self._opens: dict[str, AESGCM] = {}
        if keys:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            self._opens = {key_id(key): AESGCM(key) for key in keys}
        self.head = f"{MARK}{self.ids[0] if keys else ''}$"
        """How what it stores begins."""
        self._seals = self._opens[self.ids[0]] if keys else None
        self._start = self.head.encode()

    def seal(self, text: str) -> str:
        """What is stored of a text."""
        if self._seals is None:
            return f"{self.head}{text}" if text.startswith(MARK) else text
        return self.head + b2a_base64(self._sealed(text.encode()), newline=False).decode()

    def unseal(self, stored: str) -> str:
        """The text again. Raises StorageError for one under a key that is not here, and for a damaged one."""
        if not stored.startswith(MARK):
            return stored
        key, shut, body = stored[len(MARK) :].partition("$")
        if not shut or not _is_id(key):
            return stored
        if not key:
            return body
        try:
            return self._open(key, a2b_base64(body)).decode()
        except (Error, UnicodeDecodeError) as error:
            raise _damaged() from error

    def seal_bytes(self, content: bytes) -> bytes:
        """What is stored of a file."""
        if self._seals is None:
            return self._start + content if content.startswith(MARK.encode()) else content
        return self._start + self._sealed(content)

    def unseal_bytes(self, stored: bytes) -> bytes:
        """The file again. Raises as `unseal`."""
        if not stored.startswith(MARK.encode()):
            return stored
        key, shut, body = stored[len(MARK) :].partition(_SHUT)
        name = key.decode("ascii", "replace")
        if not shut or not _is_id(name):
            return stored
        return self._open(name, body) if name else body

    def _sealed(self, content: bytes) -> bytes:
        assert self._seals is not None
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._seals.encrypt(nonce, content, self._start)

    def _open(self, key: str, sealed: bytes) -> bytes:
        opens = self._opens.get(key)
        if opens is None:
            raise _missing((key,), self.ids)
        from cryptography.exceptions import InvalidTag

        try:
            return opens.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], f"{MARK}{key}$".encode())
        except (InvalidTag, ValueError) as error:
            raise _damaged() from error


OPEN = Cipher()
"""For a database without a key."""


def keys_from(text: str) -> tuple[bytes, ...]:
    """The keys in a setting, with commas or spaces between them. Raises StorageError, without the key in it."""
    keys = []
    for word in text.replace(",", " ").split():
        try:
            key = urlsafe_b64decode(word + "=" * (-len(word) % 4))
        except ValueError:
            key = b""
        if len(key) != _KEY_BYTES:
            raise StorageError(f"{VARIABLE} holds something that is no key.", "`kernbot db key` makes one.")
        keys.append(key)
    return tuple(dict.fromkeys(keys))


def new_key() -> str:
    """A key, as the setting wants it."""
    return urlsafe_b64encode(os.urandom(_KEY_BYTES)).decode().rstrip("=")


def key_id(key: bytes) -> str:
    """The name of a key: it tells two apart, and nothing of what they are."""
    return hashlib.sha256(b"kernbot key id\0" + key).digest()[:_ID_BYTES].hex()


def refuse(needed: Sequence[str], cipher: Cipher) -> None:
    """Raises StorageError if one of these keys is not here."""
    strange = [key for key in needed if key not in cipher.ids]
    if strange:
        raise _missing(strange, cipher.ids)


def _missing(ids: Sequence[str], here: Sequence[str]) -> StorageError:
    named = " and ".join(ids)
    if not here:
        return StorageError(
            f"The database is encrypted, and {VARIABLE} is not set.",
            f"Set it to the key that was used ({named}): without it nothing can be read.",
        )
    return StorageError(
        f"The database is encrypted with a key that is not here ({named}).",
        f"Put that key in {VARIABLE} again, behind the one that encrypts now if it is an old one.",
    )


def give(dialect: Dialect, cipher: Cipher) -> None:
    """Tells the column types of an engine how values are sealed: its dialect is all that they are handed."""
    setattr(dialect, _ON_THE_DIALECT, cipher)


def of(dialect: Dialect) -> Cipher:
    """How the values of an engine are sealed."""
    found: Cipher = getattr(dialect, _ON_THE_DIALECT, OPEN)
    return found


def _is_id(key: str) -> bool:
    return not key or (len(key) == 2 * _ID_BYTES and all(sign in "0123456789abcdef" for sign in key))


def _damaged() -> StorageError:
    return StorageError(
        "Something in the database was damaged, or changed by another program: it cannot be decrypted.",
        "`kernbot db verify` says what; a backup has it whole.",
    )
