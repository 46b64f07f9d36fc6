"""Harm and custody: dated counts with their legal form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from walkout.extract import extract
from walkout.model.contract import assemble


def harm(text: str) -> dict[str, Any]:
    """Return the harm of a text's first mention."""
    found = extract(text, published=date(2019, 5, 20))
    return dict(assemble(found[0].statements)["harm"])


@pytest.mark.parametrize(
    ("text", "name", "low", "high"),
    [
        pytest.param("警察抓走10名工人。", "detained", 10, 10, id="active, number behind"),
        pytest.param("10名工人被警察带走。", "detained", 10, 10, id="passive, number before"),
        pytest.param("工人罢工，警察带走五十多人。", "detained", 50, 59, id="over fifty"),
        pytest.param("仍有14名工人被关押。", "still_detained", 14, 14, id="still held"),
        pytest.param("5名工人获释。警察曾抓走9人。", "released", 5, 5, id="released"),
        pytest.param("Police arrested 12 striking workers.", "detained", 12, 12, id="arrested"),
        pytest.param(
            "Thirty people, including a student, were arrested at the factory strike.",
            "detained", 30, 30, id="the subject of a passive, not who is among them",
        ),
        pytest.param(
            "A total of 30 (29 workers and one student) were arrested.",
            "detained", 30, 30, id="a total, not its parts",
        ),
        pytest.param(
            "Workers were arrested after a strike. Fourteen remain in detention.",
            "still_detained", 14, 14, id="a bare number in words",
        ),
        pytest.param("冲突中6名工人被打伤。", "injured", 6, 6, id="beaten"),
        pytest.param(
            "罢工后，4名工人代表被捕，其中两人被判刑。", "sentenced", 2, 2, id="a part sentenced"
        ),
    ],
)  # fmt: skip
def test_a_number_belongs_to_its_harm(text: str, name: str, low: int, high: int) -> None:
    """The count that a harm word befell is found, whichever side it stands on."""
    assert [(c["low"], c["high"]) for c in harm(text)[name]] == [(low, high)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("罢工工人3人被行政拘留。", "administrative", id="administrative"),
        pytest.param("两名工人代表被刑事拘留。", "criminal", id="criminal detention"),
        pytest.param("四名工人被正式逮捕。", "formal_arrest", id="formal arrest"),
        pytest.param("三名工人被拘留。", "unknown", id="拘留 alone"),
        pytest.param("两名罢工工人被监视居住。", "rsdl", id="residential surveillance"),
    ],
)
def test_the_legal_form_is_that_of_the_words(text: str, form: str) -> None:
    """拘留 is not 逮捕, and each form keeps its name."""
    assert harm(text)["detained"][0]["legal_form"] == form


def test_english_arrested_says_no_legal_form() -> None:
    """English "arrested" is detention of unknown form."""
    assert "legal_form" not in harm("Police arrested 3 workers on strike.")["detained"][0]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("罢工工人被警察带走。", id="zh, workers"),
        pytest.param("罢工第二天，有人被警察带走。", id="zh, somebody"),
        pytest.param("Workers on strike were arrested by police.", id="en"),
    ],
)
def test_nobody_counted_means_no_harm_count(text: str) -> None:
    """Without words that count, custody is a response and no number."""
    values = assemble(extract(text)[0].statements)
    assert not values["harm"].get("detained")
    assert "police.detention" in values["response"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("罢工第二天，一名工人被警察带走。", id="zh"),
        pytest.param("On the second day of the strike a worker was detained by police.", id="en"),
    ],
)
def test_a_single_worker_is_a_number(text: str) -> None:
    """一名工人 and "a worker" say one."""
    assert [(c["low"], c["high"]) for c in harm(text)["detained"]] == [(1, 1)]


def test_two_counts_at_two_days_are_two() -> None:
    """Each count keeps its own day."""
    found = extract(
        "5月6日，警察抓走30名罢工工人。截至5月12日，仍有14人被关押。", published=date(2019, 5, 20)
    )
    values = assemble(found[0].statements)["harm"]
    assert values["detained"] == [{"low": 30, "high": 30, "at": "2019-05-06"}]
    assert values["still_detained"] == [{"low": 14, "high": 14, "at": "2019-05-12"}]


def test_an_accident_is_a_cause_not_harm() -> None:
    """Those killed at work set the action off; nobody acted against them in it."""
    mention = extract("矿难致12名矿工遇难，家属堵住矿门要求赔偿。")[0]
    assert not any(s.field.startswith("harm.") for s in mention.statements)


def test_a_boss_held_by_workers_is_no_detention() -> None:
    """扣留老板 is what workers did."""
    found = assemble(extract("工人扣留老板，要求结清工资，警察到场。")[0].statements)
    assert found["action"] == ["boss_detained"]
    assert "detained" not in found["harm"]
    assert "police.detention" not in found["response"]
