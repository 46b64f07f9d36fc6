"""Proposing over a record: its readings are read again by the proposers that its settings name.

Adding reads a document by all proposers that need nothing but the text. Asking a language model
takes long and sends words to another program, so it is a run of its own. A reading that it looked
at whole is not asked about again until model, version or instructions change.
"""

from __future__ import annotations

import functools
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from walkout.errors import EndpointDownError
from walkout.extract.endpoint import NOT_ASKED, Ask, EndpointProposer, Reply
from walkout.extract.endpoint_question import Question
from walkout.extract.proposer import Proposer
from walkout.flows.extract import Tally, extract_reading
from walkout.flows.progress import Progress, Quiet
from walkout.flows.proposers import coders_of, with_endpoint
from walkout.flows.resolve import resolve_record
from walkout.model.document import Reading
from walkout.model.endpoint import Endpoint
from walkout.model.statement import Tier
from walkout.model.store import Asked, Issue, Revision, Store

BATCH = 25
"""Readings that are written at once, so long as they come fast."""

SECONDS = 5.0
"""After so long what was found is written, however few readings it is of."""


@dataclass(slots=True)
class ProposeReport:
    """What a run of proposers over a record did.

    Args:
        looked: Readings that were read.
        known: Readings that the endpoint had looked at whole before.
        kept_back: Readings that may not go to this endpoint, by their tier.
        refused: Values of the endpoint that could not stand, by cause.
        issues: What kept it from looking at all of a reading.
        events: Events that the record tells of now.
        stopped: The person stopped it; the same command goes on from here.
    """

    looked: int = 0
    known: int = 0
    kept_back: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)
    events: int = 0
    stopped: bool = False


def propose_record(
    store: Store,
    names: Sequence[str] | None = None,
    endpoint: Endpoint | None = None,
    ask: Ask | None = None,
    *,
    public_only: bool = False,
    again: bool = False,
    progress: Progress | None = None,
) -> ProposeReport:
    """Read the record's readings again, by all proposers that are named.

    Args:
        store: The open record.
        names: Names of proposers; None for those who need nothing but the text.
        endpoint: The language model's endpoint; needed when it is named.
        ask: Puts a question to it; needed with it.
        public_only: Only readings of documents that are marked public may go to it.
        again: Read all readings again, those too that the endpoint looked at whole. Without an
            endpoint there is nothing to do unless this is given.
        progress: Told of every reading; asked between questions whether to stop.

    Raises:
        ConfigurationError: A name is unknown, or the endpoint is named and not there.
    """
    watch = progress or Quiet()
    report = ProposeReport()
    guarded = functools.partial(_unless_stopped, watch, ask) if ask is not None else None
    who = with_endpoint(names, endpoint, guarded)
    model = next((p for p in who if isinstance(p, EndpointProposer)), None)
    readers = [p for p in who if p is not model]
    run = _Run(store, readers, model, report, watch, again, public_only)
    watch.stage("proposing")
    run.over(store.readings())
    if not report.stopped:
        report.events = resolve_record(store, watch)
    return report


def _unless_stopped(watch: Progress, ask: Ask, question: Question) -> Reply:
    if watch.stopping():
        raise EndpointDownError("It was stopped", fix="Run the same command again.")
    return ask(question)


class _Run:
    """One run over a record's readings."""

    def __init__(
        self,
        store: Store,
        readers: Sequence[Proposer],
        model: EndpointProposer | None,
        report: ProposeReport,
        watch: Progress,
        again: bool,
        public_only: bool,
    ) -> None:
        self._store = store
        self._readers = readers
        self._model = model
        self._report = report
        self._watch = watch
        self._again = again
        self._public_only = public_only
        self._asked = store.asked(model.coder) if model is not None else {}
        self._tally = Tally()
        self._batch: list[Revision] = []
        self._written = time.monotonic()

    def over(self, readings: Iterable[tuple[Reading, Tier]]) -> None:
        """Read each reading that waits; what was found is written whatever happens after."""
        watch = self._watch
        try:
            for reading, tier in readings:
                if watch.stopping():
                    self._report.stopped = True
                    break
                self._one(reading, tier)
                watch.advance()
                if watch.stopping():
                    self._report.stopped = True
                    break
                if self._tally.down and not self._again:
                    break  # Nobody answers: what is left waits for the next run.
        finally:
            self._flush()
        self._report.refused.update(self._tally.refused)

    def _one(self, reading: Reading, tier: Tier) -> None:
        model = self._model
        before = self._asked.get(reading.id)
        if model is not None and not _may_go(tier, self._public_only):
            self._report.kept_back += 1
            model = None
        elif before is not None and before.complete and not self._again:
            self._report.known += 1
            return
        if model is None and not self._again:
            return
        if model is not None:
            model.answers = dict(before.answers) if before is not None else {}
        who: list[Proposer] = [*self._readers, *([model] if model is not None else [])]
        proposal = extract_reading(reading, who)
        complete = not proposal.faults
        issues = [
            replace(issue, document=reading.document)
            for issue in self._tally.take(proposal, None)
            if issue.code != EndpointDownError.__name__ or self._gave_up(issue)
        ]
        self._report.issues += issues
        asked = None
        if model is not None and (complete or model.answers):
            refused = {c: n for c, n in proposal.refused.items() if c != NOT_ASKED}
            asked = Asked(model.coder, complete, refused, dict(model.answers))
        looked = self._readers if not complete else who
        made = Revision(reading, proposal.mentions, coders_of(looked), asked, tuple(issues))
        self._batch.append(made)
        self._report.looked += 1
        if len(self._batch) >= BATCH or time.monotonic() - self._written > SECONDS:
            self._flush()

    def _gave_up(self, issue: Issue) -> bool:
        """Tell that nobody answers: of the run, not of the reading that met it."""
        if not self._watch.stopping():
            self._report.issues.append(issue)
        return False

    def _flush(self) -> None:
        if self._batch:
            self._store.revise(self._batch)
            self._batch = []
        self._written = time.monotonic()


def _may_go(tier: Tier, public_only: bool) -> bool:
    """Return whether a reading may go to the endpoint: what is sealed goes to none."""
    return tier == "public" if public_only else tier != "sealed"
