"""Tables: one document per row, in the order of the rows, after the table itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice

import orjson

from walkout.capture.columns import Column, Roles, guess, is_serial, knows, language_of
from walkout.capture.delimited import Line
from walkout.capture.delimited import lines as delimited_lines
from walkout.capture.faults import CaptureFault, fault
from walkout.capture.item import Budget, Item
from walkout.capture.names import safe_name
from walkout.capture.options import Notice, Role
from walkout.capture.workbook import Sheet, column_letters, sheets
from walkout.errors import DocumentError, EmptyDocumentError, TableError
from walkout.model import media
from walkout.model.document import Capture
from walkout.model.ids import document_id, row_id
from walkout.text.days import Order, day_order, parse_day, parse_epoch

_SAMPLE = 200
# Rows from the top among which the header may stand, below titles and notes.
_HEADER_WITHIN = 30
# Longer cells are words, not labels.
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the header stands and what it says.

    Args:
        index: Its index among the sample's lines; None when there is no header.
        labels: One label for each column, unique.
    """

    index: int | None
    labels: tuple[str, ...]


def rows(item: Item, media_type: str, budget: Budget) -> Iterator[Capture | CaptureFault]:
    """Yield a table and its rows as documents.

    Args:
        item: The table.
        media_type: `media.CSV`, `media.TSV` or `media.XLSX`.
        budget: What has been unpacked so far.

    Raises:
        TableError: No sheet has a column of text, or a named column is not there. The table
            itself was not yielded then.
        DocumentError: It cannot be read at all.
    """
    document = document_id(item.content)
    seen: Counter[str] = Counter()
    first_error: TableError | None = None
    begun = False
    for sheet in _sheets(item, media_type, budget):
        stream = iter(sheet.lines)
        sample = list(islice(stream, _SAMPLE + _HEADER_WITHIN))
        if not any(any(cell.strip() for cell in line.cells) for line in sample):
            broken = next((line.problem for line in sample if line.problem), None)
            if broken is not None:
                raise broken
            continue
        try:
            table = _Table(item, sheet.name, sample, budget)
        except TableError as error:
            if first_error is None:
                first_error = error
            else:
                _pass_over(error, item, sheet.name, budget)
            continue
        if not begun:
            begun = True
            yield item.capture(media_type)
        yield from table.documents(chain(sample, stream), document, seen)
    if not begun:
        raise first_error or EmptyDocumentError("The table has no rows", fix="Leave it out.")
    if first_error is not None:
        _pass_over(first_error, item, str(first_error.where.get("sheet", "")), budget)


def _pass_over(error: TableError, item: Item, sheet: str, budget: Budget) -> None:
    budget.options.notice(
        Notice(
            "sheet",
            f"Sheet {sheet!r} of {item.name} is left out: it has no column of text.",
            {"file": item.name, "sheet": sheet, "columns": error.where.get("columns", [])},
        )
    )


def _sheets(item: Item, media_type: str, budget: Budget) -> Iterator[Sheet]:
    if media_type == media.XLSX:
        yield from sheets(item.content, budget)
    else:
        most = budget.options.limits.line_bytes
        yield Sheet("", delimited_lines(item.content, media_type, most))


class _Table:
    """One sheet with its header and the roles of its columns."""

    def __init__(self, item: Item, sheet: str, sample: list[Line], budget: Budget) -> None:
        self._item = item
        self._sheet = sheet
        self._budget = budget
        self._header = _find_header(sample)
        labels = self._header.labels
        if len(labels) > budget.options.limits.columns:
            raise TableError(
                "The table has more columns than is allowed",
                fix="Leave out those that hold nothing.",
                file=item.name,
                columns=labels[:5],
                most=budget.options.limits.columns,
            )
        after = 0 if self._header.index is None else self._header.index + 1
        body = [line.cells for line in sample[after:] if line.problem is None and any(line.cells)]
        if after and not body:
            raise TableError(
                "The table has a header and no rows", fix="Leave it out.", file=item.name
            )
        columns = [
            Column(label, tuple(row[i] if i < len(row) else "" for row in body))
            for i, label in enumerate(labels)
        ]
        self._roles: Roles = guess(columns, item.name, budget.options, sheet=sheet or None)
        cells = {column.label: column.cells for column in columns}
        self._orders: dict[Role, Order | None] = {
            role: day_order(c for label in self._roles.get(role, ()) for c in cells[label])
            for role in ("date", "published")
        }
        if self._header.index is None:
            budget.options.notice(
                Notice(
                    "header",
                    f"{item.name} has no header; its columns are called {labels[0]} and so on.",
                    {"file": item.name},
                )
            )

    def documents(
        self, lines: Iterator[Line], document: str, seen: Counter[str]
    ) -> Iterator[Capture | CaptureFault]:
        """Yield the rows below the header; what is wrong with one is a fault of its own."""
        width = len(self._header.labels)
        head = self._header.index
        undated = 0
        for index, line in enumerate(lines):
            if head is not None and index <= head:
                continue
            cells = line.cells
            problem: DocumentError | None = line.problem
            if problem is not None and not cells:
                problem.where.update(self._where(line.number))
                yield fault(problem, document=document)
                continue
            if not any(cell.strip() for cell in cells) and problem is None:
                continue
            if problem is None and not self._sheet:
                problem = self._width_problem(cells, width, line.number)
            # A sheet leaves out what is empty; delimited text may pad its rows.
            while len(cells) > width and not cells[-1].strip():
                cells = cells[:-1]
            cells = cells + ("",) * (width - len(cells))
            first = row_id(cells, 0)
            id_ = row_id(cells, seen[first]) if seen[first] else first
            seen[first] += 1
            capture, unread = self._capture(cells, id_, line.number, document)
            undated += unread
            self._budget.spend(
                len(capture.content), packed=1 << 60, member=0, where=self._item.name
            )
            if problem is None and capture.text is None:
                problem = EmptyDocumentError(
                    "The row has no text",
                    fix="Leave it out, or name other columns with --map text=COLUMN.",
                    **self._where(line.number),
                )
            if problem is not None:
                problem.where.update(self._where(line.number))
                yield fault(problem, capture)
            else:
                yield capture
        if undated:
            column = " + ".join(self._roles.get("published", ()))
            self._budget.options.notice(
                Notice(
                    "dates",
                    f"{undated} rows of {self._item.name} have no whole date in column {column!r}; "
                    "theirs is left unknown.",
                    {"file": self._item.name, "rows": undated, "column": column},
                )
            )

    def _where(self, number: int) -> dict[str, object]:
        sheet = {"sheet": self._sheet} if self._sheet else {}
        return {"file": self._item.name, **sheet, "row" if self._sheet else "line": number}

    def _width_problem(self, cells: tuple[str, ...], width: int, number: int) -> TableError | None:
        extra = any(cell.strip() for cell in cells[width:])
        if len(cells) >= width and not extra:
            return None
        return TableError(
            "The row has more cells than the header" if extra else "The row lacks cells",
            fix="Quote cells that hold the delimiter or a line end, or mend the row.",
            line=number,
            cells=len(cells),
            columns=width,
        )

    def _capture(
        self, cells: tuple[str, ...], id_: str, number: int, document: str
    ) -> tuple[Capture, bool]:
        labels = self._header.labels
        extra = tuple(
            f"column {column_letters(column)}" for column in range(len(labels), len(cells))
        )
        row = dict(zip((*labels, *extra), cells, strict=True))
        locator = f"{self._sheet}!{number}" if self._sheet else f"line {number}"
        given = {role: _joined(row, columns) for role, columns in self._roles.items()}
        published, unread = _day(given.get("published"), self._orders["published"])
        began, _ = _day(given.get("date"), self._orders["date"])
        text = given.get("text")
        if began is not None and text:
            # Under its label, as the table shows it, so that a statement can quote it.
            text = f"{self._roles['date'][0]}: {began.isoformat()[:10]}\n{text}"
        label = given.get("id")
        capture = Capture(
            id=id_,
            content=orjson.dumps(row),
            media_type=media.ROW,
            name=safe_name(label) if label else f"{self._item.name} {locator}",
            part_of=document,
            locator=locator,
            text=text,
            title=given.get("title"),
            published=published,
            url=given.get("url"),
            language=language_of(given.get("language")),
            captured_at=self._item.captured_at,
        )
        return capture, unread


def _joined(row: dict[str, str], columns: tuple[str, ...]) -> str | None:
    parts: list[str] = []
    for column in columns:
        text = row[column].strip()
        if text and text not in parts:
            parts.append(text)
    return "\n".join(parts) or None


def _day(cell: str | None, order: Order | None) -> tuple[date | datetime | None, bool]:
    if not cell:
        return None, False
    value = parse_day(cell, order) or parse_epoch(cell)
    if value is None and is_serial(cell):
        value = date(1899, 12, 30) + timedelta(days=int(float(cell)))
    return value, value is None


def _find_header(sample: list[Line]) -> _Header:
    """Find the header among titles, notes and merged groups above it; there may be none."""
    lines = [(i, _trimmed(line.cells)) for i, line in enumerate(sample) if line.problem is None]
    lines = [(i, cells) for i, cells in lines if cells]
    widths = Counter(len(cells) for _, cells in lines[-_SAMPLE:])
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    best: tuple[tuple[int, int, int], int] | None = None
    for place, (i, cells) in enumerate(lines[:_HEADER_WITHIN]):
        filled = [cell.strip() for cell in cells if cell.strip()]
        known = sum(1 for cell in filled if knows(cell))
        data = sum(1 for cell in filled if _is_data(cell))
        # A label may be a year; a row of data begins where the header must be over.
        if data and (known < 2 or data * 4 > len(filled)):
            if len(filled) * 2 >= usual:
                break
            continue
        distinct = len(set(filled))
        below = [cells for _, cells in lines[place + 1 : place + 6]]
        if usual > 1 and (len(filled) < 2 or len(filled) * 2 < usual):
            continue
        # Without a known word a header must differ from what stands under it.
        if not known and not any(_is_data(cell) for row in below for cell in row if cell.strip()):
            continue
        if usual == 1 and not known:
            continue
        score = (known, distinct, -place)
        if best is None or score > best[0]:
            best = (score, i)
    if best is None:
        width = max(usual, 1)
        return _Header(None, tuple(f"column {column_letters(i)}" for i in range(width)))
    cells = _trimmed(sample[best[1]].cells)
    # A column that the header forgot is one when most rows have it.
    return _Header(best[1], _labels(cells + ("",) * (usual - len(cells))))


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _is_data(cell: str) -> bool:
    """Tell a cell that no header has: a number, a date, an address, a sentence."""
    text = cell.strip()
    if len(text) > _LONGEST_LABEL or text.startswith(("http://", "https://")):
        return True
    if parse_day(text, "mdy") is not None:
        return True
    try:
        float(text.replace(",", "").rstrip("%"))
    except ValueError:
        return False
    return not text.isalpha()


def _labels(cells: tuple[str, ...]) -> tuple[str, ...]:
    labels: list[str] = []
    seen: Counter[str] = Counter()
    for i, cell in enumerate(cells):
        label = " ".join(cell.split()) or f"column {column_letters(i)}"
        seen[label] += 1
        while seen[label] > 1 and f"{label} ({seen[label]})" in labels:
            seen[label] += 1
        labels.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return tuple(labels)
