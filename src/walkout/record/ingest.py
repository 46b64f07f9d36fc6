"""Ingest: which rows a batch of documents adds to the log.

A document is written once. One that is there already gets what it lacks: a reading, mentions and
statements that were not there, the closing of its issues. What an extraction says again is not
written again; what it no longer says is withdrawn by a row, never deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from walkout.archive import Entry
from walkout.model.document import Reading
from walkout.model.statement import Mention
from walkout.model.store import Asked, DocumentState, NewDocument, Revision
from walkout.record import database, mentions, rows
from walkout.record.log import SYSTEM, Writer, decode
from walkout.record.reextract import Extraction, revisit


def check(batch: Sequence[NewDocument]) -> None:
    """Raise unless every document of a batch can stand.

    Raises:
        QuoteMismatchError: A statement quotes words that its reading does not have there.
        ValueError: A document that reads lacks a reading or brings one of another document, or
            a mention lies outside of it.
    """
    for item in batch:
        if (item.state == "read") != (item.reading is not None):
            raise ValueError("a document has a reading exactly when it is read")
        if item.reading is None:
            if item.mentions:
                raise ValueError("mentions stand in a reading")
            continue
        if item.reading.document != item.capture.id:
            raise ValueError("the reading is of another document")
        check_mentions(item.reading, item.mentions)


def check_mentions(reading: Reading, mentions: Sequence[Mention]) -> None:
    """Raise unless mentions stand in their reading.

    Raises:
        QuoteMismatchError: A statement quotes words that the reading does not have there.
        ValueError: A mention lies outside of it.
    """
    for mention in mentions:
        if not 0 <= mention.start <= mention.end <= len(reading.text):
            raise ValueError("a mention's span lies in its reading")
        for statement in mention.statements:
            statement.check(reading.text)


def rounds(batch: Sequence[NewDocument]) -> Iterator[list[NewDocument]]:
    """Yield the batch in parts that name no document twice, in order."""
    left = list(batch)
    while left:
        now: dict[str, NewDocument] = {}
        later: list[NewDocument] = []
        for item in left:
            if item.capture.id in now:
                later.append(item)
            else:
                now[item.capture.id] = item
        yield list(now.values())
        left = later


def states(cursor: Any, documents: Sequence[str]) -> dict[str, DocumentState]:
    """Return the state of each of these documents that the record has."""
    found = database.select_in(
        cursor, "SELECT id, state FROM record_document WHERE id IN {}", documents
    )
    return {row[0]: row[1] for row in found}


class Ingest:
    """Writes documents within one transaction.

    Args:
        writer: The writing transaction.
        keeper: Coder id of whoever adds the documents.
        entries: Where the bytes of new documents were sealed.
    """

    def __init__(self, writer: Writer, keeper: str, entries: Mapping[str, Entry]) -> None:
        self._writer = writer
        self._keeper = keeper
        self._entries = entries
        self.regroup = False
        """Whether mentions changed that may be part of an event."""

    def write(self, batch: Sequence[NewDocument]) -> int:
        """Append a batch and return how many documents were new."""
        new = 0
        for part in rounds(batch):
            known = states(self._writer.cursor, [item.capture.id for item in part])
            again: list[NewDocument] = []
            for item in part:
                if item.capture.id in known:
                    self._state(item, known[item.capture.id])
                    again.append(item)
                else:
                    self._new(item)
                    new += 1
            extractions = [
                Extraction(item.reading, item.mentions, _failed(item), item.coders)
                for item in again
                if item.reading is not None
            ]
            if extractions and revisit(self._writer, extractions):
                self.regroup = True
            self._issues(part)
            self._writer.flush()
        return new

    def _new(self, item: NewDocument) -> None:
        add, capture, reading = self._writer.add, item.capture, item.reading
        entry = self._entries[capture.id]
        add("document", self._keeper, rows.document(capture, item.state, entry))
        if reading is None:
            return
        add("reading", f"rule:{reading.reader}", rows.reading(reading))
        taken: set[str] = set()
        for mention in item.mentions:
            mid = mentions.mint(reading.id, mention, taken)
            mentions.add(self._writer, mid, reading.document, reading.id, mention)
            said: set[str] = set()
            for position, statement in enumerate(mention.statements):
                sid = statement.id(reading.id)
                if sid not in said:
                    said.add(sid)
                    payload = rows.statement(statement, sid, mid, reading.id, position)
                    add("statement", statement.coder, payload)

    def _state(self, item: NewDocument, state: DocumentState) -> None:
        # A state only rises: a reader that fails today does not unread what was read.
        if state not in ("read", item.state) and item.state != "unread":
            payload = {"id": item.capture.id, "state": item.state}
            self._writer.add("document", self._keeper, payload)

    def _issues(self, part: Sequence[NewDocument]) -> None:
        by_document: dict[str, set[str]] = {}
        # What resolution or alignment found stays open until a person closes it.
        found = database.select_in(
            self._writer.cursor,
            "SELECT document, id FROM record_issue "
            "WHERE is_open AND stage <> 'resolve' AND document IN {} ORDER BY seq",
            [item.capture.id for item in part],
        )
        for document, name in found:
            by_document.setdefault(document, set()).add(name)
        raised = {row["id"]: row for item in part for row in map(rows.issue, item.issues)}
        known = open_issues(self._writer.cursor, list(raised))
        for item in part:
            mine = [rows.issue(issue)["id"] for issue in item.issues]
            if item.state != "unread" or mine:
                for name in sorted(by_document.get(item.capture.id, set()).difference(mine)):
                    self._writer.add("issue_closed", SYSTEM, {"issue": name})
            for name in mine:
                if name not in known:
                    known.add(name)
                    self._writer.add("issue", SYSTEM, raised[name])


def revise(writer: Writer, revisions: Sequence[Revision]) -> bool:
    """Append what proposers made of readings that the record has.

    Returns:
        Whether a mention changed that may be part of an event.
    """
    found = [Extraction(r.reading, r.mentions, False, r.coders) for r in revisions]
    regroup = revisit(writer, found)
    for revision in revisions:
        reading, made = revision.reading, revision.asked
        if made is not None:
            writer.add("asked", made.coder, rows.asked(made, reading.id, reading.document))
        mine = {row["id"]: row for row in map(rows.issue, revision.issues)}
        opened = database.select_in(
            writer.cursor,
            "SELECT id FROM record_issue WHERE is_open AND stage = 'extract' AND document IN {} "
            "ORDER BY seq",
            [reading.document],
        )
        had = [row[0] for row in opened]
        for name in had:
            if name not in mine:
                writer.add("issue_closed", SYSTEM, {"issue": name})
        for name, row in mine.items():
            if name not in had:
                writer.add("issue", SYSTEM, row)
    return regroup


def askings(cursor: Any) -> Iterator[tuple[str, Asked]]:
    """Yield every asking of the log with its reading, oldest first."""
    cursor.execute(
        "SELECT p.body FROM record_log l JOIN record_payload p ON p.seq = l.seq "
        "WHERE l.kind = 'asked' ORDER BY l.seq"
    )
    for (body,) in cursor.fetchall():
        payload = decode(bytes(body))
        yield payload["reading"], rows.asked_of(payload)


def _failed(item: NewDocument) -> bool:
    """Whether extraction failed, so that having no mentions says nothing."""
    return any(issue.stage == "extract" for issue in item.issues)


def open_issues(cursor: Any, names: Sequence[str]) -> set[str]:
    """Return those of these issues that are open."""
    found = database.select_in(
        cursor, "SELECT id FROM record_issue WHERE is_open AND id IN {}", names
    )
    return {row[0] for row in found}
