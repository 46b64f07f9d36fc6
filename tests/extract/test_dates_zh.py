"""Dates in Chinese: words, their days, their part in the sentence, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest

from walkout.extract.dates import FoundDate, find_dates

WEDNESDAY = date(2018, 8, 15)
"""Publication date of every text here that does not name another."""

LEADS = ("", "😀𠮷，", "𠮷野家的消息：")


def only(text: str, published: date | None = WEDNESDAY) -> FoundDate:
    """Return the one date of a text, found behind an emoji and an astral character too."""
    seen = []
    for lead in LEADS:
        found = find_dates(lead + text, published=published, language="zh-Hans")
        assert len(found) == 1
        assert found[0].words(lead + text) == found[0].words(lead + text).strip()
        seen.append((found[0].words(lead + text), found[0].value, found[0].role))
    assert seen[0] == seen[1] == seen[2]
    return find_dates(text, published=published, language="zh-Hans")[0]


def days(found: FoundDate) -> str | None:
    """Return a value as ``earliest..latest precision basis``."""
    value = found.value
    return f"{value.earliest}..{value.latest} {value.precision} {value.basis}" if value else None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("2018年7月27日工人罢工", "2018年7月27日", "2018-07-27..2018-07-27 day stated"),
        ("2018 年 7 月 27 日工人罢工", "2018 年 7 月 27 日", "2018-07-27..2018-07-27 day stated"),
        ("2018年7月27晚", "2018年7月27", "2018-07-27..2018-07-27 day stated"),
        ("2018-07-27上午", "2018-07-27", "2018-07-27..2018-07-27 day stated"),
        ("2018/7/27，工人", "2018/7/27", "2018-07-27..2018-07-27 day stated"),
        ("2018.7.27 工人", "2018.7.27", "2018-07-27..2018-07-27 day stated"),
        ("二〇一八年七月二十七日", "二〇一八年七月二十七日", "2018-07-27..2018-07-27 day stated"),
        ("二○一八年七月", "二○一八年七月", "2018-07-01..2018-07-31 month stated"),
        ("二零一五年四月廿一日", "二零一五年四月廿一日", "2015-04-21..2015-04-21 day stated"),
        ("２０１８年７月２７日", "２０１８年７月２７日", "2018-07-27..2018-07-27 day stated"),
        ("97年的下岗潮", "97年", "1997-01-01..1997-12-31 year stated"),
        ("08年底工厂倒闭", "08年底", "2008-10-01..2008-12-31 quarter stated"),
        ("15年3月工人", "15年3月", "2015-03-01..2015-03-31 month stated"),
        ("2015年，工人", "2015年", "2015-01-01..2015-12-31 year stated"),
        ("2018年初工人", "2018年初", "2018-01-01..2018-03-31 quarter stated"),
        ("2018年上半年共", "2018年上半年", "2018-01-01..2018-06-30 season stated"),
        ("2018年第二季度", "2018年第二季度", "2018-04-01..2018-06-30 quarter stated"),
        ("2015年夏天工人", "2015年夏天", "2015-06-01..2015-08-31 season stated"),
        ("2015年冬，工人", "2015年冬", "2015-12-01..2016-02-29 season stated"),
        ("1990年代的国企", "1990年代", "1990-01-01..1999-12-31 years stated"),
        ("九十年代初的下岗", "九十年代初", "1990-01-01..1993-12-31 years stated"),
        ("上世纪八十年代末", "上世纪八十年代末", "1987-01-01..1989-12-31 years stated"),
        ("7月27日工人罢工", "7月27日", "2018-07-27..2018-07-27 day stated"),
        ("八月三号工人罢工", "八月三号", "2018-08-03..2018-08-03 day stated"),
        ("27日，工人罢工", "27日", "2018-07-27..2018-07-27 day stated"),
        ("于14号上午罢工", "14号", "2018-08-14..2018-08-14 day stated"),
        ("12月30日工人罢工", "12月30日", "2017-12-30..2017-12-30 day stated"),
        ("8月16日工人罢工", "8月16日", "2017-08-16..2017-08-16 day stated"),
        ("2月29日工人罢工", "2月29日", "2016-02-29..2016-02-29 day stated"),
        ("5月，工人罢工", "5月", "2018-05-01..2018-05-31 month stated"),
        ("5月初工人罢工", "5月初", "2018-05-01..2018-05-10 month_part stated"),
        ("5月上旬工人罢工", "5月上旬", "2018-05-01..2018-05-10 month_part stated"),
        ("5月中旬工人罢工", "5月中旬", "2018-05-11..2018-05-20 month_part stated"),
        ("5月底工人罢工", "5月底", "2018-05-21..2018-05-31 month_part stated"),
        ("2016年2月下旬", "2016年2月下旬", "2016-02-21..2016-02-29 month_part stated"),
        ("月底工人罢工", "月底", "2018-07-21..2018-07-31 month_part stated"),
        ("今天工人罢工", "今天", "2018-08-15..2018-08-15 day relative"),
        ("今早工人罢工", "今早", "2018-08-15..2018-08-15 day relative"),
        ("今（15）日上午", "今（15）日", "2018-08-15..2018-08-15 day relative"),
        ("昨晚工人罢工", "昨晚", "2018-08-14..2018-08-14 day relative"),
        ("前天工人罢工", "前天", "2018-08-13..2018-08-13 day relative"),
        ("大前天工人罢工", "大前天", "2018-08-12..2018-08-12 day relative"),
        ("上周五工人罢工", "上周五", "2018-08-10..2018-08-10 day relative"),
        ("上上周一工人罢工", "上上周一", "2018-07-30..2018-07-30 day relative"),
        ("本周一工人罢工", "本周一", "2018-08-13..2018-08-13 day relative"),
        ("周五工人罢工", "周五", "2018-08-10..2018-08-10 day relative"),
        ("星期三上午工人罢工", "星期三", "2018-08-15..2018-08-15 day relative"),
        ("上周末工人罢工", "上周末", "2018-08-11..2018-08-12 days relative"),
        ("上个星期工人罢工", "上个星期", "2018-08-06..2018-08-12 week relative"),
        ("本周工人罢工", "本周", "2018-08-13..2018-08-19 week relative"),
        ("上个月工人罢工", "上个月", "2018-07-01..2018-07-31 month relative"),
        ("上月27日工人罢工", "上月27日", "2018-07-27..2018-07-27 day relative"),
        ("本月初工人罢工", "本月初", "2018-08-01..2018-08-10 month_part relative"),
        ("去年工人罢工", "去年", "2017-01-01..2017-12-31 year relative"),
        ("去年5月工人罢工", "去年5月", "2017-05-01..2017-05-31 month relative"),
        ("去年年底工人罢工", "去年年底", "2017-10-01..2017-12-31 quarter relative"),
        ("今年第一季度", "今年第一季度", "2018-01-01..2018-03-31 quarter relative"),
        ("三天前工人罢工", "三天前", "2018-08-12..2018-08-12 day relative"),
        ("几天前工人罢工", "几天前", "2018-08-06..2018-08-13 days relative"),
        ("两周前工人罢工", "两周前", "2018-07-30..2018-08-05 week relative"),
        ("一个月前工人罢工", "一个月前", "2018-07-01..2018-07-31 month relative"),
        ("两年前工人罢工", "两年前", "2016-01-01..2016-12-31 year relative"),
        ("近日工人罢工", "近日", "2018-08-05..2018-08-15 days relative"),
        ("日前工人罢工", "日前", "2018-08-05..2018-08-15 days relative"),
        ("当天工人罢工", "当天", "2018-08-15..2018-08-15 day relative"),
        ("元旦工人罢工", "元旦", "2018-01-01..2018-01-01 day stated"),
        ("五一劳动节工人罢工", "五一劳动节", "2018-05-01..2018-05-01 day stated"),
        ("国庆节前工人罢工", "国庆节前", "2017-09-01..2017-09-30 days stated"),
        ("国庆期间工人罢工", "国庆期间", "2017-10-01..2017-10-07 days stated"),
        ("中秋节工人罢工", "中秋节", "2017-10-04..2017-10-04 day stated"),
        ("2018年春节工人罢工", "2018年春节", "2018-02-16..2018-02-22 days stated"),
        ("春节前工人讨薪", "春节前", "2018-01-17..2018-02-15 days stated"),
        ("除夕工人讨薪", "除夕", "2018-02-15..2018-02-15 day stated"),
        ("农历正月十五工人罢工", "农历正月十五", "2018-03-02..2018-03-02 day stated"),
        ("2017年腊月二十三", "2017年腊月二十三", "2018-02-08..2018-02-08 day stated"),
        ("五月初五工人罢工", "五月初五", "2018-06-18..2018-06-18 day stated"),
        ("大年初三工人讨薪", "大年初三", "2018-02-18..2018-02-18 day stated"),
        ("7.27事件", "7.27事件", "2018-07-27..2018-07-27 day stated"),
    ],
)  # fmt: skip
def test_words_say_their_days(text: str, words: str, expected: str) -> None:
    """Absolute, partial and relative dates, parts of months and years, holidays: each its range."""
    found = only(text)
    assert found.words(text) == words
    assert days(found) == expected


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("7月20日至27日工人罢工", "7月20日至27日", "2018-07-20", "2018-07-27"),
        ("从3月10日到12日罢工", "从3月10日到12日", "2018-03-10", "2018-03-12"),
        ("7月20-27日工人罢工", "7月20-27日", "2018-07-20", "2018-07-27"),
        ("2017年12月20日至1月3日", "2017年12月20日至1月3日", "2017-12-20", "2018-01-03"),
        ("2018年5月6日—8日罢工", "2018年5月6日—8日", "2018-05-06", "2018-05-08"),
        ("8月11、12日罢工", "8月11、12日", "2018-08-11", "2018-08-12"),
        ("上周四到周六罢工", "上周四到周六", "2018-08-09", "2018-08-11"),
        ("5-6月工人罢工", "5-6月", "2018-05-01", "2018-06-30"),
        ("2011年至2015年", "2011年至2015年", "2011-01-01", "2015-12-31"),
        ("2011-2015年", "2011-2015年", "2011-01-01", "2015-12-31"),
    ],
)  # fmt: skip
def test_a_range_has_a_start_and_an_end(text: str, words: str, first: str, last: str) -> None:
    """What the end leaves out it takes from the start; the whole runs from one to the other."""
    found = only(text)
    whole = found.whole()
    assert found.role == "range"
    assert found.words(text) == words
    assert whole is not None
    assert (str(whole.earliest), str(whole.latest)) == (first, last)
    assert found.until is not None


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("自7月27日起罢工", "自7月27日起", "start"), ("从7月27日罢工", "从7月27日", "start"),
        ("7月27日开始罢工", "7月27日开始", "start"), ("周五至今没有复工", "周五至今", "start"),
        ("7月27日以来", "7月27日以来", "start"), ("截至8月10日", "截至8月10日", "end"),
        ("7月27日为止", "7月27日为止", "end"), ("7月27日起诉公司", "7月27日", "point"),
        ("7月27日起火", "7月27日", "point"),
    ],
)  # fmt: skip
def test_words_around_a_date_give_its_role(text: str, words: str, role: str) -> None:
    """起, 以来 and 截至 make a start or an end; 起诉 and 起火 are other words."""
    found = only(text)
    assert (found.words(text), found.role) == (words, role)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("罢工三天", "罢工三天", (3, 3)), ("工人连续三天堵路", "连续三天", (3, 3)),
        ("罢工持续了一周", "罢工持续了一周", (7, 7)), ("3天的罢工", "3天的罢工", (3, 3)),
        ("罢工长达两个多月", "罢工长达两个多月", (60, 90)),
        ("罢工已近十天", "罢工已近十天", (10, 10)), ("静坐两三天", "静坐两三天", (2, 3)),
        ("罢工十多天", "罢工十多天", (10, 19)), ("停工半个月", "停工半个月", (15, 15)),
    ],
)  # fmt: skip
def test_a_duration_has_days_and_no_date(text: str, words: str, expected: tuple[int, int]) -> None:
    """How long an action lasted, as a range of days."""
    found = only(text)
    assert (found.words(text), found.role, found.days) == (words, "duration", expected)
    assert found.value is None


@pytest.mark.parametrize(
    ("text", "words", "started"),
    [
        ("罢工第三天", "罢工第三天", "2018-08-13"),
        ("罢工已进入第十天", "罢工已进入第十天", "2018-08-06"),
        ("今天是停工第5天", "停工第5天", "2018-08-11"),
        ("7月10日，罢工进入第三天", "罢工进入第三天", "2018-07-08"),
    ],
)  # fmt: skip
def test_the_nth_day_tells_the_first(text: str, words: str, started: str) -> None:
    """The third day of a strike means that it began two days before the day told of."""
    found = find_dates(text, published=WEDNESDAY)[-1]
    assert (found.words(text), found.role) == (words, "start")
    assert str(found.value and found.value.earliest) == started


@pytest.mark.parametrize(
    "text",
    [
        "拨打13800138000", "劳动法第27条", "下午3点20分", "24/7", "996工作制", "完成了1/3",
        "五一路", "八一厂", "五一广场", "科技路27号", "3号线", "5号楼", "30日内支付", "三日不吃",
        "30岁", "2.5元", "版本2.3.1", "20180727", "拖欠5月工资", "拖欠5月份的工资", "用了15年",
        "10年工龄", "第15年", "日本工人", "今日头条", "目前", "附近日本", "晚上周某说",
        "每周一开会", "周一至周五上班", "一周七天", "三月三", "4月31日", "2月30日", "年轻人",
        "当日本", "王国庆说", "两天", "三个月工资", "今年32岁", "12月龄",
        "http://example.org/2018/07/27/a", "3日前缴费",
    ],
)  # fmt: skip
def test_what_looks_like_a_date_is_none(text: str) -> None:
    """Numbers, streets, ages, sums, schedules, spans of service and broken dates are no dates."""
    found = find_dates(text, published=WEDNESDAY)
    assert [one.words(text) for one in found] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工会将于9月1日开会", "2018-09-01"), ("定于8月20日罢工", "2018-08-20"),
        ("8月20日将罢工", "2018-08-20"), ("计划于1月5日罢工", "2019-01-05"),
    ],
)  # fmt: skip
def test_what_is_to_come_takes_the_next_year(text: str, expected: str) -> None:
    """将于 and 定于 turn a date without a year to the next such day."""
    found = find_dates(text, published=WEDNESDAY)[0]
    assert found.ahead
    assert str(found.value and found.value.earliest) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新华社北京7月27日电", True), ("据报7月27日讯", True), ("外媒27日报道", True),
        ("7月27日电工罢工", True), ("7月27日罢工", False), ("7月27日电视台", False),
    ],
)  # fmt: skip
def test_a_dateline_is_marked(text: str, expected: bool) -> None:
    """The date of a dispatch is told from the date of what it tells."""
    assert find_dates(text, published=WEDNESDAY)[0].dateline is expected


def test_a_weekday_beside_its_date_is_left_out() -> None:
    """（周五） behind a date says nothing more."""
    text = "7月27日（周五）工人罢工"
    assert [one.words(text) for one in find_dates(text, published=WEDNESDAY)] == ["7月27日"]


def test_traditional_characters_read_the_same() -> None:
    """A traditional text gives the same dates at the same places."""
    old, new = "上週五工人罷工，農曆臘月二十三復工", "上周五工人罢工，农历腊月二十三复工"
    assert find_dates(old, published=WEDNESDAY) == find_dates(new, published=WEDNESDAY)
