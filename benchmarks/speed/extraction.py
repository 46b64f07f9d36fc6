"""Speed of extraction in one process: posts a second, long prose, and that time grows in line.

Posts are extracted with all fields and written as lines of the contract, as `walkout extract`
does. Each run has posts of its own, so that no cache of texts helps; the tables are loaded before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import orjson

from benchmarks.quality.extraction import cases, published_on
from benchmarks.quality.reading import extract
from benchmarks.speed.measure import RUNS, Times, interleaved, timed
from benchmarks.speed.posts import PUBLISHED, SEED, posts, prose
from walkout.model.contract import contract_line

POSTS = 1500
"""Posts of one run: five runs read 7,500 different ones a language."""

SIZES = (262_144, 524_288, 1_048_576)
"""A quarter, a half and one megabyte of UTF-8."""

Dated = tuple[str, date | None]


def lines(texts: Sequence[Dated]) -> int:
    """Extract texts to bytes of contract lines; return how many lines."""
    number = 0
    for text, published in texts:
        for mention in extract(text, published=published):
            number += bool(orjson.dumps(contract_line("post", 1, mention)))
    return number


def _posts(language: str) -> Callable[[int], float]:
    def run(number: int) -> float:
        made = posts(language, POSTS, SEED + number)
        return timed(lambda: lines([(text, PUBLISHED) for text in made]))

    return run


def gold_texts() -> list[Dated]:
    """Return the gold's posts: other hands, other words than the maker's."""
    return [(r["text"], published_on(r)) for r in cases() if r["shape"] == "post"]


def post_rates(runs: int = RUNS) -> dict[str, tuple[Times, int]]:
    """Return times and number of posts a run, for invented posts and those of the gold."""
    gold = gold_texts()
    lines(gold)  # Loads what is loaded once.
    times = interleaved(
        {
            "zh": _posts("zh"),
            "en": _posts("en"),
            "gold": lambda _: timed(lambda: lines(gold)),
        },
        runs,
    )
    return {name: (t, len(gold) if name == "gold" else POSTS) for name, t in times.items()}


def prose_times(language: str, *, events: float, runs: int) -> dict[int, Times]:
    """Return the times of prose by size."""

    def work(size: int) -> Callable[[int], float]:
        def run(number: int) -> float:
            text = prose(language, size, events=events, seed=SEED + number)
            return timed(lambda: lines([(text, PUBLISHED)]))

        return run

    times = interleaved({str(size): work(size) for size in SIZES}, runs)
    return {size: times[str(size)] for size in SIZES}


def main(runs: int = RUNS) -> None:
    """Print posts a second and seconds for prose."""
    print(f"extraction, one process, all fields, contract lines; median of {runs} (least-most)")
    for name, (times, number) in post_rates(runs).items():
        what = "gold posts" if name == "gold" else f"invented {name} posts"
        print(f"  {what:22} {times.rate(number)}")
    for language in ("zh", "en"):
        for events in (0.15, 1.0):
            found = prose_times(language, events=events, runs=max(1, runs - 2))
            told = "; ".join(f"{size / 1048576:.2f} MB {t}" for size, t in found.items())
            growth = found[SIZES[2]].median / found[SIZES[0]].median
            kind = "prose" if events < 1 else "reports end to end"
            print(f"  {language} {kind}: {told}; 4x the text takes {growth:.1f}x")


if __name__ == "__main__":
    main()
