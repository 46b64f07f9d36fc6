"""Sentences: where they end, and that none is endless."""

from __future__ import annotations

import pytest

from walkout.extract.segment import LONGEST, clauses, sentences


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "工人罢工。警察到场！", ["工人罢工。", "警察到场！"], id="stops of both kinds"
        ),
        pytest.param(
            "他问:“走吗?”工人没走", ["他问:“走吗?”", "工人没走"], id="quotes close with it"
        ),
        pytest.param("讨薪;堵路", ["讨薪;", "堵路"], id="a semicolon between words"),
        pytest.param(
            "at no. 3 they struck. ok", ["at no. 3 they struck.", "ok"], id="no. is no end"
        ),
        pytest.param("罢工\n\n堵路", ["罢工", "堵路"], id="lines"),
        pytest.param(" \n \n", [], id="blank"),
    ],
)
def test_a_sentence_ends_at_its_stop(text: str, told: list[str]) -> None:
    """Each sentence is the words up to its stop, the stop and what closes it included."""
    assert [text[s.start : s.end] for s in sentences(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("工人罢工，要求加薪", ["工人罢工，", "要求加薪"], id="a comma"),
        pytest.param("2,500工人", ["2,500工人"], id="a comma inside a number"),
        pytest.param("they struck - and won", ["they struck - ", "and won"], id="a dash"),
        pytest.param("they left but police came", ["they left but ", "police came"], id="but"),
    ],
)
def test_a_clause_ends_at_its_mark(text: str, told: list[str]) -> None:
    """Clauses are the spans between commas, dashes between spaces and words that turn."""
    (sentence,) = sentences(text)
    assert [text[a:b] for a, b in clauses(text, sentence)] == told


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("工人罢工，" * 3000, id="commas only"),
        pytest.param("罢" * 9000, id="no mark at all"),
        pytest.param("罢工" + " " * 9000 + "堵路", id="mostly blank"),
    ],
)
def test_words_without_a_stop_are_read_in_pieces(text: str) -> None:
    """No sentence is longer than the limit, pieces follow each other, and no word is lost."""
    found = sentences(text)
    assert all(0 < s.end - s.start <= LONGEST for s in found)
    assert "".join(text[s.start : s.end] for s in found) == text.replace(" ", "")
