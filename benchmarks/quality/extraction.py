"""Extraction against the gold reports: precision, recall and F1 by field, language and shape.

The gold (`benchmarks/gold/extraction/`) lists the mentions of each report with the values that it
plainly tells; a field that a gold mention leaves out is not scored for it. What is found is paired
with the gold mention that it resembles most (`benchmarks.quality.compare`); what stays over is
missed or spurious, and every value of a spurious mention is an extra value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.quality.compare import (
    CODED,
    GOAL,
    FoundMention,
    Values,
    beside,
    found_mention,
    gold_values,
    likeness,
    pair,
)
from benchmarks.quality.reading import extract
from benchmarks.quality.scores import HEAD, Confusions, Counts, Score, micro, row, table

GOLD = Path(__file__).parent.parent / "gold" / "extraction"

MENTIONS = "(mentions)"
"""The line that counts mentions: found, spurious, missed."""

OF_SPURIOUS = (*GOAL, "cause", "employer", "industry")
"""Fields in which a spurious mention's values count as extra: those that gold mentions give."""

Json = dict[str, Any]


@dataclass(slots=True)
class Outcome:
    """One report, scored.

    Args:
        report: The gold report.
        counts: By field, values that rest on words; a gold value that was only inferred is
            neither right nor missed here.
        inferred: By field, values without words: right and extra.
        differences: Field, gold values and found values of each that differs.
        confusions: What was taken for what.
    """

    report: Json
    counts: dict[str, Counts] = field(default_factory=dict)
    inferred: dict[str, Counts] = field(default_factory=dict)
    differences: list[tuple[str, list[str], list[str]]] = field(default_factory=list)
    confusions: list[tuple[str, set[Any], set[Any]]] = field(default_factory=list)

    def count(self, name: str, gold: set[Any], found: set[Any], unworded: set[Any]) -> None:
        """Add one mention's values of one field."""
        stated = found - unworded
        here = Counts(len(gold & stated), len(stated - gold), len(gold - found))
        apart = Counts(len(gold & unworded), len(unworded - gold))
        self.counts[name] = self.counts.get(name, Counts()) + here
        self.inferred[name] = self.inferred.get(name, Counts()) + apart
        if gold != found:
            self.differences.append((name, sorted(map(str, gold)), sorted(map(str, found))))
            if name in CODED:
                self.confusions.append((name, gold, found))


@dataclass(slots=True)
class Result:
    """Scores of many reports.

    Args:
        scores: By field, values that rest on words.
        inferred: By field, values that rest on none.
    """

    scores: dict[str, Score] = field(default_factory=dict)
    inferred: dict[str, Counts] = field(default_factory=dict)


def cases(path: Path = GOLD) -> Iterator[Json]:
    """Yield the gold reports of a folder or file; a folder's subfolders are not opened."""
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def published_on(report: Json) -> date | None:
    """Return the publication day of a gold report."""
    published = report.get("published")
    return date.fromisoformat(published[:10]) if published else None


def found_in(report: Json) -> list[FoundMention]:
    """Extract a report."""
    mentions = extract(report["text"], published=published_on(report))
    return [found_mention(m) for m in mentions]


def excused(
    report: Json, gold: Sequence[Values], found: Sequence[FoundMention], pairs: Sequence[int | None]
) -> set[int]:
    """Return the mentions that are further passages of an event that is paired already.

    A gold mention with ``"passages": n`` is told again in n places of the text; so many mentions
    more that resemble it are neither right nor spurious.
    """
    left = [int(m.get("passages", 0)) for m in report["mentions"]]
    free: set[int] = set()
    for j, mention in enumerate(found):
        if j in pairs:
            continue
        alike = sorted(
            (-likeness(g, mention), i)
            for i, g in enumerate(gold)
            if left[i] and pairs[i] is not None
        )
        if alike and alike[0][0] < 0:
            left[alike[0][1]] -= 1
            free.add(j)
    return free


def score(report: Json) -> Outcome:
    """Extract one report and set it beside its gold."""
    outcome = Outcome(report)
    found = found_in(report)
    gold = [gold_values(m) for m in report["mentions"]]
    pairs = pair(gold, found)
    free = excused(report, gold, found, pairs)
    hits = sum(p is not None for p in pairs)
    spurious = [f for j, f in enumerate(found) if j not in pairs and j not in free]
    outcome.counts[MENTIONS] = Counts(hits, len(spurious), len(gold) - hits)
    if hits != len(gold) or spurious:
        outcome.differences.append((MENTIONS, [str(len(gold))], [str(len(found))]))
    for values, at in zip(gold, pairs, strict=True):
        printed, unworded = beside(values, found[at]) if at is not None else ({}, {})
        for name, wanted in values.items():
            outcome.count(name, wanted, printed.get(name, set()), unworded.get(name, set()))
    for mention in spurious:
        for name in OF_SPURIOUS:
            outcome.count(name, set(), mention.values[name], mention.inferred[name])
    return outcome


def gather(outcomes: Iterable[Outcome]) -> Result:
    """Add reports up."""
    result = Result()
    for outcome in outcomes:
        for name, counts in outcome.counts.items():
            result.scores.setdefault(name, Score()).add(counts)
        for name, counts in outcome.inferred.items():
            if counts:
                result.inferred[name] = result.inferred.get(name, Counts()) + counts
    return result


def evaluate(reports: Iterable[Json]) -> Result:
    """Extract every report and score it."""
    return gather(map(score, reports))


def confusions(outcomes: Iterable[Outcome]) -> Confusions:
    """Return what was taken for what, with report ids."""
    out = Confusions()
    for outcome in outcomes:
        for name, gold, found in outcome.confusions:
            out.add(name, outcome.report["id"], gold, found)
    return out


def goal_score(result: Result) -> Score:
    """Return the fields of the goal for unseen posts as one."""
    return micro(result.scores[name] for name in GOAL if name in result.scores)


def by_shape(outcomes: Sequence[Outcome]) -> str:
    """Return one line a language and shape: mentions, the goal's fields, all fields."""
    lines = ["\nextraction by language and shape", HEAD]
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        key = (outcome.report["language"], outcome.report["shape"])
        groups.setdefault(key, []).append(outcome)
    for (language, shape), group in sorted(groups.items()):
        result = gather(group)
        lines.append(f"  {language} {shape}: {len(group)} reports")
        every = [s for n, s in result.scores.items() if n != MENTIONS]
        lines.append(row("  mentions", result.scores.get(MENTIONS, Score())))
        lines.append(row("  goal's fields", goal_score(result)))
        lines.append(row("  all fields", micro(every)))
    silent = [o for o in outcomes if not o.report["mentions"]]
    loud = sum(o.counts[MENTIONS].extra > 0 for o in silent)
    lines.append(f"  reports that tell nothing: {len(silent)}; a mention was found in {loud}")
    return "\n".join(lines)


def tables(outcomes: Sequence[Outcome]) -> str:
    """Return the tables by language and over all."""
    parts = []
    for language in (*sorted({o.report["language"] for o in outcomes}), "all"):
        group = [o for o in outcomes if language in (o.report["language"], "all")]
        result = gather(group)
        title = f"extraction, {language}: {len(group)} reports"
        parts.append(table(title, result.scores, result.inferred))
    return "\n".join(parts)


def main(*, verbose: bool = False, unseen: bool = False) -> Confusions:
    """Print the tables, and with ``verbose`` every difference.

    Args:
        verbose: List the differences by case.
        unseen: Score the held-out gold instead: totals only, no id and no text.
    """
    outcomes = [score(r) for r in cases(GOLD / "unseen" if unseen else GOLD)]
    if not outcomes:
        print("extraction: no gold")
        return Confusions()
    print(tables(outcomes))
    print(by_shape(outcomes))
    lists = confusions(outcomes)
    if verbose and not unseen:
        print("\nconfusions, gold -> found")
        print("\n".join(f"  {line}" for line in lists.lines()))
        print("\ndifferences")
        for outcome in outcomes:
            for name, gold, found in outcome.differences:
                print(f"  {outcome.report['id']} {name}: gold {gold}, found {found}")
    return Confusions() if unseen else lists


if __name__ == "__main__":
    import sys

    main(verbose="-v" in sys.argv)
