"""Payloads of the log: how values become JSON and come back."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from walkout.archive import Entry
from walkout.model.document import Block, Capture, Reading
from walkout.model.ids import digest
from walkout.model.judgement import Judgement, Reason
from walkout.model.statement import Statement, canonical
from walkout.model.store import Asked, DocumentState, Issue

Payload = Mapping[str, Any]


def _when(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def _instant(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def document(capture: Capture, state: DocumentState, entry: Entry) -> dict[str, Any]:
    """Return the payload of a new document: what it is, and the secret that its bytes hang on."""
    return {
        "id": capture.id,
        "state": state,
        "media_type": capture.media_type,
        "name": capture.name,
        "part_of": capture.part_of,
        "locator": capture.locator,
        "title": capture.title,
        "published": _when(capture.published),
        "url": capture.url,
        "language": capture.language,
        "captured_at": _when(capture.captured_at),
        "size": len(capture.content),
        "entry": [
            entry.pack,
            entry.offset,
            entry.length,
            base64.b64encode(entry.secret).decode("ascii"),
            entry.sha256.hex(),
        ],
    }


def entry_of(payload: Payload) -> Entry:
    """Return where a document's bytes lie."""
    pack, offset, length, secret, sha256 = payload["entry"]
    return Entry(pack, offset, length, base64.b64decode(secret), bytes.fromhex(sha256))


def capture_of(payload: Payload, content: bytes) -> Capture:
    """Return the captured item; its separated text is the container's to give again."""
    captured = _instant(payload["captured_at"])
    return Capture(
        id=payload["id"],
        content=content,
        media_type=payload["media_type"],
        name=payload["name"],
        part_of=payload["part_of"],
        locator=payload["locator"],
        title=payload["title"],
        published=_instant(payload["published"]),
        url=payload["url"],
        language=payload["language"],
        captured_at=captured if isinstance(captured, datetime) else None,
    )


def reading(value: Reading) -> dict[str, Any]:
    """Return the payload of a reading; its text stands here and nowhere else."""
    return {
        "id": value.id,
        "document": value.document,
        "reader": value.reader,
        "text": value.text,
        "blocks": [[b.start, b.end, b.place] for b in value.blocks],
        "title": value.title,
        "published": _when(value.published),
        "published_basis": value.published_basis,
        "language": value.language,
        "url": value.url,
        "notes": list(value.notes),
    }


def reading_of(payload: Payload) -> Reading:
    """Return the reading."""
    return Reading(
        id=payload["id"],
        document=payload["document"],
        reader=payload["reader"],
        text=payload["text"],
        blocks=tuple(Block(*block) for block in payload["blocks"]),
        title=payload["title"],
        published=_instant(payload["published"]),
        published_basis=payload["published_basis"],
        language=payload["language"],
        url=payload["url"],
        notes=tuple(payload["notes"]),
    )


def statement(
    value: Statement, sid: str, mention: str, reading_id: str, position: int
) -> dict[str, Any]:
    """Return the payload of a statement of a mention.

    Args:
        value: The statement.
        sid: Its id.
        mention: Id of the mention.
        reading_id: Id of the reading that is quoted.
        position: The statement's place among the mention's, from 0.
    """
    payload = {
        "id": sid,
        "mention": mention,
        "reading": reading_id,
        "position": position,
        "field": value.field,
        "value": value.value,
        "quote": value.quote,
        "start": value.start,
        "end": value.end,
        "coder": value.coder,
        "basis": value.basis,
        "confidence": value.confidence,
    }
    if value.person:
        payload["person"] = True
    return payload


def statement_of(payload: Payload) -> Statement:
    """Return the statement."""
    return Statement(
        payload["field"],
        payload["value"],
        payload["quote"],
        payload["start"],
        payload["end"],
        payload["coder"],
        payload["basis"],
        payload["confidence"],
        payload.get("person", False),
    )


def issue(value: Issue) -> dict[str, Any]:
    """Return the payload of an issue; its id is a hash of all that it says."""
    payload = {
        "stage": value.stage,
        "code": value.code,
        "problem": value.problem,
        "fix": value.fix,
        "where": {name: _plain(fact) for name, fact in value.where.items()},
        "document": value.document,
    }
    return {"id": "i" + digest("issue", canonical(payload))[:24], **payload}


def _plain(fact: object) -> object:
    """Return a fact as JSON has it; what JSON lacks becomes its text."""
    if fact is None or isinstance(fact, (bool, int, float, str)):
        return fact
    if isinstance(fact, (list, tuple)):
        return [_plain(part) for part in fact]
    if isinstance(fact, Mapping):
        return {str(name): _plain(part) for name, part in fact.items()}
    return str(fact)


def issue_of(payload: Payload) -> Issue:
    """Return the issue."""
    return Issue(
        payload["stage"],
        payload["code"],
        payload["problem"],
        payload["fix"],
        payload["where"],
        payload["document"],
    )


def asked(value: Asked, reading_id: str, document: str) -> dict[str, Any]:
    """Return the payload of an asking; answers are kept only while it is incomplete."""
    return {
        "reading": reading_id,
        "document": document,
        "coder": value.coder,
        "complete": value.complete,
        "refused": dict(value.refused),
        "answers": {} if value.complete else dict(value.answers),
    }


def asked_of(payload: Payload) -> Asked:
    """Return the asking."""
    return Asked(payload["coder"], payload["complete"], payload["refused"], payload["answers"])


def judgement(value: Judgement) -> dict[str, Any]:
    """Return the payload of a verdict or a judgement."""
    return {
        "left": value.left,
        "right": value.right,
        "verdict": value.verdict,
        "coder": value.coder,
        "score": value.score,
        "reasons": [[r.comparison, r.weight, r.sentence] for r in value.reasons],
    }


def judgement_of(payload: Payload) -> Judgement:
    """Return the verdict or judgement."""
    return Judgement(
        payload["left"],
        payload["right"],
        payload["verdict"],
        payload["coder"],
        payload["score"],
        tuple(Reason(*reason) for reason in payload["reasons"]),
    )
