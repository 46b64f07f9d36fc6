"""A gold mention beside a found one: which values are the same, and which mentions are one.

Values are compared exactly: both days of a date, both ends of a count, the code of an action. A
date that is a week too wide is wrong, and so is a count that lacks its 近.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from walkout.model.contract import assemble
from walkout.model.statement import Mention

Json = dict[str, Any]
Values = dict[str, set[Any]]

LISTED = ("action", "demand", "cause", "response", "actor", "composition", "organisation")
HEADS = ("status", "kind", "scope")
SINGLE = (*HEADS, "industry", "ownership", "outcome")
CODED = (*LISTED, *SINGLE)
"""Fields whose values are codes, so that a list of what was taken for what can be read."""

GOAL = ("date", "place", "action", "demand", "response", "participants", "harm")
"""Fields that the goal for unseen posts is stated for; counts are participants and harm."""

KNOWN = frozenset(
    {*CODED, *"date end place participants harm employer amount numerator denominator".split()}
)

_WEIGHT = {"date": 3, "place": 2, "action": 2, "harm": 3, "participants": 3, "employer": 3}
"""What tells an event from its neighbour weighs more than what they share."""


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A found mention in comparable values.

    Args:
        values: By field, all that the contract line would print.
        inferred: Those of them that rest on no words.
        places: The places as printed, for the gold's way of naming them.
    """

    values: Values
    inferred: Values
    places: tuple[Json, ...]


def found_mention(mention: Mention) -> FoundMention:
    """Return a mention's printed values, and which of them no words support."""
    line = assemble(mention.statements)
    stated = [s for s in mention.statements if s.basis != "inferred"]

    def worded(name: str) -> list[Any]:
        return [s.value for s in stated if s.field == name]

    values: Values = {name: set(line[name]) for name in LISTED}
    for name in SINGLE:
        values[name] = {line[name]} if line[name] not in (None, "unknown") else set()
    inferred: Values = {name: values[name] - set(worded(name)) for name in CODED}
    for name in ("date", "end"):
        day = line[name]
        values[name] = {_days(day)} if day else set()
        inferred[name] = values[name] - {_days(d) for d in worded(name) if d}
    count = line["participants"]
    values["participants"] = {(count["low"], count["high"])} if count else set()
    inferred["participants"] = values["participants"] - {
        (c["low"], c["high"]) for c in worded("participants")
    }
    values["harm"] = {
        (n, c["low"], c["high"]) for n, counts in line["harm"].items() for c in counts
    }
    inferred["harm"] = values["harm"] - {
        (n, c["low"], c["high"]) for n in line["harm"] for c in worded(f"harm.{n}")
    }
    values["employer"] = {employer["name"] for employer in line["employer"]}
    inferred["employer"] = values["employer"] - {e["name"] for e in worded("employer")}
    values["amount"] = {(a["role"], a["low"]) for a in line["amount"]}
    inferred["amount"] = values["amount"] - {(a["role"], a["low"]) for a in worded("amount")}
    numbers = line["statistic"] or {}
    for name in ("numerator", "denominator"):
        values[name] = {numbers[name]} if numbers.get(name) is not None else set()
    unworded = [p for p in line["places"] if p not in worded("place")]
    values["place"] = {p["name_en"] for p in line["places"]}
    inferred["place"] = {p["name_en"] for p in unworded}
    return FoundMention(values, inferred, tuple(line["places"]))


def _days(day: Mapping[str, Any]) -> tuple[Any, Any]:
    return day["earliest"], day["latest"]


def gold_values(mention: Json) -> Values:
    """Return the values that a gold mention lists, by field; only fields that it lists.

    A field with null or an empty list says that there is nothing to find.

    Raises:
        ValueError: The gold has a field that nothing scores.
    """
    values: Values = {}
    for name, value in mention.items():
        if name == "passages":
            continue
        if name not in KNOWN:
            raise ValueError(f"the gold has a field that nothing scores: {name!r}")
        if value is None:
            values[name] = set()
        elif name in ("date", "end", "participants"):
            if isinstance(value, dict):
                value = [value["low"], value["high"]]
            values[name] = {tuple(value)} if value else set()
        elif name == "harm":
            values[name] = {(part, *pair[:2]) for part, pairs in value.items() for pair in pairs}
        elif name == "amount":
            values[name] = {tuple(pair[:2]) for pair in value}
        elif isinstance(value, list):
            values[name] = set(value)
        else:
            values[name] = {value}
    return values


def names_place(spec: str, place: Json) -> bool:
    """Return whether a gold place is this one.

    Args:
        spec: Its English name (``Chaoyang``), with parents where the name alone could be another's
            (``Chaoyang, Beijing``), or its code with or without the year (``cn:110105``).
        place: A printed place.

    Example:
        >>> place = {"name_en": "Chaoyang", "path_en": ["Beijing", "Chaoyang"], "code": "cn:1@2020"}
        >>> names_place("Chaoyang, Beijing", place), names_place("Chaoyang, Liaoning", place)
        (True, False)
    """
    if ":" in spec:
        code = str(place["code"])
        return code == spec or ("@" not in spec and code.partition("@")[0] == spec)
    name, *parents = (part.strip() for part in spec.split(","))
    return bool(place["name_en"] == name and all(p in place["path_en"] for p in parents))


def beside(gold: Values, found: FoundMention) -> tuple[Values, Values]:
    """Return the found and the inferred values as the gold would write them.

    Only places are written in several ways; a found place that the gold names takes its spelling.
    """
    if "place" not in gold:
        return found.values, found.inferred
    spelled: set[Any] = set()
    unworded: set[Any] = set()
    for place in found.places:
        word = next((s for s in sorted(gold["place"]) if names_place(s, place)), place["name_en"])
        spelled.add(word)
        if place["name_en"] in found.inferred["place"]:
            unworded.add(word)
    return {**found.values, "place": spelled}, {**found.inferred, "place": unworded}


def likeness(gold: Values, found: FoundMention) -> int:
    """Return how much of a gold mention a found one has; 0 when they share nothing that tells.

    Status, kind and scope are what most mentions share, so they break ties and pair nothing,
    unless the gold mention says nothing else.
    """
    values, _ = beside(gold, found)
    same = {name for name, wanted in gold.items() if wanted & values.get(name, set())}
    telling = same - set(HEADS)
    only_heads = not any(wanted for name, wanted in gold.items() if name not in HEADS)
    if not telling and not (only_heads and same):
        return 0
    return 10 * sum(_WEIGHT.get(name, 1) for name in telling) + len(same & set(HEADS))


def pair(gold: Sequence[Values], found: Sequence[FoundMention]) -> list[int | None]:
    """Return for each gold mention the number of the found one that is paired with it.

    The most alike first; each is paired once. In doubt the earlier mention goes first.
    """
    options = sorted(
        (-alike, i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if (alike := likeness(g, f))
    )
    chosen: dict[int, int] = {}
    for _, i, j in options:
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return [chosen.get(i) for i in range(len(gold))]
