"""The resolver: score blocked pairs with reasons, then join without chaining."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from walkout.model.contract import tells_event
from walkout.model.judgement import Judgement, Reason
from walkout.model.store import MentionRow
from walkout.resolve.block import pairs
from walkout.resolve.compare import COMPARISONS
from walkout.resolve.features import Features, features
from walkout.resolve.weights import MODEL, Weights, weights

_HARD = ("date", "place", "employer", "kind")
_AGAINST = -2.5
_COPY = 6.0
_HOPELESS = -8.0
_SAME_DAY, _SOME_DAY = 3.0, 1.0
_SAME_COUNTY, _SAME_PREFECTURE, _WITHIN_PREFECTURE = 2.5, 1.2, 1.0
_SAME_EMPLOYER = 2.0
_EXACT = 2.0


def score(a: Features, b: Features, by: Weights) -> tuple[float, tuple[Reason, ...]]:
    """Return a pair's score and its reasons, heaviest first, without those of no weight.

    A pair of two months or two provinces ends at that reason: nothing else could outweigh it.
    """
    reasons = []
    for name, compare in COMPARISONS.items():
        outcome, sentence = compare(a, b)
        weight = by.of(name, outcome)
        if weight:
            reasons.append(Reason(name, weight, sentence))
            if weight <= _HOPELESS:
                return weight, (reasons[-1],)
    reasons.sort(key=lambda r: (-abs(r.weight), r.comparison))
    return round(sum(r.weight for r in reasons), 3), tuple(reasons)


def contradicted(reasons: Iterable[Reason]) -> bool:
    """Return whether one comparison alone says that two mentions tell different events.

    Another time, county, employer or kind does; a copied text overrules it, since a
    repost with a slip in one field is still a repost.
    """
    held = {r.comparison: r.weight for r in reasons}
    if held.get("wording", 0) >= _COPY:
        return False
    return any(held.get(name, 0) <= _AGAINST for name in _HARD)


def anchored(reasons: Iterable[Reason]) -> bool:
    """Return whether a pair has what one event needs besides small likenesses.

    That is one text; or one day in one county; or one day in one city, told of the same citywide
    group, of thousands, or with the same exact number of people; or one employer, on one day
    where no place speaks otherwise, or at about one time in one city. A large firm has many sites
    in a province, and a county has many employers in a week.
    """
    held = {r.comparison: r.weight for r in reasons}
    when, where = held.get("date", 0), held.get("place", 0)
    day, city = when >= _SAME_DAY, where >= _WITHIN_PREFECTURE
    group, sized = held.get("actor", 0) > 0, held.get("size", 0) >= _EXACT
    agree = held.get("demand", 0) >= 0 and held.get("action", 0) >= 0
    employer = held.get("employer", 0) >= _SAME_EMPLOYER
    return (
        held.get("wording", 0) >= _COPY
        or (day and where >= _SAME_COUNTY)
        or (day and where >= _SAME_PREFECTURE and group and agree)
        or (day and (city or where == 0) and sized and agree)
        or (employer and day and (city or where == 0))
        or (employer and city and when >= _SOME_DAY)
    )


def specific(reasons: Iterable[Reason]) -> bool:
    """Return whether something besides time, place, trade and demand is alike: worth a look."""
    held = {r.comparison: r.weight for r in reasons}
    return (
        held.get("employer", 0) > 0
        or held.get("actor", 0) > 0
        or held.get("wording", 0) >= 1
        or held.get("harm", 0) > 0
        or held.get("size", 0) >= _EXACT
    )


def resolve(rows: Sequence[MentionRow]) -> list[Judgement]:
    """Return the resolver's verdicts on all pairs of mentions worth a row.

    ``same`` joins; ``unsure`` waits for a person. A join that would bring two mentions
    together that speak against each other is not made but left ``unsure``, so that no chain
    of likenesses swallows two events.

    Args:
        rows: All live mentions; those that tell of no event are passed over.

    Returns:
        Verdicts in pair order, the same for any order of `rows`.
    """
    by = weights()
    items = sorted((features(row) for row in rows if tells_event(row.values)), key=lambda f: f.id)
    scored: dict[tuple[int, int], tuple[float, tuple[Reason, ...]]] = {}
    for left, right in pairs(items):
        told = score(items[left], items[right], by)
        if contradicted(told[1]):
            continue
        if told[0] >= by.unsure and (anchored(told[1]) or specific(told[1])):
            scored[left, right] = told
    accepted = _join(items, scored, by)
    return [
        Judgement(
            items[left].id,
            items[right].id,
            "same" if (left, right) in accepted else "unsure",
            MODEL,
            value,
            reasons,
        )
        for (left, right), (value, reasons) in sorted(scored.items())
    ]


def _join(
    items: Sequence[Features],
    scored: dict[tuple[int, int], tuple[float, tuple[Reason, ...]]],
    by: Weights,
) -> set[tuple[int, int]]:
    root = list(range(len(items)))
    members = {i: [i] for i in root}
    # One mention stands for all of its cluster that are alike in what can speak against a join.
    voices: dict[int, dict[tuple[object, ...], int]] = {i: {items[i].signature: i} for i in root}
    accepted: set[tuple[int, int]] = set()
    strong = (
        pair
        for pair, (value, reasons) in sorted(scored.items(), key=lambda s: (-s[1][0], s[0]))
        if value >= by.same and anchored(reasons)
    )
    for left, right in strong:
        a, b = root[left], root[right]
        if a != b:
            if any(
                _speaks_against(items, x, y, scored, by)
                for x in voices[a].values()
                for y in voices[b].values()
            ):
                continue
            voices[a] = voices.pop(b) | voices[a]
            for index in members[b]:
                root[index] = a
            members[a] += members.pop(b)
        accepted.add((left, right))
    return accepted


def _speaks_against(
    items: Sequence[Features],
    x: int,
    y: int,
    scored: dict[tuple[int, int], tuple[float, tuple[Reason, ...]]],
    by: Weights,
) -> bool:
    pair = (x, y) if x < y else (y, x)
    value, reasons = scored.get(pair) or score(items[pair[0]], items[pair[1]], by)
    return value <= by.apart or contradicted(reasons)
