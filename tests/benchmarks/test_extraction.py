from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality import essays, extraction, places
from benchmarks.quality.scores import Counts

STRIKE = "2015年4月20日，东莞一鞋厂2500名工人罢工，要求补缴社保。"


def report(text: str, *mentions: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a gold report."""
    made = {"id": "r1", "language": "zh", "shape": "post", "text": text, "mentions": list(mentions)}
    return {**made, "published": None, **changes}


def test_a_report_read_rightly_has_no_difference() -> None:
    """Each listed field counts one right value, and the mention one more."""
    outcome = extraction.score(
        report(STRIKE, {"action": ["strike"], "participants": [2500, 2500], "place": "Dongguan"})
    )
    assert outcome.differences == []
    assert outcome.counts["action"] == Counts(1, 0, 0)
    assert outcome.counts[extraction.MENTIONS] == Counts(1, 0, 0)


def test_fields_that_the_gold_leaves_out_are_not_scored() -> None:
    """The demand is found and asked for by nobody."""
    outcome = extraction.score(report(STRIKE, {"action": ["strike"]}))
    assert set(outcome.counts) == {"action", extraction.MENTIONS}


def test_a_wrong_count_is_one_missed_and_one_extra_value() -> None:
    """2,000 is not near enough to 2,500."""
    outcome = extraction.score(report(STRIKE, {"action": ["strike"], "participants": [2000, 2000]}))
    assert outcome.counts["participants"] == Counts(0, 1, 1)


def test_every_value_of_a_spurious_mention_is_extra() -> None:
    """A report that tells nothing makes a found strike cost its date, place and crowd too."""
    counts = extraction.score(report(STRIKE)).counts
    assert counts[extraction.MENTIONS] == Counts(0, 1, 0)
    for name in ("action", "date", "place", "participants", "demand"):
        assert counts[name].extra == 1, name


def test_inferred_values_are_scored_apart() -> None:
    """What rests on no words is neither right nor missed among what does."""
    text = "河南郑州二十多名建筑工人讨薪，要求发放拖欠工资。"
    outcome = extraction.score(
        report(
            text, {"place": "Zhengzhou", "action": ["demonstration"], "demand": ["wage_arrears"]}
        )
    )
    assert outcome.counts["action"] == Counts(0, 0, 0)
    assert outcome.inferred["action"] == Counts(1, 0, 0)


def test_a_wrong_inferred_value_leaves_the_gold_value_missed() -> None:
    """It is extra in its own column, and helps nobody."""
    text = "河南郑州二十多名建筑工人讨薪，要求发放拖欠工资。"
    outcome = extraction.score(report(text, {"place": "Zhengzhou", "action": ["strike"]}))
    assert outcome.counts["action"] == Counts(0, 0, 1)
    assert outcome.inferred["action"] == Counts(0, 1, 0)


def test_confusions_name_the_report() -> None:
    """The list says what was taken for what, and where."""
    outcome = extraction.score(report(STRIKE, {"place": "Dongguan", "action": ["slowdown"]}))
    assert extraction.confusions([outcome]).lines() == ["action: slowdown -> strike  1  r1"]


def test_results_add_up_by_field() -> None:
    """Two reports, one read wrongly."""
    good = report(STRIKE, {"action": ["strike"]})
    bad = report(STRIKE, {"place": "Dongguan", "action": ["slowdown"]})
    result = extraction.evaluate([good, bad])
    assert result.scores["action"].total == Counts(1, 1, 1)


def test_unseen_gold_prints_totals_and_nothing_of_its_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No id, no words and no confusion list, even when asked for by case."""
    (tmp_path / "unseen").mkdir()
    secret = report(STRIKE, {"action": ["slowdown"], "place": "Dongguan"}, id="secret-id")
    (tmp_path / "unseen" / "a.jsonl").write_text(json.dumps(secret), "utf-8")
    monkeypatch.setattr(extraction, "GOLD", tmp_path)
    lists = extraction.main(verbose=True, unseen=True)
    printed = capsys.readouterr().out
    assert "extraction, zh: 1 reports" in printed
    assert "secret-id" not in printed
    assert "slowdown" not in printed
    assert lists.cases == {}


def test_the_shipped_gold_is_read_without_the_held_out_folder(tmp_path: Path) -> None:
    """Only the files of the folder itself; those under unseen are not opened."""
    (tmp_path / "unseen").mkdir()
    (tmp_path / "unseen" / "a.jsonl").write_text("not even JSON", "utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(report(STRIKE)) + "\n\n", "utf-8")
    assert [r["id"] for r in extraction.cases(tmp_path)] == ["r1"]


ESSAY = (
    "2015年4月20日，东莞一鞋厂2500名工人罢工，要求补缴社保。\n\n"
    "2016年8月3日，河南郑州300名建筑工人堵路讨薪。"
)


def test_an_essay_counts_events_with_date_place_and_counts_right() -> None:
    """Both are found; the second has another count than the gold, so one is right."""
    gold = (
        {"date": ["2015-04-20", "2015-04-20"], "place": "Dongguan", "participants": [2500, 2500]},
        {"date": ["2016-08-03", "2016-08-03"], "place": "Zhengzhou", "participants": [30, 30]},
    )
    score = essays.score(report(ESSAY, *gold, shape="essay"))
    assert (score.gold, score.paired, score.right) == (2, 2, 1)
    assert (score.found, score.spurious) == (2, 0)
    assert score.wrong == ("r1 event 2: participants",)


def test_an_event_that_no_gold_event_has_is_spurious() -> None:
    """A found event is spurious when nothing is paired with it."""
    gold = {"date": ["2015-04-20", "2015-04-20"], "place": "Dongguan"}
    score = essays.score(report(ESSAY, gold, shape="essay"))
    assert (score.right, score.found, score.spurious) == (1, 2, 1)


@pytest.mark.parametrize(
    ("passages", "spurious"),
    [pytest.param(0, 1, id="not allowed"), pytest.param(1, 0, id="allowed")],
)
def test_a_further_passage_about_an_event_is_allowed_as_the_gold_says(
    passages: int, spurious: int
) -> None:
    """The same strike told twice with two days is one event and one passage, or a spurious one."""
    text = (
        "2015年4月20日，东莞一鞋厂2500名工人罢工，要求补缴社保。\n\n"
        "2015年4月22日，东莞一鞋厂2500名工人罢工，要求补缴社保。"
    )
    gold = {"date": ["2015-04-20", "2015-04-20"], "place": "Dongguan", "passages": passages}
    score = essays.score(report(text, gold, shape="essay"))
    assert (score.right, score.spurious) == (1, spurious)


def test_only_essays_are_scored_as_essays() -> None:
    """Posts have their own tables."""
    assert essays.evaluate([report(STRIKE)]) == {}


@pytest.mark.parametrize(
    ("text", "case", "right"),
    [
        pytest.param("湖南省衡阳市祁东县", {"code": "430426"}, True, id="a chain"),
        pytest.param("河南郑州", {"code": "410000"}, False, id="the parent is wrong"),
        pytest.param("深圳龙岗坪地街道", {"code": "440307"}, True, id="a town in the county"),
        pytest.param(
            "鼓楼区", {"candidates": ["320106", "350102"]}, True, id="candidates are kept"
        ),
        pytest.param("鼓楼区", {"code": "320106"}, False, id="an open name is not decided"),
        pytest.param("某地", {"code": "320106"}, False, id="nothing found"),
    ],
)
def test_an_address_is_right_by_its_code(text: str, case: dict[str, Any], right: bool) -> None:
    """At county level; names of several units are right when they stay open."""
    result = places.evaluate([{"id": "a", "text": text, "level": "county", **case}])
    assert sum(result.right.values()) == int(right)
    assert bool(result.wrong) is not right
