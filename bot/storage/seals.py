"""Which keys a database needs: compared when it is opened, so that a wrong key is said then, not on a screen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, inspect, select

from bot.storage.cipher import Cipher, refuse
from bot.storage.tables.upkeep import seals


def admit(connection: Connection, cipher: Cipher, now: datetime) -> None:
    """Refuses a database that needs a key that is not here, and notes the key that encrypts from now on. Raises
    StorageError."""
    known = compare(connection, cipher)
    if cipher.ids and cipher.ids[0] not in known:
        connection.execute(seals.insert().values(key=cipher.ids[0], added_at=now))


def compare(connection: Connection, cipher: Cipher) -> tuple[str, ...]:
    """The keys that the database knows. Raises StorageError if one of them is not here."""
    known = keys_of(connection)
    refuse(known, cipher)
    return known


def keys_of(connection: Connection) -> tuple[str, ...]:
    """The names of the keys that something may be encrypted with, the oldest first."""
    if not inspect(connection).has_table(seals.name):
        return ()
    return tuple(connection.execute(select(seals.c.key).order_by(seals.c.added_at, seals.c.key)).scalars())
