"""Scores over labels of somebody else's scheme: sets of labels a row, and single classes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from benchmarks.quality.scores import (
    HEAD,
    Confusions,
    Counts,
    Score,
    macro,
    micro,
    row,
    share,
    wilson,
)


@dataclass(slots=True)
class LabelScores:
    """Rows that carry any number of labels, scored label by label.

    Args:
        labels: The labels that are scored; others are left out on both sides.
        scores: By label.
        confusions: What was taken for what, by row id.
    """

    labels: tuple[str, ...]
    scores: dict[str, Score] = field(default_factory=dict)
    confusions: Confusions = field(default_factory=Confusions)

    def add(self, name: str, case: str, gold: Iterable[str], found: Iterable[str]) -> None:
        """Add one row under a name for the confusion list."""
        wanted, given = set(gold) & set(self.labels), set(found) & set(self.labels)
        for label in self.labels:
            counts = Counts(
                label in wanted and label in given,
                label in given and label not in wanted,
                label in wanted and label not in given,
            )
            self.scores.setdefault(label, Score()).add(counts)
        self.confusions.add(name, case, wanted, given)

    @property
    def micro(self) -> Score:
        """All labels as one."""
        return micro(self.scores.values())

    def table(self, title: str) -> str:
        """Return a table of the labels with micro and macro F1."""
        lines = [f"\n{title}", HEAD]
        lines += [row(label, self.scores.get(label, Score())) for label in self.labels]
        lines.append(row("micro", self.micro))
        lines.append(f"  {'macro F1':22}{macro(self.scores.values()):.3f}")
        return "\n".join(lines)


@dataclass(slots=True)
class ClassScores:
    """Rows that carry exactly one class; nothing found is a wrong answer.

    Args:
        scores: By class, one against all others.
        right: Rows whose class was found.
        total: Rows.
        confusions: What was taken for what, by row id.
    """

    scores: dict[str, Score] = field(default_factory=dict)
    right: int = 0
    total: int = 0
    confusions: Confusions = field(default_factory=Confusions)

    def add(self, name: str, case: str, gold: str, found: str | None) -> None:
        """Add one row under a name for the confusion list."""
        self.total += 1
        self.right += gold == found
        if gold == found:
            self.scores.setdefault(gold, Score()).add(Counts(1, 0, 0))
        else:
            self.scores.setdefault(gold, Score()).add(Counts(0, 0, 1))
            if found is not None:
                self.scores.setdefault(found, Score()).add(Counts(0, 1, 0))
            self.confusions.add(name, case, {gold}, {found} if found is not None else set())

    @property
    def accuracy(self) -> float:
        """Share of rows that are right."""
        return self.right / self.total if self.total else math.nan

    @property
    def macro(self) -> float:
        """Mean F1 over the classes that the gold has; a class that only was found is a fault."""
        return macro(s for s in self.scores.values() if s.total.right + s.total.missed)

    def line(self, name: str) -> str:
        """Return accuracy with its interval, and macro-F1, in one line."""
        figure = share(self.accuracy, *wilson(self.right, self.total))
        return f"  {name}: accuracy {self.right}/{self.total} = {figure}, macro-F1 {self.macro:.3f}"

    def table(self, title: str) -> str:
        """Return a table of the classes."""
        lines = [f"\n{title}", HEAD]
        lines += [row(label, score) for label, score in sorted(self.scores.items())]
        return "\n".join([*lines, self.line("all")])


def translated(values: Iterable[str], to: Mapping[str, str]) -> set[str]:
    """Return codes in another scheme's words; codes that it has no word for fall away."""
    return {to[value] for value in values if value in to}


def print_lists(
    lists: Confusions, *, verbose: bool, say: Callable[[str], None] = print, most: int = 12
) -> None:
    """Print a confusion list: the most frequent, or with ``verbose`` all with their cases."""
    lines = lists.lines(ids=verbose)
    by_count = lines if verbose else sorted(lines, key=lambda x: -int(x.rsplit("  ", 1)[1]))[:most]
    for line in by_count:
        say(f"    {line}")
