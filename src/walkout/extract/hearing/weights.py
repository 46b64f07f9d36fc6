"""The clause model's weights."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

FILE = "weights.tsv"

LANE = 20
"""Bits that each label has in a row; 120 signs with four features each do not fill them."""
HALF = 1 << (LANE - 1)
"""Added to a lane, it makes a sum that may be negative one that is not."""
_MASK = (1 << LANE) - 1


class _Parts(dict[str, int]):
    """What a part of a line, ``3:-12``, adds to its row; the same ones come again and again."""

    def __missing__(self, part: str) -> int:
        label, _, weight = part.partition(":")
        self[part] = value = int(weight) << (LANE * int(label))
        return value


@dataclass(frozen=True, slots=True)
class Weights:
    """One logistic regression a label, and one that asks whether a clause tells anything.

    Args:
        name: ``clauses@1``.
        labels: Field and code of each label, by number.
        bias: Bias of each label.
        open: Bias of the question whether a clause tells anything.
        runs: Finds the features; its numbers are theirs.
        adds: What each feature adds to the question whether the clause tells anything.
        rows: What it adds for each label, one number with a lane of bits for each, so that all
            labels are added up at once.
    """

    name: str
    labels: tuple[tuple[str, str], ...]
    bias: tuple[int, ...]
    open: int
    runs: AhoCorasick
    adds: tuple[int, ...]
    rows: tuple[int, ...]

    def packed(self, values: Iterable[int]) -> int:
        """Return a row that holds these values, one for each label, in their order."""
        return sum(value << (LANE * label) for label, value in enumerate(values))

    def lane(self, row: int, label: int) -> int:
        """Return what a row or a sum of rows holds for one label."""
        return ((row + self.halves) >> (LANE * label) & _MASK) - HALF

    @property
    def halves(self) -> int:
        """The row of `HALF` for each label: the bits that tell which lanes are not negative."""
        return _halves(len(self.labels))


@cache
def _halves(labels: int) -> int:
    return sum(HALF << (LANE * label) for label in range(labels))


def parse(text: str) -> Weights:
    """Return the weights that a file holds.

    The first line is a JSON header behind ``# ``. Then a feature a line: its name (a border is
    written as a vertical bar), a tab, what it adds to the question whether a clause tells
    anything, and for each label its number, a colon and what the feature adds for it.
    """
    first, _, rest = text.partition("\n")
    header = json.loads(first.removeprefix("# "))
    names: list[str] = []
    adds: list[int] = []
    rows: list[int] = []
    parts = _Parts()
    for line in rest.splitlines():
        name, _, row = line.rpartition("\t")
        add, *weighed = row.split(" ")
        names.append(name.replace("|", "\n"))
        adds.append(int(add))
        rows.append(sum(map(parts.__getitem__, weighed)))
    return Weights(
        header["model"],
        tuple((field, code) for field, _, code in (n.partition(".") for n in header["labels"])),
        tuple(header["bias"]),
        header["open"],
        AhoCorasick(names, matchkind=MatchKind.Standard),
        tuple(adds),
        tuple(rows),
    )


@cache
def weights() -> Weights:
    """Return the bundled weights; read once."""
    return parse((files("walkout.extract.hearing") / FILE).read_text(encoding="utf-8"))
