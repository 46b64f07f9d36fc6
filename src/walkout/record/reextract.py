"""Re-extraction: what changes when a document that was extracted before is extracted again.

Mentions that were there are found again by overlap and keep their ids. Statements that are said
again are only noted as seen; those that are not are withdrawn. What a person worked on is never
withdrawn by a rule: it goes to a queue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from walkout.model.document import Reading
from walkout.model.ids import coder_family
from walkout.model.statement import Mention, Statement, canonical
from walkout.model.store import Issue
from walkout.record import align, database, mentions, rows
from walkout.record.log import SYSTEM, Writer, decode


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was made of a document that the record has.

    Args:
        reading: The reading, new or known.
        mentions: Its mentions.
        failed: The extractor failed; its having found nothing says nothing.
        coders: Coders that looked at the whole reading; None for the rules and whoever spoke.
    """

    reading: Reading
    mentions: tuple[Mention, ...]
    failed: bool
    coders: tuple[str, ...] | None = None


@dataclass(slots=True)
class _Row:
    """A statement that the record has."""

    seq: int
    id: str
    mention: str
    position: int
    live: bool
    seen: int
    statement: Statement

    @property
    def kind(self) -> str:
        return self.statement.coder.partition(":")[0]

    @property
    def said(self) -> tuple[str, bytes]:
        return self.statement.field, canonical(self.statement.value)


@dataclass(slots=True)
class _Known:
    """What the record has of the documents in question."""

    readings: set[str] = field(default_factory=set)
    mentions: dict[str, list[tuple[str, str, align.Span, bool]]] = field(default_factory=dict)
    statements: dict[str, list[_Row]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    coders: dict[int, Mapping[str, str]] = field(default_factory=dict)
    judged: set[str] = field(default_factory=set)


def revisit(writer: Writer, extractions: Sequence[Extraction]) -> bool:
    """Append what these extractions add to, move in, or take from their documents.

    Returns:
        Whether a mention that was there changed.
    """
    known = _load(writer.cursor, extractions)
    touched = False
    for extraction in extractions:
        reading = extraction.reading
        if reading.id not in known.readings:
            writer.add("reading", f"rule:{reading.reader}", rows.reading(reading))
        if not extraction.failed:
            touched |= _Revision(writer, known, extraction).write()
    return touched


class _Revision:
    """One document's re-extraction."""

    def __init__(self, writer: Writer, known: _Known, extraction: Extraction) -> None:
        self._writer = writer
        self._known = known
        self._reading = extraction.reading
        self._new = extraction.mentions
        self._old = known.mentions.get(extraction.reading.document, [])
        said = {
            statement.coder.partition(":")[0]
            for mention in self._new
            for statement in mention.statements
        }
        # Whose silence counts: rules ran, and whoever else spoke. A person is never silenced.
        self._scope = (said | {"rule"}) - {"human"}
        self._looked: frozenset[str] | None = None
        if extraction.coders is not None:
            # An endpoint that did not answer, or that is turned off, takes nothing back.
            self._looked = frozenset(map(coder_family, extraction.coders))

    def write(self) -> bool:
        lost = self._place()
        restated: list[tuple[int, int]] = []
        added: list[tuple[Statement, str, str, int]] = []
        said: set[tuple[str, str]] = set()
        changed = False
        for name, mention in zip(self._names, self._new, strict=True):
            have = {row.id: row for row in self._known.statements.get(name, ())}
            for position, statement in enumerate(mention.statements):
                sid = statement.id(self._reading.id)
                if (name, sid) in said:
                    continue
                said.add((name, sid))
                row = have.get(sid)
                if row is None:
                    added.append((statement, sid, name, position))
                    continue
                restated.append((row.seq, position))
                changed |= (
                    not row.live
                    or row.position != position
                    or self._last_coder(row) != statement.coder
                )
        withdrawn = [
            row.seq
            for name, _, _, live in self._old
            for row in self._known.statements.get(name, ())
            if live
            and name not in lost.kept
            and row.live
            and self._counts(row)
            and (name, row.id) not in said
        ]
        changed |= bool(withdrawn or lost.gone)
        for statement, sid, name, position in added:
            payload = rows.statement(statement, sid, name, self._reading.id, position)
            self._writer.add("statement", statement.coder, payload)
        if (changed or added or self._moved) and (restated or withdrawn or lost.gone):
            self._writer.add(
                "seen",
                SYSTEM,
                {
                    "document": self._reading.document,
                    "reading": self._reading.id,
                    "coders": _coders(s for m in self._new for s in m.statements),
                    "restated": restated,
                    "withdrawn": withdrawn,
                    "mentions_withdrawn": lost.gone,
                },
            )
        self._queue(lost.worked_on)
        return bool(self._old) and bool(changed or added or self._moved)

    def _place(self) -> _Lost:
        """Give each new mention its id, write the mentions that are new or moved."""
        live = {name: (reading, span) for name, reading, span, alive in self._old if alive}
        old = [
            align.Old(
                name,
                self._carried(reading, span),
                frozenset(row.said for row in self._known.statements.get(name, ()) if row.live),
            )
            for name, (reading, span) in live.items()
        ]
        new = [
            align.New(
                (m.start, m.end), frozenset((s.field, canonical(s.value)) for s in m.statements)
            )
            for m in self._new
        ]
        kept = align.align(old, new)
        lost = self._lose(sorted(live.keys() - set(kept.values())))
        # A withdrawn mention's id is free: the same passage told again is that mention again.
        taken = set(kept.values()) | set(lost.kept)
        self._names: list[str] = []
        self._moved = False
        for number, mention in enumerate(self._new):
            span = (mention.start, mention.end)
            name = kept.get(number) or mentions.mint(self._reading.id, mention, taken)
            self._names.append(name)
            if live.get(name) != (self._reading.id, span):
                self._moved = True
                mentions.add(self._writer, name, self._reading.document, self._reading.id, mention)
        lost.gone = [name for name in lost.gone if name not in self._names]
        return lost

    def _counts(self, row: _Row) -> bool:
        """Return whether this extraction's silence takes back what this row says."""
        if self._looked is None:
            return row.kind in self._scope
        return row.kind != "human" and coder_family(row.statement.coder) in self._looked

    def _carried(self, reading: str, span: align.Span) -> align.Span:
        before = self._known.texts.get(reading)
        return span if before is None else align.carry(span, before, self._reading.text)

    def _lose(self, names: Sequence[str]) -> _Lost:
        lost = _Lost()
        for name in names:
            others = {
                row.kind
                for row in self._known.statements.get(name, ())
                if row.live and not self._counts(row)
            }
            if others or name in self._known.judged:
                lost.kept.append(name)
                if others - {"model"} or name in self._known.judged or self._looked is None:
                    lost.worked_on.append(name)
            else:
                lost.gone.append(name)
        return lost

    def _queue(self, names: Sequence[str]) -> None:
        for name in names:
            payload = rows.issue(
                Issue(
                    "resolve",
                    "ResolutionError",
                    "A mention that was worked on is not found by the new extraction",
                    "Look at it in review: mark its words in the new reading, or withdraw it.",
                    {"mention": name, "reading": self._reading.id},
                    self._reading.document,
                )
            )
            sql = "SELECT id FROM record_issue WHERE is_open AND id IN {}"
            if not list(database.select_in(self._writer.cursor, sql, [payload["id"]])):
                self._writer.add("issue", SYSTEM, payload)

    def _last_coder(self, row: _Row) -> str:
        coders = self._known.coders.get(row.seen, {})
        return coders.get(coder_family(row.statement.coder), row.statement.coder)


@dataclass(slots=True)
class _Lost:
    """Mentions that the new extraction does not find: withdrawn, or kept.

    Kept is what a person worked on, which goes to a queue, and what a model that did not look this
    time told, which waits until it looks again.
    """

    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    worked_on: list[str] = field(default_factory=list)


def _coders(statements: Iterable[Statement]) -> dict[str, str]:
    return {coder_family(s.coder): s.coder for s in statements}


def _load(cursor: Any, extractions: Sequence[Extraction]) -> _Known:
    known = _Known()
    documents = [e.reading.document for e in extractions]
    current = {e.reading.document: e.reading.id for e in extractions}
    sql = "SELECT id FROM record_reading WHERE document IN {}"
    known.readings = {row[0] for row in database.select_in(cursor, sql, documents)}
    sql = (
        "SELECT document, id, reading, span_start, span_end, live FROM record_mention "
        "WHERE document IN {} ORDER BY seq"
    )
    names: list[str] = []
    earlier: set[str] = set()
    for document, name, reading, start, end, live in database.select_in(cursor, sql, documents):
        known.mentions.setdefault(document, []).append((name, reading, (start, end), bool(live)))
        names.append(name)
        if reading != current[document]:
            earlier.add(reading)
    sql = (
        "SELECT r.id, p.body FROM record_reading r JOIN record_payload p ON p.seq = r.seq "
        "WHERE r.id IN {}"
    )
    for reading, body in database.select_in(cursor, sql, sorted(earlier)):
        known.texts[reading] = decode(body)["text"]
    sql = (
        "SELECT s.seq, s.id, s.mention, s.position, s.live, s.seen, p.body "
        "FROM record_statement s JOIN record_payload p ON p.seq = s.seq "
        "WHERE s.mention IN {} ORDER BY s.seq"
    )
    seen: set[int] = set()
    for seq, sid, mention, position, live, last, body in database.select_in(cursor, sql, names):
        statement = rows.statement_of(decode(body))
        row = _Row(seq, sid, mention, position, bool(live), last, statement)
        known.statements.setdefault(mention, []).append(row)
        if last != seq:
            seen.add(last)
    sql = "SELECT seq, body FROM record_payload WHERE seq IN {}"
    for seq, body in database.select_in(cursor, sql, sorted(seen)):
        known.coders[seq] = decode(body)["coders"]
    for column in ("mention_a", "mention_b"):
        sql = (
            f"SELECT {column} FROM record_judgement "  # noqa: S608
            f"WHERE {column} IN {{}} AND SUBSTR(family, 1, 6) = 'human:'"
        )
        known.judged.update(row[0] for row in database.select_in(cursor, sql, names))
    return known
