"""Values keep their precision, refuse what is no range, and survive being printed."""

from __future__ import annotations

import json
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.model.statement import canonical
from walkout.model.values import (
    Basis,
    Count,
    DatePrecision,
    Employer,
    EventDate,
    Money,
    Place,
)

DAYS = st.one_of(st.none(), st.dates())


@st.composite
def event_dates(draw: st.DrawFn) -> EventDate:
    """Any date that can be: bounded on both sides, on one, or on none."""
    first, last = draw(DAYS), draw(DAYS)
    if first and last and first > last:
        first, last = last, first
    precision = draw(st.sampled_from(get_args(DatePrecision)))
    return EventDate(first, last, precision, draw(st.sampled_from(get_args(Basis))))


@given(event_dates())
def test_a_date_survives_being_printed(when: EventDate) -> None:
    """Printed as JSON and read again it is the same date, its precision and basis included."""
    printed = json.loads(canonical(when.to_json()))
    assert EventDate.from_json(printed) == when


@given(event_dates(), event_dates())
def test_two_dates_print_alike_only_when_they_are_one(a: EventDate, b: EventDate) -> None:
    """Nothing of a date is lost in its JSON form."""
    assert (a.to_json() == b.to_json()) is (a == b)


def test_a_date_prints_as_the_contract_has_it() -> None:
    """Days are ISO 8601, an open bound is null."""
    assert EventDate(date(2018, 7, 27), None, "day").to_json() == {
        "earliest": "2018-07-27",
        "latest": None,
        "precision": "day",
        "basis": "stated",
    }


def test_a_date_that_ends_before_it_begins_is_refused() -> None:
    """A range is given in order; the one who built it made the mistake."""
    with pytest.raises(ValueError, match="earliest is after latest"):
        EventDate(date(2018, 7, 28), date(2018, 7, 27), "days")


@pytest.mark.parametrize(
    ("low", "high"),
    [
        pytest.param(-1, 3, id="below nothing"),
        pytest.param(30, 29, id="upside down"),
        pytest.param(-5, None, id="below nothing and open"),
    ],
)
def test_a_count_that_is_no_range_is_refused(low: int, high: int | None) -> None:
    """Counts are closed ranges of whole numbers from zero, or open upwards."""
    with pytest.raises(ValueError, match="not a range"):
        Count(low, high, "三十人")


@pytest.mark.parametrize(
    ("low", "high"),
    [
        pytest.param(0, 0, id="none"),
        pytest.param(30, 30, id="exactly"),
        pytest.param(300, 399, id="三百多"),
        pytest.param(50, None, id="at least fifty"),
    ],
)
def test_a_count_keeps_what_its_words_allow(low: int, high: int | None) -> None:
    """Both bounds stand as given; nothing is rounded or filled in."""
    count = Count(low, high, "words")
    assert (count.low, count.high, count.unit, count.approximate) == (low, high, "persons", False)


def _place(**changes: object) -> Place:
    values: dict[str, object] = {
        "code": "cn:990100@2018",
        "level": "prefecture",
        "name_zh": "青石市",
        "name_en": "Qingshi",
        "path_zh": ("云岭省", "青石市"),
        "path_en": ("Yunling", "Qingshi"),
        "lat": 30.5,
        "lon": 110.25,
        "precision": "prefecture",
        "check": "ok",
    }
    return Place(**{**values, **changes})  # type: ignore[arg-type]


def test_a_place_prints_its_candidates_only_when_it_has_several() -> None:
    """An unambiguous place has the contract's keys and no more."""
    assert set(_place().to_json()) == {
        "code", "level", "name_zh", "name_en", "path_zh", "path_en", "lat", "lon", "precision",
        "check",
    }  # fmt: skip
    unclear = _place(check="ambiguous", candidates=("cn:990100@2018", "cn:990200@2018"))
    assert unclear.to_json()["candidates"] == ["cn:990100@2018", "cn:990200@2018"]


def test_a_place_without_a_point_says_so() -> None:
    """An unknown point is null, not zero."""
    printed = json.loads(canonical(_place(lat=None, lon=None, check="no_point").to_json()))
    assert (printed["lat"], printed["lon"], printed["check"]) == (None, None, "no_point")


def test_an_employer_is_direct_unless_its_part_is_told() -> None:
    """The role is part of the printed value."""
    assert Employer("青石鞋厂").to_json() == {"name": "青石鞋厂", "role": "direct"}
    assert Employer("Qing", "brand").to_json() == {"name": "Qing", "role": "brand"}


def test_values_cannot_be_changed_once_made() -> None:
    """A value stands for words in a reading; another value is another statement."""
    for value, name in (
        (EventDate(None, None, "day"), "earliest"),
        (Count(1, 1, "一人"), "low"),
        (Money(1, 1, "CNY", "一元"), "low"),
        (_place(), "lat"),
        (Employer("青石鞋厂"), "name"),
    ):
        with pytest.raises(AttributeError):
            setattr(value, name, None)
