"""Verify: whatever is changed behind the record's back is found and named."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.record.conftest import Desk
from tests.record.factories import TEXT, document, dump, issue, judge, mention, query, said
from walkout.errors import TamperedError
from walkout.model.store import Finding
from walkout.record import RecordStore, log
from walkout.record.fold import TABLES


def fill(store: RecordStore) -> None:
    """Write at least one row of every kind and every table."""
    store.write(
        [
            document("one", mention(said("action", "strike", "罢工"))),
            document("two", mention(said("action", "strike", "罢工"))),
            document("three", mention(said("demand", "wage_arrears", "补发"))),
            document("four", state="unread", issues=[issue()]),
            document(b"five" * 50_000, state="waiting", issues=[issue("UnknownFormatError")]),
        ]
    )
    store.write([document("three", mention()), document("five", state="unread")])
    a, b, c = (m.id for m in store.mentions())
    store.write_judgements([judge(a, b, "different")], "model:resolve@1")
    store.write_judgements(
        [judge(a, b, "same", "human:c07"), judge(b, c, "unsure")], "model:resolve@1"
    )
    event = next(iter(store.events()))
    store.set_tier([("event", event.id)], "public", "Reviewed.")
    store.write_release(1, "0" * 64)


@pytest.fixture
def full(embedded: Desk) -> Desk:
    """A closed record with something in every table."""
    with embedded.open() as store:
        fill(store)
        assert list(store.verify()) == []
        assert all(query(f"SELECT 1 FROM record_{name}") for name in TABLES)  # noqa: S608
    return embedded


@pytest.fixture
def sealed(encrypted: Desk) -> Desk:
    """A closed encrypted record with something in every table."""
    with encrypted.open() as store:
        fill(store)
    return encrypted


@contextmanager
def changed(desk: Desk, sql: str, *parameters: Any) -> Iterator[list[Finding]]:
    """Change a row behind the record's back, give what verify finds, and put the row back."""
    backup = desk.folder.parent / "backup.db"
    shutil.copyfile(desk.folder / "record.db", backup)
    with desk.open() as store:
        query(sql, *parameters)
        yield list(store.verify())
    shutil.copyfile(backup, desk.folder / "record.db")


@pytest.mark.parametrize(
    ("sql", "code", "where"),
    [
        pytest.param(
            "UPDATE record_log SET author = 'human:zzzz' WHERE seq = 7",
            "chain",
            {"seq": 7},
            id="an author",
        ),
        pytest.param(
            "UPDATE record_log SET kind = 'mention' WHERE seq = 3", "chain", {"seq": 3}, id="a kind"
        ),
        pytest.param(
            "UPDATE record_log SET kind = 'praise' WHERE seq = 3",
            "chain",
            {"seq": 3},
            id="no kind at all",
        ),
        pytest.param(
            "UPDATE record_log SET author = '人' WHERE seq = 3",
            "chain",
            {"seq": 3},
            id="no author at all",
        ),
        pytest.param(
            "UPDATE record_log SET time = '2001-01-01T00:00:00.000000Z' WHERE seq = 9",
            "chain",
            {"seq": 9},
            id="a time",
        ),
        pytest.param(
            "UPDATE record_log SET link = zeroblob(32) WHERE seq = 9",
            "chain",
            {"seq": 9},
            id="a link",
        ),
        pytest.param(
            "UPDATE record_log SET commitment = zeroblob(32) WHERE seq = 9",
            "chain",
            {"seq": 9},
            id="a commitment",
        ),
        pytest.param(
            "DELETE FROM record_log WHERE seq = 9", "chain", {"seq": (9, 9)}, id="a row gone"
        ),
        pytest.param(
            "DELETE FROM record_log WHERE seq BETWEEN 9 AND 12",
            "chain",
            {"seq": (9, 12)},
            id="rows gone",
        ),
        pytest.param(
            "UPDATE record_log SET seq = 1000 WHERE seq = 9",
            "chain",
            {"seq": (9, 9)},
            id="a row moved",
        ),
        pytest.param(
            "UPDATE record_payload SET body = CAST(REPLACE(CAST(body AS TEXT), 'strike', 'picket') "
            "AS BLOB) WHERE body LIKE '%\"strike\"%'",
            "payload",
            {"kind": "statement"},
            id="a value",
        ),
        pytest.param(
            "UPDATE record_payload SET salt = zeroblob(16) WHERE seq = 9",
            "payload",
            {"seq": 9},
            id="a salt",
        ),
        pytest.param(
            "DELETE FROM record_payload WHERE seq = 9", "payload", {"seq": 9}, id="a payload gone"
        ),
        pytest.param(
            "INSERT INTO record_payload VALUES (999, zeroblob(16), zeroblob(2))",
            "payload",
            {"seq": 999},
            id="a payload more",
        ),
        pytest.param(
            "UPDATE record_document SET state = 'read' WHERE state = 'unread'",
            "state",
            {"table": "document"},
            id="a document's state",
        ),
        pytest.param(
            "UPDATE record_statement SET tier = 'public' "
            "WHERE seq = (SELECT MIN(seq) FROM record_statement)",
            "state",
            {"table": "statement"},
            id="a tier",
        ),
        pytest.param(
            "UPDATE record_statement SET quote_tier = 'public' "
            "WHERE seq = (SELECT MIN(seq) FROM record_statement)",
            "state",
            {"table": "statement"},
            id="a quote's tier",
        ),
        pytest.param(
            "UPDATE record_member SET event = 'zzzzzzzz'",
            "state",
            {"table": "member"},
            id="an event's mentions",
        ),
        pytest.param(
            "UPDATE record_issue SET is_open = FALSE",
            "state",
            {"table": "issue"},
            id="an issue hidden",
        ),
        pytest.param("DELETE FROM record_anchor", "state", {"table": "anchor"}, id="anchors gone"),
        pytest.param(
            "INSERT INTO record_member VALUES ('mx', 'zzzzzzzz')",
            "state",
            {"table": "member", "row": ("mx",)},
            id="a mention more",
        ),
    ],
)
def test_a_changed_row_is_named(full: Desk, sql: str, code: str, where: dict[str, Any]) -> None:
    """The finding says what does not fit, and where."""
    with changed(full, sql) as findings:
        assert findings
        first = findings[0]
        assert first.code == code
        assert where.items() <= dict(first.where).items()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_cell_can_be_edited_unseen(full: Desk, data: st.DataObject) -> None:
    """Whatever cell of whatever row of whatever table is changed, verify finds something."""
    tables = {"log": log_columns, "payload": ("salt", "body")}
    tables |= {name: table.columns for name, table in TABLES.items()}
    name = data.draw(st.sampled_from(sorted(tables)))
    column = data.draw(st.sampled_from(tables[name]))
    number = data.draw(st.integers(0, 10**6))
    with full.open():
        rows = query(f"SELECT rowid, {column} FROM record_{name} ORDER BY rowid")  # noqa: S608
    row, old = rows[number % len(rows)]
    new = data.draw(_other(old))
    sql = f"UPDATE record_{name} SET {column} = %s WHERE rowid = %s"  # noqa: S608
    with full.open():
        clash = query(f"SELECT 1 FROM record_{name} WHERE {column} = %s", new)  # noqa: S608
    if clash:
        return
    with changed(full, sql, new, row) as findings:
        assert findings, (name, column, row, old, new)


log_columns = ("seq", "kind", "author", "time", "commitment", "link")


def _other(old: object) -> st.SearchStrategy[Any]:
    """Draw another value of the same kind."""
    if old is None:
        return st.just("x")
    if isinstance(old, bool):
        return st.just(not old)
    if isinstance(old, int):
        return st.integers(0, 5000).filter(lambda n: n != old)
    if isinstance(old, bytes):
        return st.tuples(st.integers(0, len(old) - 1), st.integers(1, 255)).map(
            lambda change: bytes(
                byte ^ (change[1] if at == change[0] else 0) for at, byte in enumerate(old)
            )
        )
    return st.text("abc:@1", min_size=1, max_size=6).filter(lambda text: text != old)


def test_an_erased_payload_needs_a_tombstone(full: Desk) -> None:
    """A gap that a row of the log names is accepted; others are not."""
    with full.open() as store:
        with store._writing() as writer:
            writer.add("tombstone", store.coder, {"seqs": [40]})
        query("DELETE FROM record_payload WHERE seq IN (40)")
        kinds = {f.code for f in store.verify()}
    # What the erased row said is folded no more; that is the eraser's to do.
    assert "payload" not in kinds
    assert "chain" not in kinds


def test_a_log_that_was_cut_short_is_told_by_its_head(full: Desk) -> None:
    """The chain alone cannot tell that its end is missing: a noted head can."""
    with full.open() as store:
        noted = store.head()
        for table in ("log", "payload"):
            query(f"DELETE FROM record_{table} WHERE seq = %s", noted[0])  # noqa: S608
        store.rebuild()
        assert list(store.verify()) == []
        assert store.head() != noted


def test_rows_loaded_in_any_order_give_the_same_state(full: Desk) -> None:
    """The state is a fold over rows, whichever came into the tables first."""
    with full.open() as store:
        before = dump()
        links, payloads = query("SELECT * FROM record_log"), query("SELECT * FROM record_payload")
        for seed in range(5):
            chance = random.Random(seed)
            for table, rows in (("log", links), ("payload", payloads)):
                query(f"DELETE FROM record_{table}")  # noqa: S608
                chance.shuffle(rows)
                for row in rows:
                    places = ", ".join(["%s"] * len(row))
                    query(f"INSERT INTO record_{table} VALUES ({places})", *row)  # noqa: S608
            store.rebuild()
            assert dump() == before
        assert list(store.verify()) == []


def test_rebuilding_mends_derived_state_and_writes_nothing(full: Desk) -> None:
    """Tables that were emptied come back from the log alone, and the log does not grow."""
    with full.open() as store:
        before, rows = dump(), store.counts()["log"]
        for name in TABLES:
            query(f"DELETE FROM record_{name}")  # noqa: S608
        assert list(store.verify())
        store.rebuild()
        assert dump() == before
        assert store.counts()["log"] == rows


class TestFiles:
    """The folder's files."""

    def test_a_flipped_byte_of_a_document_names_it(self, full: Desk) -> None:
        """File, byte range and document."""
        with full.open() as store:
            item = document(b"five" * 50_000, state="waiting").capture
            (pack, offset) = query(
                "SELECT pack, pack_offset FROM record_document WHERE id = %s", item.id
            )[0]
            path = full.folder / "archive" / pack
            data = bytearray(path.read_bytes())
            data[offset + 70_000] ^= 1
            path.write_bytes(data)
            (finding,) = store.verify()
        assert (finding.code, finding.where["document"]) == ("flipped", item.id)
        assert finding.where["file"] == f"archive/{pack}"
        start, end = finding.where["bytes"]
        assert start <= offset + 70_000 < end

    def test_a_missing_file_names_its_documents(self, full: Desk) -> None:
        """Each document that went with it."""
        with full.open() as store:
            (pack,) = query("SELECT DISTINCT pack FROM record_document ORDER BY seq LIMIT 1")[0]
            (full.folder / "archive" / pack).unlink()
            (finding,) = store.verify()
        assert finding.code == "missing"
        assert len(finding.where["documents"]) == 5

    @pytest.mark.parametrize("name", ["notes.txt", "archive/x", "archive/incoming/y", ".hidden"])
    def test_a_foreign_file_is_named(self, full: Desk, name: str) -> None:
        """Wherever it stands, but for releases, which are public files of their own."""
        (full.folder / name).write_text("x")
        (full.folder / "releases" / "1").mkdir()
        with full.open() as store:
            (finding,) = store.verify()
        assert (finding.code, finding.where["file"]) == ("foreign", name)

    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(data=st.data())
    def test_a_flipped_byte_of_an_encrypted_database_is_found(
        self, sealed: Desk, data: st.DataObject
    ) -> None:
        """Every page is authenticated: opening or verifying tells, and names the page."""
        path = sealed.folder / "record.db"
        good = path.read_bytes()
        at = data.draw(st.integers(0, 2**30)) % len(good)
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x40]) + good[at + 1 :])
        try:
            with sealed.open() as store:
                findings = list(store.verify())
            assert findings[0].code == "flipped"
            assert findings[0].where["file"] == "record.db"
            if "page" in findings[0].where:
                assert findings[0].where["page"] == at // 4096 + 1
        except TamperedError:
            pass
        finally:
            for beside in sealed.folder.glob("record.db-*"):
                beside.unlink()
            path.write_bytes(good)

    def test_a_database_that_breaks_off_is_told(self, full: Desk, tmp_path: Path) -> None:
        """Verify ends with a finding, not with a fault of its own."""
        path = full.folder / "record.db"
        path.write_bytes(path.read_bytes()[:40960])
        try:
            with full.open() as store:
                findings = list(store.verify())
            assert findings
            assert findings[-1].where["file"] == "record.db"
        except TamperedError:
            pass


def test_kinds_of_rows_are_those_that_the_log_knows() -> None:
    """What is folded is what may be appended."""
    from walkout.record.fold import Fold

    folded = {k for k in log.KINDS if hasattr(Fold, f"_{k}")}
    # Coders, tombstones and what an endpoint was asked make no state.
    assert log.KINDS - folded == {"coder", "tombstone", "asked"}


def test_a_link_is_fixed() -> None:
    """These bytes are in every record there is: whoever changes them writes a migration."""
    commitment = log.commit(bytes(16), log.encode({"工": 1, "a": [None, True, 0.5, "😀"]}))
    link = log.chain(bytes(32), commitment, 1, "coder", "human:abcd", "2020-01-01T00:00:00.000000Z")
    assert commitment.hex()[:16] == "28571a009cc003c3"
    assert link.hex()[:16] == "346d5847f02bf7eb"


@pytest.mark.parametrize(
    ("kind", "author"),
    [("rumour", "human:abcd"), ("coder", "张三"), ("coder", "human:a b"), ("coder", "human:a\nb")],
)
def test_only_coders_append_and_only_known_kinds(embedded: Desk, kind: str, author: str) -> None:
    """A name or a line feed never becomes an author."""
    with embedded.open() as store, pytest.raises(ValueError), store._writing() as writer:
        writer.add(kind, author, {})


def test_texts_that_utf8_lacks_are_kept() -> None:
    """A lone surrogate, as a broken file may give it, comes back as it was."""
    payload = {"text": "\ud800" + TEXT}
    assert log.decode(log.encode(payload)) == payload
