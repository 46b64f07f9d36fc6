"""Text and Markdown: the file's own words with the file's own spans."""

from __future__ import annotations

from datetime import date

import pytest

from tests.read import hostile
from tests.read.reading import page_of
from walkout.errors import UnreadableError
from walkout.model import media

ESSAY = """The Toy Workers of Linjiang

A Writer
14 January 2019

About 300 workers at the Desheng toy factory gathered at the gate on 27 July 2018. 🚩

Three of them were taken away by the police, and 𠮷 others were dismissed in August.
"""


def test_the_text_is_the_files_own() -> None:
    """A span of the reading is a span of the file; each line knows its number."""
    page = page_of(ESSAY, media.TEXT)
    assert page.text == ESSAY.rstrip()
    assert [b.place for b in page.blocks] == ["line 1", "line 3", "line 4", "line 6", "line 8"]
    assert page.text[page.blocks[4].start :].startswith("Three of them")


def test_leading_empty_lines_stay_and_line_ends_are_one_kind() -> None:
    """Nothing moves but the ends of lines."""
    page = page_of("\r\n\r\nA title\r\nWorkers struck.\rAgain.", media.TEXT)
    assert page.text == "\n\nA title\nWorkers struck.\nAgain."


def test_an_essay_has_a_title_and_a_date() -> None:
    """The first line, and the line that is a date."""
    page = page_of(ESSAY, media.TEXT)
    assert (page.title, page.published, page.basis) == (
        "The Toy Workers of Linjiang",
        date(2019, 1, 14),
        "text",
    )


def test_a_date_may_stand_at_the_end() -> None:
    """As under a letter, or where a page puts it."""
    page = page_of("A title\n\nWorkers struck in May.\n\nWednesday, March 3, 2021\n", media.TEXT)
    assert page.published == date(2021, 3, 3)


def test_a_month_in_the_title_is_a_note_and_no_date() -> None:
    """A month is too little for a day, and is not thrown away."""
    page = page_of("the toy strike: a discussion (november 2018)\n\nWords.\n", media.TEXT)
    assert page.published is None
    assert "published-month:2018-11" in page.notes


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("玩具厂罢工\n今天三百名工人停工。", "玩具厂罢工", id="a headline"),
        pytest.param(
            "2018年7月28日\n玩具厂罢工\n今天三百名工人停工。", "玩具厂罢工", id="below a date"
        ),
        pytest.param(
            "发表：2018年7月28日\n玩具厂罢工\n今天停工。", "玩具厂罢工", id="below a label"
        ),
        pytest.param("标题：玩具厂罢工\n今天停工。", "玩具厂罢工", id="labelled"),
        pytest.param("今天三百名工人停工。\n警察来了。", None, id="a sentence"),
        pytest.param("今天三百名工人停工", None, id="one line"),
        pytest.param("https://e.example/1\n今天停工。", None, id="an address"),
        pytest.param("x" * 200 + "\nmore words", None, id="too long"),
        pytest.param("——\nwords of a strike", None, id="a rule"),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    """A title is short, no sentence, and stands above something."""
    assert page_of(text, media.TEXT).title == title


def test_what_a_page_left_at_the_end_is_cut() -> None:
    """The form for answers and the answers above it; nothing before them."""
    text = (
        "A discussion\n\n" + "Workers struck in May, and this is a real paragraph. " * 20 + "\n\n"
        "3 responses to “A discussion”\n\n  1. Somebody\n\n    A recent report on it:\n\n"
        "Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n"
        "This site uses Akismet to reduce spam.\n"
    )
    page = page_of(text, media.TEXT)
    assert page.text.endswith("this is a real paragraph.")
    assert "boilerplate:cut" in page.notes
    assert text.startswith(page.text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A title\n\nWorkers wrote: Leave a reply at the gate.\n" + "More. " * 900,
                     id="words like a form's, early"),
        pytest.param("A title\n\n3 responses to the call\n\nWorkers struck.", id="a heading alone"),
    ],
)  # fmt: skip
def test_real_paragraphs_are_never_cut(text: str) -> None:
    """Without the form at the end everything stays."""
    page = page_of(text, media.TEXT)
    assert page.text == text.rstrip()
    assert "boilerplate:cut" not in page.notes


def test_lines_broken_at_a_margin_are_joined() -> None:
    """With a note, and with the number of each paragraph's first line."""
    lines = [
        "七月二十七日上午，临江市德胜玩具厂约三百名",
        "工人在厂门口聚集，要求厂方支付拖欠三个月的",
        "工资，并补缴社会保险，厂方没有派人出来谈判",
        "也没有答复工人代表提出的任何要求。",
        "",
        "当天下午，镇政府派员到场调解，约五十名警察",
        "在场维持秩序，三名工人被带走，双方没有达成",
        "协议，工人们表示下周一将到市政府去上访讨说",
        "法。",
    ]
    page = page_of("\n".join(lines), media.TEXT)
    assert page.text.split("\n") == ["".join(lines[:4]), "".join(lines[5:])]
    assert [b.place for b in page.blocks] == ["line 1", "line 6"]
    assert "lines:joined" in page.notes


def test_front_matter_is_taken_off_markdown() -> None:
    """Its title, date and address are the document's; the words below stay as they are."""
    text = (
        "---\ntitle: 'Toy strike'\ndate: 2018-07-28\nlink: https://e.example/1\ntags: [a]\n---\n"
        "# Toy strike\n\n**300** workers struck.\n"
    )
    page = page_of(text, media.MARKDOWN)
    assert page.text == "# Toy strike\n\n**300** workers struck."
    assert (page.title, page.published, page.basis, page.url) == (
        "Toy strike", date(2018, 7, 28), "metadata", "https://e.example/1",
    )  # fmt: skip
    assert page.reader == "markdown@1"


def test_a_heading_is_a_title_in_markdown() -> None:
    """Without its marks."""
    page = page_of("words first\n\n## *Toy strike* ##\n\nmore", media.MARKDOWN)
    assert page.title == "Toy strike"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_encodings_are_told_in_a_note(encoding: str) -> None:
    """How the bytes were read is part of the reading."""
    page = page_of(hostile.STORY.encode(encoding), media.TEXT)
    assert page.text == hostile.STORY
    assert page.notes[0].startswith("charset:")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"x" * (50 << 20), id="a line of fifty megabytes"),
        pytest.param(b"words\n" * 2_000_000, id="more text than any report"),
        pytest.param(hostile.STORY.encode() + b"\xff\x81\xff" * 99, id="undecodable bytes"),
    ],
)
def test_what_is_no_report_is_refused(data: bytes) -> None:
    """With facts that locate it and words on what to do."""
    with pytest.raises(UnreadableError) as caught:
        page_of(data, media.TEXT)
    assert caught.value.fix
    assert caught.value.where
