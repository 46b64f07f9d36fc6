"""What is asked for or complained of in words that no code fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.extract import extract
from walkout.extract.drift import uncoded


def drifts(text: str) -> list[tuple[str, str]]:
    """Return field and words of the drift of a text."""
    return [(d.field, d.quote) for d in uncoded(text, extract(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "2015年4月20日，东莞一鞋厂500名工人罢工，要求举办象棋比赛。",
            [("demand", "举办象棋比赛")],
            id="a demand that no code fits",
        ),
        pytest.param(
            "2015年4月20日，東莞一鞋廠500名工人罷工，要求舉辦象棋比賽。",
            [("demand", "舉辦象棋比賽")],
            id="in traditional characters",
        ),
        pytest.param(
            "2015年4月20日，东莞一鞋厂500名工人罢工，要求补缴社保。", [], id="a demand with a code"
        ),
        pytest.param(
            "2015年4月20日，东莞500名工人罢工，抗议厂内唱国歌制度。",
            [("cause", "厂内唱国歌制度")],
            id="a grievance that no code fits",
        ),
        pytest.param(
            "On 20 April 2015, 500 workers at a shoe factory in Dongguan went on strike, demanding "
            "that the company hold a chess tournament.",
            [("demand", "the company hold a chess tournament")],
            id="in English",
        ),
        pytest.param(
            "On 20 April 2015, 500 workers in Dongguan went on strike, demanding higher wages.",
            [],
            id="an English demand with a code",
        ),
        pytest.param("老板要求工人举办象棋比赛。今天天气很好。", [], id="no event"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words_without_a_code_are_kept(text: str, expected: list[tuple[str, str]]) -> None:
    """The object of a word of asking or grievance is kept as it stands, unless a code fits it."""
    assert drifts(text) == expected


def test_addressee_and_filler_are_not_counted_with_the_words() -> None:
    """要求公司… and 要求… of one thing are one value."""
    one = "2015年4月20日，东莞一鞋厂500名工人罢工，要求公司尽快举办象棋比赛。"
    other = "2015年4月20日，东莞一鞋厂500名工人罢工，要求举办象棋比赛。"
    keys = {d.key for text in (one, other) for d in uncoded(text, extract(text))}
    assert keys == {"举办象棋比赛"}


def test_words_that_name_a_person_are_marked() -> None:
    """So that a list of drift does not print names."""
    text = "2015年4月20日，东莞一鞋厂500名工人罢工，要求王建国先生来下象棋。"
    (drift,) = uncoded(text, extract(text))
    assert drift.person


@given(st.text(alphabet="工人罢要求抗议不满，。 \n😀𠮷demanding protest against.", max_size=80))
def test_every_quote_is_the_text_at_its_span(noise: str) -> None:
    """Whatever stands around, astral characters before it included."""
    text = f"𠮷😀2015年4月20日，东莞500名工人罢工。{noise}"
    for drift in uncoded(text, extract(text)):
        assert text[drift.start : drift.end] == drift.quote
        assert drift.quote.strip() == drift.quote != ""
