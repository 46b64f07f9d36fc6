"""Lines broken at a margin become sentences again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.read.join import join, looks_wrapped, paragraphs, width


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        pytest.param("约三", "百名工人", "约三百名工人", id="Han to Han without a space"),
        pytest.param("停工，", "要求工资", "停工，要求工资", id="after a comma"),
        pytest.param("about 300", "workers", "about 300 workers", id="words with a space"),
        pytest.param("the work-", "ers of", "the workers of", id="a cut word"),
        pytest.param("the Sino-", "Foreign firm", "the Sino- Foreign firm", id="a name's hyphen"),
        pytest.param("在2018年", "7月27日", "在2018年7月27日", id="a date"),
        pytest.param("约300", "名工人", "约300名工人", id="a number before Han"),
        pytest.param("工人在", "Apple 工厂", "工人在 Apple 工厂", id="Han before Latin"),
        pytest.param("words", "", "words", id="nothing after"),
    ],
)
def test_two_pieces_become_one(left: str, right: str, whole: str) -> None:
    """As the sentence would be written on one line."""
    assert join(left, right) == whole


def test_paragraphs_end_where_lines_stop_short() -> None:
    """At a short line, an empty line, an item and an indented line."""
    lines = [
        "Workers of the toy plant stopped work on Friday and",
        "gathered at the gate.",
        "They asked for three months of wages that were owed",
        "to them and to the canteen staff.",
        "",
        "(1) The first demand of the list was to be paid now",
        "(2) The second was to be told",
        "    An indented paragraph starts here and goes on so",
        "to its end.",
    ]
    assert paragraphs(lines) == [
        (0, "Workers of the toy plant stopped work on Friday and gathered at the gate."),
        (
            2,
            "They asked for three months of wages that were owed to them and to the canteen staff.",
        ),
        (5, "(1) The first demand of the list was to be paid now"),
        (6, "(2) The second was to be told"),
        (7, "An indented paragraph starts here and goes on so to its end."),
    ]


@pytest.mark.parametrize(
    ("lines", "wrapped"),
    [
        pytest.param(["工人们在厂门口聚集要求厂方支付拖欠的工资并且"] * 8, True, id="full lines"),
        pytest.param(["工人们在厂门口聚集要求厂方支付拖欠的工资。"] * 8, False, id="sentences"),
        pytest.param(["A whole paragraph of words that runs on and on and on " * 9] * 8, False,
                     id="whole paragraphs"),
        pytest.param(["short", "lines", "of a", "list", "or", "a", "poem"], False, id="a list"),
        pytest.param(["a line of words that is as wide as the next"] * 3, False, id="too few"),
    ],
)  # fmt: skip
def test_broken_lines_are_told_from_paragraphs(lines: list[str], wrapped: bool) -> None:
    """Only what is clearly broken at a margin is joined."""
    assert looks_wrapped(lines) is wrapped


@given(st.lists(st.text(alphabet="工人罢 abc。.-1", max_size=40), max_size=20))
def test_joining_loses_no_words(lines: list[str]) -> None:
    """All letters come out, in order; only spaces and hyphens at line ends change."""
    joined = "".join(text for _, text in paragraphs(lines))

    def letters(text: str) -> str:
        return "".join(char for char in text if char not in " -\n")

    assert letters(joined) == letters("".join(lines))


@given(st.text())
def test_width_is_never_less_than_length(text: str) -> None:
    """A Han character takes two columns."""
    assert len(text) <= width(text) <= 2 * len(text)
