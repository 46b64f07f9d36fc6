"""Django's SQLite backend, bound to SQLCipher and keyed before anything else is said.

Django's backend takes its driver from the name ``sqlite3``. A copy of its modules is loaded
here with that name pointing to SQLCipher for the length of the import, so that whoever else
uses ``sqlite3`` or Django's own backend in this process keeps the standard library's.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import ExitStack
from types import ModuleType
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2

_BACKEND = "django.db.backends.sqlite3"


def _bound_copy() -> ModuleType:
    """Return Django's backend module with SQLCipher as its driver."""

    def ours(name: str) -> bool:
        return name in ("sqlite3", "sqlite3.dbapi2") or name.startswith(_BACKEND)

    parent = importlib.import_module("django.db.backends")
    before = {name: module for name, module in sys.modules.items() if ours(name)}
    attribute = parent.__dict__.get("sqlite3")
    for name in before:
        del sys.modules[name]
    sys.modules["sqlite3"] = sqlcipher3
    sys.modules["sqlite3.dbapi2"] = dbapi2
    try:
        return importlib.import_module(f"{_BACKEND}.base")
    finally:
        for name in [name for name in sys.modules if ours(name)]:
            del sys.modules[name]
        sys.modules.update(before)
        if attribute is not None:
            parent.__dict__["sqlite3"] = attribute
        else:
            parent.__dict__.pop("sqlite3", None)


_django: Any = _bound_copy()


class DatabaseWrapper(_django.DatabaseWrapper):  # type: ignore[misc]
    """A connection to one SQLCipher database, or to a plain one when it has no key.

    ``OPTIONS["key"]`` is a `RawKey` or None. Settings that every connection has, and why:

    * WAL with ``synchronous=FULL``: a commit is on the disk before packs are moved into place
      and before the command says that it is done. NORMAL could lose the last commits to a power
      cut after their packs were moved, which verify would then call foreign.
    * ``busy_timeout`` 20 s: the web process and a job take turns.
    * ``temp_store=MEMORY``: sorting never writes plain rows to a temporary file.
    * ``secure_delete``: what is deleted is overwritten in the page.
    """

    def get_connection_params(self) -> dict[str, Any]:
        """Return the driver's arguments; the key is not one of them."""
        params: dict[str, Any] = super().get_connection_params()
        params.pop("key", None)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the database, give it its key, and set it up."""
        key = self.settings_dict["OPTIONS"].get("key")
        connection = dbapi2.connect(**conn_params)
        with ExitStack() as undo:
            undo.callback(connection.close)
            # SQLCipher would write to the terminal what is raised here as an error.
            connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
            if key is not None:
                connection.execute(f"PRAGMA key = \"x'{key.hex}'\"")
            _django.register_functions(connection)
            for pragma in (
                "busy_timeout = 20000",
                "foreign_keys = ON",
                "legacy_alter_table = OFF",
                "temp_store = MEMORY",
                "secure_delete = ON",
                "cache_size = -32000",
                "journal_mode = WAL",
                "synchronous = FULL",
            ):
                connection.execute(f"PRAGMA {pragma}").fetchall()
            undo.pop_all()
        return connection


class RawKey:
    """A database key that does not print itself in settings, logs or tracebacks."""

    __slots__ = ("hex",)

    def __init__(self, key: bytes) -> None:
        self.hex = key.hex()

    def __repr__(self) -> str:
        return "RawKey(...)"
