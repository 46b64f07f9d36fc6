"""Alternations match the longest word of a list, whatever the words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.text.patterns import alternation


@given(
    st.lists(st.text(alphabet="ab工人.*", min_size=1, max_size=4), min_size=1),
    st.text(alphabet="ab工人.*"),
)
def test_the_longest_word_at_the_beginning_matches(words: list[str], text: str) -> None:
    """The same as trying every word: the longest that the text begins with, else none."""
    match = re.compile(alternation(words)).match(text)
    expected = max((word for word in words if text.startswith(word)), key=len, default=None)
    assert (match and match.group()) == expected


@pytest.mark.parametrize("words", [[], [""], ["a", ""]])
def test_an_empty_word_is_refused(words: list[str]) -> None:
    """An alternation that would match nothing everywhere is a fault of its caller."""
    with pytest.raises(ValueError, match="needs words"):
        alternation(words)
