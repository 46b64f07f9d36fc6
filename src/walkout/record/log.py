"""The log: one chain of links, each committing to a payload that can be erased.

A link is SHA-256 over the link before it, the commitment, and the line
``seq kind author time``; the commitment is HMAC-SHA-256 of the payload under the row's salt.
Erasing a payload and its salt leaves a commitment that fits nothing and tells nothing, and the
chain stands. ``docs/record.md`` gives the bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from walkout import __version__
from walkout.record import database
from walkout.record.fold import Fold

FIRST = bytes(32)
"""What the first link stands on."""

KINDS = frozenset(
    {
        "coder", "run", "document", "reading", "mention", "statement", "seen", "issue",
        "issue_closed", "verdict", "judgement", "mint", "tier", "release", "tombstone",
        "asked",
    }
)  # fmt: skip

SYSTEM = f"rule:walkout@{__version__}"
"""Author of what follows from the rows by rule: runs, issues and their closing, alignment."""

_AUTHOR = re.compile(r"(human|rule|model|source):[A-Za-z0-9._@+/:\-]{1,80}")
_SALT = 16

Clock = Callable[[], datetime]

_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode
_decode = json.JSONDecoder().raw_decode


def encode(payload: Mapping[str, Any]) -> bytes:
    """Return a payload's canonical JSON: sorted keys, no spaces, UTF-8."""
    return _encode(payload).encode("utf-8", "surrogatepass")


def decode(body: bytes) -> dict[str, Any]:
    """Return the payload that `encode` wrote."""
    text = body.decode("utf-8", "surrogatepass")
    # `json.loads` looks for white space around the value; what we wrote has none.
    payload: dict[str, Any]
    payload, end = _decode(text)
    if end != len(text):
        raise ValueError("more than a payload")
    return payload


def commit(salt: bytes, body: bytes) -> bytes:
    """Return what a link keeps of a payload."""
    return hmac.digest(salt, body, "sha256")


def chain(before: bytes, commitment: bytes, seq: int, kind: str, author: str, time: str) -> bytes:
    """Return the link of a row; none of its texts holds a line feed, so borders are sure."""
    line = f"{seq}\n{kind}\n{author}\n{time}".encode("ascii")
    return hashlib.sha256(before + commitment + line).digest()


def now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Writer:
    """Appends rows within one writing transaction, and folds them as it goes.

    Args:
        cursor: The cursor of the transaction.
        clock: Gives the time; a clock that went back gives the last row's time again.
        run: The session's run row; None when the session has not written yet, and then the
            first row is preceded by one.
    """

    def __init__(self, cursor: Any, clock: Clock, run: int | None) -> None:
        self.cursor = cursor
        self.run = run
        self.fold = Fold(cursor)
        cursor.execute("SELECT seq, link, time FROM record_log ORDER BY seq DESC LIMIT 1")
        row = cursor.fetchone()
        self._seq: int
        self._seq, self._head, last = (row[0], bytes(row[1]), row[2]) if row else (0, FIRST, "")
        self._time = max(last, _stamp(clock()))
        self._links: list[tuple[Any, ...]] = []
        self._payloads: list[tuple[Any, ...]] = []
        self._salts = memoryview(b"")

    def add(self, kind: str, author: str, payload: Mapping[str, Any]) -> int:
        """Append one row.

        Args:
            kind: One of `KINDS`.
            author: Coder id of whoever or whatever says it.
            payload: What it says, as JSON values.

        Returns:
            The row's ``seq``.
        """
        if self.run is None and kind != "coder":
            self.run = self._seq + 1
            self.add("run", SYSTEM, {"software": __version__})
        if kind not in KINDS or not _AUTHOR.fullmatch(author):
            raise ValueError("no such kind of row, or no coder id")
        if not self._salts:
            self._salts = memoryview(os.urandom(_SALT * 256))
        salt, self._salts = bytes(self._salts[:_SALT]), self._salts[_SALT:]
        body = encode(payload)
        commitment = commit(salt, body)
        seq = self._seq + 1
        self._seq = seq
        self._head = chain(self._head, commitment, seq, kind, author, self._time)
        self._links.append((seq, kind, author, self._time, commitment, self._head))
        self._payloads.append((seq, salt, body))
        self.fold.apply(seq, kind, payload)
        return seq

    def flush(self) -> None:
        """Write what was appended, so that queries of the transaction see it."""
        database.insert(
            self.cursor,
            "record_log",
            ("seq", "kind", "author", "time", "commitment", "link"),
            self._links,
        )
        database.insert(self.cursor, "record_payload", ("seq", "salt", "body"), self._payloads)
        self._links.clear()
        self._payloads.clear()
        self.fold.flush()
