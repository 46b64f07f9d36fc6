from __future__ import annotations

from typing import Any

import pytest

from tests.publish.factories import account, count, day, event, no_persons, place, told
from walkout.model.event import Told
from walkout.protect.allow import AllowList
from walkout.protect.screen import Screen
from walkout.publish.labels import Labels
from walkout.publish.title import machine_title
from walkout.publish.view import view

LABELS = Labels(
    {
        "action": {
            "strike": {"zh": "罢工", "en": "Strike"},
            "sit_in": {"zh": "静坐", "en": "Sit-in"},
        },
        "demand": {
            "wage_arrears": {"zh": "欠薪", "en": "Wage arrears"},
            "union": {"zh": "工会", "en": "Union"},
        },
        "cause": {"relocation_closure": {"zh": "搬迁关闭", "en": "Relocation or closure"}},
        "response": {"police.detention": {"zh": "警方：拘留", "en": "Police: detention"}},
    }
)


def title(*values: Told, **labels: Any) -> tuple[str, str]:
    """The title of an event with one account of these values, zh and en."""
    public = AllowList(Screen(no_persons))(event(account(*values)))
    assert public is not None
    made = machine_title(view(public), LABELS)
    return made["zh"], made["en"]


@pytest.mark.parametrize(
    ("values", "zh", "en"),
    [
        pytest.param(
            [
                told("action", "strike"), told("demand", "wage_arrears"), told("place", place(0)),
                told("employer", {"name": "新星鞋厂"}), told("date", day("2014-04-14")),
            ],
            "东莞市新星鞋厂罢工，诉求欠薪，2014年4月",
            "Strike over wage arrears at 新星鞋厂, Dongguan, April 2014",
            id="everything known",
        ),
        pytest.param(
            [
                told("action", "strike"), told("place", place(0)),
                told("employer", {"name": "东莞新星鞋厂"}),
            ],
            "东莞新星鞋厂罢工", "Strike at 东莞新星鞋厂, Dongguan", id="place within the employer",
        ),
        pytest.param(
            [
                told("action", "strike"), told("place", place(1)),
                told("employer", {"name": "Lotus"}),
            ],
            "深圳市坪山区 Lotus 罢工", "Strike at Lotus, Pingshan, Shenzhen", id="Latin employer",
        ),
        pytest.param(
            [told("action", "strike"), told("action", "sit_in"), told("demand", "wage_arrears"),
             told("demand", "union")],
            "罢工、静坐，诉求欠薪、工会", "Strike and sit-in over wage arrears and union",
            id="two of each",
        ),
        pytest.param(
            [told("kind", "repression"), told("harm.detained", count(30)), told("place", place(1)),
             told("date", day("2018-07-01", "2018-12-31"))],
            "深圳市坪山区30人被拘留，2018年", "30 people detained, Pingshan, Shenzhen, 2018",
            id="repression",
        ),
        pytest.param(
            [told("kind", "repression"), told("harm.detained", count(50, None))],
            "至少50人被拘留", "At least 50 people detained", id="an open count",
        ),
        pytest.param(
            [told("kind", "repression"), told("harm.detained", count(1, None)),
             told("demand", "union")],
            "有人被拘留", "People detained", id="a number nobody tells",
        ),
        pytest.param(
            [told("kind", "repression"), told("harm.killed", count(1))],
            "1人死亡", "1 person killed", id="one",
        ),
        pytest.param(
            [told("kind", "repression"), told("response", "police.detention")],
            "警方：拘留", "Police: detention", id="repression without a count",
        ),
        pytest.param(
            [told("kind", "employer_act"), told("cause", "relocation_closure")],
            "搬迁关闭", "Relocation or closure", id="an employer's act",
        ),
        pytest.param(
            [told("kind", "settlement"), told("place", place(8))],
            "上海市浦东新区协议", "Settlement, Pudong", id="a settlement in a municipality",
        ),
        pytest.param(
            [told("demand", "union"), told("date", day("2013-12-30", "2014-01-02"))],
            "集体行动，诉求工会", "Collective action over union", id="no action, two years",
        ),
        pytest.param(
            [told("action", "strike"), told("place", place(0)), told("place", place(10)),
             told("employer", {"name": "Lotus"}), told("employer", {"name": "Lotus Circuit"})],
            "2地 Lotus Circuit 罢工", "Strike at Lotus Circuit, 2 places", id="places far apart",
        ),
        pytest.param(
            [told("action", "tea_break")], "Tea break", "Tea break", id="a code without a name",
        ),
    ],
)  # fmt: skip
def test_a_title_is_made_from_codes(values: list[Told], zh: str, en: str) -> None:
    """Head by kind, demands, employer, place, and the month or year that all allow."""
    assert title(*values) == (zh, en)
