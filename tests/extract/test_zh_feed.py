"""Plain Chinese feed posts: what was done, how it was answered, how it ended."""

from __future__ import annotations

from datetime import date

import pytest

from walkout.extract import extract

DAY = date(2019, 8, 20)


@pytest.mark.parametrize(
    ("field", "code", "text"),
    [
        pytest.param("action", "march", "三百名工人停工走到大马路上，要求补偿。", id="on the road"),
        pytest.param(
            "action", "petition_visit", "五十名工人徒步前往北京讨要工资。", id="to the capital"
        ),
        pytest.param(
            "action", "petition_visit", "二十名窑工拦了镇长的车要工资。", id="an official's car"
        ),
        pytest.param(
            "action", "property_damage", "夜班工人把食堂的碗砸了，砸了碗又停工。", id="bowls"
        ),
        pytest.param("action", "strike", "百货商场店员集体没开店门，要求涨工资。", id="shops shut"),
        pytest.param(
            "response", "government.mediation", "工人停工，街道办和劳动站来人主持谈。", id="row"
        ),
        pytest.param(
            "response",
            "labour_bureau.mediation",
            "工人停工，街道办和劳动站来人主持谈。",
            id="row's end",
        ),
        pytest.param(
            "response", "employer.negotiation", "工人罢工，双方15日起展开集体协商。", id="both"
        ),
        pytest.param(
            "response",
            "employer.negotiation",
            "工人罢工，厂方提出加薪三百元，工人未接受。",
            id="offer",
        ),
        pytest.param(
            "response", "employer.threat", "工人停工，经理喊三分钟不回岗记大过。", id="demerit"
        ),
        pytest.param("response", "police.presence", "工人罢工，110来了又走了。", id="by number"),
        pytest.param(
            "outcome", "ongoing", "工人罢工要求涨工资，谈了一下午，没结果。", id="no result"
        ),
        pytest.param("demand", "pay_cut", "骑手罢工，配送费从五块降到三块。", id="rate down"),
        pytest.param("demand", "living_conditions", "工人罢工，食堂的饭菜发霉。", id="food"),
        pytest.param("demand", "working_hours", "店员罢工，抗议营业时间延长。", id="hours"),
    ],
)
def test_a_plain_post_tells(field: str, code: str, text: str) -> None:
    """The wording tells the code, and a quote of the post says so."""
    (mention,) = extract(text, published=DAY)
    told = [s for s in mention.statements if s.field == field and s.value == code]
    assert told
    assert all(s.quote and s.quote in text for s in told)


@pytest.mark.parametrize(
    ("field", "code", "text"),
    [
        pytest.param(
            "response", "employer.concession", "工人停工，要求厂方补发奖金。", id="only asked for"
        ),
        pytest.param(
            "response", "employer.concession", "工人停工，抗议公司取消奖金方案。", id="set it off"
        ),
        pytest.param(
            "response", "court.prosecution", "工人集体起诉该厂，法院受理。", id="workers sue"
        ),
        pytest.param(
            "response", "unknown.detention", "学者联名要求释放被抓的工人代表。", id="before"
        ),
        pytest.param(
            "response",
            "police.mediation",
            "工人上访，信访、公安等部门联合接访。",
            id="beside offices",
        ),
        pytest.param("action", "clash", "工人罢工，未发生冲突。", id="no clash"),
        pytest.param("action", "site_block", "工人罢工，保安不让进。", id="guards shut them out"),
        pytest.param("action", "road_block", "工人罢工，代表说别堵路。", id="told not to"),
    ],
)
def test_what_only_looks_like_it_is_not_told(field: str, code: str, text: str) -> None:
    """Demands, denials and other people's acts are no action and no answer."""
    mentions = extract(text, published=DAY)
    assert mentions
    assert all(code not in mention.values(field) for mention in mentions)
