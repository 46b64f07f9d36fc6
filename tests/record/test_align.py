"""Alignment of a new extraction's mentions with those that were there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkout.record.align import LEAST, New, Old, align, carry, jaccard

NOTHING: frozenset[tuple[str, bytes]] = frozenset()

spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda s: (s[0], s[0] + s[1]))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param((0, 10), (0, 10), 1.0, id="the same"),
        pytest.param((0, 10), (10, 20), 0.0, id="neighbours"),
        pytest.param((0, 10), (20, 30), 0.0, id="apart"),
        pytest.param((0, 10), (0, 20), 0.5, id="half of it"),
        pytest.param((5, 5), (0, 10), 0.0, id="a point"),
    ],
)
def test_overlap_is_the_common_share(
    one: tuple[int, int], other: tuple[int, int], expected: float
) -> None:
    """Code points in both over code points in either, whichever is named first."""
    assert jaccard(one, other) == jaccard(other, one) == expected


@settings(deadline=None)
@given(st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_no_id_is_kept_twice_nor_without_enough_in_common(
    old: list[tuple[int, int]], new: list[tuple[int, int]]
) -> None:
    """Each old id goes to one new mention at most, over more than half; nothing better is left."""
    before = [Old(f"m{n}", span, NOTHING) for n, span in enumerate(old)]
    after = [New(span, NOTHING) for span in new]
    kept = align(before, after)
    assert len(set(kept.values())) == len(kept)
    by_id = {o.id: o.span for o in before}
    assert all(jaccard(by_id[name], new[number]) > LEAST for number, name in kept.items())
    for number, span in enumerate(new):
        if number not in kept:
            free = by_id.keys() - set(kept.values())
            assert all(jaccard(by_id[name], span) <= LEAST for name in free)


@settings(deadline=None)
@given(st.lists(spans, max_size=6, unique=True), st.randoms())
def test_the_same_mentions_in_any_order_keep_their_ids(
    old: list[tuple[int, int]], random: object
) -> None:
    """Extracting the same again, in another order, changes no id."""
    before = [Old(f"m{n}", span, NOTHING) for n, span in enumerate(old)]
    order = list(range(len(old)))
    random.shuffle(order)  # type: ignore[attr-defined]
    kept = align(before, [New(old[n], NOTHING) for n in order])
    assert kept == {place: f"m{n}" for place, n in enumerate(order)}


def test_two_mentions_of_one_passage_are_told_apart_by_what_they_say() -> None:
    """A strike and an arrest in one sentence do not change places."""
    strike, arrest = frozenset({("kind", b'"action"')}), frozenset({("kind", b'"repression"')})
    before = [Old("m1", (0, 20), strike), Old("m2", (0, 20), arrest)]
    assert align(before, [New((0, 20), arrest), New((0, 20), strike)]) == {0: "m2", 1: "m1"}


BEFORE = "甲乙丙。青石镇鞋厂五百名工人周一罢工，要求补发三个月工资。丁戊己。"
PASSAGE = (4, 27)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(BEFORE, BEFORE[4:27], id="the same reading"),
        pytest.param("首页 导航 " * 9 + BEFORE, BEFORE[4:27], id="words before it"),
        pytest.param(BEFORE[4:] + "更多", BEFORE[4:27], id="words before it dropped"),
        pytest.param(
            BEFORE.replace("周一", "星期一上午"),
            BEFORE[4:27].replace("周一", "星期一上午"),
            id="mended inside",
        ),
        pytest.param(BEFORE[4:27] + "。" + "己" * 30 + BEFORE, BEFORE[4:27], id="told twice"),
    ],
)
def test_a_passage_is_found_in_a_later_reading(after: str, expected: str) -> None:
    """Its words, not its numbers, say where it stands."""
    start, end = carry(PASSAGE, BEFORE, after)
    assert after[start:end] == expected


def test_of_two_places_the_nearer_counts() -> None:
    """A passage that is told twice is the one that stands where it stood."""
    after = BEFORE + "己" * 300 + BEFORE[4:27]
    assert carry(PASSAGE, BEFORE, after) == PASSAGE


def test_a_passage_that_is_gone_stays_where_it_was() -> None:
    """Nothing is guessed."""
    assert carry(PASSAGE, BEFORE, "完全不同的文字" * 10) == PASSAGE
