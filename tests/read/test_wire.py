"""Replies of the reader's child are checked value by value, since a document may run it."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.errors import (
    DocumentError,
    EmptyDocumentError,
    HostileDocumentError,
    UnreadableError,
    WalkoutError,
)
from walkout.model.document import Block, Capture
from walkout.read import wire
from walkout.read.page import Page


def opened(data: bytes) -> tuple[Any, bytes]:
    """Return the two parts of a frame."""
    head, body = wire.HEADER.unpack(data[: wire.HEADER.size])
    rest = data[wire.HEADER.size :]
    assert len(rest) == head + body
    return orjson.loads(rest[:head]), rest[head:]


def test_a_page_comes_through_whole() -> None:
    """Text in any script, blocks, dates with offsets and notes."""
    page = Page(
        "test@1",
        "工人𠮷🚩\nwords",
        (Block(0, 4, "p 1"), Block(5, 10, "p 2")),
        title="题",
        published=date(2018, 7, 28),
        basis="text",
        url="https://e.example/1",
        notes=("charset:utf-8",),
    )
    assert wire.answer(*opened(wire.page_reply(page))) == page


def test_a_document_comes_through_without_its_name_and_id() -> None:
    """The child needs neither."""
    capture = Capture("secret-id", b"bytes", "text/plain", name="secret-name", title="t")
    data = wire.request(capture, date(2026, 1, 1), 20.0)
    assert b"secret" not in data
    asked, today = wire.asked(*opened(data))
    assert (asked.content, asked.media_type, asked.title) == (b"bytes", "text/plain", "t")
    assert today == date(2026, 1, 1)


@pytest.mark.parametrize("kind", [EmptyDocumentError, UnreadableError, HostileDocumentError])
def test_an_error_comes_through_as_itself(kind: type[DocumentError]) -> None:
    """With its facts, and with no object that the child made."""
    error = kind("What is wrong", fix="What to do.", pages=3, thing=object())
    with pytest.raises(kind) as caught:
        wire.answer(*opened(wire.error_reply(error)))
    assert type(caught.value) is kind
    assert (caught.value.problem, caught.value.fix) == ("What is wrong", "What to do.")
    assert caught.value.where == {"pages": 3, "thing": "object"}


GOOD = opened(wire.page_reply(Page("test@1", "words", (Block(0, 5, "p 1"),))))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"blocks": [[0, 6, "p 1"]]}, id="a span past the text"),
        pytest.param({"blocks": [[3, 2, "p 1"]]}, id="a span that ends before it starts"),
        pytest.param({"blocks": [[-1, 2, "p 1"]]}, id="a span before the text"),
        pytest.param({"blocks": [[0, 3, "p 1"], [1, 5, "p 2"]]}, id="spans that overlap"),
        pytest.param({"blocks": [[0.0, 5, "p 1"]]}, id="a span that is no number"),
        pytest.param({"blocks": [[True, 5, "p 1"]]}, id="a span that is a truth"),
        pytest.param({"blocks": [[0, 5]]}, id="a span without its place"),
        pytest.param({"blocks": {}}, id="no list of blocks"),
        pytest.param({"published": "2018-02-30"}, id="no such day"),
        pytest.param({"published": "2018-07-28T09:00:00"}, id="a time without its offset"),
        pytest.param({"published": 5}, id="a number for a date"),
        pytest.param({"basis": "rumour"}, id="no such basis"),
        pytest.param({"title": 5}, id="a number for a title"),
        pytest.param({"title": "x" * 9999}, id="a title without end"),
        pytest.param({"notes": [5]}, id="a number for a note"),
        pytest.param({"notes": None}, id="no notes"),
        pytest.param({"reader": None}, id="no reader"),
        pytest.param({"error": "KeyError", "problem": "", "fix": "", "where": {}}, id="no error"),
        pytest.param({"error": "WalkoutError", "problem": "", "fix": "", "where": {}}, id="root"),
        pytest.param({"error": "UnreadableError", "problem": 5, "fix": "", "where": {}}, id="kind"),
        pytest.param({"error": "UnreadableError", "problem": "", "fix": ""}, id="no facts"),
    ],
)
def test_a_reply_that_no_reader_sends_is_broken(changes: dict[str, Any]) -> None:
    """Nothing of it gets into the record."""
    with pytest.raises(wire.Broken):
        wire.answer({**GOOD[0], **changes}, GOOD[1])


def test_a_body_that_is_no_text_is_broken() -> None:
    """The text is UTF-8."""
    with pytest.raises(wire.Broken):
        wire.answer(GOOD[0], b"\xff\xfe")


def test_facts_cannot_take_the_place_of_words() -> None:
    """A fact called `problem` would make another error of it."""
    head = {"error": "UnreadableError", "problem": "p", "fix": "f", "where": {"fix": 1, "self": 2}}
    with pytest.raises(UnreadableError) as caught:
        wire.answer(head, b"")
    assert caught.value.where == {}


json = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from([*GOOD[0], "error", "problem", "fix", "where"]), json, max_size=6
    ),
    st.binary(max_size=8),
)
def test_any_reply_is_a_page_or_an_error_or_broken(changes: dict[str, Any], body: bytes) -> None:
    """Whatever a child sends, the main process goes on."""
    try:
        page = wire.answer({**GOOD[0], **changes}, body)
    except (wire.Broken, WalkoutError):
        return
    assert all(0 <= b.start <= b.end <= len(page.text) for b in page.blocks)
