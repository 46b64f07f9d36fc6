"""Looking after the codebook: what is wrong with it, and what it has no code for."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from walkout import codebook
from walkout.capture import CaptureFault, CaptureOptions, capture
from walkout.codebook import Codebook, Scheme
from walkout.codebook.document import document as codebook_page
from walkout.codebook.loading import JOINED, join, load_folder
from walkout.errors import ConfigurationError, DocumentError
from walkout.extract.drift import uncoded
from walkout.extract.patterns import lexicon
from walkout.extract.proposer import Proposer, Report, propose
from walkout.flows.extract import read_issue, reports
from walkout.flows.labels import split_labels
from walkout.flows.proposers import local
from walkout.model import media
from walkout.model.document import Capture, Reading
from walkout.model.store import Issue
from walkout.read import Reader
from walkout.text.persons import find_persons
from walkout.text.script import image

SHIPPED = Path(codebook.__file__).parent / "v1"
"""The codebook that Walkout brings along."""

EXAMPLES = 3

_MASK = "▇▇"

# Names of the lexicon's files that are fields of the codebook, each with the codebook's own name.
_LEXICON_FIELDS = {
    "action": "action", "actor": "actor", "cause": "cause", "composition": "composition",
    "demand": "demand", "industry": "industry", "organisation": "organisation",
    "outcome": "outcome", "ownership": "ownership", "responder": "responder", "act": "act",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a codebook, its patterns or what is made from it.

    Args:
        where: Field and code, or the file.
        what: What is wrong, in words.
        kind: A word for its sort, such as ``missing_text``.
    """

    where: str
    what: str
    kind: str


def check(folder: Path | None = None, page: Path | None = None) -> list[Fault]:
    """Return everything that is wrong with a codebook; nothing is written.

    Args:
        folder: Folder of ``<field>.yml`` files; None for the codebook that is installed.
        page: The page made from it, compared when it exists; None to leave it out.

    Raises:
        ConfigurationError: A file is not YAML or lacks its frame, so that nothing can be checked.
    """
    place = folder or SHIPPED
    if not (place / "schemes.yml").is_file():
        raise ConfigurationError(
            "There is no codebook in this folder",
            fix="Name a folder with schemes.yml and one file a field, such as action.yml.",
            folder=place.name,
        )
    book = load_folder(place)
    faults = [
        Fault(".".join(filter(None, (p.field, p.code))), p.what, p.kind)
        for p in codebook.check(book)
    ]
    joined = place / JOINED
    if not joined.is_file():
        if folder is None:
            faults.append(Fault(JOINED, "is missing", "stale"))
    elif orjson.loads(joined.read_bytes()) != orjson.loads(join(place)):
        faults.append(Fault(JOINED, "is not what the YAML files say", "stale"))
    if page is not None and page.is_file() and page.read_text("utf-8") != codebook_page(book):
        faults.append(Fault(page.name, "is not what the codebook says", "stale"))
    faults += _changed(book, folder)
    faults += _patterns(book)
    return faults


def _changed(book: Codebook, folder: Path | None) -> Iterator[Fault]:
    """Yield codes that a folder's codebook takes away from the one that is installed."""
    if folder is None:
        return
    for name, known in codebook.load().fields.items():
        if name not in book.fields:
            yield Fault(name, "is a field of v1 and is missing", "field_removed")
            continue
        for code in known.codes:
            if code.id not in book.fields[name]:
                what = "is a code of v1 and is missing: codes are added, never taken away"
                yield Fault(f"{name}.{code.id}", what, "code_removed")


def _patterns(book: Codebook) -> Iterator[Fault]:
    """Yield patterns of the lexicon that stand for codes which the codebook lacks."""
    seen: set[tuple[str, str]] = set()
    for entry in lexicon().entries():
        name = _LEXICON_FIELDS.get(entry.field)
        if name is None or entry.code == "stop" or (name, entry.code) in seen:
            continue
        seen.add((name, entry.code))
        if not book.has(name, entry.code):
            what = "has patterns in the lexicon, and the codebook has no such code"
            yield Fault(f"{name}.{entry.code}", what, "pattern_without_code")


def silent(folder: Path | None = None) -> list[str]:
    """Return the codes, as ``field.code``, that no pattern of the lexicon ever proposes."""
    book = load_folder(folder) if folder is not None else codebook.load()
    told = {(e.field, e.code) for e in lexicon().entries()}
    return [
        f"{name}.{code.id}"
        for lexical, name in _LEXICON_FIELDS.items()
        if name in book.fields
        for code in book.fields[name].codes
        if (lexical, code.id) not in told and not code.extension
    ]


@dataclass(slots=True)
class Value:
    """A value that no code fits, or that only the rules read.

    Args:
        field: Field that it would be of; ``demand/cause`` where a column holds both.
        source: ``text``, or the scheme and column that it stands in.
        reads_as: Codes, as ``field.code``, that the rules read in a label which the crosswalk
            lacks; empty where nothing fits.
        spellings: How it is written, with how often; persons are masked.
        examples: Up to three places where it stands, each with the words as they are there.
    """

    field: str
    source: str
    reads_as: tuple[str, ...] = ()
    spellings: Counter[str] = dataclasses.field(default_factory=Counter)
    examples: list[dict[str, str]] = dataclasses.field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it stands."""
        return self.spellings.total()

    @property
    def value(self) -> str:
        """Its most frequent spelling."""
        return self.spellings.most_common(1)[0][0]

    def to_json(self) -> dict[str, Any]:
        """Return one line of ``walkout codebook drift --jsonl``."""
        return {
            "field": self.field,
            "source": self.source,
            "value": self.value,
            "count": self.count,
            "reads_as": list(self.reads_as),
            "examples": self.examples,
        }


class Drifts:
    """Counts values that no code fits, over tables, texts and readings.

    Args:
        book: The codebook that they are held against.
        with_persons: Show names of private persons.
        proposers: Who finds the mentions of a text; None for those who need nothing else.
    """

    def __init__(
        self,
        book: Codebook | None = None,
        *,
        with_persons: bool = False,
        proposers: Sequence[Proposer] | None = None,
    ) -> None:
        self._book = book or codebook.load()
        self._with_persons = with_persons
        self._proposers = local() if proposers is None else proposers
        self._values: dict[tuple[str, str, str], Value] = {}
        self.rows = 0
        """Rows of tables that have columns of a scheme."""
        self.texts = 0
        """Texts that were looked at."""

    def values(self, least: int = 1) -> list[Value]:
        """Return the values that stand so often at least: those that nothing reads come first.

        Within either part the most frequent come first.
        """
        kept = [v for v in self._values.values() if v.count >= least]
        return sorted(kept, key=lambda v: (bool(v.reads_as), -v.count, v.source, v.field, v.value))

    def table_row(self, cells: Mapping[str, Any], where: str) -> None:
        """Count the labels of a row that the codebook's crosswalk does not know.

        A row is one of a scheme when it has two of the scheme's columns at least: many tables have
        a column called Industry.
        """
        coded = False
        for scheme in self._book.schemes.values():
            columns = [c for c in scheme.columns if c in cells]
            if len(columns) < 2:
                continue
            coded = True
            for column in columns:
                known = frozenset(label.casefold() for label in scheme.columns[column])
                fields = self._fields_of(scheme, column)
                for label in split_labels(str(cells[column] or ""), known):
                    if not self._known(scheme, column, label):
                        masked = self._mask(label)
                        source = f"{scheme.id}: {column}"
                        self._count("/".join(fields), source, masked, where, masked, fields)
        self.rows += coded

    def _fields_of(self, scheme: Scheme, column: str) -> tuple[str, ...]:
        return tuple(
            name for name, f in self._book.fields.items() if f.columns.get(scheme.id) == column
        )

    def _known(self, scheme: Scheme, column: str, label: str) -> bool:
        excused = {known.casefold() for known in scheme.unmapped.get(column, {})}
        return label.casefold() in excused or bool(self._book.read_label(scheme.id, column, label))

    def text(self, report: Report, where: str) -> None:
        """Count what the mentions of a text ask for or complain of that no code fits.

        What one text says twice, as a title and its description do, counts once.
        """
        self.texts += 1
        mentions = propose(report, self._proposers).mentions
        said: set[tuple[str, str]] = set()
        for drift in uncoded(report.text, mentions, language=report.language):
            key = (drift.field, _folded(drift.key))
            if key in said:
                continue
            said.add(key)
            value, quote = drift.key, drift.quote
            if drift.person and not self._with_persons:
                value = quote = self._mask(quote)
                if _MASK not in value:
                    value = quote = _MASK  # The name shows only with the words around it.
            self._count(drift.field, "text", value, where, quote, ())

    def _mask(self, words: str) -> str:
        if self._with_persons:
            return words
        for person in sorted(find_persons(words), key=lambda p: -p.start):
            words = words[: person.start] + _MASK + words[person.end :]
        return words

    def _count(
        self, name: str, source: str, value: str, where: str, quote: str, fields: Sequence[str]
    ) -> None:
        key = (name, source, _folded(value))
        kept = self._values.get(key)
        if kept is None:
            kept = self._values[key] = Value(name, source, self._reading(value, fields))
        kept.spellings[value] += 1
        if len(kept.examples) < EXAMPLES:
            kept.examples.append({"where": where, "quote": quote})

    def _reading(self, label: str, fields: Sequence[str]) -> tuple[str, ...]:
        """Return the codes of these fields that the lexicon reads in a label, weak words aside."""
        wanted = {part for name in fields for part in (self._book.field(name).parts or (name,))}
        found = {
            f"{hit.field}.{hit.code}"
            for hit in lexicon().scan(image(label))
            if hit.field in wanted and hit.weight
        }
        return tuple(sorted(found))


_WORD = re.compile(r"[a-z0-9]+|[^\x00-\x7f]+")
_SMALL = frozenset("a an and for of on or the their to".split())


def _folded(value: str) -> str:
    """Return what values are counted together by: no case, points, small words or plurals."""
    words = [w for w in _WORD.findall(value.casefold()) if w not in _SMALL]
    kept = [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words]
    return " ".join(kept) or value.casefold()


def drift(paths: Iterable[Path], options: CaptureOptions, counted: Drifts) -> Iterator[Issue]:
    """Count the drift of files, folders, tables and reports; yield what could not be read.

    Args:
        paths: Files and folders.
        options: How tables are read.
        counted: Takes the counts.
    """
    others: list[Path] = []
    for path in paths:
        if path.suffix.lower() == ".jsonl" and path.is_file():
            for item in reports(path):
                if isinstance(item, Issue):
                    yield item
                else:
                    counted.text(item.told(), f"{path.name} {item.id}")
        else:
            others.append(path)
    if others:
        yield from _documents(others, options, counted)


def _documents(paths: Sequence[Path], options: CaptureOptions, counted: Drifts) -> Iterator[Issue]:
    issues: list[Issue] = []

    def captures() -> Iterator[Capture]:
        for item in capture(paths, options):
            if isinstance(item, CaptureFault):
                issues.append(item.issue)
                continue
            if item.media_type == media.ROW:
                counted.table_row(orjson.loads(item.content), _where(item))
            if media.settled(item.media_type) is None:
                yield item

    with Reader() as reader:
        for item, result in reader.read_many(captures()):
            yield from issues
            issues.clear()
            if isinstance(result, DocumentError):
                yield read_issue(item, result)
            elif isinstance(result, Reading):
                counted.text(Report.of(result), _where(item))
    yield from issues


def _where(item: Capture) -> str:
    # The name of a row has its locator in it.
    return item.name or item.id
