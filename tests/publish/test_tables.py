from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.publish.tables import safe, table


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param('=HYPERLINK("http://x")', id="equals"),
        pytest.param("+1+1", id="plus"),
        pytest.param("-1+1", id="minus"),
        pytest.param("@SUM(1)", id="at"),
        pytest.param("\t=1", id="tab"),
        pytest.param("\r=1", id="return"),
        pytest.param("  =1", id="behind spaces"),
        pytest.param("\u3000=1", id="behind a wide space"),
        pytest.param("＝1", id="full width"),
        pytest.param("|cmd", id="pipe"),
        pytest.param("%0A=1", id="percent"),
    ],
)
def test_a_cell_that_begins_as_a_formula_is_disarmed(cell: str) -> None:
    """An apostrophe makes it text in every spreadsheet."""
    assert safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", [-73.9, 0, 5, "罢工", "a=b", "https://example.org"])
def test_other_cells_are_left_as_they_are(cell: str | float) -> None:
    """Numbers stay numbers, negative ones too."""
    assert safe(cell) == cell


@given(
    st.lists(
        st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)
    )
)
def test_a_table_reads_back_without_a_live_formula(rows: list[list[str]]) -> None:
    """Any text in any cell: the rows come back whole, and no cell begins as a formula does."""
    data = table(("a", "b"), rows)
    read = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert len(read) == len(rows) + 1
    for made, given_row in zip(read[1:], rows, strict=True):
        for cell, text in zip(made, given_row, strict=True):
            assert cell in (text, "'" + text)
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
