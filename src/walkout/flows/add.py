"""Adding documents: capture, read, extract and store in whole batches, then resolve.

A batch is in the record or it is not, so a process that dies at any moment loses at most the
batch in hand, and the same command run again ends as if nothing had happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from walkout.capture import CaptureFault, CaptureOptions, capture
from walkout.errors import DocumentError
from walkout.extract.proposer import Proposer
from walkout.flows.extract import extract_reading, read_issue
from walkout.flows.progress import Progress, Quiet
from walkout.flows.proposers import coders_of, local
from walkout.flows.resolve import resolve_record
from walkout.model import media
from walkout.model.document import Capture, Reading
from walkout.model.store import DocumentState, Issue, NewDocument, Store
from walkout.read import Reader

BATCH = 250
"""Documents a batch: small enough to lose, large enough that a commit costs little."""

BATCH_BYTES = 16 * 1024 * 1024


@dataclass(slots=True)
class AddReport:
    """What an `add` did.

    Args:
        new: Documents that the record did not have.
        known: Documents that it had already, read or waiting.
        waiting: New documents that wait for a person (images, videos).
        issues: Items that could not be captured or read; they are kept and listed.
        events: Events that the record tells of now.
        stopped: The person stopped it; the same command goes on from here.
    """

    new: int = 0
    known: int = 0
    waiting: int = 0
    issues: list[Issue] = field(default_factory=list)
    events: int = 0
    stopped: bool = False


def add(
    store: Store,
    paths: Sequence[Path],
    options: CaptureOptions,
    progress: Progress | None = None,
    proposers: Sequence[Proposer] | None = None,
) -> AddReport:
    """Add everything at these paths to the record, and join what tells one event.

    Bad items are kept where there are bytes to keep, listed as issues, and never stop the rest.

    Args:
        store: The open record.
        paths: Files and folders.
        options: How tables are read.
        progress: Told of every document; asked between batches whether to stop.
        proposers: Who reads them; None for those who need nothing but the text.

    Raises:
        StorageFullError: The batch in hand was not written; all before it were.
    """
    watch = progress or Quiet()
    report = AddReport()
    readers = local() if proposers is None else tuple(proposers)
    watch.stage("adding")
    loose: list[Issue] = []
    with Reader() as reader:
        for batch in _batches(capture(paths, options), loose):
            documents = _digest(store, reader, batch, report, readers)
            if documents:
                report.new += store.write(documents)
            for document in documents:
                report.issues += document.issues
                report.waiting += document.state == "waiting"
            if loose:
                # After the documents: writing a container closes the issues that it had.
                store.write_issues(loose)
                report.issues += loose
                loose.clear()
            watch.advance(len(batch))
            if watch.stopping():
                report.stopped = True
                break
    if not report.stopped:
        report.events = resolve_record(store, watch)
    return report


def _batches(
    items: Iterable[Capture | CaptureFault], loose: list[Issue]
) -> Iterator[list[Capture | CaptureFault]]:
    batch: list[Capture | CaptureFault] = []
    size = 0
    for item in items:
        if isinstance(item, CaptureFault) and item.capture is None:
            loose.append(item.issue)
            continue
        batch.append(item)
        size += _size(item)
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch or loose:
        yield batch


def _size(item: Capture | CaptureFault) -> int:
    kept = item if isinstance(item, Capture) else item.capture
    return len(kept.content) if kept is not None else 0


def _digest(
    store: Store,
    reader: Reader,
    batch: list[Capture | CaptureFault],
    report: AddReport,
    proposers: Sequence[Proposer],
) -> list[NewDocument]:
    faults: dict[str, Issue] = {}
    captures: dict[str, Capture] = {}
    for item in batch:
        kept = item if isinstance(item, Capture) else item.capture
        assert kept is not None
        captures.setdefault(kept.id, kept)
        if isinstance(item, CaptureFault):
            faults[kept.id] = replace(item.issue, document=kept.id)
    states = store.states(captures)
    fresh: dict[str, Capture] = {}
    for id_, kept in captures.items():
        if states.get(id_, "unread") == "unread":
            fresh[id_] = kept
        else:
            report.known += 1
    results = dict(_read(reader, [c for i, c in fresh.items() if i not in faults]))
    documents = []
    for id_, kept in fresh.items():
        if id_ in faults:
            documents.append(NewDocument(kept, "unread", issues=(faults[id_],)))
            continue
        documents.append(_made(kept, results[id_], proposers))
    return documents


def _read(
    reader: Reader, captures: Sequence[Capture]
) -> Iterator[tuple[str, Reading | DocumentError | DocumentState]]:
    readable = []
    for item in captures:
        state = media.settled(item.media_type)
        if state is None:
            readable.append(item)
        else:
            yield item.id, state
    for item, result in reader.read_many(readable):
        if result is not None:
            yield item.id, result


def _made(
    kept: Capture,
    result: Reading | DocumentError | DocumentState,
    proposers: Sequence[Proposer],
) -> NewDocument:
    if isinstance(result, Reading):
        proposal = extract_reading(result, proposers)
        return NewDocument(kept, "read", result, proposal.mentions, coders=coders_of(proposers))
    if isinstance(result, DocumentError):
        return NewDocument(kept, "unread", issues=(read_issue(kept, result),))
    return NewDocument(kept, result)
