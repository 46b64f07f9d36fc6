"""Crashes, poisonings and crimes are no disputes."""

from __future__ import annotations

import pytest

from walkout.extract import extract


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "昨天中午，两辆货车在桥西追尾，横在路中央，司机受轻伤，交通拥堵两小时。", id="crash"
        ),
        pytest.param(
            "某中学学生午餐后食物中毒，卫生局要求餐盒厂立即停工，已采样检验。", id="ordered to stop"
        ),
        pytest.param("老师逼学生吃纸，老师被刑拘，校长被免职。", id="a teacher's crime"),
        pytest.param("当地市委接到报告后，市政府高度重视，启动应急预案。", id="a report came in"),
        pytest.param("公安部门会同工商部门封存了剩余食品。", id="together with an office"),
    ],
)
def test_no_dispute(text: str) -> None:
    """Nobody acts for workers there, whatever stands still or is held."""
    assert extract(text) == ()


def test_crash_with_a_dispute() -> None:
    """The dead driver's family and colleagues act after a crash."""
    text = "货车司机车祸身亡，工友和家属到公司门口拉横幅，要求赔偿。"
    assert [m.values("kind") for m in extract(text)] == [["action"]]


def test_platform_drivers_ask_nothing_of_themselves() -> None:
    """The platform's name before its drivers is no competition."""
    found = extract("Uber司机大罢工，要求提高单价。")
    assert "unlicensed_competition" not in [v for m in found for v in m.values("demand")]
