"""Asking a language model about a record: what goes out, what comes in, what is left for later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stub_model import QUICK, Stub, event, serving, value
from walkout import record
from walkout.capture import CaptureOptions
from walkout.errors import ConfigurationError
from walkout.flows.add import add
from walkout.flows.endpoint import Line
from walkout.flows.progress import Quiet
from walkout.flows.propose import ProposeReport, propose_record
from walkout.model.endpoint import Endpoint
from walkout.record import RecordStore

POSTS = [
    f"2014年4月1{n}日，广东东莞裕新{name}厂两千多名工人罢工，要求举办象棋比赛。"
    for n, name in enumerate(["鞋", "电子", "玩具", "家具"])
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    """A record of four posts, not encrypted."""
    posts = tmp_path / "posts.jsonl"
    posts.write_text("\n".join(json.dumps({"text": post}) for post in POSTS), "utf-8")
    with record.create(tmp_path / "record", None, unencrypted=True) as made:
        add(made, [posts], CaptureOptions())
        yield made


@pytest.fixture
def stub() -> Iterator[Stub]:
    """An endpoint that has a code for chess, and invents a march."""

    def answer(text: str) -> list[dict[str, object]]:
        return [event(value("demand", "other", "举办象棋比赛"), value("action", "march", "游行"))]

    with serving(Stub(answer)) as made:
        yield made


def run(
    store: RecordStore, stub: Stub, version: str = "1", *, public_only: bool = False
) -> ProposeReport:
    """Ask the stub about the record."""
    made = Endpoint(stub.url, "m", version=version, timeout=QUICK)
    line = Line(made, public=public_only, sleep=lambda seconds: None)
    return propose_record(store, ["rule", "endpoint"], made, line, public_only=public_only)


def demands(store: RecordStore) -> list[list[str]]:
    """Return the demands of all mentions."""
    return [row.values["demand"] for row in store.mentions()]


def test_the_models_values_are_in_the_record_and_in_no_way_in_place_of_the_rules(
    store: RecordStore, stub: Stub
) -> None:
    """Refused values are counted; a second run asks nothing."""
    before = [row.id for row in store.mentions()]
    report = run(store, stub)
    assert (report.looked, report.known, report.issues) == (4, 0, [])
    assert report.refused == {"quote_not_in_text": 4}
    assert store.refused() == {"quote_not_in_text": 4}
    assert [row.id for row in store.mentions()] == before
    assert demands(store) == [["other"]] * 4
    assert list(store.verify()) == []
    again = run(store, stub)
    assert (again.looked, again.known) == (0, 4)
    assert len(stub.requests) == 4


def test_another_version_of_the_model_is_asked_anew(store: RecordStore, stub: Stub) -> None:
    """And what it does not say again is taken back."""
    run(store, stub)
    stub.answer = lambda text: []
    assert run(store, stub, version="2").looked == 4
    assert demands(store) == [[]] * 4
    assert store.refused() == {}


def test_one_text_that_fails_is_told_and_asked_again(store: RecordStore, stub: Stub) -> None:
    """The others are done; the second run asks about that one alone and closes its issue."""
    stub.script = ["well", "prose"]
    report = run(store, stub)
    (issue,) = report.issues
    assert (issue.stage, issue.code) == ("extract", "EndpointError")
    assert issue.document is not None
    assert [i.code for i in store.issues()] == ["EndpointError"]
    assert not any(post in str(i) for i in store.issues() for post in POSTS)
    again = run(store, stub)
    assert (again.looked, again.known, again.issues) == (1, 3, [])
    assert list(store.issues()) == []
    assert demands(store) == [["other"]] * 4


def test_an_endpoint_that_is_down_leaves_the_rest_for_later(store: RecordStore, stub: Stub) -> None:
    """It is told once, and nothing is lost."""
    stub.script = ["well", "404"]
    report = run(store, stub)
    assert [i.code for i in report.issues] == ["EndpointDownError"]
    assert len(stub.requests) == 2
    again = run(store, stub)
    assert (again.looked, again.known) == (3, 1)
    assert demands(store) == [["other"]] * 4


class Impatient(Quiet):
    """A person who presses Ctrl-C after so many questions."""

    def __init__(self, stub: Stub, after: int) -> None:
        self._stub = stub
        self._after = after

    def stopping(self) -> bool:
        """Return whether the stub was asked often enough."""
        return len(self._stub.requests) >= self._after


def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path: Path, stub: Stub) -> None:
    """In the midst of a long text too: no part of it is asked about twice, and no issue is left."""
    parts = [f"{post}{'天气很好。' * 90}" for post in POSTS]
    essay = tmp_path / "essay.txt"
    essay.write_text("\n".join(parts), "utf-8")
    with record.create(tmp_path / "long", None, unencrypted=True) as store:
        add(store, [essay], CaptureOptions())
        made = Endpoint(stub.url, "m", timeout=QUICK, window=600)

        def go(after: int) -> ProposeReport:
            watch = Impatient(stub, after)
            line = Line(made)
            return propose_record(store, ["rule", "endpoint"], made, line, progress=watch)

        assert go(3).stopped
        assert list(store.issues()) == []
        assert len(stub.requests) == 3
        report = go(99)
        assert not report.stopped
        assert sorted(stub.texts) == sorted(parts)
        assert list(store.verify()) == []


def test_a_run_that_is_killed_keeps_what_it_has(
    store: RecordStore, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second Ctrl-C in the midst of a question: what was answered before is written."""
    made = Endpoint(stub.url, "m", timeout=QUICK)
    line = Line(made)
    ask = type(line).__call__

    def interrupted(self: Line, question: object) -> object:
        if len(stub.requests) == 2:
            raise KeyboardInterrupt
        return ask(self, question)  # type: ignore[arg-type]

    monkeypatch.setattr(Line, "__call__", interrupted)
    with pytest.raises(KeyboardInterrupt):
        propose_record(store, ["rule", "endpoint"], made, line)
    monkeypatch.undo()
    assert run(store, stub).known == 2
    assert len(stub.requests) == 4


def test_only_public_documents_go_where_others_listen(store: RecordStore, stub: Stub) -> None:
    """The rest is kept back, counted, and asked about once it may be."""
    public = [reading.document for reading, _ in store.readings()][:1]
    store.set_tier([("document", name) for name in public], "public", "told by the press")
    report = run(store, stub, public_only=True)
    assert (report.looked, report.kept_back) == (1, 3)
    assert stub.texts == [POSTS[0]]


def test_what_is_sealed_goes_to_no_endpoint_at_all(store: RecordStore, stub: Stub) -> None:
    """Not even on this machine: another program may keep what it is told."""
    sealed = [reading.document for reading, _ in store.readings()][:3]
    store.set_tier([("document", name) for name in sealed], "sealed", "testimony")
    report = run(store, stub)
    assert (report.looked, report.kept_back) == (1, 3)
    assert stub.texts == [POSTS[3]]


def test_without_an_endpoint_everything_can_be_read_again_by_the_rules(
    store: RecordStore,
) -> None:
    """Nothing changes where the rules say the same; unless asked to, nothing is read."""
    seq, _ = store.head()
    assert propose_record(store).looked == 0
    assert propose_record(store, again=True).looked == 4
    assert store.head()[0] == seq
    assert list(store.verify()) == []


def test_rules_that_are_read_again_leave_a_models_values(store: RecordStore, stub: Stub) -> None:
    """Turning the endpoint off takes nothing away."""
    run(store, stub)
    propose_record(store, ["rule"], again=True)
    assert demands(store) == [["other"]] * 4


def test_settings_that_name_no_endpoint_are_told(store: RecordStore) -> None:
    """The proposer is named, and nobody says where it is."""
    with pytest.raises(ConfigurationError, match="no endpoint"):
        propose_record(store, ["rule", "endpoint"])


def test_coders_of_the_log_name_model_and_version(store: RecordStore, stub: Stub) -> None:
    """Exactly, instructions and all."""
    run(store, stub, version="q4")
    coders = {
        told.statement.coder
        for ev in store.events()
        for account in ev.accounts
        for told in account.told
    }
    (model,) = {c for c in coders if c.startswith("model:m@")}
    assert model.startswith("model:m@q4+")
