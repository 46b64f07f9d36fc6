"""Paths to files: folders walked in a fixed order, with a reason for everything left out."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from walkout.capture.faults import CaptureFault, fault
from walkout.capture.kinds import HEAD, waits
from walkout.capture.names import safe_name, suffix
from walkout.capture.options import CaptureOptions, Notice
from walkout.errors import (
    InputDeniedError,
    InputMissingError,
    SourceError,
    UnreadableError,
    WalkoutError,
)

FURNITURE = frozenset({".js", ".css", ".map", ".woff", ".woff2", ".ttf", ".eot", ".otf", ".ico"})
"""Endings of files that make a page look and work, and say nothing."""

# Left behind by systems and editors; never anybody's document.
_LITTER = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx"})

# Larger images and videos are hashed in a stream before they are read, so that one which the
# record has already costs no memory.
_STREAM_FROM = 8 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is to be captured.

    Args:
        path: Where it is.
        name: Its base name, safe to show.
    """

    path: Path
    name: str


def litter(name: str) -> str | None:
    """Return why a file or member of this name is left out; None when it is not.

    Example:
        >>> litter(".DS_Store"), litter("jquery.js"), litter("report.txt")
        ('hidden', 'part of how a page looks', None)
    """
    if name.startswith("."):
        return "hidden"
    if name.lower() in _LITTER:
        return "left by a system"
    if name.startswith("~$"):
        return "a lock file of an open Office document"
    if suffix(name) in FURNITURE:
        return "part of how a page looks"
    return None


def walk(path: Path, options: CaptureOptions) -> Iterator[Found | CaptureFault]:
    """Yield the files at a path: the file itself, or those of a folder in order of their names.

    A path that a person names is taken whatever its name; inside a folder hidden files, litter,
    what is no regular file, and links that lead out of the folder are left out with a notice.
    """
    name = safe_name(os.path.basename(os.path.abspath(path)))
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        yield fault(_refused(error, name))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, options)
    elif stat.S_ISREG(mode):
        yield Found(path, name)
    else:
        yield fault(
            SourceError(
                "This is neither a file nor a folder", fix="Name a file or a folder.", file=name
            )
        )


def _folder(top: Path, options: CaptureOptions) -> Iterator[Found | CaptureFault]:
    real_top = os.path.realpath(top)
    waiting: list[tuple[str, bool]] = [(os.fspath(top), False)]
    while waiting:
        here, furniture = waiting.pop()
        name = safe_name(os.path.basename(os.path.abspath(here)))
        try:
            with os.scandir(here) as listing:
                entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield fault(_refused(error, name))
            continue
        pages = {os.path.splitext(entry.name)[0] for entry in entries if _is_page(entry.name)}
        folders: list[tuple[str, bool]] = []
        for entry in entries:
            shown = safe_name(entry.name)
            try:
                reason = litter(entry.name) or _strange(entry, real_top)
                folder = not reason and entry.is_dir(follow_symlinks=False)
                if furniture and not folder and not reason and not _picture(entry.path):
                    reason = "part of a saved page"
            except OSError as error:
                yield fault(_refused(error, shown))
                continue
            if reason:
                options.notice(
                    Notice("skipped", f"{shown} is left out: {reason}.", {"file": shown})
                )
            elif folder:
                # A browser keeps a saved page's pictures and scripts in "NAME_files".
                saved = entry.name.endswith("_files") and entry.name[: -len("_files")] in pages
                folders.append((entry.path, furniture or saved))
            else:
                yield Found(Path(entry.path), shown)
        waiting.extend(reversed(folders))


def _is_page(name: str) -> bool:
    return suffix(name) in {".html", ".htm", ".xhtml"}


def _picture(path: str) -> bool:
    with open(path, "rb") as file:
        return waits(file.read(HEAD))


def _strange(entry: os.DirEntry[str], top: str) -> str | None:
    if entry.is_symlink():
        target = os.path.realpath(entry.path)
        if os.path.commonpath([top, target]) != top:
            return "a link that leads out of the folder"
        if not os.path.exists(target):
            return "a link that leads nowhere"
        return "a link to what is in the folder already"
    mode = entry.stat(follow_symlinks=False).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return "no regular file"
    return None


def _refused(error: OSError, name: str) -> WalkoutError:
    if isinstance(error, FileNotFoundError) or error.errno in {errno.ENOTDIR, errno.ELOOP}:
        return InputMissingError(
            "Nothing is there", fix="Check the name and add it again.", file=name
        )
    if isinstance(error, PermissionError):
        return InputDeniedError(
            "It may not be read by this user",
            fix="Give yourself the right to read it and add it again.",
            file=name,
        )
    return SourceError(
        f"The system could not read it: {os.strerror(error.errno or errno.EIO)}",
        fix="Check the disk and add it again.",
        file=name,
    )


def load(found: Found, options: CaptureOptions) -> bytes | None:
    """Return the bytes of a file; None when the record has them already and they are large.

    Raises:
        SourceError: The system refuses to read it.
        UnreadableError: It is larger than a document may be.
    """
    limit = options.limits.document_bytes
    try:
        with open(found.path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(HEAD)
            if size > limit or (size >= _STREAM_FROM and options.known and waits(head)):
                name = _streamed_id(head, file.read, size)
                if size > limit:
                    raise _too_large(found.name, size, limit, name)
                if name and options.known and options.known(name):
                    options.notice(
                        Notice(
                            "known", f"{found.name} is in the record already.", {"document": name}
                        )
                    )
                    return None
                file.seek(len(head))
            content = head + file.read(limit + 1 - len(head))
    except OSError as error:
        raise _refused(error, found.name) from None
    if len(content) > limit:
        raise _too_large(found.name, len(content), limit, None)
    return content


def _streamed_id(head: bytes, read: Callable[[int], bytes], size: int) -> str | None:
    """Return `model.ids.document_id` of a file without holding it; None when its size changes."""
    state = hashlib.sha256(b"8:document%d:" % size + head)
    seen = len(head)
    while chunk := read(1 << 20):
        state.update(chunk)
        seen += len(chunk)
    return "d" + state.hexdigest()[:24] if seen == size else None


def _too_large(name: str, size: int, limit: int, document: str | None) -> WalkoutError:
    facts: dict[str, object] = {"file": name, "megabytes": size >> 20, "most": limit >> 20}
    if document:
        facts["would_be"] = document
    return UnreadableError(
        "The file is larger than a document may be, so it is not kept",
        fix="Split it, or keep a smaller copy, and add that.",
        **facts,
    )
