"""Places in texts: which words are places, which unit they mean, and where they stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.places.namings import CHINESE, ENGLISH
from walkout.places import FoundPlace, find_places, gazetteer
from walkout.text.script import image


def told(found: tuple[FoundPlace, ...], *, chinese: bool) -> str:
    """Print found places as `namings` writes them."""
    out = []
    for item in found:
        place = item.place
        path = place.path_zh if chinese else place.path_en
        name = place.name_zh if chinese else place.name_en
        mark = "?" if place.check == "ambiguous" else ""
        out.append(f"{'~' if item.weak else ''}{path[0]}/{name}{mark}")
    return " ".join(out)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=t) for t, e in CHINESE])
def test_chinese_namings_mean_the_unit_that_people_mean(text: str, expected: str) -> None:
    """Each Chinese way of naming a place gives its unit at the lowest level, and no other."""
    assert told(find_places(text), chinese=True) == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=t) for t, e in ENGLISH])
def test_english_namings_mean_the_unit_that_people_mean(text: str, expected: str) -> None:
    """Each English way of naming a place gives its unit at the lowest level, and no other."""
    assert told(find_places(text), chinese=False) == expected


def test_the_contract_example() -> None:
    """坪山区 in July 2018 has that year's code, its full path and a point in Pingshan."""
    (found,) = find_places("2018年7月27日，坪山区一家工厂", on=date(2018, 7, 27))
    place = found.place
    assert (place.code, place.level, place.name_en) == ("cn:440310@2018", "county", "Pingshan")
    assert place.path_zh == ("广东省", "深圳市", "坪山区")
    assert place.lat == pytest.approx(22.69, abs=0.02)
    assert place.lon == pytest.approx(114.35, abs=0.03)
    assert (place.precision, place.check, place.candidates) == ("county", "ok", ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("🚩🚩昆山工人", "昆山", id="after emoji"),
        pytest.param("𠮷𠮷厂在東莞厚街。", "東莞厚街", id="after astral characters, traditional"),
        pytest.param(
            "ＡＢＣ，Ｓｈｅｎｚｈｅｎ工人", "Ｓｈｅｎｚｈｅｎ", id="full-width Latin letters"
        ),
        pytest.param("İİ Shenzhen’s Longgang District", "Shenzhen’s Longgang District", id="İ"),
    ],
)
def test_spans_are_code_points_of_the_text_as_given(text: str, words: str) -> None:
    """The span cut out of the original text is what the text says, whatever stands before."""
    (found,) = find_places(text)
    assert text[found.start : found.end] == words


PIECES = st.sampled_from(
    "广东 深圳 龙岗区 坪地街道 的 工人 ， 。 朝阳区 和平 省 市 县 路 🚩 𠮷 河南 人 上海 大众 镇 "
    "Shenzhen , Guangdong in Taizhou Town Dongguan 's \n District".split(" ")
)


@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
def test_spans_are_ordered_apart_and_inside(pieces: list[str], glue: str) -> None:
    """Whatever the text, spans lie in it, in order, without overlaps, and hold words."""
    text = glue.join(pieces)
    end = 0
    for found in find_places(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        end = found.end


@given(st.lists(PIECES, max_size=10))
def test_the_same_text_gives_the_same_places(pieces: list[str]) -> None:
    """Finding is a pure function: nothing is remembered between texts; a given image is used."""
    text = "".join(pieces)
    first = find_places(text)
    find_places("北京朝阳区")
    assert find_places(text) == first == find_places(text, folded=image(text))


@given(st.lists(PIECES, max_size=10))
def test_candidates_are_kept_exactly_where_open(pieces: list[str]) -> None:
    """An open name keeps at least two candidates, its own code the first; a settled one none."""
    for found in find_places(" ".join(pieces)):
        place = found.place
        if place.check == "ambiguous":
            assert len(set(place.candidates)) > 1
            assert place.candidates[0] == place.code
        else:
            assert place.candidates == ()


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        pytest.param("朝阳区", ("cn:110000@2024",), "110105", id="the city it is a district of"),
        pytest.param("朝阳区", ("cn:220100@2024",), "220104", id="another prefecture"),
        pytest.param("鼓楼区", ("cn:350100@2018",), "350102", id="a prefecture of another year"),
        pytest.param("鼓楼区", ("cn:320113@2024",), "320106", id="a district of the same city"),
        pytest.param("Taizhou", ("cn:330000@2024",), "331000", id="the province"),
        pytest.param("Suzhou", ("cn:341302@2024",), "341300", id="a county of it"),
    ],
)
def test_context_settles_open_names(text: str, context: tuple[str, ...], expected: str) -> None:
    """A name that fits several units is settled by places known from the rest of the document."""
    (alone,) = find_places(text)
    assert alone.place.check == "ambiguous"
    (found,) = find_places(text, context=context)
    assert found.place.code.startswith(f"cn:{expected}@")
    assert found.place.check != "ambiguous"


def test_context_that_speaks_for_none_leaves_a_name_open() -> None:
    """Places of another province say nothing about an open name."""
    (found,) = find_places("鼓楼区", context=("cn:440300@2024", "no such code"))
    assert found.place.check == "ambiguous"


def test_a_name_settled_once_is_settled_in_the_whole_text() -> None:
    """朝阳区 after 北京朝阳区 is the same district, also in another sentence."""
    found = find_places("北京朝阳区的工地停工。次日，朝阳区的工人上街。")
    assert [f.place.code for f in found] == ["cn:110105@2024"] * 2


@pytest.mark.parametrize(
    ("text", "on", "code", "name"),
    [
        pytest.param(
            "祁东县", date(1995, 1, 1), "cn:430426@1995", "祁东县", id="same code in 1995"
        ),
        pytest.param(
            "祁东县", date(2018, 1, 1), "cn:430426@2018", "祁东县", id="same code in 2018"
        ),
        pytest.param("祁东县", date(1982, 1, 1), "cn:432726@1982", "祁东县", id="an older code"),
        pytest.param(
            "襄樊市", date(2005, 1, 1), "cn:420600@2005", "襄樊市", id="before a renaming"
        ),
        pytest.param("襄樊市", date(2015, 1, 1), "cn:420600@2015", "襄阳市", id="after a renaming"),
        pytest.param("襄阳市", date(2005, 1, 1), "cn:420600@2005", "襄樊市", id="a later name"),
        pytest.param("思茅市", date(2005, 1, 1), "cn:530800@2005", "思茅市", id="Simao in 2005"),
        pytest.param("普洱市", date(2005, 1, 1), "cn:530800@2005", "思茅市", id="Pu'er in 2005"),
        pytest.param(
            "坪山新区", date(2012, 1, 1), "cn:440310@2016", "坪山区", id="before it began"
        ),
        pytest.param("昆山市", date(1985, 1, 1), "cn:320583@1985", "昆山县", id="a county then"),
        pytest.param("增城市", date(2015, 1, 1), "cn:440118@2015", "增城区", id="city to district"),
        pytest.param("重庆市", date(1995, 1, 1), "cn:510200@1995", "重庆市", id="in Sichuan then"),
        pytest.param("重庆市", None, "cn:500000@2024", "重庆市", id="a province of its own now"),
        pytest.param("卢湾区", None, "cn:310103@2010", "卢湾区", id="gone: its last year"),
        pytest.param("昆山市", date(2031, 1, 1), "cn:320583@2024", "昆山市", id="after the data"),
    ],
)
def test_codes_and_names_are_those_of_the_date(
    text: str, on: date | None, code: str, name: str
) -> None:
    """A place bears the code and name that were valid on the day, with a year of validity."""
    (found,) = find_places(text, on=on)
    wanted = code
    if name == "昆山县":
        wanted = "cn:320523@1985"
    assert (found.place.code, found.place.name_zh) == (wanted, name)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param("湖南祁东", "chain", id="with its parent"),
        pytest.param("祁东县", "full", id="with its suffix"),
        pytest.param("祁东某厂", "bare", id="by its stem"),
        pytest.param("strikes in Canton", "alias", id="another name"),
        pytest.param("garment workers in Guandong", "typo", id="misspelt"),
        pytest.param("四川籍工人", "people", id="where people come from"),
        pytest.param("上海银行", "organisation", id="part of a firm's name"),
    ],
)
def test_hints_say_how_a_place_is_named(text: str, hint: str) -> None:
    """Each found place says how it is named; origin and ownership are marked weak."""
    (found,) = find_places(text)
    assert found.hint == hint
    assert found.weak == (hint in ("people", "organisation"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Human Resources", id="Human is not Hunan"),
        pytest.param("Shannon said", id="Shannon is not Shannan"),
        pytest.param("guandong", id="no capital letter"),
        pytest.param("Hanzheng Street", id="a street one slip from a city"),
        pytest.param("President Xi Jinping", id="a person, not the district of Shantou"),
        pytest.param("a stall on Shanghai Road", id="a street"),
        pytest.param("email@shenzhen.example", id="part of an address"),
    ],
)
def test_english_words_that_are_no_places(text: str) -> None:
    """Other words, names of persons and of streets are left alone."""
    assert find_places(text) == ()


@pytest.mark.parametrize("text", ["", " ", "🚩", "无地名", "no place here", "\x00\ud800"])
def test_texts_without_places_give_nothing(text: str) -> None:
    """Nothing is found where nothing is named, and odd characters do no harm."""
    assert find_places(text) == ()


def test_every_county_is_found_by_its_full_chain() -> None:
    """Province, prefecture and county written together give exactly that county, for all."""
    wrong = []
    places = gazetteer()
    for unit in places.units:
        version = unit.versions[-1]
        if version.level == "county" and version.code[0].isdigit() and unit.alive(None):
            place = places.place(unit.index)
            found = find_places("".join(place.path_zh) + "某厂")
            if [f.place.code for f in found] != [place.code]:
                wrong.append(place.path_zh)
    # A zone named like a town of its city, and little else.
    assert len(wrong) <= 10, wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Drivers in Jinghai, Hainan strike", ["Hainan"], id="namesake elsewhere"),
        pytest.param("Workers in Zhuzhou, Hebei protest", ["Hebei"], id="city of another province"),
        pytest.param("Guards in Nanshan, Sanya strike", ["Sanya"], id="district of another city"),
        pytest.param("Miners in Wuhan, Hebei strike", ["Wuhan"], id="province a letter off"),
        pytest.param("Drivers in Weinan, Shanxi Province", ["Weinan"], id="Shanxi for Shaanxi"),
        pytest.param("Cleaners in Shaoyang, Henan strike", ["Shaoyang"], id="province a vowel off"),
        pytest.param(
            "Nurses in Langfang, Beijing strike", ["Langfang", "Beijing"], id="near a great city"
        ),
        pytest.param(
            "strikes in Kunshan, Jinan and Ningbo",
            ["Kunshan", "Jinan", "Ningbo"],
            id="a list of cities",
        ),
        pytest.param("teachers in Qiaotou Town, Guangdong", ["Guangdong"], id="town elsewhere"),
        pytest.param("teachers in Changan, Dongguan", ["Chang'an"], id="town without apostrophe"),
    ],
)
def test_a_name_that_contradicts_the_wider_place_after_it(text: str, expected: list[str]) -> None:
    """The city is believed over a slip of the province, else the wider place is what is said."""
    assert [f.place.name_en for f in find_places(text)] == expected


def test_a_county_before_a_capital_is_the_name_of_a_firm() -> None:
    """A restaurant named Zhuhui need not stand in the district of that name."""
    assert [f.hint for f in find_places("workers at Zhuhui Restaurant strike")] == ["organisation"]
    assert [f.hint for f in find_places("workers at Kunshan Foxconn strike")] == ["bare"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("a strike in Gurgaon", ["Gurugram"], id="an older name of a city abroad"),
        pytest.param("at a mill in Leeds on Monday", ["Leeds"], id="a preposition before"),
        pytest.param("DETROIT - The pickets stay", ["Detroit"], id="a dateline"),
        pytest.param(
            "drivers in Memphis stopped. Memphis has no depot now",
            ["Memphis", "Memphis"],
            id="named again",
        ),
        pytest.param("a foundry in Hamtramck, Michigan", ["Hamtramck"], id="a town and its state"),
        pytest.param("workers in Jackson's shop", [], id="a person's shop"),
        pytest.param("the Houston line was late", [], id="no word that makes a place of it"),
        pytest.param("in Houston Motor works", [], id="a firm's name"),
        pytest.param("docks in São Paulo", ["São Paulo"], id="marks of the other language"),
        pytest.param("a strike in Canton", ["Guangzhou"], id="China before a namesake"),
    ],
)
def test_cities_abroad_are_found_by_their_english_names(text: str, places: list[str]) -> None:
    """A city abroad is found where words make a place of its name, then wherever it is named."""
    assert [p.place.name_en for p in find_places(text)] == places


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("福建厦门集美", "集美区", id="words across both borders"),
        pytest.param("三明清流", "清流县", id="a dynasty across the border"),
        pytest.param("眉山东坡", "东坡区", id="a province across the border"),
        pytest.param("信阳新县", "新县", id="another county across the border"),
        pytest.param("南宁江南", "江南区", id="another district across the border"),
        pytest.param("吉林长春朝阳", "朝阳区", id="a namesake city elsewhere"),
        pytest.param("中山南头", "南头镇", id="a city without counties before its town"),
        pytest.param("江西南昌八一大道", "南昌市", id="a street named after a day, not numbered"),
    ],
)
def test_names_side_by_side_are_a_chain_whatever_words_they_cut(text: str, name: str) -> None:
    """A place and its part without suffixes are likelier than words that run across them."""
    assert [f.place.name_zh for f in find_places(text + "，某厂停工")] == [name]


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        pytest.param("四川涪陵", 1996, "cn:517000@1996", id="a prefecture for two years"),
        pytest.param("四川涪陵", 2005, "cn:500102@2005", id="in another province since"),
        pytest.param("安徽巢湖", 2005, "cn:341400@2005", id="a prefecture then"),
        pytest.param("安徽巢湖", 2020, "cn:340181@2020", id="a county of another city now"),
    ],
)
def test_a_chain_names_the_unit_of_its_day(text: str, year: int, code: str) -> None:
    """A part that is gone today is still what was meant while it was there."""
    found = find_places(text, on=date(year, 6, 1))
    assert [f.place.code for f in found] == [code]
