"""Numerals say ranges: exact ones with the step of their last digit, vague ones with bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.text.numerals import digits_zh, find_en, find_zh, last_place, parse_en, parse_zh


@pytest.mark.parametrize(
    ("words", "value", "step"),
    [
        ("三", 3, 1), ("十", 10, 10), ("十二", 12, 1), ("二十", 20, 10), ("廿五", 25, 1),
        ("卅", 30, 10),
        ("一百零五", 105, 1), ("一百五", 150, 10), ("一百一十", 110, 10), ("三百五十", 350, 10),
        ("一千二百", 1200, 100), ("两千五", 2500, 100), ("两千零五", 2005, 1),
        ("三千零六十", 3060, 10),
        ("三万六", 36_000, 1000), ("两万两千", 22_000, 1000), ("十二万五", 125_000, 1000),
        ("一万零五", 10_005, 1), ("一亿三", 130_000_000, 10_000_000),
        ("一点二亿", 120_000_000, 10_000_000),
        ("百", 100, 100), ("万", 10_000, 10_000), ("百万", 1_000_000, 1_000_000), ("〇", 0, 1),
        ("壹佰贰拾", 120, 10), ("120", 120, 10), ("2,500", 2500, 100), ("1.5万", 15_000, 1000),
        ("120万", 1_200_000, 100_000), ("3千", 3000, 1000), ("1万2", 12_000, 1000),
        ("1万2千", 12_000, 1000), ("1亿2000万", 120_000_000, 10_000_000), ("零点五", 0.5, 0.1),
        ("3.5", 3.5, 0.1),
    ],
)  # fmt: skip
def test_an_exact_chinese_numeral_has_a_value_and_a_step(
    words: str, value: float, step: float
) -> None:
    """Everyday, financial, decimal and mixed numerals, with the place of their last digit."""
    numeral = parse_zh(words)
    assert numeral is not None
    assert (numeral.low, numeral.high, numeral.step) == (value, value, step)
    assert numeral.exact


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("几", 2, 9), ("十几", 11, 19), ("二十几", 21, 29), ("20几", 21, 29), ("几十", 20, 99),
        ("数十", 20, 99), ("几百", 200, 999), ("数百", 200, 999), ("数千", 2000, 9999),
        ("数万", 20_000, 99_999), ("十几万", 110_000, 199_999), ("几十万", 200_000, 999_999),
        ("20几万", 210_000, 299_999), ("两三", 2, 3), ("十七八", 17, 18), ("七八十", 70, 80),
        ("二三百", 200, 300), ("三五百", 300, 500), ("三四千", 3000, 4000),
        ("八九万", 80_000, 90_000),
        ("二三十万", 200_000, 300_000), ("三百几十", 310, 399),
    ],
)  # fmt: skip
def test_a_vague_chinese_numeral_has_bounds_and_no_step(words: str, low: int, high: int) -> None:
    """几 and 数 reach up to the next unit; neighbouring digits are a range."""
    numeral = parse_zh(words)
    assert numeral is not None
    assert (numeral.low, numeral.high, numeral.exact) == (low, high, False)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "统",
        "一九九七",
        "五一",
        "三八",
        "九一八",
        "一二三",
        "亿万",
        "百百",
        "十百",
        "120万50",
        "二百三百",
        "一点",
        "上",
    ],
)
def test_what_is_no_quantity_is_none(words: str) -> None:
    """Digits in a row, dates of commemoration and broken numerals are refused, not guessed."""
    assert parse_zh(words) is None


@given(st.integers(min_value=1, max_value=99_999_999))
def test_written_out_numerals_read_back(number: int) -> None:
    """Every whole number below a hundred million, written out in full, reads back."""
    numeral = parse_zh(_written(number))
    assert numeral is not None
    assert numeral.low == numeral.high == number
    assert numeral.step == last_place(number)


def _written(number: int) -> str:
    """Write a number in Chinese, from the grammar and not from the reader."""
    if number >= 10_000:
        rest = number % 10_000
        zero = "零" if rest and rest < 1000 else ""
        return _section(number // 10_000) + "万" + zero + (_section(rest) if rest else "")
    return _section(number)


def _section(number: int) -> str:
    digits = "零一二三四五六七八九"
    text, pending = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if pending and text else "") + digits[digit] + name
            pending = False
        else:
            pending = True
    return text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("二〇一八", 2018),
        ("一九九七", 1997),
        ("九七", 97),
        ("2018", 2018),
        ("十八", None),
        ("", None),
    ],
)
def test_digits_in_a_row_are_read_as_written(words: str, expected: int | None) -> None:
    """Years are digits in a row; numerals with units are not."""
    assert digits_zh(words) == expected


@pytest.mark.parametrize(
    ("words", "low", "high", "step"),
    [
        ("ten", 10, 10, 10), ("twenty-five", 25, 25, 1), ("a hundred and fifty", 150, 150, 10),
        ("one hundred and five", 105, 105, 1), ("two thousand five hundred", 2500, 2500, 100),
        ("a dozen", 12, 12, 12), ("two dozen", 24, 24, 12), ("half a dozen", 6, 6, 1),
        ("half a million", 500_000, 500_000, 100_000),
        ("one and a half million", 1_500_000, 1_500_000, 100_000),
        ("seventeen hundred", 1700, 1700, 100), ("2,500", 2500, 2500, 100),
        ("1.5 million", 1_500_000, 1_500_000, 100_000),
        ("5k", 5000, 5000, 1000), ("dozens", 20, 99, 0), ("hundreds", 200, 999, 0),
        ("thousands", 2000, 9999, 0),
        ("tens of thousands", 20_000, 99_999, 0), ("hundreds of thousands", 200_000, 999_999, 0),
        ("several", 2, 9, 0), ("several hundred", 200, 999, 0), ("a few dozen", 20, 99, 0),
        ("several thousand", 2000, 9999, 0), ("a couple of hundred", 200, 200, 100),
    ],
)  # fmt: skip
def test_an_english_numeral_has_bounds_and_a_step(
    words: str, low: int, high: int, step: int
) -> None:
    """Words, digits with scales, and vague words, each with its range."""
    numeral = parse_en(words)
    assert numeral is not None
    assert (numeral.low, numeral.high, numeral.step) == (low, high, step)


@pytest.mark.parametrize("words", ["five and six", "two three", "hundred hundred", "five twenty"])
def test_two_english_numerals_are_not_one(words: str) -> None:
    """Numerals that only stand beside each other are refused as one."""
    assert parse_en(words) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("人数三百", [("三百", 300)], id="a word that ends in 数"),
        pytest.param("统一三百人", [("三百", 300)], id="a word that ends in a digit"),
        pytest.param("12.5.6 和 2,500", [("2,500", 2500)], id="a version is none"),
        pytest.param("1234567890123", [], id="an id is none"),
    ],
)
def test_chinese_numerals_are_found_in_their_places(
    text: str, expected: list[tuple[str, int]]
) -> None:
    """Spans hold the numeral alone, after emoji and astral characters too."""
    for lead in ("", "😀𠮷，"):
        whole = lead + text
        found = find_zh(whole)
        assert [(whole[spot.start : spot.end], spot.numeral.low) for spot in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("five and six people", [("five", 5), ("six", 6)], id="two numerals"),
        pytest.param("someone's phone, 12th, $30", [], id="words that hold a numeral"),
        pytest.param("3.5.1 or 1,200", [("1,200", 1200)], id="a version is none"),
    ],
)
def test_english_numerals_are_found_in_their_places(
    text: str, expected: list[tuple[str, int]]
) -> None:
    """Spans hold the numeral alone, after emoji and astral characters too."""
    for lead in ("", "😀𠮷 "):
        whole = lead + text
        found = find_en(whole)
        assert [(whole[spot.start : spot.end], spot.numeral.low) for spot in found] == expected


@given(
    st.text(
        alphabet="0123456789一二三十百千万亿几数点,. 两廿 and of hundred thousand dozen",
        max_size=60,
    )
)
def test_any_run_of_digits_is_read_or_refused(text: str) -> None:
    """No text makes a reader fail, and what it finds is a range in its place."""
    for find in (find_zh, find_en):
        last = 0
        for spot in find(text):
            assert last <= spot.start < spot.end <= len(text)
            assert spot.numeral.low <= spot.numeral.high
            last = spot.end
