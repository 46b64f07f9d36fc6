from __future__ import annotations

from typing import Any

import pytest

from benchmarks.quality.compare import beside, found_mention, gold_values, names_place, pair
from walkout.extract import extract
from walkout.model.statement import Mention, Statement


def mention(*values: tuple[str, Any], inferred: tuple[tuple[str, Any], ...] = ()) -> Mention:
    """Return a mention whose values rest on words, and some that rest on none."""
    given = [Statement(f, v, "词", 0, 1, "rule:zh@1") for f, v in values]
    given += [Statement(f, v, None, None, None, "rule:zh@1", "inferred") for f, v in inferred]
    heads = {"scope": "labour", "status": "happened", "kind": "action"}
    named = {s.field for s in given}
    given += [Statement(f, v, "词", 0, 1, "rule:zh@1") for f, v in heads.items() if f not in named]
    return Mention(0, 1, tuple(given))


def day(earliest: str, latest: str) -> dict[str, str]:
    """Return a date of the contract."""
    return {"earliest": earliest, "latest": latest, "precision": "day", "basis": "stated"}


def place(name: str, *path: str, code: str = "cn:440300@2020") -> dict[str, Any]:
    """Return the parts of a printed place that are compared."""
    return {"name_en": name, "path_en": [*path, name], "code": code}


def test_a_value_without_words_is_told_from_one_with_words() -> None:
    """Both are printed; only the one without words is inferred."""
    found = found_mention(
        mention(
            ("action", "strike"), inferred=(("action", "demonstration"), ("ownership", "state"))
        )
    )
    assert found.values["action"] == {"strike", "demonstration"}
    assert found.inferred["action"] == {"demonstration"}
    assert found.inferred["ownership"] == {"state"}


def test_a_count_is_compared_by_both_ends() -> None:
    """300 and 300 to 399 are two values."""
    found = found_mention(mention(("participants", {"low": 300, "high": 399})))
    assert found.values["participants"] == {(300, 399)}
    assert gold_values({"participants": [300, 300]})["participants"] == {(300, 300)}


def test_null_in_the_gold_says_that_there_is_nothing_to_find() -> None:
    """It is scored, unlike a field that is left out."""
    assert gold_values({"date": None, "employer": []}) == {"date": set(), "employer": set()}


def test_a_gold_field_that_nothing_scores_is_refused() -> None:
    """A slip of the pen must not become a field that is always right."""
    with pytest.raises(ValueError, match="'demnd'"):
        gold_values({"demnd": ["union"]})


@pytest.mark.parametrize(
    ("spec", "same"),
    [
        pytest.param("Chaoyang", True, id="name alone"),
        pytest.param("Chaoyang, Beijing", True, id="with its parent"),
        pytest.param("Chaoyang, Liaoning", False, id="with another parent"),
        pytest.param("cn:110105", True, id="code without year"),
        pytest.param("cn:110105@2020", True, id="code with its year"),
        pytest.param("cn:110105@1990", False, id="code of another year"),
        pytest.param("Beijing", False, id="its parent"),
    ],
)
def test_a_place_may_be_named_in_several_ways(spec: str, same: bool) -> None:
    """By name, by name and parents, by code; never by its parent alone."""
    assert names_place(spec, place("Chaoyang", "Beijing", code="cn:110105@2020")) is same


def test_a_found_place_takes_the_spelling_of_the_gold() -> None:
    """So that sets can be compared; other places keep their own name."""
    found = found_mention(
        mention(("place", place("Chaoyang", "Beijing")), ("place", place("Wuhan", "Hubei")))
    )
    values, _ = beside(gold_values({"place": ["Chaoyang, Beijing"]}), found)
    assert values["place"] == {"Chaoyang, Beijing", "Wuhan"}


def test_mentions_pair_by_what_tells_events_apart() -> None:
    """The day decides although both share action and demand, whatever the order."""
    gold = [
        gold_values({"date": ["2015-03-01", "2015-03-01"], "action": ["strike"]}),
        gold_values({"date": ["2015-03-09", "2015-03-09"], "action": ["strike"]}),
    ]
    late = found_mention(mention(("action", "strike"), ("date", day("2015-03-09", "2015-03-09"))))
    early = found_mention(mention(("action", "strike"), ("date", day("2015-03-01", "2015-03-01"))))
    assert pair(gold, [late, early]) == [1, 0]


def test_status_alone_pairs_nothing() -> None:
    """Two events that both happened have nothing in common yet."""
    gold = [gold_values({"status": "happened", "kind": "action", "action": ["strike"]})]
    assert pair(gold, [found_mention(mention(("action", "march")))]) == [None]


def test_status_pairs_where_the_gold_says_nothing_else() -> None:
    """A gold mention that is only `general` is found by a general mention."""
    gold = [gold_values({"status": "general"})]
    assert pair(gold, [found_mention(mention(("status", "general")))]) == [0]


def test_real_output_is_compared_by_every_field() -> None:
    """What the extractor gives for a plain post is what its gold would say."""
    text = "2015年4月20日，东莞一鞋厂2500名工人罢工，要求补缴社保，三人被拘留。"
    found = found_mention(extract(text)[0])
    gold = gold_values(
        {
            "status": "happened", "kind": "action", "date": ["2015-04-20", "2015-04-20"],
            "place": "Dongguan", "action": ["strike"], "demand": ["social_insurance"],
            "participants": [2500, 2500], "harm": {"detained": [[3, 3]]},
        }
    )  # fmt: skip
    values, _ = beside(gold, found)
    assert {name: values[name] for name in gold} == gold
