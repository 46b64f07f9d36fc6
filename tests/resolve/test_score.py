"""The resolver on tiny worlds: what joins, what stays apart, and that it says why."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.resolve.factories import COUNTY, day, mention, place
from walkout.model.judgement import Judgement
from walkout.resolve.cluster import partition
from walkout.resolve.compare import COMPARISONS
from walkout.resolve.score import resolve
from walkout.resolve.weights import weights


def verdict(a: dict[str, Any], b: dict[str, Any]) -> str:
    """Return the verdict on two mentions with these changes; ``none`` when no row is written."""
    found = resolve([mention("m1", **a), mention("m2", **b)])
    return found[0].verdict if found else "none"


UNNAMED: dict[str, Any] = {"employer": []}
CITY = place("陕西省", "西安市", level="prefecture")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param({}, {}, "same", id="same day, place and employer"),
        pytest.param(
            {},
            {"employer": [{"name": "裕新鞋業有限公司", "role": "direct"}]},
            "same",
            id="traditional spelling with firm words",
        ),
        pytest.param(
            {},
            {"employer": [{"name": "Yuxin Shoes Co., Ltd", "role": "direct"}], "places": []},
            "none",
            id="a pinyin name with other words and no place is not enough",
        ),
        pytest.param(
            {"employer": [{"name": "利新", "role": "direct"}]},
            {"employer": [{"name": "Lixin Factory", "role": "direct"}]},
            "same",
            id="汉字 and pinyin of one name",
        ),
        pytest.param(
            {}, {"kind": "repression"}, "same", id="one account leads with how police answered"
        ),
        pytest.param(
            {"employer": [{"name": "富士康", "role": "direct"}]},
            {"employer": [{"name": "Foxconn's plant", "role": "direct"}]},
            "same",
            id="a well-known firm under two names",
        ),
        pytest.param(
            {**UNNAMED, "actor": ["self_employed_drivers"], "places": [CITY]},
            {**UNNAMED, "actor": ["self_employed_drivers"], "places": [CITY]},
            "same",
            id="the drivers of one city on one day",
        ),
        pytest.param(
            {**UNNAMED, "places": [CITY], "participants": {"low": 437, "high": 437}},
            {**UNNAMED, "places": [CITY], "participants": {"low": 437, "high": 437}},
            "same",
            id="an exact number of people in one city on one day",
        ),
        pytest.param({}, {"date": day("2014-05-14")}, "none", id="same firm next month"),
        pytest.param(
            {},
            {"places": [place("广东省", "东莞市", "长安镇")]},
            "none",
            id="same day, next county",
        ),
        pytest.param(
            {},
            {"employer": [{"name": "恒光电子厂", "role": "direct"}]},
            "none",
            id="same day and place, other employer",
        ),
        pytest.param(
            {}, {"kind": "repression", "action": []}, "none", id="an action and a raid on others"
        ),
        pytest.param(
            {"date": None, "places": []},
            {"date": None, "places": []},
            "unsure",
            id="an employer and nearby publication alone wait for a person",
        ),
        pytest.param({"status": "planned"}, {}, "none", id="a planned action is no event to join"),
        pytest.param(
            {**UNNAMED, "places": [CITY]},
            {**UNNAMED, "places": [CITY]},
            "none",
            id="two unnamed employers in one big city on one day",
        ),
        pytest.param(
            {"date": day("2014-04-01", "2014-04-30", "month")},
            {},
            "same",
            id="a month that holds the day, same place and employer",
        ),
        pytest.param(
            {}, {"industry": "transport"}, "same", id="one trade misread, all else the same"
        ),
        pytest.param(
            UNNAMED,
            {**UNNAMED, "industry": "transport"},
            "unsure",
            id="unnamed employers of two trades in one county on one day wait for a person",
        ),
        pytest.param(UNNAMED, UNNAMED, "same", id="same day, place, trade and demand, no names"),
    ],
)
def test_verdict_on_a_pair(a: dict[str, Any], b: dict[str, Any], expected: str) -> None:
    """Each table row is one pair and the verdict it gets."""
    assert verdict(a, b) == expected


def test_a_copied_text_joins_without_any_field() -> None:
    """A repost is the same event even where nothing could be extracted from it."""
    text = "今天早上工厂门口来了很多人大家要求老板补发三个月的工资直到晚上还没有散去"
    empty: dict[str, Any] = {
        "date": None,
        "places": [],
        "employer": [],
        "demand": [],
        "industry": None,
    }
    found = resolve([mention("m1", text, **empty), mention("m2", text + "。", **empty)])
    assert [j.verdict for j in found] == ["same"]


def test_like_words_of_two_months_are_a_form_and_no_copy() -> None:
    """Strike-map entries repeat a form; the same words another month tell another event."""
    text = "西安一家开发商的建筑工人拉横幅讨薪要求支付拖欠的工资"
    places = [place("陕西省", "西安市", level="prefecture")]
    rows = [
        mention("m1", text, date=day("2015-03-02"), employer=[], places=places, published=None),
        mention("m2", text, date=day("2015-06-02"), employer=[], places=places, published=None),
        mention("m3", text, date=None, employer=[], places=places, published=None),
    ]
    assert not any(j.verdict == "same" for j in resolve(rows))


def test_no_chain_brings_two_dates_together() -> None:
    """A report that gives only the month joins one of two strikes at a firm, not both into one."""
    rows = [
        mention("m1", date=day("2014-04-02")),
        mention("m2", date=day("2014-04-25")),
        mention("m3", date=day("2014-04-01", "2014-04-30", "month")),
    ]
    groups = partition([r.id for r in rows], resolve(rows))
    assert len(groups) == 2
    assert not any({"m1", "m2"} <= set(g) for g in groups)


def test_every_verdict_gives_its_reasons_and_they_add_up() -> None:
    """A score is the sum of its reasons, and each reason is a sentence."""
    (found,) = resolve([mention("m1"), mention("m2")])
    assert found.score == pytest.approx(sum(r.weight for r in found.reasons))
    assert {"date", "place", "employer"} <= {r.comparison for r in found.reasons}
    assert all(r.sentence.endswith(".") for r in found.reasons)
    assert any("2014-04-14" in r.sentence for r in found.reasons if r.comparison == "date")


def test_order_of_mentions_changes_nothing() -> None:
    """The resolver gives the same verdicts whatever order the mentions come in."""
    rows = [
        mention(
            f"m{i}", date=day(f"2014-04-{10 + i % 4:02d}"), places=[place(*COUNTY[: 2 + i % 2])]
        )
        for i in range(12)
    ]
    first = resolve(rows)
    random.Random(7).shuffle(rows)
    assert resolve(rows) == first


def test_thousands_of_accounts_of_one_event_cost_no_more_than_their_number() -> None:
    """A post that goes round the country is one event, found with a few pairs an account."""
    rows = [mention(f"m{i:04d}") for i in range(1200)]
    found = resolve(rows)
    assert len(partition([r.id for r in rows], found)) == 1
    assert len(found) < 15 * len(rows)


def test_weights_name_every_outcome_that_a_comparison_can_give() -> None:
    """The weights file and the comparisons list the same names."""
    assert set(weights().outcomes) == set(COMPARISONS)


def test_comparisons_are_documented_each_in_its_own_words() -> None:
    """A comparison's docstring is shown to coders, so none is missing or copied."""
    docs = [f.__doc__ for f in COMPARISONS.values()]
    assert all(docs)
    assert len(set(docs)) == len(docs)


def test_pair_ids_are_in_order() -> None:
    """A judgement cannot name its pair the wrong way round."""
    with pytest.raises(ValueError, match="smaller"):
        Judgement("m2", "m1", "same", "human:c07")
