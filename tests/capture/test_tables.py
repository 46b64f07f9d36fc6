"""Tables: one document per row, columns by look or by word, bad rows apart."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capture.factories import run_bytes
from walkout.capture import CaptureOptions, Limits
from walkout.model import media
from walkout.model.ids import row_id

TABLE = (
    "Date,Title,Description,Province\n"
    "2018-07-27,Toy strike,About 300 workers of a toy factory stopped work.,Guangdong\n"
    "2018-07-28,Sit-in,Teachers sat in at the county office over unpaid wages.,Henan\n"
)


def test_a_table_and_its_rows_are_documents() -> None:
    """The table comes first and holds the rows; each row knows where it stands."""
    run = run_bytes(TABLE.encode(), "strikes.csv")
    table, first, second = run.captures
    assert table.media_type == media.CSV
    assert table.content == TABLE.encode()
    assert (first.part_of, second.part_of) == (table.id, table.id)
    assert (first.locator, second.locator) == ("line 2", "line 3")
    assert first.media_type == media.ROW
    assert first.text == "Toy strike\nAbout 300 workers of a toy factory stopped work."
    assert first.title == "Toy strike"
    assert json.loads(first.content) == {
        "Date": "2018-07-27",
        "Title": "Toy strike",
        "Description": "About 300 workers of a toy factory stopped work.",
        "Province": "Guangdong",
    }
    assert list(json.loads(first.content)) == ["Date", "Title", "Description", "Province"]
    assert run.faults == []


def test_a_row_is_known_by_its_cells_and_its_occurrence() -> None:
    """Exact repeats stay two documents, and the same table again gives the same ids."""
    line = "2018-07-27,Toy strike,About 300 workers stopped work.,Guangdong\n"
    content = ("Date,Title,Description,Province\n" + line * 3).encode()
    ids = [c.id for c in run_bytes(content, "a.csv").captures[1:]]
    cells = tuple(line.strip().split(","))
    assert ids == [row_id(cells, 0), row_id(cells, 1), row_id(cells, 2)]
    assert ids == [c.id for c in run_bytes(content, "renamed.csv").captures[1:]]


def test_the_pinned_id_of_one_row() -> None:
    """Ids of rows are for good: if this breaks, a migration is due."""
    run = run_bytes(TABLE.encode(), "strikes.csv")
    assert run.captures[1].id == "dce4c09e502db98ccce972d5b"


@pytest.mark.parametrize(
    ("header", "text", "title", "published"),
    [
        pytest.param("日期,标题,描述", "标题,描述", "标题", "日期", id="Chinese"),
        pytest.param("發布時間,標題,內容", "標題,內容", "標題", "發布時間", id="traditional"),
        pytest.param("Published At,Headline,Full Text", "Headline,Full Text", "Headline",
                     "Published At", id="English"),
        pytest.param("PUBLISHED_AT,TITLE,FULL_TEXT", "TITLE,FULL_TEXT", "TITLE",
                     "PUBLISHED_AT", id="capitals and lines"),
        pytest.param("when,what,said", "said", None, "when", id="by what the cells hold"),
    ],
)  # fmt: skip
def test_columns_are_guessed_and_the_guess_is_told(
    header: str, text: str, title: str | None, published: str
) -> None:
    """Header words in both languages, or else the look of the cells."""
    rows = "".join(
        f"2018-07-{day},讨薪{day},临江市约三百名工人在厂门口聚集，要求支付拖欠的工资。\n"
        for day in range(10, 14)
    )
    run = run_bytes(f"{header}\n{rows}".encode(), "t.csv")
    row = run.captures[1]
    cells = json.loads(row.content)
    assert row.text == "\n".join(cells[name] for name in text.split(","))
    assert row.title == (cells[title] if title else None)
    assert row.published == date(2018, 7, 10)
    told = [n.text for n in run.notices if n.code == "columns"]
    assert len(told) == 1
    assert f"text = {text.replace(',', ' + ')}" in told[0]
    assert f"published = {published}" in told[0]
    assert "--map" in told[0]


def test_an_ambiguous_date_is_announced_as_what_it_may_be() -> None:
    """A column called Date may be the event's day: said, and kept in the cells."""
    run = run_bytes(TABLE.encode(), "strikes.csv")
    assert run.captures[1].published == date(2018, 7, 27)
    assert "may be the event's own" in run.notices[0].text
    run = run_bytes(TABLE.encode(), "strikes.csv", {"published": ""})
    assert run.captures[1].published is None
    assert b"2018-07-27" in run.captures[1].content


@pytest.mark.parametrize(
    ("header", "label"),
    [
        pytest.param("Date,Industry,Demands", "Date", id="a record of events, by its codes"),
        pytest.param("日期,行业,诉求", "日期", id="a Chinese record of events"),
        pytest.param("Start Date,End Date,Place", "Start Date", id="a column of the event's day"),
        pytest.param("事发日期,备用,地点", "事发日期", id="a Chinese column of the event's day"),
    ],
)
def test_the_day_of_an_event_is_read_with_its_row_and_is_no_publication(
    header: str, label: str
) -> None:
    """It stands in the text under its label, so that a statement can quote it."""
    first = "2018-07-27,2018-07-29,x" if "End" in header else "2018-07-27,a,b"
    table = f"{header},text\n{first},About 300 workers of a toy factory stopped work.\n"
    run = run_bytes(table.encode(), "t.csv")
    row = run.captures[1]
    assert row.text == f"{label}: 2018-07-27\nAbout 300 workers of a toy factory stopped work."
    assert row.published is None
    assert f"date = {label}" in run.notices[0].text


def test_a_person_says_which_day_is_which() -> None:
    """The event's day and the day of publication, named or left out."""
    table = (
        "day,told,text\n2018-07-27,2018-08-01,About 300 workers of a toy factory stopped work.\n"
    )
    run = run_bytes(table.encode(), "t.csv", {"date": "day", "published": "told"})
    assert run.captures[1].published == date(2018, 8, 1)
    assert run.texts[0] is not None
    assert run.texts[0].startswith("day: 2018-07-27\n")
    events = "Date,Industry,Demands,text\n2018-07-27,a,b,About 300 workers stopped work.\n"
    run = run_bytes(events.encode(), "t.csv", {"date": ""})
    assert run.texts == ["About 300 workers stopped work."]


def test_a_column_of_publication_wins_over_a_column_called_date() -> None:
    """Both may stand in one table."""
    table = (
        "date,published,text\n"
        "2018-07-27,2018-08-01,About 300 workers of a toy factory stopped work.\n"
    )
    run = run_bytes(table.encode(), "t.csv")
    assert run.captures[1].published == date(2018, 8, 1)
    assert "may be the event's own" not in run.notices[0].text


def test_a_person_names_columns() -> None:
    """What is named is taken, several columns of text are joined, case is forgiven."""
    run = run_bytes(
        TABLE.encode(), "t.csv", {"text": ("description", "Province"), "title": "Title"}
    )
    assert run.captures[1].text == "About 300 workers of a toy factory stopped work.\nGuangdong"


@pytest.mark.parametrize(
    ("content", "mapping"),
    [
        pytest.param("n,m\n1,2\n3,4\n", {}, id="numbers alone"),
        pytest.param("name,lat,lon\n临江,30.1,120.2\n", {}, id="a gazetteer"),
        pytest.param(TABLE, {"text": "Story"}, id="a named column is not there"),
    ],
)
def test_a_table_without_the_needed_column_is_kept_and_says_what_it_has(
    content: str, mapping: dict[str, str]
) -> None:
    """The fault lists the columns and how to name one; no row is made."""
    run = run_bytes(content.encode(), "t.csv", mapping)
    assert run.captures == []
    assert run.codes == ["TableError"]
    issue = run.faults[0].issue
    assert issue.where["file"] == "t.csv"
    assert issue.where["columns"] == content.partition("\n")[0].split(",")
    assert run.faults[0].capture is not None
    assert issue.document == run.faults[0].capture.id


def test_rows_of_the_wrong_width_are_faults_of_their_own() -> None:
    """They are kept with their cells, and the others are read."""
    table = TABLE + "2018-07-29,short\n2018-07-30,a,b,c,d,e\n2018-07-31,March,Drivers marched.,X\n"
    run = run_bytes(table.encode(), "t.csv")
    assert len(run.captures) == 4
    assert run.codes == ["TableError", "TableError"]
    assert [f.issue.where["line"] for f in run.faults] == [4, 5]
    kept = [f.capture for f in run.faults]
    assert kept[0] is not None
    assert kept[1] is not None
    assert json.loads(kept[1].content)["column F"] == "e"
    assert kept[0].part_of == run.captures[0].id


def test_padding_and_empty_rows_are_no_faults() -> None:
    """Spreadsheet programs pad rows with empty cells and end with empty lines."""
    lines = TABLE.strip().split("\n")
    table = "\n".join([lines[0], lines[1] + ",,", "", ",,,", lines[2], "", ""])
    run = run_bytes(table.encode(), "t.csv")
    assert run.faults == []
    assert [c.locator for c in run.captures[1:]] == ["line 2", "line 5"]


def test_a_row_without_words_is_a_fault() -> None:
    """It is kept and listed, since somebody may know what it meant."""
    run = run_bytes((TABLE + "2018-07-29,,,Henan\n").encode(), "t.csv")
    assert run.codes == ["EmptyDocumentError"]
    assert run.faults[0].issue.where == {"file": "t.csv", "line": 4}


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"],
)
def test_a_table_is_read_in_its_encoding(encoding: str) -> None:
    """Spreadsheet programs write all of these."""
    table = "日期\t标题\t内容\n2018-07-27\t讨薪\t临江市约三百名工人罢工，要求支付工资。\n" * 1
    run = run_bytes(table.encode(encoding), "t.tsv")
    assert run.texts == ["讨薪\n临江市约三百名工人罢工，要求支付工资。"]


def test_a_table_in_big5_is_read() -> None:
    """Tables from Taiwan and Hong Kong."""
    table = "日期,標題,內容\n2018-07-27,討薪,臨江市約三百名工人罷工要求支付工資並補繳社會保險\n"
    assert run_bytes(table.encode("big5"), "t.csv").texts == [
        "討薪\n臨江市約三百名工人罷工要求支付工資並補繳社會保險"
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    """By what cuts all lines alike, whatever the name says."""
    table = TABLE.replace(",", delimiter)
    assert len(run_bytes(table.encode(), "t.csv").texts) == 2


def test_cells_may_hold_lines_delimiters_and_marks() -> None:
    """As long as they are quoted."""
    table = 'date,text\n2018-07-27,"They said ""strike"",\nand 300 stopped."\n'
    run = run_bytes(table.encode(), "t.csv")
    assert run.texts == ['They said "strike",\nand 300 stopped.']
    assert run.captures[1].locator == "line 2"


def test_a_quotation_that_never_closes_costs_its_row_only() -> None:
    """The rows after it are read as rows."""
    rows = "".join(f"2018-07-{d},Workers of plant {d} stopped work.\n" for d in range(10, 30))
    table = 'date,text\n2018-07-09,"Workers never close\n' + rows
    run = run_bytes(table.encode(), "t.csv")
    assert len(run.texts) == 20
    assert run.codes == ["TableError"]
    assert run.faults[0].issue.where["line"] == 2


def test_a_row_with_bad_bytes_is_a_fault_of_its_own() -> None:
    """The rest of the table is read in the encoding that holds."""
    rows = [f"2018-07-{d},临江市第{d}厂工人罢工，要求支付工资。".encode() for d in range(10, 40)]
    rows[3] += b"\xff\xfe\x80"
    run = run_bytes(b"date,text\n" + b"\n".join(rows), "t.csv")
    assert len(run.texts) == 29
    assert run.codes == ["UnreadableError"]
    assert run.faults[0].issue.where == {"file": "t.csv", "line": 5}
    assert run.faults[0].capture is not None


def test_a_monstrous_line_is_passed_over() -> None:
    """It is a fault with its number and size, and the rows after it are read."""
    long = "2018-07-01," + "x" * 300_000 + "\n"
    run = run_bytes((TABLE + long + TABLE.split("\n")[1] + "\n").encode(), "t.csv",
                    limits=Limits(line_bytes=100_000))  # fmt: skip
    assert len(run.texts) == 3
    assert run.codes == ["TableError"]
    assert run.faults[0].issue.where["line"] == 4
    assert run.faults[0].issue.document == run.captures[0].id


def test_a_table_that_is_one_monstrous_line_says_so() -> None:
    """Fifty megabytes without a line end are no empty table."""
    run = run_bytes(b"text," + b"x" * (50 << 20), "t.csv")
    assert run.codes == ["TableError"]
    assert run.faults[0].issue.where["megabytes"] == 50
    assert run.faults[0].capture is not None


def test_labels_do_nothing_to_a_terminal() -> None:
    """What is announced comes from the file."""
    table = "text\x1b[2J,n\nWorkers of the plant stopped work on Friday.,1\n"
    run = run_bytes(table.encode(), "t.csv", {"title": "n"})
    assert "\x1b" not in "".join(n.text for n in run.notices)


def test_a_table_without_a_header_is_read_by_letters() -> None:
    """The first row is a row, and that is told."""
    lines = TABLE.split("\n", 1)[1]
    run = run_bytes(lines.encode(), "t.csv")
    assert len(run.texts) == 2
    assert "column C" in json.loads(run.captures[1].content)
    assert [n.code for n in run.notices] == ["columns", "header"]


def test_the_header_may_stand_below_titles() -> None:
    """Titles, notes and empty lines above it are passed over."""
    table = "Strikes of 2018\nsource: the desk,,,\n\n" + TABLE
    run = run_bytes(table.encode(), "t.csv")
    assert [c.locator for c in run.captures[1:]] == ["line 5", "line 6"]
    assert run.captures[1].title == "Toy strike"


def test_a_header_alone_is_no_table() -> None:
    """It is kept and listed."""
    run = run_bytes(b"Date,Title,Description\n", "t.csv")
    assert run.codes == ["TableError"]


def test_columns_with_one_label_stay_apart() -> None:
    """A repeated or missing label is made distinct, so that no cell is lost."""
    table = "text,note,note,\nWorkers of the plant stopped work.,a,b,c\n"
    assert json.loads(run_bytes(table.encode(), "t.csv").captures[1].content) == {
        "text": "Workers of the plant stopped work.",
        "note": "a",
        "note (2)": "b",
        "column D": "c",
    }


def test_dates_of_a_column_are_read_one_way() -> None:
    """One cell above 12 settles the order; without one the days stay unknown, and it is told."""
    text = "Workers of the plant stopped work."
    settled = f"posted,text\n3/4/2018,{text}\n27/4/2018,{text} Again.\n"
    assert run_bytes(settled.encode(), "t.csv").captures[1].published == date(2018, 4, 3)
    open_ = f"published,text\n3/4/2018,{text}\n"
    run = run_bytes(open_.encode(), "t.csv", {"published": "published"})
    assert run.captures[1].published is None
    assert [n.code for n in run.notices] == ["columns", "dates"]


def test_ids_addresses_and_languages_are_taken() -> None:
    """The other columns of the contract."""
    table = (
        "id,lang,url,created_at,text\n"
        "w-7,zh-TW,https://e.example/7,1532685600,臨江市約三百名工人罷工，要求支付工資。\n"
    )
    row = run_bytes(table.encode(), "t.csv").captures[1]
    assert (row.name, row.language, row.url) == ("w-7", "zh-Hant", "https://e.example/7")
    assert row.published == datetime(2018, 7, 27, 10, tzinfo=UTC)


def test_a_role_that_does_not_exist_is_the_callers_fault() -> None:
    """A wrong call stays a ValueError."""
    with pytest.raises(ValueError, match="no such role"):
        CaptureOptions(mapping={"words": "x"})


@given(
    st.lists(
        st.tuples(
            st.text(
                alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20
            ),
            st.sampled_from(["工人罢工，要求支付工资。", "Workers stopped work on Friday."]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_row_is_a_document_with_an_id_of_its_own(rows: list[tuple[str, str]]) -> None:
    """As many documents as rows, no two alike, whatever the cells are."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["note", "text"])
    writer.writerows(rows)
    run = run_bytes(out.getvalue().encode(), "t.csv", {"text": "text"})
    ids = [c.id for c in run.captures[1:]]
    assert len(ids) == len(set(ids)) == len(rows)
