"""From files to a release in one process: what is marked leaves, what names a person does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from walkout import record
from walkout.capture import CaptureOptions
from walkout.cli.main import cli
from walkout.errors import PublishError
from walkout.flows.add import add
from walkout.flows.publish import publish
from walkout.flows.release import release

POST = "2014年4月14日，广东东莞裕新鞋厂两千名工人罢工，要求补缴社保，警方带走三十人。\n"
OTHER = "东莞裕新鞋厂工人4月14日罢工，约三千人参加，讨要社保。\n"
PLAN = "江苏昆山恒光电子厂工人计划2014年5月1日罢工，要求加薪。\n"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Write two accounts of one strike, and a plan."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"2014年4月15日\n\n{POST}", "utf-8")
    (folder / "b.txt").write_text(f"2014年4月16日\n\n{OTHER}", "utf-8")
    (folder / "c.txt").write_text(f"2014年4月16日\n\n{PLAN}", "utf-8")
    return folder


def events_in(out: Path) -> list[dict[str, object]]:
    """Return the events of a release."""
    return [
        json.loads(line)
        for line in (out / "tables" / "events.jsonl").read_text("utf-8").splitlines()
    ]


def test_nothing_leaves_that_nobody_marked(tmp_path: Path, documents: Path) -> None:
    """A release of a record in which nothing is public holds no event."""
    with record.create(tmp_path / "r", None, unencrypted=True) as store:
        add(store, [documents], CaptureOptions())
        report = release(store, tmp_path / "out")
    assert report.events == 0
    assert events_in(tmp_path / "out") == []


def test_two_accounts_become_one_event_with_both_beside_each_other(
    tmp_path: Path, documents: Path
) -> None:
    """The accounts differ in size; the release shows the range and keeps both."""
    with record.create(tmp_path / "r", None, unencrypted=True) as store:
        added = add(store, [documents], CaptureOptions())
        assert added.events == 1
        marked = publish(store, None, "test")
        assert marked.events == 1
        assert marked.quotes > 0
        report = release(store, tmp_path / "out")
    assert (report.events, report.accounts) == (1, 2)
    (event,) = events_in(tmp_path / "out")
    assert len(event["accounts"]) == 2  # type: ignore[arg-type]
    text = json.dumps(event, ensure_ascii=False)
    assert "两千名" in text
    assert "三千" in text


def test_one_event_is_published_by_the_id_that_status_lists(
    tmp_path: Path, documents: Path
) -> None:
    """A publisher finds an event by its id, and only that event becomes public."""
    (documents / "d.txt").write_text(
        "2014年6月3日\n\n2014年6月2日，河南郑州某制衣厂三百名工人罢工，讨要欠薪。\n", "utf-8"
    )
    with record.create(tmp_path / "r", None, unencrypted=True) as store:
        assert add(store, [documents], CaptureOptions()).events == 2
    listed = CliRunner().invoke(cli, ["status", "--events", "--record", str(tmp_path / "r")])
    lines = listed.output.splitlines()
    assert len(lines) == 2
    (wanted,) = (line.split()[0] for line in lines if "Zhengzhou" in line)
    with record.open(tmp_path / "r") as store:
        publish(store, [wanted], "test")
        assert {e.id: e.tier for e in store.events()}[wanted] == "public"
        assert release(store, tmp_path / "out").events == 1


def test_a_plan_never_leaves(tmp_path: Path, documents: Path) -> None:
    """A planned action is kept as a mention and stands in no release."""
    with record.create(tmp_path / "r", None, unencrypted=True) as store:
        add(store, [documents], CaptureOptions())
        publish(store, None, "test")
        release(store, tmp_path / "out")
        assert any(row.values["status"] == "planned" for row in store.mentions())
    written = b"".join(p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())
    assert "恒光".encode() not in written
    assert "昆山".encode() not in b"".join(
        p.read_bytes() for p in (tmp_path / "out").rglob("*.jsonl")
    )


def test_an_unknown_event_is_named(tmp_path: Path, documents: Path) -> None:
    """Publishing an id that is none says which."""
    with record.create(tmp_path / "r", None, unencrypted=True) as store:
        add(store, [documents], CaptureOptions())
        with pytest.raises(PublishError, match="zzzzzzzz"):
            publish(store, ["zzzzzzzz"], "test")


def test_releases_are_numbered_by_the_log(tmp_path: Path, documents: Path) -> None:
    """Each release has the next number, wherever it is written."""
    with record.create(tmp_path / "r", None, unencrypted=True) as store:
        add(store, [documents], CaptureOptions())
        publish(store, None, "test")
        first = release(store, tmp_path / "one")
        second = release(store, tmp_path / "two")
        assert (first.number, second.number, store.releases()) == (1, 2, 2)
        assert list(store.verify()) == []


def test_the_same_documents_give_the_same_events_on_postgresql(
    tmp_path: Path, documents: Path, postgres_url: str
) -> None:
    """Which database keeps a record changes nothing of what it tells."""
    told = []
    for name, url in (("sqlite", None), ("postgres", postgres_url)):
        with record.create(tmp_path / name, None, unencrypted=True, database=url) as store:
            add(store, [documents], CaptureOptions())
            publish(store, None, "test")
            release(store, tmp_path / f"{name}-out")
            assert list(store.verify()) == []
            counts = store.counts()
            groups = sorted(sorted(a.mention for a in e.accounts) for e in store.events())
            told.append((counts, groups, list(store.mentions())))
    assert told[0] == told[1]
