"""Places in a row that many processes share: see `bot.domain.pace`.

Each question is one statement on a connection of its own, committed at once and timed by the server's clock, so
that the clocks of machines need not agree and nothing waits for anybody's transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from hashlib import sha256
from typing import Any

from sqlalchemy import Row as Found
from sqlalchemy import TextClause, event, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.domain.errors import StorageError
from bot.domain.pace import Place, Row, kind

SWEEP = 3600.0
"""Seconds between two times that rows are removed in which nobody has waited for so long."""

# Rows that have to have a place are locked first, in the order in which they are named, and the last one, which
# all share, comes at the end: two statements never wait for each other. `free_at` as it is given carries the step.
_TAKE = text("""
    WITH wanted AS (
        SELECT *, place <= :must AS must
        FROM unnest(CAST(:names AS text[]), CAST(:kinds AS text[]), CAST(:steps AS float8[]),
                    CAST(:bursts AS float8[])) WITH ORDINALITY AS w (name, kind, step, burst, place)
    ), locked AS MATERIALIZED (
        SELECT p.free_at, p.open_at, w.step, w.burst
        FROM pace p JOIN wanted w USING (name)
        WHERE p.bot = CAST(:bot AS text) AND w.must ORDER BY w.place FOR UPDATE OF p
    ), seen AS MATERIALIZED (
        SELECT greatest(
            (SELECT max(extract(epoch FROM open_at - clock_timestamp())) FROM locked),
            (SELECT max(extract(epoch FROM open_at - clock_timestamp())) FROM pace
             WHERE bot = CAST(:bot AS text) AND name = ANY(CAST(:watched AS text[])))
        ) AS closed, (
            SELECT max(greatest(extract(epoch FROM free_at - clock_timestamp()), 0) + step - burst * step)
            FROM locked
        ) AS busy
    ), taken AS (
        INSERT INTO pace AS p (bot, name, kind, free_at, open_at)
        SELECT CAST(:bot AS text), w.name, w.kind, now() + make_interval(secs => w.step), now()
        FROM wanted w, seen
        WHERE coalesce(seen.closed, 0) <= 0 AND coalesce(seen.busy, 0) <= 0
        ORDER BY w.place
        ON CONFLICT (bot, name) DO UPDATE
        SET free_at = greatest(p.free_at, clock_timestamp()) + (excluded.free_at - now())
        RETURNING p.name, extract(epoch FROM p.free_at - clock_timestamp()) AS ahead
    )
    SELECT coalesce(seen.closed, 0) AS closed, coalesce(seen.busy, 0) AS busy, coalesce(
        (SELECT t.ahead - w.burst * w.step FROM taken t JOIN wanted w USING (name) WHERE NOT w.must), 0
    ) AS wait
    FROM seen
""")
_CLOSE = text("""
    INSERT INTO pace AS p (bot, name, kind, free_at, open_at)
    SELECT CAST(:bot AS text), w.name, w.kind, now(), clock_timestamp() + make_interval(secs => :seconds)
    FROM unnest(CAST(:names AS text[]), CAST(:kinds AS text[])) WITH ORDINALITY AS w (name, kind, place)
    WHERE place = 1 OR EXISTS (
        SELECT 1 FROM pace o
        WHERE o.bot = CAST(:bot AS text) AND o.kind = :beside AND o.name <> :name AND o.open_at > clock_timestamp()
    )
    ORDER BY place
    ON CONFLICT (bot, name) DO UPDATE SET open_at = greatest(p.open_at, excluded.open_at)
""")
_CLOSED = text("""
    SELECT coalesce(max(extract(epoch FROM open_at - clock_timestamp())), 0) AS closed
    FROM pace WHERE bot = CAST(:bot AS text) AND name = ANY(CAST(:names AS text[]))
""")
_SWEEP = text("""
    DELETE FROM pace WHERE (bot, name) IN (
        SELECT bot, name FROM pace
        WHERE greatest(free_at, open_at) < now() - make_interval(secs => :seconds) FOR UPDATE SKIP LOCKED
    )
""")


class SharedPace:
    """The rows of one bot in a Postgres database. Neither its token nor the id of a chat is stored: names are
    digests that nobody without the token can make.

    Every question raises StorageError when the database does not answer it.
    """

    def __init__(self, url: str, token: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells seconds; what is shared goes by the server's."""
        parsed = make_url(url)
        if "+" not in parsed.drivername:
            parsed = parsed.set(drivername="postgresql+psycopg")
        self._engine = create_async_engine(parsed, isolation_level="AUTOCOMMIT", pool_size=2, pool_timeout=1)
        event.listen(self._engine.sync_engine, "connect", _each_sees_what_is_there)
        self._token = token
        self._bot = _digest(token)
        self._clock = clock
        self._sweep_at = clock()

    async def take(self, rows: Sequence[Row], last: Row | None = None, watched: Sequence[str] = ()) -> Place:
        """See `bot.domain.pace.Reservations`."""
        if self._clock() >= self._sweep_at:
            self._sweep_at = self._clock() + SWEEP
            await self._run(_SWEEP, seconds=SWEEP)
        wanted = (*rows, last) if last is not None else rows
        (found,) = await self._run(
            _TAKE,
            must=len(rows),
            names=[self._name(row.name) for row in wanted],
            kinds=[kind(row.name) for row in wanted],
            steps=[float(row.step) for row in wanted],
            bursts=[float(row.burst) for row in wanted],
            watched=[self._name(name) for name in watched],
        )
        if found.closed > 0:
            return Place(False, float(found.closed), closed=True)
        return Place(False, float(found.busy)) if found.busy > 0 else Place(True, max(0.0, float(found.wait)))

    async def close(self, name: str, seconds: float, every: str) -> None:
        """See `bot.domain.pace.Reservations`."""
        names = [self._name(name), self._name(every)]
        kinds = [kind(name), kind(every)]
        await self._run(_CLOSE, names=names, kinds=kinds, seconds=float(seconds), beside=kinds[0], name=names[0])

    async def closed(self, names: Sequence[str]) -> float:
        """See `bot.domain.pace.Reservations`."""
        (found,) = await self._run(_CLOSED, names=[self._name(name) for name in names])
        return float(found.closed)

    async def aclose(self) -> None:
        """Lets the connections go."""
        await self._engine.dispose()

    def _name(self, name: str) -> str:
        return _digest(f"{self._token}\n{name}")

    async def _run(self, statement: TextClause, **values: Any) -> Sequence[Found[Any]]:
        """The rows, which some statements have none of. A connection that the server closed is replaced once."""
        try:
            try:
                return await self._execute(statement, values)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
            return await self._execute(statement, values)
        except (SQLAlchemyError, OSError) as error:
            raise StorageError("The database does not say when to send.") from error

    async def _execute(self, statement: TextClause, values: dict[str, Any]) -> Sequence[Found[Any]]:
        async with self._engine.connect() as connection:
            result = await connection.execute(statement, {"bot": self._bot, **values})
            return result.all() if result.returns_rows else ()


def _each_sees_what_is_there(connection: Any, _: object) -> None:
    """Whatever the server is set to: a statement waits for another one, and goes on from what that has left."""
    with closing(connection.cursor()) as cursor:
        cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED")
    connection.commit()


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]
