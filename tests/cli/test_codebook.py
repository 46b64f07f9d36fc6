"""`walkout codebook`, as a person uses it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.running import no_traceback, walkout
from walkout.flows.codebook import SHIPPED


def test_the_installed_codebook_is_whole(tmp_path: Path) -> None:
    """Nothing is printed and the exit status is 0."""
    done = walkout("codebook", "check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "whole" in done.stderr


def test_faults_are_listed_and_end_with_one(tmp_path: Path) -> None:
    """One line a fault: where, what, and its sort."""
    folder = tmp_path / "v2"
    shutil.copytree(SHIPPED, folder)
    (folder / "cause.yml").unlink()
    done = walkout("codebook", "check", folder)
    assert done.returncode == 1
    assert "cause: is a field of v1 and is missing (field_removed)" in done.stdout.splitlines()
    broken = folder / "action.yml"
    broken.write_text("codes: [", "utf-8")
    again = walkout("codebook", "check", folder)
    assert again.returncode == 1
    assert "action.yml" in again.stderr
    assert no_traceback(again)


def test_drift_is_printed_and_given_to_machines(tmp_path: Path) -> None:
    """The same values, as lines for a person and as JSON lines; a bad line ends with one."""
    path = tmp_path / "posts.jsonl"
    text = "2015年4月20日，东莞一鞋厂500名工人罢工，要求举办象棋比赛。"
    path.write_text(json.dumps({"id": "a", "text": text}) + "\n", "utf-8")
    done = walkout("codebook", "drift", path)
    assert done.returncode == 0, done.stderr
    assert "     1  举办象棋比赛" in done.stdout.splitlines()
    (line,) = walkout("codebook", "drift", path, "--jsonl").stdout.splitlines()
    assert json.loads(line) == {
        "field": "demand",
        "source": "text",
        "value": "举办象棋比赛",
        "count": 1,
        "reads_as": [],
        "examples": [{"where": "posts.jsonl a", "quote": "举办象棋比赛"}],
    }
    path.write_text(path.read_text("utf-8") + "no json\n", "utf-8")
    assert walkout("codebook", "drift", path).returncode == 1


def test_drift_of_a_record_goes_through_its_readings(tmp_path: Path) -> None:
    """Texts that the record holds are read where they are."""
    record = tmp_path / "record"
    post = tmp_path / "post.txt"
    post.write_text("2015年4月20日，东莞一鞋厂500名工人罢工，要求举办象棋比赛。", "utf-8")
    assert walkout("init", record, "--unencrypted").returncode == 0
    assert walkout("add", post, "--record", record).returncode == 0
    done = walkout("codebook", "drift", "--record", record)
    assert done.returncode == 0, done.stderr
    assert "     1  举办象棋比赛" in done.stdout.splitlines()


def test_drift_of_nothing_is_a_wrong_use() -> None:
    """Inputs or a record, not neither and not both."""
    assert walkout("codebook", "drift").returncode == 2
    assert walkout("codebook", "drift", "a", "--record", "b").returncode == 2
