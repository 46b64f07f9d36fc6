"""Looking after the codebook: its faults, and the values that it has no code for."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from walkout.capture import CaptureOptions
from walkout.codebook.loading import join, load_folder
from walkout.errors import ConfigurationError
from walkout.extract.proposer import Report
from walkout.flows.codebook import SHIPPED, Drifts, check, drift, silent
from walkout.flows.labels import split_labels


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A team's own copy of the codebook."""
    made = tmp_path / "v2"
    shutil.copytree(SHIPPED, made)
    return made


CODE = """- id: canteen_food
  head: conditions
  label: {zh: 食堂伙食, en: Canteen food}
  definition: {zh: 要求改善食堂的饭菜。, en: Better food in the canteen is asked for.}
  include: {zh: 饭菜变质、涨价。, en: Spoilt or dearer food.}
  exclude: {zh: 宿舍条件另算。, en: The dormitory is another code.}
  examples: {zh: 工人要求改善伙食。, en: Workers asked for better food.}
"""


def add_code(folder: Path, text: str) -> None:
    """Add a code to the demands of a codebook, in front of the others."""
    path = folder / "demand.yml"
    path.write_text(path.read_text("utf-8").replace("codes:\n", f"codes:\n{text}", 1), "utf-8")


def test_the_installed_codebook_and_the_page_made_from_it_are_whole() -> None:
    """Nothing is wrong, and the page says what the codebook says."""
    assert check(page=Path(__file__).parents[2] / "docs" / "codebook.md") == []


def test_a_copy_with_one_more_code_is_whole_once_it_is_joined(folder: Path) -> None:
    """Adding a code means its entry; what is made from the files is told to be stale."""
    add_code(folder, CODE)
    assert [(f.where, f.kind) for f in check(folder)] == [("codebook.json", "stale")]
    (folder / "codebook.json").write_bytes(join(folder))
    assert check(folder) == []
    assert "demand.canteen_food" in silent(folder)


@pytest.mark.parametrize(
    ("old", "new", "where", "kind"),
    [
        pytest.param(
            "en: Canteen food", "en: ''", "demand.canteen_food", "missing_text", id="a name"
        ),
        pytest.param(
            "head: conditions", "head: food", "demand.canteen_food", "bad_head", id="a head"
        ),
        pytest.param(
            "id: canteen_food", "id: Canteen", "demand.Canteen", "bad_id", id="an id"
        ),
        pytest.param(
            "id: canteen_food", "id: pension", "demand.pension", "duplicate_id", id="a double"
        ),
    ],
)  # fmt: skip
def test_a_fault_in_an_added_code_is_named(
    folder: Path, old: str, new: str, where: str, kind: str
) -> None:
    """Field, code and what is wrong."""
    add_code(folder, CODE.replace(old, new))
    assert (where, kind) in {(f.where, f.kind) for f in check(folder)}


def test_a_code_that_was_taken_away_is_named(folder: Path) -> None:
    """Codes are never taken away, and the patterns that stand for it would be orphans."""
    path = folder / "demand.yml"
    path.write_text(
        path.read_text("utf-8").replace("- id: pension\n", "- id: old_age\n", 1), "utf-8"
    )
    kinds = {(f.where, f.kind) for f in check(folder)}
    assert ("demand.pension", "code_removed") in kinds
    assert ("demand.pension", "pattern_without_code") in kinds


def test_a_missing_field_is_named(folder: Path) -> None:
    """A team's folder has every field."""
    (folder / "cause.yml").unlink()
    assert ("cause", "field_removed") in {(f.where, f.kind) for f in check(folder)}


def test_a_folder_that_holds_no_codebook_is_refused(tmp_path: Path) -> None:
    """And what should be in it is told."""
    with pytest.raises(ConfigurationError, match="no codebook"):
        check(tmp_path)


def test_checking_writes_nothing(folder: Path) -> None:
    """Not even what is stale."""
    add_code(folder, CODE)
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    check(folder)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


KNOWN = frozenset({"strike", "block road", "arts, entertainment and recreation"})


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("Strike", ["Strike"], id="one"),
        pytest.param("Strike, Block road", ["Strike", "Block road"], id="commas"),
        pytest.param("Strike;Block road；Sit", ["Strike", "Block road", "Sit"], id="semicolons"),
        pytest.param(
            "Arts, Entertainment and Recreation, Strike",
            ["Arts, Entertainment and Recreation", "Strike"],
            id="a label with a comma in it",
        ),
        pytest.param(
            "Strike, they were beaten by the guards, and nobody came",
            ["Strike", "they were beaten by the guards, and nobody came"],
            id="free text keeps its commas",
        ),
        pytest.param("跪求, 上访", ["跪求", "上访"], id="short unknown labels"),
        pytest.param(",, ,", [], id="nothing but commas"),
    ],
)
def test_a_cell_is_parted_into_its_labels(cell: str, labels: list[str]) -> None:
    """Commas part labels but for those of a known label and of free text."""
    assert split_labels(cell, KNOWN) == labels


ROWS = [
    ("Workers strike in Dongguan over wages", "Strike", "Wage Arrears, chess games"),
    ("Workers strike in Foshan over wages", "Strike", "Chess game"),
    ("Workers strike in Zhuhai over wages", "Strike, play drums", "Pay Increase"),
    ("Workers strike in Heyuan over wages", "Strike", "equal work equal pay"),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Rows coded in CLB's way, with labels of their own."""
    path = tmp_path / "rows.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Title", "Action Taken Involve", "Employee Demands Involve"])
        writer.writerows(ROWS)
    return path


def test_labels_that_the_crosswalk_lacks_are_counted_with_examples(table: Path) -> None:
    """Spellings of one label count together; what the rules read comes last, with its code."""
    counted = Drifts()
    assert list(drift([table], CaptureOptions(), counted)) == []
    lines = [v.to_json() for v in counted.values()]
    assert [(v["value"], v["count"], v["reads_as"]) for v in lines] == [
        ("chess games", 2, []),
        ("play drums", 1, []),
        ("equal work equal pay", 1, ["demand.equal_pay"]),
    ]
    assert lines[0]["field"] == "demand/cause"
    assert lines[0]["source"] == "clb: Employee Demands Involve"
    assert [e["quote"] for e in lines[0]["examples"]] == ["chess games", "Chess game"]
    assert "rows.csv" in lines[0]["examples"][0]["where"]
    assert (counted.rows, counted.texts) == (4, 4)


def test_values_are_held_against_a_teams_own_codebook(table: Path, folder: Path) -> None:
    """A code whose crosswalk knows the label takes it out of the list."""
    chess = CODE.replace("canteen_food", "chess") + "  crosswalk: {clb: {exact: [chess games]}}\n"
    add_code(folder, chess)
    counted = Drifts(load_folder(folder))
    list(drift([table], CaptureOptions(), counted))
    found = {v.value for v in counted.values()}
    assert found == {"play drums", "Chess game", "equal work equal pay"}


def test_a_table_with_one_column_of_a_scheme_is_not_of_that_scheme(tmp_path: Path) -> None:
    """Many tables have a column called Industry."""
    path = tmp_path / "other.csv"
    path.write_text("Title,Industry\nWorkers strike in Foshan over wages,Basket weaving\n", "utf-8")
    counted = Drifts()
    list(drift([path], CaptureOptions(), counted))
    assert counted.values() == []


def report(demand: str) -> str:
    """Return a report of a strike with a demand."""
    return f"2015年4月20日，东莞一鞋厂500名工人罢工，要求{demand}。"


def test_texts_are_counted_once_each_and_three_examples_are_kept(tmp_path: Path) -> None:
    """The most frequent value comes first; what one text says twice counts once."""
    path = tmp_path / "posts.jsonl"
    posts = [report("举办象棋比赛") * 2] * 4 + [report("组建合唱团")]
    path.write_text(
        "\n".join(json.dumps({"id": str(n), "text": t}) for n, t in enumerate(posts)), "utf-8"
    )
    counted = Drifts()
    assert list(drift([path], CaptureOptions(), counted)) == []
    first, second = counted.values()
    assert (first.value, first.count, len(first.examples)) == ("举办象棋比赛", 4, 3)
    assert (second.value, second.count) == ("组建合唱团", 1)
    assert counted.values(least=2) == [first]


@pytest.mark.parametrize("with_persons", [False, True])
def test_names_of_persons_are_masked_unless_asked_for(with_persons: bool) -> None:
    """In the value and in the examples."""
    counted = Drifts(with_persons=with_persons)
    counted.text(Report(report("王建国先生来下象棋")), "a")
    (value,) = counted.values()
    assert ("王建国" in json.dumps(value.to_json(), ensure_ascii=False)) is with_persons
