"""Long texts by their own rule: events found with date, place and counts right, and spurious ones.

An event is right when its date and its participants are exactly the gold's, a place of it is the
gold's, and every kind of harm that the gold counts is counted the same; what the gold leaves out
is not asked for. A found event is spurious when it is paired with no gold event; further passages
about one event are allowed as far as the gold says that the text has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks.quality.compare import FoundMention, Values, beside, gold_values, pair
from benchmarks.quality.extraction import GOLD, cases, excused, found_in
from benchmarks.quality.scores import share, wilson

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EssayScore:
    """One essay, or several.

    Args:
        gold: Events that the gold has.
        paired: Those that something was found for.
        right: Those of them with date, place and counts right.
        found: Events found, further passages of a paired one left out.
        spurious: Those of them that are no gold event.
        wrong: Report id and gold number of each event that is not right, with the fields at fault.
    """

    gold: int = 0
    paired: int = 0
    right: int = 0
    found: int = 0
    spurious: int = 0
    wrong: tuple[str, ...] = ()

    def __add__(self, other: EssayScore) -> EssayScore:
        return EssayScore(
            self.gold + other.gold,
            self.paired + other.paired,
            self.right + other.right,
            self.found + other.found,
            self.spurious + other.spurious,
            self.wrong + other.wrong,
        )


def tells(values: Values) -> bool:
    """Return whether a mention is of an event that happened; what the gold leaves out is that."""
    return values.get("status", {"happened"}) == {"happened"} and values.get("kind") != {
        "statistic"
    }


def faults(gold: Values, found: FoundMention) -> list[str]:
    """Return the fields that keep an event from being right."""
    values, _ = beside(gold, found)
    exact = ("date", "participants")
    wrong: list[str] = [n for n in exact if n in gold and gold[n] != values[n]]
    if "place" in gold and not gold["place"] <= values["place"]:
        wrong.append("place")
    if "harm" in gold:
        counted = {part[0] for part in gold["harm"]}
        there = {part for part in values["harm"] if part[0] in counted or not gold["harm"]}
        if there != gold["harm"]:
            wrong.append("harm")
    return wrong


def score(report: Json) -> EssayScore:
    """Extract one essay and set it beside its gold."""
    found = found_in(report)
    gold = [gold_values(m) for m in report["mentions"]]
    pairs = pair(gold, found)
    free = excused(report, gold, found, pairs)
    to = {j: i for i, j in enumerate(pairs) if j is not None}
    events = [i for i, values in enumerate(gold) if tells(values)]
    told = [j for j, mention in enumerate(found) if tells(mention.values) and j not in free]
    wrong, right, paired = [], 0, 0
    for i in events:
        at = pairs[i]
        paired += at is not None
        bad = faults(gold[i], found[at]) if at is not None else ["not found"]
        right += not bad
        if bad:
            wrong.append(f"{report['id']} event {i + 1}: {', '.join(bad)}")
    spurious = sum(to.get(j) not in events for j in told)
    return EssayScore(len(events), paired, right, len(told), spurious, tuple(wrong))


def evaluate(reports: Iterable[Json]) -> dict[str, EssayScore]:
    """Return the score of the reports of shape essay, by language."""
    out: dict[str, EssayScore] = {}
    for report in reports:
        if report["shape"] == "essay":
            language = report["language"]
            out[language] = out.get(language, EssayScore()) + score(report)
    return out


def main(*, verbose: bool = False, unseen: bool = False) -> None:
    """Print one line a language, and with ``verbose`` the events that are not right."""
    result = evaluate(cases(GOLD / "unseen" if unseen else GOLD))
    print("\nessays: events with date, place and counts right; share of found that are spurious")
    for language, s in sorted(result.items()):
        right = share(s.right / s.gold if s.gold else 0.0, *wilson(s.right, s.gold))
        extra = share(s.spurious / s.found if s.found else 0.0, *wilson(s.spurious, s.found))
        print(
            f"  {language}: found {s.paired}/{s.gold}, right {s.right}/{s.gold} = {right};"
            f" spurious {s.spurious}/{s.found} = {extra}"
        )
        if verbose and not unseen:
            print("\n".join(f"    {line}" for line in s.wrong))


if __name__ == "__main__":
    import sys

    main(verbose="-v" in sys.argv)
