"""The fold from judgements to groups: binding, order-free, never chaining past a person."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.model.judgement import Judgement, Verdict
from walkout.resolve.cluster import partition

HUMAN, OTHER_HUMAN, MODEL = "human:c07", "human:k2x", "model:resolve@1"
IDS = [f"m{i}" for i in range(6)]


def same(a: str, b: str, coder: str = MODEL, score: float | None = 6.0) -> Judgement:
    """Return a join of two mentions."""
    return Judgement(a, b, "same", coder, score)


def part(a: str, b: str, coder: str = HUMAN, verdict: Verdict = "different") -> Judgement:
    """Return a parting of two mentions."""
    return Judgement(a, b, verdict, coder)


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        pytest.param([], [("m0",), ("m1",), ("m2",)], id="nothing said: each alone"),
        pytest.param([same("m0", "m1")], [("m0", "m1"), ("m2",)], id="one join"),
        pytest.param(
            [same("m0", "m1"), same("m1", "m2")], [("m0", "m1", "m2")], id="joins are transitive"
        ),
        pytest.param(
            [Judgement("m0", "m1", "unsure", MODEL, 4.0)],
            [("m0",), ("m1",), ("m2",)],
            id="unsure joins nothing",
        ),
        pytest.param(
            [same("m0", "m1", score=99.0), part("m0", "m1")],
            [("m0",), ("m1",), ("m2",)],
            id="a person's different beats any score",
        ),
        pytest.param(
            [same("m0", "m1"), part("m0", "m1", verdict="same_dispute")],
            [("m0",), ("m1",), ("m2",)],
            id="same dispute is not same event",
        ),
        pytest.param(
            [same("m0", "m1", score=7.0), same("m1", "m2", score=6.0), part("m0", "m2")],
            [("m0", "m1"), ("m2",)],
            id="a chain does not bring together what a person parted; the stronger join stays",
        ),
        pytest.param(
            [same("m0", "m1", score=9.0), same("m1", "m2", HUMAN, None), part("m0", "m2")],
            [("m0",), ("m1", "m2")],
            id="a person's join goes before a model's stronger one",
        ),
        pytest.param(
            [same("m0", "m1", HUMAN, None), part("m0", "m1", OTHER_HUMAN)],
            [("m0",), ("m1",), ("m2",)],
            id="two persons contradict: parted",
        ),
        pytest.param(
            [same("m0", "m9")], [("m0",), ("m1",), ("m2",)], id="an unknown mention is passed over"
        ),
        pytest.param(
            [Judgement("m0", "m1", "different", MODEL, -4.0), same("m0", "m1", HUMAN, None)],
            [("m0", "m1"), ("m2",)],
            id="a model's different does not bind a person",
        ),
    ],
)
def test_partition(judgements: list[Judgement], expected: list[tuple[str, ...]]) -> None:
    """Each table row is one rule of the fold."""
    assert partition(["m0", "m1", "m2"], judgements) == expected


def pairs_of_ids() -> st.SearchStrategy[tuple[str, str]]:
    """Pairs with the smaller id first."""
    return st.sampled_from(list(itertools.combinations(IDS, 2)))


judgements_strategy = st.lists(
    st.builds(
        lambda pair, *rest: Judgement(pair[0], pair[1], *rest),
        pairs_of_ids(),
        st.sampled_from(["same", "different", "unsure", "same_dispute"]),
        st.sampled_from([HUMAN, OTHER_HUMAN, MODEL]),
        st.sampled_from([None, 5.0, 6.5, 9.0]),
    ),
    max_size=20,
)


@given(judgements_strategy, st.randoms(use_true_random=False))
def test_order_of_loading_changes_nothing(
    judgements: list[Judgement], shuffler: random.Random
) -> None:
    """The same rows in any order give the same groups."""
    first = partition(IDS, judgements)
    shuffled, ids = list(judgements), list(IDS)
    shuffler.shuffle(shuffled)
    shuffler.shuffle(ids)
    assert partition(ids, shuffled) == first


@given(judgements_strategy)
def test_partition_is_a_partition_that_respects_persons(judgements: list[Judgement]) -> None:
    """Each mention stands in one group, and no group holds a pair that a person parted."""
    groups = partition(IDS, judgements)
    assert sorted(m for g in groups for m in g) == IDS
    where = {m: g for g in groups for m in g}
    for judgement in judgements:
        if judgement.coder.startswith("human:") and judgement.verdict in (
            "different",
            "same_dispute",
        ):
            assert where[judgement.left] != where[judgement.right]
