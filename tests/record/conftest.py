"""Records to test on: one contract, three databases.

Making a record costs half a second, so an embedded one is made once a session and copied.
Every test on `store` ends with the record verified, and folded again to the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.record.factories import dump
from walkout import record
from walkout.record import KeyFile, RecordStore

BACKENDS = ("sqlcipher", "sqlite", "postgresql")


@dataclass
class Desk:
    """A record's folder, and what opens it."""

    folder: Path
    key: KeyFile | None

    def open(self) -> RecordStore:
        """Open the record."""
        return record.open(self.folder, self.key)


@pytest.fixture(scope="session")
def template(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], tuple[Path, KeyFile | None]]:
    """Makes the record that is copied for each test, when it is first asked for."""
    made: dict[str, tuple[Path, KeyFile | None]] = {}

    def make(backend: str) -> tuple[Path, KeyFile | None]:
        if backend not in made:
            folder = tmp_path_factory.mktemp(backend)
            key = KeyFile.make(folder / "key") if backend == "sqlcipher" else None
            record.create(folder / "record", key, unencrypted=key is None).close()
            made[backend] = folder / "record", key
        return made[backend]

    return make


@pytest.fixture
def make_desk(
    template: Callable[[str], tuple[Path, KeyFile | None]],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> Callable[[str], Desk]:
    """Makes a new record on a backend."""

    def make(backend: str) -> Desk:
        folder = tmp_path / "record"
        if backend == "postgresql":
            url = request.getfixturevalue("postgres_url")
            key = KeyFile.make(tmp_path / "key")
            record.create(folder, key, database=url).close()
            return Desk(folder, key)
        source, opener = template(backend)
        shutil.copytree(source, folder)
        return Desk(folder, opener)

    return make


@pytest.fixture(params=BACKENDS)
def desk(request: pytest.FixtureRequest, make_desk: Callable[[str], Desk]) -> Desk:
    """A closed new record, on each database in turn."""
    return make_desk(request.param)


@pytest.fixture
def embedded(make_desk: Callable[[str], Desk]) -> Desk:
    """A closed new record that is not encrypted, so that tests can look into it."""
    return make_desk("sqlite")


@pytest.fixture
def encrypted(make_desk: Callable[[str], Desk]) -> Desk:
    """A closed new encrypted record."""
    return make_desk("sqlcipher")


@pytest.fixture
def store(desk: Desk) -> Iterator[RecordStore]:
    """An open record, verified and folded again when the test is done."""
    with desk.open() as opened:
        yield opened
        assert list(opened.verify()) == []
        before = dump()
        opened.rebuild()
        assert dump() == before
