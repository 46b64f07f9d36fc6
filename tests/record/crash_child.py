# ruff: noqa: T201
"""A process that writes and dies: run by `test_crash.py`, never by hand.

Arguments: folder, key file, step, number. The process kills itself with SIGKILL at the given
passing of the step, or runs to its end for the step ``never``.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.record.factories import document, judge, mention, said
from walkout import record
from walkout.archive import Archive
from walkout.model.store import NewDocument
from walkout.record import KeyFile, RecordStore, log

BATCHES = 12
OF = 25


def items(batch: int) -> list[NewDocument]:
    """Return one batch of the invented work."""
    return [
        document(
            f"document {batch}/{number}",
            mention(said("action", "strike", "罢工"), said("demand", "wage_arrears", "补发")),
        )
        for number in range(OF)
    ]


def work(store: RecordStore) -> None:
    """Do what an `add` does: skip what is there, write the rest, resolve at the end."""
    for number in range(BATCHES):
        batch = items(number)
        known = store.states(item.capture.id for item in batch)
        store.write([item for item in batch if item.capture.id not in known])
        print(number, flush=True)
    names = [m.id for m in store.mentions()]
    pairs = [judge(*pair, "same") for pair in zip(names[::2], names[1::2], strict=True)]
    store.write_judgements(pairs, "model:resolve@1")
    print("resolved", flush=True)


def die_at(owner: Any, name: str, passing: int) -> None:
    """Make a function kill this process when it is called for the given time."""
    function: Callable[..., Any] = getattr(owner, name)
    count = 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal count
        count += 1
        if count == passing:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)

    setattr(owner, name, dying)


STEPS: dict[str, tuple[Any, str]] = {
    "sealing": (os, "fsync"),
    "naming a pack": (os, "replace"),
    "appending": (log, "chain"),
    "flushing": (log.Writer, "flush"),
    "committed, not moved": (Archive, "commit"),
}


def main() -> None:
    """Open the record and work on it."""
    folder, key, step, number = sys.argv[1:]
    if step in STEPS:
        die_at(*STEPS[step], int(number))
    with record.open(Path(folder), KeyFile(Path(key))) as store:
        print("open", flush=True)
        work(store)


if __name__ == "__main__":
    main()
