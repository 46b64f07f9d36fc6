"""Sentences, clauses and paragraphs of a reading, as spans of its image."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Both begin with a class of characters, which is many times faster to look for than alternatives.
_END = re.compile(
    r"[。！？!?….\n;；](?:(?<=[。！？!?…])[。！？!?…]*[\"'」』”’)）]*|(?<=\.)[\"')\]]*(?=\s|$)"
    r"|(?<=\n)\n*|(?<=[;；])(?=[^\s])|(?<=;)(?=\s))"
)
_CLAUSE = re.compile(
    r"[,，、:：;；\s](?:(?<=[,，、:：;；])|(?<=\s)[-–—]+\s"
    r"|(?<=[a-z] )(?:while|but|whereas|then) (?=[a-z]))"
)

_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|no|vs|co|ltd|inc|corp|jr|sr|u\.s|u\.k|e\.g|i\.e|approx|dept|gen|"
    r"sept|oct|nov|dec|jan|feb|aug|fig|p|pp|art|etc|a\.m|p\.m)|\b[a-z])$"
)
"""Words after which a full stop ends no sentence. ``No. 3``, ``U.S.``, ``J. Li``."""

_NUMBERED = re.compile(r"\W*(?:[a-z]{1,8} )?\d{1,3}")
"""A number that only counts its line or paragraph: ``1. ``, ``Item 3. ``."""

HEADING = 90
"""A line of at most so many code points without a full stop is read as a heading."""


LONGEST = 1000
"""Code points. What has no stop for longer, a table or noise, is read in pieces of so many: words
of one sentence are looked at in pairs, and time must stay linear in the text."""


class Sentence(NamedTuple):
    """A sentence.

    Args:
        start: First code point.
        end: One past the last, the stop included.
        paragraph: Number of its paragraph, from 0.
        heading: It stands alone on its line and does not end like a sentence.
    """

    start: int
    end: int
    paragraph: int
    heading: bool


def sentences(folded: str) -> list[Sentence]:
    """Return the sentences of an image, blank ones left out.

    Args:
        folded: `walkout.text.script.image` of the reading.

    Example:
        >>> [s[:2] for s in sentences("工人罢工。警察到场。")]
        [(0, 5), (5, 10)]
    """
    found: list[Sentence] = []
    paragraph = line_start = 0
    for line in folded.splitlines(keepends=True):
        line_end = line_start + len(line)
        if line.strip():
            found.extend(_of_line(folded, line_start, line_end, paragraph))
            paragraph += 1
        line_start = line_end
    return found


def _of_line(folded: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    spans: list[tuple[int, int]] = []
    begin = start
    for stop in _END.finditer(folded, start, end):
        # "on 8 March 2015. " ends a sentence, "No. 3" and "U.S. " do not.
        if (
            stop.group()[0] == "."
            and stop.end() < end
            and (
                _SHORT.search(folded, max(begin, stop.start() - 8), stop.start())
                or _NUMBERED.fullmatch(folded, begin, stop.start())
            )
        ):
            continue
        if stop.end() > begin and folded[begin : stop.end()].strip():
            spans.append((begin, stop.end()))
            begin = stop.end()
    if folded[begin:end].strip():
        spans.append((begin, end))
    heading = (
        len(spans) == 1
        and spans[0][1] - spans[0][0] <= HEADING
        and folded[spans[0][0] : spans[0][1]].rstrip()[-1] not in "。.!?！？…"
    )
    if end - start > LONGEST:
        spans = [piece for span in spans for piece in _pieces(folded, *span)]
    return [Sentence(a, b, paragraph, heading) for a, b in (_trim(folded, *s) for s in spans)]


def _pieces(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence in pieces of at most `LONGEST`, cut behind a comma or a space if it can."""
    while end - start > LONGEST:
        limit = start + LONGEST
        cut = max(folded.rfind(mark, start, limit) for mark in ",，、 ") + 1 or limit
        if folded[start:cut].strip():
            yield start, cut
        start = cut
    if folded[start:end].strip():
        yield start, end


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end


def clauses(folded: str, sentence: Sentence) -> list[tuple[int, int]]:
    """Return the clauses of a sentence: spans between commas and the like, in order."""
    spans: list[tuple[int, int]] = []
    begin = sentence.start
    for mark in _CLAUSE.finditer(folded, sentence.start, sentence.end):
        if _inside_number(folded, mark.start()):
            continue
        if mark.end() > begin:
            spans.append((begin, mark.end()))
            begin = mark.end()
    if begin < sentence.end:
        spans.append((begin, sentence.end))
    return spans


def _inside_number(folded: str, at: int) -> bool:
    """Return whether a comma parts the digits of one number: 2,500."""
    return (
        folded[at] == ","
        and 0 < at < len(folded) - 1
        and folded[at - 1].isdigit()
        and folded[at + 1].isdigit()
    )
