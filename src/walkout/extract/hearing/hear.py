"""What the clause model hears in a Chinese text: hits where the lexicon is silent."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from operator import itemgetter

from walkout.extract.hearing.features import Signs, signs
from walkout.extract.hearing.weights import HALF, LANE, Weights, weights
from walkout.extract.hits import Hit
from walkout.extract.segment import Sentence, clauses

LEAST = {"demand": 12, "cause": -12, "act": 16, "outcome": 8}
"""Least log-odds of a hit by field, in units of the weights' file (16 is a log-odds of 1); chosen
on development gold. Labels are rare among the clauses, so even odds are already strict."""
ASKED = -16
"""Least log-odds of a clause to tell anything, for its labels to be weighed."""
TELLING = 4
"""A feature that speaks for a label by so much belongs to the quote."""
REST = 4
"""So few characters of a clause before or behind the telling ones are quoted with them."""
_SHORT, _LONG = 3, 120
"""Clauses outside these lengths are not heard: too little to go by, or no clause."""
_HAN = re.compile(r"[\u3400-\u9fff]")

Feature = tuple[int, int, int]
"""A feature's number, and the signs that it covers."""


def hear(
    folded: str,
    sentences: Sequence[Sentence],
    hits: Sequence[Hit],
    told: Sequence[Sequence[tuple[int, int]]] = (),
) -> list[Hit]:
    """Return hits of the clause model, in reading order.

    A clause in which the lexicon has a word of a field is left alone in that field.

    Args:
        folded: `walkout.text.script.image` of the reading.
        sentences: Its sentences.
        hits: The lexicon's hits, in reading order.
        told: The clauses of each sentence, for a caller that has them already.
    """
    if not _HAN.search(folded):
        return []
    model = weights()
    spans = [
        span
        for within in (told or (clauses(folded, sentence) for sentence in sentences))
        for span in within
        if _SHORT <= span[1] - span[0] <= _LONG
    ]
    made = signs(folded)
    heard: list[Hit] = []
    rows, halves, floor = model.rows, model.halves, _floor()
    for start, end, found, seen in _told(spans, made, model):
        sums = floor + sum(map(rows.__getitem__, seen))
        over = sums + halves & halves
        fields: set[str] | None = None
        while over:
            label = (over.bit_length() - 1) // LANE
            over ^= HALF << (LANE * label)
            field, code = model.labels[label]
            if fields is None:
                fields = _fields(hits, start, end)
            if field in fields:
                continue
            odds = model.lane(sums, label) + LEAST[field]
            first, last = _quote(found, label, model)
            first, last = made.back(first), made.back(last)
            # A few characters more make the words whole: 经理答应月底|发.
            first = start if first - start <= REST else first
            last = end if end - last <= REST else last
            heard.append(Hit(first, last, field, code, 1, "zh", True, odds))
    heard.sort()
    return heard


@cache
def _floor() -> int:
    """Return the row to begin a sum with: a lane that is not negative then reaches its least."""
    model = weights()
    return model.packed(
        bias - LEAST[field] for bias, (field, _) in zip(model.bias, model.labels, strict=True)
    )


def _told(
    spans: Sequence[tuple[int, int]], made: Signs, model: Weights
) -> Iterator[tuple[int, int, list[Feature], Collection[int]]]:
    """Yield the clauses that tell anything: start, end, where features stand, and their set."""
    try:
        runs = model.runs.find_matches_as_indexes(made.text, overlapping=True)
    except UnicodeEncodeError:
        # Half a surrogate pair is no character; one of the same length takes its place.
        whole = made.text.encode("utf-8", "replace").decode("utf-8")
        runs = model.runs.find_matches_as_indexes(whole, overlapping=True)
    # Matches come in the order of their ends.
    ends = [run[2] for run in runs]
    adds, at = model.adds, 0
    for start, end in spans:
        first = bisect_right(ends, made.forth(start), at)
        at = bisect_right(ends, made.forth(end), first)
        found = runs[first:at]
        seen = {run[0] for run in found}
        if seen and model.open + sum(map(adds.__getitem__, seen)) >= ASKED:
            yield start, end, found, seen


def _quote(found: Sequence[Feature], label: int, model: Weights) -> tuple[int, int]:
    """Return the span of the features that speak for a label."""
    weighed = [(model.lane(model.rows[number], label), a, b) for number, a, b in found]
    telling = [f for f in weighed if f[0] >= TELLING] or weighed
    return min(f[1] for f in telling), max(f[2] for f in telling)


def _fields(hits: Sequence[Hit], start: int, end: int) -> set[str]:
    """Return the fields of which the lexicon has a word in a clause."""
    low = bisect_left(hits, start, key=itemgetter(0))
    high = bisect_left(hits, end, low, key=itemgetter(0))
    told = {h.field for h in hits[low:high]}
    if "harm" in told:
        told.add("act")
    return told
