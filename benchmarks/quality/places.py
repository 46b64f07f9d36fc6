"""Chinese addresses, suffix-less or chained, against their codes at county level.

A line of `benchmarks/gold/places/` is one address: ``id``, ``text``, ``on`` (day whose codes hold),
``code`` (with or without ``@year``), ``level``, and for names that fit several units
``candidates``: there the right answer is not one unit but all of them, kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.quality.scores import share, wilson
from walkout.model.values import Place
from walkout.places import find_places

GOLD = Path(__file__).parent.parent / "gold" / "places"

Json = dict[str, Any]


@dataclass(slots=True)
class PlaceScore:
    """Addresses by what was asked of them.

    Args:
        asked: Addresses by group: ``candidates``, or the level of the unit.
        right: Those of them that are right.
        wrong: Address id, what was wanted and what was found.
    """

    asked: dict[str, int] = field(default_factory=dict)
    right: dict[str, int] = field(default_factory=dict)
    wrong: list[tuple[str, str, str]] = field(default_factory=list)


def cases(path: Path = GOLD) -> Iterator[Json]:
    """Yield the addresses of a folder's files; subfolders are not opened."""
    for file in sorted(path.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def digits(code: str) -> str:
    """Return a Chinese code without scheme and year, at county level where it is a town's.

    Example:
        >>> digits("cn:440307006@2023"), digits("410100")
        ('440307', '410100')
    """
    return code.partition("@")[0].removeprefix("cn:")[:6]


def is_right(case: Json, found: list[Place]) -> bool:
    """Return whether the places found in an address are what it names.

    One place, the unit itself or a town in it: a second place beside it is a wrong reading of a
    chain. Where candidates are asked for, the place must be marked ambiguous and keep each of them.
    """
    if len(found) != 1:
        return False
    place = found[0]
    if case.get("candidates"):
        kept = {digits(code) for code in place.candidates}
        return place.check == "ambiguous" and {digits(c) for c in case["candidates"]} <= kept
    return place.check != "ambiguous" and digits(place.code) == digits(case["code"])


def evaluate(addresses: Iterable[Json]) -> PlaceScore:
    """Find the place of every address and compare codes."""
    result = PlaceScore()
    for case in addresses:
        on = date.fromisoformat(case["on"]) if case.get("on") else None
        found = [f.place for f in find_places(case["text"], on=on) if not f.weak]
        group = "candidates" if case.get("candidates") else str(case.get("level") or "county")
        result.asked[group] = result.asked.get(group, 0) + 1
        result.right.setdefault(group, 0)
        if is_right(case, found):
            result.right[group] += 1
        else:
            wanted = case.get("candidates") or case["code"]
            got = ", ".join(f"{p.code} {p.name_zh}" for p in found) or "-"
            result.wrong.append((case["id"], str(wanted), got))
    return result


def main(*, verbose: bool = False, unseen: bool = False) -> None:
    """Print the share right by level, and with ``verbose`` the addresses read wrongly."""
    result = evaluate(cases(GOLD / "unseen" if unseen else GOLD))
    if not result.asked:
        print("\nplaces: no gold")
        return
    print("\nplaces: addresses whose code is right")
    sums = (sum(result.right.values()), sum(result.asked.values()))
    lines = {g: (result.right[g], n) for g, n in sorted(result.asked.items())}
    for group, (right, n) in {**lines, "all": sums}.items():
        print(f"  {group:12} {right}/{n} = {share(right / n, *wilson(right, n))}")
    if verbose and not unseen:
        for case, wanted, got in result.wrong:
            print(f"  {case}: gold {wanted}, found {got}")


if __name__ == "__main__":
    import sys

    main(verbose="-v" in sys.argv)
