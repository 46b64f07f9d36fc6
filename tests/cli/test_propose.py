"""`walkout extract --proposer endpoint` and `walkout propose`, as a person uses them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import WALKOUT, environment, no_traceback, walkout
from tests.stub_model import Stub, event, serving, value

POSTS = [
    f"2014年4月1{n}日，广东东莞裕新{name}厂两千多名工人罢工，要求举办象棋比赛。"
    for n, name in enumerate(["鞋", "电子", "玩具", "家具"])
]


@pytest.fixture
def stub() -> Iterator[Stub]:
    """An endpoint that has a code for chess, and invents a march."""

    def answer(text: str) -> list[dict[str, Any]]:
        return [event(value("demand", "other", "举办象棋比赛"), value("action", "march", "游行"))]

    with serving(Stub(answer)) as made:
        yield made


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    """Four posts."""
    path = tmp_path / "posts.jsonl"
    lines = [json.dumps({"id": str(n), "text": post}) for n, post in enumerate(POSTS)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def asking(stub: Stub, *more: str | Path) -> list[str | Path]:
    """Return the options by which the stub is asked."""
    return [
        "--proposer", "rule", "--proposer", "endpoint", "--endpoint", stub.url,
        "--endpoint-model", "m", "--endpoint-timeout", "2", *more,
    ]  # fmt: skip


def demands(stdout: str) -> list[Any]:
    """Return the demands of every line."""
    return [json.loads(line)["demand"] for line in stdout.splitlines()]


def test_a_model_is_asked_when_it_is_named(stub: Stub, posts: Path) -> None:
    """Its values stand beside the rules'; what is refused is told in one line."""
    done = walkout("extract", posts, *asking(stub))
    assert done.returncode == 0, done.stderr
    assert demands(done.stdout) == [["other"]] * 4
    assert "Refused: quote_not_in_text 4." in done.stderr.splitlines()
    assert stub.texts == POSTS


def test_nothing_is_asked_unless_it_is_named(stub: Stub, posts: Path) -> None:
    """An address alone is a wrong use, and no default asks anybody."""
    alone = walkout("extract", posts, "--endpoint", stub.url, "--endpoint-model", "m")
    assert alone.returncode == 2
    assert walkout("extract", posts).returncode == 0
    assert walkout("extract", posts, "--proposer", "endpoint").returncode == 2
    assert stub.requests == []


def test_an_unknown_proposer_is_refused_with_the_known_ones(posts: Path) -> None:
    """The line names who there is."""
    done = walkout("extract", posts, "--proposer", "oracle")
    assert done.returncode == 1
    assert "rule" in done.stderr
    assert "endpoint" in done.stderr


@pytest.mark.parametrize("url", ["http://192.0.2.7:8080", "https://192.0.2.7"])
def test_texts_stay_on_this_machine_unless_they_are_public(posts: Path, url: str) -> None:
    """Told before anything is read; plain HTTP to elsewhere never, whatever the texts are."""
    options = ["--proposer", "endpoint", "--endpoint", url, "--endpoint-model", "m"]
    done = walkout("extract", posts, *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert "not on this machine" in done.stderr
    if url.startswith("http:"):
        public = walkout("extract", posts, *options, "--text-is-public")
        assert (public.returncode, public.stdout) == (1, "")


@pytest.mark.parametrize("how", ["slow", "500"])
def test_one_text_that_fails_is_told_and_the_rest_goes_on(
    stub: Stub, posts: Path, tmp_path: Path, how: str
) -> None:
    """The rules' lines are printed all the same; run again, only that text is asked about."""
    stub.script = ["well", *[how] * 3] if how == "500" else ["well", how]
    cache = tmp_path / "cache"
    done = walkout("extract", posts, *asking(stub, "--cache", cache))
    assert done.returncode == 1
    assert demands(done.stdout) == [["other"], [], ["other"], ["other"]]
    (told,) = [line for line in done.stderr.splitlines() if line.startswith("EndpointError")]
    assert "document=1" in told
    assert not any(post in done.stderr for post in POSTS)
    assert no_traceback(done)
    asked = len(stub.requests)
    again = walkout("extract", posts, *asking(stub, "--cache", cache))
    assert again.returncode == 0
    assert demands(again.stdout) == [["other"]] * 4
    assert stub.texts[asked:] == [POSTS[1]]


def test_a_run_that_is_interrupted_asks_nothing_twice(
    stub: Stub, posts: Path, tmp_path: Path
) -> None:
    """Ctrl-C, and the same command again."""
    stub.script = ["well", "well", "slow"]
    command = [*asking(stub, "--cache", tmp_path / "cache"), "--endpoint-timeout", "60"]
    with subprocess.Popen(
        [WALKOUT, "extract", str(posts), *map(str, command)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        until = time.monotonic() + 60
        while len(stub.requests) < 3 and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 130
    again = walkout("extract", posts, *command)
    assert again.returncode == 0, again.stderr
    assert demands(again.stdout) == [["other"]] * 4
    assert stub.texts[3:] == POSTS[2:]


def test_the_cache_says_what_it_holds(stub: Stub, posts: Path, tmp_path: Path) -> None:
    """It is closed to others, and without the option there is none."""
    cache = tmp_path / "cache"
    done = walkout("extract", posts, *asking(stub, "--cache", cache))
    assert "words of the texts" in done.stderr
    assert cache.stat().st_mode & 0o777 == 0o700
    cache.chmod(0o755)
    refused = walkout("extract", posts, *asking(stub, "--cache", cache))
    assert (refused.returncode, refused.stdout) == (1, "")


@pytest.fixture
def folder(tmp_path: Path, posts: Path) -> Path:
    """A record of the four posts."""
    made = tmp_path / "record"
    assert walkout("init", made, "--unencrypted").returncode == 0
    assert walkout("add", posts, "--record", made).returncode == 0
    return made


def name_endpoint(folder: Path, url: str) -> None:
    """Edit walkout.toml as a keeper does."""
    path = folder / "walkout.toml"
    text = path.read_text("utf-8")
    named = f'proposers = ["rule", "endpoint"]\n\n[endpoint]\nurl = "{url}"\nmodel = "m"\n\n[key]'
    path.write_text(re.sub(r"(?m)^\[key\]", named, text), "utf-8")


def test_a_record_asks_by_a_command_of_its_own(stub: Stub, posts: Path, folder: Path) -> None:
    """Adding never asks; proposing asks once; status tells what was refused."""
    assert "No endpoint" in walkout("propose", "--record", folder).stdout
    name_endpoint(folder, stub.url)
    assert walkout("add", posts, "--record", folder).returncode == 0
    assert stub.requests == []
    stub.script = ["prose"]
    done = walkout("propose", "--record", folder)
    assert done.returncode == 1
    assert "4 reading(s) read" in done.stdout
    again = walkout("propose", "--record", folder)
    assert again.returncode == 0, again.stderr
    assert "1 reading(s) read, 3 known already." in again.stdout
    status = walkout("status", "--record", folder).stdout
    assert "Refused: quote_not_in_text 4." in status
    assert len(stub.requests) == 5
    assert walkout("verify", "--record", folder).returncode == 0


def test_a_record_keeps_its_texts_on_this_machine(folder: Path) -> None:
    """An endpoint elsewhere is refused before anything is sent."""
    name_endpoint(folder, "https://192.0.2.7")
    done = walkout("propose", "--record", folder)
    assert done.returncode == 1
    assert "not on this machine" in done.stderr
