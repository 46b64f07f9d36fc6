"""The fold: from rows of the log to the tables that are read.

One function, `Fold.apply`, serves three callers: the writer folds each row as it is appended,
`rebuild` empties the tables and folds all rows again, and `verify` folds them into temporary
tables and compares. A table holds nothing that its rows do not give, so loading the rows in
any order and folding by ``seq`` gives the same state.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from walkout.model.ids import coder_family
from walkout.record import database


@dataclass(frozen=True, slots=True)
class Table:
    """A derived table: its columns, its key, and what it is looked up by.

    Args:
        columns: All columns; the key's first.
        key: How many leading columns are its key.
        lookups: Further columns, or groups of them, that need an index.
        unique: Columns of a further key.
    """

    columns: tuple[str, ...]
    key: int = 1
    lookups: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()


TABLES: Mapping[str, Table] = {
    "document": Table(("id", "seq", "state", "tier", "part_of", "pack", "pack_offset")),
    "reading": Table(("id", "seq", "document", "tier")),
    "mention": Table(
        ("id", "seq", "document", "reading", "span_start", "span_end", "live", "tier")
    ),
    "statement": Table(
        ("seq", "id", "mention", "field", "position", "live", "tier", "quote_tier", "seen"),
        lookups=("id",),
        unique=("mention", "id"),
    ),
    "issue": Table(("id", "seq", "document", "stage", "is_open")),
    "judgement": Table(
        ("seq", "mention_a", "mention_b", "family", "verdict"),
        unique=("mention_a", "mention_b", "family"),
    ),
    "event": Table(("id", "seq", "tier", "decided", "merged_into")),
    "anchor": Table(("seq", "position", "event", "mention"), key=2),
    "member": Table(("mention", "event")),
    "run": Table(("seq", "software")),
    "release": Table(("number", "seq")),
}

_UPSERT = {
    # A mention that moved keeps its id and its tier.
    "mention": "(id) DO UPDATE SET seq = excluded.seq, reading = excluded.reading, "
    "span_start = excluded.span_start, span_end = excluded.span_end, live = TRUE",
    "issue": "(id) DO UPDATE SET seq = excluded.seq, is_open = TRUE",
    "judgement": "(mention_a, mention_b, family) DO UPDATE SET seq = excluded.seq, "
    "verdict = excluded.verdict",
    "event": "(id) DO NOTHING",
}

_UPDATE = {
    "document state": "UPDATE {}document SET state = %s WHERE id = %s",
    "document tier": "UPDATE {}document SET tier = %s WHERE id = %s",
    "statement tier": "UPDATE {}statement SET tier = %s WHERE id = %s",
    "quote tier": "UPDATE {}statement SET quote_tier = %s WHERE id = %s",
    "event tier": "UPDATE {}event SET tier = %s, decided = %s WHERE id = %s",
    "statement seen": "UPDATE {}statement SET live = TRUE, seen = %s, position = %s WHERE seq = %s",
    "statement gone": "UPDATE {}statement SET live = FALSE WHERE seq = %s",
    "mention gone": "UPDATE {}mention SET live = FALSE WHERE id = %s",
    "issue closed": "UPDATE {}issue SET is_open = FALSE WHERE id = %s",
}


class Fold:
    """Folds rows, in the order of their ``seq``, into the tables of one prefix.

    Args:
        cursor: A cursor in a transaction.
        prefix: ``record_`` for the record's own tables.
    """

    def __init__(self, cursor: Any, prefix: str = "record_") -> None:
        self._cursor = cursor
        self._prefix = prefix
        self._inserts: dict[str, list[Sequence[Any]]] = {name: [] for name in TABLES}
        self._updates: list[tuple[str, list[Sequence[Any]]]] = []

    def apply(self, seq: int, kind: str, payload: Mapping[str, Any]) -> None:
        """Take one row in; `flush` makes it seen."""
        getattr(self, f"_{kind}", _nothing)(seq, payload)

    def flush(self) -> None:
        """Write what was taken in."""
        for name, rows in self._inserts.items():
            if not rows:
                continue
            table = self._prefix + name
            columns = TABLES[name].columns
            if name in _UPSERT:
                places = ", ".join(["%s"] * len(columns))
                self._cursor.executemany(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}) "  # noqa: S608
                    f"ON CONFLICT {_UPSERT[name]}",
                    rows,
                )
            else:
                database.insert(self._cursor, table, columns, rows)
            rows.clear()
        for name, rows in self._updates:
            self._cursor.executemany(_UPDATE[name].format(self._prefix), rows)
        self._updates.clear()

    def _insert(self, name: str, *row: Any) -> None:
        if self._updates:
            # What follows an update may stand on it.
            self.flush()
        self._inserts[name].append(row)

    def _update(self, name: str, *row: Any) -> None:
        if not self._updates or self._updates[-1][0] != name:
            self._updates.append((name, []))
        self._updates[-1][1].append(row)

    def _document(self, seq: int, p: Mapping[str, Any]) -> None:
        if "entry" not in p:
            self._update("document state", p["state"], p["id"])
            return
        entry = p["entry"]
        self._insert("document", p["id"], seq, p["state"], "team", p["part_of"], entry[0], entry[1])

    def _reading(self, seq: int, p: Mapping[str, Any]) -> None:
        self._insert("reading", p["id"], seq, p["document"], "team")

    def _mention(self, seq: int, p: Mapping[str, Any]) -> None:
        self._insert(
            "mention", p["id"], seq, p["document"], p["reading"], p["start"], p["end"], True, "team"
        )

    def _statement(self, seq: int, p: Mapping[str, Any]) -> None:
        self._insert(
            "statement",
            seq,
            p["id"],
            p["mention"],
            p["field"],
            p["position"],
            True,
            "team",
            "team",
            seq,
        )

    def _seen(self, seq: int, p: Mapping[str, Any]) -> None:
        for number, position in p["restated"]:
            self._update("statement seen", seq, position, number)
        for number in p["withdrawn"]:
            self._update("statement gone", number)
        for mention in p["mentions_withdrawn"]:
            self._update("mention gone", mention)

    def _issue(self, seq: int, p: Mapping[str, Any]) -> None:
        self._insert("issue", p["id"], seq, p["document"], p["stage"], True)

    def _issue_closed(self, seq: int, p: Mapping[str, Any]) -> None:
        self._update("issue closed", p["issue"])

    def _verdict(self, seq: int, p: Mapping[str, Any]) -> None:
        family = coder_family(p["coder"])
        self._insert("judgement", seq, p["left"], p["right"], family, p["verdict"])

    _judgement = _verdict

    def _mint(self, seq: int, p: Mapping[str, Any]) -> None:
        self._insert("event", p["event"], seq, "team", None, None)
        for position, mention in enumerate(p["mentions"]):
            self._insert("anchor", seq, position, p["event"], mention)

    def _tier(self, seq: int, p: Mapping[str, Any]) -> None:
        for kind, target in p["targets"]:
            row = (p["tier"], seq, target) if kind == "event" else (p["tier"], target)
            self._update(f"{kind} tier", *row)

    def _run(self, seq: int, p: Mapping[str, Any]) -> None:
        self._insert("run", seq, p["software"])

    def _release(self, seq: int, p: Mapping[str, Any]) -> None:
        self._insert("release", p["number"], seq)


def _nothing(seq: int, payload: Mapping[str, Any]) -> None:
    """A row that no table is made of."""


def empty(cursor: Any, prefix: str = "record_") -> None:
    """Delete all derived rows."""
    for name in TABLES:
        cursor.execute(f"DELETE FROM {prefix}{name}")  # noqa: S608


def temporary(cursor: Any, prefix: str) -> None:
    """Make empty temporary tables, shaped and keyed like the record's own."""
    for name, table in TABLES.items():
        made = prefix + name
        cursor.execute(f"CREATE TEMPORARY TABLE {made} AS SELECT * FROM record_{name} WHERE FALSE")  # noqa: S608
        key = ", ".join(table.columns[: table.key])
        cursor.execute(f"CREATE UNIQUE INDEX {made}_key ON {made} ({key})")
        if table.unique:
            cursor.execute(f"CREATE UNIQUE INDEX {made}_once ON {made} ({', '.join(table.unique)})")
        for column in table.lookups:
            cursor.execute(f"CREATE INDEX {made}_{column} ON {made} ({column})")


def differences(cursor: Any, prefix: str) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Yield table, ``record`` or ``log``, and row, for each row that only one of them has.

    Args:
        cursor: A cursor.
        prefix: Prefix of the tables that were folded afresh.
    """
    for name, table in TABLES.items():
        columns = ", ".join(table.columns)
        for side, one, other in (
            ("record", f"record_{name}", prefix + name),
            ("log", prefix + name, f"record_{name}"),
        ):
            cursor.execute(f"SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other}")  # noqa: S608
            for row in cursor.fetchall():
                yield name, side, tuple(row)
