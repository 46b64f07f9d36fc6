"""The resolver's frozen weights: one file, one version, named in every verdict."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

MODEL = "model:resolve@1"
"""The coder that stands behind every verdict of this resolver."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each outcome of each comparison adds to a pair's score, and where verdicts begin.

    Args:
        outcomes: Weight by comparison and outcome, such as ``date`` and ``same_day``.
        same: Least score of the verdict ``same``.
        unsure: Least score of the verdict ``unsure``; pairs below it leave no row.
        apart: A pair at or under this score keeps two clusters apart whatever joins them.
    """

    outcomes: Mapping[str, Mapping[str, float]]
    same: float
    unsure: float
    apart: float

    def of(self, comparison: str, outcome: str) -> float:
        """Return the weight of one outcome.

        Raises:
            KeyError: The weights file lacks it; a programmer's slip.
        """
        return self.outcomes[comparison][outcome]


@cache
def weights() -> Weights:
    """Return the weights that ship with this version."""
    raw = json.loads(resources.files(__package__).joinpath("weights.json").read_bytes())
    return Weights(raw["outcomes"], raw["same"], raw["unsure"], raw["apart"])
