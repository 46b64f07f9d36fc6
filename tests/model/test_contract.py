"""The fold from statements to the contract's flat line: who stands over whom, what is withheld."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Golden
from walkout.model.contract import assemble, coder_rank, contract_line, standing
from walkout.model.statement import LIST_FIELDS, Mention, Statement
from walkout.model.values import Employer, EventDate, Place

LINE = {
    "contract", "document", "mention", "span", "status", "kind", "scope", "date", "end",
    "duration", "place", "places", "employer", "industry", "ownership", "actor", "composition",
    "organisation", "action", "demand", "cause", "response", "participants", "harm", "outcome",
    "amount", "statistic", "statements",
}  # fmt: skip

CODERS = ["human:c07", "source:clb", "model:m@1", "rule:zh@1", "rule:en@1"]


def said(field: str, value: Any, coder: str = "rule:zh@1", **changes: Any) -> Statement:
    """A statement whose words do not matter here."""
    return Statement(field, value, "罢工", 3, 5, coder, **changes)


PERSON = Statement(
    "participants",
    {"low": 3, "high": 3, "text": "阿青等三人", "unit": "persons", "role": "present"},
    "阿青等三人",
    1,
    6,
    "rule:zh@1",
    person=True,
)
EMPLOYER = Statement(
    "employer",
    {"name": "包工头阿青", "role": "contractor"},
    "包工头阿青",
    1,
    6,
    "rule:zh@1",
    person=True,
)


def test_a_line_has_the_fields_of_the_contract() -> None:
    """Every key of the frozen contract is there, unknown or not."""
    line = contract_line("d1", 1, Mention(0, 9, ()))
    assert set(line) == LINE
    assert (line["contract"], line["document"], line["mention"], line["span"]) == (
        1,
        "d1",
        1,
        [0, 9],
    )


def test_what_nobody_said_is_unknown() -> None:
    """Unknown is null, ``unknown`` or an empty list; harm has no heads that nobody counted."""
    line = assemble([])
    assert line["harm"] == {}
    assert all(line[name] == [] for name in LIST_FIELDS if name != "place")
    assert (line["place"], line["places"], line["date"], line["participants"]) == (
        None,
        [],
        None,
        None,
    )
    assert (line["outcome"], line["ownership"], line["industry"]) == ("unknown", "unknown", None)


@pytest.mark.parametrize(
    ("higher", "lower"),
    list(itertools.combinations(["human:c07", "source:clb", "model:m@1", "rule:zh@1"], 2)),
)
def test_a_higher_coder_stands_whatever_the_order_and_the_confidence(
    higher: str, lower: str
) -> None:
    """A person stands over a source, a source over a model, a model over a rule."""
    top = said("kind", "repression", higher, confidence=0.1)
    low = said("kind", "action", lower, confidence=1.0)
    assert assemble([top, low])["kind"] == assemble([low, top])["kind"] == "repression"


def test_a_coder_of_no_known_kind_stands_lowest() -> None:
    """Rows of a version yet to come never win over what is known."""
    assert coder_rank("oracle:x") > max(map(coder_rank, CODERS))


def test_standing_is_by_field() -> None:
    """A person who coded one field leaves the rules standing in the others."""
    line = assemble(
        [
            said("kind", "action"),
            said("kind", "support", "human:c07"),
            said("action", "strike"),
            said("action", "march", "human:c07"),
            said("demand", "union"),
        ]
    )
    assert (line["kind"], line["action"], line["demand"]) == ("support", ["march"], ["union"])


def test_the_most_confident_value_shows_and_the_first_of_equals() -> None:
    """One value fields take the highest confidence, then reading order."""
    values = [
        said("outcome", "ongoing", confidence=0.5),
        said("outcome", "promised", confidence=0.8),
        said("outcome", "refused", confidence=0.8),
    ]
    assert assemble(values)["outcome"] == "promised"


def test_lists_keep_reading_order_and_each_value_once() -> None:
    """The first place is the place; repeated codes count once."""
    here, there = {"code": "cn:990100@2018"}, {"code": "cn:990200@2018"}
    line = assemble(
        [
            said("place", here),
            said("action", "strike"),
            said("place", there),
            said("action", "march"),
            said("action", "strike"),
            said("place", dict(here)),
        ]
    )
    assert line["place"] == here
    assert line["places"] == [here, there]
    assert line["action"] == ["strike", "march"]


def test_each_head_of_harm_keeps_its_own_counts() -> None:
    """Two accounts of one head are both kept; heads do not mix."""
    line = assemble(
        [
            said("harm.detained", {"low": 30, "high": 30, "at": "2018-07-27"}),
            said("harm.detained", {"low": 50, "high": None, "at": "2018-08-24"}),
            said("harm.injured", {"low": 2, "high": 2}),
        ]
    )
    assert [count["low"] for count in line["harm"]["detained"]] == [30, 50]
    assert [count["low"] for count in line["harm"]["injured"]] == [2]
    assert "released" not in line["harm"]


def test_a_line_is_printed_as_the_contract_froze_it(golden: Golden) -> None:
    """One mention with a value in every kind of field prints the same line, byte for byte."""
    county = Place(
        "cn:990110@2018", "county", "青石区", "Qingshi", ("云岭省", "青石市", "青石区"),
        ("Yunling", "Qingshi", "Qingshi"), 30.5, 110.25, "prefecture", "parent_point",
    )  # fmt: skip
    start = EventDate(date(2018, 7, 27), date(2018, 7, 27), "day")
    people = {"low": 30, "high": 30, "text": "三十人", "unit": "persons", "role": "present"}
    owed = {"low": 1200000, "high": None, "currency": "CNY", "text": "120多万", "role": "owed"}
    mention = Mention(
        0,
        40,
        (
            said("scope", "labour"),
            said("status", "happened"),
            said("kind", "repression"),
            said("date", start.to_json()),
            said("place", county.to_json()),
            said("employer", Employer("青石鞋厂").to_json()),
            Statement("industry", "manufacturing", None, None, None, "rule:zh@1", basis="inferred"),
            said("action", "sit_in"),
            said("demand", "wage_arrears"),
            said("response", "police.detention"),
            said("participants", people, confidence=0.7),
            said("harm.detained", {"low": 3, "high": 3, "at": "2018-07-27"}),
            said("amount", owed),
            PERSON,
        ),
    )
    line = contract_line("d1", 1, mention)
    golden("line.json", json.dumps(line, ensure_ascii=False, indent=1) + "\n")


STATEMENTS = st.lists(
    st.builds(
        said,
        st.sampled_from(["kind", "action", "demand", "harm.detained"]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(CODERS),
        confidence=st.sampled_from([0.2, 0.9]),
    ),
    max_size=8,
)


@given(STATEMENTS)
def test_what_stands_is_the_highest_kind_of_coder_and_nothing_is_made_up(
    statements: list[Statement],
) -> None:
    """The highest kind of coder always stands whole; below it only a machine, and only in a list.

    What stands is some of what was given, in the order given.
    """
    shown = standing(statements)
    for name in {s.field for s in statements}:
        group = [s for s in statements if s.field == name]
        best = min(coder_rank(s.coder) for s in group)
        kept = [s for s in shown if s.field == name]
        assert [s for s in kept if coder_rank(s.coder) == best] == [
            s for s in group if coder_rank(s.coder) == best
        ]
        lower = [s for s in kept if coder_rank(s.coder) != best]
        assert not lower or (name != "kind" and best == coder_rank("model:m@1"))
        assert all(s.coder.startswith("rule:") for s in lower)
        assert [s for s in group if s in kept] == kept
    assert len(shown) == sum(len([s for s in shown if s.field == f]) for f in _fields(shown))


def at(field: str, value: Any, start: int, end: int, coder: str) -> Statement:
    """A statement with words of its own."""
    return Statement(field, value, "罢" * (end - start), start, end, coder)


@pytest.mark.parametrize(
    ("field", "lower", "higher", "shown"),
    [
        pytest.param(
            "action", ("strike", 0, 2), ("march", 5, 7), ["strike", "march"],
            id="codes from other words",
        ),
        pytest.param(
            "demand", ("pay_rise", 0, 8), ("pension", 2, 6), ["pay_rise", "pension"],
            id="two codes in one phrase",
        ),
        pytest.param(
            "employer", ({"name": "a"}, 0, 4), ({"name": "b"}, 0, 6), [{"name": "b"}],
            id="one firm's name, read twice",
        ),
        pytest.param(
            "employer", ({"name": "a"}, 0, 4), ({"name": "b"}, 4, 9),
            [{"name": "a"}, {"name": "b"}],
            id="two firms side by side",
        ),
        pytest.param(
            "industry", ("mining", 0, 2), ("retail", 5, 7), "retail", id="a field of one value"
        ),
    ],
)  # fmt: skip
def test_a_model_adds_to_a_list_and_stands_over_a_rule_that_read_the_same_words(
    field: str, lower: tuple[Any, int, int], higher: tuple[Any, int, int], shown: Any
) -> None:
    """A model that knows one more action does not take the rule's away."""
    said_by = [at(field, *lower, "rule:zh@1"), at(field, *higher, "model:m@1")]
    assert assemble(said_by)[field] == shown


@pytest.mark.parametrize("coder", ["human:c07", "source:clb"])
def test_who_decides_on_a_list_gives_the_list(coder: str) -> None:
    """A coding is a decision on the whole field: machines add nothing to it."""
    values = [
        at("action", "strike", 0, 2, "rule:zh@1"),
        at("action", "sit_in", 2, 4, "model:m@1"),
        at("action", "march", 5, 7, coder),
    ]
    assert assemble(values)["action"] == ["march"]


def _fields(statements: list[Statement]) -> set[str]:
    return {s.field for s in statements}


@given(STATEMENTS)
def test_folding_what_stands_changes_nothing(statements: list[Statement]) -> None:
    """The record keeps standing statements and folds them again: the same line."""
    assert assemble(standing(statements)) == assemble(statements)


@pytest.mark.parametrize("statement", [PERSON, EMPLOYER], ids=["a count", "an employer"])
def test_words_that_name_a_person_are_nowhere_in_the_line(statement: Statement) -> None:
    """Quote, span and the words inside the value are withheld; numbers and codes stay."""
    line = contract_line("d1", 1, Mention(0, 9, (statement, said("action", "strike"))))
    assert "阿青" not in str(line)
    withheld, open_one = line["statements"]
    assert withheld["withheld"] is True
    assert (withheld["quote"], withheld["start"], withheld["end"]) == (None, None, None)
    assert "withheld" not in open_one
    assert open_one["quote"] == "罢工"
    assert line["action"] == ["strike"]


def test_a_code_told_in_words_that_name_a_person_stays() -> None:
    """A code holds no words of the reading, so it is printed without its quote."""
    line = contract_line("d1", 1, Mention(0, 9, (said("action", "strike", person=True),)))
    assert line["action"] == ["strike"]
    assert line["statements"][0]["quote"] is None


def test_a_withheld_count_keeps_its_numbers() -> None:
    """That three people were there names nobody."""
    line = contract_line("d1", 1, Mention(0, 9, (PERSON,)))
    assert (line["participants"]["low"], line["participants"]["text"]) == (3, None)


def test_a_team_that_asks_for_persons_gets_the_words() -> None:
    """With ``--with-persons`` the line is whole."""
    line = contract_line("d1", 1, Mention(0, 9, (PERSON,)), with_persons=True)
    assert line["participants"] == PERSON.value
    assert line["statements"][0]["quote"] == "阿青等三人"
    assert "withheld" not in line["statements"][0]
