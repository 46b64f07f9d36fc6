from __future__ import annotations

from pathlib import Path

import pytest

import walkout
from walkout import codebook
from walkout.codebook.loading import FIELDS, JOINED, join
from walkout.errors import ConfigurationError, UnknownCodeError
from walkout.model.statement import HARM_FIELDS, LIST_FIELDS, SINGLE_FIELDS

V1 = Path(walkout.__file__).parent / "codebook" / "v1"


def test_the_joined_file_is_what_the_yaml_files_say() -> None:
    """Nobody can change a code in one form and not in the other."""
    assert (V1 / JOINED).read_bytes() == join(V1), "run: python -m walkout.codebook"


def test_loading_twice_gives_the_same_object() -> None:
    """A command that asks for the codebook many times reads it once."""
    assert codebook.load("v1") is codebook.load("v1")


def test_every_field_of_the_design_is_there_in_its_order() -> None:
    """The fields stand in the order in which a coder meets them."""
    assert tuple(codebook.load().fields) == FIELDS


@pytest.mark.parametrize("version", ["v0", "v2", "", "../v1", "."])
def test_an_unknown_version_is_refused_with_what_to_do(version: str) -> None:
    """A record made under another codebook is not read under this one in silence."""
    with pytest.raises(ConfigurationError, match="No such codebook version") as caught:
        codebook.load(version)
    assert caught.value.fix


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        pytest.param("status", "happened planned threatened denied general", id="status"),
        pytest.param(
            "kind", "action employer_act repression support settlement statistic", id="kind"
        ),
        pytest.param(
            "action",
            "strike slowdown sit_in demonstration march road_block rail_block site_block"
            " petition_visit petition_letter occupation boss_detained threat_to_jump"
            " suicide_protest hunger_strike collective_resignation property_damage clash"
            " online_action collective_legal",
            id="action",
        ),
        pytest.param(
            "demand",
            "wage_arrears pay_rise pay_cut bonus_subsidy overtime equal_pay social_insurance"
            " housing_fund pension healthcare_leave compensation severance injury_death"
            " working_hours health_safety occupational_disease living_conditions"
            " working_conditions staffing scheduling job_security reinstatement contract_status"
            " union bargaining first_contract management_conduct discrimination retaliation"
            " platform_rules fees_taxes unlicensed_competition release_detained corruption other",
            id="demand",
        ),
        pytest.param(
            "outcome",
            "paid_full paid_part promised refused suppressed ongoing unknown",
            id="end",
        ),
    ],
)
def test_v1_holds_exactly_its_published_codes(field: str, codes: str) -> None:
    """Codes are never added to, taken from or renamed in a published version."""
    assert [code.id for code in codebook.load().field(field).codes] == codes.split()


def test_every_coded_field_of_the_contract_has_its_codebook_field() -> None:
    """Each field that a statement may carry as a code can be checked against the codebook."""
    not_coded = {"date", "end", "duration", "participants", "statistic", "title", "summary"}
    not_coded |= {"place", "employer", "amount"}
    coded = (set(SINGLE_FIELDS) | set(LIST_FIELDS)) - not_coded
    assert coded <= set(codebook.load().fields)
    assert [code.id for code in codebook.load().field("harm").codes] == list(HARM_FIELDS)


def test_a_response_is_every_responder_with_every_act() -> None:
    """A response is written responder.act, and both halves are codes of their own."""
    book = codebook.load()
    response = book.field("response")
    assert len(response.codes) == len(book.field("responder").codes) * len(book.field("act").codes)
    for code in response.codes:
        responder, _, act = code.id.partition(".")
        assert book.has("responder", responder)
        assert book.has("act", act)
    assert book.label("response", "police.detention", "zh") == "警方：拘留带走"
    assert book.label("response", "police.detention", "en") == "Police: detention"


@pytest.mark.parametrize(
    ("field", "code", "known"),
    [
        pytest.param("action", "strike", True, id="a code"),
        pytest.param("action", "Strike", False, id="letter case counts"),
        pytest.param("action", "wage_arrears", False, id="a code of another field"),
        pytest.param("response", "police.detention", True, id="a joined code"),
        pytest.param("response", "police", False, id="half of a joined code"),
        pytest.param("weather", "rain", False, id="no such field"),
        pytest.param("action", "", False, id="nothing"),
    ],
)
def test_has_tells_whether_a_code_may_be_used(field: str, code: str, known: bool) -> None:
    """`has` answers and never raises."""
    assert codebook.load().has(field, code) is known


@pytest.mark.parametrize(
    ("field", "code", "named"),
    [
        pytest.param("unit", "litres", "persons, households", id="the codes are named"),
        pytest.param("weather", "rain", "scope, status", id="the fields are named"),
        pytest.param("response", "police", "and 112 more", id="a long list is cut"),
    ],
)
def test_require_refuses_an_unknown_code_and_names_the_known_ones(
    field: str, code: str, named: str
) -> None:
    """The message tells a coder what may be used instead."""
    with pytest.raises(UnknownCodeError) as caught:
        codebook.load().require(field, code)
    assert named in caught.value.fix
    assert caught.value.where["field"] == field


def test_nothing_is_public_unless_somebody_marked_it() -> None:
    """The tier of a value that nobody marked is team, in every field."""
    assert {field.default_tier for field in codebook.load().fields.values()} == {"team"}


def test_the_export_names_every_code_in_both_languages() -> None:
    """The explorer gets each code's name without knowing the codebook's form."""
    names = codebook.labels()
    assert names["demand"]["social_insurance"] == {"zh": "社会保险", "en": "Social insurance"}
    for field in codebook.load().fields.values():
        assert list(names[field.id]) == [code.id for code in field.codes]


def test_each_demand_stands_under_one_head() -> None:
    """Filters that group demands by head lose none of them."""
    heads = codebook.load().headings()["demand"]["heads"]
    assert isinstance(heads, list)
    grouped = [code for head in heads for code in head["codes"]]
    assert sorted(grouped) == sorted(c.id for c in codebook.load().field("demand").codes)


@pytest.mark.parametrize(
    ("scheme", "column", "label", "read"),
    [
        pytest.param(
            "clb", "Action Taken Involve", "Strike", (("action", "strike"),), id="the same"
        ),
        pytest.param(
            "clb",
            "Action Taken Involve",
            " transport strike ",
            (("action", "strike"),),
            id="narrower, in any case and with spaces",
        ),
        pytest.param(
            "clb",
            "Employee Demands Involve",
            "Layoffs",
            (("cause", "layoffs"),),
            id="a demand there is a cause here",
        ),
        pytest.param(
            "acled",
            "assoc_actor_1",
            "Labor Group (China)",
            (),
            id="a wider label cannot be read",
        ),
        pytest.param("clb", "Industry", "Astronomy", (), id="an unknown label"),
        pytest.param("clb", "Province", "Strike", (), id="a column that holds no field"),
    ],
)
def test_reading_another_schemes_label(
    scheme: str, column: str, label: str, read: tuple[tuple[str, str], ...]
) -> None:
    """Another record's label is read as a code only where that loses nothing."""
    assert codebook.load().read_label(scheme, column, label) == read


@pytest.mark.parametrize(
    ("field", "code", "scheme", "label"),
    [
        pytest.param("action", "strike", "clb", "Strike", id="the same label first"),
        pytest.param("action", "march", "clb", "Protest or Demonstration", id="a wider label"),
        pytest.param("demand", "discrimination", "lat", None, id="never a narrower one"),
        pytest.param("demand", "union", "acled", None, id="no label at all"),
    ],
)
def test_writing_another_schemes_label(
    field: str, code: str, scheme: str, label: str | None
) -> None:
    """A code is written for others under a label that says no more than the code does."""
    assert codebook.load().write_label(field, code, scheme) == label
