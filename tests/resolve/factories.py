"""Mentions with full defaults; a test names only what matters to it."""

from __future__ import annotations

from datetime import date
from typing import Any
from zlib import crc32

from walkout.model.contract import assemble
from walkout.model.store import MentionRow

COUNTY = ("广东省", "东莞市", "高埗镇")


def place(*path: str, level: str = "county", check: str = "ok") -> dict[str, Any]:
    """Return the contract form of a place with this path."""
    return {
        "code": "cn:000000@2014",
        "level": level,
        "name_zh": path[-1],
        "name_en": path[-1],
        "path_zh": list(path),
        "path_en": list(path),
        "lat": 23.0,
        "lon": 113.7,
        "precision": level,
        "check": check,
    }


def day(text: str, latest: str | None = None, precision: str = "day") -> dict[str, Any]:
    """Return the contract form of a date."""
    return {
        "earliest": text,
        "latest": latest or text,
        "precision": precision,
        "basis": "stated",
    }


def mention(name: str, text: str | None = None, **changes: Any) -> MentionRow:
    """Return a strike at a shoe factory; `changes` are contract fields."""
    values = assemble(()) | {
        "date": day("2014-04-14"),
        "places": [place(*COUNTY)],
        "employer": [{"name": "裕新鞋厂", "role": "direct"}],
        "industry": "manufacturing",
        "action": ["strike"],
        "demand": ["social_insurance"],
    }
    published = changes.pop("published", date(2014, 4, 15))
    url = changes.pop("url", None)
    values |= changes
    # Each account in words of its own, so that only a test that wants them alike has them so.
    words = "".join(chr(0x4E00 + crc32(f"{name}{i}".encode()) % 0x5000) for i in range(40))
    return MentionRow(name, f"d-{name}", values, text or words, published, url)
