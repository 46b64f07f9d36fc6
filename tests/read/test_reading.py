"""Readings of rows, what is given and what is found, and what cleaning may take away."""

from __future__ import annotations

from datetime import date

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.errors import EmptyDocumentError
from walkout.model import media
from walkout.model.document import Block, Capture
from walkout.model.ids import reading_id
from walkout.read import clean, read_row
from walkout.read.page import compose


def row(cells: dict[str, str], text: str | None, **given: object) -> Capture:
    """Return a row's capture."""
    return Capture("d1", orjson.dumps(cells), media.ROW, text=text, **given)  # type: ignore[arg-type]


def test_a_rows_reading_knows_its_columns() -> None:
    """Each part of the text stands in a column, and the id follows from the text."""
    reading = read_row(
        row({"Date": "2018-07-27", "Title": "Strike", "Text": "Strike in Linjiang.\nAgain."},
            "Strike\nStrike in Linjiang.\nAgain.", title="Strike", published=date(2018, 7, 27))
    )  # fmt: skip
    assert reading.blocks == (Block(0, 6, "column Title"), Block(7, 33, "column Text"))
    assert reading.id == reading_id("d1", "row@1", reading.text)
    assert (reading.title, reading.published, reading.published_basis) == (
        "Strike",
        date(2018, 7, 27),
        "given",
    )
    assert reading.language == "en"


def test_the_day_of_an_event_is_a_column_too() -> None:
    """It stands in the text under its label, and knows its column."""
    reading = read_row(
        row({"Date": "27/7/2018", "Text": "A strike."}, "Date: 2018-07-27\nA strike.")
    )
    assert reading.blocks == (Block(0, 16, "column Date"), Block(17, 26, "column Text"))


def test_a_row_whose_text_is_in_no_cell_has_no_map() -> None:
    """A map that might be wrong is none."""
    assert read_row(row({"a": "other words"}, "words of a strike")).blocks == ()
    assert read_row(Capture("d", b"no json", media.ROW, text="a strike")).blocks == ()
    assert read_row(Capture("d", b"[1]", media.ROW, text="a strike")).blocks == ()


@pytest.mark.parametrize("text", ["", " \n", "123 - 45"])
def test_a_row_without_words_is_empty(text: str) -> None:
    """Numbers alone tell nothing."""
    with pytest.raises(EmptyDocumentError):
        read_row(row({}, text))


def test_a_row_without_text_is_the_callers_fault() -> None:
    """Only its container can part its text."""
    with pytest.raises(ValueError, match="text"):
        read_row(row({}, None))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("a\r\nb\rc\u2028d", "a\nb\nc\nd", id="ends of lines"),
        pytest.param("罢\u200b工\u00ad讨\ufeff薪\u2060", "罢工讨薪", id="hidden marks"),
        pytest.param("a\u202eb\u2066c", "abc", id="turned directions"),
        pytest.param("a\x00b\x1b[1mc\x7f\x9b", "ab[1mc", id="control characters"),
        pytest.param("a\tb", "a\tb", id="tabs stay"),
        pytest.param("ＡＢ 網際網路 ㎏ é", "ＡＢ 網際網路 ㎏ é", id="no folding, no normal form"),
        pytest.param(
            "👩\u200d👧 \U0001f6a9 𠮷", "👩\u200d👧 \U0001f6a9 𠮷", id="joined emoji stay"
        ),
        pytest.param("a\ud83db", "a\ufffdb", id="half a character"),
    ],
)
def test_cleaning_takes_away_what_cannot_be_seen(text: str, cleaned: str) -> None:
    """And leaves every word as it is."""
    assert clean(text) == cleaned


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What is clean stays as it is."""
    assert clean(clean(text)) == clean(text)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=5), st.text(max_size=9))))
def test_a_map_gives_back_every_piece(parts: list[tuple[str, str]]) -> None:
    """Each block's span is its piece, in order."""
    text, blocks = compose(parts)
    assert [(b.place, text[b.start : b.end]) for b in blocks] == [p for p in parts if p[1]]
