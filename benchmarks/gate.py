"""`make gate`: quality may not fall under its floors, and floors may not fall unseen.

    make gate                 # measure the shipped gold and compare with floors.json
    make gate PIN=1           # write floors.json anew; refuses to lower a floor
    make gate PIN=1 ALLOW=docs/decisions/NNNN-name.md    # lowers them, and names who said so

A floor is kept for every gold file, by field and as micro over its fields, with the counts from
which it was made. The gate stops when a gold file changed since then: figures of two different
golds say nothing about each other.

**Tolerance: one case.** A figure may lie under its floor by what one value is worth: one wrong
value less or one found value more would bring it back. A fault of that size is as often the gold's
as the rules'. Two are not let through, in a field or in micro.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality import essays, extraction, places
from benchmarks.quality.scores import Counts, f1_of, micro

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
GOLD = HERE / "gold"
DECISIONS = HERE.parent / "docs" / "decisions"

TOLERANCE = 1
"""In cases; see the module."""

ROUNDING = 1e-4
"""Floors are written with four decimals."""

GONE = Counts(0, 0, 2)
"""What counts for a field or task with a floor that is measured no more: more than one case."""

Figures = dict[str, dict[str, Counts]]
"""Counts by task and field. A task is one gold file of one room, so of one language."""

Json = dict[str, Any]


class GateError(Exception):
    """The gate stops; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure under its floor.

    Args:
        task: Room and gold file.
        field: Field, or micro.
        figure: What was measured.
        floor: What it was.
        cases: So many cases bring it back.
    """

    task: str
    field: str
    figure: float
    floor: float
    cases: int

    def __str__(self) -> str:
        return (
            f"{self.task} {self.field}: {self.figure:.4f} is under its floor {self.floor:.4f} "
            f"by {self.cases} cases (tolerance {TOLERANCE})"
        )


def gold_files(gold: Path = GOLD) -> list[Path]:
    """Return the shipped gold files, the held-out ones left alone."""
    return sorted(p for room in ("extraction", "places") for p in (gold / room).glob("*.jsonl"))


def fingerprints(gold: Path = GOLD) -> dict[str, Json]:
    """Return the SHA-256 and the number of lines of every gold file."""
    out = {}
    for path in gold_files(gold):
        raw = path.read_bytes()
        lines = sum(bool(line.strip()) for line in raw.splitlines())
        name = path.relative_to(gold).as_posix()
        out[name] = {"sha256": hashlib.sha256(raw).hexdigest(), "cases": lines}
    return out


def measure(gold: Path = GOLD) -> Figures:
    """Return the counts of every task on the shipped gold."""
    out: Figures = {}
    for path in gold_files(gold):
        name = path.relative_to(gold).as_posix().removesuffix(".jsonl")
        if path.parent.name == "extraction":
            out[name] = _extraction(path)
        else:
            result = places.evaluate(places.cases(path))
            out[name] = {
                group: Counts(result.right[group], 0, n - result.right[group])
                for group, n in result.asked.items()
            }
    return out


def _extraction(path: Path) -> dict[str, Counts]:
    reports = list(extraction.cases(path))
    outcomes = [extraction.score(report) for report in reports]
    result = extraction.gather(outcomes)
    counts = {name: score.total for name, score in sorted(result.scores.items())}
    fields = [score for name, score in result.scores.items() if name != extraction.MENTIONS]
    counts["micro"] = micro(fields).total
    long = sum(essays.evaluate(reports).values(), essays.EssayScore())
    if long.gold:
        counts["(essay events)"] = Counts(long.right, long.spurious, long.gold - long.right)
    return counts


def figure(counts: Counts) -> float:
    """Return F1 from counts; 1 where there was nothing to find and nothing was found."""
    value = f1_of(counts.right, counts.extra, counts.missed)
    return 1.0 if math.isnan(value) else value


def cases_under(counts: Counts, floor: float) -> int:
    """Return how many cases must be mended to reach a floor; 0 when it is reached.

    A case mended is a missed value found or, when none is missed, a wrong one left out.

    Example:
        >>> cases_under(Counts(8, 0, 2), floor=1.0)
        2
    """
    right, extra, missed = counts.right, counts.extra, counts.missed
    mended = 0
    while figure(Counts(right, extra, missed)) < floor - ROUNDING:
        if not missed and not extra:
            return mended + 1
        if missed:
            right, missed = right + 1, missed - 1
        else:
            extra -= 1
        mended += 1
    return mended


def falls(floors: Mapping[str, Mapping[str, Json]], now: Figures) -> list[Fall]:
    """Return the figures that lie under their floor by more than the tolerance."""
    out = []
    for task, fields in sorted(floors.items()):
        for name, floor in sorted(fields.items()):
            counts = now.get(task, {}).get(name, GONE)
            cases = cases_under(counts, floor["f1"])
            if cases > TOLERANCE:
                out.append(Fall(task, name, figure(counts), floor["f1"], cases))
    return out


def changed(pinned: Mapping[str, Json], now: Mapping[str, Json]) -> list[str]:
    """Return the gold files that were changed, added or taken away since the pin."""
    return sorted(n for n in {*pinned, *now} if pinned.get(n) != now.get(n))


def load(path: Path = FLOORS) -> Json:
    """Return the pinned floors; empty when there are none yet."""
    if not path.exists():
        return {"gold": {}, "floors": {}}
    loaded: Json = json.loads(path.read_text("utf-8"))
    return loaded


def check(path: Path = FLOORS, gold: Path = GOLD) -> list[Fall]:
    """Return what fell.

    Raises:
        GateError: The gold is not the one that the floors were measured on.
    """
    pinned = load(path)
    other = changed(pinned["gold"], fingerprints(gold))
    if other:
        raise GateError(
            f"The gold changed since its floors were pinned: {', '.join(other)}. "
            "Read the difference, then run: make gate PIN=1"
        )
    return falls(pinned["floors"], measure(gold))


def _line(name: str, value: object) -> str:
    return f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"


def pinned_text(now: Figures, prints: Mapping[str, Json], why: str | None) -> str:
    """Return the text of floors.json: one floor a line, so that a pin is read as a difference."""
    golds = ",\n".join(f"  {_line(name, value)}" for name, value in sorted(prints.items()))
    tasks = []
    for task, fields in sorted(now.items()):
        floors = [
            f"   {_line(name, {'f1': round(figure(c), 4), **asdict(c)})}"
            for name, c in sorted(fields.items())
        ]
        tasks.append(f"  {json.dumps(task)}: {{\n" + ",\n".join(floors) + "\n  }")
    head = f" {_line('lowered_by', why)},\n" if why else ""
    body = ",\n".join(tasks)
    return f'{{\n{head} "gold": {{\n{golds}\n }},\n "floors": {{\n{body}\n }}\n}}\n'


def decision(name: str, folder: Path = DECISIONS) -> str:
    """Return the name of a decision that exists.

    Raises:
        GateError: There is no such file among the decisions.
    """
    path = Path(name)
    if path.suffix != ".md" or not (folder / path.name).is_file():
        raise GateError(
            f"{name} is no file in docs/decisions. Write down why floors fall, and name that file."
        )
    return path.name


def pin(
    path: Path = FLOORS,
    gold: Path = GOLD,
    *,
    allow: str | None = None,
    decisions: Path = DECISIONS,
) -> None:
    """Write the floors anew.

    Floors rise with the figures. A floor falls, or a task with floors goes, only with a decision
    in docs/decisions; the file then carries its name.

    Raises:
        GateError: A floor would fall and no decision is named.
    """
    old, now = load(path), measure(gold)
    why = decision(allow, decisions) if allow is not None else None
    lower = []
    for task, fields in sorted(old["floors"].items()):
        for name, floor in sorted(fields.items()):
            value = figure(now.get(task, {}).get(name, GONE))
            if value < floor["f1"] - ROUNDING:
                lower.append(f"{task} {name}: {floor['f1']:.4f} -> {value:.4f}")
    if lower and not why:
        raise GateError(
            "These floors would fall:\n  "
            + "\n  ".join(lower)
            + "\nMend the rules, or write a decision and run: "
            "make gate PIN=1 ALLOW=docs/decisions/NNNN-name.md"
        )
    path.write_text(pinned_text(now, fingerprints(gold), why if lower else None), "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate; 0 when all floors hold, 1 when one fell, 2 when it cannot tell."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pin", action="store_true", help="write floors.json anew")
    parser.add_argument("--allow-regression", metavar="DECISION.md", help="let floors fall")
    asked = parser.parse_args(arguments)
    try:
        if asked.pin:
            pin(allow=asked.allow_regression)
            print("gate: floors pinned; read the difference before you commit")
            return 0
        fallen = check()
    except GateError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 2
    for fall in fallen:
        print(f"gate: {fall}", file=sys.stderr)
    if not fallen:
        print("gate: every floor holds")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
