"""Days by which an English story goes on from the day told before."""

from __future__ import annotations

from datetime import date

import pytest

from walkout.extract import extract
from walkout.extract.dates import find_dates

_WRITTEN = date(2019, 6, 3)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param(
            "On 9 March 1998 they stopped. On its third day, guards came.",
            date(1998, 3, 11),
            date(1998, 3, 11),
            id="on its third day",
        ),
        pytest.param(
            "On 9 March 1998 they stopped. On the fourth day of the strike a van came.",
            date(1998, 3, 12),
            date(1998, 3, 12),
            id="on the fourth day of the strike",
        ),
        pytest.param(
            "On 9 March 1998 they stopped. Eight days into it two gave up.",
            date(1998, 3, 17),
            date(1998, 3, 17),
            id="eight days into it",
        ),
        pytest.param(
            "On 4 June 2001 they met. Five days after the agreement it broke.",
            date(2001, 6, 9),
            date(2001, 6, 9),
            id="five days after the agreement",
        ),
        pytest.param(
            "On 23 April 2004 they ran out. The Tuesday after, guards came.",
            date(2004, 4, 27),
            date(2004, 4, 27),
            id="the Tuesday after",
        ),
        pytest.param(
            "On 23 April 2004 they ran out. The Tuesday before, a notice had gone up.",
            date(2004, 4, 20),
            date(2004, 4, 20),
            id="the Tuesday before",
        ),
        pytest.param(
            "On 6 December 2014 they went. They went again the following April.",
            date(2015, 4, 1),
            date(2015, 4, 30),
            id="the following April",
        ),
        pytest.param(
            "They met on the last Friday of February 2016.",
            date(2016, 2, 26),
            date(2016, 2, 26),
            id="the last Friday of a month",
        ),
        pytest.param(
            "They met on the second Monday in May 2016.",
            date(2016, 5, 9),
            date(2016, 5, 9),
            id="the second Monday in a month",
        ),
        pytest.param(
            "On 17 May 2010 it began. On the last day of May men came.",
            date(2010, 5, 31),
            date(2010, 5, 31),
            id="the last day of a month",
        ),
        pytest.param(
            "On 17 October 2012 it began, and on the last day of the month it was over.",
            date(2012, 10, 31),
            date(2012, 10, 31),
            id="the last day of the month told",
        ),
        pytest.param(
            "On 23 April 2004 they ran out. Over the weekend nothing was heard.",
            date(2004, 4, 24),
            date(2004, 4, 25),
            id="the weekend of a story",
        ),
    ],
)
def test_a_story_goes_on(text: str, first: date, last: date) -> None:
    """Words count from the day told before, not from the day of writing."""
    value = find_dates(text, published=_WRITTEN)[-1].value
    assert value is not None
    assert (value.earliest, value.latest) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Tuesday after, guards came.", id="no day was told"),
        pytest.param("In 2009 they met. On its third day, guards came.", id="a year is no day"),
    ],
)
def test_nothing_to_count_from(text: str) -> None:
    """Without a day told before, such words give none."""
    found = [d for d in find_dates(text, published=_WRITTEN) if d.form == "anaphoric"]
    assert all(d.value is None for d in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(
            "On 4 May 2016 about 300 packers in Suzhou smashed windows and overturned cars.",
            "property_damage",
            id="smashed windows",
        ),
        pytest.param(
            "On 4 May 2016 some 300 teachers in Suzhou failed to enter their classrooms.",
            "strike",
            id="failed to enter",
        ),
        pytest.param(
            "On 4 May 2016 800 hands at a mill in Suzhou stayed away from their looms.",
            "strike",
            id="stayed away from their looms",
        ),
        pytest.param(
            "On 4 May 2016 46 riders in Suzhou switched their apps off at noon.",
            "strike",
            id="switched their apps off",
        ),
    ],
)
def test_ways_of_acting(text: str, code: str) -> None:
    """Plain words of prose for what workers did."""
    mention = extract(text, published=_WRITTEN)[0]
    assert code in mention.values("action")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Some 2,500 shoemakers went on strike.", 2500, id="a trade"),
        pytest.param("The night shift, about 350 strong, went on strike.", 350, id="strong"),
        pytest.param(
            "The whole workforce of 1,150 sat down in the road on strike.", 1150, id="a body"
        ),
        pytest.param(
            "About 250 refused to work at a shoe plant in Suzhou.", 250, id="a bare number"
        ),
    ],
)
def test_counts(text: str, count: int) -> None:
    """Numbers of people in the wordings of prose."""
    values = extract(text, published=_WRITTEN)[0].values("participants")[0]
    assert isinstance(values, dict)
    assert values["low"] == count
