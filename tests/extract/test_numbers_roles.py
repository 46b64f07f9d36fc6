"""Numbers keep their part: who took part, who works there, what is owed and what promised."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from walkout.extract import extract
from walkout.model.contract import assemble


def values(text: str) -> dict[str, Any]:
    """Return the values of a text's first mention."""
    return assemble(extract(text, published=date(2019, 5, 20))[0].statements)


@pytest.mark.parametrize(
    ("text", "low", "role"),
    [
        pytest.param("300名工人罢工。", 300, "striking", id="on strike"),
        pytest.param("两百名教师在教育局门口静坐。", 200, "present", id="present"),
        pytest.param(
            "厂里五千员工，昨天有三百人参加罢工。", 300, "striking", id="not the workforce"
        ),
        pytest.param(
            "About 200 sanitation workers rallied in front of city hall.",
            200,
            "present",
            id="about",
        ),
        pytest.param("200名警察驱散了80名罢工工人。", 80, "striking", id="police take no part"),
    ],
)
def test_participants_are_those_who_act(text: str, low: int, role: str) -> None:
    """The number and the part of those who act come first."""
    found = values(text)["participants"]
    assert (found["low"], found["role"]) == (low, role)


@pytest.mark.parametrize(
    ("text", "role", "low"),
    [
        pytest.param("工人罢工，厂方拖欠工资200万元。", "owed", 2_000_000, id="owed"),
        pytest.param("工人罢工，要求赔偿50万元。", "demanded", 500_000, id="demanded"),
        pytest.param("罢工后公司答应支付30万元。", "promised", 300_000, id="promised"),
        pytest.param(
            "Workers sit in seeking 3 million yuan in wage arrears", "owed", 3_000_000, id="arrears"
        ),
        pytest.param(
            "Workers struck. They won a 2 million yuan settlement.",
            "promised",
            2_000_000,
            id="a settlement is agreed, not paid",
        ),
    ],
)
def test_a_sum_has_its_role(text: str, role: str, low: int) -> None:
    """Sums owed, demanded and promised are told apart."""
    assert [(a["role"], a["low"]) for a in values(text)["amount"]] == [(role, low)]


def test_a_wage_is_no_sum_of_the_event() -> None:
    """Monthly pay is neither owed nor promised."""
    assert values("工人罢工，他们月薪只有3000元。")["amount"] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("裕丰鞋厂工人罢工。", ["裕丰鞋厂"], id="a works with a name"),
        pytest.param("江苏昆山某电子厂工人罢工。", [], id="a kind and a place name nobody"),
        pytest.param("东莞一家鞋厂工人罢工。", [], id="one shoe factory"),
        pytest.param(
            "利民电器有限公司工人罢工。", ["利民电器有限公司"], id="all of a firm's ending"
        ),
        pytest.param(
            "Workers at the Jinma shoe factory in Panyu strike over pay",
            ["Jinma shoe factory"],
            id="an English name",
        ),
        pytest.param("Workers at a shoe factory in Panyu strike over pay", [], id="a kind"),
        pytest.param("富士康工人罢工。", ["富士康"], id="a well-known firm"),
    ],
)
def test_employers_are_apart_from_places_and_kinds(text: str, names: list[str]) -> None:
    """An employer is a name of its own."""
    assert [e["name"] for e in values(text)["employer"]] == names


def test_what_is_known_of_a_firm_is_inferred_without_quote() -> None:
    """The ownership of a well-known firm has no words in the text."""
    mention = extract("富士康工人罢工。")[0]
    owned = next(s for s in mention.statements if s.field == "ownership")
    assert (owned.value, owned.basis, owned.quote) == ("hk_mo_tw", "inferred", None)


def test_who_only_asks_acts_by_inference() -> None:
    """讨薪 tells a demand; that there was a demonstration is inferred."""
    mention = extract("几十名民工讨薪。")[0]
    action = next(s for s in mention.statements if s.field == "action")
    assert (action.value, action.basis) == ("demonstration", "inferred")


@pytest.mark.parametrize(
    ("text", "numerator", "denominator", "share"),
    [
        pytest.param("2015年全国共发生罢工2774起。", 2774, None, None, id="a total"),
        pytest.param("907起集体行动中，有17起遭警方介入。", 17, 907, 0.018743, id="a part"),
        pytest.param("The group recorded 1,200 strikes in 2014.", 1200, None, None, id="recorded"),
        pytest.param(
            "Strikes rose by 13 percent in 2015.", None, None, 0.13, id="a change in percent"
        ),
        pytest.param(
            "Strikes climbed from 200 in 2011 to just under 2,700 in 2016.",
            2700,
            None,
            None,
            id="a trend keeps the number reached",
        ),
    ],
)
def test_aggregates_are_statistics(
    text: str, numerator: int | None, denominator: int | None, share: float | None
) -> None:
    """Numbers of events are statistics with their words."""
    found = values(text)
    assert found["kind"] == "statistic"
    statistic = found["statistic"]
    assert (statistic["numerator"], statistic["denominator"], statistic.get("share")) == (
        numerator,
        denominator,
        share,
    )
    assert statistic["text"] in text
