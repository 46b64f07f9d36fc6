"""The store of an open record: it keeps the promises of `walkout.model.store.Store`."""

from __future__ import annotations

import threading
import zoneinfo
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from django.db import DatabaseError

from walkout.archive import Archive
from walkout.errors import RecordError, TamperedError
from walkout.model.document import Capture, Reading
from walkout.model.event import Event
from walkout.model.ids import coder_family
from walkout.model.judgement import Judgement
from walkout.model.statement import Tier
from walkout.model.store import (
    Asked,
    DocumentState,
    Finding,
    Issue,
    MentionRow,
    NewDocument,
    Revision,
)
from walkout.record import configure, database, events, fold, ingest, log, read, rows, verify
from walkout.record.folder import ARCHIVE, Lock
from walkout.record.keys import Keys
from walkout.record.settings import Settings

_TARGETS = {
    "event": "SELECT id, tier FROM record_event WHERE id IN {}",
    "document": "SELECT id, tier FROM record_document WHERE id IN {}",
    "statement": "SELECT id, tier FROM record_statement WHERE id IN {}",
    "quote": "SELECT id, quote_tier FROM record_statement WHERE id IN {}",
}
_TIERS = ("public", "partner", "team", "sealed")
_TARGETS_A_ROW = 500
_READINGS_AT_ONCE = 100

_COUNTED = {
    "documents": "SELECT COUNT(*) FROM record_document",
    "readings": "SELECT COUNT(*) FROM record_reading",
    "mentions": "SELECT COUNT(*) FROM record_mention WHERE live",
    "mentions_in_events": "SELECT COUNT(*) FROM record_member",
    "statements": "SELECT COUNT(*) FROM record_statement WHERE live",
    "judgements": "SELECT COUNT(*) FROM record_judgement",
    "events": "SELECT COUNT(DISTINCT event) FROM record_member",
    "issues": "SELECT COUNT(*) FROM record_issue WHERE is_open",
    "log": "SELECT COUNT(*) FROM record_log",
}


class RecordStore:
    """An open record. Use it as a context manager, or call `close`.

    Made by `walkout.record.create` and `walkout.record.open` only.

    Args:
        folder: The record's folder.
        settings: Its settings.
        keys: Its keys.
        lock: The lock that keeps other processes out.
        clock: Gives the time of rows.
    """

    def __init__(
        self, folder: Path, settings: Settings, keys: Keys, lock: Lock, clock: log.Clock
    ) -> None:
        self.folder = folder
        self.settings = settings
        self._keys = keys
        self._lock = lock
        self._clock = clock
        self._run: int | None = None
        self._writes = threading.Lock()
        self.is_open = True
        self.coder = self._keeper()
        """Coder id of the keeper, the author of what this process decides for a person."""
        self._archive = Archive(folder / ARCHIVE, keys.names, keys.contents)
        self._archive.recover(self._referred)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _keeper(self) -> str:
        with database.reading() as cursor:
            cursor.execute("SELECT body FROM record_payload WHERE seq = 1")
            row = cursor.fetchone()
        first = log.decode(row[0]) if row else {}
        if first.get("record") != self._keys.identity:
            raise TamperedError(
                "The database is not the one of this record",
                fix="See which database walkout.toml names, or put the record back from a backup.",
            )
        return str(first["coder"])

    def _referred(self, packs: Collection[str]) -> set[str]:
        """Return those of these packs that hold a document of the record."""
        sql = "SELECT DISTINCT pack FROM record_document WHERE pack IN {}"
        with database.reading() as cursor:
            return {row[0] for row in database.select_in(cursor, sql, sorted(packs))}

    @contextmanager
    def _writing(self) -> Iterator[log.Writer]:
        with database.writing() as cursor:
            writer = log.Writer(cursor, self._clock, self._run)
            yield writer
            writer.flush()
        self._run = writer.run

    # What the flows ask for (`walkout.model.store.Store`).

    def states(self, documents: Iterable[str]) -> dict[str, DocumentState]:
        """Return the state of each of these documents that the record has."""
        with database.reading() as cursor:
            return ingest.states(cursor, list(documents))

    def write(self, batch: Sequence[NewDocument]) -> int:
        """Append documents with their readings, mentions and statements, in one transaction.

        Raises:
            StorageFullError: Nothing of the batch was written.
            QuoteMismatchError: A quote is not in its reading; nothing of the batch was written.
        """
        ingest.check(batch)
        with self._writes:
            captures = {item.capture.id: item.capture for item in reversed(batch)}
            known = self.states(captures)
            new = [item.capture.id for item in batch if item.capture.id not in known]
            names = list(dict.fromkeys(new))
            sealed = self._archive.seal(captures[name].content for name in names)
            with ExitStack() as undo:
                undo.callback(self._settle)
                with self._writing() as writer:
                    writes = ingest.Ingest(
                        writer, self.coder, dict(zip(names, sealed, strict=True))
                    )
                    count = writes.write(batch)
                    if writes.regroup:
                        events.mint(writer, self._keys.events, log.SYSTEM, newcomers=False)
                undo.pop_all()
            self._archive.commit()
            return count

    def _settle(self) -> None:
        # An interrupt may come when the rows are committed already: ask them.
        with suppress(RecordError, DatabaseError):
            self._archive.recover(self._referred)

    def write_issues(self, issues: Sequence[Issue]) -> None:
        """Append issues about items that could not be captured; the same issue is kept once."""
        payloads = {payload["id"]: payload for payload in map(rows.issue, issues)}
        with self._writes, self._writing() as writer:
            known = ingest.open_issues(writer.cursor, list(payloads))
            for name, payload in payloads.items():
                if name not in known:
                    writer.add("issue", log.SYSTEM, payload)

    def readings(self) -> Iterator[tuple[Reading, Tier]]:
        """Yield the latest reading of every document that has one, with the document's tier."""
        with database.reading() as cursor:
            cursor.execute(
                "SELECT MAX(r.seq), MAX(d.tier) FROM record_reading r "
                "JOIN record_document d ON d.id = r.document GROUP BY r.document ORDER BY 1"
            )
            latest = dict(cursor.fetchall())
            sql = "SELECT seq, body FROM record_payload WHERE seq IN {}"
            numbers = list(latest)
            for start in range(0, len(numbers), _READINGS_AT_ONCE):
                part = numbers[start : start + _READINGS_AT_ONCE]
                bodies = {row[0]: row[1] for row in database.select_in(cursor, sql, part)}
                for seq in part:
                    # A reading whose payload was erased is told by no one.
                    if seq in bodies:
                        yield rows.reading_of(log.decode(bodies[seq])), latest[seq]

    def asked(self, coder: str) -> dict[str, Asked]:
        """Return, by reading, what the last asking of this very coder came to."""
        with database.reading() as cursor:
            return {r: made for r, made in ingest.askings(cursor) if made.coder == coder}

    def refused(self) -> dict[str, int]:
        """Return how many values of endpoints were refused, by cause, over the last askings."""
        last: dict[tuple[str, str], Asked] = {}
        with database.reading() as cursor:
            for reading, made in ingest.askings(cursor):
                last[reading, coder_family(made.coder)] = made
        total: Counter[str] = Counter()
        for made in last.values():
            total.update(made.refused)
        return dict(sorted(total.items()))

    def revise(self, revisions: Sequence[Revision]) -> None:
        """Append what proposers made of readings that the record has, in one transaction.

        Raises:
            QuoteMismatchError: A quote is not in its reading; nothing was written.
        """
        for revision in revisions:
            ingest.check_mentions(revision.reading, revision.mentions)
        with self._writes, self._writing() as writer:
            if ingest.revise(writer, revisions):
                writer.flush()
                events.mint(writer, self._keys.events, log.SYSTEM, newcomers=False)

    def mentions(self) -> Iterator[MentionRow]:
        """Yield every live mention, in id order."""
        with database.reading() as cursor:
            yield from read.Reader(cursor).mentions()

    def judgements(self) -> Iterator[Judgement]:
        """Yield the live verdicts and judgements, in pair order."""
        with database.reading() as cursor:
            found = list(events.live_judgements(cursor))
        yield from sorted(found, key=lambda j: (j.left, j.right, j.coder))

    def write_judgements(self, judgements: Sequence[Judgement], model: str) -> None:
        """Append a run's verdicts, mint ids for events that have none, and fold the events.

        A verdict stands over the same model's earlier one on its pair, whatever its version; one
        that says the same again is not written again. Judgements of persons may be among them.

        Args:
            judgements: What the run says; the last of several on one pair counts.
            model: Coder id of the run, such as ``model:resolve@1``.
        """
        family = coder_family(model)
        latest = {(j.left, j.right, coder_family(j.coder)): j for j in judgements}
        strangers = {f for _, _, f in latest if f != family and not f.startswith("human:")}
        if strangers:
            raise ValueError("a run writes its own verdicts, and persons' judgements")
        with self._writes, self._writing() as writer:
            sql = (
                "SELECT j.mention_a, j.mention_b, j.family, p.body FROM record_judgement j "
                "JOIN record_payload p ON p.seq = j.seq WHERE j.mention_a IN {}"
            )
            found = database.select_in(writer.cursor, sql, sorted({pair[0] for pair in latest}))
            said = {(a, b, by): rows.judgement_of(log.decode(body)) for a, b, by, body in found}
            for key, judgement in latest.items():
                if said.get(key) != judgement:
                    kind = "judgement" if key[2].startswith("human:") else "verdict"
                    writer.add(kind, judgement.coder, rows.judgement(judgement))
            writer.flush()
            events.mint(writer, self._keys.events, model, newcomers=True)

    def events(self, ids: Sequence[str] | None = None) -> Iterator[Event]:
        """Yield events with all their accounts, in id order; merged ids give where they went."""
        with database.reading() as cursor:
            yield from read.Reader(cursor).events(ids)

    def set_tier(self, targets: Sequence[tuple[str, str]], tier: Tier, reason: str) -> int:
        """Append tier decisions and return the number of targets whose tier changed.

        A quote's id is its statement's. A merged event's id decides for the event it went to.

        Raises:
            RecordError: The record has no such target; nothing was decided.
        """
        if tier not in _TIERS:
            raise ValueError("no such tier")
        with self._writes, self._writing() as writer:
            changed: list[list[str]] = []
            for kind, select in _TARGETS.items():
                names = list(dict.fromkeys(name for k, name in targets if k == kind))
                if kind == "event":
                    names = self._surviving(writer.cursor, names)
                have: dict[str, set[str]] = {}
                for name, now in database.select_in(writer.cursor, select, names):
                    have.setdefault(name, set()).add(now)
                for name in names:
                    if name not in have:
                        raise RecordError(
                            f"The record has no such {kind}", fix="See its id again.", id=name
                        )
                    if have[name] != {tier}:
                        changed.append([kind, name])
            if unknown := {kind for kind, _ in targets}.difference(_TARGETS):
                raise ValueError(f"no such kind of target: {sorted(unknown)}")
            for start in range(0, len(changed), _TARGETS_A_ROW):
                part = changed[start : start + _TARGETS_A_ROW]
                payload = {"tier": tier, "reason": reason, "targets": part}
                writer.add("tier", self.coder, payload)
        return len(changed)

    def _surviving(self, cursor: Any, names: Sequence[str]) -> list[str]:
        sql = "SELECT id, merged_into FROM record_event WHERE merged_into IS NOT NULL AND id IN {}"
        into = dict(tuple(row) for row in database.select_in(cursor, sql, names))
        return list(dict.fromkeys(into.get(name, name) for name in names))

    def text(self, reading: str) -> str | None:
        """Return the text of a reading; None when there is no such reading."""
        with database.reading() as cursor:
            cursor.execute(
                "SELECT p.body FROM record_reading r JOIN record_payload p ON p.seq = r.seq "
                "WHERE r.id = %s",
                [reading],
            )
            row = cursor.fetchone()
        return str(log.decode(row[0])["text"]) if row else None

    def closed_on(self) -> date:
        """Return the day of the last row of the log, in the record's zone."""
        with database.reading() as cursor:
            cursor.execute("SELECT time FROM record_log ORDER BY seq DESC LIMIT 1")
            (time,) = cursor.fetchone()
        zone = zoneinfo.ZoneInfo(self.settings.zone)
        return datetime.fromisoformat(time).astimezone(zone).date()

    def releases(self) -> int:
        """Return the number of the last release; 0 before the first."""
        with database.reading() as cursor:
            cursor.execute("SELECT COALESCE(MAX(number), 0) FROM record_release")
            (number,) = cursor.fetchone()
        return int(number)

    def write_release(self, number: int, manifest: str) -> None:
        """Append that a release was made.

        Args:
            number: Its number, one above the last.
            manifest: SHA-256 of its manifest, so that the log tells which files it was.
        """
        if number != self.releases() + 1:
            raise ValueError("releases are numbered one after the other")
        with self._writes, self._writing() as writer:
            writer.add("release", self.coder, {"number": number, "manifest": manifest})

    def issues(self) -> Iterator[Issue]:
        """Yield the open issues, oldest first."""
        with database.reading() as cursor:
            select = (
                "SELECT i.seq, p.body FROM record_issue i JOIN record_payload p ON p.seq = i.seq "
                "WHERE i.is_open"
            )
            for _, body in database.stream(cursor, select, "i.seq"):
                yield rows.issue_of(log.decode(body))

    def counts(self) -> dict[str, int]:
        """Return totals: documents by state, readings, mentions, statements, events, issues, log.

        ``documents`` is the sum over the states ``read``, ``unread``, ``waiting`` and
        ``container``; mentions and statements are those that stand now.
        """
        states: tuple[DocumentState, ...] = ("read", "unread", "waiting", "container")
        with database.reading() as cursor:
            totals = dict.fromkeys(("documents", *states), 0)
            for name, select in _COUNTED.items():
                cursor.execute(select)
                totals[name] = cursor.fetchone()[0]
            cursor.execute("SELECT state, COUNT(*) FROM record_document GROUP BY state")
            totals.update(dict(cursor.fetchall()))
        return totals

    def verify(self) -> Iterator[Finding]:
        """Yield everything that does not verify: files, chain, payloads, derived state."""
        yield from verify.verify(self.folder, self._archive)

    def rebuild(self) -> None:
        """Fold the log into working state again, without scoring anything."""
        with self._writes, self._writing() as writer:
            fold.empty(writer.cursor)
            verify.refold(writer.cursor)
            events.mint(writer, self._keys.events, log.SYSTEM, newcomers=False)

    def close(self) -> None:
        """Release the record; the folder is closed and encrypted as it stands."""
        if self.is_open:
            self.is_open = False
            configure.disconnect()
            self._lock.release()

    # What the command line and later rooms ask for besides.

    @property
    def encrypted(self) -> bool:
        """Whether Walkout itself encrypts all that the record holds."""
        return self.settings.encrypted and database.embedded()

    def notes(self) -> list[str]:
        """Return what a keeper should know of how this record is protected, a sentence each."""
        notes = []
        if not self.settings.encrypted:
            notes.append("This record is not encrypted: whoever has the folder reads it all.")
        elif not database.embedded():
            notes.append(
                "PostgreSQL holds the texts of documents unencrypted: "
                "keep its files on an encrypted volume."
            )
        return notes

    def head(self) -> tuple[int, str]:
        """Return the last row's ``seq`` and link; noted elsewhere, they tell a shortened log."""
        with database.reading() as cursor:
            cursor.execute("SELECT seq, link FROM record_log ORDER BY seq DESC LIMIT 1")
            seq, link = cursor.fetchone()
        return seq, bytes(link).hex()

    def capture(self, document: str) -> Capture:
        """Return a document as it was captured, its bytes proved.

        Raises:
            RecordError: The record has no such document.
            ChecksumError: Its bytes are not those that were captured.
        """
        with database.reading() as cursor:
            cursor.execute(
                "SELECT p.body FROM record_document d JOIN record_payload p ON p.seq = d.seq "
                "WHERE d.id = %s",
                [document],
            )
            row = cursor.fetchone()
        if row is None:
            raise RecordError("The record has no such document", id=document)
        payload = log.decode(row[0])
        return rows.capture_of(payload, self._archive.read(rows.entry_of(payload)))

    def reading(self, document: str) -> Reading | None:
        """Return a document's latest reading; None when nothing reads it yet."""
        with database.reading() as cursor:
            cursor.execute(
                "SELECT p.body FROM record_reading r JOIN record_payload p ON p.seq = r.seq "
                "WHERE r.document = %s ORDER BY r.seq DESC LIMIT 1",
                [document],
            )
            row = cursor.fetchone()
        return rows.reading_of(log.decode(row[0])) if row else None
