"""The tables of a release: one row per event, per account and per value."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from walkout.model.statement import HARM_FIELDS, canonical
from walkout.publish.view import EventView

Cell = str | int | float | None

_CODE_COLUMNS = (
    "kind", "status", "scope", "industry", "ownership", "actor", "composition", "organisation",
    "action", "demand", "cause", "response", "outcome",
)  # fmt: skip

EVENT_COLUMNS = (
    "id", "title_zh", "title_en", "title_by", "kind", "status", "scope",
    "start_earliest", "start_latest", "start_precision", "end_earliest", "end_latest",
    "province_zh", "province_en", "place_zh", "place_en", "place_code", "place_level",
    "lat", "lon", "point_precision",
    "industry", "ownership", "employer", "actor", "composition", "organisation",
    "action", "demand", "cause", "response", "outcome",
    "participants_low", "participants_high", "participants_unit", "participants_role",
    *(f"{name}_{end}" for name in HARM_FIELDS for end in ("low", "high")),
    "accounts", "differing", "coarsened",
)  # fmt: skip

ACCOUNT_COLUMNS = ("event", "account", "published", "language", "coders", "values", "url")

VALUE_COLUMNS = ("event", "account", "field", "value", "basis", "coder", "quote")

SEPARATOR = "; "

# What spreadsheets take for a formula when a cell begins with it, full-width forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def safe(cell: Cell) -> str | int | float:
    """Return a cell that no spreadsheet runs as a formula; None is the empty cell.

    Text that begins as a formula does gets an apostrophe before it. Numbers stay numbers.

    Example:
        >>> safe("=HYPERLINK(1)"), safe(-73.9), safe(None)
        ("'=HYPERLINK(1)", -73.9, '')
    """
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.lstrip(" \u3000\ufeff").startswith(_FORMULA):
        return "'" + cell
    return cell


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV table: RFC 4180, UTF-8 without a byte order mark, lines ending in CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue().encode("utf-8")


def event_row(shown: EventView, title: dict[str, str]) -> list[Cell]:
    """Return the row of one event; lists are joined by ``; `` with the most told first."""
    places = list(shown.places.shown) if shown.places else []
    start, end = shown.start, shown.end
    people = shown.participants[0] if shown.participants else None

    def joined(key: str) -> str:
        return SEPARATOR.join(dict.fromkeys(str(p[key]) for p in places if p[key]))

    def top(key: str) -> str:
        return SEPARATOR.join(dict.fromkeys(p[key][0] for p in places if p[key]))

    # One point for one place; several places have no point that stands for them all.
    point = places[0] if len(places) == 1 else {"lat": None, "lon": None, "precision": None}
    cells: dict[str, Cell] = {
        "id": shown.event.id,
        "title_zh": title["zh"],
        "title_en": title["en"],
        "title_by": "human" if shown.title else "machine",
        "start_earliest": start.earliest if start else None,
        "start_latest": start.latest if start else None,
        "start_precision": start.precision if start else None,
        "end_earliest": end.earliest if end else None,
        "end_latest": end.latest if end else None,
        "province_zh": top("path_zh"),
        "province_en": top("path_en"),
        "place_zh": joined("name_zh"),
        "place_en": joined("name_en"),
        "place_code": joined("code"),
        "place_level": joined("level"),
        "lat": point["lat"],
        "lon": point["lon"],
        "point_precision": point["precision"] if point["lat"] is not None else None,
        "employer": SEPARATOR.join(str(s.value["name"]) for s in shown.employers),
        "participants_low": people.low if people else None,
        "participants_high": people.high if people else None,
        "participants_unit": people.of.get("unit", "persons") if people else None,
        "participants_role": people.of.get("role") if people else None,
        "accounts": len(shown.event.accounts),
        "differing": SEPARATOR.join(shown.differing),
        "coarsened": "yes" if shown.event.coarsened else "no",
    }
    for name in _CODE_COLUMNS:
        codes = shown.codes.get(name)
        cells[name] = SEPARATOR.join(codes.codes) if codes else None
    for name in HARM_FIELDS:
        harm = shown.harm.get(name)
        cells[f"{name}_low"] = harm.low if harm else None
        cells[f"{name}_high"] = harm.high if harm else None
    return [cells[name] for name in EVENT_COLUMNS]


def account_rows(shown: EventView) -> Iterable[list[Cell]]:
    """Yield one row per account."""
    for account in shown.event.accounts:
        yield [
            shown.event.id,
            account.number,
            account.published,
            account.language,
            SEPARATOR.join(account.coders),
            len(account.values),
            account.url,
        ]


def value_rows(shown: EventView) -> Iterable[list[Cell]]:
    """Yield one row per value; a value that is not one code stands as JSON."""
    for account in shown.event.accounts:
        for value in account.values:
            text = value.value if isinstance(value.value, str) else canonical(value.value).decode()
            yield [
                shown.event.id,
                account.number,
                value.field,
                text,
                value.basis,
                value.coder,
                value.quote,
            ]


def lines(objects: Iterable[dict[str, Any]]) -> bytes:
    """Return JSON Lines, one object a line, keys in the order given."""
    return b"".join(
        json.dumps(each, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        + b"\n"
        for each in objects
    )
