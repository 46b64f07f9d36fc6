"""English prose: several events in one text, what is carried, and what tells no event."""

from __future__ import annotations

from datetime import date

import pytest

from walkout.extract import extract
from walkout.model.contract import assemble
from walkout.model.statement import Mention

_REST = (
    " "
    "The workers of the district have long been known for their patience, and the unions for "
    "theirs. Whoever writes about labour ought to say where and when and how many; whoever "
    "reads about it ought to ask. None of the books on the shelf of the union library does "
    "either, and the workers who might have done so were busy. I have tried to keep to what "
    "was told to me. "
)
_LONG = _REST * 4
"""Enough talk of work to make a text of prose; it tells no event."""

_STRIKE = "On 5 May 2011 about 300 workers in Pune went on strike. "
_WALKED = "On 5 May 2011 about 300 workers walked off the line."
_SCENE = "In Pune, on 5 May 2011, about 300 weavers hung up their coats. "
_PUBLISHED = date(2019, 11, 2)


def _told(text: str) -> tuple[Mention, ...]:
    return extract(f"{text}\n\n{_LONG}", published=_PUBLISHED)


def _days(mention: Mention) -> str | None:
    day = assemble(mention.statements)["date"]
    return day["earliest"] if day else None


def _places(mention: Mention) -> list[str]:
    return [p["name_en"] for p in assemble(mention.statements)["places"]]


def test_talk_of_work_is_no_event() -> None:
    """Prose that only speaks of workers and unions gives no mention."""
    assert _told("A view.") == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "3. The smell in Pune\n\nA smell came. Nobody minded.\n\nOn 5 May 2011 "
            "about 300 workers of the plant walked off the line.",
            id="from the paragraph before",
        ),
        pytest.param("Pune: the list\n\n" + _WALKED, id="from a heading"),
        pytest.param("In Pune the mill was old. " + _WALKED, id="from the sentence before"),
        pytest.param(
            "On 5 May 2011 about 300 workers at a mill in Pune walked off the "
            "line. An economist in Leeds called it a pity.",
            id="not where a source sits",
        ),
        pytest.param(
            "In Pune the mill was old.\n\nI was in the office in Leeds. " + _WALKED,
            id="not where the writer sat",
        ),
    ],
)
def test_the_place_is_carried_through_its_section(text: str) -> None:
    """The place told last in a section is that of what follows in it."""
    (mention,) = _told(text)
    assert (_days(mention), _places(mention)) == ("2011-05-05", ["Pune"])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param(
            _STRIKE + "On 9 May police arrested 40 of them.",
            ["2011-05-05", "2011-05-09"],
            id="arrests on another day",
        ),
        pytest.param(
            _STRIKE + "By Sunday night police had arrested 40 workers.",
            ["2011-05-05", None],
            id="arrests by a day",
        ),
        pytest.param(
            _STRIKE + "The company suspended 12 of their leaders.",
            ["2011-05-05", None],
            id="dismissals without a day",
        ),
        pytest.param(
            _STRIKE + "Two days later the firm dismissed 12.",
            ["2011-05-05", "2011-05-07"],
            id="dismissals days later",
        ),
        pytest.param(
            _STRIKE + "On 8 May the owners locked out the whole shift.",
            ["2011-05-05", "2011-05-08"],
            id="a lockout",
        ),
    ],
)
def test_what_followed_on_another_day_is_an_event_of_its_own(
    text: str, days: list[str | None]
) -> None:
    """Arrests, dismissals and lockouts after the day of an action stand apart from it."""
    found = _told(text)
    assert len(found) == len(days)
    assert _days(found[0]) == days[0]
    if days[1] is not None:
        assert _days(found[1]) == days[1]


def test_one_sentence_may_tell_what_came_weeks_later() -> None:
    """Words such as "and in the weeks that followed" begin another event."""
    found = _told(
        _STRIKE + "Some 200 workers had been dismissed, and in the weeks that followed "
        "police arrested 26 unionists."
    )
    assert [set(assemble(m.statements)["harm"]) for m in found] == [
        set(),
        {"dismissed"},
        {"detained"},
    ]


def test_dismissals_after_an_action_are_a_response() -> None:
    """Who struck and then lost the job was answered by the employer."""
    found = _told(_STRIKE + "The company suspended 12 of their leaders.")
    assert assemble(found[1].statements)["response"] == ["employer.dismissal"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            _SCENE + "They marched to the town hall.",
            id="the sentence before has no word of action",
        ),
        pytest.param(
            _SCENE + "It was hot. They marched to the town hall.", id="with another between"
        ),
    ],
)
def test_the_sentence_before_sets_the_scene(text: str) -> None:
    """Day, place and number of the scene are those of the event that it leads to."""
    (mention,) = _told(text)
    count = assemble(mention.statements)["participants"]
    assert count is not None
    assert (_days(mention), _places(mention), count["low"]) == ("2011-05-05", ["Pune"], 300)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "In the film the weavers strike. On the last day, 5 May 1911, in Pune, "
            "they walked off the line.",
            id="a film",
        ),
        pytest.param("Not everybody on strike this autumn builds cars.", id="not everybody"),
        pytest.param("The strikers of January did not say so.", id="those who struck"),
        pytest.param("In Pune, in 2011, it was the company that stopped work.", id="a firm stops"),
        pytest.param("A strike without a fund is a holiday.", id="a maxim"),
    ],
)
def test_what_tells_no_event(text: str) -> None:
    """Fiction, maxims and references are no events."""
    assert _told(text) == ()


def test_police_who_broke_something_up_did_it() -> None:
    """That soldiers broke up a picket is told of the soldiers."""
    (mention,) = _told("On 2 January 2014 soldiers broke up a picket of weavers in Pune.")
    assert assemble(mention.statements)["kind"] == "repression"


@pytest.mark.parametrize(
    "words",
    [
        "stopped the machines",
        "switched off the looms",
        "folded their arms",
        "did not go underground",
        "refused to lift a crate",
        "laid down their needles",
        "sat idle at their benches",
        "kept their buses in the depot",
        "walked off the line",
        "stayed in their dormitories",
        "left their machines",
    ],
)
def test_ways_to_strike_without_the_word(words: str) -> None:
    """A stop told in any of these words is a strike."""
    (mention,) = extract(f"Workers in Pune {words} on 5 May 2011.", published=_PUBLISHED)
    assert "strike" in assemble(mention.statements)["action"]


@pytest.mark.parametrize(
    "words",
    [
        "The firm refused to pay its workers on 5 May 2011.",
        "The workers refused to comment.",
        "He put down his roots among the workers of Pune.",
        "The company switched off the looms and sent the order book to Leeds.",
    ],
)
def test_words_like_a_strike_that_are_none(words: str) -> None:
    """What a firm does, and refusals that stop no work, are no strike."""
    found = extract(words, published=_PUBLISHED)
    assert not any("strike" in assemble(m.statements)["action"] for m in found)
