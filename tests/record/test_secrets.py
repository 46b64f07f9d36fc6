"""The planted string: what documents say is nowhere in a record's folder without its key."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.record.conftest import Desk
from tests.record.crash_child import items
from tests.record.factories import capture, judge, mention, reading, said
from walkout.model.document import Block
from walkout.model.store import Issue, NewDocument
from walkout.record import RecordStore

PLANTED = "PLANTED青江口甲乙丙"
CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5")


def plant(store: RecordStore) -> None:
    """Write the string wherever a document, its name or what is said of it can hold it."""
    text = f"😀{PLANTED}的工人罢工。"
    made = []
    for coding in CODINGS[:4]:
        content = text.encode(coding)
        item = capture(
            content,
            name=f"{PLANTED}.txt",
            locator=PLANTED,
            title=PLANTED,
            url=f"https://example.org/{PLANTED}",
            published=datetime(2015, 1, 1, tzinfo=UTC),
        )
        read = reading(
            item.id,
            text,
            title=PLANTED,
            url=f"https://example.org/{PLANTED}",
            blocks=(Block(0, 5, PLANTED),),
        )
        told = mention(
            said("employer", {"name": PLANTED, "role": "direct"}, PLANTED, text=text, person=True),
            said("action", "strike", "罢工", text=text),
            span=(0, len(text)),
        )
        fault = Issue("read", "TableError", "A row is wide", "", {"file": PLANTED}, item.id)
        made.append(NewDocument(item, "read", read, (told,), (fault,)))
    store.write(made)
    store.write([NewDocument(capture(PLANTED.encode() * 30_000), "waiting")])
    a, b, *_ = (m.id for m in store.mentions())
    store.write_judgements([judge(a, b, "same")], "model:resolve@1")
    (event, *_) = store.events()
    store.set_tier([("event", event.id)], "public", PLANTED)


def leaks(folder: Path) -> list[str]:
    """Return the files that hold the string, in any coding, in their bytes or their names."""
    needles = [PLANTED.encode("utf-8"), *(PLANTED[7:].encode(coding) for coding in CODINGS)]
    needles.append(PLANTED[:7].encode())
    # JSON may spell it in escapes.
    needles.append(PLANTED[7:].encode("unicode_escape"))
    found = []
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        if PLANTED in path.name or any(needle in data for needle in needles):
            found.append(path.name)
    return found


def test_a_closed_record_tells_nothing(encrypted: Desk) -> None:
    """Database, archive, settings, lock: no byte of what was planted."""
    with encrypted.open() as store:
        plant(store)
        store.rebuild()
        assert list(store.verify()) == []
        while_open = leaks(encrypted.folder)
    assert leaks(encrypted.folder) == while_open == []


def test_the_search_would_find_it(embedded: Desk) -> None:
    """The same search finds the string in a record that is not encrypted."""
    with embedded.open() as store:
        plant(store)
    assert leaks(embedded.folder) == ["record.db"]


KILLED = """
import os, sys
from pathlib import Path
from tests.record.test_secrets import plant
from walkout import record
store = record.open(Path(sys.argv[1]), record.KeyFile(Path(sys.argv[2])))
plant(store)
os.kill(os.getpid(), 9)
"""


def test_a_killed_record_tells_nothing(encrypted: Desk) -> None:
    """What a killed process leaves beside the database is sealed as well."""
    assert encrypted.key is not None
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])}
    command = [sys.executable, "-c", KILLED, str(encrypted.folder), str(encrypted.key.path)]
    assert subprocess.run(command, cwd=root, env=environment, check=False).returncode == -9
    names = {path.name for path in encrypted.folder.iterdir()}
    assert "record.db-wal" in names
    assert leaks(encrypted.folder) == []


def test_sorting_much_writes_no_temporary_file(
    encrypted: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database's temporary space is memory: that its folder cannot be used is no matter."""
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "missing"))
    with encrypted.open() as store:
        for number in range(20):
            store.write(items(number))
        assert list(store.verify()) == []
    shutil.rmtree(encrypted.folder)
