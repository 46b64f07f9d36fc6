"""English one-line rows and short reports: who acts, how, for what, in which trade, how many."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from walkout.extract import extract
from walkout.model.contract import assemble

WRITTEN = date(2019, 5, 15)
"""A Wednesday."""


def told(text: str) -> dict[str, Any]:
    """Return the contract's line of the only mention of a text."""
    (mention,) = extract(text, published=WRITTEN)
    return assemble(mention.statements)


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        pytest.param(
            "Workers at a golf supplies factory in Hefei strike",
            "manufacturing",
            id="goods of a factory",
        ),
        pytest.param(
            "Workers at an electricity meter factory strike for back pay",
            "manufacturing",
            id="meters, no supply",
        ),
        pytest.param(
            "Workers at a bus parts maker strike for back pay", "manufacturing", id="parts of buses"
        ),
        pytest.param("Bus drivers in Hefei strike over fines", "transport", id="buses themselves"),
        pytest.param(
            "Workers at a power plant in Hefei strike for equal pay",
            "services",
            id="supply of power",
        ),
        pytest.param(
            "Workers building a power plant project demand arrears from the contractor",
            "construction",
            id="building it",
        ),
        pytest.param("Workers at a bar in Hefei demand arrears", "services", id="a bar"),
        pytest.param(
            "Workers at a steel bar factory in Hefei demand arrears",
            "manufacturing",
            id="bars of steel",
        ),
        pytest.param(
            "Workers at an express company in Hefei strike", "transport", id="express parcels"
        ),
        pytest.param(
            "Workers at a tea factory express anger over unpaid wages and strike",
            "manufacturing",
            id="to express anger",
        ),
        pytest.param(
            "Workers at a train station in Hefei strike for equal pay",
            "transport",
            id="staff of a station",
        ),
        pytest.param(
            "Security guards at a textile factory in Hefei strike over pay cuts",
            "manufacturing",
            id="guards of a factory",
        ),
        pytest.param(
            "Workers at a paper mill strike and are beaten by security guards",
            "manufacturing",
            id="guards who beat",
        ),
        pytest.param(
            "Shoe factory workers strike, policemen intervene",
            "manufacturing",
            id="policemen who come",
        ),
        pytest.param(
            "Policemen hold banners in Hefei and demand equal pay",
            "public_administration",
            id="policemen who act",
        ),
        pytest.param(
            "Workers at a tax authority hold banners and demand equal pay",
            "public_administration",
            id="an office",
        ),
        pytest.param("Workers at a trading company demand arrears in Hefei", "retail", id="trade"),
        pytest.param(
            "Workers at an oil company in Hefei demand arrears", "mining", id="getting oil"
        ),
        pytest.param(
            "Workers at an agricultural bank in Hefei protest over lost seniority",
            "services",
            id="a bank, no farm",
        ),
    ],
)
def test_the_trade_is_that_of_those_who_act(text: str, industry: str) -> None:
    """What a factory makes does not make its trade, nor does who comes to stop the action."""
    assert told(text)["industry"] == industry


@pytest.mark.parametrize(
    ("text", "action"),
    [
        pytest.param(
            "Coalminers in Luliang demand arrears at local gov",
            ["petition_visit"],
            id="miners in one word",
        ),
        pytest.param(
            "Tour guides in Hefei protest over fines", ["demonstration"], id="tour guides"
        ),
        pytest.param(
            "Civil servants in Hefei hold banners and demand arrears",
            ["demonstration"],
            id="civil servants",
        ),
        pytest.param(
            "Striking and blocking of roads at a gift company in Hefei",
            ["strike", "road_block"],
            id="nobody named",
        ),
        pytest.param(
            "Teachers in Hefei hold a class boycott over unpaid wages",
            ["strike"],
            id="boycott of classes",
        ),
        pytest.param(
            "Dockers in Riga stayed home on 1 May over pay", ["strike"], id="staying home"
        ),
        pytest.param(
            "Nurses in Riga have been out since Monday over pay", ["strike"], id="being out"
        ),
        pytest.param(
            "Workers stopped the assembly line for two hours on Monday", ["strike"], id="the line"
        ),
        pytest.param(
            "Workers at a bakery go on hunger strike over unpaid wages",
            ["hunger_strike"],
            id="a hunger strike is none of work",
        ),
        pytest.param(
            "Pensioned steelworkers lie down on the rails in Hefei",
            ["rail_block"],
            id="on the rails",
        ),
        pytest.param(
            "Workers occupy the boardroom of a store in Hefei over a merger",
            ["occupation"],
            id="a boardroom",
        ),
        pytest.param(
            "Porters handed over a petition with 300 signatures to the director",
            ["petition_letter"],
            id="handing over",
        ),
        pytest.param(
            "Engineers at Lantian circulated an internal petition against the contract",
            ["petition_letter"],
            id="circulating",
        ),
        pytest.param(
            "Carers in Riga handed in their notice together over sick pay",
            ["collective_resignation"],
            id="notice together",
        ),
        pytest.param(
            "Staff encircle city government for three days over unpaid wages",
            ["site_block"],
            id="encircling",
        ),
        pytest.param(
            "Workers demanded arrears and clashed with police in Hefei",
            ["clash", "demonstration"],
            id="asking and a clash",
        ),
    ],
)
def test_ways_to_act(text: str, action: list[str]) -> None:
    """Each way of acting is told by a family of words, whoever the people at work are."""
    assert set(action) <= set(told(text)["action"])
    assert ("strike" in told(text)["action"]) is ("strike" in action)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Hailstones struck the outskirts of Hefei and hurt three workers on Monday.", id="hail"
        ),
        pytest.param(
            "Brokers were charged with striking sham trades, staff said.", id="a trade is struck"
        ),
        pytest.param("Workers of the world, strike a pose! Our shop has 30% off.", id="a pose"),
        pytest.param(
            "Warplanes carried out two strikes on militants near Sana on Monday.", id="planes"
        ),
        pytest.param(
            "The visitors won with a strike in the 73rd minute by their defender.", id="a goal"
        ),
        pytest.param(
            "Economists fear a sharp slowdown in growth, investors said on Monday.", id="growth"
        ),
    ],
)
def test_what_is_no_action(text: str) -> None:
    """Weather, war, games and trade strike too."""
    assert not any(assemble(m.statements)["kind"] == "action" for m in extract(text))


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        pytest.param(
            "Workers in Hefei strike against wages being cut", ["pay_cut"], id="cut, not owed"
        ),
        pytest.param(
            "Workers in Hefei strike over docked wages deducted by the boss",
            ["wage_arrears"],
            id="held back",
        ),
        pytest.param(
            "Workers strike for back pay of social insurance contributions",
            ["social_insurance"],
            id="dues, not pay",
        ),
        pytest.param(
            "Workers strike over pension contributions in arrears",
            ["pension"],
            id="pensions in arrears",
        ),
        pytest.param(
            "Teachers strike against being made to do OT every night", ["overtime"], id="OT"
        ),
        pytest.param("Nurses in Riga strike over understaffing", ["staffing"], id="staffing"),
        pytest.param(
            "Baristas in Riga strike over unpredictable schedules", ["scheduling"], id="scheduling"
        ),
        pytest.param(
            "Teachers in Hefei strike against the sacking of three colleagues",
            ["reinstatement"],
            id="against a sacking",
        ),
        pytest.param("Carers in Riga strike over sick pay", ["healthcare_leave"], id="sick pay"),
        pytest.param(
            "Workers in Hefei strike for public accumulation funds",
            ["housing_fund"],
            id="accumulation fund",
        ),
        pytest.param(
            "Workers strike over poor working condition in Hefei",
            ["working_conditions"],
            id="one condition",
        ),
        pytest.param(
            "Workers in Hefei demand a settlement plan and block the gate",
            ["severance"],
            id="settlement plan",
        ),
    ],
)
def test_what_they_ask(text: str, demand: list[str]) -> None:
    """Each demand has its own words, and owed pay is no cut pay."""
    assert told(text)["demand"] == demand


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param(
            "Teachers strike as the company changes ownership", ["restructuring"], id="new owners"
        ),
        pytest.param(
            "Bus drivers block a closed road in protest over fees", [], id="a closed road"
        ),
        pytest.param("Miners in Hefei strike after a roof fall", ["accident"], id="a fall of roof"),
        pytest.param(
            "Workers in Hefei strike as the company asks workers to resign",
            ["layoffs"],
            id="told to resign",
        ),
    ],
)
def test_what_set_it_off(text: str, cause: list[str]) -> None:
    """A cause is told by its own words."""
    assert told(text)["cause"] == cause


@pytest.mark.parametrize(
    ("text", "response"),
    [
        pytest.param(
            "Workers block roads over arrears, police intervene",
            ["police.presence"],
            id="who intervene",
        ),
        pytest.param(
            "Workers block roads over arrears, police mediate",
            ["police.mediation"],
            id="who mediate",
        ),
        pytest.param(
            "Workers demand arrears and want the government to intervene", [], id="only asked for"
        ),
        pytest.param("Workers strike, one manager is beaten", [], id="a boss is beaten"),
        pytest.param(
            "Workers demand arrears and are beaten by managers",
            ["employer.violence"],
            id="a boss beats",
        ),
        pytest.param("Auxiliary police hold banners and demand equal pay", [], id="those who act"),
        pytest.param(
            "Retirees surround government buildings over pensions", [], id="an office surrounded"
        ),
        pytest.param("Cabbies strike over traffic police penalties", [], id="what police fined"),
        pytest.param(
            "Tailors strike, the boss summons police", ["police.presence"], id="called in"
        ),
        pytest.param(
            "Cabbies strike and ask the city to crack down on illegal taxis",
            [],
            id="others cracked down on",
        ),
    ],
)
def test_who_answered_and_how(text: str, response: list[str]) -> None:
    """A responder did what the words say that it did."""
    assert told(text)["response"] == response


@pytest.mark.parametrize(
    ("text", "size", "harm"),
    [
        pytest.param(
            "300 workers march over arrears, many are arrested",
            (300, 300),
            {},
            id="many, uncounted",
        ),
        pytest.param(
            "200 nurses strike against colleagues being attacked by a patient",
            (200, 200),
            {},
            id="what it was about",
        ),
        pytest.param(
            "400 workers block roads, many are beaten and 12 arrested",
            (400, 400),
            {"detained": [(12, 12)]},
            id="the next verb's number",
        ),
        pytest.param(
            "100 workers block roads and are beaten by police",
            (100, 100),
            {"injured": [(100, 100)]},
            id="those who acted",
        ),
        pytest.param(
            "Police detained 29 workers and one student after a sit-in",
            None,
            {"detained": [(29, 29), (1, 1)]},
            id="joined numbers",
        ),
        pytest.param(
            "Thousands of steelworkers strike in Hefei", (2000, 9999), {}, id="a trade in one word"
        ),
        pytest.param(
            "Dockers walked out on 28 April. About 100 took part.",
            (100, 100),
            {},
            id="a number without a noun",
        ),
        pytest.param("40 security guards strike for back pay", (40, 40), {}, id="guards who act"),
        pytest.param(
            "Hundreds of taxi owners block the square", (200, 999), {}, id="owners, not taxis"
        ),
        pytest.param("On 7 May, 2000 workers blocked roads", (2000, 2000), {}, id="no year"),
    ],
)
def test_how_many(
    text: str, size: tuple[int, int] | None, harm: dict[str, list[tuple[int, int]]]
) -> None:
    """A number is that of the people whom its own clause tells of."""
    line = told(text)
    if size is not None:
        assert (line["participants"]["low"], line["participants"]["high"]) == size
    found = {k: [(c["low"], c["high"]) for c in v] for k, v in line["harm"].items() if v}
    assert found == harm


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param(
            "On the 5th, teachers in Hefei struck",
            ("2019-05-05", "2019-05-05"),
            id="a day of this month",
        ),
        pytest.param(
            "Nurses in Riga struck on the fourteenth of April",
            ("2019-04-14", "2019-04-14"),
            id="a day in words",
        ),
        pytest.param(
            "Dockers in Riga struck over the weekend",
            ("2019-05-11", "2019-05-12"),
            id="the weekend past",
        ),
        pytest.param(
            "Dockers in Riga struck a year ago today",
            ("2018-05-15", "2018-05-15"),
            id="a year ago today",
        ),
        pytest.param(
            "Tailors in Riga protest for the fourth straight day yesterday",
            ("2019-05-11", "2019-05-11"),
            id="the fourth day was yesterday",
        ),
        pytest.param(
            "On 7 May, 2000 workers blocked roads", ("2019-05-07", "2019-05-07"), id="no year"
        ),
    ],
)
def test_when(text: str, days: tuple[str, str]) -> None:
    """Days told by number, by word and by the week are dates."""
    when = told(text)["date"]
    assert (when["earliest"], when["latest"]) == days


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param(
            "Airport staff will strike on 20 May if talks fail, the union said.",
            "threatened",
            id="if talks fail",
        ),
        pytest.param(
            "Guards say they will block the gate on Friday unless they are paid.",
            "threatened",
            id="unless",
        ),
        pytest.param(
            "Airport staff will strike on 20 May, the union said.", "planned", id="a plain plan"
        ),
        pytest.param(
            "A strike of dockers planned for 20 May has begun to worry exporters.",
            "planned",
            id="a noun with its plan",
        ),
        pytest.param(
            "70% of workers on strike over arrears at a mill in Hefei",
            "happened",
            id="a share of those who strike",
        ),
    ],
)
def test_how_sure(text: str, status: str) -> None:
    """A plan that somebody may still avert is a threat; a share of workers is no aggregate."""
    line = told(text)
    assert (line["status"], line["kind"]) == (status, "action")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Strikes at two mills in Hefei over unpaid wages", id="a row of nouns"),
        pytest.param("Nurses in Hefei strike for more pay?", id="a stray question mark"),
        pytest.param(
            "300 workers of a printing company stopped work in Hefei", id="workers of a firm"
        ),
        pytest.param(
            "Staff in Hefei hold a strike, protest against unpaid wages", id="what it is about"
        ),
        pytest.param(
            "Staff in Hefei strike on Monday and protested that wages were unpaid.",
            id="what they said",
        ),
    ],
)
def test_a_strike_and_no_more(text: str) -> None:
    """Rows tell strikes as nouns, with stray marks, and with words that only say what about."""
    assert told(text)["action"] == ["strike"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Are workers in Hefei on strike?", id="a question"),
        pytest.param("The printing company stopped production in Hefei last week.", id="a firm"),
    ],
)
def test_no_strike_is_told(text: str) -> None:
    """A question tells nothing, nor does a firm that stops work."""
    assert not any(
        line["status"] == "happened" and "strike" in line["action"]
        for line in (assemble(m.statements) for m in extract(text, published=WRITTEN))
    )


def test_a_works_of_a_nation_is_no_employer() -> None:
    """Headline verbs and nations before a works name nobody."""
    assert told("Workers at a Korean factory in Hefei strike over fines")["employer"] == []
    assert told("Workers on Strike, Citing Company Fines in Hefei")["employer"] == []


def test_who_acts_is_no_demand() -> None:
    """Rickshaw drivers who ask for something do not ask for rickshaws."""
    line = told("Rickshaw drivers in Hefei protest against a speed limit")
    assert "unlicensed_competition" not in line["demand"]
