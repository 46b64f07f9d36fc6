"""Identities: what makes two things one, pinned so that no change slips by."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.model.ids import (
    coder_family,
    digest,
    document_id,
    event_id,
    mention_id,
    reading_id,
    row_id,
    statement_id,
)
from walkout.model.statement import canonical

PARTS = st.lists(st.one_of(st.none(), st.text(max_size=4)), max_size=5)


@given(PARTS, PARTS)
def test_a_digest_keeps_the_borders_between_its_parts(left: list[str], right: list[str]) -> None:
    """Two lists of parts share a digest only when they are the same list."""
    assert (digest(*left) == digest(*right)) is (left == right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(("ab", "c"), ("a", "bc"), id="a border moved"),
        pytest.param((None,), ("",), id="nothing and the empty string"),
        pytest.param((None,), ("n",), id="nothing and its mark"),
        pytest.param(("1:a",), ("a",), id="a length spelled inside a part"),
        pytest.param(("a", None), ("a",), id="a missing part at the end"),
    ],
)
def test_lists_that_look_alike_differ(
    left: tuple[str | None, ...], right: tuple[str | None, ...]
) -> None:
    """Parts that a separator would mix up have different digests."""
    assert digest(*left) != digest(*right)


@given(st.lists(st.text(max_size=6), min_size=1, max_size=4), st.integers(0, 3))
def test_exact_repeats_of_a_row_stay_two_documents(cells: list[str], occurrence: int) -> None:
    """A row's id hangs on its cells and on how often they came before."""
    row = tuple(cells)
    assert row_id(row, occurrence) == row_id(tuple(cells), occurrence)
    assert row_id(row, occurrence) != row_id(row, occurrence + 1)
    assert row_id(row, occurrence) != row_id((*row, ""), occurrence)


def test_a_row_is_no_file() -> None:
    """A file and a row with the same bytes are different documents."""
    assert document_id(b"a") != row_id(("a",), 0)


@given(st.text(max_size=20), st.integers(0, 50), st.integers(51, 99))
def test_every_id_is_safe_in_an_address_and_a_file_name(text: str, start: int, end: int) -> None:
    """Ids are a letter and 24 hexadecimal digits, whatever they are made of."""
    reading = reading_id("d1", "html@1", text)
    for letter, made in (
        ("d", document_id(text.encode("utf-8", "surrogatepass"))),
        ("d", row_id((text,), 0)),
        ("r", reading),
        ("m", mention_id(reading, start, end)),
        ("s", statement_id(reading, "action", canonical("strike"), start, end, "rule:zh@1")),
    ):
        assert re.fullmatch(letter + "[0-9a-f]{24}", made)


def test_a_better_version_of_a_coder_says_the_same_thing_again() -> None:
    """A statement's id does not change with the version of its coder, but with its family."""

    def made(coder: str) -> str:
        return statement_id("r1", "action", canonical("strike"), 3, 5, coder)

    assert made("rule:zh@1") == made("rule:zh@2") == made("rule:zh")
    assert made("rule:zh@1") != made("rule:en@1")


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"reading": "r2"}, id="reading"),
        pytest.param({"field": "demand"}, id="field"),
        pytest.param({"value": canonical("sit_in")}, id="value"),
        pytest.param({"start": 2}, id="start"),
        pytest.param({"end": 6}, id="end"),
        pytest.param({"start": None, "end": None}, id="inferred"),
    ],
)
def test_a_statement_is_another_when_any_part_differs(changed: dict[str, object]) -> None:
    """Reading, field, value and span each belong to a statement's identity."""
    parts: dict[str, object] = {
        "reading": "r1",
        "field": "action",
        "value": canonical("strike"),
        "start": 3,
        "end": 5,
        "coder": "rule:zh@1",
    }
    assert statement_id(**parts) != statement_id(**{**parts, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("coder", "family"),
    [
        ("rule:zh@3", "rule:zh"),
        ("model:NAME@2026-01", "model:NAME"),
        ("human:c07", "human:c07"),
        ("source:clb", "source:clb"),
    ],
)
def test_the_family_of_a_coder_is_the_coder_without_its_version(coder: str, family: str) -> None:
    """Only what stands after the @ is left out."""
    assert coder_family(coder) == family


@given(st.binary(min_size=32, max_size=32), st.text(max_size=10), st.integers(0, 9))
def test_an_event_id_can_be_spoken_and_typed(key: bytes, seed: str, attempt: int) -> None:
    """Event ids are eight characters without i, l, o and u, the same for the same key and parts."""
    made = event_id(key, seed, str(attempt))
    assert re.fullmatch("[0-9abcdefghjkmnpqrstvwxyz]{8}", made)
    assert made == event_id(key, seed, str(attempt))


def test_an_event_id_tells_nothing_without_the_key() -> None:
    """Another key gives other ids for the same parts, and a counter a fresh one."""
    assert event_id(b"a" * 32, "m1", "0") != event_id(b"b" * 32, "m1", "0")
    assert event_id(b"a" * 32, "m1", "0") != event_id(b"a" * 32, "m1", "1")


@pytest.mark.parametrize(
    ("made", "pinned"),
    [
        pytest.param(document_id("罢工".encode()), "d02573d42c995d74158e61bd4", id="document"),
        pytest.param(row_id(("2015-04-20", "罢工"), 1), "ddd030db4a499e1d9da7079c0", id="row"),
        pytest.param(reading_id("d1", "html@1", "罢工"), "r473937c2ac1f34dbce77b0e6", id="reading"),
        pytest.param(mention_id("r1", 0, 9), "mc90c4ebb4fb157b6b7a59226", id="mention"),
        pytest.param(
            statement_id("r1", "harm.detained", canonical({"low": 30}), 3, 6, "rule:zh@1"),
            "s723bac8610a6cce04cb01ca6",
            id="statement",
        ),
        pytest.param(event_id(b"k" * 32, "m1", "0"), "e3k0eexc", id="event"),
    ],
)
def test_ids_are_for_ever(made: str, pinned: str) -> None:
    """These ids stand in records and citations: if this fails, write a migration."""
    assert made == pinned
