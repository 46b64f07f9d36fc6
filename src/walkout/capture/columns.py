"""Which column of a table is for what: named by a person, or guessed and announced.

Guesses go by the header's words first, in Chinese and English, then by what the cells hold. The
publication date needs care: a column called *Date* is the day of the event in a record of events,
which tells itself by columns of codes (industry, demands, response), and the day of publication in
a list of posts. The event's day is read with the row, under its label, so that it can be quoted;
a column that names the event's day is never taken for the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from walkout.capture.names import safe_path
from walkout.capture.options import ROLES, CaptureOptions, Notice, Role
from walkout.errors import TableError
from walkout.model.document import Language
from walkout.text.days import parse_day, parse_epoch

Roles = dict[Role, tuple[str, ...]]

_TEXT = """
    text|full text|fulltext|content|contents|body|body text|description|descriptions|post|posts
    post text|message|tweet|narrative|event description|incident description|story|article
    article text|report|report text|transcript|paragraph|sentence|details|detail
    正文|内容|內容|全文|描述|事件描述|事件经过|事件經過|经过|經過|详情|詳情|文本|博文|微博内容|微博正文
    帖子内容|原文|报道内容|報導內容|新闻内容|新聞內容|事件内容|详细描述|具体情况|情况
"""
_VAGUE = {
    "report",
    "post",
    "posts",
    "detail",
    "details",
    "story",
    "message",
    "详情",
    "詳情",
    "情况",
}
_TEXT_WEAK = """
    notes|note|summary|abstract|comment|comments|remarks|snippet|excerpt|synopsis|background
    备注|備註|摘要|概述|事件概述|简介|簡介|说明|說明|概要|事件简介|简要情况
"""
_TITLE = """
    title|titles|headline|heading|subject|event title|post title|article title|title en|title zh
    标题|標題|题目|題目|事件标题|新闻标题|主题|主題|事件名称
"""
_PUBLISHED = """
    published|published at|published on|publication date|date of publication|publish date
    date published|publish time|pub date|pubdate|posted|posted at|posted on|post date|date posted
    created at|created|report date|date of report|reported|source date|article date|timestamp
    发布时间|发布日期|發布時間|發布日期|發佈時間|发表时间|发表日期|發表時間|發表日期|发帖时间|发文时间
    发文日期|刊登日期|刊登时间|报道日期|报道时间|報導日期|出版日期|发微博时间|发博时间
"""
_DATE = "date|dates|datetime|date time|day|日期|时间|時間"
_EVENT_DATE = """
    start date|end date|event date|incident date|date of event|date of incident|strike date
    action date|start|end|date start|date end|begin date|last date|ended|started
    事发日期|事发时间|事件日期|事件时间|发生日期|发生时间|發生日期|發生時間|开始日期|开始时间|结束日期
    结束时间|罢工日期|罷工日期
"""
# A record of events has columns of codes; a list of posts has not.
_CODED = """
    action|actions|action taken|demand|demands|employee demands|response|industry|sector
    participants|workers|employees|employer|company|enterprise type|type of action|struggles
    action taken involve|employee demands involve|response to collective action
    行动|行动方式|诉求|訴求|要求|回应|反应|行业|行業|人数|人數|参与人数|企业|雇主|事件类型
"""
_URL = """
    url|urls|link|links|permalink|source url|source link|web address|uri|href|post url|article url
    链接|連結|鏈接|网址|網址|原文链接|来源链接|来源网址|出处链接|地址链接
"""
_ID = "id|event id|record id|row id|uid|uuid|guid|case id|ref|编号|編號|序号|序號|事件编号|记录编号"
_LANGUAGE = "language|lang|语言|語言|语种"


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in re.split(r"[|\n]", text) if name.strip())


_KNOWN = {
    "text": _names(_TEXT),
    "weak": _names(_TEXT_WEAK),
    "title": _names(_TITLE),
    "published": _names(_PUBLISHED),
    "date": _names(_DATE),
    "event": _names(_EVENT_DATE),
    "coded": _names(_CODED),
    "url": _names(_URL),
    "id": _names(_ID),
    "language": _names(_LANGUAGE),
}
# Words that stand over columns of such tables and play no part here; they tell a header.
_OTHER = _names(
    """
    province|city|county|region|country|state|location|place|address|industry|sector|employer
    company|enterprise|enterprise type|workers|participants|number|type|action|demands|demand
    response|outcome|source|sources|author|latitude|longitude|lat|lon|lng|name|code|status|year
    month|tags|category|employees|size|省|省份|城市|市|县|区|地区|地点|行业|企业|公司|单位|雇主|人数
    类型|诉求|要求|行动|来源|作者|纬度|经度|名称|代码|状态|年份|标签|分类|规模|结果|回应
    """
)

_LANGUAGES: dict[str, Language] = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hans": "zh-Hans",
    "chs": "zh-Hans",
    "chinese": "zh-Hans",
    "chinese simplified": "zh-Hans",
    "simplified chinese": "zh-Hans",
    "中文": "zh-Hans",
    "简体": "zh-Hans",
    "简体中文": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "zh-hant": "zh-Hant",
    "cht": "zh-Hant",
    "traditional chinese": "zh-Hant",
    "繁体": "zh-Hant",
    "繁體": "zh-Hant",
    "繁體中文": "zh-Hant",
    "en": "en",
    "eng": "en",
    "english": "en",
    "en-us": "en",
    "en-gb": "en",
    "英文": "en",
    "英语": "en",
    "mixed": "mixed",
}

_SENTENCE_EN = re.compile(r"\b(?:the|of|to|in|and|for|on|at|a|by|with|was|were|over|after)\b")
_SENTENCE_ZH = re.compile(r"[的了在因被和等与，。、]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's label and its first cells.

    Args:
        label: What stands over it; unique in its table.
        cells: Its cells in the sample, empty where there is nothing.
    """

    label: str
    cells: tuple[str, ...] = field(repr=False)

    @property
    def filled(self) -> float:
        """Share of cells with something in them."""
        return sum(1 for cell in self.cells if cell.strip()) / max(1, len(self.cells))

    @property
    def length(self) -> float:
        """Mean length of the filled cells, in code points."""
        sizes = [len(cell) for cell in self.cells if cell.strip()]
        return sum(sizes) / max(1, len(sizes))


def normal(label: str) -> str:
    """Return a column's label as it is compared: words in lower case, single spaces.

    Example:
        >>> normal(" Published_At: "), normal("发布 时间")
        ('published at', '发布时间')
    """
    words = re.sub(r"[\s_\-.:：*()（）\[\]]+", " ", label).strip().casefold()
    return words.replace(" ", "") if _HAN.search(words) else words


def knows(label: str) -> bool:
    """Return whether a label is a word that stands over columns of such tables."""
    word = normal(label)
    return word in _OTHER or any(word in names for names in _KNOWN.values())


def language_of(text: str | None) -> Language | None:
    """Return the language that a cell names; None when it names none that is known here."""
    return _LANGUAGES.get((text or "").strip().casefold().replace("_", "-"))


def guess(
    columns: list[Column],
    file: str,
    options: CaptureOptions,
    *,
    sheet: str | None = None,
    title_in_text: bool = True,
) -> Roles:
    """Return the columns for each role, as named or as guessed; guesses are announced.

    Args:
        columns: The table's columns with a sample of their cells.
        file: Base name of the table, for messages.
        options: What a person named, and who is told of guesses.
        sheet: The sheet, for messages.
        title_in_text: Whether a guessed title is read as the first line of the text.

    Raises:
        TableError: A named column is not there, or there is no column of text.
    """
    where = {"file": file, **({"sheet": sheet} if sheet else {})}
    roles: Roles = {}
    guessed: list[Role] = []
    for role in ROLES:
        named = options.columns_of(role)
        if named or (named is not None and role != "text"):
            roles[role] = tuple(_named(name, columns, role, where) for name in named)
    taken = {label for labels in roles.values() for label in labels}
    free = [column for column in columns if column.label not in taken]
    for role in ("title", "url", "id", "language"):
        if role not in roles and (label := _by_name(free, role)):
            roles[role] = (label,)
            guessed.append(role)
    if "text" not in roles:
        text = _text(free, roles.get("title", ()), title_in_text)
        if not text:
            raise TableError(
                "The table has no column of text that could be found",
                fix="Name it: --map text=COLUMN (several: --map text=A --map text=B).",
                **where,
                columns=[column.label for column in columns][:40],
            )
        roles["text"] = text
        guessed.append("text")
    if "date" not in roles and title_in_text and (label := _event_date(free)):
        roles["date"] = (label,)
        guessed.append("date")
        free = [column for column in free if column.label != label]
    dated = False
    if "published" not in roles:
        label, dated = _published(free)
        if label:
            roles["published"] = (label,)
            guessed.append("published")
    if guessed:
        options.notice(Notice("columns", _told(roles, guessed, where, dated), where))
    return {role: labels for role, labels in roles.items() if labels}


def _told(roles: Roles, guessed: list[Role], where: dict[str, str], dated: bool) -> str:
    # Labels come from the file and go to a terminal.
    parts = [
        f"{role} = {' + '.join(map(safe_path, roles[role]))}" for role in ROLES if role in guessed
    ]
    place = " ".join(str(part) for part in where.values())
    text = f"{place}: columns taken by their look: {', '.join(parts)}."
    if dated:
        text += (
            " Words such as 'yesterday' are measured from that date, which may be the event's own;"
            " --map published= leaves it out."
        )
    return text + " Change any with --map ROLE=COLUMN."


def _named(name: str, columns: list[Column], role: Role, where: dict[str, str]) -> str:
    for column in columns:
        if column.label == name:
            return column.label
    for column in columns:
        if normal(column.label) == normal(name):
            return column.label
    raise TableError(
        f"The table has no column of the name that --map gives for {role}",
        fix="Name one of its columns.",
        **where,
        column=name,
        columns=[column.label for column in columns][:40],
    )


def _by_name(columns: Iterable[Column], kind: str) -> str | None:
    """Return the fullest column whose label is one of a kind."""
    fitting = [column for column in columns if normal(column.label) in _KNOWN[kind]]
    if kind == "url":
        fitting = [column for column in fitting if _addresses(column) > 0.5]
    fitting = [column for column in fitting if column.filled > 0]
    best = max(fitting, key=lambda column: column.filled, default=None)
    return best.label if best else None


def _addresses(column: Column) -> float:
    filled = [cell for cell in column.cells if cell.strip()]
    return sum(1 for cell in filled if _ADDRESS.match(cell.strip())) / max(1, len(filled))


def _text(
    columns: list[Column], title: tuple[str, ...], title_in_text: bool
) -> tuple[str, ...] | None:
    strong = [c for c in columns if normal(c.label) in _KNOWN["text"] and c.filled > 0]
    # "Report" or "Details" may stand over a number or a link; words must be in it.
    strong = [
        c
        for c in strong
        if (normal(c.label) not in _VAGUE or c.length >= 6) and _addresses(c) < 0.5
    ]
    weak = [c for c in columns if normal(c.label) in _KNOWN["weak"] and c.filled >= 0.5]
    found = max(strong, key=lambda c: c.filled * c.length, default=None)
    if found is None:
        weak = [c for c in weak if _sentences(c) >= 0.3]
        found = max(weak, key=lambda c: c.length, default=None)
    if found is None and not title:
        prose = [c for c in columns if c.filled >= 0.5 and _sentences(c) >= 0.4]
        found = max(prose, key=lambda c: c.length, default=None)
    if found is None:
        return title or None
    return (*title, found.label) if title_in_text else (found.label,)


def _sentences(column: Column) -> float:
    """Return the share of filled cells that read like a sentence, not a name or an address."""
    filled = [cell for cell in column.cells if cell.strip()]
    if not filled or _addresses(column) >= 0.3:
        return 0.0
    prose = 0
    for cell in filled:
        han = len(_HAN.findall(cell))
        if han >= 10:
            prose += bool(_SENTENCE_ZH.search(cell))
        else:
            prose += len(cell.split()) >= 6 and bool(_SENTENCE_EN.search(cell))
    return prose / len(filled)


def _event_date(columns: list[Column]) -> str | None:
    """Return the column that gives the day on which each row's event began."""
    named = [c for c in columns if normal(c.label) in _KNOWN["event"] and _dates(c) >= 0.5]
    begun = [c for c in named if not re.search(r"end|last|结束|結束", normal(c.label))]
    if begun:
        return max(begun, key=lambda c: c.filled).label
    coded = sum(1 for c in columns if normal(c.label) in _KNOWN["coded"])
    if coded < 2:
        return None
    plain = [c for c in columns if normal(c.label) in _KNOWN["date"] and _dates(c) >= 0.5]
    return plain[0].label if plain else None


def _published(columns: list[Column]) -> tuple[str | None, bool]:
    """Return the column that dates the rows, and whether it may be the event's own day."""
    fitting = [c for c in columns if normal(c.label) in _KNOWN["published"] and _dates(c) >= 0.5]
    if fitting:
        return max(fitting, key=lambda c: c.filled).label, False
    fitting = [c for c in columns if normal(c.label) in _KNOWN["date"] and _dates(c) >= 0.5]
    if not fitting:
        fitting = [
            c
            for c in columns
            if normal(c.label) not in _KNOWN["event"] and c.filled >= 0.5 and _dates(c) >= 0.9
        ]
        # Two unnamed columns of dates: nothing tells which is meant.
        if len(fitting) > 1 or any(normal(c.label) in _KNOWN["event"] for c in columns):
            return None, False
    return (fitting[0].label, True) if fitting else (None, False)


def _dates(column: Column) -> float:
    filled = [cell for cell in column.cells if cell.strip()]
    named = normal(column.label) in _KNOWN["published"] | _KNOWN["date"] | _KNOWN["event"]
    return sum(
        1
        for cell in filled
        if parse_day(cell, "mdy") or (named and (parse_epoch(cell) or is_serial(cell)))
    ) / max(1, len(filled))


def is_serial(cell: str) -> bool:
    """Return whether a number could be a day as Excel counts them, from 1980 to 2078.

    Example:
        >>> is_serial("42014"), is_serial("2015")
        (True, False)
    """
    return bool(
        re.fullmatch(r"(29[2-9]\d\d|[3-5]\d{4}|6[0-4]\d{3}|65[01]\d\d)(\.\d+)?", cell.strip())
    )
