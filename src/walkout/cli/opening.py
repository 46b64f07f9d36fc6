"""Which record a command works on, and how it opens it."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from walkout.record import settings as record_settings
from walkout.record.keys import KeyFile, KeySource, Passphrase

P = ParamSpec("P")
R = TypeVar("R")

RECORD_HELP = "The record's folder [default: the one you stand in, or WALKOUT_RECORD]."
KEY_HELP = "File that opens the record instead of a passphrase [or WALKOUT_KEY_FILE]."


def record_options(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command the options --record and --key-file."""

    @click.option(
        "--record",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="WALKOUT_RECORD",
        help=RECORD_HELP,
    )
    @click.option(
        "--key-file",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="WALKOUT_KEY_FILE",
        help=KEY_HELP,
    )
    @functools.wraps(command)
    def with_record(*args: P.args, **kwargs: P.kwargs) -> R:
        return command(*args, **kwargs)

    return with_record


def record_folder(folder: Path | None) -> Path:
    """Return the record's folder: the one named, or the nearest one around where you stand."""
    if folder is not None:
        return folder
    here = Path.cwd()
    for place in (here, *here.parents):
        if (place / record_settings.NAME).is_file():
            return place
    return here


def key_source(folder: Path, key_file: Path | None) -> KeySource | None:
    """Return what opens the record in this folder, asking for a passphrase if it takes one.

    Without a terminal the passphrase is the first line of standard input.
    """
    opens_by = record_settings.load(folder).key.get("opens_by")
    if opens_by == "nothing":
        return None
    if key_file is not None:
        return KeyFile(key_file)
    if opens_by != "passphrase":
        return None
    return Passphrase(ask_passphrase())


def ask_passphrase(*, confirm: bool = False) -> str:
    """Return a passphrase from the terminal, unseen, or from standard input's first line."""
    if sys.stdin.isatty():
        words: str = click.prompt(
            "Passphrase", hide_input=True, confirmation_prompt=confirm, err=True
        )
        return words
    return sys.stdin.readline().rstrip("\r\n")
