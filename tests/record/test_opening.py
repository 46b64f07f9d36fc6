"""Making and opening a record: what it takes, and each way in which it is refused."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.record.conftest import Desk
from tests.record.factories import document, query
from walkout import record
from walkout.errors import (
    ConfigurationError,
    NewerRecordError,
    RecordBusyError,
    RecordError,
    TamperedError,
    WrongKeyError,
)
from walkout.record import KeyFile, Passphrase, configure

CHEAP = {"n": 2**4, "r": 8, "p": 1}


def edit(path: Path, old: str, new: str) -> None:
    """Change a word of a text file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_new_record_has_its_folder(tmp_path: Path) -> None:
    """Settings, database, lock, archive and releases: nothing else, and nobody else's to read."""
    folder = tmp_path / "deep" / "record"
    with record.create(
        folder,
        Passphrase("五百 鞋厂", CHEAP),
        title="鞋厂",
        zone="Asia/Taipei",
        languages=("zh-Hant",),
    ) as store:
        assert store.settings.title == "鞋厂"
        assert store.encrypted
        assert store.notes() == []
        assert re.fullmatch(r"human:[0-9a-z]{4}", store.coder)
    names = {path.name for path in folder.iterdir()}
    assert names == {"walkout.toml", "record.db", "lock", "archive", "releases"}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))
    with record.open(folder, Passphrase("五百 鞋厂")) as store:
        assert (store.settings.zone, store.settings.languages) == ("Asia/Taipei", ("zh-Hant",))


def test_a_wrong_passphrase_is_told_and_harms_nothing(tmp_path: Path) -> None:
    """The right one opens after it."""
    folder = tmp_path / "record"
    record.create(folder, Passphrase("right", CHEAP)).close()
    with pytest.raises(WrongKeyError):
        record.open(folder, Passphrase("wrong"))
    with pytest.raises(WrongKeyError):
        record.open(folder)
    record.open(folder, Passphrase("right")).close()


def test_coders_are_random(tmp_path: Path) -> None:
    """Two records do not call their keepers by one id."""
    coders = set()
    for n in range(4):
        with record.create(tmp_path / str(n), None, unencrypted=True) as store:
            coders.add(store.coder)
    assert len(coders) > 1


def test_an_unencrypted_record_says_so(embedded: Desk) -> None:
    """Whoever opens one is told that others can read it."""
    with embedded.open() as store:
        assert not store.encrypted
        assert "not encrypted" in store.notes()[0]


def test_a_record_has_a_key_or_says_that_it_has_none(tmp_path: Path) -> None:
    """No key without the word for it, and no word without meaning it."""
    with pytest.raises(ValueError):
        record.create(tmp_path / "a", None)
    with pytest.raises(ValueError):
        record.create(tmp_path / "b", Passphrase("x"), unencrypted=True)


@pytest.mark.parametrize("what", ["a record", "a file", "a full folder"])
def test_a_record_is_never_made_over_something(tmp_path: Path, what: str) -> None:
    """Whatever is there stays."""
    folder = tmp_path / "record"
    if what == "a record":
        record.create(folder, None, unencrypted=True).close()
    elif what == "a file":
        folder.write_text("x")
    else:
        folder.mkdir()
        (folder / "notes.txt").write_text("x")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(ConfigurationError):
        record.create(folder, None, unencrypted=True)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_record_that_lost_its_settings_is_never_overwritten(embedded: Desk) -> None:
    """Documents without their key may still be rescued by a backup of walkout.toml."""
    with embedded.open() as store:
        store.write([document("one")])
    (embedded.folder / "walkout.toml").rename(embedded.folder.parent / "backup.toml")
    with pytest.raises(ConfigurationError, match=r"lacks its walkout\.toml"):
        record.create(embedded.folder, None, unencrypted=True)
    (embedded.folder.parent / "backup.toml").rename(embedded.folder / "walkout.toml")
    with embedded.open() as store:
        assert store.counts()["documents"] == 1


KILLED = """
import os, sys
from pathlib import Path
from walkout import record
from walkout.record import settings
settings.save = lambda *_: os.kill(os.getpid(), 9)
record.create(Path(sys.argv[1]), None, unencrypted=True)
"""


def test_a_killed_making_can_be_repeated(tmp_path: Path) -> None:
    """What a killed init left is no record, and no hindrance."""
    folder = tmp_path / "record"
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (folder / "record.db").exists()
    with pytest.raises(RecordError, match="no record here"):
        record.open(folder)
    with record.create(folder, None, unencrypted=True) as store:
        assert list(store.verify()) == []


def test_a_making_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """A wrong setting costs no cleaning up."""
    with pytest.raises(ConfigurationError):
        record.create(tmp_path / "record", None, database="mysql://h/d", unencrypted=True)
    assert list(tmp_path.iterdir()) == []


def test_a_process_has_one_record_open(embedded: Desk, tmp_path: Path) -> None:
    """A second one is refused until the first is closed; closing twice is no fault."""
    with embedded.open() as store:
        with pytest.raises(RecordBusyError):
            record.create(tmp_path / "other", None, unencrypted=True)
        with pytest.raises(RecordBusyError):
            embedded.open()
        assert store.counts()["documents"] == 0
        store.close()
    embedded.open().close()


HOLD = """
import sys
from pathlib import Path
from walkout import record
with record.open(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_is_kept_out_and_named(embedded: Desk) -> None:
    """The error tells the number of the process that holds the record, until it ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(embedded.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RecordBusyError) as caught:
            embedded.open()
        if sys.platform.startswith("linux"):
            assert caught.value.where == {"process": holder.pid}
        holder.kill()
    embedded.open().close()


def test_a_child_that_outlives_its_parent_holds_nothing(embedded: Desk) -> None:
    """A reader process that was forked while the record was open does not keep others out."""
    read_end, write_end = os.pipe()
    with embedded.open():
        child = os.fork()
        if child == 0:
            os.close(write_end)
            os.read(read_end, 1)
            os._exit(0)
    try:
        embedded.open().close()
    finally:
        os.close(write_end)
        os.close(read_end)
        os.waitpid(child, 0)


def test_nothing_in_the_folder_names_its_machine_or_keeper(encrypted: Desk) -> None:
    """No host, user, home or path is in any file that can be read without the key."""
    with encrypted.open() as store:
        store.write([document("one")])
    words = [socket.gethostname(), str(encrypted.folder), str(Path.home()), os.environ.get("USER")]
    for path in encrypted.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for word in words:
                if word and len(word) > 3:
                    assert word.encode() not in data


class TestRefusals:
    """A record that cannot be opened gives one clear error."""

    def test_a_newer_folder(self, embedded: Desk) -> None:
        """Made by a newer Walkout: told before anything is asked of the keeper."""
        edit(embedded.folder / "walkout.toml", "format = 1", "format = 2")
        with pytest.raises(NewerRecordError):
            embedded.open()

    def test_a_newer_schema(self, embedded: Desk) -> None:
        """Tables that this version does not know are not guessed at."""
        with embedded.open():
            query(
                "INSERT INTO django_migrations (app, name, applied) "
                "VALUES ('record', '0999_later', CURRENT_TIMESTAMP)"
            )
        with pytest.raises(NewerRecordError) as caught:
            embedded.open()
        assert caught.value.where["schema"] == "0999_later"

    def test_an_older_schema(self, embedded: Desk) -> None:
        """Nor are tables that are not there yet."""
        with embedded.open():
            query("DELETE FROM django_migrations WHERE app = 'record'")
        with pytest.raises(RecordError, match="older than this Walkout"):
            embedded.open()

    def test_a_missing_database(self, embedded: Desk) -> None:
        """No empty one is made in its place."""
        (embedded.folder / "record.db").unlink()
        with pytest.raises(RecordError, match="database is missing"):
            embedded.open()
        assert not (embedded.folder / "record.db").exists()

    def test_another_records_database(self, embedded: Desk, tmp_path: Path) -> None:
        """A database that was put there from another record is not this one's."""
        other = tmp_path / "other"
        record.create(other, None, unencrypted=True).close()
        (other / "record.db").replace(embedded.folder / "record.db")
        with pytest.raises(TamperedError, match="not the one of this record"):
            embedded.open()

    @pytest.mark.parametrize("backend", ["embedded", "encrypted"])
    def test_a_damaged_database(
        self, request: pytest.FixtureRequest, backend: str, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """Bytes that are no database are told as such, in one line and nothing beside it."""
        desk: Desk = request.getfixturevalue(backend)
        path = desk.folder / "record.db"
        path.write_bytes(bytes(range(256)) * (path.stat().st_size // 256))
        with pytest.raises(TamperedError, match="not those that were written"):
            desk.open()
        assert capfd.readouterr() == ("", "")
        path.write_bytes(b"")
        with pytest.raises(RecordError):
            desk.open()

    def test_a_folder_that_may_not_be_written(self, embedded: Desk) -> None:
        """Root may write everywhere, so that only others meet this."""
        if os.geteuid() == 0:
            (embedded.folder / "lock").unlink()
            (embedded.folder / "lock").mkdir()
        else:
            (embedded.folder / "lock").chmod(0)
        with pytest.raises(RecordError, match="cannot be written"):
            embedded.open()


class TestPostgreSQL:
    """A record whose tables are in PostgreSQL."""

    def test_it_says_what_it_does_not_protect(self, postgres_url: str, tmp_path: Path) -> None:
        """Documents are sealed; the tables need an encrypted volume, and status says so."""
        key = KeyFile.make(tmp_path / "key")
        with record.create(tmp_path / "record", key, database=postgres_url) as store:
            assert not store.encrypted
            assert "encrypted volume" in store.notes()[0]
        assert not (tmp_path / "record" / "record.db").exists()

    def test_a_password_is_not_kept(
        self, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It opens by the one in the environment, or by none."""
        url = postgres_url.replace("@", ":geheim@")
        record.create(tmp_path / "record", None, database=url, unencrypted=True).close()
        assert "geheim" not in (tmp_path / "record" / "walkout.toml").read_text("utf-8")
        monkeypatch.setenv(configure.URL_VARIABLE, url)
        record.open(tmp_path / "record").close()

    def test_the_url_may_stay_in_the_environment(
        self, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Then the folder does not even tell the server's name."""
        monkeypatch.setenv(configure.URL_VARIABLE, postgres_url)
        record.create(tmp_path / "record", None, database="env", unencrypted=True).close()
        assert "127.0.0.1" not in (tmp_path / "record" / "walkout.toml").read_text("utf-8")
        record.open(tmp_path / "record").close()
        monkeypatch.delenv(configure.URL_VARIABLE)
        with pytest.raises(ConfigurationError, match="no PostgreSQL URL"):
            record.open(tmp_path / "record")

    def test_a_database_holds_one_record(self, postgres_url: str, tmp_path: Path) -> None:
        """A second one is refused."""
        record.create(tmp_path / "one", None, database=postgres_url, unencrypted=True).close()
        with pytest.raises(ConfigurationError, match="holds a record already"):
            record.create(tmp_path / "two", None, database=postgres_url, unencrypted=True)

    @pytest.mark.parametrize(
        "url",
        ["mysql://x/y", "postgresql://host", "sqlite:///x", "nonsense"],
    )
    def test_another_url_is_refused(self, url: str, tmp_path: Path) -> None:
        """Only PostgreSQL's URLs with a database's name will do."""
        with pytest.raises(ConfigurationError, match="no PostgreSQL URL"):
            record.create(tmp_path / "record", None, database=url, unencrypted=True)

    def test_a_server_that_is_gone_is_told(self, tmp_path: Path) -> None:
        """One clear error, without the driver's words."""
        pytest.importorskip("psycopg")
        url = "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2"
        with pytest.raises(RecordError, match="does not answer"):
            record.create(tmp_path / "record", None, database=url, unencrypted=True)

    def test_the_driver_is_an_extra(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without it the error says what to install."""
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(ConfigurationError, match="driver is not installed"):
            record.create(tmp_path / "record", None, database="postgresql://h/d", unencrypted=True)
