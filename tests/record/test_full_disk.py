"""A full disk: one clear error, nothing half, and the same command works when there is room."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.record.conftest import Desk
from tests.record.crash_child import OF, items
from tests.record.factories import document, dump, query
from walkout.errors import StorageFullError


@pytest.mark.parametrize("backend", ["embedded", "encrypted"])
def test_a_database_without_room_takes_nothing(
    request: pytest.FixtureRequest, backend: str
) -> None:
    """The batch is absent as a whole, in tables and archive, and can be written later."""
    desk: Desk = request.getfixturevalue(backend)
    with desk.open() as store:
        store.write(items(0))
        before = dump(), store.counts()
        (pages,) = query("PRAGMA page_count")[0]
        query(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(StorageFullError, match="no room"):
            store.write([item for n in range(1, 9) for item in items(n)])
        assert (dump(), store.counts()) == before
        assert list(store.verify()) == []
        query("PRAGMA max_page_count = 1000000")
        assert store.write(items(1)) == OF


CHILD = """
import resource, sys
from pathlib import Path
from tests.record.crash_child import items
from tests.record.factories import document
from walkout import record
from walkout.errors import StorageFullError
folder, key, kind = Path(sys.argv[1]), record.KeyFile(Path(sys.argv[2])), sys.argv[3]
with record.open(folder, key) as store:
    limit = max(p.stat().st_size for p in folder.rglob("*") if p.is_file()) + 65536
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        if kind == "rows":
            for number in range(200):
                store.write(items(number))
        else:
            store.write([document("x" * 3_000_000)])
    except StorageFullError as error:
        print(error)
    else:
        print("written")
"""


@pytest.mark.parametrize("kind", ["rows", "a large document"])
def test_a_disk_that_refuses_is_one_clear_error(encrypted: Desk, kind: str) -> None:
    """The operating system's own limit on files: the error, and then a sound record."""
    assert encrypted.key is not None
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(encrypted.folder), str(encrypted.key.path), kind],
        cwd=root,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert done.stdout.startswith("The disk has no room")
    with encrypted.open() as store:
        assert list(store.verify()) == []
        assert list((encrypted.folder / "archive" / "incoming").iterdir()) == []
        assert store.counts()["documents"] % OF == 0
        assert store.write([document("x" * 3_000_000)]) == 1
