"""What the words around a Chinese date make of it: since, until, to come, a dateline."""

from __future__ import annotations

import re

from walkout.extract.dates import Form, FoundDate, Role
from walkout.extract.when import MonthPart, When, YearPart
from walkout.text.numerals import parse_zh

_SINCE = re.compile(r"(?:起(?![诉火草义来步身飞重码亡])|开始(?!时)|以来|至今|始(?![终作建]))")
_SINCE_BEFORE = re.compile(r"(?:自从|自|从|打从|由)$")
_UNTIL_BEFORE = re.compile(r"(?:截至|截止到|截止至|截止|直到|直至)$")
_DATELINE = re.compile(
    r"[日号]?(?:电(?![视子话梯影脑力]|信网)|讯(?!问)|消息|报道|报导|专电|综合报道)"
)
_UNTIL = re.compile(r"为止")
_AHEAD_BEFORE = re.compile(
    r"(?:将于|将在|定于|拟于|拟在|计划于|计划在|预定|预定于|预计|预计于|准备在|打算在|约定|约定在|号召|号召在|将从|将自)(?:本月|今年)?$"
)
_AHEAD_AFTER = re.compile(r"[^,。;!?\n0-9]{0,3}(?:将(?!近|军)|拟(?!定)|计划(?!书))")
_AHEAD_CHAR = frozenset("于在定划计约召备算从自年月")
_LEAD_ENDS = frozenset("自从由至止到")
_TAIL_STARTS = frozenset("起开以至始为电讯消报专综日号")
"""First characters of what gives a date its role; looked at before the patterns, for speed."""


def dated(
    image: str, start: int, end: int, when: When, form: Form, until: When | None = None
) -> FoundDate:
    """Give a date its role by the words around it: 自…起, 截至…, 将于…."""
    role: Role = "point" if until is None else "range"
    last = image[start - 1 : start]
    if last in _LEAD_ENDS and last:
        before = image[max(0, start - 3) : start]
        if until is None and (mark := _UNTIL_BEFORE.search(before)):
            start -= len(before) - mark.start()
            return FoundDate(start, end, None, "end", form, when=when)
        if mark := _SINCE_BEFORE.search(before):
            start -= len(before) - mark.start()
            role = "start" if until is None else role
    dateline = False
    if image[end : end + 1] in _TAIL_STARTS:
        if until is None and (since := _SINCE.match(image, end)):
            end, role = since.end(), "start"
        elif role == "point" and (stop := _UNTIL.match(image, end)):
            end, role = stop.end(), "end"
        dateline = _DATELINE.match(image, end) is not None
    return FoundDate(
        start, end, None, role, form, ahead=_is_ahead(image, start, end), dateline=dateline,
        when=when, until_when=until,
    )  # fmt: skip


def _is_ahead(image: str, start: int, end: int) -> bool:
    if (
        start
        and image[start - 1] in _AHEAD_CHAR
        and _AHEAD_BEFORE.search(image, max(0, start - 6), start)
    ):
        return True
    return _AHEAD_AFTER.match(image, end) is not None


def number(words: str) -> int:
    """Return the whole number that a numeral says, 0 when it is none."""
    numeral = parse_zh(words)
    return int(numeral.low) if numeral is not None else 0


ENDINGS: dict[str, MonthPart] = {
    "上旬": "early", "初": "early", "月初": "early", "中旬": "mid", "月中": "mid", "中": "mid",
    "下旬": "late",
    "底": "late", "末": "late", "月底": "late", "月末": "late", "上半月": "first_half",
    "下半月": "second_half",
}  # fmt: skip
YEAR_ENDINGS: dict[str, YearPart] = {
    "初": "early", "中": "mid", "底": "late", "末": "late", "上半年": "h1", "下半年": "h2",
    "春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter",
}  # fmt: skip
