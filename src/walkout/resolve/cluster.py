"""From judgements on pairs to a partition: the fold that a record repeats without scoring."""

from __future__ import annotations

from collections.abc import Iterable

from walkout.model.judgement import Judgement


def _order(judgement: Judgement) -> tuple[int, float, str, str, str]:
    human = judgement.coder.startswith("human:")
    return (
        0 if human else 1,
        -(judgement.score or 0.0),
        judgement.left,
        judgement.right,
        judgement.coder,
    )


def partition(mentions: Iterable[str], judgements: Iterable[Judgement]) -> list[tuple[str, ...]]:
    """Return the mentions in groups of one event each.

    Human judgements bind: ``different`` or ``same_dispute`` by a person keeps two groups
    apart however strongly a model joins them. A person's ``same`` is applied before any
    model's; where two persons contradict each other, parting wins, since a false merge is
    worse than a miss. The result does not depend on the order of either argument.

    Args:
        mentions: Ids of all mentions that are told of events.
        judgements: The live judgements; pairs with an unknown mention are passed over.

    Returns:
        Groups of ids, each sorted, in the order of their first ids.

    Example:
        >>> partition(["m1", "m2", "m3"], [Judgement("m1", "m2", "same", "human:c07")])
        [('m1', 'm2'), ('m3',)]
    """
    members: dict[str, set[str]] = {m: {m} for m in mentions}
    root = {m: m for m in members}
    known = [j for j in judgements if j.left in root and j.right in root]
    apart: dict[str, set[str]] = {}
    for judgement in known:
        if judgement.coder.startswith("human:") and judgement.verdict in (
            "different",
            "same_dispute",
        ):
            apart.setdefault(judgement.left, set()).add(judgement.right)
            apart.setdefault(judgement.right, set()).add(judgement.left)
    for judgement in sorted((j for j in known if j.verdict == "same"), key=_order):
        left, right = root[judgement.left], root[judgement.right]
        if left == right:
            continue
        if len(members[left]) < len(members[right]):
            left, right = right, left
        moving = members[right]
        if any(not apart.get(m, _NOBODY).isdisjoint(members[left]) for m in moving):
            continue
        members[left] |= moving
        for mention in moving:
            root[mention] = left
        del members[right]
    return sorted(tuple(sorted(group)) for group in members.values())


_NOBODY: frozenset[str] = frozenset()
