"""Sums of money, each with its role: owed, demanded, offered, promised, paid or a fine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from walkout.extract.group import Draft
from walkout.extract.hits import Hit
from walkout.extract.marks import Marks, between
from walkout.extract.money import FoundMoney
from walkout.extract.say import Scribe
from walkout.extract.triggers import clause_of
from walkout.extract.units import Unit
from walkout.model.statement import Statement
from walkout.model.values import Json

_ROLES = ("owed", "demanded", "offered", "promised", "paid", "fine")


def amounts(draft: Draft, marks: Marks, scribe: Scribe) -> Iterator[Statement]:
    """Yield the sums of a mention whose role the words tell; wages as such are none."""
    seen: set[tuple[object, ...]] = set()
    for unit in draft.units:
        for found in between(marks.money, unit.start, unit.end):
            if found.rate is not None:
                continue
            role = _role(found, unit, marks)
            if role is None:
                continue
            value = _value(found, role)
            key = (role, value["low"], value["high"], value["months"], value.get("formula"))
            if key in seen:
                continue
            seen.add(key)
            yield scribe.quoted(
                "amount", value, found.start, found.end, confidence=0.8, checked=True
            )


def _value(found: FoundMoney, role: str) -> Json:
    value: Json = {
        "role": role,
        "low": found.value.low,
        "high": found.value.high,
        "currency": found.value.currency,
        "per": found.value.per,
        "months": found.value.months,
        "text": found.value.text,
    }
    if found.value.approximate:
        value["approximate"] = True
    if found.formula:
        value["formula"] = found.formula
    return value


_OF_ARREARS = re.compile(
    r"\s*(?:in |of )?(?:wage arrears|unpaid|back pay|back wages|overdue|owed)"
    r"|\s*(?:的)?(?:欠薪|拖欠|欠款)"
)


def _role(found: FoundMoney, unit: Unit, marks: Marks) -> str | None:
    clause = clause_of(unit.clauses, found.start)
    cues = unit.of("money")
    if found.value.months and not found.value.low and not found.formula:
        # Months of pay told alone are months owed, unless somebody offers them.
        near = _nearest(found, cues, clause)
        return near.code if near is not None and near.code in _ROLES else "owed"
    if _OF_ARREARS.match(marks.folded, found.end):
        return "owed"
    near = _nearest(found, cues, clause) or _nearest(found, cues, (unit.start, unit.end))
    if near is None:
        return "demanded" if found.formula else None
    return near.code if near.code in _ROLES else None


def _nearest(found: FoundMoney, cues: list[Hit], clause: tuple[int, int]) -> Hit | None:
    inside = [c for c in cues if clause[0] <= c.start < clause[1]]
    if not inside:
        return None

    def distance(cue: Hit) -> tuple[int, int]:
        # The verb stands before the sum more often than behind it.
        if cue.end <= found.start:
            return (found.start - cue.end, 0)
        return (max(cue.start - found.end, 0) + 6, 1)

    return min(inside, key=distance)
