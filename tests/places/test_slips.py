"""Names in initials, written apart, or with an escaped apostrophe."""

from __future__ import annotations

import pytest

from walkout.places import find_places


@pytest.mark.parametrize(
    ("text", "quote", "path"),
    [
        pytest.param(
            "SZ toy workers strike over pay", "SZ", ("Guangdong", "Shenzhen"), id="initials"
        ),
        pytest.param(
            "Over 200 ZJ drivers stop work", "ZJ", ("Zhejiang",), id="initials after a count"
        ),
        pytest.param("Xi\\'an, cleaners strike", "Xi\\'an", ("Shaanxi", "Xi'an"), id="escaped"),
        pytest.param(
            "Drivers in Su Qian, Jiangsu, strike",
            "Su Qian, Jiangsu",
            ("Jiangsu", "Suqian"),
            id="apart before its province",
        ),
        pytest.param(
            "Drivers in Shu Yang county strike",
            "Shu Yang county",
            ("Jiangsu", "Suqian", "Shuyang"),
            id="apart before its suffix, and not the county named by the last syllable",
        ),
        pytest.param(
            "shenzen, toy workers strike", "shenzen", ("Guangdong", "Shenzhen"), id="small letters"
        ),
        pytest.param(
            "Drivers in Hainan, Anhui strike", "Anhui", ("Anhui",), id="a province of a province"
        ),
        pytest.param("Jilin hotel staff protested", "Jilin", ("Jilin",), id="hotel of a province"),
        pytest.param(
            "a strike at a Jiangsu LED factory", "Jiangsu", ("Jiangsu",), id="LED is no led"
        ),
    ],
)
def test_slip(text: str, quote: str, path: tuple[str, ...]) -> None:
    """A place is known though its name is written otherwise."""
    found = [f for f in find_places(text) if not f.weak]
    assert [(text[f.start : f.end], f.place.path_en) for f in found] == [(quote, path)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("HB paper workers strike", id="Hubei or Hebei"),
        pytest.param("SD teachers strike", id="Shandong or South Dakota"),
        pytest.param("The GD line stopped", id="initials inside a sentence"),
        pytest.param("A word with Li Jiang about pay", id="a person's name"),
    ],
)
def test_no_slip(text: str) -> None:
    """Initials that mean two places, and names of people, are no places."""
    assert not [f for f in find_places(text) if not f.weak]


def test_initials_beside_a_place() -> None:
    """Initials count only where the text names no place in full."""
    found = find_places("GD workers strike in Hunan")
    assert [f.place.path_en for f in found] == [("Hunan",)]


def test_firm_in_a_place() -> None:
    """A county's name before "in" and another place is a firm's."""
    found = find_places("Staff at Suning in Shanghai strike")
    assert [(f.place.path_en[0], f.hint) for f in found] == [
        ("Hebei", "organisation"),
        ("Shanghai", "bare"),
    ]
