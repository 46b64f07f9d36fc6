"""What a language model is asked, and in which parts."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout import codebook
from walkout.extract.endpoint_question import CODED, FIELDS, ROLES, question, windows


def test_every_code_that_may_be_given_is_named_in_the_instructions() -> None:
    """In both languages, so that either text can be coded."""
    asked = question("x").system
    for name in [*(c for c in CODED if c != "response"), *ROLES.values(), "responder", "act"]:
        for code in codebook.load().field(name).codes:
            assert f"{code.id} = {code.label.en} / {code.label.zh}" in asked
    assert all(name in asked for name in FIELDS)


@given(st.text(max_size=200))
def test_nothing_in_a_text_ends_the_frame_around_it(text: str) -> None:
    """The words are one JSON string, and nothing else is told of the document."""
    asked = question(text)
    assert json.loads(asked.user) == {"text": text}
    assert asked.system == question("").system


@pytest.mark.parametrize(
    ("text", "most", "parts"),
    [
        pytest.param("", 9, [], id="nothing"),
        pytest.param(" \n\n ", 9, [], id="white space only"),
        pytest.param("一二\n三四\n五六", 9, ["一二\n三四\n五六"], id="all at once"),
        pytest.param("一二\n三四\n五六", 5, ["一二\n三四", "五六"], id="whole paragraphs"),
        pytest.param("一二三。四五六。七", 5, ["一二三。", "四五六。七"], id="whole sentences"),
        pytest.param("一二三四五六七八", 5, ["一二三四五", "六七八"], id="no border at all"),
        pytest.param("One. Two two. Three.", 9, ["One.", "Two two.", "Three."], id="English"),
        pytest.param("  一二  \n\n\n  三", 3, ["一二", "三"], id="white space around"),
        pytest.param("😀𠮷。\n😀𠮷。", 3, ["😀𠮷。", "😀𠮷。"], id="astral characters"),
    ],
)
def test_a_text_is_parted_by_paragraphs(text: str, most: int, parts: list[str]) -> None:
    """Paragraphs stay whole where they can, then sentences."""
    assert [text[a:b] for a, b in windows(text, most)] == parts


@given(st.text(alphabet="一。. \nab😀", max_size=120), st.integers(1, 40))
def test_no_word_is_lost_and_no_part_is_too_long(text: str, most: int) -> None:
    """Parts stand in order, apart from each other, and leave out white space only."""
    spans = list(windows(text, most))
    assert all(0 < b - a <= most for a, b in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    inside = "".join(text[a:b] for a, b in spans)
    assert [c for c in inside if not c.isspace()] == [c for c in text if not c.isspace()]
