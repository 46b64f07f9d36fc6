"""Whole dates in cells and in texts: read when they are whole, left alone when they are not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.text.days import day_order, find_days, parse_day, parse_epoch

BEIJING = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("2018-07-27", date(2018, 7, 27), id="ISO"),
        pytest.param("2018/7/27", date(2018, 7, 27), id="slashes"),
        pytest.param("2018.07.27", date(2018, 7, 27), id="points"),
        pytest.param("20180727", date(2018, 7, 27), id="eight digits"),
        pytest.param("2018年7月27日", date(2018, 7, 27), id="Chinese"),
        pytest.param("2018 年 7 月 27 號", date(2018, 7, 27), id="Chinese with gaps"),
        pytest.param("二〇一八年七月二十七日", date(2018, 7, 27), id="Chinese numerals"),
        pytest.param("二○一八年十二月三十一日", date(2018, 12, 31), id="with the other zero"),
        pytest.param("14 January 2019", date(2019, 1, 14), id="day first"),
        pytest.param("3rd of March 2021", date(2021, 3, 3), id="an ordinal"),
        pytest.param("Wednesday, March 3, 2021", date(2021, 3, 3), id="with the day of the week"),
        pytest.param("Sept. 3, 2021", date(2021, 9, 3), id="a shortened month"),
        pytest.param("27-Jul-2018", date(2018, 7, 27), id="with hyphens"),
        pytest.param("27/7/2018", date(2018, 7, 27), id="unmistakably day first"),
        pytest.param("7/27/2018", date(2018, 7, 27), id="unmistakably month first"),
        pytest.param("4/4/2018", date(2018, 4, 4), id="the same either way"),
        pytest.param("2018-07-27 10:20", date(2018, 7, 27), id="a clock without a zone is dropped"),
        pytest.param(
            "2018-07-27T10:20:30Z", datetime(2018, 7, 27, 10, 20, 30, tzinfo=UTC), id="an instant"
        ),
        pytest.param(
            "2018-07-27T10:20:30.5+08:00",
            datetime(2018, 7, 27, 10, 20, 30, tzinfo=BEIJING),
            id="an instant with its offset",
        ),
        pytest.param(
            "Fri, 27 Jul 2018 10:00:00 +0800",
            datetime(2018, 7, 27, 10, tzinfo=BEIJING),
            id="as mail has it",
        ),
        pytest.param(
            "Fri Jul 27 10:00:00 +0800 2018",
            datetime(2018, 7, 27, 10, tzinfo=BEIJING),
            id="as Weibo has it",
        ),
    ],
)
def test_a_whole_date_is_read(text: str, value: date) -> None:
    """Every way in which pages and tables write a day."""
    assert parse_day(text) == value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("3/4/2018", id="either of two days"),
        pytest.param("2018-07", id="a month"),
        pytest.param("2018年7月", id="a Chinese month"),
        pytest.param("2018", id="a year"),
        pytest.param("July 27", id="no year"),
        pytest.param("2018-13-01", id="no such month"),
        pytest.param("2018-02-30", id="no such day"),
        pytest.param("27 July 18", id="two digits of a year"),
        pytest.param("on 27 July 2018 workers", id="a date among words"),
        pytest.param("42014", id="a number"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_whole_date_is_left_alone(text: str) -> None:
    """Nothing is filled in and nothing is guessed."""
    assert parse_day(text) is None


def test_a_column_tells_how_it_writes_its_days() -> None:
    """One unmistakable cell settles the others; cells that disagree settle nothing."""
    assert day_order(["3/4/2018", "27/4/2018"]) == "dmy"
    assert day_order(["3/4/2018", "4/27/2018"]) == "mdy"
    assert day_order(["27/4/2018", "4/27/2018"]) is None
    assert parse_day("3/4/2018", "dmy") == date(2018, 4, 3)
    assert parse_day("3/4/2018", "mdy") == date(2018, 3, 4)


def test_dates_are_found_in_running_text_and_addresses_are_passed_over() -> None:
    """Only dates that stand as words count, with the span that they stand at."""
    text = "🚩发表于2018-07-27 10:33，v1.2018.07.27，http://a.example/2018/07/27/x，7月28日"
    found = list(find_days(text))
    assert [(f.value, text[f.start : f.end].strip()) for f in found] == [
        (date(2018, 7, 27), "2018-07-27 10:33")
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("1532685600", datetime(2018, 7, 27, 10, tzinfo=UTC), id="seconds"),
        pytest.param("1532685600123", datetime(2018, 7, 27, 10, tzinfo=UTC), id="milliseconds"),
        pytest.param("42014", None, id="a day of Excel"),
        pytest.param("15326856001", None, id="too long"),
    ],
)
def test_counts_since_1970_are_instants(text: str, value: datetime | None) -> None:
    """Exports of posts carry them."""
    assert parse_epoch(text) == value


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_comes_back_from_every_way_of_writing_it(day: date) -> None:
    """Printing and reading are inverse."""
    for text in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%d} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.year}/{day.month}/{day.day}",
    ):
        assert parse_day(text) == day


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    """Whatever stands in a cell, reading it ends well."""
    assert parse_day(text) is None or isinstance(parse_day(text), date)
    assert all(0 <= f.start < f.end <= len(text) for f in find_days(text))
