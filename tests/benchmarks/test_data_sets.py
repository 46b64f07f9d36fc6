"""Each data set's module on tiny invented files in its format; the real ones are not needed."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from benchmarks import evaluate
from benchmarks.quality import cec, clb, duee, essays, extraction, glocon, places, tech_actions
from benchmarks.quality.scores import Confusions, Counts
from walkout import codebook

CLB_HEAD = (
    "Date", "Title", "Description", "Province", "Industry", "Participants", "Employer",
    "Enterprise Type", "Action Taken Involve", "Employee Demands Involve",
    "Response to Collective Action",
)  # fmt: skip


def write_xlsx(path: Path, rows: list[tuple[str, ...]]) -> None:
    """Write a workbook of one sheet with inline strings."""
    cells = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(v)}</t></is></c>' for v in row)
        + "</row>"
        for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{pack}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{pack}/relationships"><Relationship Id="r1" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>'
        '<sheet name="Sheet 1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{pack}/relationships">'
        f'<Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w") as out:
        for name, text in files.items():
            out.writestr(name, text)


def clb_row(**changes: str) -> dict[str, str]:
    """Return the cells of an invented strike-map row."""
    row = dict.fromkeys(CLB_HEAD, "")
    row |= {
        "Date": "2013-05-02",
        "Title": "Workers at a toy factory in Foshan, Guangdong, strike over wage arrears",
        "Province": "Guangdong",
        "Industry": "Manufacturing",
        "Action Taken Involve": "Strike",
        "Employee Demands Involve": "Wage Arrears",
    }
    return row | {name.replace("_", " "): value for name, value in changes.items()}


def test_clb_rows_are_read_from_workbooks(tmp_path: Path) -> None:
    """Ids name workbook and line; a description that repeats the title is read once."""
    title = "Miners in Datong, Shanxi, block a road"
    row = clb_row(Title=title, Description=title, Province="Shanxi")
    write_xlsx(tmp_path / "clb_1999.xlsx", [CLB_HEAD, tuple(row.values())])
    (read,) = clb.rows(tmp_path)
    assert (read.id, read.text, read.province) == ("clb_1999!2", title, "Shanxi")
    assert str(read.day) == "2013-05-02"


def test_a_clb_row_read_rightly_scores_everywhere() -> None:
    """Province, industry, action and demand are those that the coder set."""
    out = clb.score([clb.row_of("a!2", clb_row())])
    assert (out.province.right, out.industry.right) == (1, 1)
    assert out.action.scores["strike"].total == Counts(1, 0, 0)
    assert out.demand.scores["Wage Arrears"].total == Counts(1, 0, 0)


@pytest.mark.parametrize(
    ("title", "scored", "listed"),
    [
        pytest.param("Teachers in Xi'an, Shaanxi, strike", 0, 1, id="another province is named"),
        pytest.param("Teachers in Foshan strike", 1, 0, id="a city alone"),
        pytest.param("Teachers in Foshan, Guandong, strike", 1, 0, id="a misspelt province"),
        pytest.param("Teachers strike", 1, 0, id="no place at all"),
        pytest.param("Teachers of Hunan strike in Shenzhen, Guangdong", 1, 0, id="both are named"),
    ],
)
def test_clb_rows_that_name_only_another_province_are_listed(
    title: str, scored: int, listed: int
) -> None:
    """They are errors of text or coding, and not scored; all others are."""
    out = clb.score([clb.row_of("a!2", clb_row(Title=title))])
    assert (out.province.total, len(out.elsewhere)) == (scored, listed)


@pytest.mark.parametrize(
    ("cell", "classes"),
    [
        pytest.param("Strike, Transport Strike", {"strike"}, id="a transport strike is a strike"),
        pytest.param("Sit-in,Protest or Demonstration,", {"gathering"}, id="gatherings are one"),
        pytest.param("threaten to leap from building", {"threat to jump"}, id="free text"),
        pytest.param("trap ride app driver", set(), id="free text that is no class"),
    ],
)
def test_clb_actions_fall_into_the_classes_of_the_goal(cell: str, classes: set[str]) -> None:
    """As the goal says: what coders told from pictures is one class."""
    assert clb.actions_of(clb.split(cell)) == classes


def test_clb_health_and_offices_are_services() -> None:
    """CLB has no code for either; nothing found stays nothing."""
    assert clb.INDUSTRY["healthcare"] == clb.INDUSTRY["public_administration"] == "Services"
    assert clb.industry_of([]) is None


def test_clb_labels_are_the_codebooks() -> None:
    """Where the codebook's crosswalk gives an exact label of CLB's form, this one agrees."""
    book = codebook.load()
    exact = {
        code.id: label
        for name in ("demand", "cause")
        for code in book.fields[name].codes
        for match in code.crosswalk
        if (match.scheme, match.relation) == ("clb", "exact")
        and (label := match.label) in clb.DEMANDS
    }
    assert exact
    assert exact.items() <= clb.DEMAND.items()


def test_clb_workbooks_are_told_apart() -> None:
    """One line a workbook with its own figures."""
    good, bad = clb_row(), clb_row(Province="Hunan", Title="Workers strike in Foshan")
    found = [clb.read(clb.row_of("clb_1998!2", good)), clb.read(clb.row_of("clb_1999!2", bad))]
    first, second = clb.by_workbook(found).splitlines()[-2:]
    assert first.split()[:4] == ["clb_1998", "1", "rows", "1.000"]
    assert second.split()[:4] == ["clb_1999", "1", "rows", "0.000"]


def test_clb_responses_go_to_a_sheet_for_reading(tmp_path: Path) -> None:
    """One line a response, with its quote and an empty column for the reader's word."""
    title = "Workers in Foshan, Guangdong, strike, police detain three"
    out = clb.score([clb.row_of("a!2", clb_row(Title=title))])
    with clb.write_sheet(out, tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["id"] == "a!2"
    assert "police.detention" in {row["response"] for row in rows}
    assert {row["right"] for row in rows} == {""}
    assert all(row["quote"] in title for row in rows)


def tech_row(**changes: str) -> dict[str, str]:
    """Return the cells of an invented action in tech."""
    row = {
        "id": "7",
        "date": "2018-11-01",
        "actions": "['strike', 'boycott']",
        "locations": "['seattle-washington-usa']",
        "companies": "['amazon']",
        "workers": "1200",
        "description": "On November 1, 2018, 1,200 Amazon workers in Seattle went on strike "
        "to demand better pay.",
    }
    return row | changes


def test_a_tech_action_is_set_beside_its_prose() -> None:
    """Date, country, employer, number and strike are in the prose and found."""
    out = tech_actions.score([tech_actions.row_of(tech_row())])
    for name in ("date", "country", "employer", "workers"):
        assert out.fields[name].total.right == 1, name
    assert out.action.scores["strike"].total == Counts(1, 0, 0)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        pytest.param("date", {"date": "2019-05-01"}, id="another year than the prose's"),
        pytest.param("country", {"locations": "['worldwide']"}, id="worldwide"),
        pytest.param("country", {"locations": "['paris-france']"}, id="a place not in the prose"),
        pytest.param("employer", {"companies": "['google']"}, id="a company not in the prose"),
        pytest.param("workers", {"workers": "None"}, id="no number"),
        pytest.param("workers", {"workers": "120"}, id="a number not in the prose"),
    ],
)
def test_tech_fields_are_scored_only_where_the_prose_tells_them(
    field: str, changes: dict[str, str]
) -> None:
    """Coders knew more than the prose; what it does not say cannot be found in it."""
    out = tech_actions.score([tech_actions.row_of(tech_row(**changes))])
    assert field not in out.fields


@pytest.mark.parametrize(
    ("cell", "listed"),
    [
        pytest.param("['a', 'b']", ["a", "b"], id="a list"),
        pytest.param("None", [], id="none"),
        pytest.param("__import__('os')", [], id="no list at all"),
    ],
)
def test_tech_cells_are_read_as_lists_and_never_run(cell: str, listed: list[str]) -> None:
    """Literals only."""
    assert tech_actions.listed(cell) == listed


def test_glocon_rows_are_screened_by_label(tmp_path: Path) -> None:
    """All rows, those of work, and those with a third label apart."""
    rows: list[dict[str, Any]] = [
        {"id": 1, "sentence": "Hundreds of miners went on strike in Rustenburg.", "label": 1},
        {"id": 2, "sentence": "Shares closed higher on Monday.", "label": 0},
        {"id": 3, "sentence": "Residents marched over poor roads.", "label": 1},
        {"id": 4, "sentence": "Perhaps.", "label": 2},
    ]
    path = tmp_path / "Sabinet.json"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    out = glocon.score(glocon.items(path))
    assert out.every.total == Counts(1, 0, 1)
    assert out.labour.total == Counts(1, 0, 0)
    assert out.other == 1


CEC = """<?xml version="1.0" encoding="UTF-8"?>
<Body><Title>某地 火灾</Title><ReportTime type="absTime">2014-04-15 18:50</ReportTime>
<Content><Paragraph><Sentence>
  <Event eid="e1"><Time tid="t1">4月14日上午</Time>，
    <Location lid="l1">河南郑州市</Location>一家店发生
    <Denoter did="d1">火灾</Denoter>，</Event>
  <Event eid="e2"><Participant sid="s1">三名工人</Participant>受伤</Event>。
  <Event eid="e3"><Time tid="t2">目前</Time>已扑灭</Event>。
</Sentence></Paragraph></Content></Body>"""


def test_cec_tags_keep_their_place_without_white_space() -> None:
    """Spans of the text are the tagged words; the report's day is read from its line."""
    report = cec.report_of("fire-1", CEC.encode())
    words = {tag: [report.text[a:b] for a, b in spans] for tag, spans in report.tags.items()}
    assert words["Time"] == ["4月14日上午", "目前"]
    assert words["Participant"] == ["三名工人"]
    assert str(report.published) == "2014-04-15"


def test_cec_spans_are_found_where_they_were_tagged() -> None:
    """A date, a place and a count; 目前 says no day and is not asked for."""
    out = cec.score([cec.report_of("fire-1", CEC.encode())])
    assert out.fields["date"].total == Counts(1, 0, 0)
    assert out.fields["place"].total == Counts(1, 0, 0)
    assert out.fields["count"].total == Counts(1, 0, 0)


def test_duee_types_are_found_and_negatives_watched(tmp_path: Path) -> None:
    """A strike is a strike, a football match gives nothing, and other types are left out."""
    rows = [
        ("1", "深圳一工厂三百名工人罢工。", ["组织行为-罢工"]),
        ("2", "前锋梅开二度，主队夺冠。", ["竞赛行为-夺冠"]),
        ("3", "东莞一电子厂五百名工人罢工讨薪。", ["财经/交易-涨价"]),
    ]
    path = tmp_path / "duee.json"
    lines = [
        json.dumps({"id": i, "text": t, "event_list": [{"event_type": e} for e in types]})
        for i, t, types in rows
    ]
    path.write_text("\n".join(lines), "utf-8")
    out = duee.score(duee.sentences(path))
    assert out.by_type["strike"].total == Counts(1, 1, 0)
    assert out.negatives == 2
    assert {case for cases in out.loud.cases.values() for case in cases} == {"3"}


def test_held_out_gold_is_never_told_by_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Posts, essays and addresses print totals, whatever else is asked for; DATA is not run."""
    essay = {
        "id": "secret-essay", "language": "zh", "shape": "essay", "published": None,
        "text": "2015年4月20日，东莞一鞋厂2500名工人罢工。",
        "mentions": [{"place": "Harbin", "action": ["slowdown"]}],
    }  # fmt: skip
    address = {"id": "secret-address", "text": "河南郑州", "code": "110105", "level": "county"}
    for module, line in ((extraction, essay), (essays, essay), (places, address)):
        folder = tmp_path / module.__name__ / "unseen"
        folder.mkdir(parents=True)
        (folder / "a.jsonl").write_text(json.dumps(line), "utf-8")
        monkeypatch.setattr(module, "GOLD", folder.parent)
    monkeypatch.setattr(evaluate, "OUT", tmp_path / "out")
    monkeypatch.setenv("DATA", str(tmp_path))
    evaluate.main(["--unseen", "-v", "--confusions"])
    printed = capsys.readouterr().out
    for words in ("extraction, zh: 1 reports", "right 0/1", "county       0/1"):
        assert words in printed
    for secret in ("secret", "slowdown", "Harbin", "郑州", "410100", "not in"):
        assert secret not in printed
    assert not (tmp_path / "out").exists()


def test_a_data_set_that_is_not_there_is_said_and_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """DATA may hold some of the folders only."""
    monkeypatch.setenv("DATA", str(tmp_path))
    evaluate.main(["--only", "cec"])
    assert f"cec: not in {tmp_path}" in capsys.readouterr().out


def test_confusions_are_written_for_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One heading a list, one line a pair, with the ids of its cases."""
    monkeypatch.setattr(evaluate, "OUT", tmp_path / "out")
    lists = Confusions()
    lists.add("action", "r1", {"march"}, {"sit_in"})
    evaluate.write_confusions([("extraction", lists)], tmp_path / "out" / "confusions.md")
    text = (tmp_path / "out" / "confusions.md").read_text("utf-8")
    assert "## extraction" in text
    assert "- action: march -> sit_in  1  r1" in text
