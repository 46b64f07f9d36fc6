"""What the clause model hears in a text: hits where the lexicon is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from walkout.extract.hearing.features import Signs, english, signs
from walkout.extract.hearing.weights import Weights, weights
from walkout.extract.hits import Hit
from walkout.extract.segment import Sentence, clauses

LEAST = {"action": 16, "demand": 0, "cause": -12, "act": 0, "outcome": -16}
"""Least log-odds of a hit by field, in units of the weights' file (16 is a log-odds of 1); chosen
on development gold. Labels are rare among the clauses, so even odds are already strict."""
BESIDE = 24
"""Least log-odds of an action where the lexicon names one in the text: most that is heard there
only says it again."""
ASKED = 0
"""Least log-odds of a clause to tell anything, for its labels to be weighed."""
TELLING = 4
"""A feature that speaks for a label by so much belongs to the quote."""
_SHORT, _LONG = 3, 120
"""Clauses outside these lengths are not heard: too little to go by, or no clause."""
_HAN = re.compile(r"[\u3400-\u9fff]")

Feature = tuple[int, int, int]
"""A feature's number, and the code points that it covers: of the image, or of the signs."""


def hear(folded: str, sentences: Sequence[Sentence], hits: Sequence[Hit]) -> list[Hit]:
    """Return hits of the clause model, in reading order.

    A clause in which the lexicon has a word of a field is left alone in that field.

    Args:
        folded: `walkout.text.script.image` of the reading.
        sentences: Its sentences.
        hits: The lexicon's hits, in reading order.
    """
    model = weights()
    spans = [
        span
        for sentence in sentences
        for span in clauses(folded, sentence)
        if _SHORT <= span[1] - span[0] <= _LONG
    ]
    heard: list[Hit] = []
    named = any(h.field == "action" and h.weight for h in hits)
    rows = model.rows
    for language, start, end, found, made in _told(folded, spans, model):
        fields: set[str] | None = None
        bias = model.bias[language]
        sums: dict[int, int] = {}
        for feature in {f[0] for f in found}:
            for label, weight in rows[feature]:
                sums[label] = sums.get(label, 0) + weight
        for label, added in sums.items():
            odds = added + bias[label]
            field, code = model.labels[label]
            if odds < (BESIDE if named and field == "action" else LEAST[field]):
                continue
            if fields is None:
                fields = _fields(hits, start, end)
            if field in fields:
                continue
            first, last = _quote(found, label, model)
            if made is not None:
                first, last = max(start, made.back(first)), min(end, made.back(last))
            heard.append(Hit(first, last, field, code, 1, language, True, odds))
    heard.sort()
    return heard


def _told(
    folded: str, spans: Sequence[tuple[int, int]], model: Weights
) -> Iterator[tuple[str, int, int, list[Feature], Signs | None]]:
    """Yield the clauses that tell anything: language, start, end, features, and their signs."""
    made: Signs | None = None
    runs: list[Feature] = []
    if _HAN.search(folded):
        made = signs(folded)
        runs = model.runs.find_matches_as_indexes(made.text, overlapping=True)
    base, adds = len(model.words), model.adds
    at, count = 0, len(runs)
    for start, end in spans:
        if made is None or not _HAN.search(folded, start, end):
            total = model.open["en"]
            words: list[Feature] = []
            for run in english(folded[start:end]):
                number = model.words.get(run.feature)
                if number is not None:
                    total += adds[number]
                    words.append((number, start + run.start, start + run.end))
            if words and total >= ASKED:
                yield "en", start, end, words, None
            continue
        low, high = made.forth(start), made.forth(end) + 1
        # Matches come in the order of their ends.
        while at < count and runs[at][2] <= low:
            at += 1
        first = at
        while at < count and runs[at][2] <= high:
            at += 1
        seen = {run[0] for run in runs[first:at]}
        total = model.open["zh"]
        for number in seen:
            total += adds[number + base]
        if seen and total >= ASKED:
            found = [(number + base, a, b) for number, a, b in runs[first:at]]
            yield "zh", start, end, found, made


def _quote(found: Sequence[Feature], label: int, model: Weights) -> tuple[int, int]:
    """Return the span of the features that speak for a label."""
    telling = [
        (start, end)
        for number, start, end in found
        for k, weight in model.rows[number]
        if k == label and weight >= TELLING
    ]
    return min(s for s, _ in telling), max(e for _, e in telling)


def _fields(hits: Sequence[Hit], start: int, end: int) -> set[str]:
    """Return the fields of which the lexicon has a word in a clause."""
    told = {h.field for h in hits if start <= h.start < end}
    if "harm" in told:
        told.add("act")
    return told
