"""Invented documents, and what the tests look at in a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from walkout.model import ids
from walkout.model.document import Capture, Reading
from walkout.model.judgement import Judgement, Reason, Verdict
from walkout.model.statement import Mention, Statement, canonical
from walkout.model.store import DocumentState, Issue, NewDocument
from walkout.record.fold import TABLES

TEXT = "😀青石镇𠀀鞋厂五百名工人周一罢工，要求补发三个月工资。次日镇政府派人调解。"


def said(
    field: str,
    value: Any,
    quote: str | None = None,
    *,
    text: str = TEXT,
    coder: str = "rule:zh@1",
    person: bool = False,
) -> Statement:
    """Return a statement whose quote is found in the text; without one it is inferred."""
    if quote is None:
        return Statement(field, value, None, None, None, coder, "inferred")
    start = text.index(quote)
    return Statement(field, value, quote, start, start + len(quote), coder, person=person)


def mention(
    *more: Statement,
    span: tuple[int, int] = (0, len(TEXT)),
    status: str = "happened",
    kind: str = "action",
    scope: str = "labour",
    coder: str = "rule:zh@1",
) -> Mention:
    """Return a mention of a strike, with whatever else is said of it."""
    base = (
        said("status", status, coder=coder),
        said("kind", kind, coder=coder),
        said("scope", scope, coder=coder),
    )
    return Mention(*span, (*base, *more))


def reading(
    document: str,
    text: str = TEXT,
    reader: str = "text@1",
    published: date | datetime | None = date(2015, 4, 21),
    **more: Any,
) -> Reading:
    """Return a reading of a document."""
    return Reading(
        ids.reading_id(document, reader, text),
        document,
        reader,
        text,
        published=published,
        published_basis="given" if published else "unknown",
        language="zh-Hans",
        **more,
    )


def capture(content: bytes, **more: Any) -> Capture:
    """Return a captured text file."""
    return Capture(ids.document_id(content), content, **{"media_type": "text/plain", **more})


def document(
    content: str | bytes = "one",
    *mentions: Mention,
    text: str = TEXT,
    state: DocumentState = "read",
    issues: Sequence[Issue] = (),
    reader: str = "text@1",
    published: date | datetime | None = date(2015, 4, 21),
    url: str | None = None,
    **more: Any,
) -> NewDocument:
    """Return a document with what was made of it; one mention of a strike unless others are given.

    Args:
        content: Its bytes, which make its id.
        *mentions: Its mentions, if it reads.
        text: What its reader makes of it.
        state: What became of it.
        issues: Faults found on the way.
        reader: The reader.
        published: Publication day.
        url: Address.
        **more: Further facts of the capture.
    """
    data = content.encode() if isinstance(content, str) else content
    item = capture(data, url=url, **more)
    if state != "read":
        return NewDocument(item, state, issues=tuple(issues))
    made = reading(item.id, text, reader, published, url=url)
    told = mentions or (mention(said("action", "strike", "罢工", text=text), span=(0, len(text))),)
    return NewDocument(item, state, made, told, tuple(issues))


def issue(code: str = "UnreadableError", document: str | None = None, **where: Any) -> Issue:
    """Return an issue of reading."""
    return Issue("read", code, "The item cannot be read", "Save it again.", where, document)


def judge(
    one: str, other: str, verdict: Verdict, coder: str = "model:resolve@1", score: float = 2.0
) -> Judgement:
    """Return a judgement on two mentions, in whichever order they are given."""
    left, right = sorted((one, other))
    if coder.startswith("human:"):
        return Judgement(left, right, verdict, coder)
    return Judgement(left, right, verdict, coder, score, (Reason("date", score, "Same day."),))


def query(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query of the open record."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [tuple(row) for row in cursor.fetchall()]


def dump(*, without_seq: bool = False) -> bytes:
    """Return all derived tables as bytes.

    Args:
        without_seq: Leave out numbers of rows, which tell when something was said.
    """
    tables = {}
    for name, table in TABLES.items():
        if without_seq and name in ("run", "anchor", "judgement"):
            continue
        columns = [
            c
            for c in table.columns
            if not (without_seq and c in ("seq", "seen", "pack", "pack_offset", "decided"))
        ]
        found = query(f"SELECT {', '.join(columns)} FROM record_{name}")  # noqa: S608
        tables[name] = sorted([str(cell) for cell in row] for row in found)
    return canonical(tables)
