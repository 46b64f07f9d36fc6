"""The data of the static site, and the two pages that its script draws.

Data are ``.js`` files that hand base64 gzip to one function: from ``file://`` a page may load
scripts, and nothing else. ``data/meta.js`` has names and settings, ``data/core.js`` one row per
event in columns for the map, filters and list, ``data/s/N.js`` everything about a share of the
events. Gzip is written without a clock, so the same values give the same bytes.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from importlib import resources
from typing import Any

from walkout.errors import PublishError
from walkout.publish.labels import Labels
from walkout.publish.view import EventView
from walkout.publish.words import say

Json = dict[str, Any]

FACETS = (
    "kind",
    "action",
    "demand",
    "cause",
    "response",
    "outcome",
    "industry",
    "actor",
    "ownership",
)
"""Coded fields that the explorer filters by; scope is kept apart by a switch of its own."""

ASSETS = ("app.js", "style.css", "map.js")

_SUB_CODES = ("employer_role", "participants_role", "amount_role", "legal_form", "harm")

PER_SHARD = 100
_EPOCH = date(1970, 1, 1).toordinal()

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; "
    "base-uri 'none'; form-action 'none'"
)
"""Content security policy of the two pages with a script. Nothing is fetched, framed, posted or
loaded from another host; ``file:`` is for browsers that do not count a disk as ``'self'``."""

STATIC_POLICY = "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"


def asset(name: str) -> bytes:
    """Return a built file of the explorer.

    Raises:
        PublishError: The explorer is not built in this installation.
    """
    path = resources.files("walkout.publish") / "explorer" / name
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise PublishError(
            "The explorer is not built in this installation",
            fix="Run `make explorer`, or install Walkout from a wheel, which has it.",
            file=name,
        ) from None


def packed(name: str, value: object) -> bytes:
    """Return a data file of the site: a call that hands over base64 gzip."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A gzip header of our own: no time, no name, no system.
    raw = text.encode("utf-8")
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeeze.compress(raw) + squeeze.flush()
    tail = zlib.crc32(raw).to_bytes(4, "little") + (len(raw) & 0xFFFFFFFF).to_bytes(4, "little")
    data = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + body + tail
    return b'walkoutData("%s","%s");\n' % (name.encode("ascii"), base64.b64encode(data))


def shard_of(event: str, shards: int) -> int:
    """Return the number of the shard that an event stands in (FNV-1a of its id).

    Example:
        >>> shard_of("0a1b2c3d", 1)
        0
    """
    state = 0x811C9DC5
    for byte in event.encode("utf-8"):
        state = ((state ^ byte) * 0x01000193) & 0xFFFFFFFF
    return state % shards


def core(views: Sequence[EventView], titles: Sequence[Mapping[str, str]]) -> Json:
    """Return the columns of all events, in the order given.

    A cell of a column of codes is null, the number of one code, or a list of numbers. Days are
    counted from 1 January 1970.
    """
    places: dict[tuple[Any, ...], int] = {}
    place_rows: list[list[Any]] = []
    columns: Json = {
        "id": [v.event.id for v in views],
        "zh": [t["zh"] for t in titles],
        "en": [t["en"] for t in titles],
        "first": [_day(v.start.earliest) if v.start else None for v in views],
        "last": [_day(v.start.latest) if v.start else None for v in views],
        "place": [],
        "employer": [" ".join(str(s.value["name"]) for s in v.employers) for v in views],
        "people": [],
        "accounts": [len(v.event.accounts) for v in views],
        "differs": [1 if v.differing else 0 for v in views],
        "small": [1 if v.event.coarsened else 0 for v in views],
        "borderline": [1 if borderline(v) else 0 for v in views],
    }
    for shown in views:
        row = []
        for place in shown.places.shown if shown.places else ():
            key = (tuple(place["path_zh"]), tuple(place["path_en"]), place["lat"], place["lon"])
            if key not in places:
                places[key] = len(places)
                place_rows.append(
                    [
                        place["code"] or "",
                        place["level"],
                        place["path_zh"],
                        place["path_en"],
                        place["lat"],
                        place["lon"],
                        place["precision"],
                    ]
                )
            row.append(places[key])
        columns["place"].append(_cell(row))
        people = next(
            (r for r in shown.participants if r.of.get("unit", "persons") == "persons"), None
        )
        columns["people"].append(
            None if people is None else [people.low, people.high, 1 if people.approximate else 0]
        )
    codes: Json = {}
    for name in FACETS:
        numbers: dict[str, int] = {}
        rows: list[Any] = []
        for shown in views:
            told = shown.codes.get(name)
            rows.append(
                _cell([numbers.setdefault(c, len(numbers)) for c in told.codes] if told else [])
            )
        codes[name] = {"codes": list(numbers), "rows": rows}
    return {"places": place_rows, "codes": codes, "columns": columns}


def borderline(shown: EventView) -> bool:
    """Return whether an event is kept apart in every count: no account calls it labour."""
    scope = shown.codes.get("scope")
    return scope is not None and "borderline" in scope.codes and "labour" not in scope.codes


def _cell(numbers: Sequence[int]) -> Any:
    return None if not numbers else numbers[0] if len(numbers) == 1 else list(numbers)


def _day(iso: str | None) -> int | None:
    return None if iso is None else date.fromisoformat(iso).toordinal() - _EPOCH


def used_labels(views: Sequence[EventView], labels: Labels) -> Json:
    """Return the names of the codes that events of the release carry, by field and code."""
    out: Json = {name: labels.field(name) for name in _SUB_CODES}
    for shown in views:
        for name, codes in shown.codes.items():
            known = out.setdefault(name, {})
            for code in codes.codes:
                if code not in known:
                    known[code] = {"zh": labels(name, code, "zh"), "en": labels(name, code, "en")}
    return out


def shell(page: str, title: Mapping[str, str], *, listed: bool) -> bytes:
    """Return ``index.html`` or ``event.html``: a frame that the script fills.

    Args:
        page: ``explore`` or ``event``.
        title: Title of the release, zh and en.
        listed: Whether there are script-free pages to point to.
    """
    core_tag = '<script defer src="data/core.js"></script>' if page == "explore" else ""
    names = f"{escape(title['zh'])} · {escape(title['en'])}"
    plain = '<a href="list.html">list.html</a>' if listed else '<a href="about.html">about.html</a>'
    return f"""<!doctype html>
<html lang="zh-Hans" data-page="{page}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{names}</title>
<link rel="stylesheet" href="style.css">
<script defer src="app.js"></script>
<script defer src="data/meta.js"></script>
{core_tag}
<script defer src="map.js"></script>
</head>
<body>
<div id="app">
<noscript><div class="plain">
<h1>{names}</h1>
<p>{escape(say("zh", "noscript"))} {plain}</p>
<p lang="en">{escape(say("en", "noscript"))} {plain}</p>
</div></noscript>
</div>
</body>
</html>
""".encode()
