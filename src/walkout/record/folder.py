"""The record's folder: what is in it, and the lock that keeps a second process out."""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import sys
from contextlib import suppress
from pathlib import Path

from walkout.archive.archive import sync_folder
from walkout.errors import ConfigurationError, RecordBusyError, RecordError
from walkout.record import settings
from walkout.record.configure import DATABASE

ARCHIVE = "archive"
RELEASES = "releases"
LOCK = "lock"

_BESIDE = (f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")
_MADE = (DATABASE, *_BESIDE, LOCK, ARCHIVE, RELEASES, f".{settings.NAME}.part")
OURS = frozenset({settings.NAME, *_MADE})


class Lock:
    """Keeps every other process out of a record until it is released or this process ends.

    A POSIX lock: unlike one of ``flock`` it is not inherited, so that a reader process which
    outlives a killed command for a moment does not keep the next one out; and the kernel tells
    who holds it, so that the file stays empty. Nothing else in this process may open the file:
    closing it anywhere would let the lock go.

    Args:
        folder: The record's folder.

    Raises:
        RecordBusyError: Another process holds the record.
        RecordError: The folder may not be written.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise RecordError(
                "The record's folder cannot be written",
                fix="See that you may write to it and that its disk works.",
                reason=error.strerror,
            ) from None
        try:
            fcntl.lockf(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            facts = {"process": holder} if (holder := _holder(self._handle)) else {}
            os.close(self._handle)
            raise RecordBusyError(
                "Another process holds the record", fix="Wait until it is done.", **facts
            ) from None

    def release(self) -> None:
        """Let others in."""
        os.close(self._handle)


def _holder(handle: int) -> int | None:
    """Return the number of the process that holds the lock, where the kernel's words are known."""
    if not sys.platform.startswith("linux"):
        return None
    layout = "hhlli"
    asked = struct.pack(layout, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
    try:
        told = fcntl.fcntl(handle, fcntl.F_GETLK, asked)
    except OSError:
        return None
    kind, _, _, _, process = struct.unpack(layout, told)
    return process if kind != fcntl.F_UNLCK and process > 0 else None


def prepare(folder: Path) -> None:
    """Make an empty folder for a new record, or clear what an interrupted ``init`` left.

    Raises:
        ConfigurationError: There is a record already, or the folder holds other files.
    """
    if (folder / settings.NAME).exists():
        raise ConfigurationError(
            "There is a record here already", fix="Name another folder.", folder=folder.name
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = {path.name for path in folder.iterdir()}
        if there - set(_MADE):
            raise ConfigurationError(
                "The folder is not empty", fix="Name a new or empty folder.", folder=folder.name
            )
        if _holds(folder / ARCHIVE) or _holds(folder / RELEASES):
            raise ConfigurationError(
                "The folder holds a record that lacks its walkout.toml",
                fix="Put that file back from a backup, or name another folder.",
                folder=folder.name,
            )
        # An interrupted `init` left these: the key, which is written last, was never anywhere.
        discard(folder)
        folder.mkdir(mode=0o700, exist_ok=True)
        os.chmod(folder, 0o700)
        (folder / ARCHIVE).mkdir(mode=0o700)
        (folder / RELEASES).mkdir(mode=0o700)
        sync_folder(folder)
    except OSError as error:
        raise ConfigurationError(
            "The record's folder cannot be made",
            fix="Name a folder that you may write to.",
            folder=folder.name,
            reason=error.strerror,
        ) from None


def discard(folder: Path) -> None:
    """Delete what the making of a record has made so far, and the folder if that was all."""
    for name in _MADE:
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def _holds(folder: Path) -> bool:
    """Whether there is any file below a folder."""
    return folder.is_dir() and any(not path.is_dir() for path in folder.rglob("*"))
