"""Times of repeated runs: taken in turn, told as median with the least and the most."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

RUNS = 5


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of the runs of one thing.

    Args:
        seconds: One a run.
    """

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle run."""
        return statistics.median(self.seconds)

    def rate(self, things: int) -> str:
        """Return things a second: median, least and most."""
        low, high = things / max(self.seconds), things / min(self.seconds)
        return f"{things / self.median:,.0f}/s ({low:,.0f}-{high:,.0f})"

    def __str__(self) -> str:
        return f"{self.median:.2f} s ({min(self.seconds):.2f}-{max(self.seconds):.2f})"


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that one call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def interleaved(things: Mapping[str, Callable[[int], float]], runs: int = RUNS) -> dict[str, Times]:
    """Run everything in turn, and that so many times: A B C, A B C, not A A, B B.

    What else the machine does then falls on all of them alike.

    Args:
        things: By name, a function of the run's number that returns its seconds.
        runs: How often.
    """
    seconds: dict[str, list[float]] = {name: [] for name in things}
    for run in range(runs):
        for name, work in things.items():
            seconds[name].append(work(run))
    return {name: Times(tuple(values)) for name, values in seconds.items()}
