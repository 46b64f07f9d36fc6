"""`walkout extract --jsonl`: the frozen contract, as a program that reads it sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import no_traceback, walkout
from walkout.model.statement import HARM_FIELDS

FIELDS = {
    "contract", "document", "mention", "span", "status", "kind", "scope", "date", "end",
    "duration", "place", "places", "employer", "industry", "ownership", "actor", "composition",
    "organisation", "action", "demand", "cause", "response", "participants", "harm", "outcome",
    "amount", "statistic", "statements",
}  # fmt: skip

REPORTS = [
    {
        "id": "a",
        "text": "😀𠮷 2014年4月14日，广东东莞裕新鞋厂两千多名工人罢工，要求补缴社保，"
        "警方带走三十人。",
        "published": "2014-04-15",
    },
    {
        "id": "b",
        "text": "About 300 workers at a shoe factory in Dongguan went on strike on 14 April 2014 "
        "over unpaid wages; police detained 12 of them.",
        "published": "2014-04-15T10:00:00+08:00",
        "language": "en",
        "url": "https://example.org/a",
    },
    {"id": "c", "text": "今天天气很好，我们去公园吃饭。", "published": "2014-04-15"},
    {"id": "d", "text": "工人们计划5月1日罢工，要求加薪。", "published": "2014-04-15"},
]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return what the command prints for four reports."""
    path = tmp_path_factory.mktemp("extract") / "reports.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in REPORTS), "utf-8")
    done = walkout("extract", path, "--jsonl")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def of(lines: list[dict[str, Any]], document: str) -> list[dict[str, Any]]:
    """Return the lines of one report."""
    return [line for line in lines if line["document"] == document]


def test_every_line_has_the_fields_of_the_contract(lines: list[dict[str, Any]]) -> None:
    """No field is missing and none is new; unknown is a value."""
    for line in lines:
        assert set(line) == FIELDS
        assert line["contract"] == 1
        assert set(line["harm"]) <= set(HARM_FIELDS)


def test_every_quote_is_the_reading_at_its_span(lines: list[dict[str, Any]]) -> None:
    """Spans count code points, astral 汉字 and emoji before them included."""
    texts = {r["id"]: r["text"] for r in REPORTS}
    quoted = 0
    for line in lines:
        for said in line["statements"]:
            if said["quote"] is None:
                assert said["basis"] == "inferred" or said.get("withheld")
                continue
            quoted += 1
            assert texts[line["document"]][said["start"] : said["end"]] == said["quote"]
    assert quoted > 10


def test_every_value_has_a_statement(lines: list[dict[str, Any]]) -> None:
    """What a line shows, some statement says."""
    for line in lines:
        said = {s["field"] for s in line["statements"]}
        for name in ("date", "industry", "participants", "end", "duration", "statistic"):
            assert (line[name] is not None) == (name in said), name
        for name in ("action", "demand", "response", "actor", "employer", "cause", "amount"):
            assert bool(line[name]) == (name in said), name
        assert bool(line["places"]) == ("place" in said)
        assert {f"harm.{name}" for name in line["harm"]} == {
            s for s in said if s.startswith("harm.")
        }


def test_a_chinese_post_is_read(lines: list[dict[str, Any]]) -> None:
    """Date, place, employer, action, demand, response and counts of one post."""
    (line,) = of(lines, "a")
    assert line["status"] == "happened"
    assert line["date"]["earliest"] == line["date"]["latest"] == "2014-04-14"
    assert line["place"]["path_zh"][:2] == ["广东省", "东莞市"]
    assert [e["name"] for e in line["employer"]] == ["裕新鞋厂"]
    assert line["action"] == ["strike"]
    assert line["demand"] == ["social_insurance"]
    assert line["response"] == ["police.detention"]
    assert (line["participants"]["low"], line["participants"]["high"]) == (2000, 2999)
    assert [(d["low"], d["high"]) for d in line["harm"]["detained"]] == [(30, 30)]


def test_an_english_report_is_read(lines: list[dict[str, Any]]) -> None:
    """The same fields from an English sentence."""
    (line,) = of(lines, "b")
    assert line["date"]["earliest"] == "2014-04-14"
    assert line["place"]["name_en"] == "Dongguan"
    assert line["action"] == ["strike"]
    assert line["demand"] == ["wage_arrears"]
    assert line["participants"]["low"] == 300
    assert [(d["low"], d["high"]) for d in line["harm"]["detained"]] == [(12, 12)]


def test_small_talk_gives_no_line(lines: list[dict[str, Any]]) -> None:
    """A text about nothing of the kind is silent."""
    assert of(lines, "c") == []


def test_a_plan_is_printed_with_its_status(lines: list[dict[str, Any]]) -> None:
    """A planned action is printed, and never as something that happened."""
    assert {line["status"] for line in of(lines, "d")} == {"planned"}


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    """The good lines come out, the bad ones are told, the exit status is 1."""
    path = tmp_path / "mixed.jsonl"
    good = json.dumps(REPORTS[0], ensure_ascii=False)
    path.write_text(f'{{"id":\n{good}\n{{"id": "x"}}\n[1]\n', "utf-8")
    done = walkout("extract", path)
    assert done.returncode == 1
    assert no_traceback(done)
    assert len(done.stdout.splitlines()) == 1
    told = done.stderr.splitlines()
    assert len(told) == 3
    assert [n for n in (1, 3, 4) if f"line={n}" in done.stderr] == [1, 3, 4]


def test_a_folder_of_documents_is_extracted(tmp_path: Path) -> None:
    """Files need no record to be read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "post.txt").write_text(REPORTS[0]["text"], "utf-8")
    (tmp_path / "in" / "page.html").write_text(
        f"<html><meta charset=utf-8><body><p>{REPORTS[1]['text']}</p></body></html>", "utf-8"
    )
    done = walkout("extract", tmp_path / "in")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_resolve_joins_two_reports_and_says_why(tmp_path: Path) -> None:
    """`walkout resolve` gives two accounts of one strike one event, with its reasons."""
    path = tmp_path / "reports.jsonl"
    other = {
        "id": "e",
        "text": "东莞裕新鞋厂工人4月14日起罢工，约两千人参加，讨要社保。",
        "published": "2014-04-16",
    }
    lines = [json.dumps(r, ensure_ascii=False) for r in (REPORTS[0], other, REPORTS[2])]
    path.write_text("\n".join(lines), "utf-8")
    done = walkout("resolve", path, "--jsonl")
    assert done.returncode == 0, done.stderr
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert first["event"] == second["event"] is not None
    assert third == {"contract": 1, "id": "c", "event": None, "events": [], "reasons": []}
    assert first["reasons"][0]["with"] == "e"
    assert {"date", "employer"} <= {r["comparison"] for r in first["reasons"][0]["because"]}
