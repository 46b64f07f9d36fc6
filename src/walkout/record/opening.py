"""Making a record and opening it: key, lock, database, archive, in this order."""

from __future__ import annotations

import os
import pkgutil
import secrets
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from walkout.archive.archive import sync_folder, writing
from walkout.errors import ConfigurationError, NewerRecordError, RecordBusyError, RecordError
from walkout.record import configure, keys, log, settings
from walkout.record import folder as folders
from walkout.record.settings import Settings
from walkout.record.store import RecordStore

_CODER_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"

_held: list[RecordStore] = []


def create(
    folder: Path,
    key: keys.KeySource | None,
    *,
    database: str | None = None,
    unencrypted: bool = False,
    title: str = "",
    zone: str = "Asia/Shanghai",
    languages: tuple[str, ...] = ("zh-Hans", "en"),
    clock: log.Clock = log.now,
) -> RecordStore:
    """Make a record in a new or empty folder and open it.

    The keeper gets a random coder id, which the log's first row names; no name is kept.
    ``walkout.toml`` is written last, so that an interrupted call leaves no record.

    Args:
        folder: The record's folder.
        key: What opens it; None only for an unencrypted record.
        database: A ``postgresql://`` URL (a password in it is used and not kept), or ``env`` for
            the one in ``WALKOUT_DATABASE_URL``; None for the database in the folder.
        unencrypted: For the demo and for tests: whoever has the folder reads it all.
        title: Name of the record for its keepers.
        zone: IANA zone in which the end of a day is reckoned.
        languages: Languages of releases.
        clock: Gives the time of rows.

    Raises:
        ConfigurationError: The folder, the database or a setting cannot be used.
        RecordBusyError: This process has a record open already.
    """
    if unencrypted != (key is None):
        raise ValueError("a record has a key unless it is made without encryption")
    _alone()
    record_key = os.urandom(keys.KEY)
    made = Settings(
        title=title,
        zone=zone,
        languages=languages,
        database=configure.without_password(database) if database else "embedded",
        key=keys.plain(record_key) if key is None else keys.wrap(record_key, key),
    )
    folders.prepare(folder)
    with ExitStack() as undo:
        undo.callback(folders.discard, folder)
        lock = folders.Lock(folder)
        undo.callback(lock.release)
        derived = keys.Keys.of(record_key)
        _connect(folder, made, derived, database)
        undo.callback(configure.disconnect)
        _tables(derived, clock)
        with writing():
            if made.database == "embedded":
                os.chmod(folder / configure.DATABASE, 0o600)
            settings.save(folder, made)
            sync_folder(folder)
        return _opened(folder, made, derived, lock, clock, undo)


def open(
    folder: Path, key: keys.KeySource | None = None, *, clock: log.Clock = log.now
) -> RecordStore:
    """Open the record in a folder.

    What an interrupted process left half-way is finished or undone first.

    Args:
        folder: The record's folder.
        key: What opens it; it is not needed for an unencrypted record.
        clock: Gives the time of rows.

    Raises:
        RecordError: There is none, or it cannot be read; among its kinds are `WrongKeyError`,
            `NewerRecordError`, `RecordBusyError` and `TamperedError`.
        ConfigurationError: ``walkout.toml`` is damaged or has an unknown setting.
    """
    _alone()
    made = settings.load(folder)
    derived = keys.Keys.of(keys.unwrap(made.key, key))
    with ExitStack() as undo:
        lock = folders.Lock(folder)
        undo.callback(lock.release)
        (folder / f".{settings.NAME}.part").unlink(missing_ok=True)
        if made.database == "embedded" and not (folder / configure.DATABASE).is_file():
            raise RecordError(
                "The record's database is missing",
                fix="Put the record back from a backup.",
                file=configure.DATABASE,
            )
        _connect(folder, made, derived, None)
        undo.callback(configure.disconnect)
        _check_schema()
        return _opened(folder, made, derived, lock, clock, undo)


def _alone() -> None:
    if any(store.is_open for store in _held):
        raise RecordBusyError(
            "This process has a record open already", fix="Close it before another is opened."
        )
    _held.clear()


def _opened(
    folder: Path,
    made: Settings,
    derived: keys.Keys,
    lock: folders.Lock,
    clock: log.Clock,
    undo: ExitStack,
) -> RecordStore:
    store = RecordStore(folder, made, derived, lock, clock)
    _held.append(store)
    undo.pop_all()
    return store


def _connect(folder: Path, made: Settings, derived: keys.Keys, url: str | None) -> None:
    configure.configure()
    if made.database == "embedded":
        # Imported here: it loads SQLCipher, which stateless commands do without.
        from walkout.record.backends.sqlcipher.base import RawKey

        raw = RawKey(derived.database) if made.encrypted else None
        configure.connect(configure.embedded(folder, raw))
    else:
        configure.connect(configure.postgresql(url if url and url != "env" else made.database))


def _known() -> set[str]:
    from walkout.record import migrations

    return {module.name for module in pkgutil.iter_modules(migrations.__path__)}


def _tables(derived: keys.Keys, clock: log.Clock) -> None:
    """Make the tables of a new record and the first row of its log."""
    from django.core.management import call_command
    from django.db import connection

    from walkout.record import database

    with database.errors():
        if "record_log" in connection.introspection.table_names():
            raise ConfigurationError(
                "The database holds a record already",
                fix="Name an empty database.",
                setting="database",
            )
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    with database.writing() as cursor:
        writer = log.Writer(cursor, clock, None)
        name = "".join(secrets.choice(_CODER_ALPHABET) for _ in range(4))
        coder = f"human:{name}"
        first: dict[str, Any] = {"coder": coder, "role": "keeper", "record": derived.identity}
        writer.add("coder", coder, first)
        writer.flush()


def _check_schema() -> None:
    from walkout.record import database

    with database.reading() as cursor:
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'record'")
        applied = {row[0] for row in cursor.fetchall()}
    known = _known()
    if applied - known:
        raise NewerRecordError(
            "The record's database was made by a newer Walkout",
            fix="Update Walkout; this version would not understand all of it.",
            schema=max(applied),
            known=max(known),
        )
    if known - applied:
        raise RecordError(
            "The record's database is older than this Walkout",
            fix="Open it with the Walkout that made it.",
            schema=max(applied, default="none"),
            needed=max(known),
        )
