"""DuEE sentences: triggers of strike, lay-off, dismissal, march and arrest, and hard negatives.

A sentence is right when a type that it carries is found as the thing that Walkout calls it:

* strike: an action `strike`;
* lay-off: an employer's act, or cause `layoffs`;
* dismissal: harm `dismissed`, a response `employer.dismissal`, or an employer's act that is no
  lay-off; in the data mostly one official or trainer, who is no collective of workers;
* march: an action `march` or `demonstration`; arrest: a response of detention, harm `detained`, or
  kind `repression`. Most of these sentences have nothing to do with work and are to give nothing,
  so these two are printed apart and enter no total.

Sport is full of strikes and sackings; a sentence with none of these types is a hard negative,
and a mention in it is counted and listed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.quality.reading import extract
from benchmarks.quality.scores import HEAD, Confusions, Counts, Score, row, share, wilson
from walkout.model.contract import assemble

Json = dict[str, Any]

TYPES = {
    "组织行为-罢工": "strike",
    "组织关系-裁员": "lay-off",
    "组织关系-解雇": "dismissal",
    "组织行为-游行": "march",
    "司法行为-拘捕": "arrest",
}

SCORED = ("strike", "lay-off", "dismissal")
OF_OTHER_SCOPE = ("march", "arrest")


def _acts(line: Json, *acts: str) -> bool:
    return any(response.partition(".")[2] in acts for response in line["response"])


TELLS: dict[str, Callable[[Json], bool]] = {
    "strike": lambda line: "strike" in line["action"],
    "lay-off": lambda line: line["kind"] == "employer_act" or "layoffs" in line["cause"],
    "dismissal": lambda line: (
        "dismissed" in line["harm"]
        or _acts(line, "dismissal")
        or (line["kind"] == "employer_act" and "layoffs" not in line["cause"])
    ),
    "march": lambda line: bool({"march", "demonstration"} & set(line["action"])),
    "arrest": lambda line: (
        line["kind"] == "repression" or "detained" in line["harm"] or _acts(line, "detention")
    ),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the types of events that it carries, of those looked at.

    Args:
        id: The data set's id.
        text: The sentence.
        types: In this module's words.
    """

    id: str
    text: str
    types: frozenset[str]


def sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a JSON-lines file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            data = json.loads(line)
            types = {e["event_type"] for e in data["event_list"]}
            yield Sentence(
                data["id"], data["text"], frozenset(TYPES[t] for t in types if t in TYPES)
            )


@dataclass(slots=True)
class Scores:
    """All of it.

    Args:
        by_type: Scores of each type over all sentences.
        negatives: Sentences with none of the types.
        loud: Those of them in which a mention was found, by id and kind of what was found.
        differ: Sentence ids by type and what was wrong.
    """

    by_type: dict[str, Score] = field(default_factory=dict)
    negatives: int = 0
    loud: Confusions = field(default_factory=Confusions)
    differ: Confusions = field(default_factory=Confusions)


def told(lines: Sequence[Json]) -> set[str]:
    """Return the types that mentions tell of."""
    return {name for name, tells in TELLS.items() if any(tells(line) for line in lines)}


def score(given: Iterable[Sentence]) -> Scores:
    """Extract every sentence; extra is a type in a sentence that carries another or none."""
    out = Scores()
    for sentence in given:
        lines = [assemble(m.statements) for m in extract(sentence.text, language="zh")]
        found = told(lines)
        for name in TYPES.values():
            gold, hit = name in sentence.types, name in found
            counts = Counts(gold and hit, hit and not gold, gold and not hit)
            out.by_type.setdefault(name, Score()).add(counts)
            if gold != hit:
                out.differ.add(name, sentence.id, {name} if gold else (), {name} if hit else ())
        if not sentence.types:
            out.negatives += 1
            if lines:
                kinds = {f"{line['kind']} {line['status']}" for line in lines}
                out.loud.add("negative", sentence.id, (), kinds)
    return out


def main(data: Path, *, verbose: bool = False) -> list[tuple[str, Confusions]]:
    """Print the figures; return the confusion lists by name."""
    out = score(sentences(data / "duee" / "duee_dev.json"))
    loud = len({case for cases in out.loud.cases.values() for case in cases})
    print("\nduee: sentences whose event is found")
    print(HEAD)
    for name in SCORED:
        print(row(name, out.by_type.get(name, Score())))
    print("  of another scope, no goal (nobody at work in most of them):")
    for name in OF_OTHER_SCOPE:
        print(row(name, out.by_type.get(name, Score())))
    if out.negatives:
        rate = share(loud / out.negatives, *wilson(loud, out.negatives))
        print(f"  hard negatives in which a mention was found: {loud}/{out.negatives} = {rate}")
    if verbose:
        for line in out.differ.lines(fields=SCORED) + out.loud.lines():
            print(f"    {line}")
    return [("duee", out.differ), ("duee negatives", out.loud)]
