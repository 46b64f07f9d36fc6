"""What every store promises, on SQLCipher, on plain SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.record.conftest import Desk
from tests.record.factories import (
    TEXT,
    capture,
    document,
    dump,
    issue,
    judge,
    mention,
    query,
    reading,
    said,
)
from walkout import record
from walkout.errors import QuoteMismatchError, RecordError
from walkout.model import ids
from walkout.model.document import Block, Reading
from walkout.model.event import Event
from walkout.model.statement import Mention
from walkout.model.store import Issue, NewDocument, Store
from walkout.record import RecordStore, rows


def fixed(instant: datetime) -> Callable[[], datetime]:
    """Return a clock that stands still."""
    return lambda: instant


def strike(name: str, *more: Any, **facts: Any) -> NewDocument:
    """Return a document with one mention of a strike."""
    return document(name, mention(said("action", "strike", "罢工"), *more), **facts)


def mention_of(store: RecordStore, name: str) -> str:
    """Return the id of the only mention of a document of that content."""
    (found,) = [m.id for m in store.mentions() if m.document == ids.document_id(name.encode())]
    return found


def the_event(store: RecordStore, *names: str) -> str:
    """Return the event that is told by exactly these documents."""
    wanted = {ids.document_id(name.encode()) for name in names}
    (found,) = [e.id for e in store.events() if {a.document for a in e.accounts} == wanted]
    return found


def partition(store: RecordStore) -> dict[str, set[str]]:
    """Return the documents of each event."""
    return {e.id: {a.document for a in e.accounts} for e in store.events()}


def test_the_store_keeps_the_protocol(store: RecordStore) -> None:
    """What the flows are promised is what a record gives."""
    promised: Store = store
    assert promised.counts()["documents"] == 0
    assert list(promised.events()) == []


class TestDocuments:
    """Writing documents and getting them back."""

    def test_new_documents_are_counted_once(self, store: RecordStore) -> None:
        """Writing gives the number of new documents; writing again adds not one row."""
        batch = [strike("one"), strike("two"), document("three", state="waiting")]
        assert store.write(batch) == 3
        before = store.counts()
        assert store.write(batch) == 0
        assert store.counts() == before
        assert before["read"] == 2
        assert before["waiting"] == 1
        assert before["mentions"] == 2
        assert before["statements"] == 8

    def test_one_batch_may_name_a_document_twice(self, store: RecordStore) -> None:
        """The second time adds what the first lacked."""
        later = document("one", mention(), mention(span=(0, 5)))
        assert store.write([document("one", state="unread"), later, later]) == 1
        assert store.states([later.capture.id]) == {later.capture.id: "read"}
        assert store.counts()["mentions"] == 2

    def test_states_are_told_of_known_documents_only(self, store: RecordStore) -> None:
        """A document that the record lacks is not in the answer."""
        items = [document(str(n), state="container") for n in range(1200)]
        store.write(items[:600])
        states = store.states(item.capture.id for item in items)
        assert states == {item.capture.id: "container" for item in items[:600]}

    def test_a_capture_comes_back_whole(self, store: RecordStore) -> None:
        """Bytes, names, dates and offsets come back as they were given."""
        captured = datetime(2018, 8, 24, 5, 30, 0, 5, tzinfo=timezone(timedelta(hours=8)))
        items = [
            capture(
                b"\x00\xff" * 70_000,
                name="报告😀.bin",
                part_of=ids.document_id(b"zip"),
                locator="a/b.bin",
                title="标题",
                published=captured,
                url="https://example.org/?a=1&b=工",
                language="zh-Hant",
                captured_at=captured,
            ),
            capture(b"", published=date(2018, 8, 24)),
        ]
        store.write([NewDocument(item, "waiting") for item in items])
        assert [store.capture(item.id) for item in items] == items

    def test_a_reading_comes_back_whole(self, store: RecordStore) -> None:
        """Text with emoji, astral characters and NUL comes back code point for code point."""
        text = "😀𠀀\x00工\r\n" + TEXT
        made = Reading(
            ids.reading_id(ids.document_id(b"one"), "html@3", text),
            ids.document_id(b"one"),
            "html@3",
            text,
            (Block(0, 2, "p 1"), Block(2, 9, "p 2")),
            "标题",
            datetime(2015, 4, 21, 12, tzinfo=UTC),
            "metadata",
            "mixed",
            "https://example.org/",
            ("charset:gb18030", "boilerplate:kept"),
        )
        store.write([NewDocument(capture(b"one"), "read", made)])
        assert store.reading(made.document) == made
        assert store.reading("d" + "0" * 24) is None

    def test_an_unknown_document_has_no_capture(self, store: RecordStore) -> None:
        """Asking for what is not there is an error that names it."""
        with pytest.raises(RecordError, match="no such document"):
            store.capture("d" + "0" * 24)

    def test_an_unread_document_gets_its_reading(self, store: RecordStore) -> None:
        """What failed once and reads now is read, and its issue is closed."""
        fault = issue(document=ids.document_id(b"one"))
        store.write([document("one", state="unread", issues=[fault])])
        assert list(store.issues()) == [fault]
        assert store.write([strike("one")]) == 0
        assert store.counts()["read"] == 1
        assert store.counts()["mentions"] == 1
        assert list(store.issues()) == []

    def test_a_state_only_rises(self, store: RecordStore) -> None:
        """A reader that fails today does not unread what was read; kept items may be told apart."""
        name = ids.document_id(b"one")
        for state, expected in [
            ("unread", "unread"),
            ("waiting", "waiting"),
            ("unread", "waiting"),
            ("container", "container"),
        ]:
            store.write([document("one", state=state)])  # type: ignore[arg-type]
            assert store.states([name]) == {name: expected}
        store.write([strike("one")])
        store.write([document("one", state="container")])
        assert store.states([name]) == {name: "read"}

    @pytest.mark.parametrize(
        "wrong",
        [
            pytest.param(NewDocument(capture(b"x"), "read"), id="read without a reading"),
            pytest.param(
                NewDocument(capture(b"x"), "unread", reading(capture(b"x").id)),
                id="unread with a reading",
            ),
            pytest.param(
                NewDocument(capture(b"x"), "read", reading(capture(b"y").id)),
                id="a reading of another document",
            ),
            pytest.param(
                NewDocument(capture(b"x"), "waiting", mentions=(mention(),)),
                id="mentions without a reading",
            ),
            pytest.param(document("x", mention(span=(0, len(TEXT) + 1))), id="a mention outside"),
        ],
    )
    def test_a_document_that_cannot_stand_is_refused(
        self, store: RecordStore, wrong: NewDocument
    ) -> None:
        """A caller's mistake writes nothing."""
        with pytest.raises(ValueError):
            store.write([strike("one"), wrong])
        assert store.counts()["documents"] == 0

    def test_a_quote_that_is_not_there_is_refused(self, store: RecordStore) -> None:
        """No statement enters the record whose quote differs from the reading at its span."""
        wrong = document("two", mention(said("action", "strike", "罢工", text="x" + TEXT)))
        with pytest.raises(QuoteMismatchError):
            store.write([strike("one"), wrong])
        assert store.counts()["documents"] == 0

    def test_a_batch_is_whole_or_absent(
        self, store: RecordStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A fault in the middle leaves neither a row nor a file, and the batch can be repeated."""
        made = rows.statement
        calls = iter(range(100))

        def fail(*args: Any) -> dict[str, Any]:
            if next(calls) == 5:
                raise KeyboardInterrupt
            return made(*args)

        before = dump(), store.counts()["log"]
        with monkeypatch.context() as patch:
            patch.setattr(rows, "statement", fail)
            with pytest.raises(KeyboardInterrupt):
                store.write([strike("one"), strike("two")])
        assert (dump(), store.counts()["log"]) == before
        assert [p for p in (store.folder / "archive").rglob("*") if p.is_file()] == []
        assert store.write([strike("one"), strike("two")]) == 2

    def test_the_rows_of_a_table_share_files(self, store: RecordStore) -> None:
        """A chunk of rows is one file of the archive."""
        store.write([strike(f"row {n}") for n in range(300)])
        assert len([p for p in (store.folder / "archive").iterdir() if p.is_file()]) == 1


class TestMentions:
    """Mentions and statements, first and again."""

    def test_a_mention_is_told_as_resolution_sees_it(self, store: RecordStore) -> None:
        """Values are assembled, words are the passage's, the rest is the document's."""
        span = (TEXT.index("青石"), TEXT.index("。"))
        item = document(
            "one",
            mention(
                said("action", "strike", "罢工"), said("demand", "wage_arrears", "补发"), span=span
            ),
            published=datetime(2015, 4, 21, 23, tzinfo=UTC),
            url="https://example.org/1",
        )
        store.write([item])
        (row,) = store.mentions()
        assert row.document == item.capture.id
        assert row.values["action"] == ["strike"]
        assert row.values["demand"] == ["wage_arrears"]
        assert row.text == TEXT[span[0] : span[1]]
        assert row.published == date(2015, 4, 21)
        assert row.url == "https://example.org/1"

    def test_mentions_come_in_id_order(self, store: RecordStore) -> None:
        """However many there are."""
        store.write([strike(str(n)) for n in range(450)])
        names = [m.id for m in store.mentions()]
        assert len(names) == 450
        assert names == sorted(names)

    def test_two_events_in_one_passage_are_two_mentions(self, store: RecordStore) -> None:
        """Mentions of one span are told apart, and both keep what is inferred of them."""
        item = document(
            "one",
            mention(said("action", "strike", "罢工")),
            mention(said("response", "government.mediation", "调解"), kind="repression"),
        )
        store.write([item])
        store.write([item])
        first, second = store.mentions()
        assert first.text == second.text
        assert {first.values["kind"], second.values["kind"]} == {"action", "repression"}
        assert first.values["scope"] == second.values["scope"] == "labour"
        assert store.counts()["statements"] == 8

    def test_a_list_keeps_its_coders_order(self, store: RecordStore) -> None:
        """The first place is the one that the coder named first, also after extracting again."""
        one = {"code": "cn:1", "level": "town"}
        two = {"code": "cn:2", "level": "county"}
        a, b = said("place", two, "镇政府"), said("place", one, "青石镇")
        store.write([document("one", mention(a, b))])
        assert next(iter(store.mentions())).values["place"] == two
        store.write([document("one", mention(b, a))])
        assert next(iter(store.mentions())).values["place"] == one

    def test_what_is_said_again_is_not_written_again(self, store: RecordStore) -> None:
        """A better version that says the same is noted as seen; one that adds, adds that only."""
        store.write([strike("one")])
        before = store.counts()
        again = document(
            "one",
            mention(
                said("action", "strike", "罢工", coder="rule:zh@2"),
                said("demand", "wage_arrears", "补发", coder="rule:zh@2"),
                coder="rule:zh@2",
            ),
        )
        store.write([again])
        assert store.counts()["statements"] == before["statements"] + 1
        assert [
            r[0]
            for r in query("SELECT kind FROM record_log WHERE seq > %s ORDER BY seq", before["log"])
        ] == [
            "statement",
            "seen",
        ]
        seen = {r[0] for r in query("SELECT DISTINCT seen FROM record_statement")}
        assert max(seen) == store.counts()["log"]
        store.write([again])
        assert store.counts()["log"] == before["log"] + 2

    def test_what_is_no_longer_said_is_withdrawn(self, store: RecordStore) -> None:
        """A statement that a newer version does not make stands no more, until it is made again."""
        store.write([strike("one")])
        before = store.counts()
        store.write([document("one", mention())])
        assert next(iter(store.mentions())).values["action"] == []
        assert store.counts()["statements"] == before["statements"] - 1
        store.write([strike("one")])
        assert next(iter(store.mentions())).values["action"] == ["strike"]
        assert query("SELECT COUNT(*) FROM record_statement") == [(before["statements"],)]

    def test_a_failed_extraction_withdraws_nothing(self, store: RecordStore) -> None:
        """When the extractor broke, having no mentions says nothing."""
        store.write([strike("one")])
        item = strike("one")
        fault = Issue("extract", "ExtractionError", "It broke", "", {}, item.capture.id)
        store.write([NewDocument(item.capture, "read", item.reading, (), (fault,))])
        assert store.counts()["mentions"] == 1
        assert list(store.issues()) == [fault]
        store.write([item])
        assert list(store.issues()) == []

    def test_a_mention_keeps_its_id_when_its_span_moves(self, store: RecordStore) -> None:
        """Re-extraction aligns by overlap; the better of two overlaps keeps the id."""
        store.write([document("one", mention(span=(0, 20)))])
        name = mention_of(store, "one")
        store.write([document("one", mention(span=(0, 12)), mention(span=(1, 21)))])
        found = {m.id: m.text for m in store.mentions()}
        assert found[name] == TEXT[1:21]
        assert len(found) == 2

    def test_a_mention_that_overlaps_little_is_another(self, store: RecordStore) -> None:
        """A third in common is not the same mention; the old one is withdrawn."""
        store.write([document("one", mention(span=(0, 20)))])
        name = mention_of(store, "one")
        store.write([document("one", mention(span=(10, 30)))])
        assert mention_of(store, "one") != name
        store.write([document("one", mention(span=(0, 20)))])
        assert mention_of(store, "one") == name

    def test_a_mention_keeps_its_id_in_a_new_reading(self, store: RecordStore) -> None:
        """A better reader shifts the text; the mention is found again where its words stand."""
        span = (TEXT.index("青石"), TEXT.index("。"))
        store.write([document("one", mention(said("action", "strike", "罢工"), span=span))])
        name = mention_of(store, "one")
        text = "导航 首页 新闻 劳工 更多 订阅 联系我们 " * 3 + TEXT
        moved = (text.index("青石"), text.index("。"))
        better = mention(said("action", "strike", "罢工", text=text), span=moved)
        store.write([document("one", better, text=text, reader="text@2")])
        (row,) = store.mentions()
        assert (row.id, row.text) == (name, TEXT[span[0] : span[1]])
        assert row.values["action"] == ["strike"]
        counts = store.counts()
        assert (counts["readings"], counts["mentions"], counts["statements"]) == (2, 1, 4)

    def test_what_a_person_worked_on_goes_to_a_queue(self, store: RecordStore) -> None:
        """A judged mention that matches nothing is kept and told of, not withdrawn."""
        store.write([document("one", mention(span=(0, 10))), strike("two")])
        name, other = mention_of(store, "one"), mention_of(store, "two")
        store.write_judgements([judge(name, other, "same", "human:c07")], "model:resolve@1")
        again = document("one", mention(span=(20, 30)))
        store.write([again])
        store.write([again])
        assert {m.id for m in store.mentions()} >= {name, other}
        (queued,) = store.issues()
        assert queued.where["mention"] == name
        assert queued.stage == "resolve"

    def test_a_persons_statement_is_never_withdrawn(self, store: RecordStore) -> None:
        """Rules speak for rules only: a coding stands, and shows over what a rule says."""
        coded = said("action", "slowdown", "罢工", coder="human:c07")
        store.write([document("one", mention(said("action", "strike", "罢工"), coded))])
        store.write([strike("one")])
        (row,) = store.mentions()
        assert row.values["action"] == ["slowdown"]
        store.write([document("one", mention(span=(30, 35)))])
        assert any(m.id == row.id for m in store.mentions())


class TestIssues:
    """Things that a person should look at."""

    def test_the_same_issue_is_kept_once(self, store: RecordStore) -> None:
        """Issues come oldest first, each once, with their facts."""
        first = issue("InputDeniedError", file="b.txt")
        second = issue("TableError", file="a.csv", row=7, columns=["日期", "地点"])
        store.write_issues([first, first, second])
        store.write_issues([second, first])
        assert list(store.issues()) == [first, second]

    def test_a_closed_issue_comes_back_when_it_is_seen_again(self, store: RecordStore) -> None:
        """A fault that returns is open again, once."""
        item = document("one", state="waiting")
        fault = issue(document=item.capture.id)
        store.write([NewDocument(item.capture, "waiting", issues=(fault,))])
        store.write([item])
        assert list(store.issues()) == []
        store.write([NewDocument(item.capture, "waiting", issues=(fault,))])
        assert list(store.issues()) == [fault]

    def test_the_latest_attempt_tells_what_is_wrong(self, store: RecordStore) -> None:
        """A reader that fails otherwise than before leaves one issue, the new one."""
        name = ids.document_id(b"one")
        old, new = issue("UnreadableError", name), issue("LockedDocumentError", name)
        store.write([document("one", state="unread", issues=[old])])
        store.write([document("one", state="unread")])
        assert list(store.issues()) == [old]
        store.write([document("one", state="unread", issues=[new])])
        assert list(store.issues()) == [new]

    def test_facts_of_any_kind_are_kept(self, store: RecordStore) -> None:
        """What JSON has no form for is kept as its text."""
        store.write_issues([issue(day=date(2020, 1, 1), span=(1, 2), more={"a": {1: None}})])
        (found,) = store.issues()
        assert found.where == {"day": "2020-01-01", "span": [1, 2], "more": {"a": {"1": None}}}


class TestEvents:
    """Mentions to events: a fold that never scores."""

    def resolve(self, store: RecordStore, *judgements: Any) -> None:
        """Write a run's verdicts."""
        store.write_judgements(judgements, "model:resolve@1")

    def test_each_mention_of_something_that_happened_is_an_event(self, store: RecordStore) -> None:
        """What is planned, a figure or another matter stays a mention; borderline is an event."""
        store.write(
            [
                document("happened", mention()),
                document("borderline", mention(scope="borderline")),
                *(
                    document(status, mention(status=status))
                    for status in ("planned", "threatened", "denied", "general")
                ),
                document("figure", mention(kind="statistic")),
                document("land", mention(scope="not_labour")),
            ]
        )
        assert list(store.events()) == []
        self.resolve(store)
        assert {next(iter(d)) for d in partition(store).values()} == {
            ids.document_id(b"happened"),
            ids.document_id(b"borderline"),
        }
        counts = store.counts()
        assert (counts["mentions"], counts["mentions_in_events"], counts["events"]) == (8, 2, 2)

    def test_event_ids_are_short_and_minted_once(self, store: RecordStore) -> None:
        """A second run, whatever it says again, mints nothing and writes nothing."""
        store.write([strike("one"), strike("two")])
        verdict = judge(mention_of(store, "one"), mention_of(store, "two"), "different")
        self.resolve(store, verdict)
        before, rows_before = partition(store), store.counts()["log"]
        self.resolve(store, verdict)
        assert partition(store) == before
        assert store.counts()["log"] == rows_before
        assert all(len(name) == 8 for name in before)

    def test_merging_keeps_the_older_id_and_redirects_the_other(self, store: RecordStore) -> None:
        """After a merge both ids lead to one event; undoing it gives both back."""
        store.write([strike("one")])
        self.resolve(store)
        store.write([strike("two")])
        self.resolve(store)
        one, two = the_event(store, "one"), the_event(store, "two")
        a, b = mention_of(store, "one"), mention_of(store, "two")
        self.resolve(store, judge(a, b, "same"))
        (event,) = store.events()
        assert (event.id, event.merged) == (one, (two,))
        assert [e.id for e in store.events([two])] == [one]
        assert [e.id for e in store.events([two, one, "nothing"])] == [one]
        self.resolve(store, judge(a, b, "different"))
        assert partition(store) == {
            one: {ids.document_id(b"one")},
            two: {ids.document_id(b"two")},
        }

    def test_splitting_keeps_the_id_with_its_first_mention(self, store: RecordStore) -> None:
        """The others get an id of their own, and merging again gives the first one back."""
        store.write([strike("one")])
        self.resolve(store)
        store.write([strike("two"), strike("three")])
        a, b, c = (mention_of(store, n) for n in ("one", "two", "three"))
        self.resolve(store, judge(a, b, "same"), judge(b, c, "same"))
        (event,) = store.events()
        apart = [judge(a, b, "different"), judge(a, c, "different"), judge(b, c, "same")]
        self.resolve(store, *apart)
        assert the_event(store, "one") == event.id
        split = the_event(store, "two", "three")
        assert split != event.id
        self.resolve(store, judge(a, b, "same"))
        (merged,) = store.events()
        assert (merged.id, merged.merged) == (event.id, (split,))

    def test_an_id_survives_the_mention_that_it_was_minted_for(self, store: RecordStore) -> None:
        """When the first mention is withdrawn, the event keeps its id through the others."""
        store.write([strike("one")])
        self.resolve(store)
        store.write([strike("two")])
        one = the_event(store, "one")
        self.resolve(store, judge(mention_of(store, "one"), mention_of(store, "two"), "same"))
        store.write([document("one", mention(status="denied"))])
        assert partition(store) == {one: {ids.document_id(b"two")}}
        store.write([document("two", mention(status="denied"))])
        assert partition(store) == {}
        store.write([strike("one")])
        assert partition(store) == {one: {ids.document_id(b"one")}}

    def test_losing_a_bridge_parts_an_event_at_once(self, store: RecordStore) -> None:
        """When the mention that joined two others goes, each of them bears an id."""
        store.write([strike(name) for name in ("one", "two", "three")])
        a, b, c = (mention_of(store, n) for n in ("one", "two", "three"))
        self.resolve(store, judge(a, b, "same"), judge(b, c, "same"))
        (event,) = store.events()
        store.write([document("two", mention(status="planned"))])
        apart = partition(store)
        assert event.id in apart
        assert sorted(len(documents) for documents in apart.values()) == [1, 1]

    def test_a_persons_judgement_binds(self, store: RecordStore) -> None:
        """No later run of a model joins what a person parted; the person may change their mind."""
        store.write([strike("one"), strike("two")])
        a, b = mention_of(store, "one"), mention_of(store, "two")
        self.resolve(store, judge(a, b, "different", "human:c07"))
        store.write_judgements([judge(a, b, "same", "model:resolve@2", 99.0)], "model:resolve@2")
        assert len(partition(store)) == 2
        self.resolve(store, judge(a, b, "same", "human:c07"))
        assert len(partition(store)) == 1

    def test_a_runs_verdicts_supersede_that_models_earlier_ones(self, store: RecordStore) -> None:
        """Per pair one word of each model family and person lives, and they come in pair order."""
        store.write([strike("one"), strike("two"), strike("three")])
        a, b, c = sorted(m.id for m in store.mentions())
        self.resolve(store, judge(b, c, "same"), judge(a, b, "same"), judge(a, c, "unsure"))
        newer = judge(a, b, "different", "model:resolve@2")
        human = judge(a, b, "unsure", "human:c07")
        store.write_judgements([newer, human], "model:resolve@2")
        found = list(store.judgements())
        assert [(j.left, j.right, j.coder) for j in found] == [
            (a, b, "human:c07"),
            (a, b, "model:resolve@2"),
            (a, c, "model:resolve@1"),
            (b, c, "model:resolve@1"),
        ]
        assert found[1] == newer

    def test_a_run_writes_its_own_verdicts_only(self, store: RecordStore) -> None:
        """A verdict in another model's name is a caller's mistake."""
        store.write([strike("one"), strike("two")])
        verdict = judge(mention_of(store, "one"), mention_of(store, "two"), "same", "model:x@1")
        with pytest.raises(ValueError):
            store.write_judgements([verdict], "model:resolve@1")

    def test_accounts_come_oldest_first(self, store: RecordStore) -> None:
        """The undated comes last; each account tells its document's language, day and address."""
        store.write(
            [
                strike("late", published=date(2016, 1, 1), url="https://example.org/late"),
                strike("undated", published=None),
                strike("early", published=date(2015, 1, 1)),
            ]
        )
        a, b, c = (m.id for m in store.mentions())
        self.resolve(store, judge(a, b, "same"), judge(b, c, "same"))
        (event,) = store.events()
        assert [account.published for account in event.accounts] == [
            date(2015, 1, 1),
            date(2016, 1, 1),
            None,
        ]
        late = event.accounts[1]
        assert (late.language, late.url, late.document_tier) == (
            "zh-Hans",
            "https://example.org/late",
            "team",
        )

    def test_a_persons_value_shows_over_a_rules(self, store: RecordStore) -> None:
        """Within an account the higher coder's values are told, with their own ids."""
        coded = said("action", "slowdown", "罢工", coder="human:c07")
        item = document("one", mention(said("action", "strike", "罢工"), coded))
        store.write([item])
        self.resolve(store)
        (event,) = store.events()
        told = {t.statement.field: t for t in event.accounts[0].told}
        assert told["action"].statement == coded
        assert item.reading is not None
        assert told["action"].id == coded.id(item.reading.id)


class TestTiers:
    """Who may see what."""

    def one_event(self, store: RecordStore, *more: Any) -> Event:
        """Write one document with one event and return it."""
        store.write([strike("one", *more)])
        store.write_judgements([], "model:resolve@1")
        (event,) = store.events()
        return event

    def test_everything_is_the_teams_until_it_is_marked(self, store: RecordStore) -> None:
        """Nothing is public that nobody made public."""
        event = self.one_event(store)
        (account,) = event.accounts
        assert {event.tier, account.document_tier} == {"team"}
        assert {t.tier for t in account.told} | {t.quote_tier for t in account.told} == {"team"}

    def test_marking_is_counted_and_logged(self, store: RecordStore) -> None:
        """Each target that changes counts once; the log keeps who decided, and why."""
        event = self.one_event(store)
        (account,) = event.accounts
        targets = [("event", event.id), ("document", account.document), ("event", event.id)]
        targets += [("statement", t.id) for t in account.told]
        targets += [("quote", t.id) for t in account.told]
        assert store.set_tier(targets, "public", "Reviewed twice.") == 10
        assert store.set_tier(targets, "public", "Again.") == 0
        (author,) = query("SELECT author FROM record_log WHERE kind = 'tier'")[0]
        assert author == store.coder
        (event,) = store.events()
        (account,) = event.accounts
        assert (event.tier, account.document_tier) == ("public", "public")
        assert {(t.tier, t.quote_tier) for t in account.told} == {("public", "public")}

    def test_a_quote_is_never_shown_further_than_its_value(self, store: RecordStore) -> None:
        """A public quote of a team value is the team's."""
        event = self.one_event(store)
        told = event.accounts[0].told[-1]
        store.set_tier([("quote", told.id)], "public", "")
        assert next(iter(store.events())).accounts[0].told[-1].quote_tier == "team"
        store.set_tier([("statement", told.id)], "public", "")
        assert next(iter(store.events())).accounts[0].told[-1].quote_tier == "public"

    def test_a_quote_with_a_person_is_never_public(self, store: RecordStore) -> None:
        """Whatever is decided of it: the value may leave, the words do not."""
        event = self.one_event(store, said("employer", {"name": "x"}, "鞋厂", person=True))
        targets = [(k, t.id) for t in event.accounts[0].told for k in ("statement", "quote")]
        store.set_tier(targets, "public", "")
        (event,) = store.events()
        told = {t.statement.field: t for t in event.accounts[0].told}
        assert (told["employer"].tier, told["employer"].quote_tier) == ("public", "team")
        assert told["action"].quote_tier == "public"

    @pytest.mark.parametrize("kind", ["event", "document", "statement", "quote"])
    def test_what_is_not_there_cannot_be_marked(self, store: RecordStore, kind: str) -> None:
        """One unknown id refuses the whole decision."""
        event = self.one_event(store)
        with pytest.raises(RecordError, match=f"no such {kind}"):
            store.set_tier([("event", event.id), (kind, "zzzzzzzz")], "public", "")
        assert next(iter(store.events())).tier == "team"

    def test_a_wrong_word_is_a_callers_mistake(self, store: RecordStore) -> None:
        """Kinds and tiers come from fixed lists."""
        event = self.one_event(store)
        with pytest.raises(ValueError):
            store.set_tier([("mention", event.accounts[0].mention)], "public", "")
        with pytest.raises(ValueError):
            store.set_tier([("event", event.id)], "secret", "")  # type: ignore[arg-type]

    def test_a_merged_event_keeps_the_closest_decision(self, store: RecordStore) -> None:
        """A decision stands over the default, the closer of two holds, undoing parts them."""
        store.write([strike("one"), strike("two")])
        store.write_judgements([], "model:resolve@1")
        one, two = the_event(store, "one"), the_event(store, "two")
        a, b = mention_of(store, "one"), mention_of(store, "two")
        together, apart = judge(a, b, "same"), judge(a, b, "different")

        def merged_tier() -> str:
            store.write_judgements([together], "model:resolve@1")
            (event,) = store.events()
            store.write_judgements([apart], "model:resolve@1")
            return event.tier

        store.set_tier([("event", two)], "public", "")
        assert merged_tier() == "public"
        store.set_tier([("event", one)], "sealed", "")
        assert merged_tier() == "sealed"
        assert {e.id: e.tier for e in store.events()} == {one: "sealed", two: "public"}

    def test_marking_a_merged_id_marks_where_it_went(self, store: RecordStore) -> None:
        """A link that was noted before a merge still decides."""
        store.write([strike("one"), strike("two")])
        store.write_judgements([], "model:resolve@1")
        both = [the_event(store, "one"), the_event(store, "two")]
        verdict = judge(mention_of(store, "one"), mention_of(store, "two"), "same")
        store.write_judgements([verdict], "model:resolve@1")
        (event,) = store.events()
        (other,) = set(both) - {event.id}
        assert store.set_tier([("event", other)], "public", "") == 1
        assert next(iter(store.events())).tier == "public"

    def test_thousands_of_targets_are_a_few_rows(self, store: RecordStore) -> None:
        """Publishing everything does not double the log."""
        store.write([strike(str(n)) for n in range(400)])
        before = store.counts()["log"]
        targets = [("statement", r[0]) for r in query("SELECT DISTINCT id FROM record_statement")]
        assert store.set_tier(targets, "public", "All is public in the demo.") == 1600
        assert store.counts()["log"] == before + 4


class TestReleases:
    """What the record remembers of what it made public."""

    def test_releases_are_numbered_one_after_the_other(self, store: RecordStore) -> None:
        """The log tells which files each was; no number is given twice or left out."""
        assert store.releases() == 0
        store.write_release(1, "a" * 64)
        store.write_release(2, "b" * 64)
        assert store.releases() == 2
        for wrong in (2, 4):
            with pytest.raises(ValueError):
                store.write_release(wrong, "c" * 64)

    def test_a_readings_text_is_had_by_its_id(self, store: RecordStore) -> None:
        """Earlier readings keep theirs; what is no reading has none."""
        first, second = strike("one"), strike("one", reader="text@2")
        store.write([first])
        store.write([second])
        assert first.reading is not None
        assert second.reading is not None
        assert store.text(first.reading.id) == store.text(second.reading.id) == TEXT
        assert store.text("r" + "0" * 24) is None


class TestLog:
    """The rows behind all of it."""

    def test_every_row_has_an_author_a_time_and_its_place(self, store: RecordStore) -> None:
        """Numbers have no gap, times never fall, and authors are coders, never names."""
        store.write([strike("one"), document("two", state="unread", issues=[issue()])])
        store.write_judgements([], "model:resolve@1")
        found = query("SELECT seq, kind, author, time FROM record_log ORDER BY seq")
        assert [row[0] for row in found] == list(range(1, len(found) + 1))
        assert [row[3] for row in found] == sorted(row[3] for row in found)
        authors = {row[1]: row[2] for row in found}
        assert authors["document"] == authors["coder"] == store.coder
        assert authors["statement"] == "rule:zh@1"
        assert authors["mint"] == "model:resolve@1"
        assert authors["reading"] == "rule:text@1"

    def test_a_session_that_writes_nothing_leaves_no_row(self, store: RecordStore) -> None:
        """Looking is not writing."""
        assert not [*store.events(), *store.mentions(), *store.issues(), *store.judgements()]
        assert store.write([]) == 0
        assert store.counts()["log"] == 1

    def test_the_head_tells_what_was_written_last(self, store: RecordStore) -> None:
        """The last number and link change with every row."""
        before = store.head()
        store.write([strike("one")])
        seq, link = store.head()
        assert seq == store.counts()["log"]
        assert link != before[1]
        assert len(bytes.fromhex(link)) == 32


def test_a_clock_that_goes_back_does_not_turn_the_log(desk: Desk) -> None:
    """The time of a row is never before the time of the row before it."""
    later, earlier = datetime(2030, 1, 1, tzinfo=UTC), datetime(2001, 1, 1, tzinfo=UTC)
    for instant in (later, earlier):
        with record.open(desk.folder, desk.key, clock=fixed(instant)) as store:
            store.write([strike(str(instant))])
    with desk.open() as store:
        times = [row[0] for row in query("SELECT time FROM record_log ORDER BY seq")]
        assert times[-1] == "2030-01-01T00:00:00.000000Z"
        assert list(store.verify()) == []


def test_the_record_closes_on_a_day_of_its_zone(desk: Desk) -> None:
    """A day ends where the keepers are: at 17 h UTC it is tomorrow in Shanghai."""
    later = datetime(2038, 7, 27, 17, tzinfo=UTC)
    with record.open(desk.folder, desk.key, clock=fixed(later)) as store:
        store.write([strike("one")])
        assert store.closed_on() == date(2038, 7, 28)


def test_everything_is_there_after_closing(desk: Desk) -> None:
    """What was written is read by the next process, and a new run begins with its first row."""
    with desk.open() as store:
        store.write([strike("one")])
        store.write_judgements([], "model:resolve@1")
        before, coder = dump(), store.coder
    with desk.open() as store:
        assert dump() == before
        assert store.coder == coder
        store.write([strike("two")])
        assert query("SELECT COUNT(*) FROM record_run") == [(2,)]


def test_a_mention_of_one_point_can_stand(store: RecordStore) -> None:
    """A mention without words, at a place in the text, is kept and found again."""
    item = document("one", Mention(4, 4, (said("status", "happened"),)))
    store.write([item])
    store.write([item])
    assert store.counts()["mentions"] == 1
