"""Which minted id a group of mentions bears."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkout.record.events import assign

Part = tuple[str, ...]


@pytest.mark.parametrize(
    ("parts", "anchors", "expected"),
    [
        pytest.param([("a", "b")], [], [[]], id="never minted"),
        pytest.param([("a", "b")], [("e", "a")], [["e"]], id="one joined"),
        pytest.param([("a", "b")], [("e", "b"), ("f", "a")], [["e", "f"]], id="merged"),
        pytest.param([("a",), ("b",)], [("e", "a"), ("e", "b")], [["e"], []], id="split"),
        pytest.param(
            [("a",), ("b",)],
            [("e", "a"), ("e", "b"), ("f", "b")],
            [["e"], ["f"]],
            id="split, minted",
        ),
        pytest.param([("b",)], [("e", "a"), ("e", "b")], [["e"]], id="the first mention gone"),
        pytest.param(
            [("b",)],
            [("e", "a"), ("f", "b"), ("e", "b")],
            [["e", "f"]],
            id="minted first counts, though anchored here later",
        ),
    ],
)
def test_ids_go_where_their_first_anchor_goes(
    parts: Sequence[Part], anchors: Sequence[tuple[str, str]], expected: list[list[str]]
) -> None:
    """The one that was minted first stands in front."""
    assert assign(parts, anchors) == expected


def test_a_retired_id_belongs_to_nobody() -> None:
    """An id whose mentions are all gone is borne by no group."""
    assert assign([("a",)], [("e", "x"), ("f", "a")]) == [["f"]]


class Minting:
    """The steps that the record takes, without a record."""

    def __init__(self) -> None:
        self.anchors: list[tuple[str, str]] = []
        self.minted = 0

    def run(self, parts: Sequence[Part]) -> dict[str, Part]:
        """Mint, anchor, and return who bears which id."""
        anchored = {mention for _, mention in self.anchors}
        for part, owned in zip(parts, assign(parts, list(self.anchors)), strict=True):
            if not owned:
                self.minted += 1
                self.anchors += [(f"e{self.minted}", mention) for mention in part]
            else:
                self.anchors += [(owned[0], m) for m in part if m not in anchored]
        owned_now = assign(parts, self.anchors)
        assert all(owned_now)
        return {ids[0]: part for part, ids in zip(parts, owned_now, strict=True)}


@st.composite
def partitions(draw: st.DrawFn) -> list[Part]:
    """Draw a partition of some of seven mentions."""
    groups: dict[int, list[str]] = {}
    for mention in "abcdefg":
        group = draw(st.integers(-1, 4))
        if group >= 0:
            groups.setdefault(group, []).append(mention)
    return sorted(tuple(group) for group in groups.values())


@settings(deadline=None)
@given(st.lists(partitions(), min_size=1, max_size=6))
def test_every_group_bears_one_id_and_no_id_is_borne_twice(history: list[list[Part]]) -> None:
    """Whatever merges and splits come, each group has an id, and going back gives the ids back."""
    minting = Minting()
    first = minting.run(history[0])
    for parts in history:
        borne = minting.run(parts)
        assert sorted(borne.values()) == parts
        steady = minting.minted
        assert minting.run(parts) == borne
        assert minting.minted == steady
    assert minting.run(history[0]) == first


@settings(deadline=None)
@given(partitions(), partitions())
def test_a_group_that_does_not_change_keeps_its_id(one: list[Part], two: list[Part]) -> None:
    """What happens to other groups does not touch it."""
    minting = Minting()
    before, after = minting.run(one), minting.run(two)
    for name, part in before.items():
        if part in after.values():
            assert after.get(name) == part
