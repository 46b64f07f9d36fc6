"""Statements stand on words: the quote is the reading at its span, to the code point."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from walkout.errors import QuoteMismatchError
from walkout.model.statement import Mention, Statement, canonical

TEXT = "📢𠮷林厂😤工人今天罢工,三十人被带走。"
"""An emoji and a 汉字 outside the first plane come before every word that is quoted."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


def stated(quote: str, start: int, **changes: Any) -> Statement:
    """A statement of a strike whose quote begins at `start`."""
    values = {"field": "action", "value": "strike", "coder": "rule:zh@1", **changes}
    return Statement(quote=quote, start=start, end=start + len(quote), **values)


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        pytest.param("📢", 0, id="an emoji"),
        pytest.param("𠮷林厂", 1, id="an astral 汉字"),
        pytest.param("罢工", 9, id="after both"),
        pytest.param("三十人", 12, id="a count"),
        pytest.param(TEXT, 0, id="the whole reading"),
    ],
)
def test_a_quote_is_counted_in_code_points(quote: str, start: int) -> None:
    """Spans count code points, so neither emoji nor rare 汉字 shift what follows."""
    stated(quote, start).check(TEXT)


@pytest.mark.parametrize(
    ("quote", "start", "end"),
    [
        pytest.param("罢工", 10, 12, id="one too far"),
        pytest.param("罢工", 10, 13, id="one too far and too long"),
        pytest.param("罷工", 9, 11, id="another script"),
        pytest.param("罢工", 9, 12, id="longer than its words"),
        pytest.param("带走。", 17, 99, id="past the end, cut short in silence"),
        pytest.param("罢工", 50, 52, id="beyond the reading"),
    ],
)
def test_words_that_the_reading_does_not_have_there_are_refused(
    quote: str, start: int, end: int
) -> None:
    """A statement whose quote is elsewhere, or otherwise spelled, does not stand."""
    statement = Statement("action", "strike", quote, start, end, "rule:zh@1")
    with pytest.raises(QuoteMismatchError) as caught:
        statement.check(TEXT)
    assert caught.value.where == {"field": "action", "span": (start, end)}
    assert quote not in str(caught.value)


@given(st.text(min_size=1), st.data())
def test_every_slice_of_a_reading_can_be_quoted_and_no_other_words(
    text: str, data: st.DataObject
) -> None:
    """What is cut out of the reading passes; the same words under a changed reading fail."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    statement = stated(text[start:end], start)
    statement.check(text)
    other = data.draw(st.text(min_size=0, max_size=len(text)))
    assume(other[start:end] != text[start:end])
    with pytest.raises(QuoteMismatchError):
        statement.check(other)


def test_an_inferred_value_needs_no_words() -> None:
    """A value without words passes on any reading."""
    Statement("industry", "transport", None, None, None, "rule:zh@1", basis="inferred").check("")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"quote": None}, "together", id="a span without words"),
        pytest.param({"start": None}, "together", id="words without a start"),
        pytest.param({"end": None}, "together", id="words without an end"),
        pytest.param({"basis": "inferred"}, "no quote", id="inferred and quoted"),
        pytest.param({"start": -2, "end": 5}, "not a span", id="counted from the end"),
        pytest.param({"start": 5, "end": 5, "quote": ""}, "not a span", id="nothing quoted"),
        pytest.param({"start": 5, "end": 3}, "not a span", id="backwards"),
    ],
)
def test_a_statement_is_quoted_whole_or_not_at_all(changed: dict[str, Any], why: str) -> None:
    """Words and span come together, in order, and only where a value is in words."""
    whole = {"quote": "罢工", "start": 3, "end": 5, "basis": "stated"}
    with pytest.raises(ValueError, match=why):
        Statement(field="action", value="strike", coder="rule:zh@1", **{**whole, **changed})


def test_neither_printing_nor_an_error_shows_the_words_of_a_document() -> None:
    """Quotes stay out of logs and tracebacks."""
    assert "罢工" not in repr(stated("罢工", 3))


def test_an_id_changes_with_the_value_and_not_with_its_spelling() -> None:
    """The order of a value's keys is no part of it; its coder's version neither."""
    one = stated("三十人", 12, field="harm.detained", value={"low": 30, "high": 30})
    two = stated(
        "三十人", 12, field="harm.detained", value={"high": 30, "low": 30}, coder="rule:zh@7"
    )
    other = stated("三十人", 12, field="harm.detained", value={"low": 30, "high": 39})
    assert one.id("r1") == two.id("r1")
    assert one.id("r1") != other.id("r1")
    assert one.id("r1") != one.id("r2")


@given(JSON)
def test_canonical_json_is_one_spelling_that_reads_back(value: Any) -> None:
    """Reading the canonical form gives the value, and spelling that gives the same bytes."""
    spelled = canonical(value)
    assert json.loads(spelled.decode("utf-8", "surrogatepass")) == value
    assert canonical(json.loads(spelled.decode("utf-8", "surrogatepass"))) == spelled


@given(st.dictionaries(st.text(max_size=3), st.integers(), min_size=2))
def test_canonical_json_does_not_know_the_order_of_keys(value: dict[str, int]) -> None:
    """However a mapping was filled, it has one spelling."""
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf")], ids=["nan", "infinity"])
def test_canonical_json_refuses_what_json_does_not_have(value: float) -> None:
    """A number that cannot be printed is a fault where it was made."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"lat": value})


def test_a_mention_lists_each_value_of_a_field_once_in_reading_order() -> None:
    """Repeated values count once; other fields stay out."""
    mention = Mention(
        0,
        len(TEXT),
        (
            stated("罢工", 9),
            stated("带走", 16, value="sit_in"),
            stated("罢工", 9, value="strike", coder="rule:en@1"),
            stated("三十人", 12, field="demand", value="wage_arrears"),
        ),
    )
    assert mention.values("action") == ["strike", "sit_in"]
    assert mention.values("cause") == []
