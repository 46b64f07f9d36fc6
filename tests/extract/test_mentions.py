"""Whole posts and passages: what comes out as an event, and what does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from walkout.extract import RULE_CODERS, extract
from walkout.model.contract import assemble, contract_line
from walkout.model.statement import Mention

DAY = date(2019, 5, 20)


def lines(text: str, published: date | None = DAY) -> list[dict[str, Any]]:
    """Return the assembled values of every mention."""
    return [assemble(m.statements) for m in extract(text, published=published)]


def only(text: str, published: date | None = DAY) -> dict[str, Any]:
    """Return the values of the one mention that a text must give."""
    found = lines(text, published)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        pytest.param(
            "昨天，青岛一家玩具厂两百多名工人罢工。", "action", ["strike"], id="a strike in Chinese"
        ),
        pytest.param(
            "昨天，青島一家玩具廠兩百多名工人罷工。", "action", ["strike"], id="traditional script"
        ),
        pytest.param(
            "工人罢工，抗议拖欠三个月工资。",
            "action",
            ["strike"],
            id="what a strike protests against is no demonstration",
        ),
        pytest.param(
            "上百名教师在市政府门前静坐，要求同工同酬。",
            "demand",
            ["equal_pay"],
            id="a demand beside an action",
        ),
        pytest.param(
            "老板跑路，工人堵住厂门讨薪。",
            "cause",
            ["relocation_closure"],
            id="the boss gone is a cause",
        ),
        pytest.param(
            "Bus drivers in Jinan strike against pay cuts",
            "industry",
            "transport",
            id="who acts says the industry",
        ),
        pytest.param(
            "Villagers block a highway over land seizures",
            "scope",
            "borderline",
            id="villagers over land are on the borderline",
        ),
        pytest.param(
            "下岗职工上街游行，要求补发养老金。", "actor", ["laid_off"], id="who is laid off"
        ),
        pytest.param("女工们罢工，工厂停电。", "composition", ["mostly_women"], id="women workers"),
        pytest.param(
            "工人罢工后，公司承诺月底前支付工资。",
            "outcome",
            "promised",
            id="a promise is a promise",
        ),
    ],
)
def test_a_post_gives_its_value(text: str, field: str, value: object) -> None:
    """Words of the trade give the code of their field."""
    assert only(text)[field] == value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("工人有没有罢工权？", id="a right"),
        pytest.param("Workers have no legal right to strike.", id="a right in English"),
        pytest.param("The air strike destroyed a factory.", id="a strike from the air"),
        pytest.param("An agreement must be struck; march 3 is the date.", id="other meanings"),
        pytest.param("球迷游行庆祝夺冠。", id="a parade"),
        pytest.param("各地要做好保障农民工工资支付工作。", id="a policy"),
        pytest.param("警方逮捕了一名卷款逃跑的包工头。", id="custody of a boss"),
        pytest.param("Strikes tend to rise before the holidays.", id="a generality"),
        pytest.param("今天天气很好，我们去公园散步。", id="small talk"),
        pytest.param("", id="nothing"),
        pytest.param("\n \n", id="blank lines"),
    ],
)
def test_no_event_is_made_of_other_things(text: str) -> None:
    """Rights, policies, parades, custody of bosses and generalities give no mention."""
    assert lines(text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("工人计划下周一罢工。", "planned", id="a plan"),
        pytest.param("司机号召6月1日起全国停运。", "planned", id="a call"),
        pytest.param("Drivers will strike on Friday over fees.", "planned", id="will"),
        pytest.param(
            "Nurses at the hospital strike on 3 June 2019.", "planned", id="a day to come"
        ),
        pytest.param("Nurses threatened to strike over pay.", "threatened", id="a threat"),
        pytest.param("工人扬言罢工。", "threatened", id="a threat in Chinese"),
        pytest.param("厂方否认工人罢工。", "denied", id="a denial"),
        pytest.param("The company denied that workers had gone on strike.", "denied", id="denied"),
        pytest.param("如果工资再不发，工人可能会罢工。", "general", id="a possibility"),
        pytest.param("Drivers could strike if prices rise.", "general", id="could"),
        pytest.param("工人罢工了。", "happened", id="a fact"),
        pytest.param(
            "工人爬上楼顶，扬言跳楼讨薪。", "happened", id="a threat to jump is made, not planned"
        ),
    ],
)
def test_status_is_told_from_the_words_around(text: str, status: str) -> None:
    """Only what happened comes out as happened."""
    assert only(text)["status"] == status


def test_a_response_on_the_same_day_is_a_field() -> None:
    """Police who clear a strike that day make no event of their own."""
    found = only("5月6日，厦门一鞋厂工人罢工，警察驱散人群，带走三人。")
    assert found["kind"] == "action"
    assert found["response"] == ["police.dispersal", "police.detention"]
    assert found["harm"]["detained"] == [{"low": 3, "high": 3, "at": "2019-05-06"}]


def test_a_response_on_another_day_is_an_event_of_its_own() -> None:
    """Arrests two days after the strike are repression."""
    found = lines("5月6日，厦门一鞋厂工人罢工。5月8日，警察带走三名工人代表。")
    assert [f["kind"] for f in found] == ["action", "repression"]
    assert [f["date"]["earliest"] for f in found] == ["2019-05-06", "2019-05-08"]
    assert "detained" not in found[0]["harm"]


def test_the_end_of_a_strike_is_no_second_event() -> None:
    """The day on which a strike ended is its end."""
    found = only(
        "On 2 May 2019 workers at a toy factory in Foshan went on strike. "
        "The strike ended on 6 May when management agreed to talks."
    )
    assert found["date"]["earliest"] == "2019-05-02"
    assert found["end"]["earliest"] == "2019-05-06"


ESSAY = (
    "Labour unrest has a long history here. In 1998 some 4,000 textile workers in Shenyang "
    "blocked a railway line over unpaid pensions. Police detained six of them.\n\n"
    "Conditions did not improve. In May 2003 taxi drivers in Wuhan stopped work for two days. "
    "Strikes are often short, and workers rarely win.\n\n"
    "What follows from this? The law gives workers no right to strike, and a strike may be broken "
    "at any time. " + "Much has been written about the theory of such movements. " * 20
)


def test_an_essay_gives_its_events_and_no_theory() -> None:
    """Each dated, placed event of a long text is one mention; opinion gives none."""
    found = lines(ESSAY, None)
    assert [f["date"]["earliest"] for f in found] == ["1998-01-01", "2003-05-01"]
    assert [f["place"]["name_en"] for f in found] == ["Shenyang", "Wuhan"]
    assert found[0]["harm"]["detained"][0]["low"] == 6


def test_a_date_is_carried_to_the_next_sentence_and_quoted_where_it_stands() -> None:
    """A value carried through the discourse quotes the words that say it."""
    text = "2019年5月3日，东莞。\n长安镇一电子厂工人罢工。"
    mention = extract(text)[0]
    quoted = next(s for s in mention.statements if s.field == "date")
    assert quoted.quote == "2019年5月3日"
    assert quoted.start == 0


def test_what_is_not_told_stays_unknown() -> None:
    """No date, place or number is invented, and publication is no event date."""
    found = only("工人罢工了。")
    assert found["date"] is None
    assert found["place"] is None
    assert found["participants"] is None
    assert found["outcome"] == "unknown"


def test_events_abroad_are_placed_abroad() -> None:
    """A strike in another country has a place of that country."""
    place = only("韩国首尔数万名工人举行大罢工。")["place"]
    assert not place["code"].startswith("cn:")


def test_a_statistic_is_no_event() -> None:
    """An aggregate has numerator and denominator, and kind statistic."""
    found = only("Police intervened in 17 of 907 collective actions in the first half of 2018.")
    assert found["kind"] == "statistic"
    assert (found["statistic"]["numerator"], found["statistic"]["denominator"]) == (17, 907)


def test_the_contract_line_is_whole() -> None:
    """A line has every field of the contract, and its place the place's form."""
    text = "2018年7月27日，深圳市坪山区警方抓走佳能达科技有限公司三十名工人。"
    line = contract_line("d1", 1, extract(text)[0])
    assert set(line) >= {
        "contract", "document", "mention", "span", "status", "kind", "scope", "date", "end",
        "duration", "place", "places", "employer", "industry", "ownership", "actor",
        "composition", "organisation", "action", "demand", "cause", "response", "participants",
        "harm", "outcome", "amount", "statistic", "statements",
    }  # fmt: skip
    assert line["place"]["code"] == "cn:440310@2018"
    assert line["place"]["path_en"] == ["Guangdong", "Shenzhen", "Pingshan"]
    assert line["harm"] == {"detained": [{"low": 30, "high": 30, "at": "2018-07-27"}]}
    assert line["response"] == ["police.detention"]
    assert {s["coder"] for s in line["statements"]} == {RULE_CODERS["zh"]}


def test_each_language_has_its_coder() -> None:
    """English words are read by the English rules."""
    mention = extract("Workers strike in Wuhan over unpaid wages")[0]
    assert {s.coder for s in mention.statements} == {RULE_CODERS["en"]}


def test_always_one_each_of_scope_status_and_kind() -> None:
    """Every mention says its scope, status and kind once."""
    for mention in extract(ESSAY):
        for name in ("scope", "status", "kind"):
            assert len([s for s in mention.statements if s.field == name]) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("🔥👷昨天惠州一电子厂200名工人罢工🔥，警察抓走5人", id="emoji"),
        pytest.param("𠮷祥电子厂𡈼的300名工人罢工，拖欠工资两个月", id="astral Han"),
        pytest.param("ｗｏｒｋｅｒｓ ｓｔｒｉｋｅ, 工人罷工要求加薪", id="full width and mixed"),
    ],
)
def test_quotes_are_code_points_of_the_reading(text: str) -> None:
    """A quote is the reading at its span, emoji and astral characters before it or not."""
    mentions = extract(text, published=DAY)
    assert mentions
    _quotes_hold(text, mentions)


def _quotes_hold(text: str, mentions: tuple[Mention, ...]) -> None:
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        for statement in mention.statements:
            statement.check(text)


def test_a_quote_with_a_name_is_marked() -> None:
    """A quote that holds a person's name is marked, so that nothing publishes it."""
    text = "警察带走工人代表张建国等三名工人。"
    mention = extract(text)[0]
    for statement in mention.statements:
        if statement.quote is not None and "张建国" in statement.quote:
            assert statement.person
    tight = [s for s in mention.statements if s.field == "harm.detained"]
    assert tight
    assert all("张建国" not in (s.quote or "") for s in tight)
