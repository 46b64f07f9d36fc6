"""What resolution looks at in a mention: dates as day numbers, places as paths, words as grams."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

from walkout.model.store import MentionRow
from walkout.text.script import image, is_han

# Words that say what kind of firm it is, not which one.
_FIRM_WORDS = re.compile(
    r"有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|股份|工厂|厂|"
    r"\b(?:co|ltd|inc|corp|corporation|company|group|holdings?|limited|factory|plant|the)\b\.?"
)
_NOT_WORD = re.compile(r"[\W_]+")
_GRAM = 4


@dataclass(frozen=True, slots=True)
class Features:
    """A mention, ready to be compared.

    Args:
        id: Mention id.
        document: Document id.
        days: First and last possible day as ordinals; None when the date is unknown.
        exact: The date is known to the day.
        published: Publication day as an ordinal; None when unknown.
        paths: Place paths from the country or province down; ambiguous names are left out.
        levels: Level of the last unit of each path.
        maybe: Stems of the codes that its places can mean, ambiguous ones included: a unit's stem
            is that of all its parts (``4403`` for a prefecture, ``440310`` for its county).
        employers: Names without firm words, folded; empty when no name is told.
        kind: action, repression, ...
        industry: Code, or None.
        actors: Codes.
        actions: Codes.
        demands: Codes.
        size: Participants as (low, high); high None when open.
        harm: Counts by field as (low, high) of the first count.
        grams: Hashes of the passage's four-character runs.
        han: The passage is mostly in 汉字; between scripts, unlike words say nothing.
        url: Address; None when unknown.
    """

    id: str
    document: str
    days: tuple[int, int] | None
    exact: bool
    published: int | None
    paths: tuple[tuple[str, ...], ...]
    levels: tuple[str, ...]
    maybe: frozenset[str]
    employers: tuple[str, ...]
    kind: str
    industry: str | None
    actors: frozenset[str]
    actions: frozenset[str]
    demands: frozenset[str]
    size: tuple[int, int | None] | None
    harm: Mapping[str, tuple[int, int | None]]
    grams: frozenset[int]
    han: bool
    url: str | None

    @property
    def signature(self) -> tuple[object, ...]:
        """What alone can speak against one event; mentions that share it never contradict."""
        return self.days, self.paths, self.maybe, self.employers, self.kind, self.actions


def employer_key(name: str) -> str:
    """Return a name without the words that only say that it is a firm, folded for comparison.

    Example:
        >>> employer_key("裕元鞋业有限公司") == employer_key("裕元鞋業公司")
        True
    """
    folded = _FIRM_WORDS.sub(" ", image(name))
    return _NOT_WORD.sub("", folded)


def grams(text: str) -> frozenset[int]:
    """Return hashes of the text's four-character runs, letters and digits only."""
    letters = _NOT_WORD.sub("", image(text))
    return frozenset(
        crc32(letters[i : i + _GRAM].encode("utf-8", "surrogatepass"))
        for i in range(max(1, len(letters) - _GRAM + 1))
    )


def _days(value: Mapping[str, Any] | None) -> tuple[tuple[int, int] | None, bool]:
    if not value or (value["earliest"] is None and value["latest"] is None):
        return None, False
    earliest, latest = value["earliest"] or value["latest"], value["latest"] or value["earliest"]
    first, last = date.fromisoformat(earliest).toordinal(), date.fromisoformat(latest).toordinal()
    return (first, last), first == last and value["precision"] == "day"


# Cities that are provinces: for what happens in them they are as fine as a prefecture.
_CITIES = frozenset({"北京市", "上海市", "天津市", "重庆市", "香港", "澳门"})


def _level(place: Mapping[str, Any]) -> str:
    if place["level"] == "province" and place["name_zh"].removesuffix("特别行政区") in _CITIES:
        return "prefecture"
    return str(place["level"])


def _stem(code: str) -> str:
    digits = code.partition("@")[0]
    while digits.startswith("cn:") and digits.endswith("00"):
        digits = digits[:-2]
    return digits


def _range(value: Mapping[str, Any] | None) -> tuple[int, int | None] | None:
    if not value or value.get("low") is None:
        return None
    return value["low"], value["high"]


def features(row: MentionRow) -> Features:
    """Return what the comparisons need of one mention."""
    values = row.values
    days, exact = _days(values.get("date"))
    named: Sequence[Mapping[str, Any]] = values.get("places", ())
    places = [p for p in named if p["check"] != "ambiguous"]
    names = [employer_key(e["name"]) for e in values.get("employer", ())]
    harm = {
        name: counted
        for name, counts in values.get("harm", {}).items()
        if counts and (counted := _range(counts[0]))
    }
    return Features(
        id=row.id,
        document=row.document,
        days=days,
        exact=exact,
        published=row.published.toordinal() if row.published else None,
        paths=tuple(tuple(p["path_zh"] or p["path_en"]) for p in places),
        levels=tuple(_level(p) for p in places),
        maybe=frozenset(
            _stem(code) for p in named for code in (p["code"], *p.get("candidates", ()))
        ),
        employers=tuple(dict.fromkeys(n for n in names if len(n) > 1)),
        kind=values["kind"],
        industry=values.get("industry"),
        actors=frozenset(values.get("actor", ())),
        actions=frozenset(values.get("action", ())),
        demands=frozenset(values.get("demand", ())),
        size=_range(values.get("participants")),
        harm=harm,
        grams=grams(row.text),
        han=sum(map(is_han, row.text)) * 4 > len(row.text),
        url=row.url,
    )
