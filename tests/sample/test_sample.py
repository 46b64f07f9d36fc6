from __future__ import annotations

import functools
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import build_sample
from tests.sample.documents import DOCUMENTS, SAMPLE, documents, form_of, words
from walkout import codebook
from walkout.model.statement import HARM_FIELDS
from walkout.places import gazetteer

MARK = re.compile(r"样例|樣例|\bsample\b")
HAN = re.compile(r"[\u4e00-\u9fff]")


@functools.cache
def texts() -> dict[str, str]:
    """Return the words of every document by name."""
    return documents()


@functools.cache
def facts() -> Any:
    """Return what ``facts.yml`` says."""
    return yaml.safe_load((SAMPLE / "facts.yml").read_text(encoding="utf-8"))


def actions() -> list[dict[str, Any]]:
    """Return the actions that the sample tells."""
    found: list[dict[str, Any]] = facts()["actions"]
    return found


def named_documents() -> list[str]:
    """Return the documents that ``facts.yml`` names, once for each time."""
    told = [d for part in ("actions", "borderline") for a in facts()[part] for d in a["documents"]]
    return told + [n["document"] for n in facts()["not_events"]]


def test_there_are_enough_documents_forms_and_actions() -> None:
    """The sample is as large and as mixed as a small team's first week."""
    files = [path for path in DOCUMENTS.rglob("*") if path.is_file()]
    assert len(files) >= 80
    assert len(texts()) >= 120
    assert len({form_of(document) for document in texts()}) >= 10
    assert len(actions()) >= 25
    assert len({a.get("dispute", a["id"]) for a in actions()}) >= 25


def test_both_scripts_and_english_are_there() -> None:
    """No language is left to a single document."""
    chinese = [text for text in texts().values() if len(HAN.findall(text)) > 40]
    traditional = [text for text in chinese if re.search("[罷廠資員勞]", text)]
    english = [text for text in texts().values() if len(HAN.findall(text)) < 5]
    assert len(chinese) >= 40
    assert len(english) >= 40
    assert len(traditional) >= 4


def test_the_years_run_from_1997_to_2023() -> None:
    """The sample covers the whole span for which such records exist."""
    years = {action["start"]["earliest"].year for action in actions()}
    assert min(years) == 1997
    assert max(years) == 2023
    assert len(years) >= 12


def test_every_document_is_told_of_and_every_document_told_of_exists() -> None:
    """Nothing lies in the sample of which nobody says what it is for."""
    assert set(named_documents()) == set(texts())


def test_most_actions_have_several_accounts() -> None:
    """There is something to join, and something that differs."""
    several = [action for action in actions() if len(action["documents"]) > 1]
    assert len(several) >= 40
    assert max(len(action["documents"]) for action in actions()) >= 6


@pytest.mark.parametrize("document", sorted(documents()))
def test_every_document_is_marked_as_written_for_the_sample(document: str) -> None:
    """Nobody can take a text of the sample for one that was really published."""
    assert MARK.search(texts()[document])


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"(?<!\d)1[3-9]\d{9}(?!\d)", id="mobile telephone"),
        pytest.param(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)", id="fixed telephone"),
        pytest.param(r"(?<!\d)\d{17}[\dXx](?!\d)", id="identity card"),
        pytest.param(r"(?i)微信号|wechat id|weixin|wxid_|VX[:：]", id="WeChat"),
        pytest.param(r"(?i)QQ\s*群?\s*号?\s*[:：]?\s*\d{5,}", id="QQ"),
        pytest.param(r"[京沪粤川渝冀豫鲁吉黑辽湘鄂赣闽皖陕苏浙][A-Z][A-Z0-9]{5}", id="plate"),
        pytest.param(r"[\w.]+@(?![\w.-]*\.example\b)[\w.-]+", id="address outside .example"),
        pytest.param(r"https?://(?![\w.-]*\.example\b)(?!www\.w3\.org)", id="real web address"),
        pytest.param(
            r"姓[\u4e00-\u9fff]的|[\u4e00-\u9fff]某[某\u4e00-\u9fff]?(?=[，、说称])", id="surname"
        ),
        pytest.param(r"\b(?:Mr|Mrs|Ms|Dr)\.? [A-Z][a-z]+", id="Mr or Ms"),
        pytest.param(r"(?:名叫|叫做|化名|笔名|本名)[\u4e00-\u9fff]", id="by the name of"),
    ],
)
def test_nobody_can_be_found_through_the_sample(pattern: str) -> None:
    """No number, address or name of a private person stands in it."""
    found = {name: re.findall(pattern, text) for name, text in texts().items()}
    found["facts.yml"] = re.findall(pattern, (SAMPLE / "facts.yml").read_text(encoding="utf-8"))
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_made_documents_are_what_the_script_builds() -> None:
    """A reviewer can read the source of each binary and trust that it is all there is."""
    made = build_sample.build(SAMPLE / "sources")
    assert len(made) >= 15
    stale = [name for name, content in made.items() if (DOCUMENTS / name).read_bytes() != content]
    assert stale == [], "run: python scripts/build_sample.py"


def test_every_binary_has_a_source() -> None:
    """No file that a person cannot read in a review came in by another way."""
    binary = {".pdf", ".docx", ".xlsx", ".zip", ".warc", ".mhtml", ".eml"}
    there = {
        path.relative_to(DOCUMENTS).as_posix()
        for path in DOCUMENTS.rglob("*")
        if path.suffix in binary
    }
    assert there <= set(build_sample.build(SAMPLE / "sources"))


def test_the_documents_stay_small() -> None:
    """The repository is not where data is kept."""
    sizes = [path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()]
    assert max(sizes) < 64_000
    assert sum(sizes) < 512_000


@pytest.mark.parametrize("action", actions(), ids=lambda action: str(action["id"]))
def test_each_action_is_told_in_codes_and_rests_on_public_reports(action: dict[str, Any]) -> None:
    """The gold is coarse, well-formed and says who reported the action."""
    book = codebook.load()
    single = {"kind": "action", "industry": None, "ownership": None, "outcome": None}
    for field, default in single.items():
        value = action.get(field, default)
        assert value is None or book.has(field, value), (field, value)
    many = ("actor", "action", "demand", "cause", "response", "composition", "organisation")
    for field in (*many, "verification"):
        for code in action.get(field, ()):
            assert book.has(field, code), (field, code)
    assert set(action.get("harm", {})) <= set(HARM_FIELDS)
    if people := action.get("participants"):
        assert book.has("participants_role", people["role"])
        assert people["high"] is None or people["low"] <= people["high"]
    start = action["start"]
    assert book.has("date_precision", start["precision"])
    assert date(1997, 1, 1) <= start["earliest"] <= start["latest"] <= date(2023, 12, 31)
    for place in action["places"]:
        if "code" in place:
            unit = gazetteer().at(place["code"], start["earliest"])
            assert unit is not None
            assert (unit.name_zh, unit.level) == (place["name"], place["level"])
    assert HAN.search(action["title"]["zh"])
    assert action["title"]["en"].isascii()
    assert re.search(r"[Rr]eported|Told by", action["rests_on"])
    assert action["documents"]


def test_no_action_is_told_twice_under_one_name() -> None:
    """Ids are unique, and a document stands once under an action."""
    assert Counter(action["id"] for action in actions()).most_common(1)[0][1] == 1
    for action in actions():
        assert len(set(action["documents"])) == len(action["documents"])


@pytest.mark.parametrize("action", actions(), ids=lambda action: str(action["id"]))
def test_each_document_names_the_year_and_the_place_or_employer_of_its_action(
    action: dict[str, Any],
) -> None:
    """A document that is listed under the wrong action is noticed."""
    names = [place["name"].rstrip("市区省") for place in action["places"]]
    names += [name for e in action.get("employer", ()) for name in (e["zh"][:2], e["en"])]
    names += [word for word in action["title"]["en"].split() if word[0].isupper()]
    names += [action["title"]["zh"][:2], "葵青", "广州", "Shenzhen", "深圳"]
    years = {action["start"]["earliest"].year, action["start"]["earliest"].year + 1}
    for document in action["documents"]:
        text = texts()[document]
        assert any(str(year) in text + document for year in years), document
        assert any(name in text for name in names), (document, names)


def test_reposts_are_word_for_word_and_translations_are_not() -> None:
    """Copies are there to be found, each of the kind that it says it is."""
    for copy in facts()["copies"]:
        first, second = texts()[copy["of"]], texts()[copy["document"]]
        body = words(first)[-120:]
        assert (body in words(second)) is (copy["how"] == "repost")


def test_what_is_no_action_is_of_many_kinds() -> None:
    """A tool that takes every text about strikes for a strike fails on the sample."""
    kinds = {item["expect"] for item in facts()["not_events"]}
    wanted = {"planned", "denied", "general", "statistic", "abroad", "not_labour", "recycled"}
    assert kinds == wanted
    borderline = {document for item in facts()["borderline"] for document in item["documents"]}
    assert borderline.isdisjoint(d for action in actions() for d in action["documents"])


def test_the_page_of_documentation_tells_the_same_numbers() -> None:
    """Who reads about the sample reads what is there."""
    page = (Path(__file__).parents[2] / "docs" / "sample.md").read_text(encoding="utf-8")
    assert f"tell {len(actions())} actions" in page
    assert f"{len(texts())} documents" in page
    assert page == build_sample.page(page, SAMPLE / "facts.yml")
    assert page.count("\n| ") > len(actions())
