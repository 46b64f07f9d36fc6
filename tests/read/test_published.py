"""When a text says that it was published, and when it only tells of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.read.published import (
    dateline,
    from_lines,
    from_url,
    in_zone_of,
    latest_day,
    month_of,
    plausible,
)

DAY = date(2018, 7, 28)


@pytest.mark.parametrize(
    "line",
    [
        "2018年7月28日",
        "2018-07-28 09:12",
        "2018年07月28日 09:12 来源：临江日报",
        "2018年7月28日 星期六",
        "28 July 2018",
        "Saturday, July 28, 2018",
        "Posted on July 28, 2018 by the desk",
        "By A Writer | 28 July 2018",
        "July 28, 2018, 9:12 a.m.",
        "（临江，2018年7月28日）",
        "全体工人 2018年7月28日",
        "*28 July 2018*",
        "二〇一八年七月二十八日",
    ],
)
def test_a_dateline_is_a_line_with_a_date_and_little_else(line: str) -> None:
    """A clock, a weekday, a source, a name may stand beside it."""
    assert dateline(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "2018年7月28日，约三百名工人在厂门口聚集。",
        "On 28 July 2018 about 300 workers gathered at the gate.",
        "The strike lasted from 27 July 2018 to 28 July 2018",
        "注册：2018-07-28",
        "申请截止 2018年7月28日",
        "The factory closed on 28 July 2018",
        "7月28日",
        "July 2018",
        "words",
        "",
    ],
)
def test_a_sentence_with_a_date_is_no_dateline(line: str) -> None:
    """Its date is the event's, or somebody else's."""
    assert dateline(line) is None


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        pytest.param(["Title", "发布时间：2018-07-28 09:12", "2017-01-01", "words"], DAY,
                     id="a label before a bare date"),
        pytest.param(["Title", "28 July 2018", "words", "1 August 2018"], DAY,
                     id="the top before the end"),
        pytest.param(["Title", "words"] + ["more words"] * 40 + ["28 July 2018"], DAY,
                     id="the end"),
        pytest.param(["LINJIANG, July 28, 2018 — About 300 workers struck."], DAY,
                     id="the head of a dispatch"),
        pytest.param(["（临江日报2018年7月28日讯）昨天，约三百名工人停工。"], DAY,
                     id="the head of a Chinese dispatch"),
        pytest.param(["Title", "*Told for the desk by a worker, 28 July 2018*", "words"], DAY,
                     id="who tells this, and when"),
        pytest.param(["Chronicle", "26 July 2018", "a", "27 July 2018", "b", "28 July 2018", "c"],
                     None, id="a chronicle's headings"),
        pytest.param(["Workers struck on July 27, 2018 and again later."], None, id="a sentence"),
        pytest.param(["Title"] + ["words"] * 40 + ["28 July 2018"] + ["words"] * 40, None,
                     id="somewhere in the middle"),
        pytest.param([], None, id="nothing"),
    ],
)  # fmt: skip
def test_where_a_text_puts_its_own_date(lines: list[str], value: date | None) -> None:
    """Labels, datelines, bylines and dispatches, in this order."""
    assert from_lines(lines) == value


@pytest.mark.parametrize(
    ("url", "day"),
    [
        pytest.param("https://n.example/2018/07/28/toys.html", DAY, id="folders"),
        pytest.param("https://n.example/2018/7/28/toys", DAY, id="short folders"),
        pytest.param("https://n.example/201807/t20180728_1.htm", DAY, id="a file's name"),
        pytest.param("https://n.example/2018-07-28-toys/", DAY, id="with hyphens"),
        pytest.param("https://web.example/web/20200101120000/https://n.example/2018/07/28/x", DAY,
                     id="a copy in a web archive"),
        pytest.param("https://web.example/web/20200101120000/https://n.example/x", None,
                     id="only the time of the copy"),
        pytest.param("https://n20180728.example/x", None, id="the name of a site"),
        pytest.param("https://n.example/x?date=2018-07-28", None, id="a query"),
        pytest.param("https://n.example/2018/13/28/", None, id="no such month"),
        pytest.param("https://n.example/id/1201807281", None, id="a longer number"),
        pytest.param(None, None, id="no address"),
    ],
)  # fmt: skip
def test_addresses_may_hold_the_day(url: str | None, day: date | None) -> None:
    """Only whole days, only in the path."""
    assert from_url(url) == day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("a discussion (november 2018)", "2018-11"),
        ("写于2007年7月，十年回望", "2007-07"),
        ("2018年7月27日", None),
        ("a strike", None),
    ],
)
def test_months_are_kept_as_notes(text: str, month: str | None) -> None:
    """A day with its month is no month."""
    assert month_of(text) == month


def test_nothing_is_published_after_it_was_got() -> None:
    """One day is allowed for clocks that differ."""
    got = datetime(2018, 7, 28, tzinfo=UTC)
    latest = latest_day(got, date(2026, 1, 1))
    assert plausible(date(2018, 7, 29), latest)
    assert not plausible(date(2018, 7, 30), latest)
    assert latest_day(None, date(2020, 1, 1)) == date(2020, 1, 2)
    assert latest_day(got, date(2017, 1, 1)) == date(2017, 1, 2)
    assert not plausible(date(1850, 1, 1), latest)


def test_only_universal_time_of_chinese_pages_is_moved() -> None:
    """An instant with an offset of its own, and a day, stay as they are."""
    instant = datetime(2018, 7, 27, 22, tzinfo=UTC)
    moved = in_zone_of(instant, "zh-Hant")
    assert moved == instant
    assert isinstance(moved, datetime)
    assert moved.date() == DAY
    assert in_zone_of(instant, "en") is instant
    assert in_zone_of(DAY, "zh-Hans") is DAY


@given(st.lists(st.text(max_size=120), max_size=30))
def test_any_lines_are_looked_through_without_a_fault(lines: list[str]) -> None:
    """Whatever stands in them."""
    value = from_lines(lines)
    assert value is None or isinstance(value, date)
