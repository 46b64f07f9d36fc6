"""The archive's folder: packs are written aside, and moved into place once they are referred to."""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from walkout.archive import pack
from walkout.archive.pack import Entry
from walkout.errors import ChecksumError, RecordError, StorageFullError
from walkout.model.store import Finding

PACK_LIMIT = 16 * 1024 * 1024
"""A pack takes no further entry beyond this many bytes; one larger content is a pack alone."""

_BUFFER = 1024 * 1024
_INCOMING = "incoming"
_NAME = re.compile(r"[0-9a-f]{40}")
_PART = re.compile(r"part-[0-9a-f]{16}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def writing() -> Iterator[None]:
    """Turn the operating system's refusals to write into Walkout's errors."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError(
                "The disk has no room for what must be written",
                fix="Free some space and run the command again; nothing half-written is kept.",
            ) from None
        raise RecordError(
            "The record's folder cannot be written",
            fix="See that you may write to it and that its disk works.",
            reason=errno.errorcode.get(error.errno or 0, "unknown"),
        ) from None


def sync_folder(folder: Path) -> None:
    """Make the folder's list of names as durable as the files in it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Archive:
    """Sealed contents in packs, in one folder.

    A batch is sealed into ``incoming/``, then the record commits its rows, then `commit` moves
    the packs into place. Whenever the process dies, `recover` at the next opening finishes the
    move of packs that the record refers to and deletes the others, so that no half is left.

    Args:
        folder: The archive's folder; it is made when missing.
        name_key: Key under which packs are named, so that a name tells nothing.
        content_key: The half of every content's key that the archive shares.
    """

    def __init__(self, folder: Path, name_key: bytes, content_key: bytes) -> None:
        self.folder = folder
        self._incoming = folder / _INCOMING
        self._name_key = name_key
        self._content_key = content_key
        self._pending: list[str] = []
        self._referred: list[str] = []
        with writing():
            self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)

    def seal(self, contents: Iterable[bytes]) -> list[Entry]:
        """Seal a batch and make it durable in ``incoming/``; small contents share packs.

        Args:
            contents: What was captured, in order.

        Returns:
            The entry of each content, in order. They are worth nothing before `commit`.

        Raises:
            StorageFullError: The disk has no room; nothing of the batch is left.
        """
        entries: list[Entry] = []
        writer: _Writer | None = None
        with ExitStack() as undo:
            undo.callback(self.rollback)
            undo.callback(lambda: writer.discard() if writer else None)
            with writing():
                for content in contents:
                    if writer and writer.size + len(content) > PACK_LIMIT:
                        entries += self._finish(writer)
                        writer = None
                    writer = writer or _Writer(self._incoming, self._name_key, self._content_key)
                    writer.add(content)
                if writer:
                    entries += self._finish(writer)
                    writer = None
                sync_folder(self._incoming)
            undo.pop_all()
        return entries

    def _finish(self, writer: _Writer) -> list[Entry]:
        entries = writer.finish()
        self._pending.append(entries[0].pack)
        return entries

    def commit(self) -> None:
        """Move the sealed packs into place: the record's rows refer to them now.

        A move that the disk refuses is no loss: the pack is read where it is, and moved by
        the next commit or opening.
        """
        self._referred += self._pending
        self._pending = []
        if not self._referred:
            return
        left: list[str] = []
        for name in self._referred:
            try:
                os.replace(self._incoming / name, self.folder / name)
            except OSError:
                left.append(name)
        self._referred = left
        # A power cut before the folder is durable leaves the pack aside, where `recover` looks.
        with suppress(OSError):
            sync_folder(self.folder)

    def rollback(self) -> None:
        """Delete the packs that were sealed since the last commit."""
        for name in self._pending:
            (self._incoming / name).unlink(missing_ok=True)
        self._pending = []

    def recover(self, referenced: Callable[[Collection[str]], Collection[str]]) -> None:
        """Finish or undo what an earlier process left in ``incoming/``.

        Args:
            referenced: Given names of packs, returns those that the record refers to.
        """
        with writing():
            names = {p.name for p in self._incoming.iterdir() if p.is_file()}
            packs = {n for n in names if _NAME.fullmatch(n)}
            wanted = set(referenced(packs)) if packs else set()
            for name in sorted(packs):
                if name in wanted:
                    os.replace(self._incoming / name, self.folder / name)
                else:
                    (self._incoming / name).unlink()
            for name in names - packs:
                # Other names are not ours: `verify` tells of them.
                if _PART.fullmatch(name):
                    (self._incoming / name).unlink()
            if names:
                sync_folder(self._incoming)
                sync_folder(self.folder)

    def _open(self, name: str) -> BinaryIO | None:
        if not _NAME.fullmatch(name):
            return None
        for folder in (self.folder, self._incoming):
            try:
                return (folder / name).open("rb", buffering=0)
            except OSError:
                continue
        return None

    def stream(self, entry: Entry) -> Iterator[bytes]:
        """Yield a content in pieces of 64 KiB, each proved before it is given.

        Raises:
            ChecksumError: A segment, or the whole, is not what was captured, or is missing.
        """
        handle = self._open(entry.pack)
        if handle is None:
            raise ChecksumError(
                "The archive lacks a pack",
                fix="Put the file back from a backup; walkout verify lists what it held.",
                file=f"{self.folder.name}/{entry.pack}",
            )
        state = hashlib.sha256()
        cipher = pack.cipher_of(self._content_key, entry.secret)
        with handle:
            for number, (start, end) in enumerate(pack.segments(entry)):
                handle.seek(start)
                content = pack.unseal(entry, cipher, number, _read(handle, end - start))
                if content is None:
                    raise self._damaged(entry, start, end)
                state.update(content)
                yield content
        if state.digest() != entry.sha256:
            raise self._damaged(entry, entry.offset, entry.end)

    def _damaged(self, entry: Entry, start: int, end: int) -> ChecksumError:
        return ChecksumError(
            "A document's bytes in the archive are not those that were captured",
            fix="Put the file back from a backup; walkout verify lists every such place.",
            file=f"{self.folder.name}/{entry.pack}",
            bytes=(start, end),
        )

    def read(self, entry: Entry) -> bytes:
        """Return a content whole.

        Raises:
            ChecksumError: Its bytes are not those that were captured, or are missing.
        """
        return b"".join(self.stream(entry))

    def verify(self, entries: Iterable[tuple[str, Entry]]) -> Iterator[Finding]:
        """Yield everything in the folder that is not as it was sealed.

        Every byte of every file is read: it belongs to the header, to a segment that proves
        itself, or to nothing.

        Args:
            entries: Document id and entry of all that the record refers to; the entries of one
                pack follow each other, as they were sealed.
        """
        known: set[str] = set()
        name, group = "", list[tuple[str, Entry]]()
        for document, entry in entries:
            if entry.pack != name and group:
                yield from self._verify_pack(name, group)
                group = []
            name = entry.pack
            known.add(name)
            group.append((document, entry))
        if group:
            yield from self._verify_pack(name, group)
        yield from self._foreign(known)

    def _verify_pack(self, name: str, group: list[tuple[str, Entry]]) -> Iterator[Finding]:
        file = f"{self.folder.name}/{name}"
        handle = self._open(name)
        if handle is None:
            yield Finding(
                "missing",
                "A pack of the archive is missing",
                {"file": file, "documents": [document for document, _ in group]},
            )
            return
        with handle:
            size = os.fstat(handle.fileno()).st_size
            if _read(handle, len(pack.HEADER)) != pack.HEADER:
                yield Finding(
                    "flipped",
                    "A pack's header is not what was written",
                    {"file": file, "bytes": (0, len(pack.HEADER))},
                )
            reached = len(pack.HEADER)
            for document, entry in sorted(group, key=lambda g: g[1].offset):
                if entry.offset > reached:
                    yield _foreign_bytes(file, reached, entry.offset)
                if entry.end > size:
                    yield Finding(
                        "missing",
                        "A pack ends before a document's last byte",
                        {"file": file, "document": document, "bytes": (size, entry.end)},
                    )
                cipher = pack.cipher_of(self._content_key, entry.secret)
                yield from _verify_entry(handle, file, document, entry, cipher, size)
                reached = max(reached, entry.end)
            if size > reached:
                yield _foreign_bytes(file, reached, size)

    def _foreign(self, known: set[str]) -> Iterator[Finding]:
        for folder, label in (
            (self.folder, self.folder.name),
            (self._incoming, f"{self.folder.name}/{_INCOMING}"),
        ):
            for path in sorted(folder.iterdir()):
                ours = path.is_file() and not path.is_symlink() and path.name in known
                if not ours and path != self._incoming:
                    yield Finding(
                        "foreign",
                        "The archive holds a file that the record does not know",
                        {"file": f"{label}/{path.name}"},
                    )


def _foreign_bytes(file: str, start: int, end: int) -> Finding:
    return Finding(
        "foreign",
        "A pack holds bytes that belong to no document",
        {"file": file, "bytes": (start, end)},
    )


def _verify_entry(
    handle: BinaryIO, file: str, document: str, entry: Entry, cipher: AESGCM, size: int
) -> Iterator[Finding]:
    state = hashlib.sha256()
    whole = True
    for number, (start, end) in enumerate(pack.segments(entry)):
        if end > size:
            return
        handle.seek(start)
        content = pack.unseal(entry, cipher, number, _read(handle, end - start))
        if content is None:
            whole = False
            yield Finding(
                "flipped",
                "A document's bytes are not those that were captured",
                {"file": file, "document": document, "bytes": (start, end)},
            )
        else:
            state.update(content)
    if whole and state.digest() != entry.sha256:
        yield Finding(
            "flipped",
            "A document's bytes do not have the hash that they were captured with",
            {"file": file, "document": document, "bytes": (entry.offset, entry.end)},
        )


def _read(handle: BinaryIO, length: int) -> bytes:
    """Return up to `length` bytes, fewer where the file ends or the disk gives no more."""
    parts: list[bytes] = []
    while length > 0:
        try:
            part = handle.read(length)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


class _Writer:
    """One pack while it is written, under a name that is only a number."""

    def __init__(self, folder: Path, name_key: bytes, content_key: bytes) -> None:
        self._folder = folder
        self._name_key = name_key
        self._content_key = content_key
        self._path = folder / f"part-{secrets.token_hex(8)}"
        self._entries: list[tuple[int, int, bytes, bytes]] = []
        self._hash = hashlib.sha256()
        self.size = 0
        self._buffer = bytearray()
        # Unbuffered by Python: a full disk must not be met a second time when closing.
        self._handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._open = True
        self._put(pack.HEADER)

    def _put(self, data: bytes) -> None:
        self._buffer += data
        self._hash.update(data)
        self.size += len(data)
        if len(self._buffer) >= _BUFFER:
            self._flush()

    def _flush(self) -> None:
        view = memoryview(bytes(self._buffer))
        self._buffer.clear()
        while view:
            view = view[os.write(self._handle, view) :]

    def _close(self) -> None:
        if self._open:
            self._open = False
            os.close(self._handle)

    def add(self, content: bytes) -> None:
        secret, start = os.urandom(pack.SECRET), self.size
        for sealed in pack.seal(content, pack.cipher_of(self._content_key, secret)):
            self._put(sealed)
        self._entries.append((start, self.size - start, secret, hashlib.sha256(content).digest()))

    def finish(self) -> list[Entry]:
        self._flush()
        os.fsync(self._handle)
        self._close()
        # The name is a keyed hash of sealed bytes: no two packs share one, and it tells nothing.
        name = hmac.digest(self._name_key, self._hash.digest(), "sha256")[:20].hex()
        os.replace(self._path, self._folder / name)
        return [
            Entry(name, start, length, secret, sha256)
            for start, length, secret, sha256 in self._entries
        ]

    def discard(self) -> None:
        with suppress(OSError):
            self._close()
        self._path.unlink(missing_ok=True)
