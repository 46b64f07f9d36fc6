"""The few things that are said to a database in its own dialect, and what its errors mean."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction

from walkout.errors import RecordBusyError, RecordError, StorageFullError, TamperedError

Row = Sequence[Any]

_CHUNK = 500
_STREAMED = 2000

# One writer at a time on PostgreSQL, so that the log has no gap and its time never falls.
_ADVISORY = int.from_bytes(hashlib.sha256(b"walkout log").digest()[:8], "big", signed=True)


def embedded() -> bool:
    """Whether the record's database is the one in its folder."""
    return connection.vendor == "sqlite"


@contextmanager
def errors(*, writes: bool = False) -> Iterator[None]:
    """Turn what a database says into Walkout's errors; other faults pass as they are.

    Args:
        writes: Rows are written, so that a disk's refusal is one to write.
    """
    try:
        yield
    except DatabaseError as error:
        known = _meaning(error.__cause__ or error, writes)
        if known is None:
            raise
        raise known from None


def _meaning(cause: BaseException, writes: bool) -> RecordError | None:
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    # A full disk may be met in the shared memory or on a sync, and is then called a fault of it;
    # the driver does not give the finer code that would tell the two apart.
    if name in ("SQLITE_FULL", "53100") or (writes and name.startswith("SQLITE_IOERR")):
        return StorageFullError(
            "The disk has no room for what must be written"
            + ("" if name in ("SQLITE_FULL", "53100") else ", or does not work"),
            fix="Free some space and run the command again; nothing half-written is kept.",
        )
    if name.startswith("SQLITE_IOERR"):
        return RecordError(
            "The disk does not give what was written to it",
            fix="See that the disk works; put the record back from a backup if it does not.",
            reason=name,
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or name == "XX001":
        return TamperedError(
            "The database's bytes are not those that were written",
            fix="Put the record back from a backup.",
            reason=name,
        )
    if str(cause).startswith("no such table") or name == "42P01":
        return TamperedError(
            "The database lacks tables of the record", fix="Put the record back from a backup."
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or name == "55P03":
        return RecordBusyError(
            "Another process holds the record's database", fix="Wait until it is done."
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return RecordError(
            "The record's database cannot be opened for writing",
            fix="See that you may write to the record's folder.",
            reason=name,
        )
    if type(cause).__name__ == "OperationalError" and not name.startswith("SQLITE"):
        return RecordError(
            "The database server does not answer, or not as it should",
            fix="See that it runs, and that the URL, the user and the password are right.",
            reason=name or "no connection",
        )
    return None


@contextmanager
def writing() -> Iterator[Any]:
    """Give a cursor in the one writing transaction; it commits whole or not at all."""
    with errors(writes=True), transaction.atomic(), connection.cursor() as cursor:
        if not embedded():
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY])
        yield cursor


@contextmanager
def reading() -> Iterator[Any]:
    """Give a cursor for reading."""
    with errors(), connection.cursor() as cursor:
        yield cursor


@contextmanager
def snapshot() -> Iterator[Any]:
    """Give a cursor that sees one state of the record throughout and leaves nothing behind."""
    with errors(), connection.cursor() as cursor:
        # Not `atomic`, which on SQLite would take the writer's lock.
        cursor.execute("BEGIN" if embedded() else "BEGIN ISOLATION LEVEL REPEATABLE READ")
        try:
            yield cursor
        finally:
            cursor.execute("ROLLBACK")


def insert(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows in bulk."""
    if not rows:
        return
    names = ", ".join(columns)
    if embedded():
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608
        return
    with (
        connection.wrap_database_errors,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def select_in(cursor: Any, sql: str, values: Iterable[str | int]) -> Iterator[Row]:
    """Yield the rows of a query whose ``{}`` is filled with these values, chunk by chunk."""
    wanted = list(values)
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        cursor.execute(sql.format(f"({', '.join(['%s'] * len(part))})"), part)
        yield from cursor.fetchall()


def stream(cursor: Any, select: str, key: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
    """Yield a query's rows in the order of its key, a chunk in memory at a time.

    Args:
        cursor: A cursor.
        select: A query with a ``WHERE`` and without an order; its first column is the key.
        key: The key's name in the query.
        parameters: The query's own parameters.
    """
    # The query is ours; only values come from outside, as parameters.
    sql = f"{select} AND {key} > %s ORDER BY {key} LIMIT {_STREAMED}"
    cursor.execute(f"{select} ORDER BY {key} LIMIT {_STREAMED}", list(parameters))
    while rows := cursor.fetchall():
        yield from rows
        if len(rows) < _STREAMED:
            return
        cursor.execute(sql, [*parameters, rows[-1][0]])
