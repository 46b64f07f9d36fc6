"""JSON Lines: the contract's reports, other people's lines, and lines that are none."""

from __future__ import annotations

import json
import time
import tracemalloc
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.capture.factories import run_bytes
from walkout.model import media
from walkout.model.ids import row_id

STORY = "临江市约三百名工人罢工，要求支付工资。🚩𠮷"


def lines(*values: Any) -> bytes:
    """Return values as JSON Lines."""
    return b"".join(json.dumps(v, ensure_ascii=False).encode() + b"\n" for v in values)


def test_reports_of_the_contract_are_documents() -> None:
    """Each line's text, date, language, address and id are taken as they are given."""
    run = run_bytes(
        lines(
            {
                "id": "r1",
                "text": f" {STORY}\n",
                "published": "2018-07-27T22:00:00+08:00",
                "language": "zh",
                "url": "https://e.example/1",
            },
            {"id": "r2", "text": "Strike.", "published": None},
        ),
        "reports.jsonl",
    )
    file, first, second = run.captures
    assert file.media_type == media.JSONL
    assert first.text == f" {STORY}\n", "spans of the contract are spans of the line's own text"
    assert first.published == datetime(2018, 7, 27, 22, tzinfo=timezone(timedelta(hours=8)))
    assert (first.name, first.language, first.url) == ("r1", "zh-Hans", "https://e.example/1")
    assert (first.part_of, first.locator) == (file.id, "line 1")
    assert (second.text, second.published) == ("Strike.", None)


def test_a_line_is_known_by_its_values_and_not_by_their_order() -> None:
    """The same object written another way is the same document; repeats stay apart."""
    run = run_bytes(b'{"text":"Strike","id":1}\n{"id": 1, "text": "Strike"}\n', "a.jsonl")
    canonical = '{"id":1,"text":"Strike"}'
    assert [c.id for c in run.captures[1:]] == [row_id((canonical,), 0), row_id((canonical,), 1)]
    assert run.captures[1].content == canonical.encode()


def test_other_peoples_fields_are_guessed() -> None:
    """A title is joined to the text where the text is not the contract's."""
    run = run_bytes(
        lines({"headline": "Toy strike", "content": STORY, "pub_date": "2018-07-27", "n": 3}),
        "a.jsonl",
    )
    row = run.captures[1]
    assert (row.text, row.title) == (f"Toy strike\n{STORY}", "Toy strike")
    assert row.published == date(2018, 7, 27)
    assert [n.code for n in run.notices] == ["columns"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        pytest.param(b'{"id":"x","text":', "TableError", id="cut"),
        pytest.param(b"[1,2]", "TableError", id="a list"),
        pytest.param(b"[" * 100_000, "TableError", id="nested beyond reason"),
        pytest.param(b'{"n":' + b"9" * 5000 + b"}", "TableError", id="a number beyond reason"),
        pytest.param(b"\xff\xfe", "TableError", id="no text"),
        pytest.param(b'{"id":"x"}', "EmptyDocumentError", id="no text field"),
        pytest.param(b'{"text":"  "}', "EmptyDocumentError", id="no words"),
        pytest.param(b'{"text":5.5e3,"id":[1]}', None, id="a number for text is its digits"),
    ],
)
def test_a_bad_line_is_one_fault_and_the_rest_goes_on(bad: bytes, code: str | None) -> None:
    """Its number is told, and its bytes are kept."""
    good = lines({"id": "1", "text": STORY})
    run = run_bytes(good + bad + b"\n\n" + good, "a.jsonl")
    assert run.codes == ([code] if code else [])
    assert run.texts.count(STORY) == 2
    if code:
        assert run.faults[0].issue.where["line"] == 2
        assert run.faults[0].capture is not None
        assert run.faults[0].capture.part_of == run.captures[0].id


def test_half_characters_are_replaced() -> None:
    """Posts cut by a program end in half an emoji; the rest is the report."""
    run = run_bytes(b'{"text":"\\u5de5\\u4eba\\u7f62\\u5de5 \\ud83d","id":"1"}\n', "a.jsonl")
    assert run.texts == ["工人罢工 ?"] or run.texts == ["工人罢工 \ufffd"]
    run.captures[1].content.decode("utf-8")


def test_a_date_that_is_none_is_left_unknown_and_told() -> None:
    """The line is read all the same."""
    run = run_bytes(
        lines({"text": STORY, "published": "last summer"}), "a.jsonl", {"published": "published"}
    )
    assert (run.texts, run.captures[1].published) == ([STORY], None)
    assert [n.code for n in run.notices] == ["columns", "dates"]


def test_a_file_without_objects_is_one_fault() -> None:
    """It is kept and listed."""
    run = run_bytes(b"words\nmore words\n", "a.jsonl")
    assert (run.captures, run.codes) == ([], ["TableError"])


def test_a_line_of_fifty_megabytes_costs_no_more_than_itself() -> None:
    """One fault with its size, in bounded memory and time, and the rest goes on."""
    content = b'{"text":"' + b"x" * (50 << 20) + b'"}\n' + lines({"text": STORY})
    tracemalloc.start()
    start = time.monotonic()
    run = run_bytes(content, "a.jsonl")
    seconds = time.monotonic() - start
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert run.codes == ["TableError"]
    assert (run.faults[0].issue.where["line"], run.faults[0].issue.where["megabytes"]) == (1, 50)
    assert run.texts == [STORY]
    assert seconds < 10
    assert peak < 200 << 20


def test_lines_in_another_encoding_are_read() -> None:
    """JSON should be UTF-8 and sometimes is not."""
    content = (
        lines({"text": "临江市约三百名工人罢工，要求支付拖欠工资。"}).decode().encode("gb18030")
    )
    assert run_bytes(content, "a.jsonl").texts == ["临江市约三百名工人罢工，要求支付拖欠工资。"]
