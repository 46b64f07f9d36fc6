"""The option --map: which column of a table means what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

FIELDS = ("text", "title", "date", "published", "url", "language", "id")


def map_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --map."""
    return click.option(
        "--map",
        "columns",
        multiple=True,
        metavar="FIELD=COLUMN",
        help=f"For tables: take FIELD from COLUMN. Fields: {', '.join(FIELDS)}. Repeatable; "
        "text and title may be given more than once; date is the event's own day.",
    )(command)


def column_map(pairs: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the columns by field.

    Raises:
        click.UsageError: A pair has no ``=`` or names no field.
    """
    columns: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or not column or name not in FIELDS:
            raise click.UsageError(
                f"--map {pair!r} is not FIELD=COLUMN; fields are {', '.join(FIELDS)}."
            )
        columns[name] = (*columns.get(name, ()), column)
    return columns
