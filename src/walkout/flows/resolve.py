"""Joining mentions into events: in a record, and stateless on a file of reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from walkout.extract.proposer import Proposer, propose
from walkout.flows.extract import Report, reports
from walkout.flows.progress import Progress, Quiet
from walkout.flows.proposers import local
from walkout.model.contract import CONTRACT, assemble, tells_event
from walkout.model.ids import coder_family, digest
from walkout.model.judgement import Judgement
from walkout.model.store import Issue, MentionRow, Store
from walkout.resolve.cluster import partition
from walkout.resolve.score import resolve
from walkout.resolve.weights import MODEL


def resolve_record(store: Store, progress: Progress | None = None) -> int:
    """Score the record's mentions, append the verdicts that are new; return the number of events.

    Scoring the same mentions again gives the same verdicts, so nothing is appended twice.
    """
    watch = progress or Quiet()
    watch.stage("resolving")
    found = resolve(list(store.mentions()))
    pairs = {(j.left, j.right) for j in found}
    # What this run does not say again no longer holds, and only a row can say so.
    gone = [
        Judgement(j.left, j.right, "different", MODEL)
        for j in store.judgements()
        if coder_family(j.coder) == coder_family(MODEL)
        and j.verdict != "different"
        and (j.left, j.right) not in pairs
    ]
    store.write_judgements([*found, *gone], MODEL)
    return store.counts()["events"]


def mention_rows(report: Report, order: int, proposers: Sequence[Proposer]) -> Iterator[MentionRow]:
    """Yield the mentions of one report as resolution sees them, ids in report order."""
    for number, mention in enumerate(propose(report.told(), proposers).mentions, 1):
        yield MentionRow(
            f"{order:09d}.{number:05d}",
            report.id,
            assemble(mention.statements),
            report.text[mention.start : mention.end],
            report.published,
            report.url,
        )


def resolve_lines(path: Path) -> Iterator[dict[str, Any] | Issue]:
    """Yield one line per report with the events that it tells, and issues for bad lines.

    Args:
        path: A ``.jsonl`` of ``{"id", "text", "published"?, "url"?}``.

    Returns:
        ``{"contract", "id", "event", "events", "reasons"}``: ``event`` is the event of the first
        mention that happened, null when the report tells of none; ``reasons`` say what joined
        its mentions to those of other reports, strongest first.
    """
    proposers = local()
    told: list[Report] = []
    rows: list[MentionRow] = []
    for item in reports(path):
        if isinstance(item, Issue):
            yield item
            continue
        rows.extend(mention_rows(item, len(told), proposers))
        told.append(item)
    events = [row for row in rows if tells_event(row.values)]
    judgements = resolve(events)
    names: dict[str, str] = {}
    for group in partition((row.id for row in events), judgements):
        # Named after its first mention, so that the same file gives the same names.
        names |= dict.fromkeys(group, "e" + digest("stateless", group[0])[:11])
    joins: dict[int, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.verdict == "same" and names[judgement.left] == names[judgement.right]:
            for side in (judgement.left, judgement.right):
                joins.setdefault(int(side[:9]), []).append(judgement)
    by_report: dict[int, list[str]] = {}
    for row in events:
        by_report.setdefault(int(row.id[:9]), []).append(names[row.id])
    for order, report in enumerate(told):
        found = list(dict.fromkeys(by_report.get(order, ())))
        yield {
            "contract": CONTRACT,
            "id": report.id,
            "event": found[0] if found else None,
            "events": found,
            "reasons": _reasons(order, joins.get(order, []), told),
        }


def _reasons(order: int, judgements: list[Judgement], told: list[Report]) -> list[dict[str, Any]]:
    lines = []
    for judgement in sorted(judgements, key=lambda j: (-(j.score or 0), j.left, j.right)):
        left, right = int(judgement.left[:9]), int(judgement.right[:9])
        lines.append(
            {
                "with": told[right if left == order else left].id,
                "score": judgement.score,
                "because": [
                    {"comparison": r.comparison, "weight": r.weight, "sentence": r.sentence}
                    for r in judgement.reasons
                ],
            }
        )
    return lines
