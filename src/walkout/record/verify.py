"""Verify: every byte, every link, every payload and every derived row, checked anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from walkout.archive import Archive, Entry
from walkout.errors import RecordError
from walkout.model.store import Finding
from walkout.record import database, events, fold, log, rows
from walkout.record.configure import DATABASE
from walkout.record.folder import OURS

_FRESH = "fresh_"


def verify(folder: Path, archive: Archive) -> Iterator[Finding]:
    """Yield everything in a record that does not verify.

    Args:
        folder: The record's folder.
        archive: Its archive.
    """
    for path in sorted(folder.iterdir()):
        if path.name not in OURS:
            yield Finding(
                "foreign",
                "The record's folder holds a file that is not the record's",
                {"file": path.name},
            )
    try:
        yield from _pages()
        with database.snapshot() as cursor:
            found = list(_log(cursor))
            sound = not found
            entries = _entries(cursor)
            if sound:
                found += _state(cursor)
            else:
                found.append(
                    Finding(
                        "state",
                        "Derived state was not compared, because the log does not verify",
                        {},
                    )
                )
    except (DatabaseError, RecordError) as error:
        reason = error.where.get("reason", "") if isinstance(error, RecordError) else ""
        yield Finding(
            "flipped",
            "The database cannot be read to its end",
            {"file": DATABASE, "reason": reason or type(error).__name__},
        )
        return
    yield from found
    yield from archive.verify(entries)


def _pages() -> Iterator[Finding]:
    """Check the database's file: authenticated pages where encrypted, structure where not."""
    if not database.embedded():
        return
    with database.errors(), connection.cursor() as cursor:
        # Pages that still stand in the write-ahead log are checked where they belong.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
        cursor.execute("PRAGMA cipher_integrity_check")
        damaged = [str(row[0]) for row in cursor.fetchall()]
        if not damaged:
            cursor.execute("PRAGMA integrity_check(20)")
            damaged = [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]
    for line in damaged:
        where: dict[str, Any] = {"file": DATABASE}
        number = "".join(c for c in line.rpartition("page")[2] if c.isdigit())
        if number:
            where["page"] = int(number)
        yield Finding("flipped", "A page of the database is not what was written", where)


def _log(cursor: Any) -> Iterator[Finding]:
    """Recompute the chain and what it commits to."""
    erased = _erased(cursor)
    before, last, time = log.FIRST, 0, ""
    select = (
        "SELECT l.seq, l.kind, l.author, l.time, l.commitment, l.link, p.salt, p.body "
        "FROM record_log l LEFT JOIN record_payload p ON p.seq = l.seq WHERE TRUE"
    )
    for seq, kind, author, when, commitment, link, salt, body in database.stream(
        cursor, select, "l.seq"
    ):
        where = {"seq": seq, "kind": kind if kind in log.KINDS else "?"}
        if seq != last + 1:
            yield Finding("chain", "Rows of the log are missing", {"seq": (last + 1, seq - 1)})
        elif kind not in log.KINDS or not _linked(
            bytes(link), before, bytes(commitment), seq, kind, author, when
        ):
            yield Finding("chain", "A row of the log is not what its link says", where)
        elif when < time:
            yield Finding("chain", "The log's time goes back", where)
        if salt is None or body is None:
            if seq not in erased:
                yield Finding(
                    "payload", "What a row of the log says is gone, and nobody erased it", where
                )
        elif log.commit(bytes(salt), bytes(body)) != bytes(commitment):
            yield Finding(
                "payload", "What a row of the log says is not what it committed to", where
            )
        before, last, time = bytes(link), seq, when
    cursor.execute(
        "SELECT seq FROM record_payload p WHERE NOT EXISTS "
        "(SELECT 1 FROM record_log l WHERE l.seq = p.seq) ORDER BY seq"
    )
    for (seq,) in cursor.fetchall():
        yield Finding("payload", "A payload belongs to no row of the log", {"seq": seq})


def _linked(
    link: bytes, before: bytes, commitment: bytes, seq: int, kind: str, author: str, time: str
) -> bool:
    try:
        return log.chain(before, commitment, seq, kind, author, time) == link
    except UnicodeEncodeError:
        return False


def _payloads(cursor: Any, kind: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    select = (
        "SELECT l.seq, p.body FROM record_log l JOIN record_payload p ON p.seq = l.seq "
        "WHERE l.kind = %s"
    )
    for seq, body in database.stream(cursor, select, "l.seq", [kind]):
        try:
            yield seq, log.decode(bytes(body))
        except ValueError:
            # Its commitment does not fit either, and that is told.
            continue


def _erased(cursor: Any) -> set[int]:
    """Return the rows that a tombstone names: only they may lack a payload."""
    return {seq for _, payload in _payloads(cursor, "tombstone") for seq in payload["seqs"]}


def _entries(cursor: Any) -> list[tuple[str, Entry]]:
    found: list[tuple[str, Entry]] = []
    for _, payload in _payloads(cursor, "document"):
        try:
            if "entry" in payload:
                found.append((payload["id"], rows.entry_of(payload)))
        except (KeyError, TypeError, ValueError):
            # An edited payload, told above.
            continue
    return found


def _state(cursor: Any) -> list[Finding]:
    """Fold the log afresh, beside, and compare."""
    fold.temporary(cursor, _FRESH)
    refold(cursor, _FRESH)
    bare = events.fold(cursor, _FRESH)
    found = [
        Finding("state", "Mentions of an event bear no event id", {"mention": part[0]})
        for part in bare
    ]
    told: set[tuple[str, Any]] = set()
    for table, side, row in fold.differences(cursor, _FRESH):
        key = row[: fold.TABLES[table].key]
        if (table, key) not in told:
            told.add((table, key))
            what = (
                "A derived row does not follow from the log"
                if side == "record"
                else "A row that follows from the log is missing or differs"
            )
            found.append(Finding("state", what, {"table": table, "row": key}))
    return found


def refold(cursor: Any, prefix: str = "record_") -> None:
    """Fold all rows of the log into empty tables, but for the grouping of events."""
    folding = fold.Fold(cursor, prefix)
    select = (
        "SELECT l.seq, l.kind, p.body FROM record_log l "
        "JOIN record_payload p ON p.seq = l.seq WHERE TRUE"
    )
    for number, (seq, kind, body) in enumerate(database.stream(cursor, select, "l.seq"), 1):
        folding.apply(seq, kind, log.decode(bytes(body)))
        if number % 2000 == 0:
            folding.flush()
    folding.flush()
