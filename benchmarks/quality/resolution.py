"""Quality of resolution on the sample record: which documents tell one event.

Gold is ``sample/facts.yml``: an action and the documents that tell it. A pair of documents is gold
when some action is told by both, and found when some event has an account in both. The sample was
written before the weights were last changed, so these figures are of development data.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.quality.reading import extract
from walkout.capture import CaptureFault, capture
from walkout.model import media
from walkout.model.contract import assemble, tells_event
from walkout.model.document import Capture, Reading
from walkout.model.judgement import Judgement
from walkout.model.store import MentionRow
from walkout.read import Reader
from walkout.resolve.cluster import partition
from walkout.resolve.score import resolve

SAMPLE = Path(__file__).parents[2] / "sample"


@dataclass(frozen=True, slots=True)
class World:
    """The sample, read and extracted.

    Args:
        rows: Mentions.
        where: Document of the facts file by mention id.
        gold: Documents by action.
    """

    rows: list[MentionRow]
    where: dict[str, str]
    gold: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of documents: how many are right.

    Args:
        right: Pairs found that are gold.
        found: Pairs found.
        gold: Pairs that are gold.
    """

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of found pairs that are gold; 1 when none is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of gold pairs that are found."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def documents_of(facts: dict[str, list[dict[str, list[str]]]]) -> dict[str, list[str]]:
    """Return the documents of each action."""
    return {str(action["id"]): action["documents"] for action in facts["actions"]}


def load(sample: Path = SAMPLE) -> World:
    """Read and extract the sample."""
    facts = yaml.safe_load((sample / "facts.yml").read_text("utf-8"))
    gold = documents_of(facts)
    keys = {key for documents in gold.values() for key in documents}
    rows: list[MentionRow] = []
    where: dict[str, str] = {}
    with Reader() as reader:
        for folder in sorted(p for p in (sample / "documents").rglob("*") if p.is_file()):
            path = folder.relative_to(sample / "documents").as_posix()
            number: dict[str, int] = defaultdict(int)
            captures: list[Capture] = []
            for item in capture([folder]):
                if isinstance(item, CaptureFault):
                    raise SystemExit(f"{path}: {item.issue.problem}")
                captures.append(item)
            readable = [c for c in captures if media.settled(c.media_type) is None]
            for item, reading in reader.read_many(readable):
                if not isinstance(reading, Reading):
                    raise SystemExit(f"{path}: cannot be read")
                key = _key(path, item, number, keys)
                mentions = extract(
                    reading.text,
                    published=reading.published_on,
                    language=reading.language,
                )
                for n, mention in enumerate(mentions):
                    id_ = f"{item.id}.{n:03d}"
                    where[id_] = key
                    rows.append(
                        MentionRow(
                            id_,
                            item.id,
                            assemble(mention.statements),
                            reading.text[mention.start : mention.end],
                            reading.published_on,
                            reading.url,
                        )
                    )
    return World(rows, where, gold)


def _key(path: str, item: Capture, number: dict[str, int], keys: set[str]) -> str:
    if item.part_of is None:
        return path
    if item.media_type == media.ROW:
        sheet = (item.locator or "").rpartition("!")[0]
        number[sheet] += 1
        return f"{path}#{sheet}!{number[sheet]}" if sheet else f"{path}#{number['']}"
    fitting = [k for k in keys if k.startswith(f"{path}#") and (item.locator or "") in k]
    fitting += [k for k in keys if k.startswith(f"{path}#") and item.url and item.url in k]
    return fitting[0] if fitting else f"{path}#{item.locator}"


def pairs(groups: list[list[str]]) -> set[tuple[str, str]]:
    """Return the pairs of different documents that stand in one group."""
    return {pair for group in groups for pair in itertools.combinations(sorted(set(group)), 2)}


def score(world: World) -> tuple[Score, list[Judgement]]:
    """Resolve the world and return the score with the resolver's verdicts."""
    verdicts = resolve(world.rows)
    events = [row.id for row in world.rows if tells_event(row.values)]
    found = pairs([[world.where[m] for m in group] for group in partition(events, verdicts)])
    gold = pairs(list(world.gold.values()))
    return Score(len(found & gold), len(found), len(gold)), verdicts


def main() -> None:
    """Print the score, wrong joins and, for each action, how its documents were grouped."""
    world = load()
    result, verdicts = score(world)
    print(
        f"resolution, document pairs of the sample: precision {result.precision:.3f} "
        f"({result.right}/{result.found}), recall {result.recall:.3f} "
        f"({result.right}/{result.gold}), F1 {result.f1:.3f}"
    )
    gold = pairs(list(world.gold.values()))
    for judgement in verdicts:
        if judgement.verdict != "same":
            continue
        ends = sorted({world.where[judgement.left], world.where[judgement.right]})
        if len(ends) == 2 and tuple(ends) not in gold:
            print("  wrong join:", *ends)


if __name__ == "__main__":
    main()
