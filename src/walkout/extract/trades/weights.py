"""The trade model's weights, and what they say of a phrase."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "weights.tsv"


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of a multinomial logistic regression over features of a phrase.

    Args:
        name: ``trades@1``.
        codes: Codes, in the order of each row; ``unsaid`` for a phrase that tells no trade.
        scale: What a log-odds of 1 is in the rows.
        bias: Row of the biases.
        rows: Feature to the codes that it speaks for or against, with their weights.
    """

    name: str
    codes: tuple[str, ...]
    scale: float
    bias: tuple[int, ...]
    rows: Mapping[str, tuple[tuple[int, int], ...]]

    def weigh(self, features: Sequence[str]) -> list[float]:
        """Return the log-odds of each code, in the order of `codes`."""
        sums = list(self.bias)
        for feature in features:
            for k, weight in self.rows.get(feature, ()):
                sums[k] += weight
        return [s / self.scale for s in sums]

    def best(self, features: Sequence[str]) -> tuple[str, float]:
        """Return the likeliest code and the model's own probability of it."""
        scores = self.weigh(features)
        top = max(scores)
        return self.codes[scores.index(top)], 1 / sum(math.exp(s - top) for s in scores)

    def support(self, feature: str, code: str) -> int:
        """Return what a feature adds for a code, in units of the file."""
        at = self.codes.index(code)
        return next((w for k, w in self.rows.get(feature, ()) if k == at), 0)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Parts(dict[str, tuple[int, int]]):
    """What a part of a row, ``c-12``, says; the same ones come again and again."""

    def __missing__(self, part: str) -> tuple[int, int]:
        self[part] = read = (_LETTERS.index(part[0]), int(part[1:]))
        return read


def parse(text: str) -> Weights:
    """Return the weights that a file holds.

    The first line is a JSON header behind ``# ``, the second the biases; then a feature a line:
    its name, a tab, and for each code that it weighs on a letter and a whole number.
    """
    first, second, *rest = text.splitlines()
    header = json.loads(first.removeprefix("# "))
    table: dict[str, tuple[tuple[int, int], ...]] = {}
    parts = _Parts()
    for line in rest:
        feature, _, row = line.rpartition("\t")
        table[feature] = tuple(map(parts.__getitem__, row.split()))
    bias = tuple(int(part) for part in second.split())
    return Weights(header["model"], tuple(header["codes"]), header["scale"], bias, table)


@cache
def weights() -> Weights:
    """Return the bundled weights; read once."""
    return parse((files("walkout.extract.trades") / FILE).read_text(encoding="utf-8"))
