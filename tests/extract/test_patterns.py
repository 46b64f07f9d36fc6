"""The notation of the lexicon, and the lexicon that ships."""

from __future__ import annotations

import pytest

from walkout import codebook
from walkout.errors import ConfigurationError
from walkout.extract.patterns import Lexicon, lexicon, split_line, unfold


@pytest.mark.parametrize(
    ("line", "literals"),
    [
        pytest.param("{拉,打}横幅", ["拉横幅", "打横幅"], id="options"),
        pytest.param("罢{工,}", ["罢工", "罢"], id="an empty option"),
        pytest.param("a{b,{c,d}e}", ["ab", "ace", "ade"], id="nested"),
        pytest.param(
            "block+ road*",
            ["block road", "block roads", "blocks road", "blocks roads", "blocked road",
             "blocked roads", "blocking road", "blocking roads"],
            id="forms of a verb and a noun",
        ),
        pytest.param("n+1", ["n+1"], id="a plus that is no sign"),
        pytest.param("<who>罢工", ["工人罢工", "员工罢工"], id="a list"),
    ],
)  # fmt: skip
def test_a_line_unfolds(line: str, literals: list[str]) -> None:
    """A line stands for these literals."""
    assert list(unfold(line, {"who": ["工人", "员工"]})) == literals


def test_an_unknown_list_is_named() -> None:
    """A line that names a missing list says which."""
    with pytest.raises(ConfigurationError, match="nobody"):
        list(unfold("<nobody>"))


def test_an_open_brace_is_an_error() -> None:
    """A brace that is not closed is a fault of the lexicon."""
    with pytest.raises(ConfigurationError, match="brace"):
        list(unfold("{a,b"))


def test_options_of_a_whole_line_have_their_own_gaps() -> None:
    """A line that is one brace group is split at its top level."""
    assert split_line("{a .. b,{c,d}e}") == ["a .. b", "{c,d}e"]


def found(text: str, *entries: tuple[str, str, int, str, str]) -> list[tuple[str, str]]:
    """Return code and words of the hits of a small lexicon."""
    made = Lexicon(list(entries), {})
    return [(h.code, text[h.start : h.end]) for h in made.scan(text)]


def test_a_longer_match_hides_the_shorter() -> None:
    """A hunger strike is no strike."""
    hits = found(
        "a hunger strike",
        ("action", "strike", 2, "en", "strike"),
        ("action", "hunger_strike", 2, "en", "hunger strike"),
    )
    assert hits == [("hunger_strike", "hunger strike")]


def test_a_stop_hides_what_it_covers() -> None:
    """A strike price is none."""
    entries = (
        ("action", "strike", 2, "en", "strike"),
        ("action", "stop", 1, "en", "strike price"),
    )
    assert found("the strike price", *entries) == []
    assert found("the strike", *entries) == [("strike", "strike")]


def test_english_matches_whole_words() -> None:
    """A strike is not found in the word strikers."""
    assert found("strikers strikebound", ("action", "strike", 2, "en", "strike")) == []


def test_a_gap_is_bounded_by_its_width_and_the_sentence() -> None:
    """The parts of a pattern stand in one sentence, not too far apart."""
    entry = ("demand", "wage_arrears", 2, "zh", "拖欠 ..6.. 工资")
    assert found("拖欠工人三月工资", entry) == [("wage_arrears", "拖欠工人三月工资")]
    assert found("拖欠。他说工资", entry) == []
    assert found("拖欠了很多很多很多人的工资", entry) == []


def test_every_code_of_the_lexicon_is_in_the_codebook() -> None:
    """The lexicon gives no code that the codebook does not have."""
    book = codebook.load()
    fields = {
        "action", "demand", "cause", "industry", "ownership", "actor", "composition",
        "organisation", "outcome", "act", "responder",
    }  # fmt: skip
    seen = 0
    for entry in lexicon().entries():
        if entry.field in fields and entry.code != "stop":
            assert book.has(entry.field, entry.code), entry
            seen += 1
        if entry.field == "harm" and entry.code != "stop":
            name, _, form = entry.code.partition(".")
            assert book.has("harm", name), entry
            assert not form or book.has("legal_form", form), entry
            seen += 1
    assert seen > 100


def test_the_lexicon_stays_quick_to_load() -> None:
    """A line with too many combinations is written with a gap: every command loads the lexicon."""
    assert len(lexicon()) < 90_000
