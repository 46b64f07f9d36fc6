"""The clause model's weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

FILE = "weights.tsv"

Row = tuple[tuple[int, int], ...]
"""Labels by number, each with what a feature adds for it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One logistic regression a label, and one that asks whether a clause tells anything.

    Args:
        name: ``clauses@1``.
        labels: Field and code of each label, by number.
        bias: Bias of each label, by language.
        open: Bias of the question whether a clause tells anything, by language.
        words: Number of each English feature.
        runs: Finds the Chinese features; its numbers begin where those of `words` end.
        adds: What each feature adds to the question whether the clause tells anything.
        rows: What it adds for each label.
        sizes: Length of each feature, borders left out.
    """

    name: str
    labels: tuple[tuple[str, str], ...]
    bias: Mapping[str, tuple[int, ...]]
    open: Mapping[str, int]
    words: Mapping[str, int]
    runs: AhoCorasick
    adds: tuple[int, ...]
    rows: tuple[Row, ...]


def parse(text: str) -> Weights:
    """Return the weights that a file holds.

    The first line is a JSON header behind ``# ``. Then a feature a line: its name (a border is
    written as a vertical bar), a tab, what it adds to the question whether a clause tells
    anything, and for each label its number, a colon and what the feature adds for it. English
    features come first.
    """
    first, _, rest = text.partition("\n")
    header = json.loads(first.removeprefix("# "))
    words: dict[str, int] = {}
    runs: list[str] = []
    adds: list[int] = []
    rows: list[Row] = []
    for number, line in enumerate(rest.splitlines()):
        name, _, row = line.rpartition("\t")
        add, *parts = row.split()
        if number < header["english"]:
            words[name] = number
        else:
            runs.append(name.replace("|", "\n"))
        adds.append(int(add))
        rows.append(
            tuple(
                (int(label), int(weight))
                for label, _, weight in (part.partition(":") for part in parts)
            )
        )
    return Weights(
        header["model"],
        tuple((field, code) for field, _, code in (n.partition(".") for n in header["labels"])),
        {language: tuple(values) for language, values in header["bias"].items()},
        header["open"],
        words,
        AhoCorasick(runs, matchkind=MatchKind.Standard),
        tuple(adds),
        tuple(rows),
    )


@cache
def weights() -> Weights:
    """Return the bundled weights; read once."""
    return parse((files("walkout.extract.hearing") / FILE).read_text(encoding="utf-8"))
