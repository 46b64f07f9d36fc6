from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import gate
from benchmarks.quality.scores import Counts

STRIKE = "2015年4月20日，东莞一鞋厂{n}名工人罢工，要求补缴社保。"


def line(number: int, action: str = "strike") -> str:
    """Return a gold line: a strike, which the gold may call something else."""
    mention = {"place": "Dongguan", "action": [action]}
    return json.dumps(
        {
            "id": f"r{number}", "language": "zh", "shape": "post", "published": None,
            "text": STRIKE.format(n=100 + number), "mentions": [mention],
        }
    )  # fmt: skip


def write_gold(gold: Path, wrong: int, total: int = 6) -> None:
    """Write a gold of so many posts, of which so many expect what the text does not say."""
    (gold / "extraction").mkdir(parents=True, exist_ok=True)
    lines = [line(n, "slowdown" if n < wrong else "strike") for n in range(total)]
    (gold / "extraction" / "zh.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    """Return a path for floors; nothing is pinned yet."""
    return tmp_path / "floors.json"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a gold that is read without a fault."""
    write_gold(tmp_path / "gold", wrong=0)
    return tmp_path / "gold"


def test_shipped_gold_holds_its_floors() -> None:
    """Quality on the shipped gold is what was pinned, to one case; the gold is what was pinned."""
    assert [str(fall) for fall in gate.check()] == []


def test_every_shipped_gold_file_has_floors() -> None:
    """A file that nobody pinned would be watched by nobody; held-out files are not in it."""
    pinned = gate.load()
    tasks = {name.removesuffix(".jsonl") for name in gate.fingerprints()}
    assert tasks == set(pinned["floors"])
    assert not [name for name in pinned["gold"] if "unseen" in name]


def test_figures_at_their_floors_pass(floors: Path, gold: Path) -> None:
    """What was just pinned holds."""
    gate.pin(floors, gold)
    assert gate.check(floors, gold) == []


def test_a_changed_gold_stops_the_gate(floors: Path, gold: Path) -> None:
    """Its figures would be compared with those of another gold; the message names the file."""
    gate.pin(floors, gold)
    write_gold(gold, wrong=0, total=7)
    with pytest.raises(gate.GateError, match=r"extraction/zh\.jsonl.*make gate PIN=1"):
        gate.check(floors, gold)


@pytest.mark.parametrize("change", ["added", "taken away"])
def test_a_gold_file_more_or_less_stops_the_gate(floors: Path, gold: Path, change: str) -> None:
    """Both are a change of the gold."""
    other = gold / "extraction" / "zh-2.jsonl"
    if change == "taken away":
        other.write_text(line(1), "utf-8")
    gate.pin(floors, gold)
    if change == "added":
        other.write_text(line(1), "utf-8")
    else:
        other.unlink()
    with pytest.raises(gate.GateError, match=r"zh-2\.jsonl"):
        gate.check(floors, gold)


@pytest.mark.parametrize(
    ("counts", "floor", "cases"),
    [
        pytest.param(Counts(10, 0, 0), 1.0, 0, id="at its floor"),
        pytest.param(Counts(9, 0, 1), 1.0, 1, id="one missed"),
        pytest.param(Counts(10, 1, 0), 1.0, 1, id="one extra"),
        pytest.param(Counts(8, 0, 2), 1.0, 2, id="two missed"),
        pytest.param(Counts(9, 1, 1), 1.0, 2, id="one wrong: missed and extra"),
        pytest.param(Counts(9, 0, 1), 0.9, 0, id="above its floor"),
        pytest.param(Counts(0, 0, 0), 1.0, 0, id="nothing to find and nothing found"),
    ],
)
def test_distance_is_told_in_cases(counts: Counts, floor: float, cases: int) -> None:
    """How many values must be mended before the floor is reached again."""
    assert gate.cases_under(counts, floor) == cases


@given(st.builds(Counts, *[st.integers(0, 30)] * 3))
def test_a_figure_reaches_its_own_floor(counts: Counts) -> None:
    """No case is missing to what was measured."""
    assert gate.cases_under(counts, gate.figure(counts)) == 0


def test_one_case_is_let_through_and_two_are_not(floors: Path, gold: Path) -> None:
    """The tolerance is one case, in every field."""
    gate.pin(floors, gold)
    pinned = gate.load(floors)["floors"]
    now = gate.measure(gold)
    task = now["extraction/zh"]
    task["place"] = Counts(5, 0, 1)
    assert gate.falls(pinned, now) == []
    task["place"] = Counts(4, 0, 2)
    fallen = gate.falls(pinned, now)
    assert [(f.task, f.field, f.cases) for f in fallen] == [("extraction/zh", "place", 2)]
    assert "by 2 cases (tolerance 1)" in str(fallen[0])


def test_a_field_that_is_measured_no_more_falls(floors: Path, gold: Path) -> None:
    """Losing a figure is no way to keep it."""
    gate.pin(floors, gold)
    now = gate.measure(gold)
    del now["extraction/zh"]["place"]
    assert [f.field for f in gate.falls(gate.load(floors)["floors"], now)] == ["place"]


def test_a_pin_raises_floors(floors: Path, gold: Path) -> None:
    """Better figures become the floor, without further ado."""
    write_gold(gold, wrong=2)
    gate.pin(floors, gold)
    low = gate.load(floors)["floors"]["extraction/zh"]["action"]["f1"]
    write_gold(gold, wrong=0)
    gate.pin(floors, gold)
    assert gate.load(floors)["floors"]["extraction/zh"]["action"]["f1"] == 1.0 > low


def test_a_pin_refuses_to_lower_a_floor(floors: Path, gold: Path) -> None:
    """It says which, and leaves the file as it was."""
    gate.pin(floors, gold)
    before = floors.read_text("utf-8")
    write_gold(gold, wrong=2)
    with pytest.raises(gate.GateError, match=r"extraction/zh action: 1\.0000 -> 0\.6667"):
        gate.pin(floors, gold)
    assert floors.read_text("utf-8") == before


def test_a_written_decision_lowers_floors_and_is_named(
    floors: Path, gold: Path, tmp_path: Path
) -> None:
    """The file then says who let them fall; the next pin that lowers nothing forgets it."""
    decisions = tmp_path / "decisions"
    decisions.mkdir()
    (decisions / "0099-less.md").write_text("Because.", "utf-8")
    gate.pin(floors, gold)
    write_gold(gold, wrong=2)
    gate.pin(floors, gold, allow="docs/decisions/0099-less.md", decisions=decisions)
    pinned = gate.load(floors)
    assert pinned["lowered_by"] == "0099-less.md"
    assert pinned["floors"]["extraction/zh"]["action"]["right"] == 4
    gate.pin(floors, gold)
    assert "lowered_by" not in gate.load(floors)


@pytest.mark.parametrize("name", ["0098-none.md", "yes", "0099-less.txt", ""])
def test_no_decision_no_fall(floors: Path, gold: Path, tmp_path: Path, name: str) -> None:
    """A name that is no file of the decisions lowers nothing."""
    decisions = tmp_path / "decisions"
    decisions.mkdir()
    (decisions / "0099-less.md").write_text("Because.", "utf-8")
    gate.pin(floors, gold)
    before = floors.read_text("utf-8")
    write_gold(gold, wrong=2)
    with pytest.raises(gate.GateError):
        gate.pin(floors, gold, allow=name, decisions=decisions)
    assert floors.read_text("utf-8") == before


def test_floors_are_written_one_a_line(floors: Path, gold: Path) -> None:
    """So that a pin is read as a difference; and the same figures give the same bytes."""
    gate.pin(floors, gold)
    text = floors.read_text("utf-8")
    assert sum('"f1"' in row for row in text.splitlines()) == text.count('"f1"')
    gate.pin(floors, gold)
    assert floors.read_text("utf-8") == text


def test_the_command_tells_by_its_exit_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 when floors hold, 1 when one fell, 2 when it cannot tell."""
    fall = gate.Fall("extraction/zh", "place", 0.8, 1.0, 2)
    answers: list[Any] = [[], [fall], gate.GateError("the gold changed")]

    def check() -> list[gate.Fall]:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        fallen: list[gate.Fall] = answer
        return fallen

    monkeypatch.setattr(gate, "check", check)
    assert [gate.main([]), gate.main([]), gate.main([])] == [0, 1, 2]
    assert "the gold changed" in capsys.readouterr().err


def test_the_command_runs_from_the_repository() -> None:
    """`make gate` is this module; its help is what its words say."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.gate", "--help"],
        capture_output=True, text=True, check=True, cwd=gate.HERE.parent,
    )  # fmt: skip
    assert "--allow-regression" in done.stdout
