"""Zip archives: members streamed within limits, names decoded, nothing written anywhere."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from walkout.capture.item import Budget, Item
from walkout.capture.names import safe_name, safe_path
from walkout.capture.options import Notice
from walkout.capture.walk import litter
from walkout.errors import (
    DocumentError,
    EmptyDocumentError,
    HostileDocumentError,
    LockedDocumentError,
    UnreadableError,
)
from walkout.text.charset import decode

_CHUNK = 1 << 16
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}


@dataclass(frozen=True, slots=True)
class Bad:
    """A member that cannot be used.

    Args:
        error: What is wrong with it.
    """

    error: DocumentError = field(repr=False)


def members(item: Item, document: str, budget: Budget) -> Iterator[Item | Bad]:
    """Yield the members of a zip archive as items, in the archive's order.

    Args:
        item: The archive.
        document: Its document id.
        budget: What has been unpacked so far.

    Raises:
        EmptyDocumentError: It has no members.
        HostileDocumentError: It is a bomb, by what it says or by what it does.
        LockedDocumentError: Every member is encrypted.
        UnreadableError: It is cut or damaged.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(item.content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        raise UnreadableError(
            "The archive is cut or damaged: its table of contents does not read",
            fix="Get it again from where it came.",
        ) from None
    with archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
        if not infos:
            raise EmptyDocumentError("The archive has no members", fix="Leave it out.")
        budget.enter(len(infos))
        _declared(infos, budget)
        locked = 0
        for info in infos:
            path = member_name(info)
            problem, reason = _judge(info, path)
            if problem:
                yield Bad(problem)
            elif reason:
                budget.options.notice(
                    Notice(
                        "skipped",
                        f"{safe_name(path)} in {item.name} is left out: {reason}.",
                        {"file": item.name, "at": safe_path(path)},
                    )
                )
            elif info.flag_bits & 1:
                locked += 1
            else:
                try:
                    content = _unpacked(archive, info, safe_path(path), budget)
                except UnreadableError as unreadable:
                    yield Bad(unreadable)
                    continue
                yield Item(
                    content=content,
                    name=safe_name(path),
                    part_of=document,
                    locator=safe_path(path),
                    depth=item.depth + 1,
                    captured_at=item.captured_at,
                )
        if locked:
            error = LockedDocumentError(
                "The archive is encrypted"
                if locked == len(infos)
                else "Members of the archive are encrypted",
                fix="Unpack it with its password and add the folder.",
                members=locked,
            )
            if locked == len(infos):
                raise error
            yield Bad(error)


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name as the one who packed it saw it.

    A name without the UTF-8 mark is in the code page of the packer's system: in China mostly
    GBK, which `zipfile` shows as box-drawing characters.
    """
    at = 0
    while at + 4 <= len(info.extra):
        kind, size = struct.unpack_from("<HH", info.extra, at)
        # Info-ZIP's Unicode path: version, a checksum of the plain name, the name in UTF-8.
        if kind == 0x7075 and size > 5:
            name = info.extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
            return name.partition("\0")[0]
        at += 4 + size
    if info.flag_bits & 0x800:
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    if raw.isascii():
        return info.orig_filename
    try:
        return decode(raw).text
    except UnreadableError:
        return info.orig_filename


def _declared(infos: list[zipfile.ZipInfo], budget: Budget) -> None:
    """Refuse at once what says itself that it is a bomb; sizes are counted again on the way."""
    limits = budget.options.limits
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked_bytes:
        raise HostileDocumentError(
            "The archive says that it unpacks to more than is allowed",
            fix="If you trust it, unpack it yourself and add the folder.",
            megabytes=total >> 20,
            most=limits.unpacked_bytes >> 20,
        )


def _judge(info: zipfile.ZipInfo, path: str) -> tuple[DocumentError | None, str | None]:
    parts = path.replace("\\", "/").split("/")
    if path.startswith(("/", "\\")) or ".." in parts or (len(path) > 1 and path[1] == ":"):
        return HostileDocumentError(
            "A member's name leads out of the archive, so it is left out",
            fix="If you trust it, unpack it yourself and add the file.",
            at=safe_path(path),
        ), None
    if stat.S_ISLNK(info.external_attr >> 16):
        return None, "a link"
    for part in parts:
        if reason := litter(part):
            return None, reason
    return None, None


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, budget: Budget) -> bytes:
    limit = budget.options.limits.document_bytes
    chunks: list[bytes] = []
    size = 0
    try:
        if info.compress_type not in _PACKINGS:
            raise NotImplementedError
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                budget.spend(len(chunk), packed=info.compress_size, member=size, where=where)
                if size > limit:
                    raise UnreadableError(
                        "The member is larger than a document may be, so it is not kept",
                        fix="Split it, and add the parts.",
                        at=where,
                        most_megabytes=limit >> 20,
                    )
                chunks.append(chunk)
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        struct.error,
    ) as error:
        unknown = isinstance(error, NotImplementedError)
        raise UnreadableError(
            "The member is packed in a way that is not known here"
            if unknown
            else "The member is damaged and does not unpack",
            fix="Unpack the archive yourself and add the folder.",
            at=where,
        ) from None
    return b"".join(chunks)
