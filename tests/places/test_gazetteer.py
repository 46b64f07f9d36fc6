"""The gazetteer as data: codes by year, points near their units, names as the world has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.model.values import Place
from walkout.places import LAST_YEAR, gazetteer, plausible
from walkout.places.datum import kilometres
from walkout.places.towns import towns
from walkout.places.units import RANK, units


def named(place: Place | None) -> Place:
    """Return a place that must be there."""
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("level", "least", "share"),
    [
        pytest.param("province", 31, 1.0, id="provinces"),
        pytest.param("prefecture", 333, 1.0, id="prefectures"),
        pytest.param("county", 2840, 0.80, id="counties"),
    ],
)
def test_all_divisions_are_there_and_most_have_points(level: str, least: int, share: float) -> None:
    """Every province, prefecture and county of today is listed; the share with a point holds."""
    today = [
        u
        for u in units()
        if u.alive(None)
        and u.versions[-1].level == level
        and u.versions[-1].code[0].isdigit()
        and u.versions[-1].code[4] != "7"
    ]
    assert len(today) >= least
    assert sum(u.lat is not None for u in today) >= share * len(today)


def test_every_point_lies_near_its_unit() -> None:
    """No point of the gazetteer fails the gate: not far from its unit, prefecture or province."""
    places = gazetteer()
    stray = [p.path_zh for p in map(places.place, range(len(units()))) if not plausible(p)]
    assert stray == []


def test_every_town_lies_near_its_county() -> None:
    """A town's own point is within 90 km of the point of what it belongs to."""
    places = gazetteer()
    for code, town in towns().items():
        if town.lat is None or town.lon is None:
            continue
        above = named(places.at(town.county))
        assert above.lat is not None
        assert above.lon is not None
        assert kilometres(town.lat, town.lon, above.lat, above.lon) < 90, code


def test_units_without_a_point_take_their_parents_and_say_so() -> None:
    """The parent's point comes with the parent's precision and the check `parent_point`."""
    places = gazetteer()
    seen = 0
    for unit in units():
        version = unit.versions[-1]
        if unit.lat is not None or not version.code[0].isdigit():
            continue
        place = places.place(unit.index)
        if place.lat is None:
            assert place.check == "no_point"
            continue
        seen += 1
        assert place.check == "parent_point"
        assert RANK[place.precision] < RANK[place.level]
    assert seen > 100


def test_versions_of_a_unit_never_overlap() -> None:
    """One place has one code and name in a year, and only current ones end with the data."""
    for unit in units():
        years = [(v.first, v.last) for v in unit.versions]
        assert all(a <= b for a, b in years)
        assert all(before[1] < after[0] for before, after in pairwise(years))
        if unit.versions[0].code[0].isdigit():
            assert years[0][0] >= 1980
            assert years[-1][1] <= LAST_YEAR


def test_codes_and_names_fit_their_level() -> None:
    """GB codes have six digits, names are not empty, parents are wider than their parts."""
    for unit in units():
        for version in unit.versions:
            assert version.name_zh
            assert version.name_en
            assert version.code.startswith(("iso:", "gn:")) or len(version.code) == 6
            if version.parent >= 0:
                above = units()[version.parent].on(version.last)
                assert RANK[above.level] < RANK[version.level], version


@given(st.integers(0, len(units()) - 1), st.integers(1975, 2035))
def test_a_place_is_reached_again_by_its_code(index: int, year: int) -> None:
    """The code that a place prints leads back to the same place, whatever the year."""
    places = gazetteer()
    place = places.place(index, year)
    again = named(places.at(place.code))
    assert (again.code, again.name_zh, again.level) == (place.code, place.name_zh, place.level)


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        pytest.param("440000", "广东省", "Guangdong", id="a province"),
        pytest.param("140000", "山西省", "Shanxi", id="Shanxi"),
        pytest.param("610000", "陕西省", "Shaanxi", id="Shaanxi"),
        pytest.param("150000", "内蒙古自治区", "Inner Mongolia", id="Inner Mongolia"),
        pytest.param("540000", "西藏自治区", "Tibet", id="Tibet"),
        pytest.param("500000", "重庆市", "Chongqing", id="two readings: Chongqing"),
        pytest.param("500115", "长寿区", "Changshou", id="two readings: Changshou"),
        pytest.param("350200", "厦门市", "Xiamen", id="two readings: Xiamen"),
        pytest.param("341500", "六安市", "Lu'an", id="apostrophe and reading: Lu'an"),
        pytest.param("331000", "台州市", "Taizhou", id="Taizhou"),
        pytest.param("230100", "哈尔滨市", "Harbin", id="an established form"),
        pytest.param("360731", "于都县", "Yudu", id="都 is du in places"),
    ],
)
def test_names_are_those_in_use(code: str, zh: str, en: str) -> None:
    """Chinese names are full, English ones as they are written, without suffix."""
    place = named(gazetteer().at(code))
    assert (place.name_zh, place.name_en) == (zh, en)


@pytest.mark.parametrize(
    ("iso", "gb", "zh", "en"),
    [
        pytest.param("iso:TW", "710000", "台湾", "Taiwan", id="Taiwan"),
        pytest.param("iso:HK", "810000", "香港", "Hong Kong", id="Hong Kong"),
        pytest.param("iso:MO", "cn:820000@2018", "澳门", "Macau", id="Macau"),
    ],
)
def test_three_regions_are_named_by_themselves(iso: str, gb: str, zh: str, en: str) -> None:
    """They bear their ISO code and plain name, stand under nothing, and GB codes reach them."""
    place = named(gazetteer().at(iso))
    assert place == named(gazetteer().at(gb))
    assert (place.code, place.path_zh, place.path_en) == (iso, (zh,), (en,))
    assert (place.level, place.check) == ("country", "ok")


@pytest.mark.parametrize(
    ("code", "path", "level"),
    [
        pytest.param("iso:VN", ("Vietnam",), "country", id="a country"),
        pytest.param("iso:US-CA", ("United States", "California"), "province", id="a US state"),
        pytest.param(
            "gn:1850147", ("Japan", "Tokyo"), "prefecture", id="a large city by GeoNames' id"
        ),
    ],
)
def test_the_world_outside(code: str, path: tuple[str, ...], level: str) -> None:
    """Countries, US states and large cities have points, both names, and the check `abroad`."""
    place = named(gazetteer().at(code))
    assert (place.path_en, place.level, place.check) == (path, level, "abroad")
    assert place.lat is not None
    assert place.name_zh


def test_towns_have_codes_of_nine_digits() -> None:
    """A town's code leads to the town, and an index by it to its county."""
    place = named(gazetteer().at("cn:440307006@2023"))
    assert place.path_zh == ("广东省", "深圳市", "龙岗区", "坪地街道")
    assert place.level == "street"
    unit = gazetteer().unit("440307006")
    assert unit is not None
    assert unit.versions[-1].name_zh == "龙岗区"


def test_codes_given_out_anew_are_told_apart_by_year() -> None:
    """332400 was Wenzhou's prefecture in 1980 and Jinhua's from 1982."""
    places = gazetteer()
    assert named(places.at("332400", date(1980, 6, 1))).name_zh == "温州地区"
    assert named(places.at("cn:332400@1984")).name_zh == "金华地区"


@pytest.mark.parametrize("code", ["000000", "cn:999999@2020", "iso:XX", "gn:1", "", "深圳"])
def test_unknown_codes_give_nothing(code: str) -> None:
    """A code that the gazetteer does not have is None, not a guess."""
    assert gazetteer().at(code) is None
    assert gazetteer().unit(code) is None


def test_names_lead_to_every_unit_that_bears_them() -> None:
    """All candidates come, the most likely first, in either script and language."""
    places = gazetteer()
    assert [p.code for p in places.by_name("鼓樓區")][:4] == [
        "cn:320106@2024", "cn:320302@2024", "cn:350102@2024", "cn:410204@2024",
    ]  # fmt: skip
    assert {p.path_zh[0] for p in places.by_name("Taizhou")} == {"江苏省", "浙江省"}
    assert places.by_name("no such name") == ()


def test_the_gate_refuses_a_point_elsewhere() -> None:
    """A point given for a unit must lie near it; what has no point or no code is told apart."""
    place = named(gazetteer().at("440310"))
    assert plausible(place)
    assert not plausible(replace(place, lat=39.9, lon=116.4))
    assert not plausible(replace(place, lat=place.lon, lon=place.lat))
    assert plausible(replace(place, lat=None, lon=None))
    assert not plausible(replace(place, code="cn:000000@2018"))
