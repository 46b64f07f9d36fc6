"""GLOCON samples: is this document or sentence a report of collective action?

The gold means any protest (also of parties, students, residents); Walkout reads labour only, and
gives no mention of a protest that nobody at work takes part in. So all rows measure how far apart
the two scopes are, and the rows that speak of work (a word of `LABOUR` in them) are the screen
that can be judged. Rows whose label is neither 0 nor 1 are counted and left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.reading import extract
from benchmarks.quality.scores import HEAD, Confusions, Counts, Score, row

FILES = {"documents": "Sabinet_R.json", "sentences": "Sabinet.json"}

KINDS = frozenset({"action", "repression"})

LABOUR = re.compile(
    r"\b(?:workers?|labou?r(?:ers?)?|employees?|unions?|unionists?|strikers?|miners?|teachers?"
    r"|nurses?|drivers?|wages?|salar(?:y|ies)|cosatu|numsa|amcu|staff|on strike|retrench\w*"
    r"|lay-?offs?|dismissed|picket\w*)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Item:
    """A document or sentence.

    Args:
        id: The data set's id.
        text: Its text.
        label: 1 for a report of protest, 0 for none.
    """

    id: str
    text: str
    label: int


def items(path: Path) -> Iterator[Item]:
    """Yield the labelled rows of a JSON-lines file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            data = json.loads(line)
            yield Item(str(data["id"]), str(data.get("sentence") or data["text"]), data["label"])


def is_report(text: str) -> bool:
    """Return whether a mention of an action or of repression is found, of any scope and status."""
    return any(KINDS & set(m.values("kind")) for m in extract(text, language="en"))


@dataclass(slots=True)
class Scores:
    """One file.

    Args:
        every: All rows.
        labour: Rows that speak of work.
        other: Rows with a label that is neither 0 nor 1.
        differ: Row ids by what was wrong.
    """

    every: Score
    labour: Score
    other: int
    differ: Confusions


def score(given: Iterable[Item]) -> Scores:
    """Screen every row."""
    out = Scores(Score(), Score(), 0, Confusions())
    for item in given:
        if item.label not in (0, 1):
            out.other += 1
            continue
        found, gold = is_report(item.text), bool(item.label)
        counts = Counts(gold and found, found and not gold, gold and not found)
        out.every.add(counts)
        if LABOUR.search(item.text):
            out.labour.add(counts)
            if gold != found:
                say = ("protest", "none")
                out.differ.add("labour", item.id, {say[not gold]}, {say[not found]})
    return out


def main(data: Path, *, verbose: bool = False) -> list[tuple[str, Confusions]]:
    """Print the figures; return the confusion lists by name."""
    lists = []
    print("\nglocon: reports of protest (scope differs: theirs is any protest, ours is labour)")
    print(HEAD)
    for name, file in FILES.items():
        out = score(items(data / "glocon" / file))
        print(row(f"{name}, all", out.every))
        print(row(f"{name}, of work", out.labour))
        print(f"    left out for a third label: {out.other}")
        if verbose:
            print("\n".join(f"    {line}" for line in out.differ.lines()))
        lists.append((f"glocon {name}", out.differ))
    return lists
