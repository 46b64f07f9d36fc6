"""The extraction contract on any text at all, through the rules, the model and the command.

Texts are of three kinds: any characters (surrogate halves, marks, controls, right-to-left), pieces
of the trade thrown together without grammar, and one piece over and over.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import FrameType
from typing import Any

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from walkout import codebook
from walkout.capture import CaptureOptions
from walkout.extract import extract
from walkout.extract.patterns import split_line, unfold
from walkout.extract.proposer import Report, propose
from walkout.flows.extract import extract_lines
from walkout.flows.proposers import local
from walkout.model.contract import contract_line
from walkout.model.statement import HARM_FIELDS, LIST_FIELDS, SINGLE_FIELDS, Mention, canonical

_FUZZ = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_FEWER = settings(_FUZZ, max_examples=60)


def _lines(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield from (line.strip() for line in data.splitlines() if line.strip())
    elif isinstance(data, dict):
        for part in data.values():
            yield from _lines(part)


@cache
def _phrases() -> tuple[str, ...]:
    """Return one wording for each line of the lexicon, gaps closed."""
    found: list[str] = []
    for language, gap in (("zh", ""), ("en", " a ")):
        folder = files("walkout.extract") / "lexicon" / language
        for path in sorted(folder.iterdir(), key=lambda p: p.name):
            if not path.name.endswith(".yml") or path.name == "lists.yml":
                continue
            for line in _lines(yaml.safe_load(path.read_text(encoding="utf-8"))):
                if "<" in line:
                    continue
                part = split_line(line)[0]
                words = [next(unfold(p), "") for p in part.split(" .. ") if ".." not in p]
                found.append(gap.join(words) + ("" if language == "zh" else " "))
    return tuple(dict.fromkeys(found))


_PIECES = (
    # who, where
    "工人", "女工们", "出租车司机", "农民工家属", "workers ", "Workers at ", "the drivers ",
    "东莞", "河南郑州", "广东省深圳市龙华区", "朝阳区", "香港", "in Wuhan ", "Shaanxi ", "Dhaka, ",
    "裕元鞋厂", "利得电子有限公司", "Lide Shoe Factory ", "Co., Ltd. ", "张建国", "Zhang Jianguo ",
    "13800138000", "某厂", "(中国)有限公司",
    # when
    "2015年4月20日", "4月31日", "2月29日", "昨天", "上周五", "本月初", "正月十五", "二〇一五年",
    "连续三天", "0年0月0日", "9999年12月31日", "105年10月18日", "国庆", "冬至前后", "三天后",
    "on 3 May 2015 ", "on Monday ", "31 February ", "in 1997 ", "five years later ", "tomorrow ",
    "Christmas ", "12/31/9999 ", "2015-02-30 ", "Feb 29, 2015 ", "a century ago ",
    # how many, how much
    "三百多", "近百名", "上千", "十几", "二三百", "零", "〇",
    "一亿亿", "3000000000000000000000000人",
    "2,500 ", "over 50 ", "tens of thousands of ", "half a dozen ", "1.5 million ", "-3 ", "½",
    "1e99 ", "٣٤ ", "２０００名", "亿元", "N+1", "每人3万元", "RMB 3.2m ", "$", "12%", "百分之",
    "17 of 907 strikes ", "共发生12起罢工", "0 of 0 strikes ",
    # signs
    "。", "，", "、", "！", "？", "；", "：", "\n", "\n\n", "\r\n",
    "\u2028", "\x00", "\t", " ", "\u3000",
    ". ", ", ", "; ", "? ", "...", "……", "(", ")", "（", "）", "“", "”", "《", "》", "【",
    "】", "'s ", "#",
    "@", "/", "\\", "|", "~", "*", "-", " — ", "<b>", "{a,b}", "%s",
    # beyond the usual
    "🔥", "👨‍👩‍👧‍👦", "🇨🇳", "𠮷", "𝟮𝟬𝟭𝟱", "e\u0301", "İ", "ß", "ﬁ", "\u202e", "\u200b",
    "\ufeff", "עובדים", "عمال",
    "\ud83d", "\udc00", "\U0010ffff", "罷工", "網際網路", "ｓｔｒｉｋｅ",
)  # fmt: skip


def _texts() -> st.SearchStrategy[str]:
    piece = st.one_of(st.sampled_from(_PIECES), st.sampled_from(_phrases()))
    thrown = st.lists(piece, max_size=50).map("".join)
    # Long enough to be read as prose, with what comes before and after it.
    again = st.tuples(
        thrown, st.lists(piece, min_size=1, max_size=4).map("".join), st.integers(1, 400), thrown
    ).map(lambda t: t[0] + (t[1] * t[2])[:4000] + t[3])
    wild = st.text(st.characters(), max_size=200)
    mixed = st.lists(st.one_of(piece, st.text(st.characters(), max_size=4)), max_size=40)
    return st.one_of(thrown, mixed.map("".join), again, wild)


_DAYS = st.one_of(
    st.none(),
    st.sampled_from([date.min, date.max, date(2016, 2, 29), date(2015, 4, 21), date(1900, 1, 1)]),
    st.dates(date(1990, 1, 1), date(2030, 12, 31)),
)
_LANGUAGES = st.sampled_from([None, "zh-Hans", "zh-Hant", "en", "mixed", "unknown"])

_TRADE = "2015年4月20日，东莞鞋厂500名工人罢工，警察带走5人。Workers in Wuhan went on strike. "


def _both(text: str, day: date | None, language: str | None) -> Iterator[tuple[Mention, ...]]:
    yield extract(text, published=day, language=language)
    yield propose(Report(text, day, language), local()).mentions


@given(_texts(), _DAYS, _LANGUAGES)
@example("\ud83d" + _TRADE + "\udc00", date(2015, 4, 21), None)
@example(_TRADE + "," * 3000, date.max, "mixed")
@example("Aaaa " * 800 + _TRADE, date.min, None)
@_FUZZ
def test_any_text_gives_mentions_whose_quotes_are_the_text(
    text: str, published: date | None, language: str | None
) -> None:
    """Nothing fails on any text; passages and quotes lie in it, and each quote is its words."""
    for mentions in _both(text, published, language):
        spans = [(m.start, m.end) for m in mentions]
        assert spans == sorted(spans)
        for mention in mentions:
            assert 0 <= mention.start < mention.end <= len(text)
            names = [s.field for s in mention.statements]
            for once in ("scope", "status", "kind"):
                assert once in names
            for statement in mention.statements:
                statement.check(text)
                assert (statement.basis == "inferred") == (statement.quote is None)
                assert statement.quote is None or statement.quote.strip()
                assert 0 <= statement.confidence <= 1
                canonical(statement.value)


_CODED = ("scope", "status", "kind", "industry", "ownership", "actor", "composition",
          "organisation", "action", "demand", "cause", "outcome")  # fmt: skip


def _ordered(low: Any, high: Any) -> bool:
    return low is None or high is None or low <= high


@given(_texts(), _DAYS, _LANGUAGES)
@_FUZZ
def test_every_value_fits_the_contract(
    text: str, published: date | None, language: str | None
) -> None:
    """Codes are the codebook's, days are days, and no count or date ends before it begins."""
    book = codebook.load()
    fields = {*SINGLE_FIELDS, *LIST_FIELDS, *(f"harm.{name}" for name in HARM_FIELDS)}
    for mention in propose(Report(text, published, language), local()).mentions:
        for statement in mention.statements:
            name, value = statement.field, statement.value
            assert name in fields
            if name in _CODED:
                assert book.has(name, value)
            elif name == "response":
                responder, act = value.split(".")
                assert book.has("responder", responder)
                assert book.has("act", act)
            elif name in ("date", "end"):
                days = [date.fromisoformat(d) for d in (value["earliest"], value["latest"]) if d]
                assert days == sorted(days)
            elif name == "participants" or name.startswith("harm."):
                assert value["low"] is None or value["low"] >= 0
                assert _ordered(value["low"], value["high"])
                assert not value.get("at") or date.fromisoformat(value["at"]) <= date.max
            elif name == "amount":
                assert _ordered(value.get("low"), value.get("high"))
            elif name == "statistic":
                assert value["text"] in text
                assert _ordered(value["numerator"], value["denominator"])


@given(_texts(), st.dates(date(2014, 1, 1), date(2016, 12, 31)), _LANGUAGES)
@_FUZZ
def test_nothing_happened_after_it_was_published(
    text: str, published: date, language: str | None
) -> None:
    """What is told as happened begins no later than the day on which it was told."""
    for mention in propose(Report(text, published, language), local()).mentions:
        if mention.values("status") != ["happened"]:
            continue
        for value in mention.values("date"):
            assert value["earliest"] is None or value["earliest"] <= published.isoformat()
        for name in HARM_FIELDS:
            for value in mention.values(f"harm.{name}"):
                assert not value.get("at") or value["at"] <= published.isoformat()


@given(_texts(), _DAYS)
@_FEWER
def test_the_same_text_gives_the_same_lines(text: str, published: date | None) -> None:
    """Reading a text again, or other texts between, changes nothing."""
    report = Report(text, published)
    first = propose(report, local())
    extract(_TRADE)
    assert propose(report, local()) == first


_POSTS = (
    "2015年4月20日，东莞裕元鞋厂500名工人罢工，要求补缴社保，警察带走5人。",
    "昨天上午，河南郑州上百名出租车司机堵路，抗议份子钱上涨。",
    "On 3 May 2015 some 300 workers at Lide Shoe Factory in Wuhan struck over unpaid wages.",
    "Police detained five drivers in Shenzhen on Monday after they blocked a road.",
)


def _said(mentions: tuple[Mention, ...], shift: int) -> list[tuple[Any, ...]]:
    return [
        (s.field, canonical(s.value), s.quote, s.basis, s.coder,
         None if s.start is None else s.start - shift)
        for m in mentions
        for s in m.statements
    ]  # fmt: skip


@pytest.mark.parametrize("post", _POSTS, ids=["zh day", "zh yesterday", "en day", "en weekday"])
@given(
    st.lists(
        st.sampled_from(["🔥", "👨‍👩‍👧", "🇨🇳", "𝄞", "🀄", "😀", "\U0001f3fb"]),
        min_size=1,
        max_size=30,
    ).map("".join)
)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_emoji_before_a_post_only_move_its_spans(post: str, signs: str) -> None:
    """Characters beyond the first plane before a post move each span by their code points."""
    day = date(2015, 5, 6)
    plain = propose(Report(post, day), local()).mentions
    moved = propose(Report(f"{signs} {post}", day), local()).mentions
    assert plain
    assert _said(moved, len(signs) + 1) == _said(plain, 0)


@given(_texts(), _DAYS)
@_FEWER
def test_the_command_prints_a_line_for_every_mention_of_any_text(
    text: str, published: date | None
) -> None:
    """A text that JSON can hold comes through the command as numbered JSON lines."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    row: dict[str, Any] = {"id": "a", "text": text}
    if published is not None:
        row["published"] = published.isoformat()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        path.write_bytes(orjson.dumps(row) + b"\n" + orjson.dumps({**row, "id": "b"}))
        lines = list(extract_lines([path], CaptureOptions()))
    assert all(isinstance(line, dict) for line in lines)
    mentions = propose(Report(text, published), local()).mentions
    made = [
        contract_line(name, number, mention)
        for name in "ab"
        for number, mention in enumerate(mentions, 1)
    ]
    assert [orjson.loads(orjson.dumps(line)) for line in lines] == made
    for line in made:
        for statement in line["statements"]:
            if statement["quote"] is not None:
                assert text[statement["start"] : statement["end"]] == statement["quote"]


def _work(text: str) -> int:
    """Return how many calls reading a text takes: no clock, so the machine may be busy."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        propose(Report(text, date(2016, 5, 1)), local())
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("工人罢工。", id="one sentence over and over"),
        pytest.param("2015年4月3日东莞鞋厂工人罢工，警察抓了5人，", id="one sentence without end"),
        pytest.param("3 May 2015 workers strike in Wuhan\n", id="a list of strikes"),
        pytest.param("Workers at Lide Shoe Factory in Wuhan went on strike. ", id="one firm"),
        pytest.param("strike ", id="one word"),
        pytest.param("Wuhan ", id="one place"),
        pytest.param("17 of 907 strikes in 2015 were over pay. ", id="aggregates"),
        pytest.param("police arrested 5 workers. ", id="arrests alone"),
        pytest.param("要求拖欠工资", id="asking without a stop"),
    ],
)
def test_twice_the_text_takes_twice_the_work(piece: str) -> None:
    """Work grows with the length of a text and no faster, whatever the text repeats.

    Counts calls, so what a single call does in C is not seen: `make bench` has that.
    """
    text = _TRADE + piece * (6_000 // len(piece))
    _work(text[:2000])
    # Linear gives 2, quadratic 4.
    assert _work(text + text) < 2.6 * _work(text)
