"""English one-line entries whose action is told in rarer words."""

from __future__ import annotations

import pytest

from walkout.extract import extract


@pytest.mark.parametrize(
    ("text", "action"),
    [
        pytest.param(
            "Workers at a lamp plant in Foshan refuse to sign new contracts",
            "demonstration",
            id="refuse to sign",
        ),
        pytest.param(
            "Cab drivers in Foshan surround illegal taxis with their cars",
            "demonstration",
            id="surround rivals",
        ),
        pytest.param(
            "Workers owed wages in Foshan cut off electricity to the building",
            "site_block",
            id="cut off power",
        ),
        pytest.param(
            "Builders in Foshan seek support from authorities over arrears",
            "petition_visit",
            id="seek support",
        ),
        pytest.param("Angry workers sieze dye factory in Foshan", "occupation", id="sieze"),
        pytest.param("Bus drivers trike in Foshan over fees", "strike", id="a letter lost"),
        pytest.param(
            "Policemen in Foshan hold banners and demand to be paid", "demonstration", id="police"
        ),
    ],
)
def test_rarer_words(text: str, action: str) -> None:
    """The line gives one event with its action, stated or inferred."""
    (mention,) = extract(text)
    assert action in mention.values("action")


def test_strikes_subside_without_subsidy() -> None:
    """What subsides is no subsidy."""
    found = extract("Drivers in Foshan went on strike; the strikes subside.")
    assert all("bonus_subsidy" not in m.values("demand") for m in found)
