"""Django, configured once a process, and pointed to the record that is open."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

import django
from django.conf import settings as django_settings
from django.db import DEFAULT_DB_ALIAS, connections

from walkout.errors import ConfigurationError

DATABASE = "record.db"
URL_VARIABLE = "WALKOUT_DATABASE_URL"

_CLOSED: Mapping[str, Any] = {"ENGINE": "django.db.backends.dummy"}


def configure() -> None:
    """Configure Django for this process, unless it is."""
    if not django_settings.configured:
        django_settings.configure(
            INSTALLED_APPS=["walkout.record"],
            DATABASES={DEFAULT_DB_ALIAS: dict(_CLOSED)},
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            LOGGING_CONFIG=None,
            SECRET_KEY=secrets.token_urlsafe(),
            TIME_ZONE="UTC",
            USE_TZ=True,
        )
    django.setup()


def connect(database: Mapping[str, Any]) -> None:
    """Point Django's default database, in every thread, to this one."""
    if connections.settings[DEFAULT_DB_ALIAS]["ENGINE"] != _CLOSED["ENGINE"]:
        raise RuntimeError("a record is open")
    _point(database)


def disconnect() -> None:
    """Close this thread's connection and leave Django without a database."""
    _point(_CLOSED)


def _point(database: Mapping[str, Any]) -> None:
    if connections.settings[DEFAULT_DB_ALIAS]["ENGINE"] != _CLOSED["ENGINE"]:
        connections[DEFAULT_DB_ALIAS].close()
    # Django keeps one wrapper a thread, and makes them from these settings.
    with suppress(AttributeError):
        del connections[DEFAULT_DB_ALIAS]
    filled = connections.configure_settings({DEFAULT_DB_ALIAS: dict(database)})
    connections.settings.update(filled)


def embedded(folder: Path, raw_key: object | None) -> dict[str, Any]:
    """Return the settings of the database in the record's own folder.

    Args:
        folder: The record's folder.
        raw_key: The database's `RawKey`; None for an unencrypted record.
    """
    return {
        "ENGINE": "walkout.record.backends.sqlcipher",
        "NAME": str(folder / DATABASE),
        "OPTIONS": {"key": raw_key, "transaction_mode": "IMMEDIATE"},
    }


def without_password(url: str) -> str:
    """Return a database URL as ``walkout.toml`` may hold it.

    Example:
        >>> without_password("postgresql://desk:secret@db.example/strikes")
        'postgresql://desk@db.example/strikes'
    """
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=user.partition(":")[0] + at + host))


def postgresql(url: str) -> dict[str, Any]:
    """Return the settings of a PostgreSQL database.

    Where ``WALKOUT_DATABASE_URL`` is set it stands for a URL without a password. A URL's query
    gives libpq's options, such as ``?sslmode=verify-full``.

    Raises:
        ConfigurationError: The URL is none, or the driver is not installed.
    """
    if not urlsplit(url).password:
        url = os.environ.get(URL_VARIABLE) or url
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ConfigurationError(
            "The database is no PostgreSQL URL",
            fix=f"Write postgresql://user@host/database, or set {URL_VARIABLE} to it.",
            setting="database",
        )
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise ConfigurationError(
            "PostgreSQL's driver is not installed", fix="Install walkout[postgres]."
        ) from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
