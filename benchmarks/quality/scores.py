"""Counts of right, extra and missed values; shares with intervals; tables of them.

A share (precision, recall, a gate's figure) has a Wilson interval over its own cases. F1 is no
share, so its interval is a bootstrap: whole reports are drawn again with a fixed seed, since the
values of one report stand and fall together.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Z = 1.959964
"""Quantile of the normal distribution for 95 %."""

DRAWS = 500
"""Bootstrap samples: enough for a second decimal, few enough for a run of seconds."""

SEED = 20180727


def wilson(right: int, n: int) -> tuple[float, float]:
    """Return the Wilson 95 % interval of ``right`` out of ``n``; NaN for no cases.

    Source:
        Wilson 1927, Probable inference, the law of succession, and statistical inference.

    Example:
        >>> [round(x, 3) for x in wilson(9, 10)]
        [0.596, 0.982]
    """
    if not n:
        return math.nan, math.nan
    p = right / n
    centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    # At the ends the formula gives the share itself, and rounding must not push it outside.
    low = 0.0 if right == 0 else max(0.0, centre - half)
    return low, 1.0 if right == n else min(1.0, centre + half)


def f1_of(right: int, extra: int, missed: int) -> float:
    """Return F1 from counts; NaN where there is nothing to find and nothing was found."""
    total = 2 * right + extra + missed
    return 2 * right / total if total else math.nan


@dataclass(frozen=True, slots=True)
class Counts:
    """What one report gives for one field.

    Args:
        right: Values found that the gold has.
        extra: Values found that it has not.
        missed: Values that it has and that were not found.
    """

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.extra + other.extra, self.missed + other.missed
        )

    def __bool__(self) -> bool:
        return bool(self.right or self.extra or self.missed)


@dataclass(slots=True)
class Score:
    """Counts of one field over reports.

    Args:
        parts: Counts of each report in which the field has a value, gold or found.
    """

    parts: list[Counts] = field(default_factory=list)

    def add(self, counts: Counts) -> None:
        """Add one report's counts."""
        if counts:
            self.parts.append(counts)

    @property
    def total(self) -> Counts:
        """Sum over reports."""
        return Counts(
            sum(p.right for p in self.parts),
            sum(p.extra for p in self.parts),
            sum(p.missed for p in self.parts),
        )

    @property
    def precision(self) -> float:
        """Share of the found that is right; NaN when nothing was found."""
        t = self.total
        return t.right / (t.right + t.extra) if t.right + t.extra else math.nan

    @property
    def recall(self) -> float:
        """Share of the gold that was found; NaN when it is empty."""
        t = self.total
        return t.right / (t.right + t.missed) if t.right + t.missed else math.nan

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        t = self.total
        return f1_of(t.right, t.extra, t.missed)

    def f1_interval(self) -> tuple[float, float]:
        """Return the bootstrap 95 % interval of F1, drawn by report; the same on every run."""
        if not self.parts:
            return math.nan, math.nan
        chance = random.Random(SEED)  # noqa: S311 - a figure that anybody can make again
        triples = [(p.right, p.extra, p.missed) for p in self.parts]
        values = []
        for _ in range(DRAWS):
            drawn = chance.choices(triples, k=len(triples))
            right, extra, missed = (sum(column) for column in zip(*drawn, strict=True))
            values.append(f1_of(right, extra, missed))
        values.sort()
        return values[round(0.025 * (DRAWS - 1))], values[round(0.975 * (DRAWS - 1))]


def micro(scores: Iterable[Score]) -> Score:
    """Return all fields as one: every value counts the same.

    The parts are fields of reports, so its bootstrap takes a report's fields as apart; the
    interval is a little too narrow where faults come together.
    """
    return Score([p for score in scores for p in score.parts])


def macro(scores: Iterable[Score]) -> float:
    """Return the mean F1 of the fields that have one: every field counts the same."""
    values = [s.f1 for s in scores if not math.isnan(s.f1)]
    return sum(values) / len(values) if values else math.nan


HEAD = f"  {'':22}{'right':>6}{'extra':>6}{'miss':>6}  {'P':<20}{'R':<20}{'F1':<20}".rstrip()
HEAD_APART = f"{HEAD:<102}{'inferred':>9}"
"""The same with the column of values without words: right of all."""


def share(value: float, low: float, high: float) -> str:
    """Return a figure with its interval as text; a dash where there are no cases."""
    return "-" if math.isnan(value) else f"{value:.3f} {low:.2f}-{high:.2f}"


def row(name: str, score: Score, inferred: Counts | None = None) -> str:
    """Return one line of a table under `HEAD` or `HEAD_APART`.

    Args:
        name: What is scored.
        score: Values that rest on words.
        inferred: Values without words: right and wrong, in a column of their own.
    """
    t = score.total
    p = share(score.precision, *wilson(t.right, t.right + t.extra))
    r = share(score.recall, *wilson(t.right, t.right + t.missed))
    f = share(score.f1, *score.f1_interval())
    apart = f"{inferred.right}/{inferred.right + inferred.extra}" if inferred else ""
    line = f"  {name:22}{t.right:6}{t.extra:6}{t.missed:6}  {p:<20}{r:<20}{f:<20}{apart:>9}"
    return line.rstrip()


def table(
    title: str, scores: Mapping[str, Score], inferred: Mapping[str, Counts] | None = None
) -> str:
    """Return a table of fields with their micro line and macro F1 below."""
    apart = inferred or {}
    lines = [f"\n{title}", HEAD_APART]
    fields = [name for name in sorted(scores) if not name.startswith("(")]
    for name in [n for n in sorted(scores) if n.startswith("(")] + fields:
        lines.append(row(name, scores[name], apart.get(name)))
    both = [scores[name] for name in fields]
    total = sum((apart[n] for n in fields if n in apart), Counts())
    lines.append(row("micro", micro(both), total))
    lines.append(f"  {'macro':22}{'':18}  {'':40}{macro(both):.3f}")
    return "\n".join(lines)


@dataclass(slots=True)
class Confusions:
    """What was taken for what, in which cases: the list to read.

    Args:
        cases: Case ids by field, gold code and found code; a dash stands for nothing.
    """

    cases: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)

    def add(self, name: str, case: str, gold: Iterable[object], found: Iterable[object]) -> None:
        """Set the values that only the gold has against those that only were found."""
        wanted, given = set(map(str, gold)), set(map(str, found))
        missed, extra = sorted(wanted - given) or ["-"], sorted(given - wanted) or ["-"]
        if (missed, extra) != (["-"], ["-"]):
            for one in missed:
                for other in extra:
                    self.cases.setdefault((name, one, other), []).append(case)

    def lines(self, *, ids: bool = True, fields: Sequence[str] | None = None) -> list[str]:
        """Return ``field: gold -> found  n  ids``, the most frequent of each field first."""
        out = []
        order = sorted(self.cases.items(), key=lambda item: (item[0][0], -len(item[1]), item[0]))
        for (name, gold, found), cases in order:
            if fields is None or name in fields:
                tail = f"  {' '.join(dict.fromkeys(cases))}" if ids else ""
                out.append(f"{name}: {gold} -> {found}  {len(cases)}{tail}")
        return out
