"""Speed and memory: ``make bench``.

    make bench                      # on synthetic rows, made from a fixed seed
    make bench DATA=../shared/data  # the record's part on the tables in that folder instead
    make bench ONLY=extraction      # one part: record, extraction or peers

The record's part measures whole processes from outside; `benchmarks.speed` measures extraction in
one process, and beside other libraries.

A figure is a reading of one machine on one day; RESULTS.md says which.
"""

from __future__ import annotations

import csv
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.speed import extraction, peers

ROWS = 5343
"""As many as the strike-map rows of 2011-2015 that the first goal is stated for."""

PLACES = (
    "广东东莞", "广东深圳宝安区", "江苏昆山", "河南郑州", "陕西西安", "山东青岛", "浙江温州瓯海区",
    "四川成都", "湖北武汉", "福建泉州晋江市", "河北唐山", "辽宁大连",
)  # fmt: skip
TRADES = ("鞋厂", "电子厂", "建筑工地", "出租车公司", "煤矿", "制衣厂", "环卫公司", "医院")
ACTS = ("罢工", "静坐", "堵路", "游行", "集体上访", "停工")
ASKS = ("讨要拖欠工资", "要求补缴社保", "抗议裁员补偿过低", "要求加薪", "反对工厂搬迁")


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: seconds of wall time and peak memory in megabytes."""

    seconds: float
    megabytes: float


def measured(command: Sequence[str]) -> Run:
    """Run a command to its end and return what it took.

    Peak memory is that of its largest process, read by a small parent. Exit status 1 is a batch
    with bad items in it, which is still a whole run.
    """
    code = (
        "import resource,subprocess,sys;"
        "r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss//1024);"
        "sys.exit(r.returncode)"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - began
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command[:3])} failed with exit status {done.returncode}")
    return Run(seconds, float(done.stdout.strip() or 0))


def write_rows(path: Path, rows: int) -> None:
    """Write a table of invented strike-map rows, the same for the same number of rows."""
    chance = random.Random(20150426)  # noqa: S311 - invented rows, no secret
    with path.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["date", "title", "description"])
        for _ in range(rows):
            day = date(2011, 1, 1) + timedelta(days=chance.randrange(1826))
            place, trade = chance.choice(PLACES), chance.choice(TRADES)
            act, ask, people = chance.choice(ACTS), chance.choice(ASKS), chance.randrange(20, 3000)
            table.writerow(
                [
                    day.isoformat(),
                    f"{place}某{trade}{people}名工人{act}",
                    f"{day.month}月{day.day}日，{place}某{trade}{people}名工人{act}，{ask}，警察到场。",
                ]
            )


def record() -> None:
    """Print one line a stage of the command line."""
    data = os.environ.get("DATA")
    walkout = str(Path(sys.executable).with_name("walkout"))
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        if data:
            source = [str(Path(data) / "clb")]
        else:
            write_rows(base / "rows.csv", ROWS)
            source = [str(base / "rows.csv")]
        (base / "key").write_bytes(secrets.token_bytes(32))
        record = ["--record", str(base / "r"), "--key-file", str(base / "key")]
        cores, python = os.cpu_count(), sys.version.split()[0]
        print(f"cores {cores}, Python {python}, rows from {'DATA' if data else 'a seed'}")
        stages = {
            "help": [walkout, "--help"],
            "init": [walkout, "init", str(base / "r"), "--key-file", str(base / "key")],
            "add": [walkout, "add", *record, *source],
            "add again": [walkout, "add", *record, *source],
            "verify": [walkout, "verify", *record],
            "publish": [walkout, "publish", *record, "--all"],
            "release": [walkout, "release", *record, "--out", str(base / "out")],
        }
        print(f"{'stage':<12}{'seconds':>10}{'peak MB':>10}")
        for name, command in stages.items():
            done = measured(command)
            print(f"{name:<12}{done.seconds:>10.2f}{done.megabytes:>10.0f}")


PARTS = {"record": record, "extraction": extraction.main, "peers": peers.main}


def main(names: Sequence[str] = ()) -> None:
    """Run the named parts, or all."""
    for name in names or PARTS:
        if name not in PARTS:
            sys.exit(f"no part of the bench is called {name!r}; there are: {', '.join(PARTS)}")
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
