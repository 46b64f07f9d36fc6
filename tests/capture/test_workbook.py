"""Workbooks: dates as Excel counts them, merged cells, several sheets, and hostile XML."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capture.factories import run_bytes
from tests.read import hostile
from walkout.capture import Limits
from walkout.capture.workbook import column_letters, column_number
from walkout.model import media

HEADER = ["Date", "Title", "Description", "Workers"]
STORY = "Workers of the toy factory stopped work over unpaid wages."


def test_rows_of_a_workbook_are_documents() -> None:
    """A row knows its sheet and its number; dates are days and numbers are as they are shown."""
    book = hostile.xlsx(
        {"事件": [HEADER, [43308.0, "Toy strike", STORY, 300.0], [43309.5, "March", STORY, 0.5]]},
        styles=["yyyy\\-mm\\-dd"],
        cell_styles={("事件", 1, 0): 1, ("事件", 2, 0): 1},
    )
    run = run_bytes(book, "book.xlsx")
    assert run.captures[0].media_type == media.XLSX
    first, second = run.captures[1:]
    assert (first.locator, second.locator) == ("事件!2", "事件!3")
    assert json.loads(first.content) == {
        "Date": "2018-07-27",
        "Title": "Toy strike",
        "Description": STORY,
        "Workers": "300",
    }
    assert json.loads(second.content)["Date"] == "2018-07-28 12:00:00"
    assert json.loads(second.content)["Workers"] == "0.5"
    assert (first.published, second.published) == (date(2018, 7, 27), date(2018, 7, 28))


def test_a_serial_without_a_date_format_is_a_date_in_a_column_of_dates() -> None:
    """Exports lose their formats; the cell keeps the number, the document gets the day."""
    run = run_bytes(hostile.xlsx({"S": [HEADER, [43308.0, "Toy", STORY, None]]}), "b.xlsx")
    assert run.captures[1].published == date(2018, 7, 27)
    assert json.loads(run.captures[1].content)["Date"] == "43308"


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        pytest.param("yyyy年m月d日", 43308.0, "2018-07-27", id="a Chinese date"),
        pytest.param("[$-409]d\\-mmm\\-yy", 43308.0, "2018-07-27", id="an English date"),
        pytest.param("h:mm", 0.75, "18:00:00", id="a time"),
        pytest.param("0.00", 43308.0, "43308", id="a number"),
        pytest.param('0"days"', 3.0, "3", id="a unit in quotes"),
        pytest.param("[Red]0", 3.0, "3", id="a colour"),
        pytest.param("General", 1e21, "1e+21", id="a huge number"),
        pytest.param("yyyy", 1e9, "1000000000", id="no day of the calendar"),
    ],
)
def test_numbers_are_read_by_their_format(code: str, number: float, shown: str) -> None:
    """Formats with letters of the calendar are dates; words and colours in them are not."""
    book = hostile.xlsx(
        {"S": [["text", "n"], [STORY, number]]},
        styles=[code.replace('"', "&quot;")],
        cell_styles={("S", 1, 1): 1},
    )
    assert json.loads(run_bytes(book, "b.xlsx").captures[1].content)["n"] == shown


def test_days_may_be_counted_from_1904() -> None:
    """Old workbooks of the Macintosh."""
    book = hostile.xlsx(
        {"S": [["text", "date"], [STORY, 41846.0]]},
        styles=["yyyy"],
        cell_styles={("S", 1, 1): 1},
        date1904=True,
    )
    assert run_bytes(book, "b.xlsx").captures[1].published == date(2018, 7, 27)


def test_merged_cells_hold_in_every_row_they_cover() -> None:
    """A province that is written once over three rows is the province of all three."""
    rows: list[list[str | float | None]] = [
        ["Province", "Description"],
        ["Henan", STORY],
        [None, STORY + " Again."],
        [None, STORY + " Once more."],
        ["Hebei", STORY],
    ]
    book = hostile.xlsx({"S": rows}, merged={"S": ["A2:A4"]})
    provinces = [json.loads(c.content)["Province"] for c in run_bytes(book, "b.xlsx").captures[1:]]
    assert provinces == ["Henan", "Henan", "Henan", "Hebei"]


def test_every_sheet_has_a_header_of_its_own_and_one_without_text_is_left_out() -> None:
    """A sheet of codes beside the sheets of events is no fault."""
    book = hostile.xlsx(
        {
            "Codes": [["code", "n"], ["a", 1.0]],
            "2017": [["List of 2017", None], [None, None], HEADER, [42900.0, "A", STORY, 1.0]],
            "2018": [["text"], [STORY]],
            "Empty": [],
        }
    )
    run = run_bytes(book, "b.xlsx")
    assert [c.locator for c in run.captures[1:]] == ["2017!4", "2018!2"]
    assert run.faults == []
    assert [n.where["sheet"] for n in run.notices if n.code == "sheet"] == ["Codes"]


def test_a_workbook_without_text_is_one_fault() -> None:
    """It is kept and listed, with the columns of its first sheet."""
    run = run_bytes(hostile.xlsx({"A": [["a", "b"], [1.0, 2.0]], "B": [["c"], [3.0]]}), "b.xlsx")
    assert run.captures == []
    assert run.codes == ["TableError"]
    assert run.faults[0].issue.where["columns"] == ["a", "b"]


def test_rich_inline_and_escaped_text_is_whole() -> None:
    """Runs are joined, readings above characters are left out, escapes are undone."""
    data = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><r><t>Workers of the </t></r>'
        "<r><t>plant struck_x000D_ again.</t></r><rPh><t>phonetic</t></rPh></is></c></row>"
    )
    run = run_bytes(hostile.xlsx({"S": []}, raw_sheet=data), "b.xlsx")
    assert run.texts == ["Workers of the plant struck\r again."]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param('<row r="1"><c r="XFD1"><v>1</v></c></row>', "the last column", id="wide"),
        pytest.param('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "", id="tall"),
        pytest.param('<row r="9999999999999"><c r="A1"><v>1</v></c></row>', "", id="no such row"),
        pytest.param('<row><c t="s"><v>99</v></c><c t="s"><v>-1</v></c></row>', "", id="no string"),
        pytest.param('<row><c r="??"><v>nan</v></c><c><v>inf</v></c></row>', "", id="no number"),
    ],
)
def test_hostile_cells_take_no_memory(data: str, why: str) -> None:
    """A cell at the far corner makes no rectangle."""
    good = "".join(
        f'<row r="{r}"><c r="A{r}" t="str"><v>{words}</v></c></row>'
        for r, words in ((1, "text"), (2, STORY))
    )
    book = hostile.xlsx({"S": []}, raw_sheet=good + data)
    tracemalloc.start()
    run = run_bytes(book, "b.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert STORY in run.texts
    assert peak < 30 << 20, why


def test_a_hostile_merge_takes_no_memory() -> None:
    """A range over the whole sheet is not spread."""
    book = hostile.xlsx({"S": [["text"], [STORY]]}, merged={"S": ["A1:XFD1048576"]})
    assert run_bytes(book, "b.xlsx").texts == [STORY]


def test_entities_end_the_reading() -> None:
    """A billion laughs is no workbook."""
    book = hostile.xlsx({"S": [["text"], [STORY]]}, declaration=hostile.entity_bomb("worksheet"))
    run = run_bytes(book, "b.xlsx")
    assert run.codes == ["HostileDocumentError"]
    assert run.faults[0].capture is not None


def test_a_workbook_that_is_a_bomb_is_refused() -> None:
    """Growth is counted while it happens."""
    members = {
        "[Content_Types].xml": b"<a/>",
        "xl/workbook.xml": b" " * (40 << 20),
    }
    run = run_bytes(hostile.zipped(members), "b.xlsx", limits=Limits(ratio_from=1 << 20))
    assert run.codes == ["HostileDocumentError"]


def test_a_damaged_workbook_is_one_fault() -> None:
    """Its rows before the damage stay."""
    book = hostile.xlsx({"S": [["text"], [STORY]]})
    cut = hostile.zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<workbook><sheets>"})
    for content in (cut, book[: len(book) // 2]):
        run = run_bytes(content, "b.xlsx")
        assert run.codes == ["UnreadableError"]
        assert run.captures == []


@given(st.integers(0, 16_383))
def test_columns_have_letters(number: int) -> None:
    """Letters and numbers are inverse."""
    assert column_number(column_letters(number)) == number
