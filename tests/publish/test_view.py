from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publish.factories import account, count, day, event, no_persons, place, told
from walkout.model.event import Account
from walkout.protect.allow import AllowList
from walkout.protect.screen import Screen
from walkout.publish.view import EventView, view

STRIKE = told("action", "strike")


def shown(*accounts: Account) -> EventView:
    """How an event of these accounts is shown."""
    public = AllowList(Screen(no_persons))(event(*accounts))
    assert public is not None
    return view(public)


def accounts_of(field: str, *values: Any) -> list[Account]:
    """One account for each value; None is an account that does not tell the field."""
    return [
        account(STRIKE, *(() if v is None else (told(field, v),)), number=i)
        for i, v in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("dates", "earliest", "latest", "differs", "apart"),
    [
        pytest.param(
            [day("2014-04-14")], "2014-04-14", "2014-04-14", False, False, id="one account"
        ),
        pytest.param(
            [day("2014-04-14"), day("2014-04-14")],
            "2014-04-14", "2014-04-14", False, False, id="agreed",
        ),
        pytest.param(
            [day("2014-04-14"), day("2014-04-01", "2014-04-30")],
            "2014-04-01", "2014-04-30", True, False, id="a day within a month",
        ),
        pytest.param(
            [day("2014-04-14"), day("2014-04-16")],
            "2014-04-14", "2014-04-16", True, True, id="two days",
        ),
        pytest.param(
            [day("2014-04-14"), {"earliest": None, "latest": "2014-04-20", "precision": "day",
                                 "basis": "stated"}],
            None, "2014-04-20", True, False, id="one open to the past",
        ),
        pytest.param(
            [day("2014-04-14"), day("2010-01-01", "2014-05-01", basis="inferred")],
            "2014-04-14", "2014-04-14", False, False, id="an inferred bound beside a stated day",
        ),
        pytest.param(
            [day("2010-01-01", "2014-05-01", basis="inferred"), None],
            "2010-01-01", "2014-05-01", False, False, id="only an inferred bound",
        ),
    ],
)  # fmt: skip
def test_a_date_is_the_span_of_all_accounts(
    dates: list[Any], earliest: str | None, latest: str | None, differs: bool, apart: bool
) -> None:
    """Nothing wins: the range holds every stated value, and says whether one would fit all."""
    start = shown(*accounts_of("date", *dates)).start
    assert start is not None
    assert (start.earliest, start.latest) == (earliest, latest)
    assert (start.differs, start.apart) == (differs, apart)


@pytest.mark.parametrize(
    ("counts", "low", "high", "differs", "apart"),
    [
        pytest.param([count(30), count(53)], 30, 53, True, True, id="two numbers"),
        pytest.param([count(51, 59), count(53)], 51, 59, True, False, id="over fifty, and 53"),
        pytest.param([count(50, None), count(53)], 50, None, True, False, id="open upwards"),
        pytest.param([count(60, None), count(53)], 53, None, True, True, id="at least 60, and 53"),
        pytest.param([count(30), None, count(30)], 30, 30, False, False, id="agreed, one silent"),
    ],
)
def test_a_count_is_lowest_to_highest(
    counts: list[Any], low: int, high: int | None, differs: bool, apart: bool
) -> None:
    """Low is the least of all, high the most, open when one is."""
    made = shown(*accounts_of("harm.detained", *counts)).harm["detained"]
    assert (made.low, made.high, made.differs, made.apart) == (low, high, differs, apart)
    assert sorted(n for s in made.said for n in s.accounts) == [
        i for i, c in enumerate(counts, 1) if c is not None
    ]


def test_unlike_counts_never_mix() -> None:
    """Strikers, those present, and households are ranges of their own, persons first."""
    made = shown(
        *accounts_of(
            "participants",
            count(500, role="present", unit="persons"),
            count(2500, role="striking", unit="persons"),
            count(9000, unit="households"),
        )
    ).participants
    assert [(r.of, r.high) for r in made] == [
        ({"role": "striking", "unit": "persons"}, 2500),
        ({"role": "present", "unit": "persons"}, 500),
        ({"unit": "households"}, 9000),
    ]
    assert not any(r.differs for r in made)


def test_sums_are_parted_by_role_and_currency() -> None:
    """What is owed and what was paid are two sums, and months of pay need no sum."""
    made = shown(
        *accounts_of(
            "amount",
            {"low": 5, "high": 5, "currency": "CNY", "role": "owed"},
            {"low": 9, "high": 9, "currency": "CNY", "role": "paid"},
            {"low": None, "high": None, "months": 3, "role": "owed"},
        )
    ).amounts
    assert [(r.of, r.low) for r in made] == [
        ({"role": "owed", "currency": "CNY"}, 5),
        ({"role": "paid", "currency": "CNY"}, 9),
        ({"role": "owed"}, None),
    ]


def test_codes_are_united_with_the_accounts_that_give_them() -> None:
    """The most told code stands first; a silent account does not differ."""
    codes = shown(
        account(told("action", "march"), told("action", "strike")),
        account(told("action", "strike"), number=2),
        account(told("demand", "union"), number=3),
    ).codes
    assert [(s.value, s.accounts) for s in codes["action"].said] == [
        ("strike", (1, 2)),
        ("march", (1,)),
    ]
    assert (codes["action"].told, codes["action"].differs) == (2, True)
    assert not codes["demand"].differs


def test_a_wider_place_is_less_precise_and_not_different() -> None:
    """A province holds its county: the county is shown, and nobody disagrees."""
    places = shown(*accounts_of("place", place(1), place(4))).places
    assert places is not None
    assert [p["name_zh"] for p in places.shown] == ["坪山区"]
    assert places.common[1] == ("Guangdong", "Shenzhen", "Pingshan")
    assert not places.differs
    assert len(places.said) == 2


def test_two_places_are_both_shown_with_what_holds_them() -> None:
    """Neither of two counties of one city wins; the city holds both."""
    places = shown(*accounts_of("place", place(1), place(2))).places
    assert places is not None
    assert [p["name_en"] for p in places.shown] == ["Pingshan", "Longgang"]
    assert places.common[0] == ("广东省", "深圳市")
    assert places.differs


def test_accounts_with_a_place_in_common_differ_without_contradiction() -> None:
    """One names two places, the other one of them: told less fully, not otherwise."""
    places = shown(
        account(STRIKE, told("place", place(0)), told("place", place(10))),
        account(STRIKE, told("place", place(0)), number=2),
    ).places
    assert places is not None
    assert (places.differs, places.apart) == (True, False)
    other = shown(*accounts_of("place", place(0), place(10))).places
    assert other is not None
    assert (other.differs, other.apart) == (True, True)


def test_words_without_a_number_widen_no_range() -> None:
    """Words: "some were detained" beside thirty is thirty; alone it is at least one."""
    both = shown(*accounts_of("harm.detained", count(30), count(1, None))).harm["detained"]
    assert (both.low, both.high, both.differs, len(both.said)) == (30, 30, False, 2)
    alone = shown(*accounts_of("harm.detained", count(1, None), None)).harm["detained"]
    assert (alone.low, alone.high) == (1, None)


def test_many_places_of_one_account_are_no_difference() -> None:
    """One action at several sites is one event with several places."""
    places = shown(account(STRIKE, told("place", place(1)), told("place", place(10)))).places
    assert places is not None
    assert len(places.shown) == 2
    assert places.common == ((), ())
    assert not places.differs


def test_the_fields_that_differ_are_named() -> None:
    """Differences are listed in the order of the contract."""
    made = shown(
        account(
            told("action", "strike"), told("date", day("2014-04-14")), told("industry", "mining")
        ),
        account(told("action", "march"), told("date", day("2014-04-15")), number=2),
    )
    assert made.differing == ("date", "action")


@given(
    st.lists(
        st.tuples(st.integers(10, 9999), st.one_of(st.none(), st.integers(0, 500))),
        min_size=1,
        max_size=6,
    )
)
def test_every_count_lies_within_the_range_shown(counts: list[tuple[int, int | None]]) -> None:
    """The range holds each value, in whatever order accounts come."""
    values = [count(low, None if more is None else low + more) for low, more in counts]
    made = shown(*accounts_of("harm.detained", *values)).harm["detained"]
    assert made.low is not None
    for value in values:
        assert made.low <= value["low"]
        assert made.high is None or value["high"] <= made.high
    turned = shown(*accounts_of("harm.detained", *values[::-1])).harm["detained"]
    assert (made.low, made.high, made.differs, made.apart) == (
        turned.low,
        turned.high,
        turned.differs,
        turned.apart,
    )
