from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.publish.conftest import TITLE, Release
from tests.publish.factories import account, count, day, event, finds, place, told, world
from walkout.errors import LeakError, PublishError
from walkout.protect.decode import decode
from walkout.publish.release import _Files

STRIKE = told("action", "strike")


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder with its hash."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything(folder: Path) -> str:
    """All words of all files, decoded, but those of the explorer itself."""
    pieces = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in ("app.js", "map.js", "style.css"):
            pieces += [name, *(piece.text for piece in decode(name, path.read_bytes()))]
    return "\n".join(pieces)


def test_the_same_events_give_the_same_bytes(tmp_path: Path, release: Release) -> None:
    """Whatever order they come in, and whenever."""
    given = list(world(40))
    release(given, tmp_path / "a")
    release(given[::-1], tmp_path / "b")
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_the_manifest_names_every_file_with_its_hash(world_release: Path) -> None:
    """What stands there is what the manifest says, and nothing else."""
    manifest = json.loads((world_release / "manifest.json").read_text("utf-8"))
    listed = {file["path"]: file["sha256"] for file in manifest["files"]}
    there = tree(world_release)
    del there["manifest.json"]
    assert listed == there
    assert manifest["number"] == 3
    assert manifest["closed_on"] == "2023-06-30"


def test_the_tables_agree_with_each_other(world_release: Path) -> None:
    """Accounts and values belong to events, and the counts are those of the rows."""
    events = rows(world_release / "tables/events.csv")
    accounts = rows(world_release / "tables/accounts.csv")
    values = rows(world_release / "tables/values.csv")
    lines = [
        json.loads(line)
        for line in (world_release / "tables/events.jsonl").read_text("utf-8").splitlines()
    ]
    counts = json.loads((world_release / "manifest.json").read_text("utf-8"))["counts"]
    assert [e["id"] for e in events] == [line["id"] for line in lines]
    assert counts["events"] == len(events) == 300
    assert counts["accounts"] == len(accounts) == sum(int(e["accounts"]) for e in events)
    assert counts["values"] == len(values) == sum(int(a["values"]) for a in accounts)
    assert {(v["event"], v["account"]) for v in values} == {
        (a["event"], a["account"]) for a in accounts
    }
    assert counts["coarsened"] == sum(e["coarsened"] == "yes" for e in events) > 0


def test_a_script_free_page_stands_for_each_event(tmp_path: Path, release: Release) -> None:
    """Up to the limit each event has its page, above it none, and the site says which."""
    report = release(world(12), tmp_path / "few", static_pages=12)
    pages = {p.stem for p in (report.path / "e").iterdir()}
    assert pages == {row["id"] for row in rows(report.path / "tables/events.csv")}
    more = release(world(13), tmp_path / "more", static_pages=12)
    assert not (more.path / "e").exists()
    assert not (more.path / "list.html").exists()
    assert "about.html" in (more.path / "index.html").read_text("utf-8")


def test_a_release_of_nothing_is_whole(tmp_path: Path, release: Release) -> None:
    """No public event is no error."""
    report = release([event(tier="team")], tmp_path / "out")
    assert (report.events, report.withheld.events) == (0, {"tier": 1})
    assert (report.path / "index.html").is_file()


def secret_event() -> Any:
    """An event with something that must not leave in every place that can hold it."""
    return event(
        account(
            told("action", "strike", "罢工", 12, coder="human:c0ffee"),
            told("date", day("2014-04-14"), "昨日", 30),
            told("place", place(1) | {"gps": "22.69001"}, "坪山", 40),
            told("participants", count(800) | {"text": "八百欧阳新华"}, "欧阳新华等八百人", 50),
            told("demand", "secret demand verbatim"),
            told("employer", {"name": "欧阳新华"}),
            told("amount", {"low": 13800001111, "high": None, "currency": "CNY"}),
            told("cause", "layoffs", "sealed words", 60, tier="sealed"),
            told("response", "police.presence", "team words", 70, quote_tier="team"),
            told("outcome", "promised", person=True),
            url="https://weibo.com/u/5550001111",
        ),
        account(
            told("status", "planned"),
            told("demand", "union", "明天罢工", 3),
            status=None,
            number=2,
            published=date(2014, 4, 1),
        ),
        account(told("action", "sit_in", "静坐", 5), number=3, document_tier="team",
                url="https://news.example.org/team-only"),
    )  # fmt: skip


def test_nothing_that_must_not_leave_stands_in_any_file(tmp_path: Path, release: Release) -> None:
    """Every file, decoded by a reader of its format, is searched for every planted secret."""
    text = {"rrrrreading000000000001": "x" * 12 + "罢工" + "x" * 20 + "记者欧阳新华"}
    report = release(
        [secret_event(), event(tier="team", id="team0000")],
        tmp_path / "out",
        text_of=text.get,
        find_persons=finds("欧阳新华"),
        forbidden=["ddddddocument000000000001", "notes of a reader.docx"],
    )
    found = everything(report.path)
    assert "罢工" in found
    for secret in (
        "c0ffee", "欧阳", "verbatim", "13800001111", "sealed words", "team words", "weibo",
        "team-only", "ddddd", "rrrrr", "mention0", "s-action", "22.69001", "明天", "team0000",
        "2014-04-01", "昨日",
    ):  # fmt: skip
        assert secret not in found, secret


def test_a_leak_stops_the_release_and_leaves_nothing(tmp_path: Path, release: Release) -> None:
    """What the gate finds is not half-written: neither the folder nor its part stays."""
    given = event(account(STRIKE, told("employer", {"name": "新星鞋厂第七车间"})))
    with pytest.raises(LeakError) as raised:
        release([given], tmp_path / "out", forbidden=["新星鞋厂第七车间"])
    assert "新星" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_release_stays_when_the_new_one_leaks(tmp_path: Path, release: Release) -> None:
    """The public keeps what it had."""
    release(world(5), tmp_path / "out")
    before = tree(tmp_path / "out")
    given = event(account(STRIKE, told("employer", {"name": "新星鞋厂第七车间"})))
    with pytest.raises(LeakError):
        release([given], tmp_path / "out", forbidden=["新星鞋厂第七车间"])
    assert tree(tmp_path / "out") == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_earlier_release_is_replaced_whole(tmp_path: Path, release: Release) -> None:
    """Nothing of the old one stays beside the new one."""
    release(world(9), tmp_path / "out")
    release(world(2), tmp_path / "out", number=4)
    release(world(2), tmp_path / "fresh", number=4)
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["fresh", "out"]


@pytest.mark.parametrize("name", ["notes.txt", "tables/mine.csv"])
def test_a_folder_with_other_files_is_refused(tmp_path: Path, release: Release, name: str) -> None:
    """Somebody's folder is never emptied, not even one that also holds a release."""
    out = tmp_path / "out"
    if name.startswith("tables"):
        release(world(2), out)
    out.mkdir(exist_ok=True)
    (out / name).write_text("mine", "utf-8")
    before = tree(out)
    with pytest.raises(PublishError, match="not of a release") as raised:
        release(world(2), out)
    assert raised.value.where["file"] == name
    assert tree(out) == before


def test_a_file_in_the_way_is_refused(tmp_path: Path, release: Release) -> None:
    """A file is not a folder."""
    (tmp_path / "out").write_text("mine", "utf-8")
    with pytest.raises(PublishError, match="a file where"):
        release(world(2), tmp_path / "out")


def test_an_empty_folder_is_used(tmp_path: Path, release: Release) -> None:
    """A folder made beforehand is fine."""
    (tmp_path / "deep" / "out").mkdir(parents=True)
    assert release(world(2), tmp_path / "deep" / "out").events == 2


@pytest.mark.parametrize(
    ("number", "says"),
    [
        pytest.param(errno.ENOSPC, "no room", id="a full disk"),
        pytest.param(errno.EACCES, "cannot be written", id="no permission"),
    ],
)
def test_a_disk_that_fails_is_one_clear_line(
    tmp_path: Path, release: Release, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    """Nothing half-written stays."""
    real = _Files.write

    def failing(self: _Files, name: str, data: bytes) -> None:
        if name == "tables/values.csv":
            raise OSError(number, os.strerror(number))
        real(self, name, data)

    monkeypatch.setattr(_Files, "write", failing)
    with pytest.raises(PublishError, match=says):
        release(world(2), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_files_are_readable_by_whoever_serves_them(tmp_path: Path, release: Release) -> None:
    """The folder has the usual mode, not that of a private temporary one."""
    old = os.umask(0o022)
    try:
        report = release(world(2), tmp_path / "out")
    finally:
        os.umask(old)
    assert report.path.stat().st_mode & 0o777 == 0o755
    assert (report.path / "index.html").stat().st_mode & 0o777 == 0o644


def test_a_small_cell_is_coarsened_in_every_file(tmp_path: Path, release: Release) -> None:
    """Day, county, employer, sum, quote and link of an event about three persons stand nowhere."""
    given = event(
        account(
            told("action", "strike", "罢工了", 2),
            told("date", day("2018-07-27"), "27日", 5),
            told("place", place(1), "坪山", 9),
            told("employer", {"name": "新星鞋厂"}, "新星", 12),
            told("amount", {"low": 77777, "high": 77777, "currency": "CNY"}),
            told("harm.detained", count(3, at="2018-07-27"), "三人", 20),
            published=date(2018, 7, 28),
            url="https://news.example.org/7",
        )
    )
    report = release([given], tmp_path / "out")
    found = everything(report.path)
    assert report.coarsened == 1
    for secret in (
        "2018-07-27", "2018-07-28", "27日", "27 July", "28 July", "7月27", "7月28", "坪山",
        "Pingshan", "440310", "新星", "77777", "77,777", "三人", "罢工了", "news.example",
    ):  # fmt: skip
        assert secret not in found, secret
    assert "July 2018" in found


def test_merged_ids_lead_to_the_event_that_stands(tmp_path: Path, release: Release) -> None:
    """An id that was given out keeps its way to the event."""
    report = release([event(id="aaaa", merged=["bbbb", "cccc"])], tmp_path / "out")
    pieces = decode("data/meta.js", (report.path / "data/meta.js").read_bytes())
    assert {p.place: p.text for p in pieces if ".merged." in p.place and p.text == "aaaa"} == {
        "meta.merged.bbbb": "aaaa",
        "meta.merged.cccc": "aaaa",
    }


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "'\"><svg onload=alert(1)>",
    "javascript:alert(1)",
    "\u202ecod.exe\u2066x",
    '=HYPERLINK("http://x","y")',
    "&lt;b&gt; ]]> -->",
    "{{7*7}} ${7*7}",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_text_in_every_file(tmp_path: Path, release: Release, words: str) -> None:
    """A document's words reach pages as text, tables without formulas, and scripts not at all."""
    given = event(
        account(
            told("action", "strike", words, 2),
            told("employer", {"name": words, "role": words}),
            told("place", place(0, name_zh=words, path_zh=["广东省", words], path_en=["G", words])),
            told("title", {"zh": words, "en": words}, coder="human:c01"),
            told("demand", words),
            url=words,
        )
    )
    report = release([given], tmp_path / "out", title={"zh": words, "en": words})
    for path in report.path.rglob("*.html"):
        text = path.read_text("utf-8")
        for tag in ("<img", "<svg", "<script>", "</script><script", "<b>"):
            assert tag not in text, (path.name, tag)
        assert 'href="javascript:' not in text
        assert "\u202e" not in text
    for path in (report.path / "tables").glob("*.csv"):
        for row in rows(path):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_the_readme_is_in_both_languages(world_release: Path) -> None:
    """It names the release, how to open it, and each table."""
    text = (world_release / "README.txt").read_text("utf-8")
    for words in (*TITLE.values(), "双击", "double click", "tables/events.csv", "2023年6月30日"):
        assert words in text
