"""Verdicts and judgements on pairs of mentions, and the reasons they carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["same", "same_dispute", "different", "unsure"]
"""Whether two mentions tell one event, two events of one dispute, or neither."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison of a pair, as a coder reads it.

    Args:
        comparison: Name of the comparison, such as ``date`` or ``employer``.
        weight: What it adds to the score: positive speaks for one event, negative against.
        sentence: One plain sentence in English, from codes, places, dates and numbers only.
    """

    comparison: str
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one coder says of one unordered pair of mentions.

    Args:
        left: Smaller mention id of the pair.
        right: Larger mention id.
        verdict: The coder's answer.
        coder: ``model:resolve@1`` or ``human:c07``. Human judgements bind.
        score: Sum of the weights; None for a human.
        reasons: The comparisons, heaviest first; empty for a human, whose reason is the log row's.
    """

    left: str
    right: str
    verdict: Verdict
    coder: str
    score: float | None = None
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise ValueError("a pair is named by its smaller mention id first")
