"""How a telling is read: what is called for, denied or old, and when, where and who."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from walkout.extract import extract
from walkout.model.contract import assemble


def lines(text: str, published: date | None = date(2019, 5, 20)) -> list[dict[str, Any]]:
    """Return the assembled values of every mention."""
    return [assemble(m.statements) for m in extract(text, published=published)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("昨天，遵义的出租车全停了，司机嫌份子钱太高。", id="all stopped"),
        pytest.param("昨天，遵义的司机都没出车，嫌份子钱太高。", id="no car went out"),
        pytest.param("昨天，株洲的女工按下停止键，要求加工资。", id="pressed stop"),
        pytest.param("昨天，株洲的工人放下了手里的活，要求加工资。", id="put down work"),
        pytest.param("Yesterday 40 workers in Luoyang downed their tools over pay.", id="tools"),
        pytest.param("Yesterday 40 workers in Luoyang walked off the line over pay.", id="line"),
        pytest.param("Yesterday 40 workers in Luoyang refused to work over pay.", id="refused"),
    ],
)
def test_many_words_tell_of_a_strike(text: str) -> None:
    """Workers say in many ways that they stopped."""
    (found,) = lines(text)
    assert (found["kind"], found["action"]) == ("action", ["strike"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("各位同行：6月1日全省司机一起停运！请转发。", "planned", id="a call"),
        pytest.param("现号召：从6月10日起，全国司机停运，不出车。", "planned", id="a summons"),
        pytest.param("就网传两千名工人罢工一事，公司予以否认。", "denied", id="denied at once"),
    ],
)
def test_what_is_called_for_or_denied_did_not_happen(text: str, status: str) -> None:
    """A call is a plan, and the object of a denial is denied."""
    assert [m["status"] for m in lines(text)] == [status]


def test_a_call_names_the_next_such_day() -> None:
    """A day without a year in a call is one to come."""
    (found,) = lines("各位同行：6月1日全省司机一起停运！请转发。")
    assert found["date"]["earliest"] == "2019-06-01"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("写于2019年5月\n\n3月4日，工人停工要求加薪。", "2019-03-04", id="written on"),
        pytest.param(
            "2019年5月19日 宿迁\n16日，工人停工要求加薪。", "2019-05-16", id="a date line"
        ),
        pytest.param("停工持续两周后结束，工人5月2日开始停工。", "2019-05-02", id="a length"),
        pytest.param(
            "LEEDS, 12 May 2019 - A strike by 70 workers goes on. The stoppage began on 9 May.",
            "2019-05-09",
            id="a dateline",
        ),
    ],
)
def test_the_date_is_the_events_not_the_writings(text: str, day: str) -> None:
    """When an account was written is no date of what it tells, if it tells one."""
    assert lines(text)[0]["date"]["earliest"] == day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(
            "Workers in Luoyang struck on 2 May, a labour group in London said.",
            "Luoyang",
            id="the seat of a source",
        ),
        pytest.param(
            "5月2日，贵阳退休职工在中山公园门口抗议。", "Guiyang", id="the name of a park"
        ),
    ],
)
def test_places_of_sources_and_streets_are_none(text: str, place: str) -> None:
    """The place is the one bound to the action."""
    (found,) = lines(text)
    assert [p["name_en"] for p in found["places"]] == [place]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("职工查清厂里的账，停工要求加薪。", [], id="a verb"),
        pytest.param("六个分厂的工人停工要求加薪。", [], id="counted works"),
        pytest.param("株洲一家风扇厂工人停工要求加薪。", [], id="a works of a kind"),
        pytest.param(
            "Workers at Foxconn's Taiyuan plant struck on 2 May.", ["Foxconn"], id="possessive"
        ),
        pytest.param("Workers Block Factory Gate Over Wages", [], id="a headline"),
    ],
)
def test_an_employer_is_a_name_or_nothing(text: str, names: list[str]) -> None:
    """Prefer no employer to a wrong one."""
    assert [e["name"] for e in lines(text)[0]["employer"]] == names


@pytest.mark.parametrize(
    ("text", "size"),
    [
        pytest.param("一名工人说，三百名工人罢工。", (300, 300), id="who spoke"),
        pytest.param("工人罢工，两名代表和厂方谈判。", None, id="delegates"),
    ],
)
def test_single_persons_are_no_size(text: str, size: tuple[int, int] | None) -> None:
    """The size of an event is that of the crowd."""
    count = lines(text)[0]["participants"]
    assert (count and (count["low"], count["high"])) == size


def test_several_days_of_an_account_stay_apart() -> None:
    """Each day and place told in its own paragraph is an event of its own."""
    found = lines(
        "3月4日，湘潭的灯泡厂六百名工人停工。\n\n4月9日，岳阳的纸箱厂九百名工人停工。\n\n"
        "5月2日，衡阳的锁厂工人也停工了。"
    )
    assert [m["date"]["earliest"] for m in found] == ["2019-03-04", "2019-04-09", "2019-05-02"]


def test_opinion_in_the_present_tense_is_no_event() -> None:
    """What workers do in general happened on no day."""
    text = (
        "Nothing has ended. Factories move. Drivers block roads. One hears less of it. "
        "The reasons differ. Nobody counts."
    )
    assert all(m["status"] == "general" for m in lines(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(
            "Date: 2013-03-18\nWorkers at a parts plant hold their second strike since 2010",
            "2013-03-18",
            id="a year of the history gives way to the row's day",
        ),
        pytest.param(
            "日期: 2014-05-02\n江苏昆山某电子厂工人罢工，抗议2012年的裁员补偿",
            "2014-05-02",
            id="the year of a grievance gives way",
        ),
        pytest.param(
            "Date: 2014-01-03\nFrom 31 Dec 2013 to 3 Jan 2014, workers at a toy plant struck",
            "2013-12-31",
            id="a first day that the words tell stands",
        ),
    ],
)
def test_the_day_of_a_row_of_a_record_of_events(text: str, day: str) -> None:
    """A row's labelled day is the event's, unless its words tell a day near it."""
    (mention,) = extract(text)
    assert assemble(mention.statements)["date"]["earliest"] == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("我在东莞一家鞋厂做了十四年，今天全厂罢工。", None, id="a working life"),
        pytest.param(
            "Workers at a Dongguan shoe plant, in business for 19 years, went on strike.",
            None,
            id="a firm's age",
        ),
        pytest.param("东莞一家鞋厂工人罢工持续了五天。", 5, id="the action's own length"),
        pytest.param("Bus drivers in Yiyang, Hunan, struck for four months.", 120, id="months"),
    ],
)
def test_how_long_an_action_lasted(text: str, days: int | None) -> None:
    """A length of time is the action's only where the words say so."""
    (mention,) = extract(text)
    duration = assemble(mention.statements)["duration"]
    assert (duration and duration["low"]) == days
