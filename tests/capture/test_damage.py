"""Damaged and hostile files of every kind: documents or faults come out, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capture.factories import run_bytes
from tests.read import hostile

ROWS: list[list[str | float | None]] = [
    ["Date", "Title", "描述"],
    [43308.0, "Strike", "工人罢工，要求涨工资，被拒绝。"],
    [43309.5, "March", "工人游行，要求支付工资。"],
]
FILES = {
    "book.xlsx": hostile.xlsx(
        {"S1": ROWS, "S2": ROWS},
        styles=["yyyy\\-mm\\-dd"],
        cell_styles={("S1", 1, 0): 1},
        merged={"S1": ["A2:A3"]},
    ),
    "table.csv": 'date,title,text\n2018-07-27,a,"工人罢工，\n要求工资"\n'.encode("gb18030") * 4,
    "archive.zip": hostile.zipped({"a.txt": hostile.STORY.encode(), "b/c.csv": b"text\nwords\n"}),
    "crawl.warc": hostile.warc_record("https://n.example/1", b"<p>words</p>") * 3,
    "crawl.warc.gz": hostile.gzipped([hostile.warc_record("https://n.example/1", b"<p>x</p>")] * 3),
    "mail.eml": hostile.mail("words", attachments={"报告.txt": b"x"}, html="<p>words</p>"),
    "page.mhtml": hostile.mhtml("<p>words</p>"),
    "lines.jsonl": '{"id":"1","text":"工人罢工"}\n{"id":2,"text":"words"}\n'.encode() * 3,
    "report.docx": hostile.docx(hostile.paragraphs("words")),
    "report.pdf": hostile.pdf([["words"]]),
    "page.html": hostile.page("<p>words</p>").encode(),
    "report.txt": hostile.STORY.encode("gb18030"),
}


@pytest.mark.parametrize(("name", "content"), FILES.items(), ids=list(FILES))
def test_a_damaged_file_gives_documents_or_faults(name: str, content: bytes) -> None:
    """Whatever is changed, cut or doubled in it; each fault is whole and its bytes are kept."""
    for damaged in hostile.mutations(content, seed=7, count=80):
        run = run_bytes(damaged, name)
        assert run.captures or run.faults or not damaged
        for fault in run.faults:
            issue = fault.issue
            assert issue.problem
            assert issue.fix
            assert issue.stage == "capture"
            assert issue.document is not None
            kept = {c.id for c in run.captures} | {f.capture.id for f in run.faults if f.capture}
            assert issue.document in kept


@pytest.mark.parametrize(("name", "content"), FILES.items(), ids=list(FILES))
def test_the_same_file_gives_the_same_documents(name: str, content: bytes) -> None:
    """In the same order with the same ids, so that an interrupted batch can be run again."""
    first, second = run_bytes(content, name), run_bytes(content, name)
    assert first.faults == second.faults == []
    assert [c.id for c in first.captures] == [c.id for c in second.captures]
    assert first.captures == second.captures


@given(st.binary(max_size=300), st.sampled_from(list(FILES)))
def test_any_bytes_under_any_name_end_well(content: bytes, name: str) -> None:
    """Nothing is raised; what was got is kept."""
    run = run_bytes(content, name)
    kept = [*run.captures, *(f.capture for f in run.faults if f.capture)]
    assert any(c.content == content for c in kept)
