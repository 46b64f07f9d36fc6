"""How dates are resolved in their text: anchors, publication, laws, and time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkout.extract.counts import find_counts
from walkout.extract.dates import FoundDate, find_dates
from walkout.extract.money import find_money
from walkout.model.values import EventDate

PUBLISHED = date(2018, 8, 15)


def day(text: str) -> EventDate:
    """Return a stated day."""
    value = date.fromisoformat(text)
    return EventDate(value, value, "day")


def firsts(text: str, published: date | None = None, anchor: EventDate | None = None) -> list[str]:
    """Return the first day of each date of a text, ``-`` where it is unknown."""
    found = find_dates(text, published=published, anchor=anchor)
    return [str(one.value.earliest) if one.value else "-" for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "2014年8月罢工，9月3日复工", ["2014-08-01", "2014-09-03"],
            id="a month of the same year",
        ),
        pytest.param("2017年12月20日罢工，1月3日复"
                     "工", ["2017-12-20", "2018-01-03"], id="over the turn of the year"),
        pytest.param(
            "2018年1月3日，12月30日起罢工", ["2018-01-03", "2017-12-30"],
            id="back over it",
        ),
        pytest.param(
            "2014年3月5日罢工，8日复工", ["2014-03-05", "2014-03-08"],
            id="a day of the same month",
        ),
        pytest.param(
            "2014年3月30日罢工，2日复工", ["2014-03-30", "2014-04-02"],
            id="a day of the next month",
        ),
        pytest.param("2014年3月30日，次日复工", ["2014-03-30", "2014-03-31"], id="the next day"),
        pytest.param("2014年3月30日，三天后复工", ["2014-03-30", "2014-04-02"], id="days later"),
        pytest.param("2014年3月30日，当天复工", ["2014-03-30", "2014-03-30"], id="the same day"),
        pytest.param(
            "2014年3月30日，第二天复工", ["2014-03-30", "2014-03-31"],
            id="the second day",
        ),
        pytest.param("2014年3月罢工，同月复工", ["2014-03-01", "2014-03-01"], id="the same month"),
        pytest.param(
            "2014年3月罢工，次年5月复工", ["2014-03-01", "2015-05-01"],
            id="the next year",
        ),
        pytest.param("2014年3月5日罢工。2015年很冷。次"
                     "日", ["2014-03-05", "2015-01-01", "2014-03-06"], id="past a year"),
        pytest.param("3月5日罢工，次日复工", ["-", "-"], id="no year anywhere"),
        pytest.param("次日复工，昨天罢工", ["-", "-"], id="nothing to count from"),
        pytest.param("On 5 May 2015 they struck. The following "
                     "day", ["2015-05-05", "2015-05-06"], id="the following day"),
        pytest.param("On 5 May 2015. Two weeks "
                     "later", ["2015-05-05", "2015-05-18"], id="weeks later"),
        pytest.param("In 2015. In the same year, in "
                     "May", ["2015-01-01", "2015-01-01", "2015-05-01"], id="the same year"),
        pytest.param("On Monday 4 May 2015. On "
                     "Tuesday", ["2015-05-04", "2015-05-05"], id="a weekday in a story"),
        pytest.param("On 5 May 2015. The day "
                     "before", ["2015-05-05", "2015-05-04"], id="the day before"),
    ],
)  # fmt: skip
def test_a_date_rests_on_the_date_before_it(text: str, expected: list[str]) -> None:
    """Without a publication date the year, month or day comes from what was told before."""
    assert firsts(text) == expected


def test_a_retold_story_keeps_its_year() -> None:
    """An essay of 2021 about 2018 is not drawn to 2021."""
    text = "2018年7月27日，三十人被捕。8月24日，五十多人被捕。"
    assert firsts(text, date(2021, 9, 1)) == ["2018-07-27", "2018-08-24"]


def test_news_far_from_an_old_date_keeps_its_own_year() -> None:
    """The founding year of a firm, some sentences before, gives no year to last week's strike."""
    text = "该厂成立于1998年。" + "工厂生产鞋子，员工来自各省。" * 8 + "8月10日，工人罢工。"
    assert firsts(text, PUBLISHED) == ["1998-01-01", "2018-08-10"]
    assert firsts("1998年罢工，8月10日复工。", PUBLISHED) == ["1998-01-01", "1998-08-10"]


def test_a_passage_takes_the_anchor_that_it_is_given() -> None:
    """The last date of the text before a passage is passed in as its anchor."""
    assert firsts("8月24日罢工", None, day("2018-07-27")) == ["2018-08-24"]
    assert firsts("次日罢工", PUBLISHED, day("2018-07-27")) == ["2018-07-28"]


def test_found_dates_resolve_anew_elsewhere() -> None:
    """The same words give another date in another context, and the old value is untouched."""
    found = find_dates("7月27日")[0]
    assert found.value is None
    assert found.resolve(PUBLISHED, None) == day("2018-07-27")
    assert found.resolve(date(2015, 1, 1), None) == day("2014-07-27")
    assert found.resolve(None, day("2012-05-01")) == day("2012-07-27")
    assert found.at(PUBLISHED, None).value == day("2018-07-27")
    assert found.value is None


def test_a_range_resolves_both_ends_from_its_start() -> None:
    """An end without a year follows the start, also over the turn of the year."""
    found = find_dates("12月28日至1月2日罢工")[0].at(date(2018, 1, 5), None)
    assert (found.value, found.until) == (day("2017-12-28"), day("2018-01-02"))
    assert found.whole() == EventDate(date(2017, 12, 28), date(2018, 1, 2), "days")


def test_what_happened_is_never_dated_after_publication() -> None:
    """A date without a year goes back a year sooner than past the publication date."""
    assert firsts("2018年7月27日，9月1日", PUBLISHED) == ["2018-07-27", "2017-09-01"]


def test_the_vague_and_the_coming_are_no_anchor() -> None:
    """Recently and a planned day do not lend their year to what follows."""
    assert firsts("近日，次日复工", PUBLISHED)[1] == "-"
    assert firsts("定于9月1日开会。次日复工", PUBLISHED)[1] == "-"


def test_a_dateline_is_an_anchor() -> None:
    """The date of a dispatch gives its year to the days that it tells of."""
    assert firsts("新华网深圳2010年6月10日电 9日上午罢工") == ["2010-06-10", "2010-06-09"]


_WORDS = (
    "2018年 7月 27日 27号 初 底 中旬 今年 去年 同年 上个月 本月 昨天 今天 当天 次日 第二天 "
    "上周五 周五 三天前 两周后 "
    "自 从 起 截至 将于 近日 日前 春节 前 期间 农历正月十五 腊月二十三 罢工 第三天 连续 三天 "
    "1990年代 2018-07-27 至 到 - 、 "
    "， 。 （ ） 的 工人 30名 5000元 😀 𠮷 電 號 年 月 日 一 十 5 on May July 27 , 2018 2018 in "
    "since until Tuesday last "
    "Friday yesterday two weeks ago the following day early mid- late of 1990s Q3 spring for "
    "three days third strike "
    "Day will and to between from"
).split(" ")
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(_WORDS), max_size=12).map("".join),
    st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join),
)
DATES = st.one_of(st.none(), st.dates())
ANCHORS = st.one_of(
    st.none(),
    st.builds(
        lambda one, two, unit: EventDate(min(one, two), max(one, two), unit),
        st.dates(), st.dates(), st.sampled_from(["day", "days", "month", "season", "year"]),
    ),
    st.builds(lambda one: EventDate(one, None, "days"), st.dates()),
    st.just(EventDate(None, None, "days")),
)  # fmt: skip


@given(TEXTS, DATES, ANCHORS)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_dates_in_their_places(
    text: str, published: date | None, anchor: EventDate | None
) -> None:
    """No text and no context fail; spans are in order, apart, and inside the text."""
    last = 0
    for found in find_dates(text, published=published, anchor=anchor):
        assert last <= found.start < found.end <= len(text)
        assert (found.days is None) == (found.role != "duration")
        assert found.until is None or found.role == "range"
        last = found.end


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_words_of_a_date_say_the_same_by_themselves(text: str) -> None:
    """What a span quotes is enough: read alone, it says the same, whatever stood around it."""
    for found in find_dates(text):
        again = find_dates(found.words(text))
        assert [_said(one) for one in again] == [_said(found)]


def _said(found: FoundDate) -> object:
    return found.when, found.until_when, found.role, found.days


@given(TEXTS, st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 31)))
@settings(max_examples=200, deadline=None)
def test_no_partial_date_lies_after_publication(text: str, published: date) -> None:
    """A year that the words leave open is never one after publication."""
    for found in find_dates(text, published=published):
        if found.form == "partial" and not found.ahead and found.value is not None:
            assert found.value.earliest is not None
            assert found.value.earliest <= published


@given(st.lists(st.sampled_from(_WORDS), max_size=8).map("".join), st.dates())
@settings(deadline=None)
def test_emoji_and_astral_characters_only_move_spans(text: str, published: date) -> None:
    """Three code points before a text move its dates by three and change nothing else."""
    before = find_dates(text, published=published, language="zh-Hans")
    after = find_dates("😀𠮷。" + text, published=published, language="zh-Hans")
    assert [(one.start + 3, one.end + 3, one.value, one.role) for one in before] == [
        (one.start, one.end, one.value, one.role) for one in after
    ]


Find = Callable[[str], object]


def _seconds(find: Find, text: str) -> float:
    """Return the processor time of reading a text, the quicker of two readings.

    Both texts are new, since the numerals of the last one read are remembered.
    """
    times = []
    for end in "xy":
        fresh = text + end
        begun = time.process_time()
        find(fresh)
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        " ",
        "1,",
        "2018年",
        "7月-",
        "one ",
        "hundreds of ",
        "from May to ",
        "1名",
        "数",
        "拖欠三个月",
        "第",
        "the ",
    ],
)
@pytest.mark.parametrize(
    "find",
    [
        pytest.param(lambda text: find_dates(text, published=PUBLISHED), id="dates"),
        pytest.param(lambda text: find_counts(text, bare=True), id="counts"),
        pytest.param(find_money, id="money"),
    ],
)
def test_time_grows_with_the_text_and_no_faster(find: Find, unit: str) -> None:
    """Eight times the text takes about eight times as long: no input makes a pattern run away."""
    short, long = (unit * 4000)[:4000], (unit * 32_000)[:32_000]
    small = _seconds(find, short)
    # A quadratic reader would take 64 times as long; the floor keeps the clock's grain out.
    assert _seconds(find, long) < 24 * max(small, 0.002)


@pytest.mark.parametrize("unit", ["1", "一", " "])
def test_a_megabyte_of_one_character_is_read(unit: str) -> None:
    """A line of a million code points takes at most some 24 times an eighth of it."""

    def read(text: str) -> None:
        find_dates(text, published=PUBLISHED)
        find_counts(text)
        find_money(text)

    small = _seconds(read, unit * 131_072)
    begun = time.process_time()
    read(unit * 1_048_576)
    assert time.process_time() - begun < 24 * max(small, 0.01)
