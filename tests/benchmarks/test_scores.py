from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.labels import ClassScores, LabelScores
from benchmarks.quality.scores import Confusions, Counts, Score, f1_of, macro, micro, wilson

counts = st.builds(Counts, *[st.integers(0, 50)] * 3)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        pytest.param(0, 10, 0.0, 0.2775, id="none of ten"),
        pytest.param(9, 10, 0.5958, 0.9821, id="nine of ten"),
        pytest.param(50, 100, 0.4038, 0.5962, id="half of a hundred"),
    ],
)
def test_wilson_gives_the_published_interval(right: int, n: int, low: float, high: float) -> None:
    """The interval is that of tables of the Wilson score interval."""
    assert wilson(right, n) == pytest.approx((low, high), abs=5e-4)


@given(right=st.integers(0, 500), wrong=st.integers(0, 500))
def test_a_share_lies_in_its_interval(right: int, wrong: int) -> None:
    """Low <= share <= high, within 0 and 1; no cases have no interval."""
    low, high = wilson(right, right + wrong)
    if right + wrong == 0:
        assert math.isnan(low)
        assert math.isnan(high)
    else:
        assert 0 <= low <= right / (right + wrong) <= high <= 1


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    """Three right, one extra and two missed give 6 of 9."""
    score = Score([Counts(1, 1, 0), Counts(2, 0, 2)])
    p, r = score.precision, score.recall
    assert (p, r) == (3 / 4, 3 / 5)
    assert score.f1 == pytest.approx(2 * p * r / (p + r))
    assert f1_of(3, 1, 2) == score.f1


@given(st.lists(counts, min_size=1, max_size=12))
def test_the_bootstrap_is_the_same_on_every_run_and_orders_its_ends(parts: list[Counts]) -> None:
    """A fixed seed: two readings of one score are one interval, its ends between 0 and 1."""
    score = Score()
    for part in parts:
        score.add(part)
    low, high = score.f1_interval()
    assert [low, high] == pytest.approx(list(Score(score.parts).f1_interval()), nan_ok=True)
    assert not score.parts or 0 <= low <= high <= 1


def test_the_bootstrap_draws_reports_and_not_values() -> None:
    """Ten faults in one report leave more doubt than one fault in each of ten reports."""
    together = Score([Counts(0, 0, 10), *[Counts(10, 0, 0)] * 9])
    apart = Score([Counts(9, 0, 1)] * 10)
    assert together.f1 == apart.f1
    wide, narrow = together.f1_interval(), apart.f1_interval()
    assert wide[1] - wide[0] > narrow[1] - narrow[0]


def test_micro_counts_values_and_macro_counts_fields() -> None:
    """A field with many values rules micro; in macro each field is one."""
    many, few = Score([Counts(90, 0, 0)]), Score([Counts(0, 0, 10)])
    assert micro([many, few]).f1 == pytest.approx(180 / 190)
    assert macro([many, few]) == 0.5
    assert macro([many, Score()]) == 1.0


def test_confusions_pair_what_was_missed_with_what_was_found_instead() -> None:
    """Equal values are no confusion; nothing found is a dash; ids stand behind, each once."""
    lists = Confusions()
    lists.add("action", "r1", ["strike", "march"], ["strike", "sit_in"])
    lists.add("action", "r2", ["march"], ["sit_in"])
    lists.add("action", "r3", ["strike"], [])
    lists.add("action", "r4", ["strike"], ["strike"])
    assert lists.lines() == ["action: march -> sit_in  2  r1 r2", "action: strike -> -  1  r3"]
    assert "r1" not in " ".join(lists.lines(ids=False))


def test_labels_are_scored_each_and_unknown_ones_left_out() -> None:
    """A label outside the list counts on neither side."""
    scores = LabelScores(("a", "b"))
    scores.add("x", "1", {"a", "z"}, {"a", "y"})
    scores.add("x", "2", {"b"}, {"a"})
    assert scores.scores["a"].total == Counts(1, 1, 0)
    assert scores.scores["b"].total == Counts(0, 0, 1)


def test_nothing_found_is_a_wrong_class() -> None:
    """Accuracy counts the row, and the missed class loses recall; no class gains an extra."""
    scores = ClassScores()
    scores.add("x", "1", "a", "a")
    scores.add("x", "2", "a", None)
    scores.add("x", "3", "a", "b")
    assert scores.accuracy == pytest.approx(1 / 3)
    assert scores.scores["a"].total == Counts(1, 0, 2)
    assert scores.scores["b"].total == Counts(0, 1, 0)
    assert scores.macro == scores.scores["a"].f1
