"""Column types that Django does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _Field = models.BigIntegerField[int, int]
else:
    _Field = models.BigIntegerField


class SeqField(_Field):
    """A log number. On SQLite the type is ``integer``, so that a primary key of it is the row's
    own number and needs no index beside it."""  # noqa: D205, D209

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """Return the column type of the backend."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
