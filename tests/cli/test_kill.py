"""`kill -9` at any moment of an `add`, then the same command again: as if never disturbed."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.running import WALKOUT, environment, walkout
from walkout import record
from walkout.model.event import Event
from walkout.model.store import MentionRow

MOMENTS = 20
SEED = 20151203


def _reports(folder: Path) -> None:
    folder.mkdir()
    lines = ["date,title,description"]
    places = ["广东东莞", "江苏昆山", "河南郑州", "陕西西安", "山东青岛"]
    for i in range(150):
        where, people = places[i % 5], 40 + i
        lines.append(
            f"2014-{i % 12 + 1:02d}-{i % 28 + 1:02d},{where}某鞋厂{people}名工人罢工,"
            f"{where}某鞋厂{people}名工人罢工要求补缴社保，警察到场。"
        )
    lines[100] = lines[99]  # an exact repeat stays a second document
    (folder / "rows.csv").write_text("\n".join(lines), encoding="utf-8")
    for i in range(6):
        (folder / f"post{i:02d}.txt").write_text(
            f"2013年{i + 1}月{i + 5}日，浙江温州某制衣厂约{i + 20}0名工人停工，要求支付欠薪。\n",
            encoding="utf-8",
        )
    (folder / "page.html").write_text(
        "<html><head><meta charset=utf-8><title>报道</title></head><body><article>"
        + "<p>2012年10月5日，河南郑州一家电子厂数千名工人罢工，抗议质检要求过严。</p>" * 3
        + "</article></body></html>",
        encoding="utf-8",
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    (folder / "empty.txt").write_bytes(b"")


def _state(folder: Path, key: Path) -> tuple[dict[str, int], list[MentionRow], list[Event]]:
    """Return what the record holds and tells, after verifying all of it."""
    with record.open(folder, record.KeyFile(key)) as store:
        assert list(store.verify()) == []
        counts = store.counts()
        # Each command notes its start, so that an interrupted one leaves a row more.
        del counts["log"]
        return counts, list(store.mentions()), list(store.events())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Make an empty record, its input, and what an undisturbed `add` makes of it."""
    base = tmp_path_factory.mktemp("kill")
    _reports(base / "in")
    key = base / "key"
    made = walkout("init", base / "empty", "--key-file", key)
    assert made.returncode == 0, made.stderr
    shutil.copytree(base / "empty", base / "calm")
    began = time.monotonic()
    done = walkout("add", "--record", base / "calm", "--key-file", key, base / "in")
    took = time.monotonic() - began
    assert done.returncode == 1  # the broken PDF and the empty file
    return {
        "base": base,
        "key": key,
        "took": took,
        "state": _state(base / "calm", key),
    }


@pytest.mark.timeout(110)
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_killed_add_run_again_ends_the_same(
    world: dict[str, object], moment: int, tmp_path: Path
) -> None:
    """Whatever was in hand when the process died, the record ends as if it never had."""
    base, key = world["base"], world["key"]
    assert isinstance(base, Path)
    assert isinstance(key, Path)
    folder = tmp_path / "record"
    shutil.copytree(base / "empty", folder)
    command = ["add", "--record", str(folder), "--key-file", str(key), str(base / "in")]
    chance = random.Random(SEED + moment)
    process = subprocess.Popen(
        [WALKOUT, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    took = world["took"]
    assert isinstance(took, float)
    # Spread over the run: the start-up holds nothing, so a little of it is enough.
    time.sleep(took * (0.1 + 0.9 * (moment + chance.random()) / MOMENTS))
    process.kill()
    process.wait()

    again = walkout(*command)
    assert again.returncode == 1, again.stderr
    assert _state(folder, key) == world["state"]
