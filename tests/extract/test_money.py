"""Sums of money: amount, currency, for whom, for what time, months of pay, formulas."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkout.extract.money import FoundMoney, find_money

LEADS = ("", "😀𠮷，", "𠮷野家：")


def read(text: str) -> list[FoundMoney]:
    """Return the sums of a text, the same behind an emoji and an astral character."""
    plain = find_money(text)
    for lead in LEADS:
        found = find_money(lead + text)
        assert [one.value for one in found] == [one.value for one in plain]
        assert [one.words(lead + text) for one in found] == [one.value.text for one in found]
    return plain


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "currency"),
    [
        ("欠薪120万元", "120万元", 1_200_000, 1_200_000, "CNY"),
        ("赔偿1.2亿元", "1.2亿元", 120_000_000, 120_000_000, "CNY"),
        ("5000塊", "5000塊", 5000, 5000, "CNY"), ("两块钱", "两块钱", 2, 2, "CNY"),
        ("每小时9.5元", "9.5元", 9, 10, "CNY"), ("近10万元", "近10万元", 90_000, 100_000, "CNY"),
        ("10余万元", "10余万元", 100_000, 199_999, "CNY"),
        ("50多万元", "50多万元", 500_000, 599_999, "CNY"),
        ("数万元", "数万元", 20_000, 99_999, "CNY"),
        ("至少1.2亿元", "至少1.2亿元", 120_000_000, None, "CNY"),
        ("3000-5000元", "3000-5000元", 3000, 5000, "CNY"),
        ("3千到5千元", "3千到5千元", 3000, 5000, "CNY"),
        ("3到5万元", "3到5万元", 30_000, 50_000, "CNY"),
        ("3万元至5万元", "3万元至5万元", 30_000, 50_000, "CNY"),
        ("一千元以上罚款", "一千元以上", 1000, None, "CNY"),
        ("人民币300元", "人民币300元", 300, 300, "CNY"), ("￥300", "￥300", 300, 300, "CNY"),
        ("港币5000元", "港币5000元", 5000, 5000, "HKD"),
        ("5000港元", "5000港元", 5000, 5000, "HKD"),
        ("8千万欧元", "8千万欧元", 80_000_000, 80_000_000, "EUR"),
        ("新台币3万元", "新台币3万元", 30_000, 30_000, "TWD"),
        ("300美金", "300美金", 300, 300, "USD"),
        ("拖欠工资120万", "120万", 1_200_000, 1_200_000, "CNY"),
        ("120万的欠薪", "120万", 1_200_000, 1_200_000, "CNY"),
        ("拖欠货款3亿多", "3亿多", 300_000_000, 399_999_999, "CNY"),
        ("120 million yuan", "120 million yuan", 120_000_000, 120_000_000, "CNY"),
        ("RMB 120 million", "RMB 120 million", 120_000_000, 120_000_000, "CNY"),
        ("¥5,000", "¥5,000", 5000, 5000, "CNY"),
        ("US$3.5m", "US$3.5m", 3_500_000, 3_500_000, "USD"),
        ("over $3 million", "over $3 million", 3_000_000, 3_999_999, "USD"),
        ("HK$ 300", "HK$ 300", 300, 300, "HKD"), ("€20", "€20", 20, 20, "EUR"),
        ("£1,200", "£1,200", 1200, 1200, "GBP"),
        ("tens of thousands of yuan", "tens of thousands of yuan", 20_000, 99_999, "CNY"),
        ("between 3,000 and 5,000 yuan", "between 3,000 and 5,000 yuan", 3000, 5000, "CNY"),
        ("3,000-5,000 yuan", "3,000-5,000 yuan", 3000, 5000, "CNY"),
    ],
)  # fmt: skip
def test_a_sum_has_its_range_and_currency(
    text: str, words: str, low: int, high: int | None, currency: str
) -> None:
    """Signs and units before or behind the number, bounding words as for counts."""
    (found,) = read(text)
    assert found.words(text) == words
    assert (found.value.low, found.value.high, found.value.currency) == (low, high, currency)


@pytest.mark.parametrize(
    "text", ["约人民币300元", "三百元左右", "about 120 million yuan", "300来块钱"]
)
def test_about_makes_a_sum_approximate(text: str) -> None:
    """约 and about leave the sum as it is and say that it is approximate."""
    (found,) = read(text)
    assert found.value.approximate
    assert found.words(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "每人赔偿5000元", "5000元/人", "人均补偿5000元", "给每名工人发放5000元", "5000元每人",
        "5,000 yuan each", "5,000 yuan per worker", "Each worker got 5,000 yuan",
    ],
)  # fmt: skip
def test_a_sum_for_each_is_per_person(text: str) -> None:
    """每人, 人均, each and per worker make a sum one for every person."""
    (found,) = read(text)
    assert (found.value.low, found.value.per) == (5000, "person")


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("月薪3000元", "month"), ("3000元/月", "month"), ("每月3000元", "month"),
        ("时薪30元", "hour"), ("80元一天", "day"), ("年薪10万元", "year"), ("每件2元", "piece"),
        ("1,500 RMB a month", "month"), ("monthly wage of 2,000 yuan", "month"),
        ("$15 an hour", "hour"), ("$15-an-hour", "hour"), ("欠薪3000元", None),
        ("5,000 yuan each", None),
    ],
)  # fmt: skip
def test_a_sum_for_a_time_has_its_rate(text: str, rate: str | None) -> None:
    """Wages by the month, hour, day, year or piece are told from sums paid once."""
    (found,) = read(text)
    assert found.rate == rate


@pytest.mark.parametrize(
    ("text", "words", "months", "approximate"),
    [
        ("欠薪三个月", "欠薪三个月", 3, False),
        ("拖欠工人三个月工资", "拖欠工人三个月工资", 3, False),
        ("三个月没发工资", "三个月没发工资", 3, False),
        ("拖欠半年工资", "拖欠半年工资", 6, False), ("拖欠3年工资", "拖欠3年工资", 36, False),
        ("欠薪长达5个月", "欠薪长达5个月", 5, False),
        ("四个多月的工资", "四个多月的工资", 4, True), ("两三个月工资", "两三个月工资", 2, True),
        ("three months' wages", "three months' wages", 3, False),
        ("six months of unpaid wages", "six months of unpaid wages", 6, False),
        ("not been paid for three months", "not been paid for three months", 3, False),
        ("unpaid for more than six months", "unpaid for more than six months", 6, True),
        ("a year's pay", "a year's pay", 12, False),
        ("half a year's wages", "half a year's wages", 6, False),
    ],
)  # fmt: skip
def test_months_of_pay_are_a_sum_of_unknown_size(
    text: str, words: str, months: int, approximate: bool
) -> None:
    """Pay told in months has its months, no currency, and no bound above."""
    (found,) = read(text)
    assert found.words(text) == words
    assert (found.value.months, found.value.approximate) == (months, approximate)
    assert (found.value.low, found.value.high, found.value.currency) == (0, None, "XXX")


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("按N+1补偿", "N+1"),
        ("要求２Ｎ＋１", "2N+1"),
        ("赔偿2n", "2N"),
        ("N + 3 compensation", "N+3"),
    ],
)
def test_a_severance_formula_is_kept_as_one(text: str, formula: str) -> None:
    """N+1 is the years of service and one more month: a formula, not a number."""
    (found,) = read(text)
    assert (found.formula, found.value.months, found.value.currency) == (formula, None, "XXX")


@pytest.mark.parametrize(
    "text",
    [
        "120万人", "120万平方米", "元旦30人", "3块地", "三元里", "2015年工资", "5月工资",
        "三个月前", "N95口罩", "2018年", "30名工人", "three months ago", "30 workers", "in 2015",
        "18n2n3", "拨打12351",
    ],
)  # fmt: skip
def test_what_looks_like_a_sum_is_none(text: str) -> None:
    """People, areas, dates, places, land and masks are no money."""
    assert read(text) == []


_WORDS = (
    "约 近 超过 至少 共 三 3 12 2,500 两千五 1.5 数百 几十 多 余 来 万元 元 亿元 块钱 美元 港币 "
    "人民币 ¥ $ € 每人 月薪 /月 /人 欠薪 拖欠 三个月 工资 N+1 2N ， 。 "
    "😀 𠮷 萬 RMB yuan million dollars each per month worker about over between and to - three "
    "months' wages unpaid"
).split(" ")
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(_WORDS), max_size=10).map("".join),
    st.lists(st.sampled_from(_WORDS), max_size=10).map(" ".join),
)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_sums_in_their_places(text: str) -> None:
    """No text fails; spans are in order, apart, inside the text, and hold the value's words."""
    last = 0
    for found in find_money(text):
        assert last <= found.start < found.end <= len(text)
        assert found.value.text == found.words(text)
        assert found.value.high is None or found.value.low <= found.value.high
        last = found.end


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_words_of_a_sum_say_the_same_by_themselves(text: str) -> None:
    """Read alone, a sum with its currency is the same; who gets it may stand elsewhere."""
    for found in find_money(text):
        if found.value.text[-1] in "万亿萬多余来上右" and "元" not in found.value.text:
            # 120万 is a sum only beside the words that make it one.
            continue
        (again,) = find_money(found.words(text))
        for name in ("low", "high", "currency", "months", "approximate"):
            assert getattr(again.value, name) == getattr(found.value, name)
        assert again.formula == found.formula
