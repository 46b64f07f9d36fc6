"""Extraction against the gold reports: precision, recall and F1 by field and language.

The gold (`benchmarks/gold/extraction/`) lists the mentions of each report with the values that it
plainly tells; a field that a gold mention leaves out is not scored for it. Mentions are paired
with those found by the fields that they share; what stays over is missed or spurious.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from walkout.extract import extract
from walkout.model.contract import assemble

GOLD = Path(__file__).parent.parent / "gold" / "extraction"

LISTED = ("action", "demand", "cause", "response", "actor", "composition")
SINGLE = ("status", "kind", "scope", "industry", "ownership", "outcome")

Json = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts of one field.

    Args:
        right: Values found that the gold has.
        spurious: Values found that it has not.
        missed: Values that it has and that were not found.
    """

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that is right; NaN when nothing was found."""
        found = self.right + self.spurious
        return self.right / found if found else math.nan

    @property
    def recall(self) -> float:
        """Share of the gold that was found; NaN when it is empty."""
        gold = self.right + self.missed
        return self.right / gold if gold else math.nan

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.spurious + self.missed
        return 2 * self.right / total if total else math.nan

    def interval(self) -> tuple[float, float]:
        """Return the Wilson 95 % interval of the recall."""
        n = self.right + self.missed
        if not n:
            return (math.nan, math.nan)
        z, p = 1.96, self.right / n
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return (centre - half, centre + half)


@dataclass(slots=True)
class Result:
    """Scores by field, and the differences to read.

    Args:
        scores: By field.
        differences: Report id, field, gold values and found values of each that differs.
    """

    scores: dict[str, Score] = field(default_factory=dict)
    differences: list[tuple[str, str, object, object]] = field(default_factory=list)

    def count(self, name: str, case: str, gold: set[Any], found: set[Any]) -> None:
        """Add one mention's values of one field."""
        score = self.scores.setdefault(name, Score())
        score.right += len(gold & found)
        score.spurious += len(found - gold)
        score.missed += len(gold - found)
        if gold != found:
            self.differences.append((case, name, sorted(map(str, gold)), sorted(map(str, found))))


def cases(path: Path = GOLD) -> Iterator[Json]:
    """Yield the gold reports."""
    for file in sorted(path.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def found_values(line: Json) -> dict[str, set[Any]]:
    """Return the comparable values of one found mention."""
    values: dict[str, set[Any]] = {name: set(line[name]) for name in LISTED}
    for name in SINGLE:
        values[name] = {line[name]} if line[name] not in (None, "unknown") else set()
    day = line["date"]
    values["date"] = {(day["earliest"], day["latest"])} if day else set()
    values["place"] = {place["name_en"] for place in line["places"]}
    count = line["participants"]
    values["participants"] = {(count["low"], count["high"])} if count else set()
    values["harm"] = {
        (name, count["low"], count["high"])
        for name, counts in line["harm"].items()
        for count in counts
    }
    values["employer"] = {employer["name"] for employer in line["employer"]}
    values["amount"] = {(amount["role"], amount["low"]) for amount in line["amount"]}
    numbers = line["statistic"] or {}
    values["numerator"] = {numbers["numerator"]} if numbers.get("numerator") else set()
    values["denominator"] = {numbers["denominator"]} if numbers.get("denominator") else set()
    return values


def gold_values(mention: Json) -> dict[str, set[Any]]:
    """Return the values that a gold mention lists, by field; only fields that it lists."""
    values: dict[str, set[Any]] = {}
    for name, value in mention.items():
        if name in ("date", "participants"):
            values[name] = {tuple(value)}
        elif name == "harm":
            values[name] = {(part, *pair) for part, pairs in value.items() for pair in pairs}
        elif name == "amount":
            values[name] = {tuple(pair) for pair in value}
        elif isinstance(value, list):
            values[name] = set(value)
        else:
            values[name] = {value}
    return values


def pair(gold: list[dict[str, set[Any]]], found: list[dict[str, set[Any]]]) -> list[int | None]:
    """Return for each gold mention the number of the found one that shares most with it."""
    options = sorted(
        (
            (-sum(bool(values & f[name]) for name, values in g.items()), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
        )
    )
    chosen: dict[int, int] = {}
    for shared, i, j in options:
        if shared < 0 and i not in chosen and j not in chosen.values():
            chosen[i] = j
    return [chosen.get(i) for i in range(len(gold))]


def evaluate(reports: Iterable[Json]) -> Result:
    """Extract every report and score it."""
    result = Result()
    for report in reports:
        published = report.get("published")
        mentions = extract(
            report["text"], published=date.fromisoformat(published) if published else None
        )
        found = [found_values(assemble(m.statements)) for m in mentions]
        gold = [gold_values(m) for m in report["mentions"]]
        pairs = pair(gold, found)
        events = result.scores.setdefault("(mentions)", Score())
        hits = sum(p is not None for p in pairs)
        events.right += hits
        events.missed += len(gold) - hits
        events.spurious += len(found) - hits
        if hits != len(gold) or hits != len(found):
            result.differences.append((report["id"], "(mentions)", len(gold), len(found)))
        for values, at in zip(gold, pairs, strict=True):
            other: dict[str, set[Any]] = found[at] if at is not None else {}
            for name, wanted in values.items():
                result.count(name, report["id"], wanted, other.get(name, set()))
    return result


def report() -> dict[str, Result]:
    """Return the results by language, and overall."""
    everything = list(cases())
    by_language = {
        language: evaluate(c for c in everything if c["language"] == language)
        for language in sorted({c["language"] for c in everything})
    }
    return {**by_language, "all": evaluate(everything)}


def main(*, verbose: bool = False) -> None:
    """Print the tables, and with ``verbose`` every difference."""
    for language, result in report().items():
        print(f"\nextraction, {language}")
        print(
            f"  {'field':14} {'right':>6} {'extra':>6} {'missed':>6}"
            f" {'P':>6} {'R':>6} {'F1':>6}  R 95 %"
        )
        micro = Score()
        for name, score in sorted(result.scores.items()):
            low, high = score.interval()
            print(
                f"  {name:14} {score.right:6} {score.spurious:6} {score.missed:6}"
                f" {score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f}"
                f"  {low:.2f}-{high:.2f}"
            )
            if name != "(mentions)":
                micro.right += score.right
                micro.spurious += score.spurious
                micro.missed += score.missed
        print(
            f"  {'micro':14} {micro.right:6} {micro.spurious:6} {micro.missed:6}"
            f" {micro.precision:6.3f} {micro.recall:6.3f} {micro.f1:6.3f}"
        )
    if verbose:
        for case, name, gold, found in result.differences:
            print(f"  {case} {name}: gold {gold}, found {found}")


if __name__ == "__main__":
    import sys

    main(verbose="-v" in sys.argv)
