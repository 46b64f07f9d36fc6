"""`make evaluate`: quality of each room against gold sets and, with ``DATA``, other people's data.

    make evaluate                      # the shipped gold and the sample record
    make evaluate V=1                  # with confusions and differences, by case
    make evaluate CONFUSIONS=1         # also writes benchmarks/out/confusions.md
    make evaluate DATA=../shared/data  # also the data sets that lie in that folder
    make evaluate UNSEEN=1             # the held-out gold instead: totals only

What each figure means, and what it does not, stands in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.quality import (
    cec,
    clb,
    duee,
    essays,
    extraction,
    glocon,
    places,
    resolution,
    tech_actions,
)
from benchmarks.quality.scores import Confusions

OUT = Path(__file__).parent / "out"

Lists = Sequence[tuple[str, Confusions]]
Main = Callable[..., Lists]

DATA_SETS: dict[str, Main] = {
    "clb": clb.main,
    "tech-actions": tech_actions.main,
    "glocon": glocon.main,
    "cec": cec.main,
    "duee": duee.main,
}
"""By the folder in which a data set lies."""


def write_confusions(lists: Lists, path: Path) -> None:
    """Write every list, the most frequent first, with the ids of the cases."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = ["# What was taken for what: gold -> found, how often, where\n"]
    for name, confusions in lists:
        parts.append(f"\n## {name}\n")
        parts += [f"- {line}" for line in confusions.lines()]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")
    print(f"\nconfusions: {path.relative_to(OUT.parent.parent)}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of every room that has a gold set."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("-v", action="store_true", help="list confusions and differences by case")
    parser.add_argument("--confusions", action="store_true", help="write benchmarks/out")
    parser.add_argument("--unseen", action="store_true", help="the held-out gold: totals only")
    parser.add_argument("--only", help="one data set of DATA, by its folder")
    asked = parser.parse_args(arguments)
    data = os.environ.get("DATA")
    lists: list[tuple[str, Confusions]] = []
    if not asked.only:
        if asked.unseen:
            print("held-out gold: totals only; whoever reads its texts cannot use it any more")
        lists.append(("extraction", extraction.main(verbose=asked.v, unseen=asked.unseen)))
        essays.main(verbose=asked.v, unseen=asked.unseen)
        places.main(verbose=asked.v, unseen=asked.unseen)
    if asked.unseen:
        return
    if not asked.only:
        print()
        resolution.main()
    for folder, run in DATA_SETS.items():
        if data and asked.only in (None, folder):
            if not (Path(data) / folder).is_dir():
                print(f"\n{folder}: not in {data}")
                continue
            lists += run(Path(data), verbose=asked.v)
    if asked.confusions:
        write_confusions(lists, OUT / "confusions.md")


if __name__ == "__main__":
    main()
