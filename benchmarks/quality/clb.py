"""Strike-map rows of China Labour Bulletin: their text read, and set beside the coders' fields.

The rows (`Date, Title, Description, Province, Industry, ... `, one workbook a year) are not part
of the project. A row's text is its title and, where it says more, its description; its date is the
publication day. Every mention of a row counts, since a row is one event.

* **Province**: the first place found. A row whose text names one or more provinces, but not the
  coded one, is listed and not scored: the text or the coding is in error. A row that names none (a
  city alone, a misspelt province) is scored, and so is one in which nothing is found.
* **Industry**: CLB has no healthcare and no public administration, and codes both as services.
* **Demand**: demand and cause together, over CLB's eleven frequent labels.
* **Action**: a transport strike is a strike; sit-in, demonstration, march, petition and site block
  are one, since CLB coded these from pictures that the text does not show.
* **Response**: coders saw pictures, so only precision can be judged, and only by reading: a sheet
  of 200 rows is written for that.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from benchmarks.quality.labels import ClassScores, LabelScores, print_lists, translated
from benchmarks.quality.reading import extract
from walkout.model.contract import assemble
from walkout.model.statement import Mention

OUT = Path(__file__).parent.parent / "out"

PROVINCES = (
    "Anhui", "Beijing", "Chongqing", "Fujian", "Gansu", "Guangdong", "Guangxi", "Guizhou",
    "Hainan", "Hebei", "Heilongjiang", "Henan", "Hubei", "Hunan", "Inner Mongolia", "Jiangsu",
    "Jiangxi", "Jilin", "Liaoning", "Ningxia", "Qinghai", "Shaanxi", "Shandong", "Shanghai",
    "Shanxi", "Sichuan", "Tianjin", "Tibet", "Xinjiang", "Yunnan", "Zhejiang",
)  # fmt: skip

INDUSTRY = {
    "manufacturing": "Manufacturing",
    "construction": "Construction",
    "transport": "Transportation",
    "services": "Services",
    "healthcare": "Services",
    "public_administration": "Services",
    "mining": "Mining",
    "retail": "Retail",
    "education": "Education",
    "agriculture": "Other",
    "other": "Other",
}

DEMAND = {
    "wage_arrears": "Wage Arrears",
    "pay_rise": "Pay Increase",
    "compensation": "Compensation",
    "severance": "Compensation",
    "injury_death": "Compensation",
    "social_insurance": "Social Security",
    "pension": "Pension",
    "housing_fund": "Housing Fund",
    "overtime": "OT",
    "working_hours": "Work Conditions",
    "health_safety": "Work Conditions",
    "living_conditions": "Work Conditions",
    "working_conditions": "Work Conditions",
    "layoffs": "Layoffs",
    "relocation_closure": "Relocation or Closure",
    "restructuring": "Restructure Merger",
    "privatisation": "Restructure Merger",
}
"""Demands and causes to the eleven labels that CLB's form offers; the codebook's crosswalk, and
for the codes that it cuts finer, the label that holds them."""

ACTION = {
    "strike": "strike",
    "sit_in": "gathering",
    "demonstration": "gathering",
    "march": "gathering",
    "petition_visit": "gathering",
    "site_block": "gathering",
    "road_block": "road block",
    "rail_block": "road block",
    "threat_to_jump": "threat to jump",
}

CLB_ACTION = {
    "Strike": "strike",
    "Transport Strike": "strike",
    "Sit-in": "gathering",
    "Protest or Demonstration": "gathering",
    "Block road": "road block",
}

_JUMP = re.compile(r"^threaten to (?:jump|leap)|^(?:扬言|威胁)?跳楼$", re.I)

DEMANDS = tuple(dict.fromkeys(DEMAND.values()))
ACTIONS = tuple(dict.fromkeys(ACTION.values()))

SAMPLE = 200
SEED = 20110101


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the strike map.

    Args:
        id: Workbook and line, as ``clb_2013!17``.
        text: Title, and description where it says more.
        day: Date of the row.
        province: Coded province; empty where it is none of the 31.
        industry: Coded industry; empty when not coded.
        actions: Coded actions.
        demands: Coded demands.
    """

    id: str
    text: str
    day: date | None
    province: str
    industry: str
    actions: frozenset[str]
    demands: frozenset[str]


@dataclass(slots=True)
class Scores:
    """All of it.

    Args:
        province: Coded against found.
        named_province: The same over rows whose text names the coded province outright.
        industry: The same, as printed.
        stated_industry: The same, only from values that rest on words.
        demand: Over CLB's eleven labels.
        stated_demand: The same, only from values that rest on words.
        action: Over four classes.
        stated_action: The same, only from values that rest on words.
        elsewhere: Rows whose text names other provinces only.
        no_mention: Rows in which nothing was found.
        responses: Rows with a response: id, text, response, its quote, basis.
    """

    province: ClassScores = field(default_factory=ClassScores)
    named_province: ClassScores = field(default_factory=ClassScores)
    industry: ClassScores = field(default_factory=ClassScores)
    stated_industry: ClassScores = field(default_factory=ClassScores)
    demand: LabelScores = field(default_factory=lambda: LabelScores(DEMANDS))
    stated_demand: LabelScores = field(default_factory=lambda: LabelScores(DEMANDS))
    action: LabelScores = field(default_factory=lambda: LabelScores(ACTIONS))
    stated_action: LabelScores = field(default_factory=lambda: LabelScores(ACTIONS))
    elsewhere: list[str] = field(default_factory=list)
    no_mention: list[str] = field(default_factory=list)
    responses: list[tuple[str, str, str, str, str]] = field(default_factory=list)


def split(cell: object) -> frozenset[str]:
    """Return the labels of a cell."""
    return frozenset(part.strip() for part in str(cell or "").split(",") if part.strip())


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell)[:10])
    except ValueError:
        return None


def actions_of(labels: Iterable[str]) -> frozenset[str]:
    """Return coded actions in the four classes; other free text falls away."""
    out = {CLB_ACTION[x] for x in labels if x in CLB_ACTION}
    return frozenset(out | {"threat to jump" for x in labels if _JUMP.search(x)})


def row_of(id_: str, cells: dict[str, Any]) -> Row:
    """Return a row of a workbook by its column names."""
    title, more = str(cells.get("Title") or ""), str(cells.get("Description") or "")
    province = str(cells.get("Province") or "").strip()
    return Row(
        id=id_,
        text="\n".join(dict.fromkeys(part.strip() for part in (title, more) if part.strip())),
        day=_day(cells.get("Date")),
        province=province if province in PROVINCES else "",
        industry=str(cells.get("Industry") or "").strip(),
        actions=actions_of(split(cells.get("Action Taken Involve"))),
        demands=split(cells.get("Employee Demands Involve")),
    )


def rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of a folder's workbooks."""
    for path in sorted(folder.glob("*.xlsx")):
        lines = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        head = [str(cell).strip() for cell in lines[0]]
        for number, line in enumerate(lines[1:], start=2):
            if any(line):
                yield row_of(f"{path.stem}!{number}", dict(zip(head, line, strict=False)))


_NAMED = re.compile(r"\b(" + "|".join(PROVINCES) + r")\b", re.I)


def named_provinces(text: str) -> set[str]:
    """Return the provinces that a text names outright.

    Example:
        >>> sorted(named_provinces("Taxi drivers in Taiyuan, Shanxi and in Xi'an, SHAANXI"))
        ['Shaanxi', 'Shanxi']
    """
    return {match[1].title() for match in _NAMED.finditer(text)}


def _values(mentions: Sequence[Mention], name: str, *, stated: bool) -> list[Any]:
    if not stated:
        lines = [assemble(m.statements) for m in mentions]
        found = [line[name] for line in lines]
        return [v for part in found for v in (part if isinstance(part, list) else [part])]
    return [
        s.value for m in mentions for s in m.statements if s.field == name and s.basis != "inferred"
    ]


def province_of(mentions: Sequence[Mention]) -> str | None:
    """Return the province of the first mention that has a place, in CLB's spelling."""
    for mention in mentions:
        place = assemble(mention.statements)["place"]
        if place:
            return str(place["path_en"][0])
    return None


def industry_of(mentions: Sequence[Mention], *, stated: bool = False) -> str | None:
    """Return the first industry found, in CLB's words."""
    found = [v for v in _values(mentions, "industry", stated=stated) if v in INDUSTRY]
    return INDUSTRY[found[0]] if found else None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a row, in CLB's words, as printed and by words alone.

    Args:
        row: The row.
        mentions: How many.
        province: Province of the first place.
        industry: As printed, and only from values that rest on words.
        demand: The same of demands and causes.
        action: The same of actions.
        responses: Response, its quote and basis.
    """

    row: Row
    mentions: int
    province: str | None
    industry: tuple[str | None, str | None]
    demand: tuple[set[str], set[str]]
    action: tuple[set[str], set[str]]
    responses: tuple[tuple[str, str, str], ...]


def read(line: Row) -> Found:
    """Extract a row."""
    mentions = extract(line.text, published=line.day)

    def both(*names: str, to: Mapping[str, str]) -> tuple[set[str], set[str]]:
        printed, worded = (
            translated((v for n in names for v in _values(mentions, n, stated=stated)), to)
            for stated in (False, True)
        )
        return printed, worded

    return Found(
        row=line,
        mentions=len(mentions),
        province=province_of(mentions),
        industry=(industry_of(mentions), industry_of(mentions, stated=True)),
        demand=both("demand", "cause", to=DEMAND),
        action=both("action", to=ACTION),
        responses=tuple(
            (str(s.value), s.quote or "", s.basis)
            for m in mentions
            for s in m.statements
            if s.field == "response"
        ),
    )


def total(found: Iterable[Found]) -> Scores:
    """Set what was found in rows beside their codes."""
    out = Scores()
    for one in found:
        line = one.row
        if not one.mentions:
            out.no_mention.append(line.id)
        named = named_provinces(line.text)
        if line.province and named and line.province not in named:
            listed = ", ".join(sorted(named))
            out.elsewhere.append(f"{line.id}: coded {line.province}, named {listed}")
        elif line.province:
            out.province.add("province", line.id, line.province, one.province)
            if named:
                out.named_province.add("province", line.id, line.province, one.province)
        if line.industry:
            out.industry.add("industry", line.id, line.industry, one.industry[0])
            out.stated_industry.add("industry", line.id, line.industry, one.industry[1])
        out.demand.add("demand", line.id, line.demands, one.demand[0])
        out.stated_demand.add("demand", line.id, line.demands, one.demand[1])
        out.action.add("action", line.id, line.actions, one.action[0])
        out.stated_action.add("action", line.id, line.actions, one.action[1])
        out.responses += [(line.id, line.text, *response) for response in one.responses]
    return out


def score(given: Iterable[Row]) -> Scores:
    """Extract every row and set it beside its codes."""
    return total(map(read, given))


def by_workbook(found: Sequence[Found]) -> str:
    """Return one line a workbook: coders and their style changed over the years."""
    lines = ["\nclb by workbook: province, industry (accuracy), demand, action (micro-F1)"]
    books: dict[str, list[Found]] = {}
    for one in found:
        books.setdefault(one.row.id.partition("!")[0], []).append(one)
    for book, part in sorted(books.items()):
        out = total(part)
        lines.append(
            f"  {book:12}{len(part):6} rows  {out.province.accuracy:.3f}  "
            f"{out.industry.accuracy:.3f}  {out.demand.micro.f1:.3f}  {out.action.micro.f1:.3f}"
        )
    return "\n".join(lines)


def write_sheet(scores: Scores, folder: Path = OUT) -> Path:
    """Write the sheet on which a reader judges responses: 200 rows, the same on every run."""
    ids = sorted({found[0] for found in scores.responses})
    chance = random.Random(SEED)  # noqa: S311 - a sample that anybody can draw again
    drawn = set(chance.sample(ids, min(SAMPLE, len(ids))))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "clb-response-sample.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        sheet = csv.writer(out)
        sheet.writerow(["id", "text", "response", "quote", "basis", "right"])
        sheet.writerows([*found, ""] for found in scores.responses if found[0] in drawn)
    return path


def main(data: Path, *, verbose: bool = False) -> list[tuple[str, Any]]:
    """Print the figures; return the confusion lists by name."""
    found = [read(line) for line in rows(data / "clb")]
    scores = total(found)
    print("\nclb")
    print(f"  rows without a mention: {len(scores.no_mention)}")
    print(f"  rows whose text names only another province, not scored: {len(scores.elsewhere)}")
    if verbose:
        print("\n".join(f"    {line}" for line in scores.elsewhere))
        print(f"    without a mention: {' '.join(scores.no_mention)}")
    print(scores.province.line("province"))
    print(scores.named_province.line("province, rows whose text names the coded one"))
    print(scores.industry.table("clb industry"))
    print(scores.stated_industry.line("of them by words (without inferred values)"))
    print(scores.demand.table("clb demand and cause"))
    print(scores.stated_demand.table("clb demand and cause, without inferred values"))
    print(scores.action.table("clb action"))
    print(scores.stated_action.table("clb action, without inferred values"))
    print(by_workbook(found))
    print(f"\n  responses to read: {write_sheet(scores).relative_to(OUT.parent.parent)}")
    lists = [
        ("clb province", scores.province.confusions),
        ("clb industry", scores.industry.confusions),
        ("clb demand", scores.demand.confusions),
        ("clb action", scores.action.confusions),
    ]
    for name, confusions in lists:
        print(f"  {name}, gold -> found:")
        print_lists(confusions, verbose=verbose)
    return [(name, confusions) for name, confusions in lists]
