"""Tests of short English reports: what is asked, how it was answered, on which day."""

from __future__ import annotations

from datetime import date

import pytest

from walkout.extract.mentions import extract
from walkout.model.statement import Mention

_DAY = date(2019, 5, 10)  # a Friday


def _only(text: str) -> Mention:
    (mention,) = extract(text, published=_DAY)
    return mention


def _codes(text: str, field: str) -> set[object]:
    return {s.value for s in _only(text).statements if s.field == field}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(
            "Packers in Leeds walk out, seek 20 pounds more per shift.", "pay_rise", id="more per"
        ),
        pytest.param(
            "Couriers in Leeds strike over a delivery fee cut.", "pay_cut", id="a fee cut"
        ),
        pytest.param(
            "Crane operators in Leeds strike, 12 hrs a day, no weekend.",
            "working_hours",
            id="hours a day",
        ),
        pytest.param(
            "Nurses in Leeds stayed out on Monday for more staff.", "staffing", id="more staff"
        ),
        pytest.param(
            "Fitters in Leeds struck for a union of their own.", "union", id="a union of their own"
        ),
        pytest.param(
            "Packers in Leeds strike, want compensation for years served.",
            "severance",
            id="years served",
        ),
        pytest.param(
            "Cleaners in Leeds hold a banner, haven't been paid since March.",
            "wage_arrears",
            id="not been paid",
        ),
    ],
)
def test_demands_of_short_reports(text: str, code: str) -> None:
    """What is wanted is read in the trade's own words."""
    assert code in _codes(text, "demand")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(
            "Packers in Leeds refused overtime on Monday over a pay freeze.",
            "overtime",
            id="overtime that is refused",
        ),
        pytest.param(
            "Packers in Leeds struck on Monday. Management withdrew the new rates.",
            "management_conduct",
            id="management that acts",
        ),
        pytest.param(
            "Packers in Leeds strike over pay, company sacks six organisers.",
            "retaliation",
            id="the sack that answers a strike",
        ),
    ],
)
def test_words_that_are_no_demand(text: str, code: str) -> None:
    """What workers do, and what the other side does, is not what they ask for."""
    assert code not in _codes(text, "demand")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(
            "Packers in Leeds walk out over pay, company sacks six organisers.",
            "employer.dismissal",
            id="the sack",
        ),
        pytest.param(
            "Packers in Leeds struck on Monday. Managers told them to return or be dismissed.",
            "employer.threat",
            id="or be dismissed",
        ),
        pytest.param(
            "Packers in Leeds struck on Monday. Management withdrew the new rates.",
            "employer.concession",
            id="rates withdrawn",
        ),
        pytest.param(
            "Taxi drivers in Leeds stopped work on Monday. The city offered a fuel subsidy.",
            "government.concession",
            id="a subsidy offered",
        ),
        pytest.param(
            "Packers in Leeds marched on Monday before police turned them back.",
            "police.dispersal",
            id="turned back",
        ),
    ],
)
def test_answers_of_short_reports(text: str, code: str) -> None:
    """Who answered, and how."""
    assert code in _codes(text, "response")


def test_a_sack_before_the_strike_is_no_answer() -> None:
    """A sack told with "after" is the cause."""
    text = "Packers in Leeds walked out on Monday after the company sacked two organisers."
    assert "employer.dismissal" not in _codes(text, "response")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(
            "Packers in Leeds struck for a third day on Thursday.", "2019-05-07", id="third day"
        ),
        pytest.param(
            "Nurses in Leeds stayed out for a second straight day on Wednesday.",
            "2019-05-07",
            id="second straight day",
        ),
        pytest.param(
            "Drivers in Leeds will walk out from Thursday evening, 16 May, over night trains.",
            "2019-05-16",
            id="a weekday beside its date",
        ),
    ],
)
def test_the_first_day(text: str, day: str) -> None:
    """Days that are counted go back to the first; a named date stands before its weekday."""
    (value,) = [s.value for s in _only(text).statements if s.field == "date"]
    assert value["earliest"] == day


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param(
            "A mayor denied on Tuesday that packers at a soap factory in Leeds had blocked a road.",
            "denied",
            id="denied on a day",
        ),
        pytest.param(
            "Packers in Leeds say they will strike if their employer goes ahead with layoffs.",
            "threatened",
            id="if it goes ahead",
        ),
    ],
)
def test_status_of_short_reports(text: str, status: str) -> None:
    """A denial reaches over its day; a plan under a condition is a threat."""
    assert status in _codes(text, "status")


def test_the_day_of_a_denial_is_no_day_of_the_event() -> None:
    """A day that stands between a denial and "that" dates the denial."""
    text = "A mayor denied on Tuesday that packers at a soap factory in Leeds had blocked a road."
    assert not _codes_of_dates(text)


def _codes_of_dates(text: str) -> list[object]:
    return [s.value for s in _only(text).statements if s.field == "date"]


def test_where_a_report_was_filed_gives_way() -> None:
    """A dateline is no place of the event where the report names another."""
    text = "FOSHAN, May 10 - Workers in Xiaolan, Zhongshan, struck on Friday for higher pay."
    names = [s.value["name_en"] for s in _only(text).statements if s.field == "place"]
    assert names == ["Xiaolan"]
