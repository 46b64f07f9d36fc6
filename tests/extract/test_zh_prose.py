"""Chinese prose: whose year a date is, where a scene is, and what stands as an event of its own."""

from __future__ import annotations

from datetime import date

import pytest

from walkout.extract import extract
from walkout.extract.dates import find_dates
from walkout.model.contract import assemble
from walkout.model.statement import Mention

_REST = (
    "工人的事情，写的人多，问的人少。厂门口的路我走了许多年，路边的榕树比我来的时候粗了一圈，树下修鞋的师傅也换过两个。"
    "有人说车间里只有噪音，我倒觉得噪音里也有话，只是没有人翻译。职工们下班以后在小店里喝汽水，谈的多半是孩子和房租。"
    "书上的道理我读过一些，读完了还是要回到这条路上来，看看灯是不是还亮着。"
)
_LONG = "\n\n".join([_REST] * 6)
"""Enough talk of work to make a text of prose; it tells no event."""

_PUBLISHED = date(2019, 3, 10)
_YEARS = "2006年我来到东莞。2008年厂搬过一次，2012年又搬了一次。"
_STRIKE = "2011年5月9日，佛山南海一家纸箱厂的三百名工人罢工。"


def _told(text: str) -> list[Mention]:
    found = extract(f"{text}\n\n{_LONG}", published=_PUBLISHED)
    return [m for m in found if m.values("status") == ["happened"]]


def _day(mention: Mention) -> str | None:
    day = assemble(mention.statements)["date"]
    return day["earliest"] if day else None


def _place(mention: Mention) -> list[str]:
    return [p["name_en"] for p in assemble(mention.statements)["places"]]


def _count(mention: Mention) -> tuple[int, int | None] | None:
    count = assemble(mention.statements)["participants"]
    return (count["low"], count["high"]) if count else None


def test_talk_of_work_is_no_event() -> None:
    """Prose that only speaks of workers gives no mention."""
    assert _told("一点感想。") == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        pytest.param(
            "2014年3月2日开会。这家厂在2009年就停过一次。4月8日，", "2014-04-08", id="a bare year"
        ),
        pytest.param("2014年3月2日开会。公司2009年曾在别处停工。4月8日，", "2014-04-08", id="once"),
        pytest.param(
            "2014年3月2日开会。和2009年的罢工一样，没有人来。4月8日，",
            "2014-04-08",
            id="a comparison",
        ),
        pytest.param(
            "2014年3月2日开会。早在2009年6月，厂里就停过工。\n4月8日，",
            "2014-04-08",
            id="a flashback",
        ),
        pytest.param(
            "2014年3月2日开会。早在2009年6月，厂里就停过工。7月8日，",
            "2009-07-08",
            id="within a flashback",
        ),
        pytest.param(
            "2014年3月2日开会。2015年停过一次。4月8日，", "2015-04-08", id="a year told in order"
        ),
        pytest.param("2014年5月9日停工。次日无事。第三天，", "2014-05-11", id="the third day"),
        pytest.param(
            "2014年5月9日停工。次日清场。事发后第三天，", "2014-05-12", id="after the fact"
        ),
        pytest.param("2014年5月9日停工。又过了三天，", "2014-05-12", id="three days passed"),
    ],
)
def test_a_date_goes_on_from_the_story_not_from_an_aside(text: str, last: str) -> None:
    """What is compared or looked back on lends its year to nothing that is told after it."""
    value = find_dates(text, published=_PUBLISHED)[-1].value
    assert value is not None
    assert value.earliest is not None
    assert value.earliest.isoformat() == last


def test_a_text_on_past_years_is_not_of_the_week_of_its_writing() -> None:
    """In a text that looks back on years a day without one is that of the year told last."""
    (mention,) = _told(_YEARS + _REST + "3月1日，两百名工人在厂门口罢工。")
    assert _day(mention) == "2012-03-01"


def test_two_months_ago_is_said_by_who_writes() -> None:
    """Words that count from the day of writing do not move the year of the story."""
    found = _told(
        _YEARS + _STRIKE + "两个月以前我还去过那条街。" + "同年七月，在顺德，六十名司机罢工。"
    )
    assert [_day(m) for m in found] == ["2011-05-09", "2011-07-01"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(
            "佛山南海有家纸箱厂。\n\n2011年5月9日，三百名工人罢工。",
            "Nanhai",
            id="from a paragraph before",
        ),
        pytest.param(
            "南海区有家纸箱厂，佛山人都知道。\n\n2011年5月9日，三百名工人罢工。",
            "Nanhai",
            id="the narrower",
        ),
        pytest.param(
            "佛山南海有家纸箱厂。公司曾在厦门开过店。\n\n2011年5月9日，三百名工人罢工。",
            "Nanhai",
            id="not where it once was",
        ),
        pytest.param(
            "佛山南海有家纸箱厂。\n\n与厦门不同的是，2011年5月9日，三百名工人罢工。",
            "Nanhai",
            id="not what it is compared to",
        ),
        pytest.param(
            "厦门有家店。后来我回到佛山南海。\n\n2011年5月9日，三百名工人罢工。",
            "Nanhai",
            id="where the writer went back to",
        ),
    ],
)
def test_the_scene_is_carried_through_its_section(text: str, place: str) -> None:
    """The place told last in a section is that of what follows in it; an aside moves no scene."""
    (mention,) = _told(text)
    assert _place(mention) == [place]


@pytest.mark.parametrize(
    ("after", "kind", "day"),
    [
        pytest.param("12日，其中四人被警方带走。", "repression", "2011-05-12", id="arrests"),
        pytest.param("两天后，两名工人被派出所传唤。", "repression", "2011-05-11", id="a summons"),
        pytest.param(
            "两天后，公司同意每月加薪一百元，工人投票接受了。",
            "settlement",
            "2011-05-11",
            id="terms accepted",
        ),
        pytest.param(
            "\n\n5月20日，公司终于答应每月加薪一百元。",
            "settlement",
            "2011-05-20",
            id="terms told anew",
        ),
        pytest.param(
            "又过了三天，厂里贴出告示，开除了十一人。",
            "employer_act",
            "2011-05-12",
            id="dismissals",
        ),
    ],
)
def test_what_came_on_a_later_day_is_an_event_of_its_own(after: str, kind: str, day: str) -> None:
    """Arrests, summonses, terms that were accepted and dismissals have a day of their own."""
    found = _told(_STRIKE + after)
    assert [_day(m) for m in found] == ["2011-05-09", day]
    assert found[1].values("kind") == [kind]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param("次日，公司答应每月加薪一百元。", id="granted the next day"),
        pytest.param("静坐的时候最硬气的几位，后来都走了。", id="a look back at it"),
        pytest.param(
            "\n\n我又去。2011年，三百名工人在厂门口罢工，老张是其中一个。", id="the same told again"
        ),
        pytest.param(
            "有家晚报说，2011年前三季度，全省关停的企业有一万五千余家。", id="closures counted"
        ),
        pytest.param("有学者指出，2012年的罢工可能会向别的行业蔓延。", id="what may come"),
    ],
)
def test_what_belongs_to_an_event_or_to_none_makes_no_second(after: str) -> None:
    """What goes on with an event, tells it again, counts or supposes is no event of its own."""
    assert [_day(m) for m in _told(_STRIKE + after)] == ["2011-05-09"]


def test_the_day_may_stand_in_the_sentence_before() -> None:
    """A sentence that opens with a day sets the scene for plain words in the next."""
    (mention,) = _told("2011年5月9日清晨，佛山南海的厂里出了事。八十名男子手持木棍驱赶工人。")
    assert (_day(mention), mention.values("kind")) == ("2011-05-09", ["repression"])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(
            "2011年5月9日，佛山南海一家纸箱厂因社保问题，全厂三百名工人停了工。",
            (300, 300),
            id="the whole plant",
        ),
        pytest.param(
            "2011年5月9日，佛山南海一家纸箱厂的三百名工人因社保问题停工。",
            (300, 300),
            id="for a cause",
        ),
        pytest.param(
            "2011年5月9日，佛山南海一家纸箱厂三百名工人因老板失联，到街道办上访。",
            (300, 300),
            id="the boss is gone",
        ),
    ],
)
def test_who_took_part_is_read_from_prose(text: str, count: tuple[int, int]) -> None:
    """The cause of a stoppage hides neither the stoppage nor how many took part."""
    (mention,) = _told(text)
    assert _count(mention) == count


def test_a_crash_in_a_long_report_is_no_dispute() -> None:
    """Who lies on a road after a crash blocks none, however long the report."""
    road = "2018年4月2日，在佛山南海的路口，货车侧翻，躺在公路中间，两名司机受伤，消防队员赶到。"
    assert extract(road * 14, published=_PUBLISHED) == ()


def test_a_town_is_that_of_the_county_told_before() -> None:
    """A town that has since become a street is read in its county, not as a namesake far away."""
    (mention,) = _told("我在深圳宝安住过。\n\n2011年5月9日，沙井镇一家纸箱厂的三百名工人罢工。")
    assert assemble(mention.statements)["place"]["path_en"][:3] == [
        "Guangdong",
        "Shenzhen",
        "Bao'an",
    ]
