"""Dates and places beside other libraries, on the same sentences in one run.

The peers run in a process of their own environment (`make peers`); each measures itself, so that
passing texts over and back is not counted. Ratios are Walkout's rate over theirs.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.quality import extraction, places
from benchmarks.quality.scores import share, wilson
from benchmarks.speed.measure import RUNS, Times, interleaved, timed
from benchmarks.speed.posts import PUBLISHED, SEED, posts
from walkout.extract.counts import find_counts
from walkout.extract.dates import find_dates
from walkout.places import find_places, gazetteer

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".peers-venv" / "bin" / "python"
WORKER = Path(__file__).with_name("peer_worker.py")

SENTENCES = 150

Json = dict[str, Any]
Found = list[list[Any]]


class Peers:
    """The peers' process; a context manager."""

    def __enter__(self) -> Peers:
        self._process = subprocess.Popen(
            [str(PYTHON), str(WORKER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        return self

    def __exit__(self, *_: object) -> None:
        # Closes the pipes, which ends the worker, and waits for it.
        self._process.__exit__(None, None, None)

    def ask(self, do: str, texts: Sequence[str], base: date) -> tuple[float, list[Found]]:
        """Return the seconds a peer took and its result for each text."""
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the peers' process has no pipes")
        job = {"do": do, "texts": list(texts), "base": base.isoformat()}
        process.stdin.write(json.dumps(job) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the peers' process ended at {do}: make peers")
        read = json.loads(answer)
        return float(read["seconds"]), read["results"]


def _ours(job: str, texts: Sequence[str]) -> None:
    for text in texts:
        if "dates" in job:
            find_dates(text, published=PUBLISHED)
        if "places" in job:
            find_places(text, on=PUBLISHED)
        if "numbers" in job:
            find_counts(text)


def rates(peers: Peers, runs: int = RUNS) -> dict[str, Times]:
    """Return the times of everybody on the same sentences, taken in turn."""

    def texts(job: str, run: int) -> list[str]:
        return posts("en" if "dateparser" in job else "zh", SENTENCES, SEED + 100 + run)

    def theirs(job: str) -> Callable[[int], float]:
        return lambda run: peers.ask(job, texts(job, run), PUBLISHED)[0]

    def ours(job: str) -> Callable[[int], float]:
        def work(run: int) -> float:
            made = texts(job, run)
            return timed(lambda: _ours(job, made))

        return work

    def both(run: int) -> float:
        return theirs("jionlp places")(run) + theirs("jionlp dates")(run)

    jobs = ("jionlp places", "jionlp dates", "cpca-new places", "cn2an numbers", "dateparser dates")
    things: dict[str, Callable[[int], float]] = {}
    for job in jobs:
        things[job] = theirs(job)
        things[f"walkout for {job}"] = ours(job)
    things["jionlp dates and places"] = both
    things["walkout for jionlp dates and places"] = ours("dates and places")
    for work in things.values():
        work(runs)  # Loads tables; its sentences are not used again.
    return interleaved(things, runs)


@dataclass(frozen=True, slots=True)
class Right:
    """How many a library got right of those it was asked.

    Args:
        right: Right.
        asked: Asked.
    """

    right: int
    asked: int

    def __str__(self) -> str:
        if not self.asked:
            return "none asked"
        low, high = wilson(self.right, self.asked)
        return f"{self.right}/{self.asked} = {share(self.right / self.asked, low, high)}"


def path_of(code: str) -> tuple[str, ...] | None:
    """Return the Chinese names from the province down that a gold code stands for."""
    index = gazetteer().index(f"cn:{places.digits(code)}")
    return gazetteer().place(index, None).path_zh if index is not None else None


def same_unit(case: Json, found: Sequence[Any], *, coded: bool) -> bool:
    """Return whether a peer's province, city, county and code are the gold's unit.

    For a name of several units right is who leaves it open: no province and no code.
    """
    province, city, county, code = found
    if case.get("candidates"):
        return not province and not code
    if coded:
        return str(code or "").ljust(6, "0") == places.digits(case["code"])
    path = path_of(case["code"])
    named = [name for name in dict.fromkeys((province, city, county)) if name]
    return bool(path and named and named[-1] == path[-1] and named[0] == path[0])


def right_places(peers: Peers) -> dict[str, Right]:
    """Return what share of the gold addresses each library reads right."""
    cases = list(places.cases())
    texts = [case["text"] for case in cases]
    if not cases:
        return {}
    ours = places.evaluate(cases)
    out = {"walkout": Right(sum(ours.right.values()), len(cases))}
    for job, coded in (("jionlp places", False), ("cpca-new places", True)):
        _, found = peers.ask(job, texts, PUBLISHED)
        good = sum(same_unit(c, f[0], coded=coded) for c, f in zip(cases, found, strict=True))
        out[job] = Right(good, len(cases))
    return out


def dated(language: str) -> list[Json]:
    """Return the gold reports with one mention, its date and a publication day."""
    return [
        report
        for report in extraction.cases()
        if report["language"] == language
        and report.get("published")
        and len(report["mentions"]) == 1
        and report["mentions"][0].get("date")
        and all(report["mentions"][0]["date"])
    ]


def right_dates(peers: Peers) -> dict[str, Right]:
    """Return in what share of the gold reports a library's dates hold the gold's, exactly.

    Any date of the text will do: which of them is the event's is another question.
    """
    out = {}
    for language, job in (("zh", "jionlp dates"), ("en", "dateparser dates")):
        reports = dated(language)
        ours = theirs = 0
        for report in reports:
            wanted = report["mentions"][0]["date"]
            base = date.fromisoformat(report["published"][:10])
            dates = find_dates(report["text"], published=base)
            mine = [(d.value.earliest, d.value.latest, d.until) for d in dates if d.value]
            days = [[str(first), str(last)] for first, last, _ in mine]
            days += [[str(first), str(until.latest)] for first, _, until in mine if until]
            found = peers.ask(job, [report["text"]], base)[1][0]
            ours += wanted in days
            # The gold bounds the start, and a peer gives a range as its first and last day.
            theirs += wanted in found or wanted in [[first, first] for first, _ in found]
        out[f"walkout for {job}"] = Right(ours, len(reports))
        out[job] = Right(theirs, len(reports))
    return out


def main(runs: int = RUNS) -> None:
    """Print rates, ratios and what is right."""
    if not PYTHON.exists():
        print("peers: not installed; run: make peers")
        return
    with Peers() as peers:
        times = rates(peers, runs)
        print(f"\npeers, {SENTENCES} sentences a run, {runs} runs in turn; median (least-most)")
        for name, theirs in times.items():
            if not name.startswith("walkout"):
                ours = times[f"walkout for {name}"]
                ratio = theirs.median / ours.median
                print(
                    f"  {name:26} {theirs.rate(SENTENCES):>26}"
                    f"   walkout {ours.rate(SENTENCES):>28}   ratio {ratio:.1f}"
                )
        print("\nright on the gold")
        for name, right in {**right_places(peers), **right_dates(peers)}.items():
            print(f"  {name:30} {right}")


if __name__ == "__main__":
    main()
