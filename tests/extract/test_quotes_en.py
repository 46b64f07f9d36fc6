"""English quotes speak for themselves: bare nouns are quoted with what frames them."""

from __future__ import annotations

import pytest

from walkout.extract import extract


def _quotes(text: str, field: str) -> list[tuple[str, str | None, str]]:
    """Return (value, quote, basis) of a field's statements."""
    return [
        (str(s.value), s.quote, s.basis)
        for m in extract(text)
        for s in m.statements
        if s.field == field
    ]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param(
            "Taxi drivers in Foshan strike against rickshaws", "against rickshaws", id="against"
        ),
        pytest.param("Toy workers in Foshan strike over management", "over management", id="over"),
        pytest.param(
            "Toy workers in Foshan strike and demand compensation",
            "demand compensation",
            id="demand",
        ),
        pytest.param(
            "Toy workers in Foshan strike over seniority compensation",
            "over seniority compensation",
            id="words behind",
        ),
        pytest.param(
            "Toy workers in Foshan strike over unpaid wages", "unpaid wages", id="told already"
        ),
    ],
)
def test_demand_is_quoted_with_its_frame(text: str, quote: str) -> None:
    """The quote says that something was asked for or objected to."""
    assert [q for _, q, _ in _quotes(text, "demand")] == [quote]


def test_severance_quotes_what_ended_the_work() -> None:
    """Compensation is severance by the closure, and the quote holds both."""
    text = "Toy workers in Foshan strike over plant closure, demand compensation"
    assert ("severance", "plant closure, demand compensation", "stated") in _quotes(text, "demand")


def test_severance_far_from_its_cause_is_inferred() -> None:
    """Where no quote can hold both words the kind of compensation is inferred."""
    far = "The men stood in the rain and sang the songs of their fathers until noon. " * 3
    text = f"Toy workers in Foshan strike over the plant closure. {far}They demanded compensation."
    found = _quotes(text, "demand")
    assert ("severance", None, "inferred") in found


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        pytest.param(
            "Workers at a ceramic factory in Foshan strike", "ceramic factory", id="factory"
        ),
        pytest.param(
            "Workers at a plastics company in Foshan strike", "plastics company", id="company"
        ),
    ],
)
def test_trade_is_quoted_with_its_firm(text: str, quote: str) -> None:
    """The quote of an industry holds the noun of the firm."""
    assert [q for _, q, _ in _quotes(text, "industry")] == [quote]


def test_support_group_is_no_trade() -> None:
    """A support group makes nothing and is no student society."""
    text = "Police in Foshan arrested ten members of the workers' support group."
    assert _quotes(text, "industry") == []
    assert all(v != "student_group" for v, _, _ in _quotes(text, "organisation"))


def test_road_near_a_factory_is_no_site() -> None:
    """Who blocks a road near the works blocks no works."""
    text = "Toy workers in Foshan blocked the highway near the factory"
    assert [v for v, _, _ in _quotes(text, "action")] == ["road_block"]


def test_harm_is_quoted_with_what_befell() -> None:
    """A number of victims is quoted with the word of the harm."""
    text = "Thirty workers from the dye house in Foshan were arrested after a strike."
    quotes = [q for _, q, _ in _quotes(text, "harm.detained")]
    assert quotes == ["Thirty workers from the dye house in Foshan were arrested"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Toy workers in Foshan strike against a colleague being beaten by a manager",
            id="what the strike is about",
        ),
        pytest.param(
            "Cab drivers in Foshan strike after one was beaten by owner of a rickshaw",
            id="an owner of something else",
        ),
        pytest.param("Toy workers in Foshan protest over the boss being arrested", id="the boss"),
        pytest.param(
            "Toy workers in Foshan strike. The employer failed to attend negotiations.",
            id="no talks",
        ),
    ],
)
def test_no_response(text: str) -> None:
    """What set people off, befell the boss, or never took place answers nothing."""
    assert _quotes(text, "response") == []


def test_beating_that_answers() -> None:
    """A beating that follows the demand is a response."""
    text = "Toy workers in Foshan demand arrears and are beaten by manager"
    assert [v for v, _, _ in _quotes(text, "response")] == ["employer.violence"]
