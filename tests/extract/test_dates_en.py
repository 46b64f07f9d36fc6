"""Dates in English: words, their days, their part in the sentence, and what is no date."""

from __future__ import annotations

from datetime import date

import pytest

from walkout.extract.dates import FoundDate, find_dates

WEDNESDAY = date(2018, 8, 15)
"""Publication date of every text here."""

LEADS = ("", "😀𠮷. ", "The 𠮷野家 notice: ")


def only(text: str) -> FoundDate:
    """Return the one date of a text, found behind an emoji and an astral character too."""
    seen = []
    for lead in LEADS:
        found = find_dates(lead + text, published=WEDNESDAY, language="en")
        assert len(found) == 1
        seen.append((found[0].words(lead + text), found[0].value, found[0].role))
    assert seen[0] == seen[1] == seen[2]
    return find_dates(text, published=WEDNESDAY, language="en")[0]


def days(found: FoundDate) -> str | None:
    """Return a value as ``earliest..latest precision basis``."""
    value = found.value
    return f"{value.earliest}..{value.latest} {value.precision} {value.basis}" if value else None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("On 27 July 2018 workers", "27 July 2018", "2018-07-27..2018-07-27 day stated"),
        ("On July 27, 2018, workers", "July 27, 2018", "2018-07-27..2018-07-27 day stated"),
        ("on the 27th of July 2018", "the 27th of July 2018", "2018-07-27..2018-07-27 day stated"),
        ("On Jul. 27, 2018 workers", "Jul. 27, 2018", "2018-07-27..2018-07-27 day stated"),
        ("It began 2018-07-27.", "2018-07-27", "2018-07-27..2018-07-27 day stated"),
        ("It began 27/07/2018.", "27/07/2018", "2018-07-27..2018-07-27 day stated"),
        ("It began 07/27/2018.", "07/27/2018", "2018-07-27..2018-07-27 day stated"),
        ("On July 27th workers", "July 27th", "2018-07-27..2018-07-27 day stated"),
        ("On 29 Nov workers", "29 Nov", "2017-11-29..2017-11-29 day stated"),
        ("On Dec. 31, workers", "Dec. 31", "2017-12-31..2017-12-31 day stated"),
        ("on March 5 workers", "March 5", "2018-03-05..2018-03-05 day stated"),
        ("On August 16 workers", "August 16", "2017-08-16..2017-08-16 day stated"),
        ("In July 2018 workers", "July 2018", "2018-07-01..2018-07-31 month stated"),
        ("in May workers", "May", "2018-05-01..2018-05-31 month stated"),
        ("In May 30 workers struck", "May", "2018-05-01..2018-05-31 month stated"),
        ("in early May", "early May", "2018-05-01..2018-05-10 month_part stated"),
        ("in mid-May 2015", "mid-May 2015", "2015-05-11..2015-05-20 month_part stated"),
        ("late in May", "late in May", "2018-05-21..2018-05-31 month_part stated"),
        ("at the end of April", "the end of April", "2018-04-21..2018-04-30 month_part stated"),
        ("in August last year", "August last year", "2017-08-01..2017-08-31 month relative"),
        ("In 1997 workers", "1997", "1997-01-01..1997-12-31 year stated"),
        ("during the 2015 strike", "2015", "2015-01-01..2015-12-31 year stated"),
        ("a film (2014) on it", "2014", "2014-01-01..2014-12-31 year stated"),
        ("in early 2015", "early 2015", "2015-01-01..2015-03-31 quarter stated"),
        ("in mid-2015", "mid-2015", "2015-05-01..2015-08-31 season stated"),
        ("in late 2014", "late 2014", "2014-10-01..2014-12-31 quarter stated"),
        ("in spring 2010", "spring 2010", "2010-03-01..2010-05-31 season stated"),
        ("in the winter of 2014", "the winter of 2014", "2014-12-01..2015-02-28 season stated"),
        ("the third quarter of 2015",
         "the third quarter of 2015", "2015-07-01..2015-09-30 quarter stated"),
        ("in Q1 2014", "Q1 2014", "2014-01-01..2014-03-31 quarter stated"),
        ("the first half of 2015",
         "the first half of 2015", "2015-01-01..2015-06-30 season stated"),
        ("in the 1990s", "the 1990s", "1990-01-01..1999-12-31 years stated"),
        ("in the late 1980s", "the late 1980s", "1987-01-01..1989-12-31 years stated"),
        ("in the early nineties", "the early nineties", "1990-01-01..1993-12-31 years stated"),
        ("today workers", "today", "2018-08-15..2018-08-15 day relative"),
        ("Workers struck yesterday", "yesterday", "2018-08-14..2018-08-14 day relative"),
        ("last night workers", "last night", "2018-08-14..2018-08-14 day relative"),
        ("the day before yesterday",
         "the day before yesterday", "2018-08-13..2018-08-13 day relative"),
        ("on Tuesday workers", "Tuesday", "2018-08-14..2018-08-14 day relative"),
        ("on Wednesday workers", "Wednesday", "2018-08-15..2018-08-15 day relative"),
        ("last Friday workers", "last Friday", "2018-08-10..2018-08-10 day relative"),
        ("last Wednesday workers", "last Wednesday", "2018-08-08..2018-08-08 day relative"),
        ("Thursday morning", "Thursday", "2018-08-09..2018-08-09 day relative"),
        ("last week workers", "last week", "2018-08-06..2018-08-12 week relative"),
        ("this week workers", "this week", "2018-08-13..2018-08-19 week relative"),
        ("last month workers", "last month", "2018-07-01..2018-07-31 month relative"),
        ("last year workers", "last year", "2017-01-01..2017-12-31 year relative"),
        ("earlier this year", "earlier this year", "2018-01-01..2018-12-31 year relative"),
        ("last summer workers", "last summer", "2017-06-01..2017-08-31 season stated"),
        ("this summer workers", "this summer", "2018-06-01..2018-08-31 season stated"),
        ("three days ago", "three days ago", "2018-08-12..2018-08-12 day relative"),
        ("two weeks ago", "two weeks ago", "2018-07-30..2018-08-05 week relative"),
        ("several months ago", "several months ago", "2017-11-01..2018-06-30 days relative"),
        ("some 20 years ago", "some 20 years ago", "1998-01-01..1998-12-31 year relative"),
        ("workers recently struck", "recently", "2018-07-16..2018-08-15 days relative"),
        ("over the past few days",
         "over the past few days", "2018-08-05..2018-08-15 days relative"),
        ("a decade ago workers", "a decade ago", "2008-01-01..2008-12-31 year relative"),
        ("half a year ago", "half a year ago", "2018-02-01..2018-02-28 month relative"),
        ("48 hours ago workers", "48 hours ago", "2018-08-14..2018-08-15 days relative"),
        ("more than 20 years ago",
         "more than 20 years ago", "1993-01-01..1998-12-31 years relative"),
        ("last weekend workers", "last weekend", "2018-08-11..2018-08-12 days relative"),
        ("this Monday workers", "this Monday", "2018-08-13..2018-08-13 day relative"),
        ("next summer workers", "next summer", "2019-06-01..2019-08-31 season relative"),
        ("the '80s", "the '80s", "1980-01-01..1989-12-31 years stated"),
        ("in the second half of May",
         "the second half of May", "2018-05-16..2018-05-31 month_part stated"),
        ("at the beginning of 2015",
         "the beginning of 2015", "2015-01-01..2015-03-31 quarter stated"),
        ("the day after tomorrow", "the day after tomorrow", "2018-08-17..2018-08-17 day relative"),
        ("shortly before Christmas",
         "shortly before Christmas", "2017-12-22..2017-12-24 days stated"),
        ("after May Day workers", "after May Day", "2018-05-02..2018-05-16 days stated"),
        ("on May Day workers", "May Day", "2018-05-01..2018-05-01 day stated"),
        ("on Labor Day workers", "Labor Day", "2017-09-04..2017-09-04 day stated"),
        ("on Black Friday workers", "Black Friday", "2017-11-24..2017-11-24 day stated"),
        ("before Lunar New Year", "before Lunar New Year", "2018-01-17..2018-02-15 days stated"),
        ("over the Spring Festival 2017",
         "over the Spring Festival 2017", "2017-01-28..2017-02-03 days stated"),
        ("Mid-Autumn Festival workers", "Mid-Autumn Festival", "2017-10-04..2017-10-04 day stated"),
        ("the National Day holiday",
         "the National Day holiday", "2017-10-01..2017-10-07 days stated"),
    ],
)  # fmt: skip
def test_words_say_their_days(text: str, words: str, expected: str) -> None:
    """Absolute, partial and relative dates, parts of months and years, holidays: each its range."""
    found = only(text)
    assert found.words(text) == words
    assert days(found) == expected


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("May 5-8", "May 5-8", "2018-05-05", "2018-05-08"),
        ("between 5 and 8 May", "between 5 and 8 May", "2018-05-05", "2018-05-08"),
        ("5-8 May 2015", "5-8 May 2015", "2015-05-05", "2015-05-08"),
        ("May 5 to 8, 2015", "May 5 to 8, 2015", "2015-05-05", "2015-05-08"),
        ("5 and 6 May", "5 and 6 May", "2018-05-05", "2018-05-06"),
        ("from 15 to 17 of Dec", "from 15 to 17 of Dec", "2017-12-15", "2017-12-17"),
        ("from 5 May to 3 June 2015", "from 5 May to 3 June 2015", "2015-05-05", "2015-06-03"),
        ("from 20 December to 3 January 2015",
         "from 20 December to 3 January 2015", "2014-12-20", "2015-01-03"),
        ("from March to May 2015", "from March to May 2015", "2015-03-01", "2015-05-31"),
        ("between July and August 2018",
         "between July and August 2018", "2018-07-01", "2018-08-31"),
        ("July 27 - August 24, 2018", "July 27 - August 24, 2018", "2018-07-27", "2018-08-24"),
        ("from 2011 to 2015", "from 2011 to 2015", "2011-01-01", "2015-12-31"),
        ("between 2009 and 2015", "between 2009 and 2015", "2009-01-01", "2015-12-31"),
        ("from Monday until Tuesday", "from Monday until Tuesday", "2018-08-13", "2018-08-14"),
        ("between March and May", "between March and May", "2018-03-01", "2018-05-31"),
        ("from Nov. to Jan. 2015", "from Nov. to Jan. 2015", "2014-11-01", "2015-01-31"),
        ("in 2011-15", "2011-15", "2011-01-01", "2015-12-31"),
    ],
)  # fmt: skip
def test_a_range_has_a_start_and_an_end(text: str, words: str, first: str, last: str) -> None:
    """A month or year told once belongs to both ends."""
    found = only(text)
    whole = found.whole()
    assert (found.words(text), found.role) == (words, "range")
    assert whole is not None
    assert (str(whole.earliest), str(whole.latest)) == (first, last)


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("since Monday", "since Monday", "start"), ("since 2010", "since 2010", "start"),
        ("until August 10", "until August 10", "end"),
        ("as of 10 August", "as of 10 August", "end"),
        ("by August 2018", "by August 2018", "end"), ("on August 10", "August 10", "point"),
    ],
)  # fmt: skip
def test_words_before_a_date_give_its_role(text: str, words: str, role: str) -> None:
    """Since makes a start, until and as of an end."""
    found = only(text)
    assert (found.words(text), found.role) == (words, role)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for three days", (3, 3)), ("lasted two weeks", (14, 14)),
        ("a three-day strike", (3, 3)), ("a week-long protest", (7, 7)),
        ("a 24-hour strike", (1, 1)), ("for several days", (2, 9)),
        ("for more than a week", (7, 14)),
    ],
)  # fmt: skip
def test_a_duration_has_days_and_no_date(text: str, expected: tuple[int, int]) -> None:
    """How long an action lasted, as a range of days."""
    found = only(text)
    assert (found.role, found.days, found.value) == ("duration", expected, None)


@pytest.mark.parametrize(
    "text",
    [
        "the strike entered its third day", "on the third day of the strike",
        "for the third consecutive day", "Day 3 of the strike", "for a third day in a row",
    ],
)  # fmt: skip
def test_the_nth_day_tells_the_first(text: str) -> None:
    """The third day of a strike means that it began two days before the day told of."""
    found = only(text)
    assert (found.role, days(found)) == ("start", "2018-08-13..2018-08-13 day relative")


@pytest.mark.parametrize(
    "text",
    [
        "workers may strike", "they march on the town", "open 24/7", "a 9-5 job",
        "a second demand", "Article 27", "2,015 workers", "2015 workers", "30 years old", "5 pm",
        "version 2.3.1", "call 13800138000", "every Monday", "on Mondays", "April 31",
        "may 5 of them come", "1/3 of them", "3.5 million", "Jan said so", "the day shift",
        "for ten months of unpaid wages", "ordered", "5/6/2018", "the last day",
        "a month's wages", "Sunday's", "http://example.org/2018/07/27/a",
    ],
)  # fmt: skip
def test_what_looks_like_a_date_is_none(text: str) -> None:
    """Verbs, counts, times, ages, laws, schedules and ambiguous or broken dates are no dates."""
    found = find_dates(text, published=WEDNESDAY, language="en")
    assert [one.words(text) for one in found if one.words(text) != "Sunday"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They will strike on 20 August", "2018-08-20"),
        ("plan to strike on Monday", "2018-08-20"), ("a strike set for January 5", "2019-01-05"),
        ("next Monday", "2018-08-20"), ("tomorrow", "2018-08-16"),
    ],
)  # fmt: skip
def test_what_is_to_come_lies_ahead(text: str, expected: str) -> None:
    """Will and plan turn a date without a year to the next such day."""
    found = find_dates(text, published=WEDNESDAY, language="en")[-1]
    assert str(found.value and found.value.earliest) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the following week", "2015-05-11..2015-05-17 week relative", id="week"),
        pytest.param("the same day", "2015-05-05..2015-05-05 day relative", id="day"),
        pytest.param("the following month", "2015-06-01..2015-06-30 month relative", id="month"),
        pytest.param("that year", "2015-01-01..2015-12-31 year relative", id="year"),
        pytest.param("three days earlier", "2015-05-02..2015-05-02 day relative", id="earlier"),
        pytest.param("six months later", "2015-11-01..2015-11-30 month relative", id="later"),
        pytest.param("the second day", "2015-05-06..2015-05-06 day relative", id="the second day"),
        pytest.param(
            "the week before", "2015-04-27..2015-05-03 week relative", id="the week before"
        ),
        pytest.param("the following Monday", "2015-05-11..2015-05-11 day relative", id="weekday"),
        pytest.param(
            "8 June of the same year", "2015-06-08..2015-06-08 day relative", id="told year"
        ),
    ],
)
def test_words_count_from_the_date_before_them(text: str, expected: str) -> None:
    """After Tuesday 5 May 2015, words that count from a date count from that."""
    found = find_dates(f"On 5 May 2015 they struck; {text} too", published=date(2015, 12, 1))
    assert [days(one) for one in found[1:]] == [expected]


def test_two_days_of_a_month_are_two_unless_they_follow_each_other() -> None:
    """5 and 8 May are no range; the day that stands beside its month is read."""
    found = find_dates("on 5 and 8 May", published=WEDNESDAY)
    assert [(one.words("on 5 and 8 May"), days(one)) for one in found] == [
        ("8 May", "2018-05-08..2018-05-08 day stated")
    ]


@pytest.mark.parametrize("text", ["Friday, July 27", "July 27 (Friday)"])
def test_a_weekday_beside_its_date_is_left_out(text: str) -> None:
    """Friday beside July 27 says nothing more."""
    found = find_dates(text, published=WEDNESDAY, language="en")
    assert [one.words(text) for one in found] == ["July 27"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BEIJING, July 27 (Xinhua)", True), ("BEIJING, July 27 -- Workers", True),
        ("July 27 (two hurt)", False),
    ],
)  # fmt: skip
def test_a_dateline_is_marked(text: str, expected: bool) -> None:
    """The date of a dispatch is told from the date of what it tells."""
    assert find_dates(text, published=WEDNESDAY, language="en")[0].dateline is expected


@pytest.mark.parametrize(
    ("cell", "words"),
    [("2015", "2015"), ("2011-2015", "2011-2015"), ("May", "May"), ("Jul", "Jul")],
)
def test_a_cell_that_holds_only_a_date_is_one(cell: str, words: str) -> None:
    """A year or a month needs no words around it where nothing else stands."""
    assert [one.words(cell) for one in find_dates(cell, published=WEDNESDAY)] == [words]
