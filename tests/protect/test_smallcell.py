from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publish.factories import account, count, day, place, told
from walkout.model.event import Told
from walkout.protect.smallcell import is_small, widen_date, widen_place


@pytest.mark.parametrize(
    ("values", "small"),
    [
        pytest.param([("harm.detained", count(3))], True, id="three held"),
        pytest.param([("harm.detained", count(10))], False, id="ten held"),
        pytest.param([("harm.detained", count(9, None))], True, id="at least nine held"),
        pytest.param([("harm.injured", count(0))], False, id="nobody hurt"),
        pytest.param([("harm.dismissed", count(2, 9))], True, id="two to nine dismissed"),
        pytest.param([("harm.dismissed", count(5, 15))], False, id="five to fifteen dismissed"),
        pytest.param(
            [("harm.detained", count(3)), ("harm.detained", count(30))],
            False,
            id="thirty by one account",
        ),
        pytest.param(
            [("harm.detained", count(30)), ("harm.released", count(1))],
            False,
            id="one released of thirty",
        ),
        pytest.param(
            [("harm.detained", count(30)), ("harm.sentenced", count(2))],
            True,
            id="two sentenced of thirty",
        ),
        pytest.param(
            [("harm.detained", count(3)), ("participants", count(2500))],
            True,
            id="three held in a crowd",
        ),
        pytest.param(
            [("harm.detained", count(1, None)), ("harm.detained", count(30))],
            False,
            id="some, and thirty",
        ),
        pytest.param(
            [("participants", count(1, unit="persons"))], True, id="one person on a crane"
        ),
        pytest.param([("participants", count(4, unit="households"))], True, id="four households"),
        pytest.param([("participants", count(4, unit="companies"))], False, id="four companies"),
        pytest.param(
            [("participants", count(3, role="supporters")), ("participants", count(800))],
            False,
            id="a few supporters beside a crowd",
        ),
        pytest.param(
            [("participants", count(3)), ("participants", count(900, role="workforce"))],
            True,
            id="three of a works of nine hundred",
        ),
        pytest.param([("harm.detained", count(1, None))], False, id="a number nobody tells"),
        pytest.param(
            [("harm.detained", count(1, None)), ("participants", count(600))],
            False,
            id="a number nobody tells, in a crowd",
        ),
        pytest.param(
            [("harm.detained", count(1, None)), ("participants", count(600, role="workforce"))],
            False,
            id="a number nobody tells, at a large works",
        ),
        pytest.param([("organisation", "elected_delegates")], False, id="delegates unharmed"),
        pytest.param(
            [("organisation", "elected_delegates"), ("response", "police.detention")],
            True,
            id="delegates and a detention without a count",
        ),
        pytest.param(
            [("organisation", "elected_delegates"), ("harm.detained", count(1, None))],
            True,
            id="delegates and a number nobody tells",
        ),
        pytest.param(
            [
                ("organisation", "elected_delegates"),
                ("response", "police.force"),
                ("participants", count(300)),
            ],
            False,
            id="force against a crowd with delegates",
        ),
        pytest.param(
            [("organisation", "elected_delegates"), ("response", "police.force")],
            True,
            id="force against delegates",
        ),
        pytest.param(
            [("actor", "families_of_dead"), ("response", "employer.negotiation")],
            False,
            id="families with whom one negotiates",
        ),
        pytest.param(
            [("harm.detained", {"low": "3", "high": None})], False, id="a malformed count"
        ),
    ],
)
def test_an_event_about_few_persons_is_a_small_cell(
    values: list[tuple[str, Any]], small: bool
) -> None:
    """Fewer than ten persons, or harm where one has a telling role, makes a small cell."""
    assert is_small([account(*(told(name, value) for name, value in values))]) is small


def test_a_count_that_is_not_public_still_makes_a_small_cell() -> None:
    """A value that is withheld tells all the same that few are meant."""
    hidden: Told = told("harm.detained", count(2), tier="team")
    assert is_small([account(told("action", "strike")), account(hidden)])


@pytest.mark.parametrize(
    ("unit", "small", "code", "level", "path"),
    [
        pytest.param(1, True, "cn:440300@2020", "prefecture", ["广东省", "深圳市"], id="county"),
        pytest.param(
            8, True, "cn:310000@2020", "province", ["上海市"], id="district of a municipality"
        ),
        pytest.param(
            0, True, "cn:441900@2020", "prefecture", ["广东省", "东莞市"], id="prefecture"
        ),
        pytest.param(
            1, False, "cn:440310@2020", "county", ["广东省", "深圳市", "坪山区"], id="a crowd"
        ),
    ],
)
def test_a_small_cell_is_told_to_the_prefecture(
    unit: int, small: bool, code: str, level: str, path: list[str]
) -> None:
    """Finer units are cut, with their names and their point."""
    points = {"cn:440300@2020": (22.5, 114.1)}
    made = widen_place(place(unit), points.get, small=small)
    assert (made["code"], made["level"], made["path_zh"]) == (code, level, path)
    if unit == 1 and small:
        assert (made["lat"], made["lon"], made["check"]) == (22.5, 114.1, "parent_point")
    if unit == 8:
        assert (made["lat"], made["check"]) == (None, "no_point")


def test_a_directly_governed_county_falls_back_to_its_province() -> None:
    """It has no prefecture: the province is the next wider unit."""
    county = place(
        1, code="cn:429004@2020", path_zh=["湖北省", "仙桃市"], path_en=["Hubei", "Xiantao"]
    )
    made = widen_place(county, None, small=True)
    assert (made["code"], made["level"], made["path_en"]) == (
        "cn:420000@2020",
        "province",
        ["Hubei"],
    )


def test_a_site_is_told_to_the_county_even_of_a_crowd() -> None:
    """Nobody allowed the site yet, so a crowd's place stops at the county."""
    site = place(
        1,
        code="cn:440310001@2020",
        level="street",
        precision="site",
        path_zh=["广东省", "深圳市", "坪山区", "某街道"],
        path_en=["Guangdong", "Shenzhen", "Pingshan", "A street"],
    )
    made = widen_place(site, None, small=False)
    assert (made["code"], made["path_zh"][-1], made["lat"]) == ("cn:440310@2020", "坪山区", None)


def test_a_point_finer_than_its_unit_is_dropped() -> None:
    """A prefecture named with a factory's point keeps the name and loses the point."""
    made = widen_place(place(0, precision="site"), None, small=False)
    assert (made["name_zh"], made["lat"], made["precision"]) == ("东莞市", None, "prefecture")


def test_abroad_a_small_cell_is_told_to_the_state() -> None:
    """A city abroad falls back to the first-order unit, without a code."""
    city = place(
        0, code="gn:123", level="county", precision="county",
        path_zh=["美国", "加利福尼亚州", "某市"],
        path_en=["United States", "California", "Some city"],
    )  # fmt: skip
    made = widen_place(city, None, small=True)
    assert (made["code"], made["path_en"]) == (None, ["United States", "California"])


@given(st.dates(), st.dates())
def test_a_widened_date_holds_the_first_and_is_whole_months(a: Any, b: Any) -> None:
    """Widening never loses a day that was allowed, and never leaves part of a month."""
    first, last = sorted((a.isoformat(), b.isoformat()))
    made = widen_date(day(first, last))
    assert made["earliest"] <= first
    assert made["latest"] >= last
    assert made["earliest"].endswith("-01")
    assert made["latest"][:7] == last[:7]
    assert widen_date(made) == made
