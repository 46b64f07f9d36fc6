"""A killed process leaves nothing half: the next one ends where an undisturbed one ends."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.record.conftest import Desk
from tests.record.crash_child import BATCHES, OF, STEPS
from tests.record.factories import dump, query

ROOT = Path(__file__).parents[2]


def start(desk: Desk, step: str = "never", number: int = 1) -> subprocess.Popen[str]:
    """Start the process that writes."""
    assert desk.key is not None
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.record.crash_child",
            *(str(desk.folder), str(desk.key.path), step, str(number)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    )


def finish(desk: Desk) -> None:
    """Run the process to its end."""
    with start(desk) as process:
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0, out


def outcome(desk: Desk) -> bytes:
    """Return what the record holds, without the numbers of rows, after verifying it."""
    with desk.open() as store:
        assert list(store.verify()) == []
        packs = {row[0] for row in query("SELECT DISTINCT pack FROM record_document")}
        there = {path.name for path in (desk.folder / "archive").iterdir() if path.is_file()}
        assert there == packs
        assert list((desk.folder / "archive" / "incoming").iterdir()) == []
        counts = store.counts()
        assert counts["documents"] == BATCHES * OF
        assert counts["events"] == BATCHES * OF // 2
        return dump(without_seq=True)


@pytest.fixture(scope="module")
def copies(
    template: Callable[[str], tuple[Path, object]], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Desk]:
    """Makes copies of one new encrypted record, so that all have one key and the same ids."""
    source, key = template("sqlcipher")

    def make() -> Desk:
        folder = tmp_path_factory.mktemp("crash") / "record"
        shutil.copytree(source, folder)
        return Desk(folder, key)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="module")
def undisturbed(copies: Callable[[], Desk]) -> bytes:
    """What a process that nobody disturbs ends with."""
    desk = copies()
    finish(desk)
    return outcome(desk)


@pytest.mark.parametrize("number", [2, 5], ids=["early", "later"])
@pytest.mark.parametrize("step", STEPS)
def test_dying_at_any_step_loses_nothing(
    copies: Callable[[], Desk], undisturbed: bytes, step: str, number: int
) -> None:
    """Killed at a chosen step, then run again: the same record."""
    desk = copies()
    with start(desk, step, number * (200 if step == "appending" else 1)) as process:
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    with desk.open() as store:
        assert list(store.verify()) == []
    finish(desk)
    assert outcome(desk) == undisturbed


def test_dying_again_and_again_loses_nothing(
    copies: Callable[[], Desk], undisturbed: bytes
) -> None:
    """Killed at random moments, one after the other, and run again after each."""
    desk = copies()
    chance = random.Random(1997)
    for _ in range(6):
        with start(desk) as process:
            assert process.stdout is not None
            if process.stdout.readline() != "open\n":
                continue
            time.sleep(chance.random() * 0.15)
            process.kill()
    finish(desk)
    assert outcome(desk) == undisturbed
