"""What the flows ask of a record's store; `walkout.record` keeps these promises.

A store is the only thing that remembers. It appends to the log and derives its working
state from the rows; nothing in it is overwritten, and every write is whole or absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

from walkout.model.document import Capture, Reading
from walkout.model.event import Event
from walkout.model.judgement import Judgement
from walkout.model.statement import Mention, Tier

DocumentState = Literal["read", "unread", "waiting", "container"]
"""``read``: has a reading. ``unread``: its reader failed and an issue is open. ``waiting``: kept
for a person (image, video, sound). ``container``: a table, archive or mailbox whose parts are
documents."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that a person should look at: a bad item that was kept and listed.

    Args:
        stage: ``capture``, ``read``, ``extract`` or ``resolve``.
        code: Name of the error class, such as ``UnreadableError``.
        problem: What is wrong, one sentence.
        fix: What to do, one sentence; empty when nothing can be done.
        where: Facts that locate it: ids, row numbers, locators, file names, never document text.
        document: Document id when the item was kept; None when nothing could be captured.
    """

    stage: Literal["capture", "read", "extract", "resolve"]
    code: str
    problem: str
    fix: str
    where: Mapping[str, Any] = field(repr=False)
    document: str | None = None


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document on its way into the record, with all that was made of it.

    Args:
        capture: The captured item.
        state: What became of it.
        reading: What the reader made; None unless `state` is ``read``.
        mentions: Mentions of the reading, in order.
        issues: Faults found on the way; they are kept open until a re-run succeeds.
        coders: Coders that looked at the whole reading, so that what they do not say any more is
            taken back; None for the rules and whoever else spoke.
    """

    capture: Capture
    state: DocumentState
    reading: Reading | None = None
    mentions: tuple[Mention, ...] = ()
    issues: tuple[Issue, ...] = ()
    coders: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking an endpoint about one reading came to.

    Args:
        coder: Coder id of the proposer, model, version and prompt in it.
        complete: It looked at the whole reading; it need not be asked again.
        refused: Values that it gave and that could not stand, by cause.
        answers: Of an incomplete asking, the answers that came, by the key of their question: they
            are not asked for again. They hold words of the document.
    """

    coder: str
    complete: bool
    refused: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Revision:
    """What proposers made of a reading that the record has.

    Args:
        reading: The reading.
        mentions: Its mentions, by all proposers of the run.
        coders: Coders that looked at the whole reading (`NewDocument.coders`).
        asked: What the asking of an endpoint came to; None when none was asked.
        issues: Faults found on the way; earlier ones of extraction are closed.
    """

    reading: Reading
    mentions: tuple[Mention, ...]
    coders: tuple[str, ...]
    asked: Asked | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention as resolution sees it: assembled values as plain columns, no store behind it.

    Args:
        id: Mention id.
        document: Document id.
        values: The contract's fields of the mention (`model.contract.assemble`).
        text: The passage's words.
        published: Publication day of the document.
        url: Address of the document.
    """

    id: str
    document: str
    values: Mapping[str, Any]
    text: str = field(repr=False)
    published: date | None
    url: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that `verify` found wrong.

    Args:
        code: ``flipped``, ``missing``, ``foreign``, ``chain``, ``payload`` or ``state``.
        what: What is wrong, one sentence.
        where: Facts that locate it: file name inside the record, byte offset, seq, document id.
    """

    code: Literal["flipped", "missing", "foreign", "chain", "payload", "state"]
    what: str
    where: Mapping[str, Any]


class Store(Protocol):
    """A record's store. All times are given by the store, in the writing transaction."""

    def states(self, documents: Iterable[str]) -> dict[str, DocumentState]:
        """Return the state of each of these documents that the record has."""

    def write(self, batch: Sequence[NewDocument]) -> int:
        """Append documents with their readings, mentions and statements, in one transaction.

        A document that is there already gets what it lacks (a reading it did not have);
        what is there already is not written again. Issues of a document that now reads are closed.

        Returns:
            Number of documents that were new.

        Raises:
            StorageFullError: Nothing of the batch was written.
        """

    def write_issues(self, issues: Sequence[Issue]) -> None:
        """Append issues about items that could not be captured; the same issue is kept once."""

    def readings(self) -> Iterator[tuple[Reading, Tier]]:
        """Yield the latest reading of every document that has one, with the document's tier."""

    def asked(self, coder: str) -> dict[str, Asked]:
        """Return, by reading, what the last asking of this very coder came to."""

    def refused(self) -> dict[str, int]:
        """Return how many values of endpoints were refused, by cause, over the last askings."""

    def revise(self, revisions: Sequence[Revision]) -> None:
        """Append what proposers made of readings that the record has, in one transaction.

        Mentions keep their ids where they overlap; what is said again is only noted as seen, what
        a coder that looked does not say again is withdrawn (`NewDocument.coders`).
        """

    def mentions(self) -> Iterator[MentionRow]:
        """Yield every live mention, in id order."""

    def judgements(self) -> Iterator[Judgement]:
        """Yield the live verdicts and judgements, in pair order."""

    def write_judgements(self, judgements: Sequence[Judgement], model: str) -> None:
        """Append a run's verdicts, mint ids for events that have none, fold the events again.

        The verdicts supersede that model's earlier ones on the same pairs.
        """

    def events(self, ids: Sequence[str] | None = None) -> Iterator[Event]:
        """Yield events with all their accounts, in id order."""

    def set_tier(self, targets: Sequence[tuple[str, str]], tier: Tier, reason: str) -> int:
        """Append tier decisions.

        Args:
            targets: Pairs of kind (``event``, ``document``, ``statement``, ``quote``) and id.
            tier: The new tier.
            reason: Why, as the log keeps it.

        Returns:
            Number of targets whose tier changed.
        """

    def text(self, reading: str) -> str | None:
        """Return the text of a reading; None when there is no such reading."""

    def closed_on(self) -> date:
        """Return the day of the last row of the log, in the record's zone."""

    def releases(self) -> int:
        """Return the number of the last release; 0 before the first."""

    def write_release(self, number: int, manifest: str) -> None:
        """Append that a release was made.

        Args:
            number: Its number.
            manifest: SHA-256 of its manifest, so that the log tells which files it was.
        """

    def issues(self) -> Iterator[Issue]:
        """Yield the open issues, oldest first."""

    def counts(self) -> dict[str, int]:
        """Return totals.

        Documents by state, readings, mentions, statements, events, issues, log rows.
        """

    def verify(self) -> Iterator[Finding]:
        """Yield everything that does not verify: archive bytes, chain, payloads, derived state."""

    def rebuild(self) -> None:
        """Fold the log into working state again, without scoring anything."""

    def close(self) -> None:
        """Release the record; the folder is closed and encrypted as it stands."""
