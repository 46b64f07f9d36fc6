"""Every error that Walkout raises on purpose, in one tree.

A message says what is wrong, where, and what to do. Facts go in as keyword
arguments (``where``), so that a log or a page gets them unparsed; they are ids,
codes, row numbers and field names, never the words of a document or a person's name.

    WalkoutError
    ├── SourceError             a source or an input path cannot be used
    │   ├── InputMissingError       nothing is there
    │   └── InputDeniedError        it may not be read
    ├── DocumentError           one captured item cannot be used
    │   ├── EmptyDocumentError      it has no bytes or no words
    │   ├── UnreadableError         its reader failed, hung or was stopped
    │   ├── LockedDocumentError     it needs a password
    │   ├── HostileDocumentError    it is a bomb or names paths outside itself
    │   ├── UnknownFormatError      nothing reads this kind of bytes
    │   ├── TableError              a table lacks a column or a row is malformed
    │   └── ChecksumError           its bytes are not those that were captured
    ├── StatementError          one value cannot stand
    │   ├── QuoteMismatchError      its quote is not in the reading at its span
    │   └── UnknownCodeError        the codebook has no such code
    ├── ProposerError           a proposer could not look at all of a text
    │   └── EndpointError           a language model's endpoint gave no answer that can be used
    │       └── EndpointDownError       it is given up for the rest of the run
    ├── ResolutionError         accounts cannot be joined as asked
    ├── ReviewError             a decision cannot be taken
    ├── MeasureError            a number cannot be computed from this
    ├── RecordError             the record cannot be opened or written
    │   ├── WrongKeyError           the passphrase or key file does not open it
    │   ├── NewerRecordError        a newer Walkout made it
    │   ├── RecordBusyError         another process holds it
    │   ├── StorageFullError        the disk has no room
    │   └── TamperedError           the log or the archive does not verify
    ├── PublishError            a release cannot be made
    │   └── LeakError               the leak gate found what must not leave
    └── ConfigurationError      settings or an installation are wrong
"""

from __future__ import annotations


class WalkoutError(Exception):
    """Root of all errors that Walkout raises on purpose.

    Args:
        problem: One sentence: what is wrong. No personal data, no document text.
        fix: One sentence: what to do about it. Empty when nothing can be done.
        **where: Facts that locate the fault (``document``, ``row``, ``field``, ``value`` ...).

    Example:
        >>> print(WalkoutError("The table has no text column", fix="Use --map.", file="a.csv"))
        The table has no text column (file='a.csv'). Use --map.
    """

    def __init__(self, problem: str, *, fix: str = "", **where: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fix = fix
        self.where = where

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.where.items())
        text = self.problem.rstrip(".")
        text = f"{text} ({facts})." if facts else f"{text}."
        return f"{text} {self.fix}" if self.fix else text

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword facts must survive the way back from a reader process.
        return (_rebuild, (type(self), self.problem, self.fix, self.where))


def _rebuild(
    kind: type[WalkoutError], problem: str, fix: str, where: dict[str, object]
) -> WalkoutError:
    return kind(problem, fix=fix, **where)


class SourceError(WalkoutError):
    """A source or an input path cannot be used."""


class InputMissingError(SourceError):
    """Nothing is at the path that was given."""


class InputDeniedError(SourceError):
    """The path may not be read by this user."""


class DocumentError(WalkoutError):
    """One captured item cannot be used; the rest of the batch goes on."""


class EmptyDocumentError(DocumentError):
    """The item has no bytes, or reading it gives no words."""


class UnreadableError(DocumentError):
    """The reader failed, hung, ran out of memory, or was stopped."""


class LockedDocumentError(DocumentError):
    """The item is encrypted and no password was given."""


class HostileDocumentError(DocumentError):
    """The item unpacks to far more than it holds, or names paths outside itself."""


class UnknownFormatError(DocumentError):
    """No reader knows this kind of bytes."""


class TableError(DocumentError):
    """A table lacks a needed column, or a row does not have its header's width."""


class ChecksumError(DocumentError):
    """The bytes are not those that were captured."""


class StatementError(WalkoutError):
    """One value cannot stand as it is."""


class QuoteMismatchError(StatementError):
    """A statement quotes words that the reading does not have at its span."""


class UnknownCodeError(StatementError):
    """The codebook has no such code for this field."""


class ProposerError(WalkoutError):
    """A proposer could not look at all of a text; what it found elsewhere stands."""


class EndpointError(ProposerError):
    """A language model's endpoint gave no answer that can be used; asking again may help."""


class EndpointDownError(EndpointError):
    """The endpoint failed so often that it is not asked again in this run."""


class ResolutionError(WalkoutError):
    """Mentions or events cannot be joined or parted as asked."""


class ReviewError(WalkoutError):
    """A coder's decision cannot be taken."""


class MeasureError(WalkoutError):
    """A number cannot be computed from what is there."""


class RecordError(WalkoutError):
    """The record cannot be opened, read or written."""


class WrongKeyError(RecordError):
    """The passphrase or key file does not open this record."""


class NewerRecordError(RecordError):
    """The record was made by a newer Walkout."""


class RecordBusyError(RecordError):
    """Another process holds the record."""


class StorageFullError(RecordError):
    """The disk has no room for what must be written."""


class TamperedError(RecordError):
    """The log or the archive does not verify."""


class PublishError(WalkoutError):
    """A release cannot be made."""


class LeakError(PublishError):
    """The leak gate found something that must not leave."""


class ConfigurationError(WalkoutError):
    """A setting, or the installation itself, is wrong."""
