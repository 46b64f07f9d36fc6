"""When a document says that it was published: datelines, labels and addresses.

Only whole dates count, and only where a page puts its own date: beside a label, on a line of its
own near the top or the end, at the head of a dispatch, in its address. A date inside a sentence
is the event's, not the document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from walkout.model.document import Language, PublishedBasis
from walkout.text.days import Found, find_days

_EARLIEST = 1900
_TOP_LINES = 15
_END_LINES = 12

_LABEL = re.compile(
    r"(?:发布|發布|發佈|发表|發表|刊登|刊发|刊發|更新|报道|報道|报导|報導|发稿|發稿|出版|撰写|时间|時間|日期"
    r"|发帖|發帖|张贴|張貼|posted|published|updated|date|dated|filed|created|first published)"
    r"(?:时间|時間|日期|于|於|在|：|:|\s|on|by|at)*\s*$",
    re.IGNORECASE,
)
# What may stand on a dateline beside the date: place, agency, author, source, clock, counts.
_BESIDE = re.compile(
    r"(?:来源|來源|作者|记者|記者|编辑|編輯|责编|責編|文|图|source|by|author|editor|views?|阅读|閱讀|浏览|瀏覽"
    r"|评论|評論|comments?|点击|點擊|posted|published|updated|发布|發布|發佈|发表|發表)",
    re.IGNORECASE,
)
# A date that belongs to something else: a user, a deadline, a firm.
_OTHER = re.compile(
    r"注册|註冊|加入|出生|生日|截止|截至|成立|到期|有效|过期|登录|版权|registered|joined|member"
    r"|born|founded|established|deadline|expires?|copyright|©|until|since|as of",
    re.IGNORECASE,
)
_DISPATCH = re.compile(
    r"(?:讯|訊|电|電|消息|报道|報道|报导|報導)\s*[)）】〕]?|[—–-]{1,2}\s|\)\s*[—–-]", re.IGNORECASE
)
_YEAR = re.compile(r"\d{4}|[〇零○]")
_URL_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19[89]|20[0-4])\d)(?P<s>[-/_]?)(?P<m>0[1-9]|1[0-2]|(?<=[-/_])[1-9])(?P=s)"
    r"(?P<d>0[1-9]|[12]\d|3[01]|(?<=[-/_])[1-9])(?!\d)"
)
_MONTHS_EN = (
    "january february march april may june july august september october november december".split()
)
_MONTH_ONLY = re.compile(
    rf"(?:(?P<name>{'|'.join(_MONTHS_EN)})\s+(?P<y1>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)\s*年\s*(?P<m2>1[0-2]|0?[1-9])\s*月(?!\s*\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Published:
    """When a document was published, and how that is known.

    Args:
        value: The day or instant.
        basis: How it is known.
    """

    value: date | datetime
    basis: PublishedBasis


def from_lines(lines: Sequence[str]) -> date | datetime | None:
    """Return the date that a text's lines give for the text itself; None when none does.

    A labelled date near the top comes first, then a line that is a date near the top, then a line
    below the title that says who tells this and when, then the head of a dispatch, then a line
    that is a date near the end.

    Args:
        lines: The lines, empty ones included or not.
    """
    filled = [line.strip() for line in lines if line.strip()]
    top = filled[:_TOP_LINES]
    for line in top:
        for found in find_days(line[:200]):
            if _LABEL.search(line[: found.start]):
                return found.value
    # A chronology has dates on lines of their own all the way down; they are its headings.
    bare = sum(1 for line in filled[:400] if len(line) <= 120 and dateline(line)) < 3
    for line in top if bare else ():
        value = dateline(line)
        if value:
            return value
    for line in top[1:6] if bare else ():
        value = _byline(line)
        if value:
            return value
    for line in top[:4]:
        found_first = next(iter(find_days(line[:80])), None)
        if found_first and _heads_dispatch(line, found_first):
            return found_first.value
    for line in reversed(filled[max(len(top), len(filled) - _END_LINES) :]) if bare else ():
        value = dateline(line)
        if value:
            return value
    return None


def dateline(line: str) -> date | datetime | None:
    """Return the date of a line that is nothing but a dateline; None when it says more.

    Example:
        >>> dateline("2018年7月28日 09:12 来源：临江日报")
        datetime.date(2018, 7, 28)
        >>> dateline("On 27 July 2018 workers struck")
    """
    line = line.strip().strip("()（）[]【】*_|·•—-–").strip()
    if not 8 <= len(line) <= 120 or not _YEAR.search(line):
        return None
    days = list(find_days(line))
    if len(days) != 1:
        return None
    rest = (line[: days[0].start] + " " + line[days[0].end :]).strip()
    if _OTHER.search(rest):
        return None
    # A day of the week, a clock and little else, or words that stand on datelines.
    rest = re.sub(r"(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]", "", rest)
    rest = re.sub(
        r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?", "", rest
    )
    rest = rest.strip(" ,，。.|/·•—–-()（）:：\t")
    # A place of a few characters may stand beside it: 重庆大渡口.
    if len(rest) <= 6:
        return days[0].value
    if _ends_sentence(line) or len(rest) > 80:
        return None
    if _BESIDE.search(rest) or (days[0].start > 0 and _LABEL.search(line[: days[0].start])):
        return days[0].value
    # A signature: a name or a group, then the date, and nothing after it.
    signed = days[0].end >= len(line) - 1 and len(rest) <= 20 and not re.search(r"[，,；;]", rest)
    return (
        days[0].value
        if signed
        and not re.search(r"[于於在自从從至到]$|\b(?:on|since|until|to|from|of|in)$", rest)
        else None
    )


def _byline(line: str) -> date | datetime | None:
    """Return the date at the end of a line below the title that says who tells this.

    ``Translated for Harbour Labour News from a newsletter, 12 April 2009``.
    """
    bare = line.strip("*_ \t()（）[]")
    days = list(find_days(bare))
    if len(days) != 1 or days[0].end != len(bare) or not 8 <= len(bare) <= 120:
        return None
    before = bare[: days[0].start].rstrip()
    marked = line.strip()[:1] in "*_(（[" or len(before) <= 60
    parted = before.endswith((",", "，", "·", "|", "—", "-", "–", ":", "："))
    ended = re.search(r"[。！？!?；;]|[a-z]\. ", before)
    return days[0].value if marked and parted and not ended else None


def _ends_sentence(line: str) -> bool:
    return line.endswith(("。", "！", "？", "!", "?")) or bool(re.search(r"[a-z]{3}\.$", line))


def _heads_dispatch(line: str, found: Found) -> bool:
    """Tell ``LINJIANG, July 27, 2018 — `` and ``（临江日报2018年7月27日讯）`` from a sentence."""
    before, after = line[: found.start], line[found.end : found.end + 12]
    if len(before) > 30 or re.search(r"[。！？!?]", before):
        return False
    if not _DISPATCH.match(after.lstrip()):
        return False
    return not re.search(r"[a-z]{4,} [a-z]{2,} [a-z]", before)


def from_url(url: str | None) -> date | None:
    """Return the day that an address has in its path; None when it has none.

    Example:
        >>> from_url("https://news.example/2018/07/28/t20180728_1.html")
        datetime.date(2018, 7, 28)
    """
    if not url:
        return None
    path = url.partition("://")[2].partition("?")[0].partition("#")[0]
    # A copy in a web archive has its own time in front of the real address.
    inner = re.search(r"/web/\d{4,14}[a-z_]*/(?:https?:/+)?(.+)", path)
    path = inner[1] if inner else path
    path = path.partition("/")[2]
    match = _URL_DAY.search(path)
    if not match:
        return None
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def month_of(text: str) -> str | None:
    """Return a month that a title or a line near the end gives, as ``2018-11``; None without one.

    A month is too little for `published` and is kept as a note.
    """
    match = _MONTH_ONLY.search(text)
    if not match:
        return None
    if match["y1"]:
        return f"{match['y1']}-{_MONTHS_EN.index(match['name'].lower()) + 1:02d}"
    return f"{match['y2']}-{int(match['m2']):02d}"


def plausible(value: date | datetime | None, latest: date) -> bool:
    """Return whether a document that was got by some day can have been published then."""
    if value is None:
        return False
    day = value.date() if isinstance(value, datetime) else value
    return day.year >= _EARLIEST and day <= latest


def latest_day(captured_at: datetime | None, today: date) -> date:
    """Return the last day on which a document can have been published.

    One day is allowed for the difference between the clocks of the page and of the capture.
    """
    day = captured_at.date() if captured_at else today
    return min(day, today) + timedelta(days=1)


def in_zone_of(value: date | datetime | None, language: Language) -> date | datetime | None:
    """Return an instant in the zone of its source, so that its day is the source's day.

    Chinese pages often give their time in UTC; 22:00 UTC on the 27th is the 28th in Beijing.
    The instant stays the same; one that has an offset of its own is left alone.
    """
    if isinstance(value, datetime) and value.tzinfo == UTC and language in {"zh-Hans", "zh-Hant"}:
        return value.astimezone(timezone(timedelta(hours=8)))
    return value
