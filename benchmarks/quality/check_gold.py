"""Check that gold reports are sound: ids, dates, counts, codes and names.

Run ``python -m benchmarks.quality.check_gold FILE...``. It reads only the files that it is given,
so that a held-out file is read by nobody who does not ask for it. Whether a coding is right is not
checked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from walkout import codebook

Json = dict[str, Any]

CODED = (
    "status",
    "kind",
    "scope",
    "industry",
    "ownership",
    "outcome",
    "actor",
    "composition",
    "organisation",
    "action",
    "demand",
    "cause",
    "response",
)
OTHER = (
    "date",
    "end",
    "place",
    "participants",
    "harm",
    "amount",
    "employer",
    "numerator",
    "denominator",
    "passages",
)
REPORT = ("id", "language", "published", "text", "mentions")


def days(value: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with a pair of days."""
    try:
        first, last = (date.fromisoformat(day) for day in value)
    except (TypeError, ValueError):
        yield f"is no pair of ISO days: {value}"
        return
    if first > last:
        yield f"ends before it begins: {value}"


def count(value: Sequence[int | None]) -> Iterator[str]:
    """Yield what is wrong with a pair of low and high; the high end may be open."""
    if len(value) != 2 or not isinstance(value[0], int):
        yield f"is no pair of low and high: {value}"
    elif value[1] is not None and value[1] < value[0]:
        yield f"has a high end below the low one: {value}"


def codes(name: str, value: str | list[str]) -> Iterator[str]:
    """Yield the codes of a field that the codebook does not have."""
    known = set(codebook.labels()[name])
    for code in [value] if isinstance(value, str) else value:
        if name == "response":
            responder, _, act = code.partition(".")
            parts = codebook.labels()
            fits = responder in parts["responder"] and act in parts["act"]
        else:
            fits = code in known
        if not fits:
            yield f"has no code {code}"
    if isinstance(value, list) and len(set(value)) != len(value):
        yield f"repeats a code: {value}"


def harm(value: dict[str, list[Sequence[int | None]]]) -> Iterator[str]:
    """Yield what is wrong with counts of harm."""
    yield from codes("harm", list(value))
    for pairs in value.values():
        for pair in pairs:
            yield from count(pair)


def amount(value: list[tuple[str, int]]) -> Iterator[str]:
    """Yield what is wrong with sums."""
    yield from codes("amount_role", sorted({role for role, _ in value}))


CHECKS: dict[str, Callable[[Any], Iterator[str]]] = {
    "date": days,
    "end": days,
    "participants": count,
    "harm": harm,
    "amount": amount,
}


def problems_of(report: Json) -> Iterator[str]:
    """Yield what is wrong with one report."""
    yield from (f"has no {name}" for name in REPORT if name not in report)
    if report.get("published"):
        yield from (f"published {p}" for p in days([report["published"]] * 2))
    for number, mention in enumerate(report.get("mentions", []), start=1):
        at = f"mention {number}"
        for name, value in mention.items():
            if name not in CODED and name not in OTHER:
                yield f"{at} has an unknown field {name}"
            elif name in CODED:
                yield from (f"{at} {name} {p}" for p in codes(name, value))
            elif name in CHECKS:
                yield from (f"{at} {name} {p}" for p in CHECKS[name](value))
        for employer in mention.get("employer", []):
            if employer not in report["text"]:
                yield f"{at} names an employer that the text does not: {employer}"
        if mention.get("date") and mention.get("end") and mention["end"] < mention["date"]:
            yield f"{at} ends before it starts"


def problems(files: Iterable[Path]) -> Iterator[str]:
    """Yield what is wrong in gold files, ids that stand twice among them."""
    seen: set[str] = set()
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            name = report.get("id", "?")
            if name in seen:
                yield f"{file.name} {name}: the id stands twice"
            seen.add(name)
            yield from (f"{file.name} {name}: {p}" for p in problems_of(report))


if __name__ == "__main__":
    found = list(problems(Path(name) for name in sys.argv[1:]))
    print("\n".join(found) or "sound")
    sys.exit(bool(found))
