"""CEC emergency news: spans that Walkout's finders mark, beside the tagged ones.

The reports tell of fires, crashes and poisonings, so nothing is asked of whole mentions: only
whether dates, places and counts of people are seen where people tagged time, location and
participants. Spans agree when they overlap.

* **date**: recall over tagged times that say a day, month, year or week (`DATED`; 目前 and 14时许
  say none), precision of found points and ranges over all tagged times. Durations are left out.
* **place**: recall over tagged locations with an administrative name (`NAMED_PLACE`: 省 市 县 ...);
  precision over tagged locations, participants and objects, since an office with a city's name is
  tagged as who acts.
  Many places are tagged nowhere (a source's city, a region that is only named), so this
  precision is a lower bound.
* **count**: recall over tagged participants with a number of people, precision of found counts of
  people over participants and objects.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.quality.scores import HEAD, Confusions, Counts, Score, row
from walkout.extract.counts import find_counts
from walkout.extract.dates import find_dates
from walkout.places import find_places

Span = tuple[int, int]

DATED = re.compile(
    r"[\d０-９〇零一二三四五六七八九十]+(?:年|月|日|号)(?!前|内|间)"
    r"|[昨前今明次当本同][日天晚年月晨早]|当天|凌晨前|[上本这下]个?(?:周|星期|月)|(?:周|星期)[一二三四五六日天末]"
)

NAMED_PLACE = re.compile(
    r"[\u4e00-\u9fff](?:省|自治区|(?<!超)市(?!场|民|区)|(?<!全)县|(?<![校景林城小社山灾业库])区(?!域|间|内)|州|镇|乡)"
)

PEOPLE = re.compile(
    r"(?:\d|[０-９]|[一二两三四五六七八九十百千万数几])(?:[余多来]|以上)?(?:名|人|位|户)|百人|千人"
)


@dataclass(frozen=True, slots=True)
class Report:
    """A tagged report.

    Args:
        id: Folder and number, no words of the report.
        text: Title, a line break, and the content without white space.
        published: Day of the report; None where its line holds none.
        tags: Spans by tag: Time, Location, Participant, Object.
    """

    id: str
    text: str
    published: date | None
    tags: dict[str, list[Span]]


_DAY = re.compile(r"(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})")


def day_of(text: str) -> date | None:
    """Return the day in a report's time line.

    Example:
        >>> day_of("2008年04月05日 09:12").isoformat()
        '2008-04-05'
    """
    match = _DAY.search(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def report_of(id_: str, xml: bytes) -> Report:
    """Return a report of a file's bytes."""
    root = ET.fromstring(xml)  # noqa: S314
    title = "".join("".join(e.itertext()) for e in root.iter("Title"))
    published = day_of("".join("".join(e.itertext()) for e in root.iter("ReportTime")))
    parts = [re.sub(r"\s+", "", title), "\n"]
    tags: dict[str, list[Span]] = {}
    length = sum(map(len, parts))

    def walk(element: ET.Element) -> None:
        nonlocal length
        start = length
        put(element.text)
        for child in element:
            walk(child)
            put(child.tail)
        if length > start:
            tags.setdefault(element.tag.capitalize(), []).append((start, length))

    def put(words: str | None) -> None:
        nonlocal length
        clean = re.sub(r"\s+", "", words or "")
        parts.append(clean)
        length += len(clean)

    for content in root.iter("Content"):
        walk(content)
    return Report(id_, "".join(parts), published, tags)


def reports(folder: Path) -> Iterator[Report]:
    """Yield the reports of a folder's folders; a file that is no XML stops the run."""
    for kind in sorted(p for p in folder.iterdir() if p.is_dir()):
        for number, path in enumerate(sorted(kind.glob("*.xml")), start=1):
            yield report_of(f"{kind.name}-{number}", path.read_bytes())


def overlaps(one: Span, others: Sequence[Span]) -> bool:
    """Return whether a span shares a code point with any of the others."""
    return any(one[0] < b and a < one[1] for a, b in others)


@dataclass(slots=True)
class Scores:
    """Scores by finder, and what was missed or found too much, as words."""

    fields: dict[str, Score] = field(default_factory=dict)
    differ: Confusions = field(default_factory=Confusions)

    def add(
        self, name: str, report: Report, wanted: list[Span], may: list[Span], found: list[Span]
    ) -> None:
        """Add one report: spans to find, spans in which a found one is no fault, spans found."""
        hit = [s for s in wanted if overlaps(s, found)]
        good = [s for s in found if overlaps(s, may)]
        counts = Counts(len(hit), len(found) - len(good), len(wanted) - len(hit))
        self.fields.setdefault(name, Score()).add(counts)
        for a, b in wanted:
            if not overlaps((a, b), found):
                self.differ.add(name, report.id, {report.text[a:b]}, ())
        for a, b in found:
            if not overlaps((a, b), may):
                self.differ.add(name, report.id, (), {report.text[a:b]})


def score(given: Iterable[Report]) -> Scores:
    """Run the finders over every report's content."""
    out = Scores()
    for report in given:
        text, tags = report.text, report.tags
        body = text.index("\n") + 1
        times, places = tags.get("Time", []), tags.get("Location", [])
        actors = tags.get("Participant", []) + tags.get("Object", [])

        def fitting(spans: list[Span], rule: re.Pattern[str], words: str = text) -> list[Span]:
            return [(a, b) for a, b in spans if rule.search(words[a:b])]

        dates = find_dates(text, published=report.published, language="zh")
        spans = [(d.start, d.end) for d in dates if d.role != "duration" and d.start >= body]
        out.add("date", report, fitting(times, DATED), times, spans)
        found = find_places(text, on=report.published)
        spans = [(p.start, p.end) for p in found if p.start >= body]
        out.add("place", report, fitting(places, NAMED_PLACE), places + actors, spans)
        counted = find_counts(text, language="zh")
        spans = [
            (c.start, max(c.end, c.noun_end))
            for c in counted
            if c.start >= body and c.value.unit == "persons"
        ]
        people = fitting(tags.get("Participant", []), PEOPLE)
        out.add("count", report, people, actors, spans)
    return out


def main(data: Path, *, verbose: bool = False) -> list[tuple[str, Confusions]]:
    """Print the figures; return the confusion lists by name."""
    out = score(reports(data / "cec"))
    print("\ncec: spans found that overlap tagged ones")
    print("  right is counted over tagged spans, extra over found ones")
    print(HEAD)
    for name, one in sorted(out.fields.items()):
        print(row(name, one))
    if verbose:
        for line in out.differ.lines():
            print(f"    {line}")
    return [("cec", out.differ)]
