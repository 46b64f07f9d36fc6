"""The SQLCipher backend, and Django's configuration."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connection

from tests.record.conftest import Desk
from tests.record.factories import query
from walkout.record.backends.sqlcipher.base import DatabaseWrapper, RawKey


def test_others_keep_the_standard_librarys_sqlite() -> None:
    """Loading SQLCipher changes nobody else's driver, nor Django's own backend."""
    from django.db.backends.sqlite3 import base

    assert vars(base)["Database"].__name__ == "sqlite3.dbapi2"
    assert sys.modules["sqlite3"] is sqlite3
    assert DatabaseWrapper.Database.__name__ == "sqlcipher3.dbapi2"
    assert not issubclass(DatabaseWrapper, base.DatabaseWrapper)


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 20000),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
    ],
)
def test_every_connection_is_set_up(encrypted: Desk, pragma: str, expected: object) -> None:
    """The settings that durability and secrecy hang on are those that are written down."""
    with encrypted.open():
        assert query(f"PRAGMA {pragma}") == [(expected,)]


def test_a_key_does_not_print_itself() -> None:
    """Settings that are shown or logged do not show it."""
    key = RawKey(b"\x01" * 32)
    assert "01" not in repr(key)
    assert "01" not in str({"OPTIONS": {"key": key}})


def test_the_tables_are_those_of_the_models(embedded: Desk) -> None:
    """No change of a model is without its migration."""
    with embedded.open():
        call_command("makemigrations", "record", check=True, dry_run=True, stdout=io.StringIO())
        tables = {
            name for name in connection.introspection.table_names() if name != "django_migrations"
        }
    assert all(name.startswith("record_") for name in tables)


def test_derived_tables_have_the_columns_that_are_folded(embedded: Desk) -> None:
    """The fold names every column of every table but the log's own two."""
    from walkout.record.fold import TABLES

    with embedded.open(), connection.cursor() as cursor:
        for name, table in TABLES.items():
            described = connection.introspection.get_table_description(cursor, f"record_{name}")
            assert {column.name for column in described} == set(table.columns)
        names = set(connection.introspection.table_names())
    assert names == {f"record_{name}" for name in TABLES} | {
        "record_log",
        "record_payload",
        "django_migrations",
    }


def test_stateless_commands_never_load_django() -> None:
    """Extraction and resolution start without the record's weight."""
    code = (
        "import sys, walkout.archive, walkout.model.store, walkout.resolve.cluster\n"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
