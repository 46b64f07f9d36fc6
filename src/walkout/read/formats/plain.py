"""Plain text and Markdown: the file's own words, where the file has them.

The text is kept as it stands, so that a span of the reading is a span of the file. Only what a
web page left at the end of a copy (the comment form) is cut off, and lines that were broken at a
margin are joined, with a note.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from walkout.errors import UnreadableError
from walkout.model import media
from walkout.model.document import Block, Capture, PublishedBasis
from walkout.read.join import looks_wrapped, paragraphs
from walkout.read.page import MOST_TEXT, Page, clean, compose
from walkout.read.published import dateline, from_lines, from_url, latest_day, month_of, plausible
from walkout.text.charset import decode
from walkout.text.days import parse_day

READER = "text@1"
READER_MARKDOWN = "markdown@1"

# A line of this many characters is no line of a text: data, or a file without line ends.
_MOST_LINE = 1_000_000

_FRONT = re.compile(r"\A---[ \t]*\n(.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(
    r"^\s*[\"']?(?P<name>[A-Za-z_ -]{2,20}|[\u4e00-\u9fff]{2,4})[\"']?\s*[:：]\s*"
    r"(?P<value>\S.*?)\s*$"
)
_TITLES = {"title", "headline", "标题", "標題", "题目", "題目"}
_DATES = {
    "date",
    "published",
    "publish date",
    "published at",
    "pubdate",
    "日期",
    "发布时间",
    "發布時間",
}
_URLS = {"url", "link", "source", "permalink", "链接", "連結", "来源", "來源", "网址", "原文"}
_LABELLED = re.compile(r"^\S{1,12}\s*[:：]\s*(?:\d{4}\D.{0,40}|https?://\S+)$")
_HEADING = re.compile(r"^#{1,3}\s+(.+?)\s*#*\s*$")
_ADDRESS = re.compile(r"https?://[^\s<>\"'）)】\]]+")
# What a page puts above the answers to its text.
_ANSWERS = re.compile(
    r"^\s*#{0,4}\s*(?:"
    r"(?:\d{1,4}|one|no|two|three)\s+(?:responses?|comments?|thoughts?|replies|reply)\b.{0,200}"
    r"|(?:responses?|comments?|replies)(?:\s*\(\d{1,4}\))?"
    r"|\d{1,4}\s*[条則则]?(?:评论|評論|回应|回應|留言).{0,60}"
    r"|(?:网友|網友|全部|最新|热门)?(?:评论|評論|留言)(?:区|區)?(?:\s*[(（]\d{1,4}[)）])?"
    r")\s*[:：]?\s*$",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"your email address will not be published|required fields are marked|leave a (?:reply|comment)"
    r"|this site uses akismet|发表评论|发表回复|發表回覆|电子邮件地址不会被公开",
    re.IGNORECASE,
)


def read(capture: Capture, today: date) -> Page:
    """Return the words of a text file.

    Args:
        capture: The file; `text/markdown` has front matter taken off.
        today: Last day on which it can have been published.

    Raises:
        UnreadableError: Its bytes are no text, or it is one endless line.
    """
    label = media.charset(capture.media_type)
    decoded = decode(capture.content, [label] if label else [])
    notes = [f"charset:{decoded.encoding}"]
    if decoded.replaced:
        notes.append(f"replaced:{decoded.replaced}")
    text = clean(decoded.text)
    longest = max(map(len, text.split("\n")))
    if longest > _MOST_LINE or len(text) > MOST_TEXT:
        raise UnreadableError(
            "The text has a line longer than any report"
            if longest > _MOST_LINE
            else "The text is longer than any report",
            fix="Check what made the file; split it at the reports and add the parts.",
            characters=max(longest, 0) if longest > _MOST_LINE else len(text),
            most=_MOST_LINE if longest > _MOST_LINE else MOST_TEXT,
        )
    markdown = media.bare(capture.media_type) == media.MARKDOWN
    return read_text(text, capture, today, notes, markdown=markdown)


def read_text(
    text: str,
    capture: Capture,
    today: date,
    notes: list[str],
    *,
    markdown: bool = False,
    reader: str | None = None,
) -> Page:
    """Return the words of a text that is decoded."""
    fields: dict[str, str] = {}
    if front := _FRONT.match(text):
        fields = _fields(front[1].split("\n"))
        if fields:
            text = text[front.end() :]
            notes.append("front-matter")
    text = _without_answers(text, notes).rstrip()
    lines = text.split("\n")
    head = [line for line in lines if line.strip()][:12]
    fields = {**_fields(head), **fields}
    url = capture.url or _url(fields, lines)
    latest = latest_day(capture.captured_at, today)
    published, basis = _published(fields, lines, url, latest)
    title = fields.get("title") or _title(lines, markdown=markdown)
    if published is None:
        month = month_of(title or "") or next(
            (m for line in head[1:6] if len(line) <= 40 and (m := month_of(line))), None
        )
        if month:
            notes.append(f"published-month:{month}")
    if looks_wrapped(lines):
        notes.append("lines:joined")
        text, blocks = compose((f"line {i + 1}", words) for i, words in paragraphs(lines))
    else:
        blocks = _blocks(lines)
    return Page(
        reader or (READER_MARKDOWN if markdown else READER),
        text,
        blocks,
        title=title,
        published=published,
        basis=basis,
        url=url,
        notes=tuple(notes),
    )


def _blocks(lines: list[str]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            blocks.append(Block(at, at + len(line), f"line {number}"))
        at += len(line) + 1
    return tuple(blocks)


def _fields(lines: list[str]) -> dict[str, str]:
    """Return the title, date and address that lines such as ``Title: ...`` give."""
    found: dict[str, str] = {}
    for line in lines:
        match = _FIELD.match(line)
        if not match:
            continue
        name = match["name"].strip().lower().replace("_", " ").replace("-", " ")
        value = match["value"].strip().strip("\"'")
        for role, names in (("title", _TITLES), ("date", _DATES), ("url", _URLS)):
            if name in names and value:
                found.setdefault(role, value)
    if "date" in found and parse_day(found["date"]) is None:
        del found["date"]
    return found


def _url(fields: dict[str, str], lines: list[str]) -> str | None:
    """Return the address of the text: a labelled one, or one alone on a line at top or end."""
    if "url" in fields and (match := _ADDRESS.match(fields["url"])):
        return match[0]
    filled = [line.strip() for line in lines if line.strip()]
    for line in (*filled[:4], *reversed(filled[-2:])):
        match = _ADDRESS.fullmatch(line)
        if match:
            return match[0]
    return None


def _published(
    fields: dict[str, str], lines: list[str], url: str | None, latest: date
) -> tuple[date | datetime | None, PublishedBasis]:
    for value, basis in (
        (parse_day(fields.get("date", "")), "metadata"),
        (from_lines(lines), "text"),
        (from_url(url), "url"),
    ):
        if plausible(value, latest):
            return (
                value,
                "metadata" if basis == "metadata" else "text" if basis == "text" else "url",
            )
    return None, "unknown"


def _title(lines: list[str], *, markdown: bool) -> str | None:
    """Return the first line when it stands as a title does: short, no sentence, text below.

    A dateline above it is passed over.
    """
    filled = [line.strip() for line in lines if line.strip()]
    if markdown:
        for line in filled[:10]:
            if match := _HEADING.match(line):
                return match[1].strip("*_ ")
    while filled and (dateline(filled[0]) or _LABELLED.match(filled[0])):
        filled = filled[1:]
    if len(filled) < 2:
        return None
    line = filled[0].lstrip("#").strip()
    han = sum(1 for char in line if char >= "\u2e80")
    if len(line) > 160 or han > 60 or line.endswith(("。", "；", "，", ",", ";", "：", ":")):
        return None
    if line.endswith(".") and len(line) > 80:
        return None
    if not any(char.isalpha() for char in line) or _ADDRESS.match(line):
        return None
    return line


def _without_answers(text: str, notes: list[str]) -> str:
    """Cut off the comment form and the answers above it, where a copy of a page ends with them.

    Only when the form is there: it proves that what follows its heading is not the report's.
    """
    lines = text.split("\n")
    forms = [i for i, line in enumerate(lines) if len(line) < 200 and _FORM.search(line)]
    if not forms or forms[-1] < len(lines) * 0.5:
        return text
    below = "\n".join(lines[forms[-1] + 1 :])
    if len(below) > 1500:
        return text
    start = forms[0] if len("\n".join(lines[forms[0] :])) <= 3000 else forms[-1]
    for i in range(start - 1, -1, -1):
        if sum(map(len, lines[i:start])) > max(20_000, len(text) // 3):
            break
        if len(lines[i]) < 200 and _ANSWERS.match(lines[i]):
            start = i
            break
    notes.append("boilerplate:cut")
    return "\n".join(lines[:start])
