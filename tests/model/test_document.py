"""Captures and readings: what they say of dates, and what they keep out of logs."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from walkout.model.document import Capture, Reading
from walkout.model.judgement import Judgement

CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("published", "day"),
    [
        pytest.param(None, None, id="unknown"),
        pytest.param(date(2015, 4, 20), date(2015, 4, 20), id="a day"),
        pytest.param(
            datetime(2015, 4, 21, 0, 30, tzinfo=CHINA),
            date(2015, 4, 21),
            id="an instant: the day where it was published, not in UTC",
        ),
    ],
)
def test_the_publication_day_is_the_day_at_the_source(
    published: date | datetime | None, day: date | None
) -> None:
    """An instant's day is read in the zone that it was given in; it is a date and no instant."""
    found = Reading("r1", "d1", "html@1", "罢工", published=published).published_on
    assert found == day
    assert not isinstance(found, datetime)


def test_neither_bytes_nor_words_nor_addresses_are_printed() -> None:
    """The printed form of a capture or reading, as in a traceback, holds no words of it."""
    capture = Capture(
        "d1", b"secret", "text/html", name="secret.html", text="secret", title="secret",
        url="https://secret.example",
    )  # fmt: skip
    reading = Reading("r1", "d1", "html@1", "secret", title="secret", url="https://secret.example")
    assert "secret" not in repr(capture) + repr(reading)


@pytest.mark.parametrize(("left", "right"), [("m2", "m1"), ("m1", "m1")])
def test_a_pair_is_named_one_way(left: str, right: str) -> None:
    """A judgement names the smaller mention first, and never one mention twice."""
    assert Judgement("m1", "m2", "same", "human:c07").verdict == "same"
    with pytest.raises(ValueError, match="smaller mention id first"):
        Judgement(left, right, "same", "human:c07")
