"""What Chinese words make of an action: told, called for, threatened, denied or in general."""

from __future__ import annotations

from datetime import date

import pytest

from walkout.extract import extract

_PUBLISHED = date(2019, 8, 20)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("再不发工资，我们全车间就去堵路。", "threatened", id="unless"),
        pytest.param("如果公司再降薪，工人们就会罢工。", "general", id="if"),
        pytest.param("近几年，沿海的工人越来越敢停工了。", "general", id="more and more"),
        pytest.param(
            "某餐饮企业回应“员工集体停工”传闻，称截图系伪造，门店正常营业。", "denied", id="rumour"
        ),
        pytest.param("各位司机，明天八点在车站集合，一起停运！", "planned", id="a call"),
        pytest.param("公司昨日宣布年底前关闭东莞工厂，裁员三百人。", "happened", id="announced"),
    ],
)
def test_the_words_around_give_the_status(text: str, status: str) -> None:
    """Conditions, calls, rumours and announcements are told apart."""
    mentions = extract(text, published=_PUBLISHED)
    assert [m.values("status") for m in mentions] == [[status]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "一九二三年二月的铁路大罢工距今九十六周年，纪念馆今日开放。", id="commemorated"
        ),
        pytest.param("关于举办职工运动会的通知：请各车间在篮球场集合。", id="a sports day"),
        pytest.param("他向公司递交了辞职报告，不再担任监事。", id="one resignation"),
        pytest.param("昨日凌晨民房起火，百余名职工被安全疏散，火势被控制。", id="a fire"),
        pytest.param("高速发生追尾，货车司机坐在地上，交通堵塞一小时。", id="a crash"),
    ],
)
def test_what_tells_of_no_action_gives_none(text: str) -> None:
    """Commemorations, festivities and single resignations are no events."""
    assert not [m for m in extract(text, published=_PUBLISHED) if m.values("action")]


def test_a_settlement_of_another_day_is_told_apart() -> None:
    """The day on which both sides signed is not that of the strike."""
    text = "6月17日，天津一家塑料件工厂工人停工，18日双方达成协议后复工。"
    mentions = extract(text, published=date(2010, 6, 22))
    assert [m.values("kind") for m in mentions] == [["action"], ["settlement"]]
    assert [m.values("date")[0]["earliest"] for m in mentions] == ["2010-06-17", "2010-06-18"]
