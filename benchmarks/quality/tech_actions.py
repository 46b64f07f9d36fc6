"""Collective actions in tech (`actions.csv`): the prose of a row set beside its coded fields.

The table (Unlicense) is read where it lies. A row's text is its description; the row's own date is
not given to the extractor, so a date must come from the prose.

* **date**: rows whose prose names the coded year; right when the start of some mention holds the
  coded day and is no wider than that year.
* **country**: rows with a coded country of which the prose names the country, state or city as
  the table writes it; worldwide and online rows are left out.
* **action**: strike; gathering (protest); letter; resignation; legal; union (drive, recognition,
  contract), which Walkout gives as demand or organisation. Boycott and resources have no code.
* **employer**: companies that the prose names; found when a found employer's name holds the coded
  one or is held by it.
* **workers**: rows whose prose has the coded number in figures; right when some count of
  participants holds it within a tenth.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.quality.labels import LabelScores, print_lists
from benchmarks.quality.reading import extract
from benchmarks.quality.scores import HEAD, Confusions, Counts, Score, row
from walkout.model.contract import assemble
from walkout.places import find_places

Json = dict[str, Any]

GOLD_ACTION = {
    "strike": "strike",
    "protest": "gathering",
    "open letter": "letter",
    "resignation": "resignation",
    "legal action": "legal",
    "union drive": "union",
    "union representation": "union",
    "union contract": "union",
}

FOUND_ACTION = {
    "strike": "strike",
    "slowdown": "strike",
    "demonstration": "gathering",
    "march": "gathering",
    "sit_in": "gathering",
    "site_block": "gathering",
    "road_block": "gathering",
    "occupation": "gathering",
    "petition_visit": "gathering",
    "petition_letter": "letter",
    "collective_resignation": "resignation",
    "collective_legal": "legal",
}

UNION = {
    "demand": {"union", "bargaining", "first_contract"},
    "organisation": {"enterprise_union", "official_union", "union_attempt"},
}

ACTIONS = tuple(dict.fromkeys(GOLD_ACTION.values()))


@dataclass(frozen=True, slots=True)
class Row:
    """One action of the table.

    Args:
        id: The table's id.
        text: Description.
        day: Coded day, ISO.
        countries: Codes of the coded countries; empty for worldwide and unknown names.
        places: Words of the coded locations: cities, states, countries.
        actions: Coded actions in the classes scored.
        companies: Coded companies.
        workers: Coded number; None when not coded.
    """

    id: str
    text: str
    day: str
    countries: frozenset[str]
    places: tuple[str, ...]
    actions: frozenset[str]
    companies: tuple[str, ...]
    workers: int | None


def listed(cell: str) -> list[str]:
    """Return the strings of a cell written as a Python list; none for ``None`` and other text."""
    try:
        value = ast.literal_eval(cell)
    except (ValueError, SyntaxError):
        return []
    return [str(part).strip() for part in value] if isinstance(value, list) else []


def country(location: str) -> str | None:
    """Return the country code of ``city-state-usa``, None when it names none.

    Example:
        >>> country("seattle-washington-usa"), country("worldwide")
        ('iso:US', None)
    """
    name = location.split("-")[-1].replace("_", " ").strip()
    name = name.upper() if len(name) <= 3 else name.title()
    found = [f.place for f in find_places(f"in {name}") if f.place.level == "country"]
    return found[0].code.partition("@")[0] if found else None


def row_of(cells: dict[str, str]) -> Row:
    """Return a row by its column names."""
    locations = listed(cells["locations"])
    countries = {country(place) for place in locations}
    workers = cells["workers"].strip()
    return Row(
        id=cells["id"],
        text=cells["description"].strip(),
        day=cells["date"][:10],
        countries=frozenset(c for c in countries if c),
        places=tuple(p.replace("_", " ") for place in locations for p in place.split("-")),
        actions=frozenset(GOLD_ACTION[a] for a in listed(cells["actions"]) if a in GOLD_ACTION),
        companies=tuple(listed(cells["companies"])),
        workers=int(workers) if workers.isdigit() else None,
    )


def rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of ``actions.csv``."""
    with (folder / "actions.csv").open(newline="", encoding="utf-8") as file:
        for cells in csv.DictReader(file):
            yield row_of(cells)


@dataclass(slots=True)
class Scores:
    """All of it.

    Args:
        fields: Date, country, employer, workers.
        action: Over the classes.
        confusions: Dates, countries and counts that differ.
        no_mention: Rows in which nothing was found.
        total: Rows read.
    """

    fields: dict[str, Score] = field(default_factory=dict)
    action: LabelScores = field(default_factory=lambda: LabelScores(ACTIONS))
    confusions: Confusions = field(default_factory=Confusions)
    no_mention: list[str] = field(default_factory=list)
    total: int = 0

    def add(self, name: str, counts: Counts) -> None:
        """Add one row's counts of one field."""
        self.fields.setdefault(name, Score()).add(counts)


_AMERICA = re.compile(r"\b(?:U\.S\.|US|USA|United States|American?)(?:\b|(?<=\.))")


def names_a_place(line: Row) -> bool:
    """Return whether the prose names a coded city, state or country."""
    if "usa" in line.places and _AMERICA.search(line.text):
        return True
    low = line.text.lower()
    return any(re.search(rf"\b{re.escape(p)}\b", low) for p in line.places if len(p) > 3)


def has_number(text: str, number: int) -> bool:
    """Return whether a text has a number in figures, with or without a comma."""
    return re.search(rf"(?<![\d,.])(?:{number}|{number:,})(?![\d]|,\d)", text) is not None


def found_actions(lines: Sequence[Json]) -> set[str]:
    """Return the actions of a row's mentions in the classes scored."""
    out = {FOUND_ACTION[a] for line in lines for a in line["action"] if a in FOUND_ACTION}
    union = any(codes & set(line[name]) for line in lines for name, codes in UNION.items())
    return out | ({"union"} if union else set())


def found_countries(lines: Sequence[Json]) -> set[str]:
    """Return the codes of the countries in which the places of a row's mentions lie."""
    out = set()
    for line in lines:
        for place in line["places"]:
            scheme, _, rest = str(place["code"]).partition(":")
            if scheme == "cn":
                out.add("iso:CN")
            elif scheme == "iso":
                out.add(f"iso:{rest.partition('@')[0][:2]}")
            else:
                out |= {c for c in (country(str(place["path_en"][0])),) if c}
    return out


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _same_firm(coded: str, found: str) -> bool:
    a, b = _plain(coded), _plain(found)
    return bool(a and b) and (a in b or b in a)


def _holds(count: Json, number: int) -> bool:
    low, high = count["low"], count["high"]
    return low is not None and low <= number * 1.1 and (number * 0.9 <= (high or low * 2))


def _dates(line: Row, lines: Sequence[Json], out: Scores) -> None:
    year = line.day[:4]
    if year not in line.text:
        return
    given = {(d["earliest"], d["latest"]) for x in lines if (d := x["date"])}
    right = any(a <= line.day <= b and a[:4] == b[:4] for a, b in given if a and b)
    out.add("date", Counts(right, bool(given) and not right, not right))
    if not right:
        out.confusions.add("date", line.id, {line.day}, {f"{a}..{b}" for a, b in given})


def score(given: Iterable[Row]) -> Scores:
    """Extract every row and set it beside its codes."""
    out = Scores()
    for line in given:
        out.total += 1
        lines = [assemble(m.statements) for m in extract(line.text, language="en")]
        if not lines:
            out.no_mention.append(line.id)
        _dates(line, lines, out)
        if line.countries and names_a_place(line):
            places = found_countries(lines)
            same = places & line.countries
            counts = Counts(len(same), len(places - same), len(line.countries - same))
            out.add("country", counts)
            out.confusions.add("country", line.id, line.countries, places)
        out.action.add("action", line.id, line.actions, found_actions(lines))
        firms = {e["name"] for x in lines for e in x["employer"]}
        named = {c for c in line.companies if _plain(c) in _plain(line.text)}
        hit = {c for c in named if any(_same_firm(c, f) for f in firms)}
        extra = {f for f in firms if not any(_same_firm(c, f) for c in line.companies)}
        if named:
            out.add("employer", Counts(len(hit), len(extra), len(named - hit)))
            out.confusions.add("employer", line.id, named - hit, extra)
        if line.workers is not None and has_number(line.text, line.workers):
            counted = [x["participants"] for x in lines if x["participants"]]
            right = any(_holds(c, line.workers) for c in counted)
            out.add("workers", Counts(right, bool(counted) and not right, not right))
            if not right:
                texts = {f"{c['low']}-{c['high']}" for c in counted}
                out.confusions.add("workers", line.id, {str(line.workers)}, texts)
    return out


def main(data: Path, *, verbose: bool = False) -> list[tuple[str, Confusions]]:
    """Print the figures; return the confusion lists by name."""
    out = score(rows(data / "tech-actions"))
    print(f"\ntech-actions: {out.total} rows, {len(out.no_mention)} without a mention")
    if verbose:
        print(f"  without a mention: {' '.join(out.no_mention)}")
    print(HEAD)
    for name, one in sorted(out.fields.items()):
        print(row(name, one))
    print(out.action.table("tech-actions, action"))
    print("  action, gold -> found:")
    print_lists(out.action.confusions, verbose=verbose)
    if verbose:
        print_lists(out.confusions, verbose=True)
    return [
        ("tech-actions action", out.action.confusions),
        ("tech-actions fields", out.confusions),
    ]
