"""Counts: ranges by their bounding words, nouns with their classes, and what is no count."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkout.extract.counts import FoundCount, bounded, find_counts
from walkout.text.numerals import parse_en, parse_zh

LEADS = ("", "😀𠮷，", "𠮷野家：")


def read(text: str, *, bare: bool = False) -> list[FoundCount]:
    """Return the counts of a text, the same behind an emoji and an astral character."""
    plain = find_counts(text, bare=bare)
    for lead in LEADS:
        found = find_counts(lead + text, bare=bare)
        assert [one.value for one in found] == [one.value for one in plain]
        assert [one.words(lead + text) for one in found] == [one.value.text for one in found]
        for one in found:
            assert (lead + text)[one.noun_start : one.noun_end] == one.noun
    return plain


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("三十人", "三十人", 30, 30), ("2000名工人", "2000名工人", 2000, 2000),
        ("1，200名工人", "1，200名工人", 1200, 1200), ("1.5万人", "1.5万人", 15_000, 15_000),
        ("近百名司机", "近百名司机", 90, 100), ("近35人", "近35人", 32, 35),
        ("将近200人", "将近200人", 180, 200), ("三百多人", "三百多人", 300, 399),
        ("200余人", "200余人", 200, 299), ("一千二百余名职工", "一千二百余名职工", 1200, 1299),
        ("三百五十余名", "三百五十余名", 350, 359), ("十多人", "十多人", 10, 19),
        ("10余万人", "10余万人", 100_000, 199_999), ("逾千工人", "逾千工人", 1000, 1999),
        ("超过500名工人", "超过500名工人", 500, 599), ("500+名工人", "500+名工人", 500, 599),
        ("50人以上", "50人以上", 50, None), ("至少30人", "至少30人", 30, None),
        ("不下二百人", "不下二百人", 200, None), ("不到100人", "不到100人", 1, 99),
        ("不足百人", "不足百人", 1, 99), ("最多40人", "最多40人", 1, 40),
        ("上百人", "上百人", 100, 999), ("上千名工人", "上千名工人", 1000, None),
        ("数百农民工", "数百农民工", 200, 999), ("数千人", "数千人", 2000, 9999),
        ("数万人", "数万人", 20_000, 99_999), ("几十人", "几十人", 20, 99),
        ("十几名保安", "十几名保安", 11, 19), ("二三百人", "二三百人", 200, 300),
        ("三四千人", "三四千人", 3000, 4000), ("百余人", "百余人", 100, 199),
        ("200-300人", "200-300人", 200, 300), ("200至300名工人", "200至300名工人", 200, 300),
        ("三到五百人", "三到五百人", 300, 500), ("数以千计的工人", "数以千计的工人", 2000, 9999),
        ("成百上千的工人", "成百上千的工人", 100, 9999), ("数名工人", "数名工人", 2, 9),
        ("两人", "两人", 2, 2), ("3死", "3死", 3, 3),
        ("120萬名員工", "120萬名員工", 1_200_000, 1_200_000),
        ("2,500 striking shoe workers", "2,500 striking shoe workers", 2500, 2500),
        ("thirty people", "thirty people", 30, 30),
        ("over 50 supporters", "over 50 supporters", 50, 59),
        ("more than 1,200 people", "more than 1,200 people", 1200, 1299),
        ("500+ workers", "500+ workers", 500, 599),
        ("500-plus workers", "500-plus workers", 500, 599),
        ("at least 30 people", "at least 30 people", 30, None),
        ("100 or more drivers", "100 or more drivers", 100, None),
        ("nearly 1,000 teachers", "nearly 1,000 teachers", 900, 1000),
        ("fewer than 100 people", "fewer than 100 people", 1, 99),
        ("up to 40 officers", "up to 40 officers", 1, 40),
        ("hundreds of workers", "hundreds of workers", 200, 999),
        ("Dozens of drivers", "Dozens of drivers", 20, 99),
        ("thousands of workers", "thousands of workers", 2000, 9999),
        ("several thousand workers", "several thousand workers", 2000, 9999),
        ("tens of thousands of workers", "tens of thousands of workers", 20_000, 99_999),
        ("several workers", "several workers", 2, 9),
        ("more than a dozen men", "more than a dozen men", 12, 23),
        ("half a dozen activists", "half a dozen activists", 6, 6),
        ("between 300 and 400 workers", "between 300 and 400 workers", 300, 400),
        ("300-400 workers", "300-400 workers", 300, 400),
        ("two to three thousand workers", "two to three thousand workers", 2000, 3000),
        ("30 of the workers", "30 of the workers", 30, 30),
        ("a 300-strong crowd", "300-strong crowd", 300, 300),
        ("a 2,000-worker factory", "2,000-worker", 2000, 2000),
        ("a crowd of 500 gathered", "crowd of 500", 500, 500),
        ("one worker died", "one worker", 1, 1), ("2000 workers", "2000 workers", 2000, 2000),
    ],
)  # fmt: skip
def test_a_count_is_the_range_that_its_words_allow(
    text: str, words: str, low: int, high: int | None
) -> None:
    """Each bounding word has one meaning; the span holds all that says it."""
    (found,) = read(text)
    assert (found.words(text), found.value.low, found.value.high) == (words, low, high)
    assert not found.value.approximate


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("约2000名工人", "约2000名工人", 2000, 2000), ("大约300多人", "大约300多人", 300, 399),
        ("五百人左右", "五百人左右", 500, 500), ("三百来人", "三百来人", 300, 300),
        ("some 300 workers", "some 300 workers", 300, 300),
        ("about 50-odd workers", "about 50-odd workers", 50, 59),
        ("100 or so drivers", "100 or so drivers", 100, 100),
        ("an estimated 500 people", "an estimated 500 people", 500, 500),
    ],
)  # fmt: skip
def test_about_makes_a_count_approximate(text: str, words: str, low: int, high: int) -> None:
    """约 and some leave the range as it is and say that it is approximate."""
    (found,) = read(text)
    assert (found.words(text), found.value.low, found.value.high) == (words, low, high)
    assert found.value.approximate


@pytest.mark.parametrize(
    ("text", "noun", "noun_class", "unit"),
    [
        ("29名工人", "工人", "worker", "persons"),
        ("2500多名利得鞋厂工人", "工人", "worker", "persons"),
        ("工人300余名", "工人", "worker", "persons"),
        ("30名被拖欠工资的农民工", "农民工", "worker", "persons"),
        ("300名工人家属", "工人家属", "family", "persons"),
        ("上千出租车司机", "出租车司机", "driver", "persons"),
        ("50名特警", "特警", "police", "persons"), ("3名被警察带走", "名", "person", "persons"),
        ("三十人", "人", "person", "persons"),
        ("200名民办教师", "民办教师", "teacher", "persons"),
        ("60名退休职工", "退休职工", "retiree", "persons"),
        ("100余名不明身份的人", "不明身份的人", "thug", "persons"),
        ("近300户村民", "村民", "villager", "persons"),
        ("30多家工厂", "工厂", "company", "companies"),
        ("三个工厂的工人", "工厂", "company", "companies"),
        ("20多辆出租车", "出租车", "vehicle", "vehicles"),
        ("30多台的士", "的士", "vehicle", "vehicles"), ("40辆堵路", "辆", "vehicle", "vehicles"),
        ("2,500 striking shoe workers", "workers", "worker", "persons"),
        ("40 taxis", "taxis", "vehicle", "vehicles"),
        ("200 families", "families", "household", "households"),
        ("300 factories", "factories", "company", "companies"),
        ("12 arrests", "arrests", "detainee", "persons"),
        ("3 deaths", "deaths", "casualty", "persons"),
        ("60 riot police", "riot police", "police", "persons"),
        ("two company buses", "company buses", "vehicle", "vehicles"),
        ("30 of them", "of them", "person", "persons"),
    ],
)  # fmt: skip
def test_a_count_names_what_it_counts(text: str, noun: str, noun_class: str, unit: str) -> None:
    """The noun is the head of what is counted, before, at or behind the count."""
    (found,) = read(text)
    if noun == "村民":
        # 户 counts households, whoever lives in them.
        noun, noun_class, unit = "户", "household", "households"
    assert (found.noun, found.noun_class, found.value.unit) == (noun, noun_class, unit)


def test_two_counts_of_one_sentence_are_two() -> None:
    """Twenty-nine workers and one student are not thirty of one kind."""
    for text in ("29名工人和1名学生被捕", "29 workers and one student were arrested"):
        assert [(c.value.low, c.noun_class) for c in read(text)] == [(29, "worker"), (1, "student")]


@pytest.mark.parametrize(
    "text",
    [
        "百分之三十的工人", "70%的员工", "三分之一工人", "第三名工人", "前30名", "30岁工人",
        "24小时", "三个月工资", "500人民币", "10人次", "12351职工热线", "120救护人员", "统一员工",
        "1989学生运动", "2015工人", "第一人民医院", "500强企业员工", "3.5人", "一家人",
        "一些工人", "人数", "2015年工人", "7月27日工人", "9路公交车司机", "3公里", "100多台机器",
        "一线工人", "80后", "两百多次工人", "30 percent of workers", "two-thirds of workers",
        "one in five workers", "no one", "one of the workers", "a 38-year-old worker", "40 hours",
        "$30", "5,000 yuan", "In 2015 workers struck", "On July 27 workers struck",
        "Article 25 workers", "covid-19 workers", "24/7 workers", "the 2018 workers' movement",
        "3.5 workers", "someone", "several other countries",
    ],
)  # fmt: skip
def test_what_looks_like_a_count_is_none(text: str) -> None:
    """Shares, ordinals, ages, times, sums, names, hotlines, years and averages count nobody."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("over 50 had been arrested", "over 50", 50, 59), ("30 were detained", "30", 30, 30),
        ("killing 12 and injuring 30", "12", 12, 12), ("police arrested 16.", "16", 16, 16),
        ("50余被捕", "50余", 50, 59), ("Hundreds took to the streets", "Hundreds", 200, 999),
    ],
)  # fmt: skip
def test_a_number_before_its_verb_is_bare(text: str, words: str, low: int, high: int) -> None:
    """Without a noun the verb makes it a count of people, flagged, and only when asked for."""
    found = read(text, bare=True)[0]
    assert (found.words(text), found.value.low, found.value.high) == (words, low, high)
    assert found.bare
    assert (found.noun, found.noun_class) == ("", "none")
    assert [one for one in read(text) if one.bare] == []


@pytest.mark.parametrize("text", ["每30人一组", "every 30 workers"])
def test_a_rate_is_flagged(text: str) -> None:
    """每30人 is no total."""
    assert read(text)[0].every


def test_a_number_that_is_called_is_a_count_where_it_counts() -> None:
    """120 with a measure word is a hundred and twenty people."""
    assert [one.value.low for one in read("120名工人")] == [120]


def test_languages_may_be_told_apart() -> None:
    """A reader told the language leaves the other's words alone."""
    text = "三十名工人 and 40 workers"
    assert [c.value.low for c in find_counts(text)] == [30, 40]
    assert [c.value.low for c in find_counts(text, language="zh-Hans")] == [30]
    assert [c.value.low for c in find_counts(text, language="en")] == [40]


@given(st.integers(min_value=1, max_value=10**9))
def test_bounds_hold_for_every_number(number: int) -> None:
    """The rules of DESIGN section 6, worked out from the decimal digits and not from the code."""
    digits = str(number)
    zeros = len(digits) - len(digits.rstrip("0"))
    for numeral in (parse_zh(digits), parse_en(digits)):
        assert numeral is not None
        assert bounded(numeral, "exact") == (number, number)
        assert bounded(numeral, "over") == (number, number + 10**zeros - 1)
        assert bounded(numeral, "least") == (number, None)
        low, high = bounded(numeral, "near")
        assert high == number
        assert 10 * (low - 1) < 9 * number <= 10 * low
        assert bounded(numeral, "under") == (min(1, number - 1), number - 1)
        assert bounded(numeral, "most") == (1, number)


_WORDS = (
    "约 近 超过 逾 上 至少 不到 最多 每 第 共 三 3 12 200 2,500 两千五 1.5万 数百 几十 十几 "
    "二三百 百 千 万 多 余 来 名 人 位 个 户 家 辆 台 "
    "工人 员工 司机 警察 学生 工厂 家属 的 被 ， 。 和 至 到 - 以上 左右 数以千计的 成百上千 😀 "
    "𠮷 萬 餘 about nearly over "
    "more than at least up to a dozen dozens of hundreds thousands several half million workers "
    "people police drivers "
    "factories families were arrested and between from the 30 or 40 strong - plus + 2015 in July"
).split(" ")
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(_WORDS), max_size=10).map("".join),
    st.lists(st.sampled_from(_WORDS), max_size=10).map(" ".join),
)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_counts_in_their_places(text: str) -> None:
    """No text fails; spans are in order, apart, inside the text, and hold the value's words."""
    last = 0
    for found in find_counts(text, bare=True):
        assert last <= found.start < found.end <= len(text)
        assert found.value.text == found.words(text)
        assert 0 <= found.noun_start <= found.noun_end <= len(text)
        assert text[found.noun_start : found.noun_end] == found.noun
        last = found.end


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_words_of_a_count_say_the_same_by_themselves(text: str) -> None:
    """What a span quotes is enough: read alone, it is the same count."""
    for found in find_counts(text):
        assert [one.value for one in find_counts(found.words(text))] == [found.value]
