"""Stateless extraction: reports in, contract lines out; nothing is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from walkout.capture import CaptureFault, CaptureOptions, capture, issue_of
from walkout.errors import DocumentError, EndpointDownError, TableError, WalkoutError
from walkout.extract.proposer import Proposal, Proposer, propose
from walkout.extract.proposer import Report as Told
from walkout.flows.proposers import local
from walkout.model import media
from walkout.model.contract import contract_line
from walkout.model.document import Capture, Language, Reading
from walkout.model.store import Issue
from walkout.read import Reader

_LANGUAGES: dict[str, Language] = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-hans": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-hant": "zh-Hant",
    "en": "en",
    "mixed": "mixed",
}


def day_of(value: Any) -> date | None:
    """Return the day of ``published``: a date or an RFC 3339 instant; None when it is neither.

    Example:
        >>> day_of("2018-07-28T09:00:00+08:00")
        datetime.date(2018, 7, 28)
    """
    if not isinstance(value, str):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Report:
    """One line of a ``.jsonl`` of reports.

    Args:
        id: The line's ``id``, or its number when it has none.
        text: Its ``text``.
        published: Its ``published`` as a day; None when absent.
        language: Its ``language``; None when absent or unknown.
        url: Its ``url``; None when absent.
    """

    id: str
    text: str = field(repr=False)
    published: date | None
    language: Language | None
    url: str | None = field(repr=False)

    def told(self) -> Told:
        """Return what proposers are given of it."""
        return Told(self.text, self.published, self.language, None, self.url)


def reports(path: Path) -> Iterator[Report | Issue]:
    """Yield the reports of a ``.jsonl`` file; a bad line gives an issue and the rest goes on."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = {"file": path.name, "line": number}
            try:
                value = orjson.loads(line)
            except orjson.JSONDecodeError:
                yield _bad_line("This line is not JSON", "Mend the line.", where)
                continue
            if not isinstance(value, dict) or not isinstance(value.get("text"), str):
                yield _bad_line(
                    "This line has no text",
                    'Give one object a line: {"id", "text", "published"?, "language"?, "url"?}.',
                    where,
                )
                continue
            published = value.get("published")
            day = day_of(published)
            if published and day is None:
                yield _bad_line(
                    "`published` is neither a date nor an instant",
                    "Write it as 2018-07-28 or 2018-07-28T09:00:00+08:00.",
                    where,
                )
            url = value.get("url")
            yield Report(
                str(number if value.get("id") is None else value["id"]),
                value["text"],
                day,
                _LANGUAGES.get(str(value.get("language", "")).lower()),
                url if isinstance(url, str) else None,
            )


def _bad_line(problem: str, fix: str, where: dict[str, Any]) -> Issue:
    return Issue("capture", TableError.__name__, problem, fix, where)


@dataclass(slots=True)
class Tally:
    """What did not come out of a run, as it goes.

    Args:
        refused: Values that proposers gave and that could not stand, by cause.
        down: The endpoint was given up, and that was told.
    """

    refused: Counter[str] = field(default_factory=Counter)
    down: bool = False

    def take(self, proposal: Proposal, document: str | None) -> Iterator[Issue]:
        """Count what a proposal refused, and yield an issue for each of its faults.

        That the endpoint was given up is told once, not with every text that it was not asked
        about.
        """
        self.refused.update(proposal.refused)
        for fault in proposal.faults:
            if isinstance(fault, EndpointDownError):
                if not self.down:
                    self.down = True
                    yield _of_fault(fault, None)
            else:
                yield _of_fault(fault, document)


def _of_fault(fault: WalkoutError, document: str | None) -> Issue:
    name = type(fault).__name__
    where = dict(fault.where) if document is None else {"document": document, **fault.where}
    return Issue("extract", name, fault.problem, fault.fix, where)


def extract_reading(reading: Reading, proposers: Sequence[Proposer]) -> Proposal:
    """Return what proposers make of a reading; the one call that the record and the command share.

    Args:
        reading: The reading.
        proposers: Who reads it, in order.
    """
    return propose(Told.of(reading), proposers)


def extract_lines(
    paths: Iterable[Path],
    options: CaptureOptions,
    *,
    with_persons: bool = False,
    proposers: Sequence[Proposer] | None = None,
    tally: Tally | None = None,
) -> Iterator[dict[str, Any] | Issue]:
    """Yield contract lines of files, folders and ``.jsonl`` reports, in order, and issues between.

    Args:
        paths: Files and folders; a ``.jsonl`` is read as reports, all else as documents.
        options: How tables are read.
        with_persons: Print quotes that name private persons too.
        proposers: Who reads; None for those who need nothing but the text.
        tally: Counts what was refused on the way.
    """
    run = _Run(local() if proposers is None else proposers, tally or Tally(), with_persons)
    others: list[Path] = []
    for path in paths:
        if path.suffix.lower() == ".jsonl" and path.is_file():
            for item in reports(path):
                if isinstance(item, Issue):
                    yield item
                else:
                    yield from run.lines(item.id, item.told())
        else:
            others.append(path)
    if others:
        yield from _extract_documents(others, options, run)


@dataclass(frozen=True, slots=True)
class _Run:
    proposers: Sequence[Proposer]
    tally: Tally
    with_persons: bool

    def lines(self, document: str, told: Told) -> Iterator[dict[str, Any] | Issue]:
        proposal = propose(told, self.proposers)
        for number, mention in enumerate(proposal.mentions, 1):
            yield contract_line(document, number, mention, with_persons=self.with_persons)
        yield from self.tally.take(proposal, document)


def _extract_documents(
    paths: list[Path], options: CaptureOptions, run: _Run
) -> Iterator[dict[str, Any] | Issue]:
    issues: list[Issue] = []

    def captures() -> Iterator[Capture]:
        for item in capture(paths, options):
            if isinstance(item, CaptureFault):
                issues.append(item.issue)
            elif media.settled(item.media_type) is None:
                yield item

    with Reader() as reader:
        for item, result in reader.read_many(captures()):
            yield from issues
            issues.clear()
            if isinstance(result, DocumentError):
                yield read_issue(item, result)
            elif isinstance(result, Reading):
                yield from run.lines(result.document, Told.of(result))
    yield from issues


def read_issue(item: Capture, error: DocumentError) -> Issue:
    """Return the issue that a failed reading leaves."""
    where = {"file": item.name, "at": item.locator}
    known = {name: value for name, value in where.items() if value}
    issue = issue_of(error, stage="read", document=item.id)
    return replace(issue, where={**known, **issue.where})
